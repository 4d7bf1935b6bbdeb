/** /conversations as data (platform-api.md section 21.2). A conversation is named by its own id or by that of its object. */
import Type from 'typebox';
import { showOne, type Input, type Route } from '../kit/index.ts';
import { parseQuery, type Query } from '../../rql/index.ts';
import type { Context } from '../../store/index.ts';
import { closeConversation, deleteConversation, editMessage, findConversation, openConversation, openNotes, postMessage } from './commands.ts';
import { conversations, messageLines } from './fields.ts';
import { findTalked, isTalkedAbout } from './objects.ts';

const maybe = Type.Optional;
const TEXT_MAX = 50_000;
const NewConversationBody = Type.Object({
  instance_id: Type.String({ minLength: 1, maxLength: 30 }),
  topic: Type.String({ minLength: 1, maxLength: 100 }),
  type: maybe(Type.Enum(['conversation', 'notes'])),
});
const Text = Type.String({ minLength: 1, maxLength: TEXT_MAX });
const NewMessageBody = Type.Object({ text: Text, type: maybe(Type.Enum(['message', 'private'])) });
const MessageBody = Type.Object({ text: maybe(Text) });

const PARTIES = ['vendor', 'distributor', 'reseller'] as const;
const common = { tag: 'Conversations' } as const;
const id = (input: Input) => input.params['id']!;
/** Objects opened by one look-up. */
const OPENED_MAX = 100;

/** Object ids that a filter asks for. */
function askedFor(filter: Query['filter']): string[] {
  if (!filter) return [];
  if (filter.op === 'and' || filter.op === 'or') return filter.all.flatMap(askedFor);
  if (!('field' in filter) || filter.field !== 'instance_id') return [];
  if (filter.op === 'eq') return filter.value.kind === 'text' ? [filter.value.text] : [];
  return filter.op === 'in' ? filter.values : [];
}

/** Whoever asks for the conversation of an object they see finds one, also when nothing was said yet. */
function opening(ids: readonly string[]): ((ctx: Context) => Promise<void>) | undefined {
  const wanted = ids.filter(isTalkedAbout).slice(0, OPENED_MAX);
  if (!wanted.length) return undefined;
  return async (ctx) => {
    for (const one of wanted) if (await findTalked(ctx, one).catch(() => undefined)) await openConversation(ctx, one);
  };
}

async function create(ctx: Context, input: Input): Promise<object> {
  const { instance_id: instance, topic, type } = input.body as { instance_id: string; topic: string; type?: string };
  const made = type === 'notes' ? await openNotes(ctx, instance, topic) : await openConversation(ctx, instance);
  return showOne(ctx, conversations, made);
}

// prettier-ignore
export const conversationRoutes: Route[] = [
  { ...common, kind: 'list', method: 'GET', path: '/conversations', operation: 'listConversations', summary: 'Conversations; with instance_id that of an object', roles: 'everyone', collection: conversations,
    before: (query) => opening(askedFor(parseQuery(query).filter)) },
  { ...common, kind: 'write', method: 'POST', path: '/conversations', operation: 'createConversation', summary: 'The conversation of an object, or own notes about it', roles: PARTIES, body: NewConversationBody, status: 201, run: create },
  // a GET that may write: the conversation of an object is opened when it is first asked for
  { ...common, kind: 'write', method: 'GET', path: '/conversations/{id}', operation: 'getConversation', summary: 'One conversation, by its id or that of its object', roles: 'everyone',
    run: async (ctx, input) => showOne(ctx, conversations, (await findConversation(ctx, id(input))).id) },
  { ...common, kind: 'write', method: 'DELETE', path: '/conversations/{id}', operation: 'deleteConversation', summary: 'Remove own notes, or a conversation nobody wrote in', roles: PARTIES, status: 204,
    run: (ctx, input) => deleteConversation(ctx, id(input)) },
  { ...common, kind: 'write', method: 'POST', path: '/conversations/{id}/close', operation: 'closeConversation', summary: 'Nothing can be written any more', roles: PARTIES,
    run: async (ctx, input) => showOne(ctx, conversations, await closeConversation(ctx, id(input))) },
  { ...common, kind: 'list', method: 'GET', path: '/conversations/{id}/messages', operation: 'listConversationMessages', summary: 'Messages and changes of state, oldest first', roles: 'everyone', collection: messageLines,
    before: (_, params) => opening([params['id']!]),
    below: { parent: (ctx, params) => findConversation(ctx, params['id']!), column: 'conversation_id' } },
  { ...common, kind: 'write', method: 'POST', path: '/conversations/{id}/messages', operation: 'postMessage', summary: 'Write to the other parties, or privately', roles: PARTIES, body: NewMessageBody, status: 201,
    run: async (ctx, input) => showOne(ctx, messageLines, await postMessage(ctx, id(input), input.body as { text: string; type?: string })) },
  { ...common, kind: 'write', method: 'PUT', path: '/conversations/{id}/messages/{message}', operation: 'editMessage', summary: 'Change a message of your own', roles: PARTIES, body: MessageBody,
    async run(ctx, input) {
      await editMessage(ctx, id(input), input.params['message']!, (input.body as { text?: string }).text);
      return showOne(ctx, messageLines, input.params['message']!);
    } },
];
