/**
 * The databases every contract test runs on: SQLite, PostgreSQL inside the process (PGlite), and a real server where
 * ENTREPOT_TEST_POSTGRES names one. Each opening is a fresh database of its own, already migrated, that goes away when its store is closed.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, openAsBlob, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { describe } from 'vitest';
import { createSealer } from '../../runtime/base/index.ts';
import { openPglite, openPostgres, openSqlite, storeOn, type Engine, type Store, type StoreOptions } from '../../runtime/store/index.ts';
import { createDatabase, POSTGRES } from './postgres.ts';
import { TEMPLATES } from './templates.ts';

export type OpenOptions = Partial<Omit<StoreOptions, 'database'>>;

/** One database; several stores may be opened on it, as several hosts would. */
export interface TestDatabase {
  engine(): Promise<Engine>;
  open(options?: OpenOptions): Promise<Store>;
  drop(): Promise<void>;
}

/** `empty`: not even migrated. */
type How = { empty?: boolean };

export interface EngineCase {
  name: 'sqlite' | 'pglite' | 'postgres';
  /** Why it does not run here. */
  skip?: string;
  database(how?: How): Promise<TestDatabase>;
  /** A store on a fresh database, which goes away with it. */
  open(options?: OpenOptions): Promise<Store>;
}

/** All stores of a test process share one key, as the hosts of one database do. */
export const TEST_SEALER = createSealer(randomBytes(32));

function engineCase(name: EngineCase['name'], make: (how: How) => Promise<{ engine(): Promise<Engine>; drop(): Promise<void> }>, skip?: string): EngineCase {
  async function database(how: How = {}): Promise<TestDatabase> {
    const made = await make(how);
    return { ...made, open: async (options) => storeOn(await made.engine(), { sealer: TEST_SEALER, ...options }) };
  }
  return {
    name,
    ...(skip === undefined ? {} : { skip }),
    database,
    async open(options) {
      const base = await database();
      const store = await base.open(options);
      return { ...store, close: () => store.close().finally(() => base.drop()) };
    },
  };
}

async function sqliteDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-store-'));
  return { engine: async () => openSqlite(join(folder, 'entrepot.db')), drop: async () => rmSync(folder, { recursive: true, force: true }) };
}

/** PGlite has one session per database: every opening shares it. */
async function pgliteDatabase({ empty }: How) {
  const template = empty ? undefined : process.env[TEMPLATES.pglite];
  const shared = await openPglite(new PGlite(template === undefined ? {} : { loadDataDir: await openAsBlob(template) }));
  return { engine: async () => ({ ...shared, close: async () => {} }), drop: () => shared.close() };
}

async function postgresDatabase({ empty }: How) {
  const { url, drop } = await createDatabase(POSTGRES!, empty ? undefined : process.env[TEMPLATES.postgres]);
  return { engine: () => openPostgres(url), drop };
}

export const ENGINES: readonly EngineCase[] = [
  engineCase('sqlite', sqliteDatabase),
  engineCase('pglite', pgliteDatabase),
  engineCase('postgres', postgresDatabase, POSTGRES ? undefined : 'ENTREPOT_TEST_POSTGRES names no server'),
];

/** `describe` once per engine; what cannot run is listed as skipped, with its reason in the name. */
export function describeEngines(title: string, body: (engine: EngineCase) => void, engines: readonly EngineCase[] = ENGINES): void {
  for (const engine of engines) {
    if (engine.skip === undefined) describe(`${title} on ${engine.name}`, () => body(engine));
    else describe.skip(`${title} on ${engine.name} (skipped: ${engine.skip})`, () => body(engine));
  }
}

/**
 * For walks of the whole platform. PostgreSQL inside the process takes three times as long as the server, and says the same: it
 * walks where there is no server.
 */
export function describeWalks(title: string, body: (engine: EngineCase) => void): void {
  describeEngines(
    title,
    body,
    ENGINES.filter(({ name }) => name !== 'pglite' || POSTGRES === undefined),
  );
}

console.log(`engines: ${ENGINES.map((e) => (e.skip === undefined ? `${e.name} runs` : `${e.name} skipped, ${e.skip}`)).join('; ')}`);
