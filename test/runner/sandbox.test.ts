/** The sandbox processes of a runner: whom they serve, what happens when they die, and how a turn is judged. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync, mkdirSync, realpathSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { silentLog, type Log } from '../../runtime/base/index.ts';
import { SandboxPool, SandboxProcess, type PoolOptions, type Warm } from '../../runtime/runner/sandbox/index.ts';
import { isAlive } from '../support/process.ts';
import { until } from '../support/host.ts';

const CODE = 'module.exports.default = { hooks: { x: async () => ({ decision: "done" }) } };';
/** A turn that needs some CPU. */
const BUSY = 'module.exports.default = { hooks: { x: async () => { for (let i = 0; i < 1e6; i++); return { decision: "done" }; } } };';
const LIMITS = { memoryMb: 64, turnMs: 250 };
const DEAF = { sent() {}, turn() {}, lost() {} };
const NEVER = new AbortController().signal;
const pools: SandboxPool[] = [];

function open(options: Partial<PoolOptions> = {}): SandboxPool {
  const pool = new SandboxPool({ processesMax: 2, idleMax: 8, tasksMax: 3, rssMaxMb: 512, log: silentLog, ...options });
  pools.push(pool);
  return pool;
}

interface Heard {
  texts: string[];
  lost: string[];
}

/** Borrows an isolate and waits until its package is loaded, or lost. */
async function borrow(pool: SandboxPool, account: string, installation = `${account}-1`, code = CODE, signal = NEVER): Promise<Warm & { heard: Heard }> {
  const heard: Heard = { texts: [], lost: [] };
  const warm = await pool.borrow({
    key: { account, installation, bundle: 'b' },
    limits: LIMITS,
    fresh: false,
    listener: { sent: (text) => void heard.texts.push(text), turn() {}, lost: (outcome) => void heard.lost.push(outcome) },
    load: async () => code,
    signal,
  });
  if (warm.tasks === 0)
    await until('the package', async () => heard.texts.length + heard.lost.length > 0 && (warm.home.process.quiet || warm.home.process.dead));
  return Object.assign(warm, { heard });
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

test('an isolate is reused by its installation, replaced after its number of tasks, and a process holds one account at a time', async () => {
  const pool = open();
  const first = await borrow(pool, 'A');
  const { isolate, home } = first;
  pool.release(first, 'clean');
  const again = await borrow(pool, 'A');
  expect([again.isolate, again.home]).toEqual([isolate, home]);
  const sibling = await borrow(pool, 'A', 'A-2');
  expect(sibling.home).toBe(home);
  expect(sibling.isolate).not.toBe(isolate);
  expect((await borrow(pool, 'B')).home).not.toBe(home);
  pool.release(again, 'clean');
  pool.release(await borrow(pool, 'A'), 'clean');
  expect((await borrow(pool, 'A')).isolate).not.toBe(isolate);
});

test('more accounts than processes wait their turn, and nobody who waits is overtaken for ever', async () => {
  const pool = open();
  const busy = [await borrow(pool, 'A'), await borrow(pool, 'B')];
  const served: string[] = [];
  // C and D come first; A and B, who hold the processes and go on asking, wait behind them
  const waiting = ['C', 'D', 'A', 'B'].map(async (account) => {
    const warm = await pool.borrow({
      key: { account, installation: `${account}-1`, bundle: 'b' },
      limits: LIMITS,
      fresh: false,
      listener: DEAF,
      load: async () => CODE,
      signal: NEVER,
    });
    served.push(account);
    await until('the package', async () => warm.home.process.quiet);
    pool.release(warm, 'clean');
  });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(served).toEqual([]);
  expect(pool.pids().length).toBeLessThanOrEqual(3);
  for (const warm of busy) pool.release(warm, 'clean');
  await Promise.all(waiting);
  expect(served.slice(0, 2).sort()).toEqual(['C', 'D']);
});

test('who gives up waiting is not served', async () => {
  const pool = open({ processesMax: 1 });
  const held = await borrow(pool, 'A');
  const aborter = new AbortController();
  const waiting = borrow(pool, 'B', 'B-1', CODE, aborter.signal);
  aborter.abort();
  pool.release(held, 'clean');
  await expect(waiting).rejects.toThrow('nobody waits');
  pool.release(await borrow(pool, 'C'), 'clean');
});

test('a process goes to the next account emptied, unless something was lost in it', async () => {
  const pool = open({ processesMax: 1 });
  const clean = await borrow(pool, 'A');
  const { pid } = clean.home.process;
  pool.release(clean, 'clean');
  const next = await borrow(pool, 'B');
  expect(next.home.process.pid).toBe(pid);
  pool.release(next, 'lost');
  const after = await borrow(pool, 'C');
  expect(after.home.process.pid).not.toBe(pid);
  await until('the end of the tainted process', async () => !isAlive(pid));
});

test('an installation whose turn was killed lives alone until it has behaved for long enough', async () => {
  const pool = open({ tasksMax: 1000 });
  const shared = (await borrow(pool, 'A', 'A-2')).home;
  const bad = await borrow(pool, 'A', 'A-1');
  pool.convict('A-1');
  pool.release(bad, 'discard');
  const alone = await borrow(pool, 'A', 'A-1');
  expect(alone.home).not.toBe(shared);
  pool.release(alone, 'clean');
  for (let i = 0; i < 99; i++) pool.release(await borrow(pool, 'A', 'A-1'), 'clean');
  const fresh = await pool.borrow({
    key: { account: 'A', installation: 'A-1', bundle: 'b' },
    limits: LIMITS,
    fresh: true,
    listener: DEAF,
    load: async () => CODE,
    signal: NEVER,
  });
  expect(fresh.home).toBe(shared);
});

test('installations on probation cannot take all processes of a runner', async () => {
  const pool = open({ processesMax: 4 });
  const held: Warm[] = [];
  for (let i = 0; i < 5; i++) {
    pool.convict(`A-${i}`);
    held.push(await borrow(pool, 'A', `A-${i}`));
  }
  expect(new Set(held.map((warm) => warm.home)).size).toBe(2);
  expect((await borrow(pool, 'B')).home.tenant).toBe('B');
});

test('a sandbox that is killed while it warms up, or waits, is replaced before a task notices', async () => {
  const started: SandboxProcess[] = [];
  const start = async () => {
    const process = await SandboxProcess.start({ rssMaxMb: 512 });
    // the first dies between coming up and being given out
    if (started.push(process) === 1) await process.end();
    return process;
  };
  const pool = open({ start });
  const warm = await borrow(pool, 'A');
  expect(warm.heard.lost).toEqual([]);
  await until('the spare', async () => started.length === 3 && !started[2]!.dead);
  process.kill(started[2]!.pid, 'SIGKILL');
  await until('its end', async () => started[2]!.dead);
  expect((await borrow(pool, 'B')).heard.lost).toEqual([]);
});

test('sandboxes that do not come up are tried again, and said so; a task is served by the first that does', async () => {
  const said: [string, unknown, string][] = [];
  const level = (name: string) => (facts: unknown, message: string) => void said.push([name, facts, message]);
  const log = { ...silentLog, warn: level('warn'), error: level('error') } as unknown as Log;
  let failures = 0;
  const start = async () => {
    if (failures++ < 3) throw new Error('the sandbox did not start (SIGKILL)');
    return SandboxProcess.start({ rssMaxMb: 512 });
  };
  const pool = open({ log, start });
  expect((await borrow(pool, 'A')).heard.lost).toEqual([]);
  expect(said.map(([name, , message]) => `${name}: ${message}`)).toEqual([
    'warn: a sandbox process did not come up',
    'warn: a sandbox process did not come up',
    'error: no sandbox process comes up: this runner executes nothing until one does',
  ]);
  expect(said[0]![1]).toMatchObject({ reason: 'the sandbox did not start (SIGKILL)', failures: 1 });
});

test('what is given to a process that has died is lost at once, not waited for', async () => {
  const sandbox = await SandboxProcess.start({ rssMaxMb: 512 });
  await sandbox.end();
  const lost = await new Promise((resolve) => sandbox.open(CODE, 64, 250, { sent() {}, turn() {}, lost: (code) => resolve(code) }));
  expect(lost).toBe('SANDBOX_LOST');
});

test('a turn that is stopped from outside is not blamed: it goes on when it has the CPU again', async () => {
  const sandbox = await SandboxProcess.start({ rssMaxMb: 512 });
  const heard: string[] = [];
  const id = sandbox.open(BUSY, 64, 250, {
    sent: (text) => void heard.push(text),
    turn() {},
    lost: (code) => void heard.push(code),
  });
  await until('the package', async () => heard.length === 1);
  process.kill(sandbox.pid, 'SIGSTOP');
  sandbox.deliver(id, JSON.stringify({ t: 'run', now: 1, seed: 1, entropy: '', event: { type: 'x' }, object: {}, settings: {}, steps: {} }), 250);
  // far more than the turn may take
  await new Promise((resolve) => setTimeout(resolve, 1500));
  process.kill(sandbox.pid, 'SIGCONT');
  await until('the answer', async () => heard.length > 1);
  expect(heard[1]).toContain('"decision":"done"');
  await sandbox.end();
});

test('the sandbox starts where node_modules is a symbolic link', { timeout: 60_000 }, async () => {
  const root = resolve(import.meta.dirname, '../..');
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'entrepot-link-')));
  try {
    for (const name of ['runtime', 'sdk', 'package.json', 'tsconfig.json', 'node_modules']) symlinkSync(join(root, name), join(folder, name));
    mkdirSync(join(folder, 'try'));
    writeFileSync(
      join(folder, 'try/start.ts'),
      `import { SandboxProcess } from '../runtime/runner/sandbox/index.ts';
       const sandbox = await SandboxProcess.start({ rssMaxMb: 512 });
       console.log(JSON.stringify(await sandbox.ready));
       await sandbox.end();`,
    );
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--preserve-symlinks', '--import', import.meta.resolve('tsx'), join(folder, 'try/start.ts')],
      {
        cwd: folder,
      },
    );
    expect(JSON.parse(stdout)).toMatchObject({ walls: { files: true, children: true } });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
