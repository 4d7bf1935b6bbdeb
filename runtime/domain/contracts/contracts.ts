/** Contracts: who sees them, their moves (platform-api.md section 6.3), and how dispatch reads one. */
import Type from 'typebox';
import { nextState, type Lifecycle } from '../../base/index.ts';
import { findVisible, json, references, showOne, stamped, visible, type CallRoute, type Collection, type Route, type Subject } from '../kit/index.ts';
import type { Context, ContractRow } from '../../store/index.ts';
import { emitContract } from './commands.ts';

type Status = 'enrolling' | 'pending' | 'active' | 'rejected' | 'terminated';
type Action = 'sign' | 'reject' | 'terminate';
type Party = 'vendor' | 'distributor' | 'reseller';

export const contractLifecycle = {
  name: 'contract',
  initial: ['pending', 'active'],
  final: ['rejected', 'terminated'],
  transitions: [
    { on: 'sign', from: ['pending'], to: 'active', by: ['vendor', 'distributor', 'reseller'] },
    { on: 'reject', from: ['pending'], to: 'rejected', by: ['vendor', 'distributor', 'reseller'] },
    { on: 'terminate', from: ['active'], to: 'terminated', by: ['distributor'] },
  ],
} as const satisfies Lifecycle<Status, Action, Party>;

const contracts: Collection<ContractRow> = {
  table: 'contract',
  scope: ['owner_id', 'issuer_id'],
  fields: {
    id: { column: 'id', order: true, search: true },
    name: { column: 'name', search: true },
    type: { column: 'type' },
    status: { column: 'status', order: true },
    'agreement.id': { column: 'agreement_id' },
    'marketplace.id': { column: 'marketplace_id' },
    'owner.id': { column: 'owner_id' },
    'issuer.id': { column: 'issuer_id' },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
  },
  order: [['id', 'asc']],
  async render(ctx, rows) {
    const account = await references(ctx, 'account', rows.flatMap((r) => [r.owner_id, r.issuer_id])); // prettier-ignore
    const agreement = await references(ctx, 'agreement', rows.map((r) => r.agreement_id)); // prettier-ignore
    const marketplace = await references(ctx, 'marketplace', rows.flatMap((r) => r.marketplace_id ?? [])); // prettier-ignore
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      type: row.type,
      status: row.status,
      version: row.version,
      agreement: agreement(row.agreement_id),
      ...(row.marketplace_id ? { marketplace: marketplace(row.marketplace_id) } : {}),
      owner: account(row.owner_id),
      issuer: account(row.issuer_id),
      note: row.note,
      events: json(row.events),
    }));
  },
};

/** The issuer signs what others enrolled in; the counterparty signs what it was invited to (program and service). */
async function move(ctx: Context, id: string, action: Action): Promise<void> {
  const row = await findVisible(ctx, contracts, id, { lock: true });
  const status = nextState(contractLifecycle, row, action, ctx.actor.role as Party);
  const stamp = { sign: 'signed', reject: 'rejected', terminate: 'terminated' }[action];
  const next = { ...row, status, events: stamped(ctx, row.events, 'updated', stamp), updated_at: ctx.now };
  await ctx.tx.updateTable('contract').set({ status, events: next.events, updated_at: ctx.now }).where('id', '=', id).execute();
  emitContract(ctx, next);
}

const action = (name: Action, roles: CallRoute['roles']): CallRoute => ({
  kind: 'write',
  method: 'POST',
  path: `/contracts/{id}/${name}`,
  operation: `${name}Contract`,
  tag: 'Contracts',
  summary: `${name} a contract`,
  roles,
  body: Type.Object({}),
  async run(ctx, input) {
    await move(ctx, input.params['id']!, name);
    return showOne(ctx, contracts, input.params['id']!);
  },
});

// prettier-ignore
export const contractRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/contracts', operation: 'listContracts', tag: 'Contracts', summary: 'Contracts', roles: 'everyone', collection: contracts },
  { kind: 'read', method: 'GET', path: '/contracts/{id}', operation: 'getContract', tag: 'Contracts', summary: 'One contract', roles: 'everyone', run: (ctx, input) => showOne(ctx, contracts, input.params['id']!) },
  action('sign', ['vendor', 'distributor', 'reseller']),
  action('reject', ['vendor', 'distributor', 'reseller']),
  action('terminate', ['distributor']),
];

export const contractSubject: Subject = {
  objectClass: 'contract',
  status: (object) => (object as { status: string }).status,
  async read(ctx, ids) {
    const rows = await ctx.tx
      .selectFrom('contract')
      .selectAll()
      .where('id', 'in', ids)
      .where(() => visible(ctx, contracts))
      .execute();
    const shown = await contracts.render(ctx, rows, 'one');
    return new Map(rows.map((row, i) => [row.id, shown[i]!]));
  },
  decisions: {},
};
