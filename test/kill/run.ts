/**
 * Orders walk from REST to the vendor's service while host, runner and sandboxes are killed with SIGKILL by a seeded
 * plan: half of the kills at any moment, half between an outside effect and its record.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { packProject } from '../../runtime/cli/project.ts';
import { Platform, SERVICE_KEY, startService, waitFor, type Kind } from './processes.ts';
import { startProxy, type Asked, type Proxy } from './proxy.ts';
import { seeded, shuffled } from './random.ts';
import { judge, type Verdict } from './verdict.ts';

export interface KillOptions {
  orders: number;
  seed: number;
  /** Kills of each kind of process. */
  kills: number;
  dedupe: boolean;
  /** postgres://…; without it SQLite in the folder. */
  database?: string;
  say(line: string): void;
}

export interface KillReport extends Verdict {
  seed: number;
  orders: number;
  /** Processes killed, by kind. */
  killed: Record<Kind, number>;
  /** Kills between an effect and its record, by kind. */
  between: Record<Kind, number>;
  wallMs: number;
}

const KINDS: readonly Kind[] = ['host', 'runner', 'sandbox'];
/** Orders under way at once: enough to fill the installation, few enough to last for the whole plan. */
const OPEN_MAX = 12;
const WAIT_MS = 60_000;

export async function runKillTest(options: KillOptions): Promise<KillReport> {
  const started = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-kill-'));
  const service = await startService(folder, options.dedupe);
  const proxy = await startProxy(service.url);
  const platform = await Platform.on(folder, options.database);
  try {
    await platform.start();
    const shop = new Shop(platform);
    await shop.install(proxy.url, folder);
    const random = seeded(options.seed);
    const plan = shuffled(
      KINDS.flatMap((kind) => Array.from({ length: options.kills }, (_, i) => ({ kind, between: i % 2 === 0 }))),
      random,
    );
    const killed = { host: 0, runner: 0, sandbox: 0 };
    const between = { host: 0, runner: 0, sandbox: 0 };
    const shopping = shop.buy(options.orders);
    shopping.catch((error: Error) => options.say(`shopping ended: ${error.message}`));
    for (const [i, kill] of plan.entries()) {
      // orders are let in with the progress of the plan, so that there is work to kill until its end
      shop.allowed = Math.max(6, Math.ceil((options.orders * (i + 1)) / plan.length));
      const wait = 20 + random() * 400;
      const effect = await strike(platform, proxy, shop, kill, wait, (count) => (killed[kill.kind] += count));
      if (effect) between[kill.kind]++;
      options.say(`kill ${i + 1}/${plan.length}: ${kill.kind}, ${effect ? `between the effect for ${effect.asset} and its record` : 'at any moment'}`);
      if (kill.kind === 'host') {
        await platform.hostEnded();
        await platform.start();
      }
    }
    shop.allowed = options.orders;
    await shopping;
    await waitFor('every order and task to end', WAIT_MS * 2, async () => (await shop.open()) === 0 && (await shop.openTasks()) === 0);
    await platform.stop();
    const database = options.database ?? join(folder, 'entrepot.db');
    const verdict = await judge({ database, vendorDatabase: join(folder, 'vendor.db'), asked: proxy.asked, orders: options.orders });
    return { seed: options.seed, orders: options.orders, killed, between, ...verdict, wallMs: Date.now() - started };
  } catch (error) {
    throw new Error(`after ${(Date.now() - started) / 1000} s with seed ${options.seed}: ${(error as Error).message}`, { cause: error });
  } finally {
    await platform.stop();
    proxy.close();
    service.stop();
    if (!process.env['KILL_KEEP']) rmSync(folder, { recursive: true, force: true });
    else options.say(`kept: ${folder}`);
  }
}

async function strike(
  platform: Platform,
  proxy: Proxy,
  shop: Shop,
  kill: { kind: Kind; between: boolean },
  waitMs: number,
  count: (killed: number) => void,
): Promise<Asked | undefined> {
  await waitFor(`a ${kill.kind} to kill`, WAIT_MS, () => platform.pids(kill.kind).length > 0);
  if (!kill.between) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    await waitFor(`a ${kill.kind} to kill`, WAIT_MS, () => platform.pids(kill.kind).length > 0);
    count(platform.kill(kill.kind));
    return undefined;
  }
  // the kill may take the host itself, so nothing here may wait for an answer of it
  const struck = new Promise<Asked>((resolve) => {
    const onEffect = (asked: Asked) => {
      const killed = platform.kill(kill.kind);
      count(killed);
      if (killed) resolve(asked);
      else proxy.arm(onEffect); // it had just died by itself
    };
    proxy.arm(onEffect);
  });
  let effect: Asked | undefined;
  void struck.then((asked) => (effect = asked));
  for (const end = Date.now() + WAIT_MS; effect === undefined;) {
    await Promise.race([struck, new Promise((resolve) => setTimeout(resolve, 500))]);
    if (Date.now() > end) throw new Error(`no effect to kill after; ${await shop.describe()}`);
    // all that was let in may have ended: one more order, or there is nothing left to kill in
    if (effect === undefined) await Promise.race([struck, shop.open().then((open) => shop.placed >= shop.allowed && open === 0 && shop.allowed++)]);
  }
  return effect;
}

/** The distributor that buys, and the vendor that installed the example. Calls go on while the host is away. */
class Shop {
  allowed = 0;
  placed = 0;
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  async install(baseUrl: string, folder: string): Promise<void> {
    const packed = await packProject(join(import.meta.dirname, '../../examples/first-order'), join(folder, 'first-order.epkg'));
    if (!packed.ok) throw new Error(JSON.stringify(packed));
    await this.#call('vendor', 'POST', '/devops/services', readFileSync(packed.path));
    const body = { service: { name: 'first-order' }, settings: { baseUrl }, secrets: { apiKey: SERVICE_KEY } };
    const asked = await this.#call<{ params: { permissions_digest: string } }>('vendor', 'POST', '/devops/installations', body);
    const installed = await this.#call<{ id: string }>('vendor', 'POST', '/devops/installations', { ...body, consent: asked.value.params.permissions_digest });
    await this.#call('operator', 'PUT', `/devops/installations/${installed.value.id}`, { allow_private: true });
  }

  /** Places the orders, a few under way at a time; every seventh is asked about and answered while it is worked on. */
  async buy(orders: number): Promise<void> {
    while (this.placed < orders) {
      if (this.placed >= this.allowed || (await this.open()) >= OPEN_MAX) {
        await new Promise((resolve) => setTimeout(resolve, 25));
        continue;
      }
      const n = this.placed++;
      const id = await this.#purchase(`kill-${n}`);
      if (n % 7 === 0) {
        await this.#call('vendor', 'POST', `/requests/${id}/inquire`, {});
        await this.#call('distributor', 'POST', `/requests/${id}/pend`, {});
      }
    }
  }

  /** For the report of a run that hangs. */
  async describe(): Promise<string> {
    const { value } = await this.#call<{ state: string; lane: { state: string }; last_error: string | null }[]>(
      'operator',
      'GET',
      '/devops/tasks?limit=1000&in(state,(ready,leased,retry,rescheduled,dead))',
    );
    const open = value.map((t) => `${t.state} (lane ${t.lane.state}, last error ${t.last_error ?? 'none'})`);
    return `${this.placed} placed, ${this.allowed} let in, ${await this.open()} open; open tasks: ${open.join(', ') || 'none'}`;
  }

  /** Orders that have not ended. */
  async open(): Promise<number> {
    const { total } = await this.#call('distributor', 'GET', '/requests?in(status,(pending,inquiring))&limit=0');
    return total;
  }

  /** A task may end after its order: one that was overtaken is closed when it is looked at. */
  async openTasks(): Promise<number> {
    return (await this.#call('operator', 'GET', '/devops/tasks?in(state,(ready,leased,retry,rescheduled))&limit=0')).total;
  }

  async #purchase(uid: string): Promise<string> {
    const { world } = this.#platform.credentials();
    const asset = {
      connection: { id: world.connection },
      external_uid: uid,
      items: [{ id: world.items['recurring'], quantity: 3 }],
      params: [{ id: 'admin_email', value: 'it@nordwind.example' }],
      tiers: { customer: { name: 'Nordwind GmbH', external_uid: 'nordwind', contact_info: CONTACT } },
    };
    const placed = await this.#call<{ id: string; params?: { request_id: string } }>('distributor', 'POST', '/requests', { type: 'purchase', asset });
    // 409: the host was killed after it had taken this very order and before it could say so
    const id = placed.status === 409 ? placed.value.params?.request_id : placed.value.id;
    if (!id) throw new Error(`the order ${uid} was refused: ${placed.status} ${JSON.stringify(placed.value)}`);
    return id;
  }

  async #call<T>(as: string, method: string, path: string, body?: unknown): Promise<{ status: number; value: T; total: number }> {
    for (const end = Date.now() + WAIT_MS; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      try {
        const { api, accounts } = this.#platform.credentials();
        const raw = body instanceof Uint8Array;
        const answer = await fetch(api + path, {
          method,
          headers: { authorization: accounts[as]!.token, 'content-type': raw ? 'application/octet-stream' : 'application/json' },
          ...(body === undefined ? {} : { body: raw ? Buffer.from(body) : JSON.stringify(body) }),
        });
        const text = await answer.text();
        if (answer.status >= 500) throw new Error(`${answer.status} ${text}`);
        const total = Number(answer.headers.get('content-range')?.split('/')[1] ?? 0);
        return { status: answer.status, value: (text ? JSON.parse(text) : undefined) as T, total };
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  }
}

const CONTACT = {
  address_line1: 'Hauptstr. 1',
  city: 'Berlin',
  postal_code: '10115',
  country: 'DE',
  contact: { first_name: 'Eva', last_name: 'Lang', email: 'eva@nordwind.example' },
};
