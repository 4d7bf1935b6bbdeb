/**
 * DBOS: the workflow's row is the order's record, with one recorded step and the result. Either a queue hands it to a worker
 * process, looked at every few milliseconds (its default is a second, which would be what is measured), or the accepting
 * process runs it itself.
 */
import { DBOS, DBOSClient } from '@dbos-inc/dbos-sdk';
import { tenantOf, WORKER_CONCURRENCY, type Order, type Place, type Producer } from '../adapter.ts';
import { countOf, durabilityOf, poolOf, POOL_SIZE } from './postgres.ts';

const QUEUE = 'orders';
const POLL_MS = 5;
// of DBOS itself, in every process that opens it
process.noDeprecation = true;

let closing = false;
const tell = (text: unknown) => void (closing || process.stderr.write(`DBOS: ${String(text)}\n`));
const logger = { debug: () => undefined, info: () => undefined, warn: tell, error: tell };

async function launch({ url }: Place, handled: (id: string) => void) {
  DBOS.setConfig({ name: 'bench', systemDatabaseUrl: url, systemDatabasePoolSize: POOL_SIZE, logger, applicationVersion: '1' });
  const workflow = DBOS.registerWorkflow(
    async (order: Order) => {
      const tenant = await DBOS.runStep(async () => tenantOf(order), { name: 'tenant' });
      handled(order.id);
      return tenant;
    },
    { name: 'order' },
  );
  await DBOS.launch();
  return workflow;
}

export async function open(place: Place, handled: (id: string) => void): Promise<Producer> {
  closing = false;
  const pool = poolOf(place.url);
  const workflow = place.direct ? await launch(place, handled) : undefined;
  const client = place.direct ? undefined : await DBOSClient.create({ systemDatabaseUrl: place.url, systemDatabasePoolSize: POOL_SIZE, logger });
  return {
    durability: await durabilityOf(pool),
    async enqueue(orders) {
      for (const order of orders)
        if (workflow) await DBOS.startWorkflow(workflow, { workflowID: order.id })(order);
        else await client!.enqueue({ queueName: QUEUE, workflowName: 'order', workflowID: order.id, appVersion: '1' }, order);
    },
    finished: () => countOf(pool, `select count(*) from dbos.workflow_status where status = 'SUCCESS'`),
    isFinished: async (id) => (await countOf(pool, `select count(*) from dbos.workflow_status where workflow_uuid = $1 and status = 'SUCCESS'`, [id])) === 1,
    stored: async () => ({
      finished: await countOf(
        pool,
        `select count(*) from dbos.workflow_status w join dbos.workflow_output r using (workflow_uuid)
         where status = 'SUCCESS' and recovery_attempts = 1 and r.output like '%https://mq.example/' || workflow_uuid || '%'
         and (select count(*) from dbos.operation_outputs o where o.workflow_uuid = w.workflow_uuid) = 1`,
      ),
      open: await countOf(pool, `select count(*) from dbos.workflow_status where status <> 'SUCCESS'`),
    }),
    async close() {
      closing = true;
      await client?.destroy();
      if (workflow) await DBOS.shutdown();
      await pool.end();
    },
  };
}

export async function work(place: Place, handled: (id: string) => void): Promise<void> {
  await launch(place, handled);
  await DBOS.registerQueue(QUEUE, { workerConcurrency: WORKER_CONCURRENCY, minPollingIntervalMs: POLL_MS });
}
