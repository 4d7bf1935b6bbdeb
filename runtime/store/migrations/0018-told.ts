/** Conversations tell of changes that are none of the state, in the words the event brings. */
import { FIRST_OF_CHANGE } from './0011-around.ts';
import type { Migration } from './index.ts';

export const told: Migration = {
  name: '0018-told',
  up(d) {
    const words = d.name === 'sqlite' ? `json_extract(event.data, '$.told')` : `(event.data::jsonb ->> 'told')`;
    return [
      `drop view message_line`,
      `create view message_line as
         select id, conversation_id, account_id, creator_id, creator_name, text, type, '' as accounts, created_at, updated_at, seq from message
         union all
         select event.id, conversation.id, '', event.actor, event.actor,
           conversation.noun || ' ' || event.object_id ||
             case when exists (select 1 from event earlier where earlier.object_id = event.object_id and earlier.seq < event.seq) then '.' else ' created.' end ||
             ' ' || coalesce(${words}, 'State set to ' || upper(substr(event.status, 1, 1)) || substr(event.status, 2) || '.'),
           'state_change', event.accounts, event.created_at, event.created_at, event.seq
         from conversation join event on event.object_id = conversation.instance_id
         where conversation.type = 'conversation' and event.status <> '' and ${FIRST_OF_CHANGE}`,
    ];
  },
};
