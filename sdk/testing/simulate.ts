/** `simulate`: an extension against a real platform inside the test, with fake outside systems and a clock that is turned. */
import type { Asset } from '../author/objects.ts';
import type { Extension } from '../author/define-extension.ts';
import { DEMO_PRODUCT, type ProductSeed } from '../../runtime/host/seed.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { Bench } from './bench.ts';
import { seededChance } from './chance.ts';
import { counted, inProcess, sandboxes, warmUp } from './guests.ts';
import { modeOf, type Mode } from './mode.ts';
import { createOrders, type Orders } from './orders.ts';
import { matched, Outside, type Call, type FakeHost, type FaultOptions } from './outside.ts';
import { Platform, type Party, type World } from './platform.ts';
import { bundleOf, hooksOf, openProject } from './project.ts';
import { durationMs, VirtualTime } from './time.ts';
import { Order, readTasks, Subscription, type LogEntry, type Task, type Usage } from './views.ts';

export interface SimulateOptions {
  /** Fake outside systems by host, with the port where it is not the usual one. */
  hosts?: Record<string, FakeHost>;
  /** What an admin fills in; a function gets the ids that it may need. */
  settings?: Record<string, unknown> | ((world: World) => Record<string, unknown>);
  /** Required ones that are not given are `test-NAME`. */
  secrets?: Record<string, string>;
  /** Where time begins: ISO text, Date or milliseconds; default 2026-01-05T09:00:00Z. */
  clock?: string | number | Date;
  /** Where ids and chance begin; the same seed repeats the same simulation. Default 1. */
  seed?: number;
  /** `process`: in the test's process, for breakpoints (default). `sandbox`: in the isolate of production. ENTREPOT_SIMULATE sets the default. */
  mode?: Mode;
  /** Folder of the package; default: the nearest above the test that has an extension.yaml. */
  project?: string;
  /** Whose extension it is; default: the distributor for type hub, the vendor otherwise. */
  account?: 'vendor' | 'distributor' | 'reseller';
  /** What the vendor sells, in place of the demo's product. */
  product?: ProductSeed;
}

/** REST calls of one party, with all that follows from them: `await sim.as('vendor').get('/requests')`. */
export interface Client {
  get<T = unknown>(path: string): Promise<T>;
  post<T = unknown>(path: string, body?: unknown): Promise<T>;
  put<T = unknown>(path: string, body?: unknown): Promise<T>;
  delete(path: string): Promise<void>;
}

export interface Simulation extends AsyncDisposable {
  /** Orders and what became of them: `await sim.order.purchase({ quantity: 5 })`. */
  readonly order: Orders;
  /** A subscription as it is now; of an order too. */
  subscription(of: string | Order | Subscription): Promise<Subscription>;
  /** All usage files with their records, oldest first. */
  usage(): Promise<Usage[]>;
  /** Deliveries to the extension, oldest first. */
  tasks(): Promise<Task[]>;
  /** What the extension logged, oldest first. */
  logs(): Promise<LogEntry[]>;
  /** Requests that left the extension, oldest first: all, or of one method and path (`:name` stands for a part). */
  calls(method?: string, path?: string): Call[];
  readonly clock: {
    now(): Date;
    /** Schedules, retries and planned dates that become due on the way happen at their time. Units: ms, s, m, h, d, w. */
    advance(duration: string | number): Promise<void>;
  };
  readonly fault: {
    /** The next request gets no answer and does not arrive. */
    timeout(host: string, options?: FaultOptions): void;
    /** The next request gets this status and does not arrive. */
    status(host: string, status: number, options?: FaultOptions): void;
    /** The next request arrives, and its answer is lost. */
    dropReply(host: string, options?: FaultOptions): void;
    /** The machine fails in the next attempt, after its n-th call had its effect (log lines are not counted); then it is delivered again. */
    crashAfterCall(n: number): void;
    /** The next attempt runs to its end, its result is lost, and the same task is delivered again. */
    duplicateDelivery(): void;
  };
  as(party: Party): Client;
  readonly world: World;
  readonly mode: Mode;
  /** Ends it and removes what it wrote; `await using` does so by itself. Throws where a fault of the test was not told yet. */
  close(): Promise<void>;
}

/** A request that nobody faked or declared, or a fake that failed: the test is wrong, whatever the extension made of it. */
export class SimulationError extends Error {
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'SimulationError';
  }
}

const START = '2026-01-05T09:00:00.000Z';
let simulations = 0;

/**
 * `extension`: what defineExtension answered, or the folder of a package. Rejects with an Error when the package is
 * refused, or cannot be installed with these settings.
 * @example
 * await using sim = await simulate(extension, { settings: { serviceUrl: 'https://api.example' }, hosts: { 'api.example': { 'POST /tenants': reply(201, { id: 'T-1' }) } } });
 * const order = await sim.order.purchase({ quantity: 5 });
 * order.assertStatus('approved');
 */
export async function simulate(extension: Extension<never> | Extension | string, options: SimulateOptions = {}): Promise<Simulation> {
  const mode = modeOf(options.mode);
  const project = openProject(typeof extension === 'string' ? extension : options.project);
  const { manifest } = project;
  const faults: string[] = [];
  const violated = (message: string) => void faults.push(message);
  const time = new VirtualTime(new Date(options.clock ?? START).getTime());
  const chance = seededChance(options.seed ?? 1, manifest);
  const outside = new Outside({ hosts: options.hosts ?? {}, sleep: (ms) => time.sleep(ms), violated });
  const product: ProductSeed = options.product ?? DEMO_PRODUCT;

  const given = typeof extension === 'string' ? undefined : (extension as Extension<never>);
  const guests = mode === 'sandbox' ? sandboxes(String(++simulations)) : inProcess(await hooksOf(project, given));
  const bench = new Bench({
    ...{ time, chance, outside, violated, steppable: mode === 'process' },
    guests: counted(guests, time),
    code: async () => code,
  });
  let code = { bundle: '', sourceMap: '' };
  let platform: Platform;
  try {
    if (mode === 'sandbox') warmUp();
    if (mode === 'sandbox') code = await bundleOf(project);
    const account = options.account ?? (manifest.type === 'hub' ? 'distributor' : 'vendor');
    const { settings = {}, secrets = {} } = options;
    platform = await Platform.open({ time, chance, bench, manifest, code, account, settings, secrets, product: options.product });
  } catch (error) {
    guests.close();
    throw error;
  }

  /** The test's own faults come before whatever the platform made of them. */
  function report(): void {
    if (faults.length) throw new SimulationError(faults.splice(0));
  }
  async function told<T>(act: Promise<T>): Promise<T> {
    const [result] = await Promise.allSettled([act]);
    report();
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  }

  await told(platform.act(async () => {}));
  const call = <T>(party: Party, method: string, path: string, body?: unknown) => told(platform.act(() => platform.call<T>(party, method, path, body)));
  const tasks = () => platform.store.read(SYSTEM, (ctx) => readTasks(ctx, platform.installation));
  let closed: Promise<void> | undefined;
  const close = () =>
    (closed ??= (async () => {
      await platform.close();
      guests.close();
      report();
    })());

  return {
    mode,
    world: platform.world,
    order: createOrders({ platform, product, chance, calls: outside.calls, act: (work) => told(platform.act(work)) }),
    async subscription(of) {
      const id = typeof of === 'string' ? of : of instanceof Order ? of.subscription.id : of.id;
      return new Subscription(await platform.call<Asset>('vendor', 'GET', `/assets/${id}`));
    },
    usage: () => readUsage(platform),
    tasks,
    logs: async () => (await tasks()).flatMap((task) => task.log),
    calls: (method, path) =>
      outside.calls.filter(
        (c) => (method === undefined || c.method === method.toUpperCase()) && (path === undefined || matched(`* ${path}`, c.method, c.path)),
      ),
    clock: { now: () => new Date(time.now()), advance: (duration) => told(platform.advance(durationMs(duration))) },
    fault: {
      timeout: (host, more) => outside.fault(host, 'timeout', 0, more),
      status: (host, status, more) => outside.fault(host, 'status', status, more),
      dropReply: (host, more) => outside.fault(host, 'dropReply', 0, more),
      crashAfterCall(n) {
        if (!Number.isInteger(n) || n < 1) throw new TypeError(`crashAfterCall: ${JSON.stringify(n)} is not allowed; allowed: a whole number from 1.`);
        bench.plan({ kind: 'crash', afterCall: n });
      },
      duplicateDelivery: () => bench.plan({ kind: 'lost' }),
    },
    as: (party) => ({
      get: (path) => call(party, 'GET', path),
      post: (path, body) => call(party, 'POST', path, body),
      put: (path, body) => call(party, 'PUT', path, body),
      delete: async (path) => void (await call(party, 'DELETE', path)),
    }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface ShownRecord {
  record_id: string;
  status: string;
  usage: number;
  item?: { mpn: string };
  asset?: { id: string };
  usagefile: { id: string };
}

async function readUsage(platform: Platform): Promise<Usage[]> {
  const files = await platform.call<{ id: string; name: string; status: string }[]>('vendor', 'GET', '/usage/files?limit=1000');
  const records = await platform.call<ShownRecord[]>('vendor', 'GET', '/usage/records?limit=1000');
  const byFile = Map.groupBy(records, (record) => record.usagefile.id);
  return files.reverse().map(({ id, name, status }) => ({
    ...{ id, name, status },
    records: (byFile.get(id) ?? []).map((r) => ({
      id: r.record_id,
      status: r.status,
      quantity: r.usage,
      item: r.item?.mpn ?? '',
      subscription: r.asset?.id ?? '',
    })),
  }));
}
