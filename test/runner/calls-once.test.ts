/** A line that breaks between an effect at the host and its reply: the call is said again, the effect happens once. */
import { createServer, connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { silentLog } from '../../runtime/base/index.ts';
import { createRunnerToken } from '../../runtime/registry/index.ts';
import { startRunner } from '../../runtime/runner/index.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { approved, openDispatch, RUNNER } from '../support/dispatch.ts';
import { describeEngines } from '../support/engines.ts';
import { endOf, installExtension, placeOrder } from '../support/extension.ts';
import { startTestHost, until } from '../support/host.ts';
import { createWorld } from '../support/world.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** Passes bytes through; drops the line instead of passing on the first frames that `swallow` recognises. */
async function startCutter(target: number, swallow: (text: string) => boolean): Promise<{ url: string; cuts: number }> {
  const sockets = new Set<Socket>();
  const state = { url: '', cuts: 0 };
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => (near.destroy(), far.destroy()));
    }
    near.pipe(far);
    far.on('data', (chunk) => {
      if (!swallow(chunk.toString('latin1'))) return void near.write(chunk);
      state.cuts++;
      near.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  state.url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  return state;
}

test('storage and platform calls whose replies are lost have their effect once, and still answer', { timeout: 30_000 }, async () => {
  await using system = await startTestHost({ runners: 0 });
  const world = await createWorld(system.store);
  await installExtension(
    system,
    world,
    `const first = await ctx.storage.set('n', 1);
     const product = await ctx.platform.post('/products', { name: 'made once' });
     await ctx.step('tenant', async () => 'kept');
     await ctx.storage.delete('n');
     return approve({ params: { url: 'https://a.example/' + first.version + '/' + product.id } });`,
    { permissions: { storage: true, objects: ['products:write'] } },
  );
  // every reply is swallowed once: each call is said twice
  const lost = new Set<string>();
  const cutter = await startCutter(Number(new URL(system.host.url).port), (text) => {
    const reply = /"t":"reply","call":(\d+)/.exec(text)?.[1];
    return reply !== undefined && !lost.has(reply) && Boolean(lost.add(reply));
  });
  const token = await system.store.write(SYSTEM, (ctx) => createRunnerToken(ctx, { name: 'cut', environments: ['*'], secretsGranted: true }));
  const runner = await startRunner({ url: cutter.url, token, log: silentLog, processesMax: 1 });
  try {
    const { body } = await placeOrder(system, world, 'once');
    const end = await endOf(system, body.id);
    expect(end).toMatchObject({ status: 'done', counted: ['approve'] });
    expect(cutter.cuts).toBe(4);
    const made = await system.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('product').select('id').where('name', '=', 'made once').execute());
    expect(made).toHaveLength(1);
    const asset = await system.api<{ asset: { params: { id: string; value: string }[] } }>(world.vendor.token, 'GET', `/requests/${body.id}`);
    // version 1: the value was set once; the product is the one that exists
    expect(asset.body.asset.params.find((p) => p.id === 'url')!.value).toBe(`https://a.example/1/${made[0]!.id}`);
    await until('the replies to be forgotten', () =>
      system.store.read(SYSTEM, async (ctx) => (await ctx.tx.selectFrom('call_reply').select('call').execute()).length === 0),
    );
  } finally {
    await runner.drain();
  }
});

describeEngines('calls said again', (engine) => {
  test('answer from memory while the lease lives, side by side too, and are refused afterwards', async () => {
    const database = await engine.database();
    const d = await openDispatch(database);
    await d.install();
    await d.order('A');
    await d.route();
    const [frame] = await d.claim();
    const { installation_id } = await d.task(frame!.task);
    await d.store.write(SYSTEM, (ctx) =>
      ctx.tx
        .updateTable('installation')
        .set({ grants: JSON.stringify({ storage: true }) })
        .where('id', '=', installation_id)
        .execute(),
    );
    const set = (call: number, value: unknown, ifVersion?: number) =>
      d.dispatcher.call({ task: frame!.task, fence: frame!.fence, call }, RUNNER, 'kv.set', {
        key: 'k',
        value,
        ...(ifVersion === undefined ? {} : { ifVersion }),
      });
    expect(await Promise.all([set(1, 'a'), set(1, 'a')])).toEqual([{ version: 1 }, { version: 1 }]);
    expect(await set(2, 'b', 1)).toEqual({ version: 2 });
    // without memory the second saying would meet its own effect and be refused
    expect(await set(2, 'b', 1)).toEqual({ version: 2 });
    await expect(set(3, 'c', 1)).rejects.toMatchObject({ kind: 'conflict' });
    // what had no effect is not remembered
    expect(await set(3, 'c', 2)).toEqual({ version: 3 });
    const row = await d.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('call_reply').selectAll().where('call', '=', 1).executeTakeFirstOrThrow());
    expect(row.reply).not.toContain('version');
    await d.settle(frame!, approved);
    await expect(set(1, 'a')).rejects.toMatchObject({ kind: 'staleFence' });
    await d.store.close();
    await database.drop();
  });
});
