/** Callers that wait for an extension: drafts and inquiries are validated, actions and custom events answered, by REST and a real runner. */
import { randomUUID } from 'node:crypto';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createParameter } from '../../runtime/domain/products/index.ts';
import { createInstallation, registerPackage } from '../../runtime/registry/index.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import type { Manifest } from '../../sdk/contract/index.ts';
import type { System, World } from '../support/extension.ts';
import { startTestHost } from '../support/host.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';

/** What the handlers do is said by the value, or by the name of the event. */
const SOURCE = `
import { accept, answer, approve, defineExtension, reject } from '../../sdk/index.ts';
async function check(ctx, params) {
  const word = params.find((p) => p.id === 'admin_email' || p.id === 't1_name').value;
  if (word.startsWith('bad')) return reject({ errors: { [params.find((p) => p.value === word).id]: 'not ' + word } });
  if (word.startsWith('other')) return reject({ errors: { nonsense: 'what is this' } });
  if (word.startsWith('slow')) await ctx.sleep(5000);
  if (word.startsWith('throw')) throw new Error('broken');
  return accept();
}
export default defineExtension({ hooks: {
  asset_purchase_request_processing: async () => approve({ params: { url: 'https://a.example' } }),
  asset_purchase_request_validation: (ctx, request) => check(ctx, request.asset.params),
  asset_change_request_validation: (ctx, request) => check(ctx, request.asset.params),
  tier_config_setup_request_validation: (ctx, request) => check(ctx, request.params),
  product_action_execution: async (ctx, call) => answer({ status: 302, headers: { location: 'https://panel.example/' + call.asset.id, 'set-cookie': 'a=b', 'X-Custom-Header': call.action } }),
  product_custom_event_processing: async (ctx, call) => {
    if (call.name === 'slow') await ctx.sleep(5000);
    return call.name === 'text' ? answer({ body: '<script>' }) : answer({ status: 201, body: { said: call.data, by: call.account.id, of: call.product.name } });
  },
} });`;

const BUDGET = 700;
type Request = { id: string; status: string; asset: { id: string; params: { id: string; value: string; value_error: string }[] }; errors?: string[] };

let system: System;
let world: World;
beforeAll(async () => {
  system = await startTestHost();
  world = await createWorld(system.store);
  const capabilities = { cart: { validation: true }, inquiring: { validation: true }, subscription: { change: { validation: true } } };
  await system.store.write(SYSTEM, async (ctx) => {
    await ctx.tx
      .updateTable('product')
      .set({ capabilities: JSON.stringify(capabilities) })
      .where('id', '=', world.product)
      .execute();
    await createParameter(ctx, world.product, { name: 'size', title: 'Size', type: 'text', phase: 'ordering', constraints: { required: false } });
  });
  await install('deny');
});
afterAll(() => system[Symbol.asyncDispose]());

async function install(onTimeout: 'allow' | 'deny' | 'default') {
  const hook = { budgetMs: BUDGET, onTimeout };
  const manifest: Manifest = {
    ...{ name: `checks-${onTimeout}`, version: '1.0.0', type: 'products' },
    hooks: {
      asset_purchase_request_processing: {},
      ...{ asset_purchase_request_validation: hook, asset_change_request_validation: hook, tier_config_setup_request_validation: hook },
      ...{ product_action_execution: hook, product_custom_event_processing: hook },
    },
  };
  const bundled = await build({ stdin: { contents: SOURCE, resolveDir: import.meta.dirname, loader: 'js' }, bundle: true, write: false, format: 'cjs' });
  await system.store.write(SYSTEM, async (ctx) => {
    const { extension } = await registerPackage(ctx, world.vendor.id, { manifest, bundle: bundled.outputFiles[0]!.text, sourceMap: '', digest: randomUUID() });
    await createInstallation(ctx, { extensionId: extension.id, version: '1.0.0', accountId: world.vendor.id });
  });
}

const buyer = <T = Request>(method: string, path: string, body?: unknown) => system.api<T>(world.distributor.token, method, path, body);
const draft = async (email: string) =>
  (
    await buyer('POST', '/requests', {
      ...{ type: 'purchase', status: 'draft' },
      asset: {
        connection: { id: world.connection },
        external_uid: randomUUID(),
        items: [{ id: world.item, quantity: 1 }],
        params: [{ id: 'admin_email', value: email }],
        tiers: { customer: { ...CUSTOMER, external_uid: randomUUID() } },
      },
    })
  ).body;
const validate = (id: string, email?: string) =>
  buyer('POST', `/requests/${id}/validate`, email === undefined ? {} : { asset: { params: [{ id: 'admin_email', value: email }] } });
const errorOf = (request: Request, name = 'admin_email') => request.asset.params.find((p) => p.id === name)!.value_error;
const tasksOf = async (object: string) =>
  (
    await system.api<
      { id: string; status: string; state: string; event_type: string; result: object; attempts: { outcome: string; late_result?: object }[] }[]
    >(world.vendor.token, 'GET', `/devops/tasks?object.id=${object}`)
  ).body;

test('a draft is checked by the vendor: what is wrong is flagged, keeps the draft from leaving, and is cleared by the next check', async () => {
  const { id } = await draft('bad@a.example');
  const checked = await validate(id);
  expect(checked.status).toBe(200);
  expect(errorOf(checked.body)).toBe('not bad@a.example');
  expect((await buyer('POST', `/requests/${id}/purchase`)).body.errors![0]).toContain('not bad@a.example');
  const again = await validate(id, 'good@a.example');
  expect(errorOf(again.body)).toBe('');
  expect(again.body.status).toBe('draft');
  expect((await buyer('POST', `/requests/${id}/purchase`)).body.status).toBe('pending');
  const asked = (await tasksOf(id)).filter((t) => t.event_type === 'asset_purchase_request_validation');
  expect(asked.map((t) => [t.status, t.result])).toEqual([
    ['succeeded', { decision: 'accept' }],
    ['succeeded', { decision: 'reject', errors: { admin_email: 'not bad@a.example' } }],
  ]);
});

test('a vendor that does not answer in time gets its policy, and what it says later is kept beside the attempt and changes nothing', async () => {
  const { id } = await draft('slow@a.example');
  const started = performance.now();
  const denied = await validate(id);
  const waited = performance.now() - started;
  expect(waited).toBeGreaterThan(BUDGET - 20);
  expect(waited).toBeLessThan(BUDGET + 1_500);
  for (const name of ['admin_email', 'size']) expect(errorOf(denied.body, name)).toContain('gave no answer');
  expect((await buyer('POST', `/requests/${id}/purchase`)).status).toBe(400);
  const [task] = await tasksOf(id);
  expect(task).toMatchObject({ status: 'failed', state: 'unanswered' });
});

test('a handler that fails, or speaks of what the product does not have, counts as no answer', async () => {
  const broken = await draft('throw@a.example');
  expect(errorOf((await validate(broken.id)).body)).toContain('gave no answer');
  const other = await draft('other@a.example');
  expect(errorOf((await validate(other.id)).body, 'size')).toContain('no ordering parameter: nonsense');
});

test('the form of an inquiry counts only when the vendor accepts it', async () => {
  const { id } = await draft('good@a.example');
  await buyer('POST', `/requests/${id}/purchase`);
  await system.store.write(SYSTEM, async (ctx) => {
    const params = JSON.stringify([{ id: 'admin_email', value: 'x@a.example', value_error: 'another' }]);
    await ctx.tx.updateTable('request').set({ status: 'inquiring', params, params_form_code: 'c0de' }).where('id', '=', id).execute();
  });
  const send = (email: string) =>
    fetch(`${system.host.url}/public/v1/requests/${id}/form?code=c0de`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ admin_email: email }).toString(),
    }).then((r) => r.text());
  expect(await send('bad@a.example')).toContain('not bad@a.example');
  expect((await buyer('GET', `/requests/${id}`)).body.status).toBe('inquiring');
  expect(await send('fine@a.example')).toContain('Thank you');
  expect((await buyer('GET', `/requests/${id}`)).body.status).not.toBe('inquiring');
});

test('an action leads to what the extension answers, as nothing that a browser or a proxy obeys', async () => {
  const { body: action } = await system.api<{ id: string }>(world.vendor.token, 'POST', `/products/${world.product}/actions`, { action: 'sso', name: 'Panel' });
  await system.api(world.vendor.token, 'POST', `/products/${world.product}/actions/regeneratesecret`, {});
  const { body: order } = { body: await draft('good@a.example') };
  const { body } = await buyer<{ link: string }>('GET', `/products/${world.product}/actions/${action.id}/actionLink?asset_id=${order.asset.id}`);
  const answer = await fetch(body.link, { redirect: 'manual' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, `https://panel.example/${order.asset.id}`]);
  expect([answer.headers.get('set-cookie'), answer.headers.get('x-custom-header')]).toEqual([null, 'sso']);
  for (const wrong of [body.link.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')), body.link.split('?')[0]!, body.link.replace(/jwt=[^.]+\.[^.]+/, 'jwt=e30.e30')])
    expect((await fetch(wrong, { redirect: 'manual' })).status).toBe(404);
});

test('a custom event is answered by the extension with its own status and body; text is never run', async () => {
  const call = (name: string, body?: unknown) => buyer<unknown>('POST', `/products/${world.product}/custom-events/${name}`, body);
  expect(await call('quota', { gb: 5 })).toMatchObject({ status: 201, body: { said: { gb: 5 }, by: world.distributor.id, of: 'Backup' } });
  const text = await call('text');
  expect([text.body, text.headers.get('content-type'), text.headers.get('x-content-type-options')]).toEqual([
    '<script>',
    'text/plain; charset=utf-8',
    'nosniff',
  ]);
  expect((await call('slow')).status).toBe(409);
  expect((await call('no%20name')).status).toBe(404);
  const stranger = await createWorld(system.store);
  expect((await system.api(stranger.distributor.token, 'POST', `/products/${world.product}/custom-events/quota`, {})).status).toBe(404);
});
