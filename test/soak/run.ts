/**
 * The soak: orders of many installations walk over two hosts and three runners on one PostgreSQL while hosts, runners,
 * sandboxes and lines to the database are killed and runners stand still for longer than a lease, all at random. What it
 * says in the end is read from the database and the event log.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { createSealer } from '../../runtime/base/index.ts';
import { openStore, SYSTEM, type Store } from '../../runtime/store/index.ts';
import { seeded } from '../kill/random.ts';
import { createDatabase } from '../support/postgres.ts';
import { Cluster, HURTS, type Hurt } from './cluster.ts';
import { PRELOAD, settleAgain, type Sabotage } from './sabotage.ts';
import { Shop } from './shop.ts';
import { startVendor } from './vendor.ts';
import { judge, type SoakVerdict } from './verdict.ts';

export interface SoakOptions {
  orders: number;
  installations: number;
  seed: number;
  /** Mean time between two hurts. */
  hurtMs: number;
  /** The server on which the run makes a database of its own. */
  postgres: string;
  /** What is broken on purpose, to see that it is found. */
  sabotage?: Sabotage;
  /** Ends the run early, with everything that it started. */
  signal: AbortSignal;
  say(line: string): void;
}

export interface SoakReport extends SoakVerdict {
  seed: number;
  orders: number;
  installations: number;
  /** What was hurt, by kind, and how often a process was started again. */
  hurt: Record<Hurt, number>;
  restarts: number;
  /** Calls of the shop that had to be said again, and dead letters it replayed. */
  saidAgain: number;
  replayed: number;
  wallMs: number;
  ordersPerSecond: number;
}

/** Orders that are placed at once, and lanes that may be open before the next is placed. */
const BUYERS = 16;
const OPEN_MAX = 400;
const CREDITS = 48;
const LOOK_MS = 250;
/** Without an order more settled for so long, the run has lost one. */
const STILL_MS = 60_000;

export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const started = Date.now();
  const random = seeded(options.seed);
  const root = mkdtempSync(join(tmpdir(), 'entrepot-soak-'));
  const database = await createDatabase(options.postgres);
  const vendor = await startVendor();
  const preload = options.sabotage && PRELOAD[options.sabotage];
  const cluster = new Cluster({ folder: root, database: database.url, credits: CREDITS, ...(preload ? { preload } : {}) });
  let store: Store | undefined;
  try {
    await cluster.start();
    store = await openStore({ database: database.url, sealer: createSealer(cluster.sealingKey) });
    const { urls } = cluster;
    const shop = await Shop.open({ store, urls, operator: operatorToken(root), installations: options.installations, vendorUrl: vendor.url, random });
    const walking = Date.now();
    const watch = new Watch(store);
    const hurt = await Promise.race([walk(options, { cluster, shop, watch, store, random }), aborted(options.signal)]);
    const walkedMs = Date.now() - walking;
    await cluster.stop();
    const verdict = await judge(store, { placed: new Set(shop.placed.keys()), orders: options.orders, made: vendor.made });
    return {
      ...{ seed: options.seed, orders: options.orders, installations: options.installations, hurt, restarts: cluster.restarts },
      ...{ saidAgain: [...shop.placed.values()].reduce((sum, n) => sum + n, 0), replayed: shop.replayed },
      ...verdict,
      ...{ wallMs: Date.now() - started, ordersPerSecond: Math.round((options.orders * 10_000) / walkedMs) / 10 },
    };
  } finally {
    await cluster.stop();
    await store?.close();
    vendor.close();
    await database.drop();
    rmSync(root, { recursive: true, force: true });
  }
}

/** Places all orders while things are hurt, then waits for the rest of the work in peace; answers what was hurt. */
async function walk(
  { orders, hurtMs, sabotage, say }: SoakOptions,
  { cluster, shop, watch, store, random }: { cluster: Cluster; shop: Shop; watch: Watch; store: Store; random: () => number },
): Promise<Record<Hurt, number>> {
  const started = Date.now();
  const hurt = Object.fromEntries(HURTS.map((name) => [name, 0])) as Record<Hurt, number>;
  let left = orders;
  /** When the last order is placed. */
  const calm = new AbortController();
  const buyer = async () => {
    while (left > 0) {
      if (watch.open >= OPEN_MAX) await wait(LOOK_MS);
      else if (left-- > 0) await shop.buy();
    }
  };
  const hurting = async () => {
    for (;;) {
      await wait(hurtMs * (0.2 + 1.6 * random()), undefined, { signal: calm.signal }).catch(() => {});
      if (calm.signal.aborted) return;
      const kind = HURTS[Math.floor(random() * HURTS.length)]!;
      if (await cluster.hurt(kind, random)) hurt[kind]++;
      if (sabotage === 'settle-twice') await settleAgain(store);
    }
  };
  const watching = async () => {
    for (let ending = false; !ending || watch.open > 0; await wait(LOOK_MS)) {
      ending = calm.signal.aborted;
      await watch.look();
      await shop.replayDead();
      say(
        `${Math.round((Date.now() - started) / 1000)} s: ${shop.placed.size} placed, ${watch.open} lanes open, ${watch.ended} tasks ended, hurt ${JSON.stringify(hurt)}`,
      );
      if (Date.now() - watch.movedAt > STILL_MS) return; // the verdict says what is left
    }
  };
  const buying = Promise.all(Array.from({ length: BUYERS }, buyer)).finally(() => calm.abort());
  await Promise.all([buying, hurting(), watching()]);
  return hurt;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));
}

/** What is open, read from the database itself. */
class Watch {
  /** Lanes with something to do, and events that are no tasks yet. */
  open = 0;
  ended = 0;
  movedAt = Date.now();
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async look(): Promise<void> {
    const counts = await this.#store
      .read(SYSTEM, ({ tx }) =>
        sql<{ open: number; ended: number }>`
          select (select count(*) from lane) + (select count(*) from event where routed = 0) as open,
            (select count(*) from task where finished_at is not null) as ended`.execute(tx),
      )
      .catch(() => undefined); // its own line may be cut like any other
    const row = counts?.rows[0];
    if (!row) return;
    if (Number(row.ended) > this.ended) this.movedAt = Date.now();
    [this.open, this.ended] = [Number(row.open), Number(row.ended)];
  }
}

function operatorToken(root: string): string {
  const file = [1, 2].map((n) => join(root, `host-${n}`, 'credentials.json')).find(existsSync)!;
  return (JSON.parse(readFileSync(file, 'utf8')) as { accounts: { operator: { token: string } } }).accounts.operator.token;
}
