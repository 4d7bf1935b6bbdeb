/** Process entry of a host. SIGTERM and SIGINT drain and exit 0, a second one exits at once. Exit 1: it cannot start; 2: wrong flags. */
import { configUsage, readConfig, UsageError } from './config.ts';
import { StartRefused } from './data-folder.ts';
import { startHost } from './host.ts';

const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  process.stdout.write(configUsage());
  process.exit(0);
}

// everything below the data folder is this user's alone, also where the folder itself was there before
process.umask(0o077);

/** One Ctrl-C reaches the host twice where npm passes on what the terminal has sent already. */
const SAME_SIGNAL_MS = 500;
let stopping: number | undefined;
// heard before it is ready, too: the files of a half-started host are put away like those of a whole one
const stopped = new Promise<void>((resolve) => {
  const stop = () => {
    if (stopping !== undefined && Date.now() - stopping > SAME_SIGNAL_MS) process.exit(1);
    stopping ??= Date.now();
    resolve();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
});

try {
  const config = readConfig(args, process.env);
  if (config.attached) process.stdin.on('end', () => process.emit('SIGTERM')).resume();
  const running = await startHost(config, process.env);
  process.stdout.write(`Entrepot is ready at ${running.url} (API ${running.url}/public/v1, data ${running.data}).\n`);
  await stopped;
  await running.stop();
  process.exit(0);
} catch (error) {
  const expected = error instanceof UsageError || error instanceof StartRefused;
  process.stderr.write(`${expected ? error.message : startFault(error)}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
}

/** Faults of the surroundings, such as a database that does not answer, have codes: a stack of ours explains none of them. */
function startFault(error: unknown): string {
  const { code, message, stack } = error as { code?: unknown; message?: string; stack?: string };
  return typeof code === 'string' ? `The host cannot start: ${message || code}` : (stack ?? String(error));
}
