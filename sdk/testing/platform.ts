/** The platform of a simulation: a whole host on a database of its own, one installation, and a clock that is turned. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { createSealer, PlatformError, sha256, silentLog } from '../../runtime/base/index.ts';
import { composeHost, type Host } from '../../runtime/host/compose.ts';
import { seedDemo, seedOperator, type Credential, type DemoWorld, type ProductSeed } from '../../runtime/host/seed.ts';
import { install, permissionsDigest, registerPackage } from '../../runtime/registry/index.ts';
import { openStore, SYSTEM, type Context, type Store } from '../../runtime/store/index.ts';
import type { Manifest } from '../contract/index.ts';
import type { Bench } from './bench.ts';
import type { SeededChance } from './chance.ts';
import type { VirtualTime } from './time.ts';

export type Party = 'vendor' | 'distributor' | 'reseller' | 'operator';

/** Ids of what there is: who trades, and what is sold where. */
export type World = DemoWorld & Record<Exclude<Party, 'operator'>, string>;

export interface PlatformOptions {
  time: VirtualTime;
  chance: SeededChance;
  bench: Bench;
  manifest: Manifest;
  code: { bundle: string; sourceMap: string };
  account: Exclude<Party, 'operator'>;
  settings: Record<string, unknown> | ((world: World) => Record<string, unknown>);
  secrets: Record<string, string>;
  product: ProductSeed | undefined;
}

/** Links that the platform writes begin with it. */
const PUBLIC_URL = 'https://entrepot.example';
/** A silent runner loses its tasks after it. */
const LEASE_MS = 15_000;
/** Nothing that the host does by itself comes later than this, when nothing says when it is due. */
const LOOK_EVERY_MS = 6 * 3_600_000;
/** How often somebody who waits for an answer is looked after, in real time. */
const POLL_MS = 1;

export class Platform {
  readonly installation: string;
  readonly world: World;
  readonly accounts: Record<Party, Credential>;
  readonly store: Store;
  readonly #host: Host;
  readonly #folder: string;
  readonly #options: PlatformOptions;
  readonly #leave: () => void;
  /** Acts follow one another. */
  #queue: Promise<unknown> = Promise.resolve();

  static async open(options: PlatformOptions): Promise<Platform> {
    const folder = mkdtempSync(join(tmpdir(), 'entrepot-simulation-'));
    try {
      const { store, host } = await openHost(folder, options);
      const made = await store.write(SYSTEM, async (ctx) => {
        const operator = await seedOperator(ctx);
        const { accounts, world } = await seedDemo(ctx, options.product);
        const ids = { vendor: accounts.vendor.id, distributor: accounts.distributor.id, reseller: accounts.reseller.id };
        return { world: { ...world, ...ids }, accounts: { operator, ...accounts } };
      });
      // how this world came about is nobody's business
      await host.pass();
      const installation = await store.write(SYSTEM, (ctx) => installed(ctx, options, made.world));
      return new Platform({ ...made, installation, store, host, folder, options });
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  private constructor(given: Pick<Platform, 'installation' | 'world' | 'accounts' | 'store'> & { host: Host; folder: string; options: PlatformOptions }) {
    this.installation = given.installation;
    this.world = given.world;
    this.accounts = given.accounts;
    this.store = given.store;
    this.#host = given.host;
    this.#folder = given.folder;
    this.#options = given.options;
    this.#leave = given.options.bench.join(given.host.dispatcher);
  }

  /** Does something, and all that follows from it now. */
  act<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(() => this.#act(work));
    this.#queue = done.catch(() => {});
    return done;
  }

  /** A call of the REST API; the message of a refusal is the Error's. */
  async call<T>(as: Party, method: string, path: string, body?: unknown): Promise<T> {
    const { hex } = this.#options.chance.stream('calls');
    const form = body instanceof Uint8Array || typeof body === 'string';
    const answer = await fetch(`${this.#host.url}/public/v1${path}`, {
      method,
      headers: {
        authorization: this.accounts[as].token,
        'content-type': form ? 'application/octet-stream' : 'application/json',
        // the correlation is the seed's too
        traceparent: `00-${hex(16)}-${hex(8)}-01`,
      },
      ...(body === undefined ? {} : { body: form ? (body as string) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const value: unknown = text && answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
    if (answer.ok) return value as T;
    const { errors = [text] } = value as { errors?: string[] };
    throw new Error(`${method} ${path} as ${as}: ${answer.status} ${errors.join(' ')}`);
  }

  /** Time goes on by so much; whatever becomes due on the way happens at its time. */
  advance(ms: number): Promise<void> {
    const { time } = this.#options;
    const end = time.now() + ms;
    return this.act(async () => {
      while (time.now() < end) {
        const due = await this.#nextDue();
        time.jumpTo(Math.min(end, due ?? Infinity, time.now() + LOOK_EVERY_MS));
        await this.#settle();
      }
    });
  }

  async close(): Promise<void> {
    await this.#queue;
    this.#leave();
    await this.#host.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #act<T>(work: () => Promise<T>): Promise<T> {
    let open = true;
    const done = work().finally(() => (open = false));
    done.catch(() => {});
    // somebody may wait for an answer of the extension
    while (open) {
      await this.#pass();
      if (open) await Promise.race([done.catch(() => {}), pause(POLL_MS)]);
    }
    await this.#settle();
    return done;
  }

  /** Until nothing is left to do now; a runner that went away is noticed when its lease has run out. */
  async #settle(): Promise<void> {
    const { bench, time } = this.#options;
    for (;;) {
      await this.#pass();
      if (!bench.idle) await bench.progress();
      else if (bench.lost > 0) {
        bench.lost = 0;
        time.jumpTo(time.now() + LEASE_MS + 1);
      } else return;
    }
  }

  async #pass(): Promise<void> {
    const { time } = this.#options;
    time.enter();
    await this.#host.pass().finally(() => time.leave());
  }

  #nextDue(): Promise<number | undefined> {
    const now = this.#options.time.now();
    return this.store.read(SYSTEM, async ({ tx }) => {
      const dues = await sql<{ due: number | string | null }>`
        select min(run_at_ms) as due from lane where state = 'ready' and run_at_ms > ${now}
        union all select min(until_ms) from breaker where until_ms > ${now}
        union all select min(next_due_ms) from schedule where next_due_ms > ${now}
        union all select min(work_at_ms) from usage_file where work_at_ms > ${now}
        union all select min(work_at_ms) from usage_chunk where work_at_ms > ${now}
        union all select min(work_at_ms) from usage_reconciliation where work_at_ms > ${now}`.execute(tx);
      const known = dues.rows.flatMap(({ due }) => (due === null ? [] : [Number(due)]));
      return known.length ? Math.min(...known) : undefined;
    });
  }
}

/** A database file with every migration done: written anew for each simulation, because migrating takes longer than all the rest. */
let migrated: Promise<Uint8Array> | undefined;

async function migrate(): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-simulation-'));
  try {
    const database = join(folder, 'entrepot.db');
    const store = await openStore({ database, sealer: createSealer(Buffer.alloc(32)) });
    await store.close();
    return readFileSync(database);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openHost(folder: string, { time, chance }: PlatformOptions): Promise<{ store: Store; host: Host }> {
  const database = join(folder, 'entrepot.db');
  writeFileSync(database, await (migrated ??= migrate()));
  const store = await openStore({ database, sealer: createSealer(Buffer.from(chance.stream('sealing').hex(32), 'hex')), clock: time, newId: chance.id });
  const host = await composeHost({ store, log: silentLog, port: 0, address: '127.0.0.1', leaseMs: LEASE_MS, publicUrl: PUBLIC_URL, manual: true });
  return { store, host };
}

async function installed(ctx: Context, options: PlatformOptions, world: World): Promise<string> {
  const { manifest, code, account } = options;
  const accountId = world[account];
  const settings = typeof options.settings === 'function' ? options.settings(world) : options.settings;
  const { extension } = await registerPackage(ctx, accountId, { manifest, ...code, digest: sha256(JSON.stringify([manifest, code.bundle])) });
  const acting = ctx.as({ actor: { accountId, role: account, by: { id: accountId, name: account } } });
  const needed = Object.entries(manifest.permissions?.secrets ?? {}).flatMap(([name, { required }]) => (required ? [[name, `test-${name}`]] : []));
  const secrets = { ...(Object.fromEntries(needed) as Record<string, string>), ...options.secrets };
  try {
    return (await install(acting, { service: { id: extension.id }, version: manifest.version, settings, secrets, consent: permissionsDigest(manifest) })).id;
  } catch (error) {
    if (error instanceof PlatformError) throw new Error(`simulate: the extension cannot be installed: ${error.errors.join(' ')}`, { cause: error });
    throw error;
  }
}
