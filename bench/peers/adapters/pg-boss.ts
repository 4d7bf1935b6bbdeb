/**
 * pg-boss: the job is the order's record, its output the result. Polled it fetches a thousand every half second, which is
 * what carries most; woken by NOTIFY it is soon there and fetches few at a time.
 */
import { PgBoss, type JobResult } from 'pg-boss';
import { tenantOf, WORKER_CONCURRENCY, type Order, type Place, type Producer } from '../adapter.ts';
import { countOf, durabilityOf, poolOf, POOL_SIZE, voiceOf } from './postgres.ts';

const QUEUE = 'orders';
const POLLED_BATCH = 1_000;
const POLL_SECONDS = 0.5;
const POLLED_FETCHERS = 2;

async function start({ url, notify = false }: Place, supervise: boolean, voice = voiceOf('pg-boss')): Promise<PgBoss> {
  const boss = new PgBoss({ connectionString: url, max: POOL_SIZE, useListenNotify: notify, supervise, schedule: false });
  boss.on('error', (error) => voice.say(error.message));
  await boss.start();
  return boss;
}

export async function open(place: Place): Promise<Producer> {
  const voice = voiceOf('pg-boss');
  const boss = await start(place, true, voice);
  await boss.createQueue(QUEUE, { notify: place.notify ?? false });
  const pool = poolOf(place.url);
  return {
    durability: await durabilityOf(pool),
    async enqueue(orders) {
      if (place.bulk)
        await boss.insert(
          QUEUE,
          orders.map((order) => ({ id: order.id, data: order })),
        );
      else for (const order of orders) await boss.send(QUEUE, order, { id: order.id });
    },
    finished: () => countOf(pool, `select count(*) from pgboss.job where name = $1 and state = 'completed'`, [QUEUE]),
    isFinished: async (id) => (await countOf(pool, `select count(*) from pgboss.job where name = $1 and id = $2 and state = 'completed'`, [QUEUE, id])) === 1,
    stored: async () => ({
      finished: await countOf(
        pool,
        `select count(*) from pgboss.job where name = $1 and state = 'completed' and retry_count = 0 and output ->> 'url' = 'https://mq.example/' || (data ->> 'id')`,
        [QUEUE],
      ),
      open: await countOf(pool, `select count(*) from pgboss.job where name = $1 and state <> 'completed'`, [QUEUE]),
    }),
    async close() {
      voice.end();
      await boss.stop({ graceful: false });
      await pool.end();
    },
  };
}

export async function work(place: Place, handled: (id: string) => void): Promise<void> {
  const boss = await start(place, false);
  await boss.work<Order, never, { perJobResults: true; batchSize: number; localConcurrency: number; burstWhenBatchFull: true; pollingIntervalSeconds: number }>(
    QUEUE,
    {
      perJobResults: true,
      batchSize: place.notify ? WORKER_CONCURRENCY : POLLED_BATCH,
      localConcurrency: place.notify ? 1 : POLLED_FETCHERS,
      burstWhenBatchFull: true,
      pollingIntervalSeconds: POLL_SECONDS,
    },
    async (jobs) => {
      const results: JobResult[] = jobs.map((job) => ({ id: job.id, status: 'completed', output: tenantOf(job.data) }));
      for (const job of jobs) handled(job.id);
      return results;
    },
  );
}
