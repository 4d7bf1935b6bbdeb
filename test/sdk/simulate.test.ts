/** The test kit on a real extension, in both modes: what becomes of orders, faults in one line, a clock that is turned. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import extension from '../../templates/fulfill/src/index.ts';
import { reply, simulate, SimulationError, type SimulateOptions } from '../../sdk/testing/index.ts';

const HOSTS = { 'api.example': { 'POST /tenants': reply(201, { id: 'T-1', url: 'https://t-1.example' }), 'DELETE /tenants/:id': reply(204) } };
const work = mkdtempSync(join(tmpdir(), 'entrepot-simulate-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** A package of its own, for what the template does not do. */
function project(name: string, hooks: string, manifest: string): string {
  const folder = join(work, name);
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'extension.yaml'), `name: ${name}\nversion: 1.0.0\ntype: products\n${manifest}`);
  writeFileSync(
    join(folder, 'src/index.ts'),
    `import { approve, defineExtension, done, inquire, Retry } from 'entrepot';\nexport default defineExtension({ hooks: { ${hooks} } });\n`,
  );
  return folder;
}

describe.each(['process', 'sandbox'] as const)('in mode %s', (mode) => {
  const fulfill = (more: Partial<SimulateOptions> = {}) =>
    simulate(extension as never, { mode, project: 'templates/fulfill', settings: { serviceUrl: 'https://api.example' }, hosts: HOSTS, ...more });

  test('an order becomes what the extension makes of it', async () => {
    await using sim = await fulfill();
    const order = (await sim.order.purchase({ quantity: 5 })).assertStatus('approved');
    expect(order.params).toMatchObject({ url: 'https://t-1.example' });
    expect(sim.calls('POST', '/tenants')).toMatchObject([{ status: 201, body: { seats: '5', subscription: order.subscription.id } }]);
    expect(sim.calls('POST', '/tenants')[0]!.headers['authorization']).toBe('Bearer test-serviceToken');
    const cancelled = (await sim.order.cancel(order)).assertStatus('approved');
    expect(cancelled.subscription.status).toBe('terminated');
    expect(sim.calls('DELETE', '/tenants/:id')).toHaveLength(1);
    expect(await sim.logs()).toEqual([{ level: 'info', text: 'tenant created', fields: { tenant: 'T-1' } }]);
    expect(() => order.assertStatus('failed')).toThrow(/expected failed[^]*tenant created[^]*POST https:\/\/api.example\/tenants -> 201/);
  });

  test('an outage is retried by the clock, and the step is done once', async () => {
    await using sim = await fulfill();
    sim.fault.status('api.example', 503, { times: 2 });
    const order = (await sim.order.purchase()).assertStatus('pending');
    await sim.clock.advance('45h');
    (await sim.order(order)).assertStatus('approved');
    expect(sim.calls('POST', '/tenants').map((c) => c.status)).toEqual([503, 503, 201]);
    expect(new Set(sim.calls('POST', '/tenants').map((c) => (c.body as { key: string }).key)).size).toBe(1);
    expect((await sim.order(order)).tasks[0]!.attempts.map((a) => a.outcome)).toEqual(['RETRY', 'RETRY', 'approve']);
  });

  test('a lost reply, a crash and a delivery twice leave one order approved, under one key', async () => {
    await using sim = await fulfill();
    sim.fault.dropReply('api.example');
    const dropped = await sim.order.purchase();
    await sim.clock.advance('1h');
    (await sim.order(dropped)).assertStatus('approved');
    const before = sim.calls().length;
    sim.fault.crashAfterCall(1);
    const crashed = (await sim.order.purchase()).assertStatus('approved');
    const keys = sim.calls().slice(before).map((c) => (c.body as { key: string }).key); // prettier-ignore
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
    sim.fault.duplicateDelivery();
    const twice = (await sim.order.purchase()).assertStatus('approved');
    for (const order of [crashed, twice]) expect(order.tasks[0]!.attempts.map((a) => a.outcome)).toEqual(['RUNNER_LOST', 'approve']);
  });

  test('a host that is not declared or not faked fails the test, whatever the extension makes of it', async () => {
    const swallows = project('swallows', `asset_purchase_request_processing: async (ctx) => { try { await ctx.fetch('https://other.example/x'); } catch {} return approve({ params: { url: 'https://a.example' } }); }`, 'hooks:\n  asset_purchase_request_processing: {}\n'); // prettier-ignore
    const undeclared = await simulate(swallows, { mode });
    await expect(undeclared.order.purchase()).rejects.toThrow(/GET https:\/\/other.example\/x: .*permissions.egress/);
    await undeclared.close();
    const unfaked = await fulfill({ hosts: {} });
    await expect(unfaked.order.purchase()).rejects.toThrow(SimulationError);
    await unfaked.close();
  });

  test('schedules fire by the clock, inquiries are answered, and the same seed is the same simulation', async () => {
    const asks = project(
      'asks',
      `asset_purchase_request_processing: async (ctx, request) => {
         const domain = request.asset.params.find((p) => p.id === 'domain');
         if (domain?.value === 'taken') return inquire({ errors: { domain: 'is taken' } });
         return approve({ params: { url: 'https://' + crypto.randomUUID() + '.example' } });
       },
       scheduled_execution: async (ctx) => { ctx.log.info('ran at ' + new Date().toISOString()); return done(); }`,
      `hooks:\n  asset_purchase_request_processing: {}\n  scheduled_execution: {}\nschedules:\n  - { name: nightly, cron: '0 3 * * *' }\n`,
    );
    const run = async (seed: number) => {
      await using sim = await simulate(asks, { mode, seed, clock: '2026-03-01T00:00:00Z' });
      const order = (await sim.order.purchase({ params: { domain: 'taken' } })).assertStatus('inquiring');
      expect(order.errors).toEqual({ domain: 'is taken' });
      (await sim.order.answer(order, { domain: 'free' })).assertStatus('approved');
      await sim.clock.advance('3d');
      expect(sim.clock.now().toISOString()).toBe('2026-03-04T00:00:00.000Z');
      expect((await sim.logs()).map((l) => l.text)).toEqual([1, 2, 3].map((day) => `ran at 2026-03-0${day}T03:00:00.000Z`));
      return [(await sim.order(order)).params['url'], order.id];
    };
    const [first, again, other] = [await run(7), await run(7), await run(8)];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });
});

test('what cannot be simulated is told by name', async () => {
  await expect(simulate(extension as never, { project: 'templates/fulfill' })).rejects.toThrow('settings.serviceUrl: This setting is required');
  await expect(simulate('templates')).rejects.toThrow('there is no extension.yaml');
  await expect(simulate(extension as never, { mode: 'other' as never, project: 'templates/fulfill' })).rejects.toThrow(
    'mode: "other" is not allowed; allowed: process, sandbox',
  );
  await using sim = await simulate(extension as never, { project: 'templates/fulfill', settings: { serviceUrl: 'https://api.example' }, hosts: HOSTS });
  expect(() => sim.fault.timeout('nowhere.example')).toThrow('"nowhere.example" is not faked; faked: api.example');
  await expect(sim.clock.advance('soon')).rejects.toThrow('duration: "soon" is not allowed');
  await expect(sim.order.purchase({ items: { NOPE: 1 } })).rejects.toThrow('items: "NOPE" is not allowed; allowed: ACME-SETUP, ACME-SEAT, ACME-STORAGE');
});

test('the same file runs in the other mode by one variable', () => {
  const variable = (mode: string) => ({ ...process.env, ENTREPOT_SIMULATE: mode });
  const code = `import { simulate } from './sdk/testing/index.ts';
    const sim = await simulate(process.argv[1], {}); console.log(sim.mode); await sim.close();`;
  const folder = project('either', `asset_purchase_request_processing: async () => approve()`, 'hooks:\n  asset_purchase_request_processing: {}\n');
  for (const mode of ['process', 'sandbox'])
    expect(
      execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code, folder], { env: variable(mode), encoding: 'utf8' }).trim(),
    ).toBe(mode);
});
