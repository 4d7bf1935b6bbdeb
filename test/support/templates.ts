/** Made once before all tests (vitest's globalSetup): databases with every migration done, so that a test copies one instead of migrating its own. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { createSealer } from '../../runtime/base/index.ts';
import { openPglite, openPostgres, storeOn, type Engine } from '../../runtime/store/index.ts';
import { createDatabase, POSTGRES, type OwnDatabase } from './postgres.ts';

/** What the processes of the tests find in their environment: a file that PGlite loads, and a database on the server. */
export const TEMPLATES = { pglite: 'ENTREPOT_TEST_PGLITE_TEMPLATE', postgres: 'ENTREPOT_TEST_POSTGRES_TEMPLATE' } as const;

let folder: string;
let database: OwnDatabase | undefined;

export async function setup(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'entrepot-templates-'));
  const pglite = new PGlite();
  await migrate(await openPglite(pglite));
  const file = join(folder, 'pglite.tar');
  writeFileSync(file, Buffer.from(await (await pglite.dumpDataDir('none')).arrayBuffer()));
  await pglite.close();
  process.env[TEMPLATES.pglite] = file;
  if (!POSTGRES) return;
  database = await createDatabase(POSTGRES);
  const engine = await openPostgres(database.url);
  await migrate(engine);
  await engine.close();
  process.env[TEMPLATES.postgres] = database.name;
}

export async function teardown(): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  await database?.drop();
}

async function migrate(engine: Engine): Promise<void> {
  await storeOn(engine, { sealer: createSealer(randomBytes(32)) });
}
