/** The bundled runner: a child process beside the host, restarted when it dies, told to drain when the host goes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Log } from '../base/index.ts';

const RESTART_MS = [100, 500, 2_000, 5_000];
/** A runner that lived this long has recovered. */
const HEALTHY_MS = 10_000;
const DRAIN_MS = 12_000;

export interface Supervisor {
  pid(): number | undefined;
  stop(): Promise<void>;
}

export function superviseRunner(options: { url: string; tokenFile: string; logLevel: string; log: Log }): Supervisor {
  const { log } = options;
  const source = fileURLToPath(new URL('../runner/main.ts', import.meta.url));
  const entry = existsSync(source) ? ['--import', 'tsx', source] : [fileURLToPath(new URL('../runner/main.js', import.meta.url))];
  let child: ChildProcess | undefined;
  let failures = 0;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;

  function start(): void {
    const started = Date.now();
    // its stdin stays open as long as the host lives: at its end the runner drains by itself
    const env = { PATH: process.env['PATH'], ENTREPOT_LOG: options.logLevel };
    const next = spawn(process.execPath, [...entry, '--url', options.url, '--token-file', options.tokenFile, '--bundled'], {
      stdio: ['pipe', 'inherit', 'inherit'],
      env,
    });
    child = next;
    next.on('error', (error) => log.error({ err: error }, 'the bundled runner did not start'));
    next.on('exit', (code, signal) => {
      if (child === next) child = undefined;
      if (stopping) return;
      failures = Date.now() - started > HEALTHY_MS ? 0 : failures + 1;
      const wait = RESTART_MS[Math.min(failures, RESTART_MS.length - 1)]!;
      log.warn({ code, signal, restartInMs: wait }, 'the bundled runner ended');
      timer = setTimeout(start, wait);
    });
  }
  start();

  return {
    pid: () => child?.pid,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      const last = child;
      if (!last) return;
      const ended = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      last.kill('SIGTERM');
      const late = setTimeout(() => last.kill('SIGKILL'), DRAIN_MS);
      await ended;
      clearTimeout(late);
    },
  };
}
