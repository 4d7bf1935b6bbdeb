/** `entrepot dev`: an extension that runs while it is written. Everything goes out from here; no port is opened. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { withTarget, type Target } from '../client.ts';
import { paint, print, printJsonLine, say } from '../output.ts';
import { collect, secretsOf, settingsOf } from '../pairs.ts';
import type { DevSession, Pushed } from '../dev/session.ts';
import type { DevHost } from '../dev/host.ts';
import type { Fault } from '../../registry/package/index.ts';
import { taskPath, type Task } from '../tasks.ts';
import { newRecords, recordText, type Seen } from '../records.ts';

interface DevOptions extends Target {
  set: string[];
  secret: string[];
  account?: string;
  once?: boolean;
}

const FOLLOW_MS = 400;

export function devCommand(program: Command): void {
  withTarget(
    program
      .command('dev')
      .description('run a project while you write it: each good build is live at once')
      .argument('[folder]', 'the project', '.')
      .option('--set <name=value>', 'a setting of the installation, for its first build; may be repeated', collect, [])
      .option('--secret <name=value>', 'a secret: name=@FILE, name=env:NAME, or the value; may be repeated', collect, [])
      .option('--account <id>', 'for this account; needed from the operator of a host that is named')
      .option('--once', 'build, make it live, and end: for scripts'),
  ).action(dev);
}

async function dev(folder: string, options: DevOptions): Promise<void> {
  const { validateProject } = await import('../project.ts');
  const { orFaults } = await import('../packages.ts');
  const { devHost } = await import('../dev/host.ts');
  const { DevSession } = await import('../dev/session.ts');
  const { manifest } = orFaults(await validateProject(folder), options.json);
  const role = manifest.type === 'hub' ? 'distributor' : 'vendor';
  await using host = await devHost(resolve(folder), options, role);
  const account = options.account ?? host.account;
  const given = { settings: settingsOf(options.set), secrets: secretsOf(options.secret), account, allowPrivate: host.account !== undefined };
  const session = new DevSession(host.client, folder, given);
  const tell = (pushed: Pushed) => (options.json ? printJsonLine(pushed) : print(pushText(pushed, session.live)));
  if (!options.json) print(`${paint('bold', manifest.name)}  on ${host.client.api.replace(/\/public\/v1$/, '')}${host.started ? ', started for it' : ''}`);
  tell(await session.push());
  if (options.once) return;
  await follow(folder, options, host, session, tell);
}

/** Until somebody quits. */
async function follow(folder: string, options: DevOptions, host: DevHost, session: DevSession, tell: (pushed: Pushed) => void): Promise<void> {
  const { changesOf } = await import('../dev/watch.ts');
  const { INTERRUPT, keys } = await import('../dev/keys.ts');
  const quit = new AbortController();
  const stop = () => quit.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, stop);
  }
  using changes = changesOf(folder);
  const over = new Promise<'quit'>((done) => quit.signal.addEventListener('abort', () => done('quit')));
  const faults = (error: unknown) => say(`${paint('red', 'error', process.stderr)} ${(error as Error).message}`);
  const seen = new Map<string, Seen>();
  const rebuilding = async () => {
    while ((await Promise.race([changes.next(), over])) !== 'quit') await session.push().then(tell, faults);
  };
  const watching = async () => {
    while (!quit.signal.aborted) {
      for (const record of await newRecords(host.client, seen, { installation: session.installation!.id }).catch((error: unknown) => (faults(error), [])))
        if (options.json) printJsonLine(record);
        else print(recordText(record));
      await Promise.race([new Promise((done) => setTimeout(done, FOLLOW_MS)), over]);
    }
  };
  const actions: Record<string, () => unknown> = {
    ...{ q: stop, [INTERRUPT]: stop },
    t: async () => {
      const { RECIPES, trigger } = await import('../trigger.ts');
      const event = session.installation?.hooks?.find((hook) => Object.hasOwn(RECIPES, hook)) ?? 'asset_purchase_request_processing';
      const made = await trigger(host.data, event, {});
      print(`${made.id}  ${made.what}`);
    },
    r: async () => {
      const [last] = [...seen.keys()].slice(-1);
      if (last === undefined) return say('Nothing ran yet.');
      const task = await host.client.request<Task>('POST', taskPath(last, '/replay'), {});
      print(`${task.id}  replays ${last}`);
    },
    p: async () => {
      const { id, status } = await host.client.request<{ id: string; status: string }>('GET', `/devops/installations/${session.installation!.id}`);
      await host.client.request('POST', `/devops/installations/${id}/${status === 'paused' ? 'resume' : 'pause'}`, {});
      say(status === 'paused' ? 'Deliveries go on.' : 'Deliveries are paused; what happens meanwhile waits.');
    },
  };
  using pressed = keys((key) => void Promise.resolve(actions[key]?.()).catch(faults));
  if (pressed.there) say('t trigger   r replay the last one   p pause or resume   q quit');
  await Promise.all([rebuilding(), watching()]);
}

function pushText(pushed: Pushed, live: string | undefined): string {
  if (!pushed.ok) return [`${paint('red', 'does not build')}${live === undefined ? '' : `; ${live} goes on`}`, ...pushed.faults.map(framed)].join('\n');
  if ('unchanged' in pushed) return `${pushed.build} is live already`;
  const power = [...pushed.asks.map((sentence) => `  + ${sentence}`), ...pushed.dropped.map((sentence) => `  - ${sentence}`)];
  return [`${paint('green', `build ${pushed.build}`)} is live  ${pushed.ms} ms  ${pushed.hooks.join(', ')}`, ...power].join('\n');
}

function framed({ path, message, frame }: Fault): string {
  return [`  ${path ? `${path}: ` : ''}${message}`, ...(frame?.split('\n').map((line) => `    ${line}`) ?? [])].join('\n');
}
