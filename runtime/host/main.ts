/** Process entry of a host. SIGTERM and SIGINT drain and exit 0; a second one exits at once. Exit 2: wrong options. */
import { readConfig, UsageError } from './config.ts';
import { FolderInUse } from './data-folder.ts';
import { startHost, type Running } from './host.ts';

let running: Running | undefined;
try {
  running = await startHost(readConfig(process.argv.slice(2), process.env));
} catch (error) {
  const expected = error instanceof UsageError || error instanceof FolderInUse;
  process.stderr.write(`${expected ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exit(error instanceof UsageError ? 2 : 1);
}

let stopping = false;
function stop(): void {
  if (stopping) process.exit(1);
  stopping = true;
  running!.stop().then(
    () => process.exit(0),
    (error: unknown) => {
      running!.log.error({ err: error }, 'the drain failed');
      process.exit(1);
    },
  );
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
