/** An extension written in one line of a test: bundled like a real one, registered and installed for a vendor. */
import { randomUUID } from 'node:crypto';
import { build } from 'esbuild';
import { createInstallation, registerPackage } from '../../runtime/registry/index.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import type { Manifest } from '../../sdk/contract/index.ts';
import { startTestHost, until } from './host.ts';
import { createWorld, CUSTOMER } from './world.ts';

export type System = Awaited<ReturnType<typeof startTestHost>>;
export type World = Awaited<ReturnType<typeof createWorld>>;

export const ORDER = 'asset_purchase_request_processing';
/** Short, so that tests end soon; each test may ask for others. */
const LIMITS = { wallMs: 2000, turnMs: 250, memoryMb: 64 };

/** `body` is what the handler of purchases does with `ctx` and `request`; `top` stands before it, as module code. */
export async function bundleHandler(body: string, top = ''): Promise<{ bundle: string; sourceMap: string }> {
  const contents = `import { approve, defineExtension, Retry, NonRetriable } from '../../sdk/index.ts'; void Retry; void NonRetriable; void approve; ${top}
    export default defineExtension({ hooks: { ${ORDER}: async (ctx, request) => { ${body} } } });`;
  const bundled = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    ...{ bundle: true, write: false, format: 'cjs', sourcemap: 'external', outfile: 'extension.js' },
  });
  return { bundle: bundled.outputFiles[1]!.text, sourceMap: bundled.outputFiles[0]!.text };
}

export async function installExtension(system: System, world: World, body: string, more: Partial<Manifest> = {}, top = ''): Promise<void> {
  const manifest: Manifest = { name: 'subject', version: '1.0.0', type: 'products', hooks: { [ORDER]: { retry: [0.05] } }, limits: LIMITS, ...more };
  const code = await bundleHandler(body, top);
  await system.store.write(SYSTEM, async (ctx) => {
    const { extension } = await registerPackage(ctx, world.vendor.id, { manifest, ...code, digest: randomUUID() });
    // what is outside of a test is on this machine
    const allowPrivate = manifest.permissions?.egress !== undefined;
    await createInstallation(ctx, { extensionId: extension.id, version: '1.0.0', accountId: world.vendor.id, allowPrivate });
  });
}

/** A purchase whose note carries a word to the handler. */
export function orderOf(world: World, uid: string, word = '') {
  return {
    type: 'purchase',
    note: word,
    asset: {
      connection: { id: world.connection },
      external_uid: uid,
      items: [{ id: world.item, quantity: 1 }],
      params: [{ id: 'admin_email', value: 'it@a.example' }],
      tiers: { customer: CUSTOMER },
    },
  };
}

export function placeOrder(system: System, world: World, uid: string, word = '') {
  return system.api<{ id: string }>(world.distributor.token, 'POST', '/requests', orderOf(world, uid, word));
}

/** The handler's code that reads the word of its order. */
export const WORD = 'request.note';

/** The end of the task about an object, with the outcomes of its counted attempts. */
export async function endOf(
  system: System,
  objectId: string,
  timeoutMs = 30_000,
): Promise<{ status: string; counted: string[]; returned: string[]; message: string }> {
  return until(
    `the end of the task of ${objectId}`,
    () =>
      system.store.read(SYSTEM, async (ctx) => {
        const task = await ctx.tx.selectFrom('task').selectAll().where('object_id', '=', objectId).where('event_type', '=', ORDER).executeTakeFirst();
        if (!task?.finished_at) return undefined;
        const attempts = await ctx.tx.selectFrom('attempt').selectAll().where('task_id', '=', task.id).orderBy('fence').execute();
        const named = (counted: number) => attempts.filter((a) => a.counted === counted).map((a) => a.outcome ?? '');
        return { status: task.status, counted: named(1), returned: named(0), message: attempts.at(-1)?.message ?? '' };
      }),
    timeoutMs,
  );
}
