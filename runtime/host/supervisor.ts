/** The bundled runner: a child process beside the host, restarted when it dies, told to drain when the host goes. */
import { spawn, type ChildProcess } from 'node:child_process';
import { entryArguments, type Log } from '../base/index.ts';

const RESTART_MIN_MS = 100;
/** A runner that lived this long has recovered. */
const HEALTHY_MS = 10_000;
/** What the runner needs of the host's environment; database passwords are not among it. */
const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'TZ', 'LANG', 'NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];

export interface SupervisorOptions {
  url: string;
  tokenFile: string;
  credits: number;
  /** The longest wait before it is started again. */
  restartMaxMs: number;
  logLevel: string;
  environment: Readonly<Record<string, string | undefined>>;
  /** Told at every start, so that others can find it. */
  onStart(pid: number): void;
  log: Log;
}

export interface Supervisor {
  /** Lets it finish for at most so long. */
  stop(graceMs: number): Promise<void>;
}

export function superviseRunner(options: SupervisorOptions): Supervisor {
  const { log } = options;
  const env = Object.fromEntries(PASSED_ON.flatMap((name) => (options.environment[name] === undefined ? [] : [[name, options.environment[name]]])));
  const entry = entryArguments(new URL('../runner/main.ts', import.meta.url));
  let child: ChildProcess | undefined;
  let failures = 0;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;

  function start(): void {
    const started = Date.now();
    const flags = ['--url', options.url, '--token-file', options.tokenFile, '--credits', String(options.credits), '--bundled'];
    // its stdin stays open as long as the host lives: at its end the runner drains by itself
    const next = spawn(process.execPath, [...entry, ...flags], { stdio: ['pipe', 'inherit', 'inherit'], env: { ...env, ENTREPOT_LOG: options.logLevel } });
    child = next;
    if (next.pid !== undefined) options.onStart(next.pid);
    const ended = (reason: object) => {
      if (child !== next) return;
      child = undefined;
      if (stopping) return;
      failures = Date.now() - started > HEALTHY_MS ? 1 : failures + 1;
      const restartInMs = Math.min(options.restartMaxMs, RESTART_MIN_MS * 2 ** (failures - 1));
      log.warn({ ...reason, restartInMs }, 'the bundled runner ended');
      timer = setTimeout(start, restartInMs);
    };
    next.on('error', (error) => ended({ err: error }));
    next.on('exit', (code, signal) => ended({ code, signal }));
    next.stdin!.on('error', () => {});
  }
  start();

  return {
    async stop(graceMs) {
      stopping = true;
      clearTimeout(timer);
      const last = child;
      if (!last) return;
      const exited = new Promise<void>((resolve) => last.once('exit', () => resolve()));
      last.kill('SIGTERM');
      const late = setTimeout(() => last.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(late);
    },
  };
}
