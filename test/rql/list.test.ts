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
  const named = await list(world.vendor.token, 'ordering(-id)&select(-asset)');
  expect(named.body.map((r) => r.asset)).toEqual([undefined, undefined, undefined]);
  expect(named.body.map((r) => r.id)).toEqual(
    named.body
      .map((r) => r.id)
      .toSorted()
      .toReversed(),
  );
  const assets = await system.api<Record<string, unknown>[]>(world.vendor.token, 'GET', '/assets?limit=1');
  expect(assets.body[0]).not.toHaveProperty('pending_request');
  const expanded = await system.api<Record<string, unknown>[]>(
    world.vendor.token,
    'GET',
    '/assets?select(pending_request,-params,-tiers.customer.contact_info)&limit=1',
  );
  expect(expanded.body[0]).toHaveProperty('pending_request');
  expect(expanded.body[0]).not.toHaveProperty('params');
  expect(expanded.body[0]).not.toHaveProperty('tiers.customer.contact_info');
  expect(expanded.body[0]).toHaveProperty('tiers.customer.id');
  const far = await list(world.vendor.token, 'offset=10&limit=5');
  expect(far.headers.get('content-range')).toBe('items 10-10/3');
  const none = await list(world.vendor.token, 'eq(id,nosuch)');
  expect(none.headers.get('content-range')).toBe('items 0-0/0');
  const many = await list(world.vendor.token, 'limit=5000');
  expect(many.headers.get('content-range')).toBe('items 0-2/3');
  // prettier-ignore
  for (const [bad, said] of [
    ['nosuch=1',               /^nosuch: this is not a filter here; allowed: id, type, status/],
    ['nosuch__in=1',           /^nosuch: this is not a filter here/],
    ['status__regex=1',        /^status\.regex: this is not a filter here/],
    ['ordering(note)',         /^ordering: note cannot be sorted by; allowed: id, type/],
    ['ordering(nosuch)',       /^nosuch: this is not a filter here/],
    ['ordering(asset.params.id)', /^ordering: asset\.params\.id cannot be sorted by/],
    ['ge(created,yesterday)',  /^created: "yesterday" is not allowed; allowed: an ISO 8601 time/],
    ['ge(created,2026-02-31)', /^created: "2026-02-31" is not allowed/],
    ['ge(created,5)',          /^created: "5" is not allowed/],
    ['like(created,*x*)',      /^created: operator like is not allowed; allowed: eq, ne, gt/],
    ['gt(created,null())',     /^created: null\(\) goes with eq and ne only, not with gt/],
    ['params=t(id=1)',         /^params\.id: this is not a filter here/],
    ['limit=ten',              /^limit: "ten" is not a number of 0 or more/],
    ['eq(status',              /^query: the end was found where "," is expected/],
    ['regex(status,x)',        /^query: "regex" is not an operator; known: eq, ne/],
  ] as const) {
    const refused = await system.api<{ error_code: string; errors: string[] }>(world.vendor.token, 'GET', `/requests?${bad}`);
    expect(refused.status, bad).toBe(400);
    expect(refused.body.error_code).toBe('RQL_001');
    expect(refused.body.errors[0], bad).toMatch(said);
    expect(refused.headers.get('content-type')).toBe('application/json');
  }
});
