/**
 * DBOS: the workflow's row is the order's record, with one recorded step and the result. Either a queue hands it to a worker
 * process, looked at every few milliseconds (its default is a second, which would be what is measured), or the accepting
 * process runs it itself.
 */
import { DBOS, DBOSClient } from '@dbos-inc/dbos-sdk';
import { tenantOf, WORKER_CONCURRENCY, type Order, type Place, type Producer } from '../adapter.ts';
import { countOf, durabilityOf, poolOf, POOL_SIZE, voiceOf } from './postgres.ts';

const QUEUE = 'orders';
const POLL_MS = 5;
// of DBOS itself, in every process that opens it
process.noDeprecation = true;

/** DBOS is one in a process, and knows its workflows before it is launched: whom they tell changes with the turn. */
let tell: (id: string) => void = () => undefined;
const workflow = DBOS.registerWorkflow(
  async (order: Order) => {
    const tenant = await DBOS.runStep(async () => tenantOf(order), { name: 'tenant' });
    tell(order.id);
    return tenant;
  },
  { name: 'order' },
);

async function launch({ url }: Place, handled: (id: string) => void, logger: Logger): Promise<void> {
  tell = handled;
  DBOS.setConfig({ name: 'bench', systemDatabaseUrl: url, systemDatabasePoolSize: POOL_SIZE, logger, applicationVersion: '1' });
  await DBOS.launch();
}

type Logger = ReturnType<typeof loggerOf>;

function loggerOf({ say }: ReturnType<typeof voiceOf>) {
  return { debug: () => undefined, info: () => undefined, warn: say, error: say };
}

export async function open(place: Place, handled: (id: string) => void): Promise<Producer> {
  const voice = voiceOf('DBOS');
  const logger = loggerOf(voice);
  const pool = poolOf(place.url);
  if (place.direct) await launch(place, handled, logger);
  const client = place.direct ? undefined : await DBOSClient.create({ systemDatabaseUrl: place.url, systemDatabasePoolSize: POOL_SIZE, logger });
  return {
    durability: await durabilityOf(pool),
    async enqueue(orders) {
      for (const order of orders)
        if (!client) await DBOS.startWorkflow(workflow, { workflowID: order.id })(order);
        else await client.enqueue({ queueName: QUEUE, workflowName: 'order', workflowID: order.id, appVersion: '1' }, order);
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
      voice.end();
      await client?.destroy();
      if (place.direct) await DBOS.shutdown();
      await pool.end();
    },
  };
}

export async function work(place: Place, handled: (id: string) => void): Promise<void> {
  await launch(place, handled, loggerOf(voiceOf('DBOS')));
  await DBOS.registerQueue(QUEUE, { workerConcurrency: WORKER_CONCURRENCY, minPollingIntervalMs: POLL_MS });
}
