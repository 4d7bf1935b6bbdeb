/** Subscriptions are billed by the clock: by their shortest period, on their day, never while on hold, once per period. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createSealer, ManualClock, silentLog } from '../../../runtime/base/index.ts';
import { addPeriod } from '../../../runtime/domain/orders/index.ts';
import { createItem } from '../../../runtime/domain/products/index.ts';
import { composeHost, type Host } from '../../../runtime/host/compose.ts';
import { openStore, SYSTEM } from '../../../runtime/store/index.ts';
import { createWorld, CUSTOMER } from '../../support/world.ts';

const DAY_MS = 86_400_000;
let host: Host | undefined;
let folder = '';
afterEach(async () => {
  await host?.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Billing {
  id: string;
  type: string;
  items: { id: string; quantity: number; billing: { cycle_number: number } }[];
  period: { from: string; to: string };
}

async function world(start = '2027-01-31T08:00:00.000Z') {
  const clock = new ManualClock(start);
  folder = mkdtempSync(join(tmpdir(), 'entrepot-billing-'));
  const store = await openStore({ database: join(folder, 'entrepot.db'), sealer: createSealer(randomBytes(32)), clock });
  host = await composeHost({ store, log: silentLog, port: 0, address: '127.0.0.1', manual: true });
  const own = await createWorld(store);
  const item = (mpn: string, period: string, type = 'reservation') =>
    store.write(SYSTEM, (ctx) => createItem(ctx, own.product, { name: mpn, mpn, period, type, status: 'published' }));
  await item('SETUP', 'onetime');
  await item('YEAR', 'yearly');
  await item('METER', 'monthly', 'ppu');
  const call = async <T = Record<string, unknown>>(who: { token: string }, method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${host!.url}/public/v1${path}`, {
      method,
      headers: { authorization: who.token, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as T };
  };
  const ordered = async (items: Record<string, number>, approval: object = {}) => {
    const order = await call<{ id: string; asset: { id: string } }>(own.distributor, 'POST', '/requests', {
      type: 'purchase',
      asset: {
        connection: { id: own.connection },
        items: Object.entries(items).map(([id, quantity]) => ({ id, quantity })),
        params: [{ id: 'admin_email', value: 'it@a.example' }],
        tiers: { customer: { ...CUSTOMER, external_uid: randomBytes(8).toString('hex') } },
      },
    });
    await call(own.vendor, 'PUT', `/requests/${order.body.id}`, { asset: { params: [{ id: 'url', value: 'https://a.example' }] } });
    expect((await call(own.vendor, 'POST', `/requests/${order.body.id}/approve`, approval)).status).toBe(200);
    return order.body.asset.id;
  };
  const act = async (type: string, asset: string) => {
    const { id } = (await call<{ id: string }>(own.distributor, 'POST', '/requests', { type, asset: { id: asset } })).body;
    expect((await call(own.vendor, 'POST', `/requests/${id}/approve`, {})).status).toBe(200);
  };
  return {
    own,
    call,
    ordered,
    act,
    async pass(days: number) {
      for (let i = 0; i < days; i++) {
        clock.advance(DAY_MS);
        await host!.pass();
      }
    },
    billed: async (asset: string) => (await call<Billing[]>(own.vendor, 'GET', `/subscriptions/requests?asset.id=${asset}&ordering(events.created.at)`)).body,
  };
}

test('a month later is the same day, or the last of a shorter month, and the day comes back', () => {
  const dates = ['2027-01-31T08:00:00.000Z'];
  for (let i = 0; i < 3; i++) dates.push(addPeriod(dates.at(-1)!, 'monthly', 31));
  expect(dates.map((d) => d.slice(0, 10))).toEqual(['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30']);
  expect(addPeriod('2028-02-29T00:00:00.000Z', 'yearly', 29)).toBe('2029-02-28T00:00:00.000Z');
  expect(addPeriod('2027-11-15T23:59:59.999Z', 'years_2', 15)).toBe('2029-11-15T23:59:59.999Z');
});

test('monthly items every month, yearly ones every twelfth, one-time ones first, pay-as-you-go never', async () => {
  const { ordered, pass, billed } = await world();
  const asset = await ordered({ SEAT: 5, SETUP: 1, YEAR: 2, METER: 1 });
  await pass(370);
  const requests = await billed(asset);
  expect(requests.map((r) => r.period.from.slice(0, 10))).toEqual([
    ...['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', '2027-06-30', '2027-07-31', '2027-08-31', '2027-09-30', '2027-10-31'],
    ...['2027-11-30', '2027-12-31', '2028-01-31'],
  ]);
  const mpns = requests.map((r) => (r.items as unknown as { mpn: string; quantity: number }[]).map((i) => `${i.mpn} ${i.quantity}`));
  expect(mpns[0]).toEqual(['SEAT 5', 'SETUP 1', 'YEAR 2']);
  expect(mpns.slice(1, 12)).toEqual(Array.from({ length: 11 }, () => ['SEAT 5']));
  expect(mpns[12]).toEqual(['SEAT 5', 'YEAR 2']);
  for (const [i, r] of requests.entries()) expect(r.items[0]!.billing.cycle_number).toBe(i + 1);
}, 60_000);

test('nothing is billed on hold or after the end, and the days stay', async () => {
  const { ordered, act, pass, billed } = await world('2027-01-15T00:00:00.000Z');
  const asset = await ordered({ SEAT: 1 });
  await pass(20);
  await act('suspend', asset);
  await pass(40);
  await act('resume', asset);
  await pass(30);
  await act('cancel', asset);
  await pass(90);
  expect((await billed(asset)).map((r) => r.period.from.slice(0, 10))).toEqual(['2027-01-15', '2027-04-15']);
});

test('a vendor may begin billing later; nothing recurring is not billed', async () => {
  const { own, call, ordered, pass, billed } = await world('2027-01-15T00:00:00.000Z');
  const later = await ordered({ SEAT: 1 }, { asset: { billing: { next_date: '2027-03-01T00:00:00+00:00' } } });
  const once = await ordered({ SETUP: 1 });
  await pass(50);
  expect((await billed(later)).map((r) => r.period)).toMatchObject([{ from: '2027-03-01T00:00:00+00:00', to: '2027-04-01T00:00:00+00:00' }]);
  expect(await billed(once)).toEqual([]);
  const shown = await call<{ billing?: { next_date: string; anniversary: object; stats: { vendor: { count: number } } } }>(
    own.vendor,
    'GET',
    `/subscriptions/assets/${later}`,
  );
  expect(shown.body.billing).toMatchObject({ next_date: '2027-04-01T00:00:00+00:00', anniversary: { day: 1, month: 3 }, stats: { vendor: { count: 1 } } });
});

test('each side writes its own, once per period; a provider’s bills are hidden from the vendor', async () => {
  const { own, call, ordered } = await world();
  const asset = await ordered({ SEAT: 1 });
  const bill = (who: { token: string }, type: string) =>
    call<{ id: string; errors: string[] }>(who, 'POST', '/subscriptions/requests', {
      ...{ type, asset: { id: asset }, items: [{ id: 'SEAT', quantity: 3 }] },
      period: { from: '2027-05-01', to: '2027-06-01', delta: 1, uom: 'monthly' },
      attributes: { [type]: { invoice: 'I-1' } },
    });
  const first = await bill(own.distributor, 'provider');
  expect([first.status, first.body.id]).toEqual([201, expect.stringMatching(/^BRP-/)]);
  expect((await bill(own.distributor, 'provider')).body.id).toBe(first.body.id);
  expect((await bill(own.distributor, 'vendor')).status).toBe(403);
  expect((await call(own.vendor, 'GET', `/subscriptions/requests/${first.body.id}`)).status).toBe(404);
  expect((await call(own.distributor, 'PUT', `/subscriptions/requests/${first.body.id}/attributes`, { vendor: { x: 1 } })).status).toBe(403);
  const set = await call(own.distributor, 'PUT', `/subscriptions/requests/${first.body.id}/attributes`, { provider: { invoice: 'I-2' } });
  expect(set.body).toEqual({ vendor: {}, provider: { invoice: 'I-2' } });
  const vendors = await bill(own.vendor, 'vendor');
  expect(vendors.body.id).toMatch(/^BRV-/);
  expect((await call<Billing[]>(own.distributor, 'GET', '/subscriptions/requests')).body.map((r) => r.id).sort()).toEqual(
    [first.body.id, vendors.body.id].sort(),
  );
  for (const wrong of [
    { items: [] },
    { items: [{ id: 'NOPE' }] },
    { period: { from: '2027-05-01', to: '2027-04-01' } },
    { asset: { id: 'AS-0000-0000-0000' } },
  ]) {
    const answer = await call<{ errors: string[] }>(own.vendor, 'POST', '/subscriptions/requests', {
      ...{ asset: { id: asset }, items: [{ id: 'SEAT' }], period: { from: '2027-08-01', to: '2027-09-01' } },
      ...wrong,
    });
    expect([answer.status, answer.body.errors[0]]).toEqual([400, expect.stringMatching(/^(items|period|asset)/)]);
  }
});
