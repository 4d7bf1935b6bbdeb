/**
 * `bench -- backlog`: how long orders of quiet accounts wait for a runner, alone and beside an account that has as many
 * running as it may, with a few tasks waiting and with 100,000. Host, database and commands are the real ones; the runner is a part of this
 * process that answers each task after a while, so that what is measured is dispatch and no sandbox.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import type { TaskFrame } from '../sdk/contract/index.ts';
import { createLog, createSealer } from '../runtime/base/index.ts';
import { createRequest, type RequestInput } from '../runtime/domain/orders/index.ts';
import { composeHost, type Host } from '../runtime/host/compose.ts';
import { insertMany, openStore, SYSTEM, type Actor, type EventRow, type Store, type Tables } from '../runtime/store/index.ts';
import { createDatabase } from '../test/support/postgres.ts';
import { digitsOf } from './lists-rows.ts';
import { ms, percentile, type Figure } from './table.ts';
import { createTrade, ONE_STEP, purchase, type Trade } from './world.ts';

export interface BacklogOptions {
  tasks: number;
  seconds: number;
  /** A PostgreSQL server on which a database of its own is made; without it SQLite. */
  database?: string | undefined;
}

/** Orders a second of all quiet accounts together: well below what the machine can do, as the question is about their neighbour. */
const RATE = 20;
const QUIET_ACCOUNTS = 4;
/**
 * So long a handler waits for its vendor's system. The noisy account has 32 of them running, 32 orders a second: what is
 * asked is what its backlog costs others, and not what is left of a machine that it fills with work.
 */
const HANDLER_MS = 1_000;
const ROOM = 64;
const CLAIMANT = { runnerId: 'RT-bench', name: 'bench', environments: ['*'], secretsGranted: false } as const;
/** Waiting tasks that last for one measurement and are no long backlog. */
const FEW = 3_000;
const COPIED_AT_ONCE = 5_000;

export async function backlog(options: BacklogOptions): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-bench-'));
  const own = options.database ? await createDatabase(options.database) : undefined;
  const store = await openStore({ database: own?.url ?? join(folder, 'entrepot.db'), sealer: createSealer(randomBytes(32)) });
  const host = await composeHost({ store, log: createLog({ level: 'error' }), port: 0, address: '127.0.0.1' });
  try {
    const noisy = await createTrade(store, ONE_STEP);
    const quiet: Trade[] = [];
    for (let i = 0; i < QUIET_ACCOUNTS; i++) quiet.push(await createTrade(store, ONE_STEP));
    const runner = new Runner(host);
    await paced(store, runner, quiet, 2);
    const alone = await paced(store, runner, quiet, options.seconds);
    const original = await placePaused(store, noisy);
    const beside = async (from: number, tasks: number) => {
      await setStatus(store, noisy, 'paused');
      await fill(store, noisy, original, { from, tasks });
      await setStatus(store, noisy, 'installed');
      await wait(2_000);
      const waits = await paced(store, runner, quiet, options.seconds);
      process.stdout.write(`${await waitingOf(store, noisy)} tasks of the noisy account wait in the end\n`);
      return waits;
    };
    const few = await beside(0, FEW);
    const many = await beside(FEW, options.tasks);
    await runner.leave();
    process.stdout.write(`${store.dialect.name}: alone ${shown(alone)}; beside few ${shown(few)}; beside many ${shown(many)}\n`);
    const p95 = (waits: number[]) => percentile(waits, 95);
    const figure = (what: string, from: number[], to: number[]): Figure => ({
      ...{ id: 'B', what: `${what} (${store.dialect.name})`, ratio: p95(to) / p95(from), pass: 2, stretch: 1.2, higher: false },
      ...{ shown: `${ms(p95(from))} -> ${ms(p95(to))}`, plan: 'the statement of a claim that reads with the backlog' },
    });
    return [
      figure(`p95 wait beside ${options.tasks} waiting tasks, over quiet`, alone, many),
      figure(`the same over the wait beside ${FEW}: what the length of the backlog costs`, few, many),
    ];
  } finally {
    await host.close();
    await own?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const shown = (waits: number[]) => `${waits.length} orders p50 ${ms(percentile(waits, 50))} p95 ${ms(percentile(waits, 95))} p99 ${ms(percentile(waits, 99))}`;

/** Takes what it is given, remembers when, and approves it after a while. */
class Runner {
  readonly came = new Map<string, number>();
  readonly #leave: () => void;
  #held = 0;
  #open = 0;

  constructor({ dispatcher }: Host) {
    const answer = async ({ task, fence }: TaskFrame) => {
      // not all at the same time, as those that were claimed together would
      await wait(HANDLER_MS * (0.5 + Math.random()));
      const outcome = { ok: true as const, decision: { decision: 'approve', params: { url: 'https://made.example/' } } };
      const usage = { wallMs: HANDLER_MS, cpuMs: 1, calls: 0, requests: 0 };
      const settling = dispatcher.settle({ t: 'result', task, fence, outcome, usage }, CLAIMANT);
      // as a session does: room again before the settle's own commit claims
      this.#held--;
      const settled = await settling.finally(() => this.#open--);
      if (!settled.accepted) throw new Error(`${task} was not settled: ${settled.reason}`);
    };
    this.#leave = dispatcher.join({
      ...CLAIMANT,
      room: () => ROOM - this.#held,
      askedRoom: () => undefined,
      deliver: (frames) => {
        const now = performance.now();
        this.#held += frames.length;
        this.#open += frames.length;
        for (const frame of frames) {
          this.came.set(frame.event.objectId, now);
          void answer(frame);
        }
        return true;
      },
    });
  }

  /** Resolves when what it holds is settled. */
  async leave(): Promise<void> {
    this.#leave();
    while (this.#open) await wait(20);
  }
}

/** Orders in turn for each account; answers how long each waited, from being placed to being with the runner. */
async function paced(store: Store, runner: Runner, trades: readonly Trade[], seconds: number): Promise<number[]> {
  const placed: Promise<{ id: string; at: number }>[] = [];
  for (let i = 0; i < seconds * RATE; i++) {
    placed.push(place(store, trades[i % trades.length]!));
    await wait(1000 / RATE);
  }
  const orders = await Promise.all(placed);
  for (const end = Date.now() + 30_000; Date.now() < end && orders.some((o) => !runner.came.has(o.id));) await wait(20);
  return orders.map(({ id, at }) => {
    const came = runner.came.get(id);
    if (came === undefined) throw new Error(`${id} never came to the runner`);
    return came - at;
  });
}

async function place(store: Store, trade: Trade): Promise<{ id: string; at: number }> {
  const at = performance.now();
  const actor: Actor = { accountId: trade.distributor.id, role: 'distributor', by: { id: trade.distributor.id, name: 'bench' } };
  const { id } = await store.write(actor, (ctx) => createRequest(ctx, purchase(trade, randomUUID()) as RequestInput));
  return { id, at };
}

type Original = Awaited<ReturnType<typeof placePaused>>;

/** An order that waits, with its rows. */
async function placePaused(store: Store, trade: Trade) {
  await setStatus(store, trade, 'paused');
  const { id } = await place(store, trade);
  return store.read(SYSTEM, async ({ tx }) => {
    const request = await tx.selectFrom('request').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const asset = await tx.selectFrom('asset').selectAll().where('id', '=', request.asset_id).executeTakeFirstOrThrow();
    const event = await tx.selectFrom('event').selectAll().where('object_id', '=', id).executeTakeFirstOrThrow();
    return { request, asset, event };
  });
}

/** Copies of an order's rows until so many wait; the host makes tasks and lanes of their events by itself. */
async function fill(store: Store, trade: Trade, { request, asset, event }: Original, { from: first, tasks }: { from: number; tasks: number }): Promise<void> {
  const started = performance.now();
  const last = first + tasks - (await waitingOf(store, trade));
  for (let from = first; from < last; from += COPIED_AT_ONCE)
    await store.write(SYSTEM, async (ctx) => {
      const numbers = Array.from({ length: Math.min(COPIED_AT_ONCE, last - from) }, (_, i) => digitsOf(from + i + 1));
      const copy = async <K extends keyof Tables>(table: K, row: Tables[K], change: (n: string) => Partial<Tables[K]>) => {
        const { seq: _, ...original } = row as Tables[K] & { seq?: number };
        const columns = Object.keys(original) as (keyof Tables[K] & string)[];
        await insertMany(
          ctx,
          table,
          columns,
          numbers.map((n) => ({ ...row, ...change(n) })),
        );
      };
      await copy('asset', asset, (n) => ({ id: `AS-${n}`, external_uid: `UID-${n}`, external_id: `EXT-${n}`, open_request_id: `PR-${n}-001` }));
      await copy('request', request, (n) => ({ id: `PR-${n}-001`, asset_id: `AS-${n}` }));
      await copy('event', event as EventRow as never, (n) => ({ id: `EV-${n}`, object_id: `PR-${n}-001`, routed: 0 }) as never);
      ctx.wake();
    });
  while ((await waitingOf(store, trade)) < tasks) await wait(100);
  process.stdout.write(`${tasks} tasks in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
}

async function setStatus(store: Store, trade: Trade, status: 'paused' | 'installed'): Promise<void> {
  await store.write(SYSTEM, async (ctx) => {
    await ctx.tx.updateTable('installation').set({ status }).where('id', '=', trade.installation).execute();
    ctx.wake();
  });
}

async function waitingOf(store: Store, trade: Trade): Promise<number> {
  const rows = await store.read(SYSTEM, (ctx) =>
    sql<{ count: number }>`select count(*) as count from lane where installation_id = ${trade.installation} and state = 'ready'`.execute(ctx.tx),
  );
  return Number(rows.rows[0]!.count);
}
