/** What the API lets see, query and sort of conversations and their messages. */
import { sql, type SqlBool } from 'kysely';
import { publicTime } from '../../base/index.ts';
import { json, references, type Collection } from '../kit/index.ts';
import type { ConversationRow, MessageLineRow } from '../../store/index.ts';
import { partiesOf, seesObject } from './objects.ts';

export const conversations: Collection<ConversationRow> = {
  table: 'conversation',
  scope: (ctx) => sql<SqlBool>`((conversation.type = 'conversation' or conversation.account_id = ${ctx.actor.accountId}) and ${seesObject(ctx)})`,
  fields: {
    id: { column: 'id', order: true },
    instance_id: { column: 'instance_id' },
    type: { column: 'type' },
    status: { column: 'status' },
    created: { column: 'created_at', type: 'time', order: true },
    'events.created.at': { column: 'events', path: ['created', 'at'], type: 'time', order: true },
  },
  order: [['created_at', 'desc']],
  async render(ctx, rows) {
    const parties = await partiesOf(ctx, rows);
    const accountsOf = (row: ConversationRow) => (row.type === 'notes' ? [row.account_id] : (parties.get(row.instance_id) ?? []));
    const account = await references(ctx, 'account', rows.flatMap(accountsOf)); // prettier-ignore
    return rows.map((row) => ({
      ...{ id: row.id, instance_id: row.instance_id, topic: row.topic, type: row.type, status: row.status },
      accounts: accountsOf(row).map(account),
      creator: json(row.creator),
      created: publicTime(row.created_at),
      events: json(row.events),
    }));
  },
};

/** Of a conversation that was found visible. A private message is its own account's; a change of state those may see who may see its event. */
export const messageLines: Collection<MessageLineRow> = {
  table: 'message_line',
  scope: ({ actor: { accountId: me } }) =>
    sql<SqlBool>`(message_line.type = 'message' or message_line.account_id = ${me}
      or (message_line.type = 'state_change' and message_line.accounts like ${`%"${me}"%`}))`,
  fields: {
    id: { column: 'id', order: true },
    type: { column: 'type' },
    text: { column: 'text', search: true },
    created: { column: 'created_at', type: 'time', order: true },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.created.by.id': { column: 'creator_id' },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
  },
  order: [
    ['created_at', 'asc'],
    ['seq', 'asc'],
  ],
  async render(ctx, rows) {
    const account = await references(ctx, 'account', rows.flatMap((r) => r.account_id || [])); // prettier-ignore
    return rows.map((row) => {
      const creator = { id: row.creator_id, name: row.creator_name };
      return {
        ...{ id: row.id, conversation: row.conversation_id, type: row.type, text: row.text, creator },
        ...(row.account_id === '' ? {} : { account: account(row.account_id) }),
        created: publicTime(row.created_at),
        events: { created: { at: publicTime(row.created_at), by: creator }, updated: { at: publicTime(row.updated_at), by: creator } },
      };
    });
  },
};
