/** The files of a host's data folder: its lock, its sealing key, and what it tells about itself. */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface DataFolder {
  path: string;
  sealingKey: Buffer;
  file(name: string): string;
  /** Written whole or not at all. */
  write(name: string, value: unknown, mode?: number): void;
  read<T>(name: string): T | undefined;
  remove(name: string): void;
  unlock(): void;
}

export class FolderInUse extends Error {}

export function openDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const file = (name: string) => join(path, name);
  lock(file('host.lock'));
  const write = (name: string, value: unknown, mode = 0o644) => {
    const next = file(`${name}.${process.pid}`);
    writeFileSync(next, typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`, { mode });
    renameSync(next, file(name));
  };
  if (!existsSync(file('sealing.key'))) write('sealing.key', randomBytes(32).toString('hex'), 0o600);
  return {
    path,
    sealingKey: Buffer.from(readFileSync(file('sealing.key'), 'utf8'), 'hex'),
    file,
    write,
    read: <T>(name: string) => (existsSync(file(name)) ? (JSON.parse(readFileSync(file(name), 'utf8')) as T) : undefined),
    remove: (name) => rmSync(file(name), { force: true }),
    unlock: () => rmSync(file('host.lock'), { force: true }),
  };
}

/** One host per folder. The lock of a host that was killed is taken over; link() makes the taking itself atomic. */
function lock(path: string): void {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        return linkSync(own, path);
      } catch {
        const holder = Number(readFileSync(path, 'utf8'));
        if (holder !== process.pid && alive(holder))
          throw new FolderInUse(`The data folder is in use by the host with pid ${holder}; stop that one, or choose another --data.`);
        rmSync(path, { force: true });
      }
    }
  } finally {
    rmSync(own, { force: true });
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
