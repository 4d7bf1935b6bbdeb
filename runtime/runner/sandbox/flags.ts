/**
 * The flags of a sandbox process: its own files only, no children, and on Node 26 no network. The permission model
 * compares real paths, so every path is given as it is on disk, whatever links led there.
 */
import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** isolated-vm's loader looks here to tell musl from glibc. */
const LIBC_MARK = '/etc/alpine-release';

export function sandboxFlags(entry: string): string[] {
  const require = createRequire(realpathSync(entry));
  const own = [realpathSync(entry), entry, folderOf(require, 'isolated-vm/package.json'), LIBC_MARK, folderOf(require, 'node-gyp-build')];
  return [
    '--permission',
    '--allow-addons',
    ...[...new Set(own)].filter((path) => path !== undefined).map((path) => `--allow-fs-read=${path}`),
    '--no-node-snapshot',
    '--jitless',
    '--max-old-space-size=64',
    '--disable-warning=SecurityWarning',
  ];
}

/** Where the sandbox itself will find a package: resolved from its entry, which may be another place than from here. */
function folderOf(require: NodeJS.Require, name: string): string | undefined {
  try {
    return dirname(realpathSync(require.resolve(name)));
  } catch {
    return undefined;
  }
}
