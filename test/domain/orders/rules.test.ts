/** Dates as callers write them, whose asset it is, and the README's drawing of the table. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lifecycleDiagram } from '../../../runtime/base/index.ts';
import { requestLifecycle } from '../../../runtime/domain/orders/index.ts';
import { utcTime } from '../../../runtime/domain/orders/times.ts';
import { startTestHost } from '../../support/host.ts';
import { createWorld, CUSTOMER } from '../../support/world.ts';

test.each([
  ['2027-03-01', '2027-03-01T00:00:00.000Z'],
  ['2027-03-01T12:00', '2027-03-01T12:00:00.000Z'],
  ['2027-03-01 12:00:30.5', '2027-03-01T12:00:30.500Z'],
  ['2027-03-01T12:00:00+02:00', '2027-03-01T10:00:00.000Z'],
  ['2027-03-01T12:00:00-0130', '2027-03-01T13:30:00.000Z'],
  ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
])('%s is %s', (given, kept) => expect(utcTime('planned_date', given)).toBe(kept));

test.each([['2027'], ['1'], ['March 1, 2027'], ['2027-02-31'], ['2027-02-29T00:00:00Z'], ['2027-13-01'], ['2027-03-01T25:00'], [''], [null], [1_800_000_000]])(
  '%j is no date',
  (given) => expect(() => utcTime('planned_date', given)).toThrow(`planned_date: ${JSON.stringify(given)} is not an ISO date`),
);

test('what hangs on an asset is found by its parties only, and nobody orders on another one', async () => {
  await using system = await startTestHost({ runners: 0 });
  const world = await createWorld(system.store);
  const stranger = await createWorld(system.store);
  const { body } = await system.api<{ id: string; asset: { id: string } }>(world.distributor.token, 'POST', '/requests', {
    type: 'purchase',
    asset: {
      ...{ connection: { id: world.connection }, items: [{ id: world.item, quantity: 1 }], tiers: { customer: CUSTOMER } },
      params: [{ id: 'admin_email', value: 'it@a.example' }],
    },
  });
  for (const path of [`/assets/${body.asset.id}/requests`, `/assets/${body.asset.id}/usage/aggregates`]) {
    expect((await system.api(world.vendor.token, 'GET', path)).status).toBe(200);
    expect((await system.api(stranger.vendor.token, 'GET', path)).status).toBe(404);
  }
  for (const asset of [{ id: body.asset.id }, { id: 'AS-0000-0000-0000' }, {}]) {
    const refused = await system.api<{ errors: string[] }>(stranger.distributor.token, 'POST', '/requests', { type: 'cancel', asset });
    expect([refused.status, refused.body.errors]).toEqual([400, [`asset.id: ${JSON.stringify(asset.id ?? null)} is not one of your assets.`]]);
  }
});

test('the README draws the table of requests', () => {
  const readme = readFileSync(new URL('../../../runtime/domain/orders/README.md', import.meta.url), 'utf8');
  expect(readme).toContain(lifecycleDiagram(requestLifecycle));
});
