/** Conversations come to be when somebody asks for them; from then on their parties write, edit and close. */
import { PlatformError } from '../../base/index.ts';
import { findVisible, stamped } from '../kit/index.ts';
import { SYSTEM, type Context, type ConversationRow, type MessageLineRow } from '../../store/index.ts';
import { conversations, messageLines } from './fields.ts';
import { findTalked, isTalkedAbout } from './objects.ts';

/** By its own id, or by that of the object: then it is opened when nobody has asked for it before. */
export async function findConversation(ctx: Context, id: string, options: { lock?: boolean } = {}): Promise<ConversationRow> {
  return findVisible(ctx, conversations, isTalkedAbout(id) ? await openConversation(ctx, id) : id, options);
}

/** The conversation of an object the account sees; answers its id. */
export async function openConversation(ctx: Context, instanceId: string): Promise<string> {
  const { row } = await findTalked(ctx, instanceId);
  const system = ctx.as({ actor: SYSTEM });
  return open(system, instanceId, { type: 'conversation', account_id: '', created_at: row['created_at'] ?? ctx.now, creator: JSON.stringify(SYSTEM.by) });
}

/** An account's own notes about an object. */
export async function openNotes(ctx: Context, instanceId: string, topic: string): Promise<string> {
  return open(ctx, instanceId, { type: 'notes', topic, account_id: ctx.actor.accountId, created_at: ctx.now, creator: JSON.stringify(ctx.actor.by) });
}

type Opening = Pick<ConversationRow, 'type' | 'account_id' | 'created_at' | 'creator'> & { topic?: string };

async function open(ctx: Context, instanceId: string, opening: Opening): Promise<string> {
  const present = () =>
    ctx.tx
      .selectFrom('conversation')
      .select('id')
      .where('instance_id', '=', instanceId)
      .where('type', '=', opening.type)
      .where('account_id', '=', opening.account_id)
      .executeTakeFirst();
  const found = await present();
  if (found) return found.id;
  const { talked } = await findTalked(ctx, instanceId);
  await ctx.tx
    .insertInto('conversation')
    .values({
      id: await ctx.id('conversation', 'conversation'),
      ...{ instance_id: instanceId, object_class: talked.collection.table, noun: talked.noun, topic: `${talked.noun} ${instanceId}` },
      ...{ ...opening, status: 'open', events: stamped(ctx, undefined, 'created', 'updated') },
    })
    .onConflict((oc) => oc.doNothing())
    .execute();
  return (await present())!.id;
}

export async function closeConversation(ctx: Context, id: string): Promise<string> {
  const row = await openOne(ctx, id);
  await ctx.tx
    .updateTable('conversation')
    .set({ status: 'closed', events: stamped(ctx, row.events, 'updated') })
    .where('id', '=', row.id)
    .execute();
  return row.id;
}

/** Notes go with what was written in them; what both sides have written stays. */
export async function deleteConversation(ctx: Context, id: string): Promise<void> {
  const row = await findConversation(ctx, id, { lock: true });
  const written = await ctx.tx.selectFrom('message').select('id').where('conversation_id', '=', row.id).limit(1).executeTakeFirst();
  if (row.type === 'conversation' && written)
    throw new PlatformError('transition', `conversation ${row.id} has messages; it can be closed, only notes and empty conversations are deleted.`);
  await ctx.tx.deleteFrom('message').where('conversation_id', '=', row.id).execute();
  await ctx.tx.deleteFrom('conversation').where('id', '=', row.id).execute();
}

export async function postMessage(ctx: Context, conversationId: string, input: { text: string; type?: string }): Promise<string> {
  const conversation = await openOne(ctx, conversationId);
  const id = await ctx.id('message', 'message');
  await ctx.tx
    .insertInto('message')
    .values({
      ...{ id, conversation_id: conversation.id, account_id: ctx.actor.accountId, creator_id: ctx.actor.by.id, creator_name: ctx.actor.by.name },
      ...{ text: input.text, type: input.type ?? 'message', created_at: ctx.now, updated_at: ctx.now },
    })
    .execute();
  return id;
}

/** Only who wrote it, while the conversation is open. */
export async function editMessage(ctx: Context, conversationId: string, id: string, text: string | undefined): Promise<void> {
  const conversation = await openOne(ctx, conversationId);
  const row: MessageLineRow = await findVisible(ctx, messageLines, id);
  if (row.conversation_id !== conversation.id) throw new PlatformError('notFound', `Object \`${id}\` not found.`);
  if (row.type === 'state_change' || row.account_id !== ctx.actor.accountId || row.creator_id !== ctx.actor.by.id)
    throw new PlatformError('forbidden', `message ${id} was written by ${row.creator_id}; only they edit it.`);
  if (text !== undefined) await ctx.tx.updateTable('message').set({ text, updated_at: ctx.now }).where('id', '=', id).execute();
}

async function openOne(ctx: Context, id: string): Promise<ConversationRow> {
  const row = await findConversation(ctx, id, { lock: true });
  if (row.status !== 'open') throw new PlatformError('transition', `status: conversation ${row.id} is closed; nothing can be written any more.`);
  return row;
}
