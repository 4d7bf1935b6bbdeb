/** /helpdesk and the settings of the helpdesk module as data (platform-api.md section 21.1). */
import Type from 'typebox';
import { notFound } from '../../base/index.ts';
import { showOne, type CallRoute, type Input, type Route } from '../kit/index.ts';
import type { Context } from '../../store/index.ts';
import { addAttachment, deleteAttachment, readAttachment, showAttachment } from './attachments.ts';
import { createCase, moveCase, updateCase, type CaseInput, type Closing, type NewCase } from './commands.ts';
import { attachments, cases } from './fields.ts';
import type { CaseAction } from './lifecycle.ts';
import { changeSettings, showCaseSettings, showSettings, type SettingsInput } from './settings.ts';

const maybe = Type.Optional;
const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Ref = Type.Object({ id: Type.String({ maxLength: 40 }) });
const People = { agent: maybe(Ref), recipients: maybe(Type.Array(Ref, { maxItems: 50 })) };
/** Numbers, and as text what the published description takes. */
const numbered = (values: readonly number[]) => Type.Unsafe<number | string>({ enum: values.flatMap((n) => [n, String(n)]) });
const words = {
  subject: Type.String({ minLength: 1, maxLength: 300 }),
  description: Type.String({ minLength: 1, maxLength: 10_000 }),
  type: Type.Enum(['technical', 'business']),
};
const more = { priority: maybe(numbered([0, 1, 2, 3])), product: maybe(nullable(Ref)), issuer: maybe(Type.Object(People)) };
const NewCaseBody = Type.Object({ ...words, ...more, receiver: Type.Object({ ...People, account: Ref }) });
const CaseBody = Type.Object({ ...Type.Partial(Type.Object(words)).properties, ...more, receiver: maybe(Type.Object(People)) });
const CloseBody = Type.Object({ rating: maybe(numbered([1, 2, 3, 4, 5])), feedback: maybe(Type.String({ maxLength: 10_000 })) });
const SettingsBody = Type.Object({
  ttl: maybe(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })),
  mode: maybe(Type.Enum(['builtin', 'federated'])),
  instructions: maybe(nullable(Type.String({ maxLength: 5000 }))),
});

const PARTIES = ['vendor', 'distributor', 'reseller'] as const;
const helpdesk = { tag: 'Helpdesk' } as const;
const id = (input: Input) => input.params['id']!;
const shown = (ctx: Context, input: Input) => showOne(ctx, cases, id(input));
/** Only what the schema knows goes on to the command. */
const known = ({ ttl, mode, instructions }: SettingsInput): SettingsInput => ({
  ...(ttl === undefined ? {} : { ttl }),
  ...(mode === undefined ? {} : { mode }),
  ...(instructions === undefined ? {} : { instructions }),
});

const move = (action: CaseAction, summary: string, body?: typeof CloseBody): CallRoute => ({
  ...{ ...helpdesk, kind: 'write', method: 'POST', path: `/helpdesk/cases/{id}/${action}`, operation: `${action}Case`, summary, roles: PARTIES },
  ...(body ? { body } : {}),
  async run(ctx, input) {
    await moveCase(ctx, id(input), action, body ? (input.body as Closing) : {});
    return shown(ctx, input);
  },
});

/** Of one of the two sides of a case. */
async function sideSettings(ctx: Context, input: Input): Promise<object> {
  const side = input.params['account']!;
  const found = (await showCaseSettings(ctx, id(input))).find((settings) => settings.id === side);
  if (!found) throw notFound(side);
  return found;
}

/** The path takes the module by name or by id. */
const settings = (module: string, name: string): Route[] => {
  const common = { ...helpdesk, path: `/modules/${module}/accounts/{id}/settings` };
  return [
    { ...common, kind: 'read', method: 'GET', operation: `get${name}`, summary: 'How an account wants to be asked', roles: 'everyone', run: (ctx, input) => showSettings(ctx, id(input)) },
    { ...common, kind: 'write', method: 'PUT', operation: `update${name}`, summary: 'Auto-close timer, mode and instructions', roles: PARTIES, body: SettingsBody, run: (ctx, input) => changeSettings(ctx, id(input), known(input.body as SettingsInput)) },
  ]; // prettier-ignore
};

// prettier-ignore
export const helpdeskRoutes: Route[] = [
  { ...helpdesk, kind: 'list', method: 'GET', path: '/helpdesk/cases', operation: 'listCases', summary: 'Cases of either side', roles: 'everyone', collection: cases },
  { ...helpdesk, kind: 'write', method: 'POST', path: '/helpdesk/cases', operation: 'createCase', summary: 'Ask a partner for help', roles: PARTIES, body: NewCaseBody, status: 201,
    run: async (ctx, input) => showOne(ctx, cases, (await createCase(ctx, input.body as NewCase)).id) },
  { ...helpdesk, kind: 'read', method: 'GET', path: '/helpdesk/cases/{id}', operation: 'getCase', summary: 'One case', roles: 'everyone', run: shown },
  { ...helpdesk, kind: 'write', method: 'PUT', path: '/helpdesk/cases/{id}', operation: 'updateCase', summary: 'Say more about an open case', roles: PARTIES, body: CaseBody,
    async run(ctx, input) {
      await updateCase(ctx, id(input), input.body as CaseInput);
      return shown(ctx, input);
    } },
  move('inquire', 'Ask the other side for details'),
  move('pend', 'Go on with it'),
  move('resolve', 'Say it is solved; the auto-close timer starts'),
  move('close', 'Close it, with a rating', CloseBody),
  { ...helpdesk, kind: 'list', method: 'GET', path: '/helpdesk/cases/{id}/attachments', operation: 'listAttachments', summary: 'Files of a case', roles: 'everyone', collection: attachments,
    below: { parent: cases, column: 'case_id' } },
  { ...helpdesk, kind: 'write', method: 'POST', path: '/helpdesk/cases/{id}/attachments', operation: 'addAttachment', summary: 'Attach a file: a form with the part `file`', roles: PARTIES, raw: 'form', status: 201, prepare: readAttachment,
    run: async (ctx, input) => showOne(ctx, attachments, (await addAttachment(ctx, id(input), input.body as Awaited<ReturnType<typeof readAttachment>>)).id) },
  { ...helpdesk, kind: 'read', method: 'GET', path: '/helpdesk/cases/{id}/attachments/{attachment}', operation: 'getAttachment', summary: 'One file; with ?format=original or preview its content', roles: 'everyone',
    query: ['format'], run: (ctx, input) => showAttachment(ctx, id(input), input.params['attachment']!, input.query['format']) },
  { ...helpdesk, kind: 'write', method: 'DELETE', path: '/helpdesk/cases/{id}/attachments/{attachment}', operation: 'deleteAttachment', summary: 'Remove a file of your own', roles: PARTIES, status: 204,
    run: (ctx, input) => deleteAttachment(ctx, id(input), input.params['attachment']!) },
  // the JavaScript SDK reaches the settings of both sides from their case
  { ...helpdesk, kind: 'read', method: 'GET', path: '/helpdesk/cases/{id}/settings', operation: 'listCaseSettings', summary: 'How its two sides want to be asked', roles: 'everyone',
    run: (ctx, input) => showCaseSettings(ctx, id(input)) },
  { ...helpdesk, kind: 'read', method: 'GET', path: '/helpdesk/cases/{id}/settings/{account}', operation: 'getCaseSettings', summary: 'How one of them does', roles: 'everyone', run: sideSettings },
  { ...helpdesk, kind: 'write', method: 'PUT', path: '/helpdesk/cases/{id}/settings/{account}', operation: 'updateCaseSettings', summary: 'Change the own ones; they hold for every case', roles: PARTIES, body: SettingsBody,
    async run(ctx, input) {
      await sideSettings(ctx, input);
      await changeSettings(ctx, input.params['account']!, known(input.body as SettingsInput));
      return sideSettings(ctx, input);
    } },
  ...settings('helpdesk', 'HelpdeskSettings'),
  ...settings('MD-0023', 'HelpdeskModuleSettings'),
];
