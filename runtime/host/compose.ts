/** The composition root: it knows every room and contains no rule of any. */
import { createServer, type Server, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { getRequestListener } from '@hono/node-server';
import { API_PATH, createApi, platformUrl } from '../api/index.ts';
import { Loop, PlatformError, type Log } from '../base/index.ts';
import {
  Asks,
  Backlog,
  Dispatcher,
  eventRoutes,
  installationActor,
  payloadRoute,
  recordingsJob,
  replayJob,
  retentionJob,
  taskRoutes,
  WebhookSender,
  type DispatchObserver,
  type Keep,
  type PlatformPort,
} from '../dispatch/index.ts';
import { billingJobs, billingRequestSubject, billingRoutes } from '../domain/billing/index.ts';
import { accountJobs, accountRoutes } from '../domain/accounts/index.ts';
import { formRoutes } from '../domain/forms/index.ts';
import { contractRoutes, contractSubject } from '../domain/contracts/index.ts';
import { generalRoutes } from '../domain/general/index.ts';
import { setPublicApi, type Job, type Reaction, type Subject } from '../domain/kit/index.ts';
import { conversationRoutes } from '../domain/conversations/index.ts';
import { caseSubject, helpdeskJobs, helpdeskRoutes } from '../domain/helpdesk/index.ts';
import { listingRequestSubject, listingSubject, marketplaceReactions, marketplaceRoutes } from '../domain/marketplaces/index.ts';
import { newsRoutes } from '../domain/news/index.ts';
import { partnerRoutes } from '../domain/partners/index.ts';
import { calledSubjects, productRoutes, productSubject } from '../domain/products/index.ts';
import { tierConfigJobs, tierConfigRequestSubject, tierConfigRoutes } from '../domain/tier-configs/index.ts';
import { tierAccountRequestSubject, tierRoutes } from '../domain/tiers/index.ts';
import { assetSubject, orderJobs, orderReactions, orderRoutes, requestSubject } from '../domain/orders/index.ts';
import { usageChunkSubject, usageFileSubject, usageJobs, usageRoutes } from '../domain/usage/index.ts';
import { webhookRoutes } from '../domain/webhooks/index.ts';
import { createGateway, RUNNER_PATH, type Gateway } from '../gateway/index.ts';
import { installationSubject, registryRoutes } from '../registry/index.ts';
import { matches, parseQuery } from '../rql/index.ts';
import { inspectBundle } from '../runner/index.ts';
import { createScheduler, scheduleSubject } from '../scheduler/index.ts';
import { SYSTEM, type Context, type EventRow, type Store, type SubscriptionRow } from '../store/index.ts';
import { health } from './health.ts';
import { createMetrics } from './metrics.ts';
import type { TraceExport } from './otlp.ts';
import { createTracing } from './tracing.ts';

export interface HostOptions {
  store: Store;
  log: Log;
  port: number;
  address: string;
  /** Origins whose pages may call the API from a browser. */
  origins?: readonly string[];
  leaseMs?: number;
  pollMs?: number;
  /** Origin under which others reach this host; default where it listens. */
  publicUrl?: string;
  /** Hosts that webhooks may reach although their addresses are private. */
  privateHosts?: readonly string[];
  /** How many days finished work is kept, by rule; without it everything is kept. */
  keep?: Keep;
  /** Whether attempts are recorded, where an installation does not say otherwise. */
  recordings?: boolean;
  /** Recordings that one installation may have; the oldest go. Without it they all stay. */
  recordingBytes?: number;
  /** Open tasks that one account may have. */
  backlogMax?: number;
  /** Where spans go; without it nowhere. */
  tracing?: TraceExport;
  /** Nothing runs by itself; time and work pass with `pass`. For tests and the walk of the published API. */
  manual?: boolean;
}

export interface Host {
  url: string;
  store: Store;
  dispatcher: Dispatcher;
  gateway: Gateway;
  /** Runs what the host does by itself until nothing is left to do now. */
  pass(): Promise<void>;
  /** Takes nothing new and waits, at most so long, for requests and tasks that are under way. */
  drain(graceMs: number): Promise<void>;
  close(): Promise<void>;
}

const SUBJECTS: ReadonlyMap<string, Subject> = new Map(
  [
    ...[
      requestSubject,
      assetSubject,
      contractSubject,
      productSubject,
      listingRequestSubject,
      listingSubject,
      usageFileSubject,
      usageChunkSubject,
      billingRequestSubject,
      caseSubject,
    ],
    ...[tierConfigRequestSubject, tierAccountRequestSubject, installationSubject, scheduleSubject, ...calledSubjects],
  ].map((s) => [s.objectClass, s]),
);
export const ROUTES = [
  ...generalRoutes,
  ...accountRoutes,
  ...formRoutes,
  ...contractRoutes,
  ...productRoutes,
  ...marketplaceRoutes,
  ...partnerRoutes,
  ...newsRoutes,
  ...tierRoutes,
  ...tierConfigRoutes,
  ...orderRoutes,
  ...billingRoutes,
  ...usageRoutes,
  ...helpdeskRoutes,
  ...conversationRoutes,
  ...registryRoutes({ inspect: inspectBundle }),
  ...taskRoutes,
  payloadRoute(SUBJECTS),
  ...eventRoutes(SUBJECTS),
];
const JOBS: readonly Job[] = [...accountJobs, ...orderJobs, ...tierConfigJobs, ...billingJobs, ...usageJobs, ...helpdeskJobs, replayJob];
const REACTIONS: readonly Reaction[] = [...marketplaceReactions, ...orderReactions];

/** Whether the object of an event passes a hook's filter, as the installation's account sees it. */
async function passes(ctx: Context, event: Pick<EventRow, 'object_class' | 'object_id'>, subscription: SubscriptionRow): Promise<boolean> {
  const { filter } = parseQuery(subscription.filter ?? '');
  if (!filter) return true;
  const actor = await installationActor(ctx, subscription);
  const object = (await SUBJECTS.get(event.object_class)?.read({ ...ctx, actor }, [event.object_id]))?.get(event.object_id);
  return object !== undefined && matches(filter, object);
}

/** The version of this package, beside the sources and beside dist/. */
const VERSION = (createRequire(import.meta.url)('entrepot/package.json') as { version: string }).version;

const DRAIN_POLL_MS = 20;

export async function composeHost(options: HostOptions): Promise<Host> {
  const { store, log } = options;
  let origin = options.publicUrl ?? '';
  const apiUrl = () => origin + API_PATH;
  const metrics = createMetrics();
  const tracing = createTracing({ export: options.tracing, version: VERSION, log, spans: metrics.spans });
  const observe = tracing ? both(metrics.dispatch, tracing.dispatch) : metrics.dispatch;
  const asks = new Asks({ store, log, passes });
  const backlog = new Backlog({ store, log, ...(options.backlogMax === undefined ? {} : { max: options.backlogMax }) });
  const admit = (accounts: readonly string[]) => backlog.admit(accounts);
  const api = createApi({
    store,
    routes: [...ROUTES, ...webhookRoutes(apiUrl)],
    log,
    version: VERSION,
    origins: options.origins ?? [],
    asks,
    admit,
    served(call) {
      metrics.served(call);
      tracing?.served(call);
    },
  });
  const platform: PlatformPort = async (actor, scopes, { method, path, body, once, ...cause }) => {
    const url = platformUrl(path);
    const request = new Request(url, {
      method,
      ...(body === undefined || method === 'GET' ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer = await api.call({ actor, scopes, ...cause, ...(once ? { once } : {}) }, request);
    const text = await answer.text();
    const value: unknown = answer.headers.get('content-type')?.startsWith('application/json') ? JSON.parse(text) : answer.status === 204 ? null : text;
    if (!answer.ok) throw new PlatformError('validation', (value as { errors: string[] }).errors, { code: (value as { error_code: string }).error_code });
    return value;
  };
  const source = { subjects: SUBJECTS, recordings: options.recordings ?? false };
  const pollMs = options.pollMs ?? 500;
  const sender = new WebhookSender({ store, log, source, apiUrl, privateHosts: options.privateHosts ?? [], observe, pollMs });
  const dispatcher = new Dispatcher({
    store,
    log,
    source,
    passes,
    reactions: REACTIONS,
    platform,
    observe,
    leaseMs: options.leaseMs ?? 15_000,
    pollMs,
    webhooksDue: () => sender.wake(),
  });
  const scheduler = createScheduler({ store, log });
  const gateway = createGateway({ store, dispatcher, log });
  api.app.get(`${RUNNER_PATH}/bundles/:digest`, async (c) => {
    const found = await gateway.bundle(c.req.header('authorization'), c.req.param('digest'));
    return found ? c.json(found) : c.json({ error_code: 'NFND_000', errors: ['no such bundle'] }, 404);
  });
  health(api.app, { store, gateway });
  metrics.expose(api.app, { store, gateway, dispatcher });
  const listener = getRequestListener(api.app.fetch);
  const open = new Set<ServerResponse>();
  let draining = false;
  const server = createServer((request, response) => {
    // runners still fetch the bundles of the tasks they hold
    if (draining && !request.url?.startsWith(RUNNER_PATH)) return refuse(response);
    open.add(response);
    response.once('close', () => open.delete(response));
    void listener(request, response);
  });
  gateway.attach(server);
  const url = await listen(server, options.port, options.address);
  origin ||= url;
  await store.write(SYSTEM, (ctx) => setPublicApi(ctx, apiUrl()));
  const housekeeping = options.keep ? [retentionJob(options.keep, (rule, rows) => log.info({ rule, rows }, 'old rows were deleted'))] : [];
  if (options.recordingBytes !== undefined) housekeeping.push(recordingsJob(options.recordingBytes));
  const jobs = [...JOBS, ...housekeeping].map((job) => new Loop(job.name, () => job.run(store), job.everyMs, log));
  if (!options.manual) {
    for (const job of jobs) job.start();
    dispatcher.start();
    sender.start();
    scheduler.start();
    backlog.start();
  }
  return {
    url,
    store,
    dispatcher,
    gateway,
    async pass() {
      for (let more = true; more;) {
        more = await scheduler.round();
        for (const job of JOBS) more = (await job.run(store)) || more;
        more = (await dispatcher.round()) || more;
        more = (await sender.round()) || more;
      }
    },
    async drain(graceMs) {
      draining = true;
      gateway.drain();
      for (const end = Date.now() + graceMs; Date.now() < end && (open.size > 0 || !gateway.idle());)
        await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
    },
    async close() {
      await gateway.close();
      await asks.stop();
      await Promise.all([...jobs.map((job) => job.stop()), scheduler.stop(), dispatcher.stop(), sender.stop(), backlog.stop()]);
      await tracing?.stop();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await store.close();
    },
  };
}

function both(one: DispatchObserver, other: DispatchObserver): DispatchObserver {
  return {
    sent: (...told) => [one, other].forEach((o) => o.sent(...told)),
    ended: (...told) => [one, other].forEach((o) => o.ended(...told)),
    refused: (...told) => [one, other].forEach((o) => o.refused(...told)),
    called: (...told) => [one, other].forEach((o) => o.called(...told)),
  };
}

/** What a balancer or a client meets while the host goes down: try again, elsewhere or later. */
function refuse(response: ServerResponse): void {
  const error = new PlatformError('unavailable', 'This host is going down; try again.');
  response.writeHead(error.status, { 'content-type': 'application/json', connection: 'close', 'retry-after': '1' }).end(JSON.stringify(error.toBody()));
}

function listen(server: Server, port: number, address: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      const bound = server.address() as { port: number };
      resolve(`http://${reachable(address)}:${bound.port}`);
    });
  });
}

/** "Every address" is none that can be called. */
function reachable(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return address.includes(':') ? `[${address}]` : address;
}
