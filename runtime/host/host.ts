/** A host from its configuration to its end: folder, database, first accounts, rooms, runner, and the drain. */
import { API_PATH } from '../api/index.ts';
import { createLog, createSealer, type Log } from '../base/index.ts';
import type { Keep } from '../dispatch/index.ts';
import { authenticateRunner, createRunnerToken } from '../registry/index.ts';
import { openStore, SYSTEM, type Context, type Store } from '../store/index.ts';
import { composeHost, type Host } from './compose.ts';
import { redactConfig, unknownVariables, type Config, type Environment } from './config.ts';
import { keyFingerprint, openDataFolder, StartRefused, type DataFolder } from './data-folder.ts';
import { seedDemo, seedOperator } from './seed.ts';
import { readTraceExport, type TraceExport } from './otlp.ts';
import { superviseRunner } from './supervisor.ts';

const CREDENTIALS = 'credentials.json';
const RUNNER_TOKEN = 'runner.token';
/** What is left of a drain when the tasks are done or given up: closing sockets, the runner's own end. */
const CLOSE_MS = 1_500;

export interface Running {
  url: string;
  data: string;
  log: Log;
  /** Drains: nothing new is taken, what runs is settled, then everything closes. */
  stop(): Promise<void>;
}

export async function startHost(config: Config, environment: Environment): Promise<Running> {
  const log = createLog({ level: config.log });
  const tracing = readTraceExport(environment);
  const folder = openDataFolder(config.data);
  const undo: (() => unknown)[] = [() => folder.unlock()];
  try {
    log.info({ config: redactConfig(config) }, 'configuration');
    const unknown = unknownVariables(environment);
    if (unknown.length) log.warn({ unknown }, 'variables that no setting has; a slip of the pen?');
    const store = await openStore({
      database: config.database ?? folder.file('entrepot.db'),
      sealer: createSealer(folder.sealingKey),
      region: config.region,
      onFault: (fault, cause) =>
        fault ? log.error({ ...fault, err: cause }, 'the database cannot be used; calls are refused until it can') : log.info('the database can be used again'),
    });
    undo.unshift(() => store.close());
    await prepareDatabase(store, folder, config, log);
    const host = await listening(store, config, log, tracing);
    undo[0] = () => host.close();
    return await ready(host, folder, config, environment, log);
  } catch (error) {
    for (const step of undo) await step();
    throw error;
  }
}

async function ready(host: Host, folder: DataFolder, config: Config, environment: Environment, log: Log): Promise<Running> {
  const { limits } = config;
  const url = config.publicUrl ?? host.url;
  const api = `${url}${API_PATH}`;
  const known = folder.readJson<object>(CREDENTIALS);
  if (known) folder.write(CREDENTIALS, { ...known, url, api }, 0o600);
  const tokenFile = await runnerToken(host.store, folder);
  const runner = config.runners
    ? superviseRunner({
        ...{ url: host.url, tokenFile, environment, log },
        ...{ credits: limits.runnerCredits, restartMaxMs: limits.restartMaxMs, logLevel: config.log },
        onStart: (pid) => folder.write('runner.pid', String(pid)),
      })
    : undefined;
  folder.write('host.json', { url, api, pid: process.pid, startedAt: new Date().toISOString(), database: host.store.dialect.name });
  log.info({ url, api, data: folder.path }, 'ready');
  return {
    url,
    data: folder.path,
    log,
    async stop() {
      folder.remove('host.json');
      await host.drain(limits.drainMs);
      await runner?.stop(CLOSE_MS);
      folder.remove('runner.pid');
      await host.close();
      folder.unlock();
      log.info('ended');
    },
  };
}

async function listening(store: Store, config: Config, log: Log, tracing: TraceExport | undefined): Promise<Host> {
  const { leaseMs, pollMs, backlogMax } = config.limits;
  const { publicUrl, privateHosts } = config;
  try {
    return await composeHost({
      store,
      log,
      port: config.port,
      address: config.host,
      origins: config.origins,
      leaseMs,
      backlogMax,
      pollMs,
      ...(publicUrl === undefined ? {} : { publicUrl }),
      ...(tracing ? { tracing } : {}),
      privateHosts,
      keep: keepOf(config),
      recordings: config.recordings === 1,
      recordingBytes: config.limits.recordingsMb * 1_048_576,
    });
  } catch (error) {
    const code = (error as { code?: string }).code;
    if (code === 'EADDRINUSE')
      throw new StartRefused(`--port: ${config.port} on ${config.host} is taken; stop what listens there, or choose another (0 takes a free one).`);
    if (code === 'EACCES') throw new StartRefused(`--port: ${config.port} on ${config.host} is not allowed to this user; choose one above 1023.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new StartRefused(`--host: ${config.host} is no address of this machine; 127.0.0.1 and 0.0.0.0 always are.`);
    throw error;
  }
}

function keepOf({ limits }: Config): Keep {
  return {
    ...{ logs: limits.keepLogsDays, invocations: limits.keepInvocationsDays, tasks: limits.keepTasksDays },
    ...{ recordings: limits.keepRecordingsDays, failedRecordings: limits.keepFailedRecordingsDays },
    ...{ deadLetters: limits.keepDeadLettersDays, events: limits.keepEventsDays },
  };
}

/** The first accounts of an empty database; on any other one the check that this folder's key fits it. */
async function prepareDatabase(store: Store, folder: DataFolder, config: Config, log: Log): Promise<void> {
  const fresh = await store.write(SYSTEM, async (ctx) => {
    await requireSealingKey(ctx, folder);
    if (await ctx.tx.selectFrom('account').select('id').limit(1).executeTakeFirst()) return false;
    const operator = await seedOperator(ctx);
    const demo = config.seed === 'demo' ? await seedDemo(ctx) : undefined;
    // written before the commit: a token whose secret nobody has seen would lock everybody out
    folder.write(CREDENTIALS, { accounts: { operator, ...demo?.accounts }, ...(demo ? { world: demo.world } : {}) }, 0o600);
    return true;
  });
  if (fresh) return;
  const known = folder.readJson<{ world?: object }>(CREDENTIALS);
  if (!known) log.warn({ file: folder.file(CREDENTIALS) }, 'the database has accounts already; their tokens are with the host that made them');
  else if (config.seed === 'demo' && !known.world) log.warn('--seed demo is for an empty database; nothing was seeded');
}

/** Hosts on one database need one key. The fingerprint tells at start, not when the first secret cannot be opened. */
async function requireSealingKey(ctx: Context, folder: DataFolder): Promise<void> {
  const value = keyFingerprint(folder.sealingKey);
  await ctx.tx
    .insertInto('host_meta')
    .values({ key: 'sealing_key', value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const row = await ctx.tx.selectFrom('host_meta').select('value').where('key', '=', 'sealing_key').executeTakeFirstOrThrow();
  if (row.value !== value)
    throw new StartRefused(
      `The secrets in this database are sealed with another key than ${folder.file('sealing.key')}; copy that file from the folder of its first host.`,
    );
}

/** One token per data folder, made again when the database does not know it. */
async function runnerToken(store: Store, folder: DataFolder): Promise<string> {
  const present = folder.readText(RUNNER_TOKEN)?.trim();
  const valid = present && (await store.read(SYSTEM, (ctx) => authenticateRunner(ctx, `Bearer ${present}`)).then(Boolean, () => false));
  if (!valid) {
    const token = await store.write(SYSTEM, (ctx) => createRunnerToken(ctx, { name: 'bundled', environments: ['*'], secretsGranted: true }));
    folder.write(RUNNER_TOKEN, token, 0o600);
  }
  return folder.file(RUNNER_TOKEN);
}
