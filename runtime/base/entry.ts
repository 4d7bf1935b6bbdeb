/**
 * How one of our own programs is started as a process: a checkout runs the sources through tsx, from whatever folder it
 * was called; the installed package runs what was built.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Arguments for `process.execPath`; `source` is the program's .ts file. */
export function entryArguments(source: URL): string[] {
  const path = fileURLToPath(source);
  return existsSync(path) ? ['--import', import.meta.resolve('tsx'), path] : [path.replace(/\.ts$/, '.js')];
}
