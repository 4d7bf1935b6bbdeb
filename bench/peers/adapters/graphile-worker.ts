/**
 * graphile-worker, tuned: a local queue of 500 and completions in batches. It keeps no results and deletes what is done, so
 * the handler writes a row where a result is asked for. Its event of completion comes before the commit: the clock stops at
 * the store.
 */
import { makeWorkerUtils, Logger, run } from 'graphile-worker';
import { tenantOf, WORKER_CONCURRENCY, type Order, type Place, type Producer } from '../adapter.ts';
import { countOf, durabilityOf, poolOf, POOL_SIZE } from './postgres.ts';

const TASK = 'order';
const LOCAL_QUEUE = 500;
const silent = new Logger(() => () => undefined);

export async function open(place: Place): Promise<Producer> {
  const pool = poolOf(place.url);
  const utils = await makeWorkerUtils({ pgPool: pool, logger: silent });
  await utils.migrate();
  await pool.query('create table if not exists result (id text, body jsonb)');
  let enqueued = 0;
  const waiting = () => countOf(pool, 'select count(*) from graphile_worker._private_jobs');
  return {
    durability: await durabilityOf(pool),
    async enqueue(orders) {
      enqueued += orders.length;
      if (place.bulk) await utils.addJobs(orders.map((payload) => ({ identifier: TASK, payload })));
      else for (const order of orders) await utils.addJob(TASK, order);
    },
    finished: async () => enqueued - (await waiting()),
    // asked while there is one job only
    isFinished: async () => (await waiting()) === 0,
    async stored() {
      const open = await waiting();
      const finished = place.result ? await countOf(pool, 'select 2 * count(distinct id) - count(*) as count from result') : enqueued - open;
      return { finished, open };
    },
    async close() {
      await utils.release();
      await pool.end();
    },
  };
}

export async function work(place: Place, handled: (id: string) => void): Promise<void> {
  const pool = poolOf(place.url);
  await run({
    pgPool: pool,
    logger: silent,
    concurrency: WORKER_CONCURRENCY,
    noHandleSignals: true,
    taskList: {
      [TASK]: async (payload) => {
        const order = payload as Order;
        const tenant = tenantOf(order);
        if (place.result) await pool.query('insert into result (id, body) values ($1, $2)', [order.id, JSON.stringify(tenant)]);
        handled(order.id);
      },
    },
    preset: {
      worker: { localQueue: { size: LOCAL_QUEUE }, completeJobBatchDelay: 0, failJobBatchDelay: 0, concurrentJobs: WORKER_CONCURRENCY, maxPoolSize: POOL_SIZE },
    },
  });
}
