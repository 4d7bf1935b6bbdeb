/** /devops/breakers as data: which hooks have failed of late, and an admin's word that what they need is up again. */
import Type from 'typebox';
import { findVisible, showOne, type Collection, type Route } from '../domain/kit/index.ts';
import type { BreakerRow } from '../store/index.ts';
import { closeBreaker } from './breaker.ts';

const breakers: Collection<BreakerRow> = {
  table: 'breaker',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', order: true },
    state: { column: 'state' },
    event_type: { column: 'event_type' },
    'installation.id': { column: 'installation_id' },
    'account.id': { column: 'account_id' },
  },
  order: [],
  render: async (_ctx, rows) =>
    rows.map((r) => ({
      ...{ id: r.id, state: r.state, event_type: r.event_type, installation: { id: r.installation_id }, account: { id: r.account_id } },
      recent: [...r.recent].map((end) => (end === 'x' ? 'failure' : 'success')),
      failing_since: at(r.since_ms),
      next_probe: r.state === 'open' ? at(r.until_ms) : null,
      suspended: r.suspended_at,
    })),
};

const at = (ms: number | null) => (ms === null ? null : new Date(Number(ms)).toISOString());

// prettier-ignore
export const breakerRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/devops/breakers', operation: 'listBreakers', tag: 'DevOps', summary: 'Hooks that failed of late', roles: 'everyone', collection: breakers },
  { kind: 'read', method: 'GET', path: '/devops/breakers/{id}', operation: 'getBreaker', tag: 'DevOps', summary: 'One breaker', roles: 'everyone', run: (ctx, input) => showOne(ctx, breakers, input.params['id']!) },
  { kind: 'write', method: 'POST', path: '/devops/breakers/{id}/close', operation: 'closeBreaker', tag: 'DevOps', summary: 'What the hook needs is up again: what waits goes on', roles: 'everyone', body: Type.Object({}), status: 204,
    run: async (ctx, input) => closeBreaker(ctx, await findVisible(ctx, breakers, input.params['id']!, { lock: true })) },
];
