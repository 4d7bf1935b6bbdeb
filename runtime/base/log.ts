/** Structured logs: pino JSON on stderr, redacted by key. A child logger per task carries its ids. */
import { pino } from 'pino';

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'> & { child(bindings: object): Log };

/** Keys whose values never appear in a log line, at any of the usual depths. */
const SECRET_KEYS = ['authorization', 'token', 'secret', 'password', 'api_key', 'apiKey', 'secrets'];

export function createLog(options: { level?: string; name?: string } = {}): Log {
  return pino(
    {
      name: options.name ?? 'entrepot',
      level: options.level ?? 'info',
      redact: { paths: SECRET_KEYS.flatMap((k) => [k, `*.${k}`, `*.*.${k}`]), censor: '[redacted]' },
    },
    pino.destination({ dest: 2, sync: true }),
  ) as Log;
}

export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLog,
};
