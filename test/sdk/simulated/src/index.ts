/** Does what the note of an order says. */
import { approve, defineExtension, done, Retry, type Context, type Request } from 'entrepot';

type Act = (ctx: Context, request: Request) => Promise<unknown>;
const post = (ctx: Pick<Context, 'fetch'>, path: string, body?: unknown) => ctx.fetch(`https://api.example${path}`, { method: 'POST', body });

const ACTS: Record<string, Act> = {
  call: async (ctx) => (await post(ctx, '/things', { at: new Date().toISOString() })).status,
  undeclared: (ctx) => ctx.fetch('https://other.example/x').catch(() => undefined),
  unfaked: (ctx) => ctx.fetch('https://unfaked.example/x').catch(() => undefined),
  retry: async (ctx) => {
    const answer = await post(ctx, '/things');
    if (answer.status === 503) throw new Retry({ reason: 'busy' });
  },
  steps: async (ctx) => {
    await ctx.step('one', async (step) => (await post(step, '/one')).status);
    await ctx.step('two', async (step) => (await post(step, '/two')).status);
  },
  sleep: async (ctx) => {
    const before = Date.now();
    await ctx.sleep(12_000);
    ctx.log.info('slept', { ms: Date.now() - before });
  },
  race: async (ctx) => {
    const late = new Promise((resolve) => setTimeout(() => resolve('late'), 5_000));
    ctx.log.info('won', { by: await Promise.race([post(ctx, '/things').then(() => 'answer'), late]) });
  },
  oversleep: (ctx) => ctx.sleep(25_000),
  late: (ctx) =>
    ctx.fetch('https://api.example/slow', { timeoutMs: 1_000 }).catch((error: Error & { code: string }) => ctx.log.info('fault', { code: error.code })),
  chance: async (ctx) => ctx.log.info('chance', { random: Math.random(), uuid: crypto.randomUUID(), password: (await ctx.password()).length }),
  globals: async (ctx) => {
    const names = ['process', 'Buffer', 'fetch', 'setImmediate', 'performance', 'console', 'setTimeout', 'URL', 'crypto', 'TextEncoder', 'AbortController'];
    ctx.log.info('globals', { there: names.filter((name) => (globalThis as Record<string, unknown>)[name] !== undefined) });
    console.log('through the console');
  },
  parallel: async (ctx) => {
    await Promise.all([1, 2, 3].map((n) => post(ctx, `/parallel`, { n })));
  },
  broken: async () => {
    throw new Error('broken on purpose');
  },
};

export default defineExtension({
  hooks: {
    asset_purchase_request_processing: async (ctx, request) => {
      await ACTS[request.note]?.(ctx, request);
      return approve({ params: { url: 'https://it.example' } });
    },
    asset_cancel_request_processing: async () => approve(),
    scheduled_execution: async (ctx, run) => {
      const count = ((await ctx.storage.get<number>('runs'))?.value ?? 0) + 1;
      await ctx.storage.set('runs', count);
      ctx.log.info('run', { due: run.due, count });
      return done();
    },
  },
});
