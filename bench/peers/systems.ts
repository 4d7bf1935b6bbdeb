/** The systems that `bench:peers` compares, each with what it does of the work, and the targets of the comparison. */
import type { Place } from './adapter.ts';

/** What a system cannot run without. */
export type Need = 'packages' | 'redis' | 'postgres' | 'restate';

export interface System {
  name: string;
  /** What of the work it does, for the table. */
  what: string;
  needs: readonly Need[];
  /** Of one that polls so many are asked at least that the poll is not what is measured. */
  jobsMin?: number;
  /** A file of adapters/ and how it is used; absent for Entrepot itself. */
  peer?: { adapter: string; place?: Partial<Place>; fsync?: 'everysec' | 'always' };
  ours?: { database: 'sqlite' | 'postgres'; http?: boolean };
}

const REDIS: readonly Need[] = ['packages', 'redis'];
const POSTGRES: readonly Need[] = ['packages', 'postgres'];
const GRAPHILE = 'graphile-worker';

// prettier-ignore
export const SYSTEMS: readonly System[] = [
  { name: 'entrepot-sqlite', what: 'order, asset, event, lane; isolate; 1 step', needs: [], ours: { database: 'sqlite' } },
  { name: 'entrepot-sqlite-http', what: 'the same by POST, with token and schema', needs: [], ours: { database: 'sqlite', http: true } },
  { name: 'entrepot-postgres', what: 'as entrepot-sqlite', needs: ['postgres'], ours: { database: 'postgres' } },
  { name: 'bullmq-everysec', what: 'job; function; return value', needs: REDIS, peer: { adapter: 'bullmq', fsync: 'everysec' } },
  { name: 'bullmq-always', what: 'job; function; return value', needs: REDIS, peer: { adapter: 'bullmq', fsync: 'always' } },
  { name: 'pg-boss', what: 'job; function; output; polled', needs: POSTGRES, jobsMin: 5_000, peer: { adapter: 'pg-boss' } },
  { name: 'pg-boss-bulk', what: 'the same, enqueued by 100', needs: POSTGRES, jobsMin: 5_000, peer: { adapter: 'pg-boss', place: { bulk: true } } },
  { name: 'pg-boss-notify', what: 'job; function; output; woken', needs: POSTGRES, peer: { adapter: 'pg-boss', place: { notify: true } } },
  { name: 'graphile', what: 'job; function; no result', needs: POSTGRES, peer: { adapter: GRAPHILE } },
  { name: 'graphile-bulk', what: 'the same, enqueued by 100', needs: POSTGRES, peer: { adapter: GRAPHILE, place: { bulk: true } } },
  { name: 'graphile-result', what: 'job; function; one row as result', needs: POSTGRES, peer: { adapter: GRAPHILE, place: { result: true } } },
  { name: 'graphile-result-bulk', what: 'the same, enqueued by 100', needs: POSTGRES, peer: { adapter: GRAPHILE, place: { result: true, bulk: true } } },
  { name: 'dbos-queue', what: 'workflow by queue; function; 1 step; result', needs: POSTGRES, peer: { adapter: 'dbos' } },
  { name: 'dbos-direct', what: 'the same, run where it was accepted', needs: POSTGRES, peer: { adapter: 'dbos', place: { direct: true } } },
  { name: 'restate', what: 'invocation; function; 1 ctx.run; result', needs: ['packages', 'restate'], peer: { adapter: 'restate' } },
];

export interface Target {
  id: 'G3' | 'G4' | 'G5';
  /** The system of ours, whose rate is divided by the peer's. */
  ours: string;
  peer: string;
  pass: number;
  stretch: number;
}

// prettier-ignore
export const TARGETS: readonly Target[] = [
  { id: 'G3', ours: 'entrepot-sqlite-http', peer: 'bullmq-everysec', pass: 1.5, stretch: 2 },
  { id: 'G3', ours: 'entrepot-sqlite-http', peer: 'bullmq-always', pass: 2.2, stretch: 2.75 },
  { id: 'G4', ours: 'entrepot-sqlite', peer: 'graphile', pass: 8, stretch: 10 },
  { id: 'G4', ours: 'entrepot-sqlite', peer: 'graphile-bulk', pass: 1.4, stretch: 1.7 },
  { id: 'G5', ours: 'entrepot-postgres', peer: 'graphile', pass: 3, stretch: 4 },
];

/** What the table says below itself, so that nobody reads a ratio without what stands on each side. */
export const NOTES = [
  'Entrepot: an order of about 2 KB is checked, priced by its listing and written with asset, tiers and event; tenancy, leases, fences, masks and',
  'the recording of the attempt are on; the handler runs in an isolate of a sandbox process with one recorded step, and its decision is applied.',
  'Peers: the job with 2 KB of payload is the whole record, the handler is a plain function of the worker process that computes the same result; no',
  'authentication, tenancy or sandbox. BullMQ, pg-boss and graphile-worker have no steps; graphile-worker keeps no result and deletes what is done.',
  'Settings: pg-boss polls every 0.5 s, its least; dbos-queue is looked at every 5 ms (default 1 s); Restate has 4 partitions (default 24).',
  'Accepted one by one by 64 producers (bulk: 4 times 100) in one process, handled in another; the clock stops when the store says that all are done,',
  'and then the store is counted. Idle: one at a time, from handing over to the result read from the store (restate: to the answer of its call).',
];

/** Picks by name; all without names. Throws for a name that there is not. */
export function choose(only: string | undefined): readonly System[] {
  if (only === undefined) return SYSTEMS;
  const names = only.split(',').map((name) => name.trim());
  for (const name of names)
    if (!SYSTEMS.some((system) => system.name === name))
      throw new Error(`--only: ${JSON.stringify(name)} is no system; there are ${SYSTEMS.map((s) => s.name).join(', ')}`);
  return SYSTEMS.filter((system) => names.includes(system.name));
}
