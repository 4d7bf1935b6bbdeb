/** Lists over HTTP: paging with Content-Range, both dialects, tenancy, and nothing to be learnt of another tenant. */
import { expect, test } from 'vitest';
import { createWorld, CUSTOMER } from '../support/world.ts';
import { startTestHost } from '../support/host.ts';

test('requests are filtered, sorted, paged and kept apart by tenant', async () => {
  await using system = await startTestHost({ runners: 0 });
  const world = await createWorld(system.store);
  const other = await createWorld(system.store);
  for (let i = 0; i < 3; i++) {
    const placed = await system.api(world.distributor.token, 'POST', '/requests', {
      type: 'purchase',
      asset: {
        connection: { id: world.connection },
        external_uid: `u-${i}`,
        external_id: `SO-${i}`,
        items: [{ id: world.item, quantity: 1 }],
        params: [{ id: 'admin_email', value: `a${i}@b.example` }],
        tiers: { customer: CUSTOMER },
      },
    });
    expect(placed.status).toBe(201);
  }
  const list = (token: string, query: string) =>
    system.api<{ id: string; asset: { external_id: string; items?: unknown[] } }[]>(token, 'GET', `/requests?${query}`);
  const all = await list(world.vendor.token, 'limit=2&ordering(created,id)');
  expect(all.headers.get('content-range')).toBe('items 0-1/3');
  expect(all.body).toHaveLength(2);
  const count = await list(world.vendor.token, 'limit=0&offset=0');
  expect([count.body, count.headers.get('content-range')]).toEqual([[], 'items 0-0/3']);
  const past = await list(world.vendor.token, 'offset=10');
  expect([past.status, past.body]).toEqual([200, []]);
  const python = await list(world.vendor.token, 'and(in(status,(pending)),eq(asset.external_id,SO-1))&select(-asset.items)');
  expect(python.body.map((r) => r.asset.external_id)).toEqual(['SO-1']);
  expect(python.body[0]!.asset.items).toBeUndefined();
  const js = await list(world.vendor.token, '((asset.external_id=SO-0)%7C(asset.external_id=SO-2))&asset.params=t(id=admin_email,value=a2@b.example)');
  expect(js.body.map((r) => r.asset.external_id)).toEqual(['SO-2']);
  const searched = await list(world.vendor.token, 'search=so-1');
  expect(searched.body).toHaveLength(1);
  const foreign = await list(other.vendor.token, 'ordering(created)&eq(asset.external_id,SO-1)');
  expect([foreign.body, foreign.headers.get('content-range')]).toEqual([[], 'items 0-0/0']);
  for (const bad of ['nosuch=1', 'ordering(note)', 'ge(created,yesterday)', 'eq(status']) {
    const refused = await system.api<{ error_code: string; errors: string[] }>(world.vendor.token, 'GET', `/requests?${bad}`);
    expect(refused.status, bad).toBe(400);
    expect(refused.body.error_code).toBe('RQL_001');
    expect(refused.headers.get('content-type')).toBe('application/json');
  }
});
