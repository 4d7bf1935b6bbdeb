/** The files of a host's data folder: its lock, its sealing key, and what it tells about itself. */
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sha256 } from '../base/index.ts';
import { holdFile } from '../store/index.ts';

/** Secrets and what leads to them are for the owner only. */
const PRIVATE = 0o600;

export interface DataFolder {
  path: string;
  sealingKey: Buffer;
  file(name: string): string;
  /** Written whole or not at all, and on the disk when this returns. */
  write(name: string, value: unknown, mode?: number): void;
  readText(name: string): string | undefined;
  readJson<T>(name: string): T | undefined;
  remove(name: string): void;
  unlock(): void;
}

/** A start that cannot be, for a reason the operator can do something about. */
export class StartRefused extends Error {}

export function openDataFolder(folder: string): DataFolder {
  const path = resolve(folder);
  const file = (name: string) => join(path, name);
  const write = (name: string, value: unknown, mode = 0o644) => {
    const next = file(`${name}.${process.pid}`);
    rmSync(next, { force: true });
    const descriptor = openSync(next, 'wx', mode);
    writeFileSync(descriptor, typeof value === 'string' ? value : `${JSON.stringify(value, null, 2)}\n`);
    fsyncSync(descriptor);
    closeSync(descriptor);
    renameSync(next, file(name));
  };
  const readText = (name: string) => (existsSync(file(name)) ? readFileSync(file(name), 'utf8') : undefined);
  const remove = (name: string) => rmSync(file(name), { force: true });

  create(path);
  const unlock = holdFile(file('lock.db'));
  if (!unlock) {
    const pid = readText('host.pid')?.trim();
    throw new StartRefused(
      `${path} is in use by the host with pid ${pid ?? '(just starting)'}; stop that one (kill ${pid ?? 'PID'}), or choose another --data.`,
    );
  }
  write('host.pid', String(process.pid));
  remove('host.json'); // of a host that was killed
  return {
    path,
    sealingKey: sealingKey(readText('sealing.key'), (text) => write('sealing.key', text, PRIVATE), file('sealing.key')),
    file,
    write,
    readText,
    readJson: <T>(name: string) => parsed<T>(file(name), readText(name)),
    remove,
    unlock() {
      remove('host.pid');
      unlock();
    },
  };
}

function create(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StartRefused(`--data: ${path} cannot be created (${(error as Error).message}).`);
  }
}

function sealingKey(present: string | undefined, write: (text: string) => void, path: string): Buffer {
  const text = present ?? randomBytes(32).toString('hex');
  if (present === undefined) write(text);
  return parseKey(text, path);
}

export function parseKey(text: string, path: string): Buffer {
  if (!/^[0-9a-f]{64}\s*$/.test(text)) throw new StartRefused(`${path} holds no key (64 hexadecimal digits); put the right file back, sealed secrets need it.`);
  return Buffer.from(text.trim(), 'hex');
}

/** What a database knows of the key that its secrets are sealed under. */
export function keyFingerprint(key: Buffer): string {
  return sha256(`entrepot sealing key ${key.toString('hex')}`);
}

function parsed<T>(path: string, text: string | undefined): T | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as T);
  } catch (error) {
    throw new StartRefused(`${path} is not JSON (${(error as Error).message}); repair it, or put it away.`);
  }
}
