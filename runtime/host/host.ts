/** A host from its configuration to its end: folder, database, first accounts, rooms, runner, and the drain. */
import { createLog, createSealer, type Log } from '../base/index.ts';
import { API_PATH } from '../api/index.ts';
import { createRunnerToken } from '../registry/index.ts';
import { openStore, SYSTEM, type Store } from '../store/index.ts';
import { composeHost, type Host } from './compose.ts';
import type { Config } from './config.ts';
import { openDataFolder, type DataFolder } from './data-folder.ts';
import { seedDemo, seedOperator } from './seed.ts';
import { superviseRunner } from './supervisor.ts';

export interface Running {
  url: string;
  log: Log;
  /** Drains: nothing new is taken, what runs is settled, then everything closes. */
  stop(): Promise<void>;
}

export async function startHost(config: Config): Promise<Running> {
  const log = createLog({ level: config.log });
  const folder = openDataFolder(config.data);
  let store: Store | undefined;
  let host: Host | undefined;
  try {
    log.info({ ...config, database: config.database?.replace(/:\/\/[^@]*@/, '://[redacted]@') }, 'configuration');
    store = await openStore({ database: config.database ?? folder.file('entrepot.db'), sealer: createSealer(folder.sealingKey) });
    const seeded = await firstAccounts(store, config);
    host = await composeHost({ store, log, port: config.port, address: config.host, leaseMs: config.leaseMs });
    const url = config.publicUrl ?? host.url;
    const api = `${url}${API_PATH}`;
    const known = seeded ?? folder.read<object>('credentials.json');
    if (known) folder.write('credentials.json', { ...known, url, api }, 0o600);
    const runner = config.runners ? superviseRunner({ url: host.url, tokenFile: await runnerToken(store, folder), logLevel: config.log, log }) : undefined;
    folder.write('host.json', { url, api, pid: process.pid, startedAt: new Date().toISOString() });
    log.info({ url, api, data: folder.path }, 'ready');
    const running = host;
    return {
      url,
      log,
      async stop() {
        folder.remove('host.json');
        running.gateway.drain();
        await runner?.stop();
        await running.close();
        folder.unlock();
      },
    };
  } catch (error) {
    await (host ? host.close() : store?.close());
    folder.unlock();
    throw error;
  }
}

/** On an empty database only; a later start finds them in credentials.json. */
function firstAccounts(store: Store, config: Config): Promise<object | undefined> {
  return store.write(SYSTEM, async (ctx) => {
    if (await ctx.tx.selectFrom('account').select('id').executeTakeFirst()) return undefined;
    const operator = await seedOperator(ctx);
    if (config.seed !== 'demo') return { accounts: { operator } };
    const { accounts, world } = await seedDemo(ctx);
    return { accounts: { operator, ...accounts }, world };
  });
}

async function runnerToken(store: Store, folder: DataFolder): Promise<string> {
  const token = await store.write(SYSTEM, (ctx) => createRunnerToken(ctx, { name: `bundled ${process.pid}`, environments: ['*'], secretsGranted: true }));
  folder.write('runner.token', token, 0o600);
  return folder.file('runner.token');
}
