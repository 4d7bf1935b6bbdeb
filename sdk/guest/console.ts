/** `console`: lines of the task's log. Objects are shown as JSON where they can be, errors with their stack. */
import type { Logger } from '../author/context.ts';

/** Longer texts are cut by the platform anyway; here it saves the way. */
const LONGEST = 16_384;

export function createConsole(log: Logger): Record<string, (...args: unknown[]) => void> {
  const at =
    (level: keyof Logger) =>
    (...args: unknown[]) =>
      log[level](args.map(shown).join(' ').slice(0, LONGEST));
  const error = at('error');
  return {
    ...{ log: at('info'), info: at('info'), debug: at('debug'), trace: at('debug'), warn: at('warn'), error },
    assert: (holds, ...args) => holds || error('Assertion failed', ...args),
  };
}

export function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? String(value);
  if (typeof value === 'object' && value !== null) {
    try {
      return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? `${inner}n` : inner)) ?? String(value);
    } catch {
      // a cycle, or a toJSON that throws
      return Object.prototype.toString.call(value);
    }
  }
  return typeof value === 'bigint' ? `${value}n` : String(value);
}
