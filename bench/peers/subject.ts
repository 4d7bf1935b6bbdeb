/** One system in one turn: started, measured and gone again. */
import { createDatabase } from '../../test/support/postgres.ts';
import { BenchHost } from '../host.ts';
import { checked } from '../rounds.ts';
import { idleLatencies, walkHttp, walkInProcess } from '../walk.ts';
import { ONE_STEP } from '../world.ts';
import { CONCURRENCY } from './adapter.ts';
import type { Means } from './means.ts';
import { openPeer } from './peer.ts';
import { startRedis, startRestate, type Server } from './servers.ts';
import type { System } from './systems.ts';

export interface Subject {
  /** As the running store says itself. */
  durability: string;
  /** Hands over so many and waits until the store says that all are finished, in jobs a second. Throws unless each is once. */
  throughput(jobs: number): Promise<number>;
  /** One at a time, each in milliseconds; absent where that says nothing of its own. */
  idle?(samples: number, seconds: number): Promise<number[]>;
}

export async function openSubject(system: System, means: Means, folder: string, owned: AsyncDisposableStack): Promise<Subject> {
  if (system.ours) return openOurs(system.ours, means, folder, owned);
  const server = await startServer(system, means, folder, owned);
  return openPeer(system.peer!.adapter, { ...server, ...system.peer!.place }, owned);
}

async function startServer(system: System, means: Means, folder: string, owned: AsyncDisposableStack): Promise<Server> {
  if (system.needs.includes('redis')) return startRedis(at(means.redis), system.peer!.fsync!, folder, owned);
  if (system.needs.includes('restate')) return startRestate(at(means.restate), folder, owned);
  return { url: await ownDatabase(means, owned) };
}

async function ownDatabase(means: Means, owned: AsyncDisposableStack): Promise<string> {
  const database = await createDatabase(at(means.postgres));
  if (owned.disposed) await database.drop();
  return owned.use(database).url;
}

function at(found: Means['redis']): string {
  if ('missing' in found) throw new Error(found.missing);
  return found.at;
}

async function openOurs({ database, http = false }: NonNullable<System['ours']>, means: Means, folder: string, owned: AsyncDisposableStack): Promise<Subject> {
  const host = await BenchHost.start({ folder, ...(database === 'postgres' ? { database: await ownDatabase(means, owned) } : {}) });
  owned.defer(() => host.abandon());
  const live = await host.settings();
  const trade = await host.trade(ONE_STEP);
  const walk = (jobs: number) => (http ? walkHttp(host, trade, jobs, CONCURRENCY) : walkInProcess(host, trade, jobs, CONCURRENCY));
  return {
    durability:
      database === 'postgres'
        ? `PostgreSQL fsync ${live.fsync}, synchronous_commit ${live.synchronous_commit}`
        : `SQLite ${live.journal_mode?.toUpperCase()}, synchronous ${live.synchronous === 2 ? 'FULL' : live.synchronous}`,
    throughput: async (jobs) => (await checked(host, 'orders', jobs, () => walk(jobs))).perSecond,
    ...(http ? {} : { idle: (samples: number) => idleLatencies(host, trade, samples) }),
  };
}
