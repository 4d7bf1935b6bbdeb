/** What the API lets see, query and sort of agreements and contracts. */
import { sql, type SqlBool } from 'kysely';
import { publicTime } from '../../base/index.ts';
import { json, references, type Collection } from '../kit/index.ts';
import type { AgreementRow, ContractRow } from '../../store/index.ts';

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
    type: { column: 'type', order: true },
    version: { column: 'version', type: 'number' },
    'owner.id': { column: 'owner_id' },
    'parent.id': { column: 'parent_id' },
    'marketplace.id': { column: 'marketplace_id' },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const owner = await references(ctx, 'account', rows.map((r) => r.owner_id)); // prettier-ignore
    const marketplace = await references(ctx, 'marketplace', rows.flatMap((r) => r.marketplace_id ?? [])); // prettier-ignore
    const parent = await references(ctx, 'agreement', rows.flatMap((r) => r.parent_id ?? [])); // prettier-ignore
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
    return rows.map((row) => ({
      ...{ id: row.id, type: row.type, title: row.title, name: row.name, description: row.description, version: row.version, active: true },
      ...{ document_type: 'none', auto_accept: false, forms: {} },
      ...json<object>(row.data),
      owner: owner(row.owner_id),
      ...(row.parent_id ? { parent: parent(row.parent_id) } : {}),
      ...(row.marketplace_id ? { marketplace: marketplace(row.marketplace_id) } : {}),
      ...(own.includes(row.id) ? { stats: { contracts: contractsOf(row.id), versions: row.version } } : {}),
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
    const agreement = await references(ctx, 'agreement', rows.map((r) => r.agreement_id)); // prettier-ignore
    const marketplace = await references(ctx, 'marketplace', rows.flatMap((r) => r.marketplace_id ?? [])); // prettier-ignore
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name, type: row.type, kind: 'production', status: row.status, version: row.version, latest: true },
      agreement: agreement(row.agreement_id),
      ...(row.marketplace_id ? { marketplace: marketplace(row.marketplace_id) } : {}),
      owner: account(row.owner_id),
      issuer: account(row.issuer_id),
      note: row.note,
      ...json<object>(row.data),
      created: publicTime(row.created_at),
      updated: publicTime(row.updated_at),
      events: json(row.events),
    }));
  },
};
