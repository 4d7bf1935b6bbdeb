/** The customer's form: its code opens one inquiry and nothing else, as a page or over REST, until it is answered. */
import { expect, test } from 'vitest';
import { startTestHost } from '../../support/host.ts';
import { createWorld, CUSTOMER } from '../../support/world.ts';

interface Shown {
  id: string;
  status: string;
  params_form_url: string;
  asset: { params: { id: string; value: string; value_error: string }[] };
}

async function asked() {
  const system = await startTestHost({ runners: 0 });
  const own = await createWorld(system.store);
  const purchase = {
    type: 'purchase',
    asset: {
      ...{ external_uid: 'order-1', connection: { id: own.connection }, items: [{ id: own.item, quantity: 1 }] },
      ...{ params: [{ id: 'admin_email', value: 'it@a.example' }], tiers: { customer: CUSTOMER } },
    },
  };
  const { body } = await system.api<Shown>(own.distributor.token, 'POST', '/requests', purchase);
  const flag = { asset: { params: [{ id: 'admin_email', value_error: 'is <not> known' }] } };
  await system.api(own.vendor.token, 'PUT', `/requests/${body.id}`, flag);
  await system.api(own.vendor.token, 'POST', `/requests/${body.id}/inquire`, {});
  const read = async () => (await system.api<Shown>(own.distributor.token, 'GET', `/requests/${body.id}`)).body;
  return { system, own, purchase, id: body.id, read, url: (await read()).params_form_url };
}

const send = (url: string, body: string) => fetch(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });

test('the link of an inquiry shows what is asked, takes the answer without an account, and then opens nothing', async () => {
  const { system, id, read, url } = await asked();
  await using _ = system;
  expect(url).toMatch(new RegExp(`^${system.host.url}/public/v1/requests/${id}/form\\?code=[0-9a-f]{32}$`));
  const page = await fetch(url);
  const html = await page.text();
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(html).toContain('is &lt;not&gt; known');
  expect(html).toMatch(/<input name="admin_email" id="admin_email" required type="email" value="it@a.example">/);
  expect(html).not.toContain('secret_key');

  const refused = await send(url, 'admin_email=nobody');
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringMatching(/role="alert">.*&quot;nobody&quot; is not allowed for admin_email/)]);
  expect((await read()).status).toBe('inquiring');
  const done = await send(url, 'admin_email=other%40a.example&url=https%3A%2F%2Fevil.example');
  expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('Thank you')]);
  const after = await read();
  expect([after.status, after.params_form_url]).toEqual(['pending', '']);
  expect(after.asset.params.map((p) => [p.id, p.value])).toEqual([['admin_email', 'other@a.example'], ['url', ''], ['secret_key', '']]); // prettier-ignore
  expect((await fetch(url)).status).toBe(404);
  expect((await send(url, 'admin_email=x%40a.example')).status).toBe(404);
});

test('over REST the code stands in for a token at pend, and tells nothing of the request', async () => {
  const { system, id, read, url } = await asked();
  await using _ = system;
  const pend = (code: string, value: string, headers: Record<string, string> = {}) =>
    fetch(`${system.host.url}/public/v1/requests/${id}/pend?code=${code}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ asset: { params: [{ id: 'admin_email', value }] } }),
    });
  const code = new URL(url).searchParams.get('code')!;
  expect((await pend('0'.repeat(32), 'x@a.example')).status).toBe(404);
  expect((await pend('', 'x@a.example')).status).toBe(404);
  expect((await pend(code, 'x@a.example', { authorization: 'ApiKey SU-000-000-000:0000' })).status).toBe(401);
  const answer = await pend(code, 'x@a.example');
  expect([answer.status, await answer.json()]).toEqual([200, { id, status: 'pending' }]);
  const after = await read();
  expect(after.asset.params[0]).toMatchObject({ value: 'x@a.example', value_error: '' });
});

test('the code is in no list, and a stranger gets the same 404 for every request', async () => {
  const { system, own, id, url } = await asked();
  await using _ = system;
  const code = new URL(url).searchParams.get('code')!;
  for (const who of [own.vendor, own.distributor]) expect(JSON.stringify((await system.api(who.token, 'GET', '/requests')).body)).not.toContain(code);
  const paths = [`/requests/${id}/form?code=wrong`, `/requests/${id}/form`, '/requests/PR-0000-0000-0000-001/form?code=wrong'];
  for (const path of paths) expect((await fetch(`${system.host.url}/public/v1${path}`)).status).toBe(404);
});

test('a purchase that is sent again is refused with the first one: its state, what it asks and where that is answered', async () => {
  const { system, own, purchase, id, url } = await asked();
  await using _ = system;
  const again = await system.api<{ params: Record<string, unknown> }>(own.distributor.token, 'POST', '/requests', purchase);
  const text = await system.api<string>(own.distributor.token, 'GET', `/requests/${id}/render`);
  const { id: asset_id } = (await system.api<{ asset: { id: string } }>(own.distributor.token, 'GET', `/requests/${id}`)).body.asset;
  expect([again.status, again.body.params]).toEqual([
    409,
    {
      ...{ request_id: id, request_status: 'inquiring', asset_id, asset_status: 'processing', fail_message: '' },
      ...{ params_form_url: url, template: { message: text.body } },
    },
  ]);
});
