/** What stands around the flows: conversations and their messages, helpdesk cases, webhooks, who wants which notice. */
import type { Migration } from './index.ts';

/** Groups of notices as published: id, name, group, what it tells. */
// prettier-ignore
const NOTICES = [
  ['NTF-001', 'Contract', 'accounts', 'A contract moved on.'],
  ['NTF-002', 'Case', 'helpdesk', 'A helpdesk case moved on.'],
  ['NTF-003', 'Listing request', 'listing', 'A listing request moved on.'],
  ['NTF-004', 'Product', 'products', 'A product changed.'],
  ['NTF-005', 'Fulfillment request', 'subscriptions', 'A request of a subscription moved on.'],
  ['NTF-006', 'Tier configuration request', 'tier_configs', 'A tier configuration request moved on.'],
  ['NTF-007', 'Usage file', 'commerce', 'A usage file moved on.'],
];

/** An event that only repeats the one before it (the older name of the same change) tells nothing new. */
export const FIRST_OF_CHANGE = `not exists (select 1 from event twin where twin.object_id = event.object_id and twin.seq < event.seq
  and twin.created_at = event.created_at and twin.status = event.status)`;

export const around: Migration = {
  name: '0011-around',
  up: (d) => [
    `create table conversation (
       id text primary key, instance_id text not null, object_class text not null, noun text not null, topic text not null,
       type text not null, status text not null, account_id text not null, creator text not null, events text not null,
       created_at text not null)`,
    `create unique index conversation_object on conversation (instance_id) where type = 'conversation'`,
    `create unique index conversation_notes on conversation (instance_id, account_id) where type = 'notes'`,
    `create index conversation_created on conversation (created_at)`,
    `create table message (
       seq ${d.serial}, id text not null unique, conversation_id text not null, account_id text not null, creator_id text not null,
       creator_name text not null, text text not null, type text not null, created_at text not null, updated_at text not null)`,
    `create index message_conversation on message (conversation_id, seq)`,
    // the history of an object is read by it
    `create index if not exists event_object on event (object_id, seq)`,
    // changes of state are told from the outbox when somebody reads, so that no order pays for a message
    `create view message_line as
       select id, conversation_id, account_id, creator_id, creator_name, text, type, '' as accounts, created_at, updated_at, seq from message
       union all
       select event.id, conversation.id, '', event.actor, event.actor,
         conversation.noun || ' ' || event.object_id ||
           case when exists (select 1 from event earlier where earlier.object_id = event.object_id and earlier.seq < event.seq) then '.' else ' created.' end ||
           ' State set to ' || upper(substr(event.status, 1, 1)) || substr(event.status, 2) || '.',
         'state_change', event.accounts, event.created_at, event.created_at, event.seq
       from conversation join event on event.object_id = conversation.instance_id
       where conversation.type = 'conversation' and event.status <> '' and ${FIRST_OF_CHANGE}`,

    `create table helpdesk_case (
       id text primary key, state text not null, subject text not null, description text not null, type text not null,
       priority integer, product_id text, issuer_id text not null, receiver_id text not null, issuer text not null,
       receiver text not null, rating integer, feedback text, close_at text, events text not null,
       created_at text not null, updated_at text not null)`,
    `create index case_issuer on helpdesk_case (issuer_id, created_at)`,
    `create index case_receiver on helpdesk_case (receiver_id, created_at)`,
    `create index case_due on helpdesk_case (close_at) where state = 'resolved'`,
    `create table case_attachment (
       id text primary key, case_id text not null, account_id text not null, name text not null, type text not null,
       size integer not null, creator text not null, created_at text not null)`,
    `create index case_attachment_case on case_attachment (case_id, created_at)`,
    `create table case_attachment_content (id text primary key, base64 text not null)`,
    `create table helpdesk_settings (
       account_id text primary key, ttl integer not null, mode text not null, instructions text, events text not null)`,

    `create table webhook (
       id text primary key, account_id text not null, label text not null, active integer not null, type text not null,
       object_class text not null, product_id text not null, external_url text not null, jwt_secret text not null,
       description text not null, http_method text not null, headers text not null, data text not null,
       created_by text not null, modified_by text not null, created_at text not null, modified_at text not null,
       processing_timeout integer not null, earliest_ms ${d.bigint} not null, told_seq ${d.bigint} not null, events integer not null, successes integer not null, failures integer not null,
       failures_in_row integer not null, last_event_at text, last_success text, last_failure text)`,
    `create index webhook_account on webhook (account_id, id)`,
    `create index lane_webhook on lane (run_at_ms) where environment_id = 'webhooks' and state = 'ready'`,

    `create table notice (id text primary key, name text not null, notice_group text not null, description text not null)`,
    `insert into notice (id, name, notice_group, description) values ${NOTICES.map((n) => `(${n.map((v) => `'${v}'`).join(', ')})`).join(', ')}`,
    `create table notice_choice (account_id text not null, notice_id text not null, enabled integer not null, primary key (account_id, notice_id))`,
  ],
};
