/**
 * The flags of a sandbox process: its own files only, no children, and on Node 26 no network. The permission model
 * compares real paths, and following a link needs the link too; so a package is given as both.
 */
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** isolated-vm's loader looks here to tell musl from glibc. */
const LIBC_MARK = '/etc/alpine-release';

/** `entry` is a real path. */
export function sandboxFlags(entry: string): string[] {
  const addon = packageFolders(entry, 'isolated-vm');
  const loader = addon.length ? packageFolders(join(addon.at(-1)!, 'package.json'), 'node-gyp-build') : [];
  const own = new Set([entry, ...addon, ...loader, LIBC_MARK]);
  return [
    '--permission',
    '--allow-addons',
    ...[...own].map((path) => `--allow-fs-read=${path}`),
    '--no-node-snapshot',
    '--jitless',
    '--max-old-space-size=64',
    '--disable-warning=SecurityWarning',
  ];
}

/** Where a package is found from a file, as it is linked and as it is on disk. */
function packageFolders(from: string, name: string): string[] {
  const folders = createRequire(from).resolve.paths(name) ?? [];
  const found = folders.map((folder) => join(folder, name)).find((folder) => existsSync(folder));
  return found === undefined ? [] : [found, realpathSync(found)];
}
