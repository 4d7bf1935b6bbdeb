/** What the API lets see, query and sort of agreements and contracts. */
import { sql, type SqlBool } from 'kysely';
import { publicTime } from '../../base/index.ts';
import { json, references, rowsById, type Collection } from '../kit/index.ts';
import type { AgreementRow, ContractRow } from '../../store/index.ts';
import { versionId, versionsJson } from './versions.ts';

/** Its owner, whoever has a contract under it, and those it is offered to: who have an active contract under its parent. */
export const agreements: Collection<AgreementRow> = {
  table: 'agreement',
  scope: ({ actor: { accountId: me } }) => sql<SqlBool>`(agreement.owner_id = ${me} or exists (
    select 1 from contract where contract.owner_id = ${me} and (contract.agreement_id = agreement.id
      or (contract.agreement_id = agreement.parent_id and contract.status = 'active'))))`,
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    title: { column: 'title', search: true },
    active: { column: 'active', type: 'boolean' },
    type: { column: 'type', order: true },
    'version.version': { column: 'version', type: 'number' },
    'owner.id': { column: 'owner_id' },
    'owner.name': { column: 'owner_id', table: 'account', key: 'id', target: 'name', search: true },
    'forms.id': { column: 'id', table: 'agreement_form', key: 'agreement_id', target: 'form_id' },
    'marketplace.name': { column: 'marketplace_id', table: 'marketplace', key: 'id', target: 'name', search: true },
    created: { column: 'created_at', type: 'time', order: true },
    updated: { column: 'updated_at', type: 'time', order: true },
    'parent.id': { column: 'parent_id' },
    'marketplace.id': { column: 'marketplace_id' },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const owner = await references(ctx, 'account', rows.map((r) => r.owner_id)); // prettier-ignore
    const marketplace = await references(ctx, 'marketplace', rows.flatMap((r) => r.marketplace_id ?? [])); // prettier-ignore
    const other = await references(ctx, 'agreement', rows.flatMap((r) => [r.parent_id ?? [], r.sourcing_id ?? []].flat())); // prettier-ignore
    // how many others accepted it is for its owner alone
    const all = ctx.actor.role === 'operator' || ctx.actor.role === 'system';
    const own = rows.filter((r) => all || r.owner_id === ctx.actor.accountId).map((r) => r.id);
    const counted = own.length
      ? await ctx.tx
          .selectFrom('contract')
          .select(['agreement_id', (eb) => eb.fn.countAll<number>().as('contracts')])
          .where('agreement_id', 'in', own)
          .groupBy('agreement_id')
          .execute()
      : [];
    const contractsOf = (id: string) => Number(counted.find((c) => c.agreement_id === id)?.contracts ?? 0);
    const ids = rows.map((r) => r.id);
    const versions = await ctx.tx.selectFrom('agreement_version').selectAll().where(() => ctx.dialect.among('agreement_id', ids)).execute(); // prettier-ignore
    const forms = await ctx.tx.selectFrom('agreement_form').selectAll().where(() => ctx.dialect.among('agreement_id', ids)).execute(); // prettier-ignore
    const current = (row: AgreementRow) => versions.find((v) => v.agreement_id === row.id && v.version === row.version);
    const version = await versionsJson(ctx, rows.flatMap((r) => current(r) ?? [])); // prettier-ignore
    const formsOf = (id: string) => forms.filter((f) => f.agreement_id === id).map((f) => [f.place, { id: f.form_id, type: f.place }] as const);
    return rows.map((row) => ({
      ...{ id: row.id, type: row.type, title: row.title, name: row.name, description: row.description, active: row.active === 1 },
      ...{ document_type: current(row)?.document_type ?? 'none', version: version(current(row)), auto_accept: false },
      ...json<object>(row.data),
      forms: Object.fromEntries(formsOf(row.id)),
      owner: owner(row.owner_id),
      ...(row.parent_id ? { parent: other(row.parent_id) } : {}),
      ...(row.marketplace_id ? { marketplace: marketplace(row.marketplace_id) } : {}),
      // where its owner buys is no business of who buys there
      ...(own.includes(row.id) && row.sourcing_id ? { sourcing_agreement: other(row.sourcing_id) } : {}),
      ...(own.includes(row.id) ? { stats: { contracts: contractsOf(row.id), versions: versions.filter((v) => v.agreement_id === row.id).length } } : {}),
      created: publicTime(row.created_at),
      updated: publicTime(row.updated_at),
      events: { created: { at: publicTime(row.created_at) }, updated: { at: publicTime(row.updated_at) } },
    }));
  },
};

export const contracts: Collection<ContractRow> = {
  table: 'contract',
  scope: ['owner_id', 'issuer_id'],
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', order: true, search: true },
    type: { column: 'type', order: true },
    status: { column: 'status', order: true },
    version: { column: 'version', type: 'number' },
    'agreement.id': { column: 'agreement_id' },
    'agreement.name': { column: 'agreement_id', table: 'agreement', key: 'id', target: 'name', search: true },
    'marketplace.id': { column: 'marketplace_id' },
    'owner.id': { column: 'owner_id' },
    'owner.name': { column: 'owner_id', table: 'account', key: 'id', target: 'name', search: true },
    'issuer.id': { column: 'issuer_id' },
    'issuer.name': { column: 'issuer_id', table: 'account', key: 'id', target: 'name', search: true },
    created: { column: 'created_at', type: 'time', order: true },
    updated: { column: 'updated_at', type: 'time', order: true },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const account = await references(ctx, 'account', rows.flatMap((r) => [r.owner_id, r.issuer_id])); // prettier-ignore
    const agreement = await rowsById(ctx, 'agreement', rows.map((r) => r.agreement_id)); // prettier-ignore
    const marketplace = await references(ctx, 'marketplace', rows.flatMap((r) => r.marketplace_id ?? [])); // prettier-ignore
    const ids = rows.map((r) => versionId(r.agreement_id, r.version));
    const versions = await ctx.tx.selectFrom('agreement_version').select(['id', 'created_at']).where(() => ctx.dialect.among('id', ids)).execute(); // prettier-ignore
    const created = (row: ContractRow) => versions.find((v) => v.id === versionId(row.agreement_id, row.version))?.created_at;
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name, type: row.type, kind: 'production', status: row.status, version: row.version },
      // as text, for so it is published: the number of the version that would be signed today
      latest: String(agreement.get(row.agreement_id)?.version ?? row.version),
      ...(created(row) === undefined ? {} : { version_created: publicTime(created(row)!) }),
      agreement: { id: row.agreement_id, name: agreement.get(row.agreement_id)?.name ?? row.agreement_id },
      ...(row.marketplace_id ? { marketplace: marketplace(row.marketplace_id) } : {}),
      owner: account(row.owner_id),
      issuer: account(row.issuer_id),
      note: row.note,
      ...contractWords(row.data),
      created: publicTime(row.created_at),
      updated: publicTime(row.updated_at),
      events: json(row.events),
    }));
  },
};

/** An invitation that says nothing still says so. */
function contractWords(data: string): object {
  const words = json<{ activation?: object }>(data);
  return words.activation ? { ...words, activation: { message: '', ...words.activation } } : words;
}
