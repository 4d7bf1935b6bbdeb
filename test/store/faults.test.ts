/** A database that cannot be used: callers are refused and told why, it is said once, and it ends by itself. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { PlatformError } from '../../runtime/base/index.ts';
import { faultOf } from '../../runtime/store/faults.ts';
import { openStore, SYSTEM, type Context, type Fault, type Store } from '../../runtime/store/index.ts';
import { TEST_SEALER } from '../support/engines.ts';
import { until } from '../support/host.ts';
import { TcpProxy } from '../support/tcp-proxy.ts';

const put = (store: Store, key: string, value: string) =>
  store.write(SYSTEM, async (ctx) => void (await ctx.tx.insertInto('host_meta').values({ key, value }).execute()));
const refusal = (work: Promise<unknown>) => work.then(() => undefined, (error: PlatformError) => error); // prettier-ignore
const keys = (store: Store) => store.read(SYSTEM, async (ctx) => (await ctx.tx.selectFrom('host_meta').select('key').execute()).map((r) => r.key));

test('errors that mean a broken database are told from all others', () => {
  const coded = (code: string) => Object.assign(new Error('x'), { code });
  // prettier-ignore
  expect(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_READONLY_DBMOVED', '53100', '57P01', '08006', 'ECONNREFUSED', 'ENOTFOUND', 'SQLITE_CONSTRAINT_UNIQUE', '23505', '57014', '42601'].map((code) => faultOf(coded(code)))).toEqual([
    'the disk of the database is full', 'the disk of the database does not take what is written', 'the disk of the database does not take what is written', 'the disk of the database is full',
    'the database does not answer', 'the database does not answer', 'the database does not answer', 'the database does not answer',
    undefined, undefined, undefined, undefined,
  ]);
  expect(faultOf(new AggregateError([coded('ECONNREFUSED')], 'all failed'))).toBe('the database does not answer');
  expect(faultOf(new Error('Connection terminated unexpectedly'))).toBe('the database does not answer');
});

test('SQLite without room: writing is refused with 503, reading goes on, the end is noticed without a call', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-full-'));
  const told: (Fault | undefined)[] = [];
  const store = await openStore({ database: join(folder, 'full.db'), sealer: TEST_SEALER, onFault: (fault) => told.push(fault) });
  const room = (ctx: Context, pages: number) => sql`pragma max_page_count = ${sql.lit(pages)}`.execute(ctx.tx);
  try {
    await put(store, 'before', '1');
    const pages = await store.write(SYSTEM, async (ctx) => {
      const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(ctx.tx);
      await room(ctx, rows[0]!.page_count + 1);
      return rows[0]!.page_count;
    });
    // SQLite ends the whole transaction: nobody of this commit may believe that his part was stored
    const [large, beside] = await Promise.all([refusal(put(store, 'large', 'x'.repeat(100_000))), refusal(put(store, 'beside', '1'))]);
    expect(beside?.kind).toBe('unavailable');
    expect([large?.kind, large?.status, large?.toBody()]).toEqual([
      'unavailable',
      503,
      { error_code: 'SYS_003', errors: ['The disk of the database is full; nothing of this call was stored.'] },
    ]);
    expect(told).toMatchObject([{ reason: 'the disk of the database is full', since: expect.stringMatching(/^\d{4}-/) as string }]);
    expect(await keys(store)).toEqual(['before']);
    await store.write(SYSTEM, (ctx) => room(ctx, pages + 1_000));
    await until('the end of it', async () => store.fault() === undefined);
    expect(told).toHaveLength(2);
    expect(told[1]).toBe(undefined);
    await put(store, 'large', 'x'.repeat(100_000));
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

const postgres = process.env['ENTREPOT_TEST_POSTGRES'];
test.skipIf(!postgres)('PostgreSQL out of reach: reading and writing are refused at once, and go on when it is back', async () => {
  const server = new URL(postgres!);
  const proxy = await TcpProxy.to(server.hostname, Number(server.port || 5432));
  const { default: pg } = await import('pg');
  const admin = new pg.Client({ connectionString: postgres });
  await admin.connect();
  const name = `entrepot_cut_${process.pid}`;
  await admin.query(`create database ${name}`);
  const told: (Fault | undefined)[] = [];
  const database = Object.assign(new URL(postgres!), { pathname: `/${name}`, port: String(proxy.port), hostname: '127.0.0.1' }).href;
  const store = await openStore({ database, sealer: TEST_SEALER, onFault: (fault) => told.push(fault) });
  try {
    await put(store, 'before', '1');
    // units that are under way when the line is cut
    const under = Array.from(
      { length: 5 },
      (_, i) =>
      refusal(store.write(SYSTEM, async (ctx) => void (await sql`select pg_sleep(5)`.execute(ctx.tx), await ctx.tx.insertInto('host_meta').values({ key: `u${i}`, value: '' }).execute()))), // prettier-ignore
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    const began = Date.now();
    await proxy.cut();
    for (const error of [...(await Promise.all(under)), await refusal(keys(store)), await refusal(put(store, 'cut', '1'))])
      expect([error?.kind, error?.message]).toEqual(['unavailable', expect.stringMatching(/^The database does not answer; /) as string]);
    expect(Date.now() - began).toBeLessThan(4_000);
    expect(told).toMatchObject([{ reason: 'the database does not answer' }]);
    await proxy.mend();
    await until('the end of it', async () => store.fault() === undefined);
    expect(told).toHaveLength(2);
    await put(store, 'after', '1');
    expect((await keys(store)).filter((key) => key !== 'probe').toSorted()).toEqual(['after', 'before']);
  } finally {
    await store.close();
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
    await proxy.cut();
  }
});
