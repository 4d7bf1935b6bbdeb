/** Partners: many from one file, one at once, gone with the last contract; and what the end of a contract does to listings. */
import { expect, test } from 'vitest';
import { createAccount, createToken, type AccountRole } from '../../../runtime/domain/accounts/index.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { startTestHost, until } from '../../support/host.ts';
import { createWorld, CUSTOMER } from '../../support/world.ts';

interface Report {
  total: number;
  created: number;
  present: number;
  refused: number;
  rows: { row: number; external_id: string; status: string; account?: string; errors?: string[] }[];
}
type Shown = { id: string; status: string; name: string; state: string; errors: string[]; role: string; stats: object };
type Token = { id: string; token: string };

async function world() {
  const system = await startTestHost({ runners: 0 });
  const account = (name: string, role: AccountRole) =>
    system.store.write(SYSTEM, async (ctx) => {
      const { id } = await createAccount(ctx, { name, role });
      return { id, token: (await createToken(ctx, { accountId: id, name })).token };
    });
  const own = await createWorld(system.store);
  const call = <T = Shown>(who: Token, method: string, path: string, body?: unknown) => system.api<T>(who.token, method, path, body);
  const upload = async (who: Token, query: string, text: string | Uint8Array<ArrayBuffer>) => {
    const answer = await fetch(`${system.host.url}/public/v1/partners/import?${query}`, {
      method: 'POST',
      headers: { authorization: who.token, 'content-type': 'text/csv' },
      body: text,
    });
    return { status: answer.status, body: (await answer.json()) as Report & { errors: string[]; params: Report } };
  };
  const program = (await call(own.distributor, 'POST', '/agreements', { type: 'program', name: 'Vendors' })).body.id;
  return { system, own, call, upload, program, account };
}

test('a thousand partners come from one file with a report per row, and sent again nothing changes', { timeout: 60_000 }, async () => {
  const { system, own, call, upload, program } = await world();
  await using _ = system;
  const rows = Array.from({ length: 1000 }, (_, i) => `"Partner, ${i}",p-${i},first@p${i}.example`);
  const file = `\uFEFFname,external_id,email\r\n${rows.join('\r\n')}\r\n`;
  const first = await upload(own.distributor, `agreement=${program}&active=true`, file);
  expect([first.status, first.body.total, first.body.created, first.body.refused]).toEqual([200, 1000, 1000, 0]);
  expect(first.body.rows[999]).toMatchObject({ row: 1001, external_id: 'p-999', status: 'created' });
  expect(new Set(first.body.rows.map((r) => r.account)).size).toBe(1000);
  const again = await upload(own.distributor, `agreement=${program}&active=true`, file);
  expect([again.body.created, again.body.present]).toEqual([0, 1000]);
  expect(again.body.rows.map((r) => r.account)).toEqual(first.body.rows.map((r) => r.account));
  const listed = await call<Shown[]>(own.distributor, 'GET', '/partners?status=active&role=vendor&limit=1000');
  expect(listed.headers.get('content-range')).toBe('items 0-999/1001');
  expect((await call(own.distributor, 'GET', `/partners/${first.body.rows[7]!.account}`)).body).toMatchObject({ name: 'Partner, 7', status: 'active' });
  // its first user is there and has joined, and is nobody's business but the partner's
  const users = await system.store.read(SYSTEM, (ctx) =>
    ctx.tx.selectFrom('account_user').selectAll().where('account_id', '=', first.body.rows[7]!.account!).execute(),
  );
  expect(users.map((u) => [u.email, u.status])).toEqual([['first@p7.example', 'joined']]);
  expect((await call(own.distributor, 'GET', `/accounts/${first.body.rows[7]!.account}/users`)).status).toBe(404);
});

test('bad rows are told one by one; all or those that can be, as asked; a bad file is refused whole', async () => {
  const { system, own, call, upload, program } = await world();
  await using _ = system;
  const file = `name,external_id,email,agreement\nGood,g-1,,\n,g-2,,\nBad mail,g-3,nobody,\nTwice,g-1,,\nElsewhere,g-5,,AGP-000-000-000\n`;
  const partners = async () => (await call<Shown[]>(own.distributor, 'GET', '/partners')).body.map((p) => p.name).sort();
  const before = await partners();
  const none = await upload(own.distributor, `agreement=${program}&mode=all`, file);
  expect([none.status, none.body.errors]).toEqual([400, ['file: 4 of 5 rows are refused, so none was taken.']]);
  expect(none.body.params.rows.map((r) => [r.row, r.errors])).toEqual([
    [3, ['name: This field is required.']],
    [4, [expect.stringContaining('email: "nobody"')]],
    [5, ['external_id: "g-1" is in the file twice.']],
    [6, ['agreement: "AGP-000-000-000" is not one of your program or service agreements.']],
  ]);
  expect(await partners()).toEqual(before);
  const some = await upload(own.distributor, `agreement=${program}`, file);
  expect([some.status, some.body.created, some.body.refused]).toEqual([200, 1, 4]);
  expect(await partners()).toEqual([...before, 'Good'].sort());
  expect((await call<Shown[]>(own.distributor, 'GET', '/partners?status=invited')).body.map((p) => p.name)).toEqual(['Good']);

  for (const [query, text, error] of [
    ['', 'name,colour\nA,red\n', 'file: column "colour" is not known'],
    ['', 'name\nA\n', 'file: column "external_id" is missing.'],
    ['', 'name,external_id\n', 'file: a header line and at least one row are expected.'],
    ['', 'name,external_id\n"A,1\n', 'file: a quoted value is not closed.'],
    ['mode=some', 'name,external_id\nA,1\n', 'mode: "some" is not allowed; allowed: all, rows.'],
    ['agrement=x', 'name,external_id\nA,1\n', 'agrement: This parameter is not known here'],
  ] as const) {
    const { status, body } = await upload(own.distributor, query, text);
    expect([status, body.errors[0]]).toEqual([400, expect.stringContaining(error)]);
  }
  expect((await upload(own.distributor, '', new Uint8Array([0xff, 0xfe, 0x41]))).body.errors[0]).toContain('this is not UTF-8 text');
  expect((await upload(own.vendor, `agreement=${program}`, file)).status).toBe(403);
});

test('a partner is told by contracts: invited, active, gone with the last; each side sees the other and nobody else', async () => {
  const { system, own, call, program, account } = await world();
  await using _ = system;
  const vendor = await account('Newcomer', 'vendor');
  const stranger = await account('Stranger', 'distributor');
  const seen = async (who: Token, id: string) => (await call(who, 'GET', `/partners/${id}`)).body.status;
  expect(await seen(own.distributor, vendor.id)).toBeUndefined();
  const contract = (await call(own.distributor, 'POST', `/agreements/${program}/contracts`, { owner: { id: vendor.id } })).body.id;
  expect([await seen(own.distributor, vendor.id), await seen(vendor, own.distributor.id)]).toEqual(['invited', 'invited']);
  await call(vendor, 'POST', `/contracts/${contract}/sign`, {});
  expect(await seen(own.distributor, vendor.id)).toBe('active');
  expect((await call<Shown[]>(vendor, 'GET', '/partners')).body.map((p) => p.id)).toEqual([own.distributor.id]);
  expect((await call<Shown[]>(own.distributor, 'GET', '/partners?gt(stats.listings,0)')).body.map((p) => p.id)).toEqual([own.vendor.id]);
  expect((await call<Shown[]>(stranger, 'GET', '/partners')).body).toEqual([]);
  expect((await call(stranger, 'GET', `/partners/${vendor.id}`)).status).toBe(404);
  expect((await call<Shown[]>(own.distributor, 'GET', `/partners/${own.vendor.id}/products`)).body.map((p) => p.id)).toEqual([own.product]);
  expect((await call(own.distributor, 'GET', `/partners/${vendor.id}/products/${own.product}`)).status).toBe(404);
  await call(own.distributor, 'POST', `/contracts/${contract}/terminate`, {});
  expect((await call(own.distributor, 'GET', `/partners/${vendor.id}`)).status).toBe(404);
});

test('the end of a contract unlists, cancels what was asked for and takes no order more; orders under way are finished', async () => {
  const { system, own, call } = await world();
  await using _ = system;
  const order = (uid: string) => {
    const params = [{ id: 'admin_email', value: 'a@b.example' }];
    const asset = { external_uid: uid, connection: { id: own.connection }, items: [{ id: own.item, quantity: 1 }], params, tiers: { customer: CUSTOMER } };
    return call(own.distributor, 'POST', '/requests', { type: 'purchase', asset });
  };
  const { id: underWay } = (await order('u-1')).body;
  const asked = await call(own.vendor, 'POST', '/listing-requests', { type: 'update', listing_id: own.listing });
  expect(asked.body.state).toBe('draft');
  expect((await call(own.distributor, 'POST', `/contracts/${own.contract}/terminate`, {})).body.status).toBe('terminated');
  await until('the listing to end', async () => (await call(own.distributor, 'GET', `/listings/${own.listing}`)).body.status === 'unlisted');
  expect((await call(own.vendor, 'GET', `/listing-requests/${asked.body.id}`)).body.state).toBe('canceled');
  const refused = await order('u-2');
  expect([refused.status, refused.body.errors]).toEqual([400, ['There is no Listing for specified Product and Marketplace.']]);
  const again = await call(own.vendor, 'POST', '/listing-requests', { type: 'new', product_id: own.product, contract_id: own.contract });
  expect([again.status, again.body.errors]).toEqual([400, [`contract_id: ${own.contract} is terminated; an active contract is needed.`]]);
  await call(own.vendor, 'PUT', `/requests/${underWay}`, { asset: { params: [{ id: 'url', value: 'https://x.example' }] } });
  expect((await call(own.vendor, 'POST', `/requests/${underWay}/approve`, { template_id: own.template })).body.status).toBe('approved');
});
