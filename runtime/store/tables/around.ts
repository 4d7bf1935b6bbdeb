/** Rows of conversations, helpdesk cases, webhooks and notices. */
import type { Generated, Selectable } from 'kysely';

export interface ConversationRow {
  id: string;
  instance_id: string;
  object_class: string;
  /** What the object is called in messages: Request, Case. */
  noun: string;
  topic: string;
  /** conversation | notes. */
  type: string;
  /** open | closed. */
  status: string;
  /** Whose notes they are; of a conversation, who asked for it first. */
  account_id: string;
  /** JSON {id, name}. */
  creator: string;
  events: string;
  created_at: string;
}

export interface MessageTable {
  seq: Generated<number>;
  id: string;
  conversation_id: string;
  account_id: string;
  creator_id: string;
  creator_name: string;
  text: string;
  /** message | private. */
  type: string;
  created_at: string;
  updated_at: string;
}

export type MessageRow = Selectable<MessageTable>;

/** A message, or a change of state told from the outbox; `accounts` are those an event may be seen by. */
export type MessageLineRow = MessageRow & { accounts: string };

export interface CaseRow {
  id: string;
  state: string;
  subject: string;
  description: string;
  type: string;
  priority: number | null;
  product_id: string | null;
  issuer_id: string;
  receiver_id: string;
  /** JSON {agent, recipients} of each side. */
  issuer: string;
  receiver: string;
  rating: number | null;
  feedback: string | null;
  /** When a resolved case closes by itself. */
  close_at: string | null;
  events: string;
  created_at: string;
  updated_at: string;
}

export interface CaseAttachmentRow {
  id: string;
  case_id: string;
  account_id: string;
  name: string;
  type: string;
  size: number;
  /** JSON {id, name}. */
  creator: string;
  created_at: string;
}

export interface HelpdeskSettingsRow {
  account_id: string;
  /** Days; 0 is never. */
  ttl: number;
  mode: string;
  instructions: string | null;
  events: string;
}

export interface WebhookRow {
  id: string;
  account_id: string;
  label: string;
  active: number;
  type: string;
  object_class: string;
  product_id: string;
  external_url: string;
  /** Sealed. */
  jwt_secret: string;
  description: string;
  http_method: string;
  headers: string;
  data: string;
  created_by: string;
  modified_by: string;
  created_at: string;
  modified_at: string;
  /** Seconds; a poke is not repeated before they are over. 0: each event is a poke of its own. */
  processing_timeout: number;
  /** No poke before this. */
  earliest_ms: number;
  /** Tasks up to this one were told by a poke that succeeded. */
  told_seq: number;
  events: number;
  successes: number;
  failures: number;
  failures_in_row: number;
  last_event_at: string | null;
  /** JSON of the published trigger information. */
  last_success: string | null;
  last_failure: string | null;
}

export interface NoticeRow {
  id: string;
  name: string;
  notice_group: string;
  description: string;
}

export interface AroundTables {
  conversation: ConversationRow;
  message: MessageTable;
  message_line: MessageLineRow;
  helpdesk_case: CaseRow;
  case_attachment: CaseAttachmentRow;
  case_attachment_content: { id: string; base64: string };
  helpdesk_settings: HelpdeskSettingsRow;
  webhook: WebhookRow;
  notice: NoticeRow;
  notice_choice: { account_id: string; notice_id: string; enabled: number };
}
