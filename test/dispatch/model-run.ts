/** Runs the model-based test on one database: so many runs, within so many minutes. */
import fc from 'fast-check';
import { asError, BACKOFF_MS, PlatformError } from '../../runtime/base/index.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { openDispatch, ORDER, type InstallationOptions, type OpenDispatch } from '../support/dispatch.ts';
import type { EngineCase } from '../support/engines.ts';
import { COMMANDS } from './model-commands.ts';
import { Model, type Hook } from './model.ts';

export interface ModelReport {
  engine: string;
  seed: number;
  runs: number;
  /** Commands executed, all and by name. */
  commands: number;
  byName: Record<string, number>;
  /** The shortest commands that fail, and how; undefined where dispatch and model agreed throughout. */
  fault?: string;
}

const WALL_MS = 20_000;
/** What a lease is given beyond the time that its task may take. */
const LEASE_GRACE_MS = 60_000;
const COMMANDS_MAX = 80;

type Wanted = Omit<Hook, 'id' | 'leaseEndMs' | 'waitsMs'> & { waitsMs?: readonly number[] };

const HOOKS: Wanted[] = [
  { account: 'VA-1', concurrency: 2, lane: 'park', waitsMs: [1_000, 5_000, 60_000] },
  { account: 'VA-1', concurrency: 1, lane: 'continue', waitsMs: [2_000] },
  { account: 'VA-2', concurrency: 3, lane: 'park' },
];

export async function runModel(engine: EngineCase, options: { seed: number; runs?: number; minutes: number }): Promise<ModelReport> {
  const { seed, runs = Number.MAX_SAFE_INTEGER, minutes } = options;
  const d = await openDispatch(engine, { commands: { approve: async (_, id) => refuseMoved(d, id) } });
  const byName: Record<string, number> = {};
  try {
    const hooks: Hook[] = [];
    for (const wanted of HOOKS) hooks.push(await install(d, wanted));
    const ran = (name: string) => (byName[name] = (byName[name] ?? 0) + 1);
    const setup = async () => {
      await clear(d);
      return { model: new Model(d.clock.now()), real: { d, hooks, ran } };
    };
    const property = fc.asyncProperty(fc.commands(COMMANDS, { maxCommands: COMMANDS_MAX, size: 'max' }), (commands) => fc.asyncModelRun(setup, commands));
    const details = await fc.check(property, { seed, numRuns: runs, interruptAfterTimeLimit: minutes * 60_000 });
    const commands = Object.values(byName).reduce((sum, n) => sum + n, 0);
    const report = { engine: engine.name, seed, runs: details.numRuns, commands, byName };
    return details.counterexample ? { ...report, fault: `${fc.defaultReportMessage(details)}\n${asError(details.errorInstance).message}` } : report;
  } finally {
    await d.close();
  }
}

/** One line for a run that can be had again. */
export function described({ engine, seed, runs, commands, byName }: ModelReport): string {
  const names = Object.entries(byName).map(([name, n]) => `${name} ${n}`);
  return `model on ${engine}: seed ${seed}, ${runs} runs, ${commands} commands (${names.join(', ')})`;
}

/** As the domain does: an object that moved on refuses the decision. */
function refuseMoved(d: OpenDispatch, id: string): void {
  if (d.statuses.get(id) !== 'pending') throw new PlatformError('transition', `status: ${id} moved on.`);
}

async function install(d: OpenDispatch, { waitsMs, ...wanted }: Wanted): Promise<Hook> {
  const hook: NonNullable<InstallationOptions['hooks']>[typeof ORDER] = { lane: wanted.lane, ...(waitsMs ? { retryMs: [...waitsMs] } : {}) };
  const id = await d.install({ account: wanted.account, concurrency: wanted.concurrency, wallMs: WALL_MS, hooks: { [ORDER]: hook } });
  return { ...wanted, id, waitsMs: waitsMs ?? BACKOFF_MS, leaseEndMs: WALL_MS + LEASE_GRACE_MS };
}

/** Each run begins with nothing but the installations. */
async function clear(d: OpenDispatch): Promise<void> {
  d.statuses.clear();
  await d.store.write(SYSTEM, async ({ tx }) => {
    for (const table of ['lane', 'task', 'attempt', 'event', 'task_log', 'breaker'] as const) await tx.deleteFrom(table).execute();
  });
}
