/** Forms: what an agreement's owner asks of those who enrol, of their products and of their items. Every change is a version of its own. */
import { sql, type SqlBool } from 'kysely';
import { invalid, notFound, PlatformError } from '../../base/index.ts';
import { findVisible, json, stamped, type Collection } from '../kit/index.ts';
import type { Context, FormRow, FormVersionRow } from '../../store/index.ts';
import { faultsOfAnswers, requireSchema, type FormSchema } from './schema.ts';

export const FORM_PLACES = ['enroll', 'product', 'item'] as const;
export type FormPlace = (typeof FORM_PLACES)[number];

/** Its owner, and whoever has a contract, or may ask for one, under an agreement that uses it. */
export const forms: Collection<FormRow> = {
  table: 'form',
  scope: ({ actor: { accountId: me } }) => sql<SqlBool>`(form.owner_id = ${me} or exists (
    select 1 from agreement_form join agreement on agreement.id = agreement_form.agreement_id
      join contract on contract.agreement_id = agreement.id or (contract.agreement_id = agreement.parent_id and contract.status = 'active')
    where agreement_form.form_id = form.id and contract.owner_id = ${me}))`,
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    type: { column: 'type', order: true, search: true },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  render: (_ctx, rows) => Promise.resolve(rows.map((row) => formJson(row, row.id, row.status))),
};

/** Its form was found first. */
export const formVersions: Collection<FormVersionRow> = {
  table: 'form_version',
  scope: 'public',
  fields: { id: { column: 'form_id' }, version: { column: 'version', type: 'number', order: true } },
  order: [['version', 'asc']],
  render: (_ctx, rows) => Promise.resolve(rows.map((row) => formJson(row, row.form_id, 'active'))),
};

const formJson = (row: FormRow | FormVersionRow, id: string, status: string) => ({
  ...{ id, version: row.version, name: row.name, type: row.type, status, schema: json<object>(row.schema), events: json<object>(row.events) },
});

export interface FormInput {
  name?: string;
  type?: FormPlace;
  schema?: object;
}

export async function createForm(ctx: Context, input: FormInput & { name: string; schema: object }): Promise<FormRow> {
  requireSchema(input.schema);
  const row: FormRow = {
    ...{ id: await ctx.id('form', 'form'), owner_id: ctx.actor.accountId, name: input.name, type: input.type ?? 'enroll', status: 'active', version: 1 },
    ...{ schema: JSON.stringify(input.schema), events: stamped(ctx, undefined, 'created', 'updated'), created_at: ctx.now },
  };
  await ctx.tx.insertInto('form').values(row).execute();
  await keepVersion(ctx, row);
  return row;
}

export async function updateForm(ctx: Context, id: string, input: FormInput): Promise<void> {
  const row = await ownForm(ctx, id);
  if (input.type !== undefined && input.type !== row.type)
    throw invalid('type', `${JSON.stringify(input.type)} cannot replace ${JSON.stringify(row.type)}; agreements use the form at that place.`);
  if (input.schema) requireSchema(input.schema);
  const schema = input.schema ? JSON.stringify(input.schema) : row.schema;
  const set = { name: input.name ?? row.name, schema, version: row.version + 1, events: stamped(ctx, row.events, 'updated') };
  await ctx.tx.updateTable('form').set(set).where('id', '=', id).execute();
  await keepVersion(ctx, { ...row, ...set });
}

export async function deleteForm(ctx: Context, id: string): Promise<void> {
  await ownForm(ctx, id);
  const use = await ctx.tx.selectFrom('agreement_form').select('agreement_id').where('form_id', '=', id).executeTakeFirst();
  if (use) throw new PlatformError('conflict', `form ${id} is used by agreement ${use.agreement_id} and cannot be removed.`);
  await ctx.tx.deleteFrom('form_version').where('form_id', '=', id).execute();
  await ctx.tx.deleteFrom('form').where('id', '=', id).execute();
}

/** A form of the actor's own for a place, or a refusal that names the field. */
export async function requireForm(ctx: Context, id: unknown, place: FormPlace): Promise<void> {
  const row = await ctx.tx.selectFrom('form').select('type').where('id', '=', String(id)).where('owner_id', '=', ctx.actor.accountId).executeTakeFirst();
  if (row?.type !== place) throw invalid(`forms.${place}.id`, `${JSON.stringify(id)} is not one of your forms of type ${place}.`);
}

/** Refuses answers that a form, as it is now, does not take; answers the version they were checked against. */
export async function checkAnswers(ctx: Context, formId: string, data: unknown): Promise<string> {
  const form = await ctx.tx.selectFrom('form').selectAll().where('id', '=', formId).executeTakeFirstOrThrow();
  const faults = faultsOfAnswers(json<FormSchema>(form.schema), data);
  if (faults.length) throw new PlatformError('validation', faults.slice(0, 20));
  return versionId(form.id, form.version);
}

export async function findFormVersion(ctx: Context, id: string, version: string): Promise<FormVersionRow> {
  const form = await findVisible(ctx, forms, id);
  const row = /^\d{1,9}$/.test(version)
    ? await ctx.tx.selectFrom('form_version').selectAll().where('form_id', '=', form.id).where('version', '=', Number(version)).executeTakeFirst()
    : undefined;
  if (!row) throw notFound(`${id}/versions/${version}`);
  return row;
}

async function ownForm(ctx: Context, id: string): Promise<FormRow> {
  const row = await findVisible(ctx, forms, id, { lock: true });
  if (row.owner_id !== ctx.actor.accountId) throw new PlatformError('forbidden', `form ${id} is written by its owner ${row.owner_id} only.`);
  return row;
}

const versionId = (id: string, version: number) => `${id}-${String(version).padStart(3, '0')}`;

async function keepVersion(ctx: Context, { id, version, name, type, schema, events }: FormRow): Promise<void> {
  const row = { id: versionId(id, version), form_id: id, version, name, type, schema, events, created_at: ctx.now };
  await ctx.tx.insertInto('form_version').values(row).execute();
}
