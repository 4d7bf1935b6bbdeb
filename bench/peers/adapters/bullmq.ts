/** BullMQ: the job is the order's record, its return value the result. Bulk is not offered: it is no faster there. */
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { tenantOf, WORKER_CONCURRENCY, type Order, type Place, type Producer } from '../adapter.ts';

const QUEUE = 'orders';
const READ_AT_ONCE = 1_000;
const connection = ({ url }: Place) => ({ host: '127.0.0.1', port: Number(new URL(url).port) });

export async function open(place: Place): Promise<Producer> {
  const queue = new Queue<Order>(QUEUE, { connection: connection(place) });
  const redis = new Redis(place.url);
  const config = async (name: string) => ((await redis.config('GET', name)) as string[])[1];
  const [appendOnly, fsync] = [await config('appendonly'), await config('appendfsync')];
  return {
    durability: appendOnly === 'yes' ? `Redis AOF, fsync ${fsync}` : 'Redis without AOF',
    async enqueue(orders) {
      for (const order of orders) await queue.add('order', order, { jobId: order.id });
    },
    finished: () => redis.zcard(queue.toKey('completed')),
    isFinished: async (id) => (await redis.zscore(queue.toKey('completed'), id)) !== null,
    async stored() {
      const { completed: _, ...others } = await queue.getJobCounts('completed', 'wait', 'active', 'delayed', 'failed', 'prioritized');
      let finished = 0;
      const total = await redis.zcard(queue.toKey('completed'));
      for (let from = 0; from < total; from += READ_AT_ONCE)
        for (const job of await queue.getJobs('completed', from, from + READ_AT_ONCE - 1))
          if (job.attemptsStarted === 1 && (job.returnvalue as { url?: string }).url === tenantOf(job.data).url) finished++;
      return { finished, open: Object.values(others).reduce((sum, n) => sum + n, 0) };
    },
    async close() {
      await queue.close();
      redis.disconnect();
    },
  };
}

export async function work(place: Place, handled: (id: string) => void): Promise<void> {
  const worker = new Worker<Order>(QUEUE, async (job) => tenantOf(job.data), { connection: connection(place), concurrency: WORKER_CONCURRENCY });
  worker.on('completed', (job) => handled(job.id!));
  await worker.waitUntilReady();
}
