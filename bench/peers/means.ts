/** What this machine has of what the systems need. What it has not is said in the table with its reason. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import type { Need, System } from './systems.ts';

export type Found = { at: string } | { missing: string };
export type Means = Record<Need, Found>;

const REDIS_PROGRAMS = ['redis-server', 'valkey-server'];

/** Installs the peers' packages first where they are not there. */
export async function findMeans(env: { PATH?: string | undefined; ENTREPOT_TEST_POSTGRES?: string | undefined }, folder: string): Promise<Means> {
  const packages = findPackages(folder);
  return {
    packages,
    redis: findProgram(REDIS_PROGRAMS, env.PATH ?? ''),
    postgres: await findPostgres(env.ENTREPOT_TEST_POSTGRES),
    restate: 'at' in packages ? findRestate(folder) : packages,
  };
}

/** Why the system cannot be measured here; undefined where it can. */
export function whyNot(system: System, means: Means): string | undefined {
  for (const need of system.needs) {
    const found = means[need];
    if ('missing' in found) return found.missing;
  }
  return undefined;
}

function findPackages(folder: string): Found {
  const modules = join(folder, 'node_modules');
  // the file that npm writes last: an install that was broken off is no install
  const installed = () => existsSync(join(modules, '.package-lock.json'));
  if (!installed()) {
    process.stdout.write(`Installing the peers' packages in ${folder}\n`);
    spawnSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' });
  }
  return installed() ? { at: modules } : { missing: '`npm ci` failed in bench/peers' };
}

function findProgram(names: readonly string[], path: string): Found {
  for (const name of names)
    for (const folder of path.split(delimiter).filter(Boolean)) {
      const at = join(folder, name);
      if (isExecutable(at)) return { at };
    }
  return { missing: `no ${names.join(' or ')} on the PATH` };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function findPostgres(url: string | undefined): Promise<Found> {
  if (!url) return { missing: 'ENTREPOT_TEST_POSTGRES names no server' };
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    await client.end();
    return { at: url };
  } catch (error) {
    return { missing: `the PostgreSQL of ENTREPOT_TEST_POSTGRES does not answer: ${(error as Error).message || (error as { code?: string }).code}` };
  }
}

function findRestate(folder: string): Found {
  try {
    return { at: createRequire(join(folder, 'package.json')).resolve(`@restatedev/restate-server-${platform()}-${arch()}/bin/restate-server`) };
  } catch {
    return { missing: `npm carries no Restate server for ${platform()}-${arch()}` };
  }
}
