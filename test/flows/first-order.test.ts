/** The walk: REST purchase -> event -> WebSocket -> isolate -> approve -> settled. */
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { createInstallation, registerPackage } from '../../runtime/registry/index.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { startTestHost, until } from '../support/host.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';

const SOURCE = `
import { approve, defineExtension } from '../../sdk/index.ts';
export default defineExtension({
  hooks: {
    asset_purchase_request_processing: async (ctx, request) => {
      const made = await ctx.step('tenant', async () => ({ url: 'https://mq.example/' + request.asset.id }));
      ctx.log.info('provisioned', { url: made.url });
      return approve({ params: { url: made.url, secret_key: await ctx.password() } });
    },
  },
});`;

test('a purchase placed over REST is approved by a sandboxed extension', async () => {
  await using system = await startTestHost();
  const world = await createWorld(system.store);
  const bundled = await build({
    stdin: { contents: SOURCE, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'cjs',
    sourcemap: 'external',
    outfile: 'extension.js',
  });
  await system.store.write(SYSTEM, async (ctx) => {
    const { extension } = await registerPackage(ctx, world.vendor.id, {
      manifest: { name: 'first-order', version: '1.0.0', type: 'products', hooks: { asset_purchase_request_processing: {} } },
      bundle: bundled.outputFiles[1]!.text,
      sourceMap: bundled.outputFiles[0]!.text,
      digest: 'test',
    });
    await createInstallation(ctx, { extensionId: extension.id, version: '1.0.0', accountId: world.vendor.id });
  });

  const placed = await system.api<{ id: string; asset: { id: string } }>(world.distributor.token, 'POST', '/requests', {
    type: 'purchase',
    asset: {
      connection: { id: world.connection },
      external_uid: 'order-1',
      items: [{ id: world.item, quantity: 5 }],
      params: [{ id: 'admin_email', value: 'it@nordwind.example' }],
      tiers: { customer: CUSTOMER },
    },
  });
  expect(placed.status, JSON.stringify(placed.body)).toBe(201);
  expect(placed.body).toMatchObject({ status: 'pending', asset: { status: 'processing' } });

  const settled = await until('the approval', async () => {
    const { body } = await system.api<{ status: string; asset: { status: string; params: { id: string; value: string }[] } }>(
      world.vendor.token,
      'GET',
      `/requests/${placed.body.id}`,
    );
    return body.status === 'approved' && body;
  });
  expect(settled.asset.status).toBe('active');
  expect(settled.asset.params.find((p) => p.id === 'url')!.value).toBe(`https://mq.example/${placed.body.asset.id}`);
  expect(settled.asset.params.find((p) => p.id === 'secret_key')!.value).toMatch(/^[A-Za-z0-9]{24}$/);
  const seen = await system.api<{ asset: { params: { id: string; value: string }[] } }>(world.distributor.token, 'GET', `/requests/${placed.body.id}`);
  expect(seen.body.asset.params.find((p) => p.id === 'secret_key')!.value).toBe('********');

  const tasks = await system.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('task').selectAll().execute());
  expect(tasks.map((t) => t.status)).toEqual(['done']);
});
