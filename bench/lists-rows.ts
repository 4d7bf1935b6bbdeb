/**
 * The rows of `npm run bench -- lists`: a few orders placed as usual, then copied inside the database until there are so
 * many, spread over the accounts that placed them. What is copied differs in what lists look at: ids, states and times.
 */
import { sql, type RawBuilder } from 'kysely';
import { SYSTEM, type Context, type Store, type Tables } from '../runtime/store/index.ts';

/** What is copied: an order of each trade, and a usage file of the first. */
export interface Originals {
  orders: { id: string; asset: string }[];
  file: string;
}

/** Nothing of a copy is due for billing: the host would bill hundreds of thousands of them while it is measured. */
const FAR = sql`'2100-01-01T00:00:00.000Z'`;
/** Rows copied in one unit. */
const AT_ONCE = 50_000;
/** Of so many rows each trade has a share; the first one, which is measured, has half of all. */
const SHARES = 16;
const FIRST_SHARE = 8;

/** What a copy says instead of what its original says; `n` is its number. */
type Changes = Record<string, RawBuilder<unknown>>;

const start = Date.parse('2025-01-01T00:00:00Z') / 1000;
const at = sql`strftime('%Y-%m-%dT%H:%M:%fZ', ${sql.lit(start)} + n, 'unixepoch')`;
/** Twelve digits that look as random as those of real ids: 387420489 and 10^12 have no common factor. */
const digits = sql`printf('%012d', n * 387420489 % 1000000000000)`;
const grouped = sql`substr(${digits}, 1, 4) || '-' || substr(${digits}, 5, 4) || '-' || substr(${digits}, 9, 4)`;
const idOf = (prefix: string, suffix = '') => sql`${sql.lit(`${prefix}-`)} || ${grouped} || ${sql.lit(suffix)}`;

/** The digits in the ids of copy `n`. */
export function digitsOf(n: number): string {
  const text = ((BigInt(n) * 387420489n) % 1_000_000_000_000n).toString().padStart(12, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}

/** The first copies belong to the first trade: its share comes first. */
export async function fillLists(store: Store, { orders, file }: Originals, rows: number): Promise<void> {
  const shareOf = (i: number): [number, number] => (i === 0 ? [0, FIRST_SHARE] : shared(i - 1, orders.length - 1));
  for (let from = 1; from <= rows; from += AT_ONCE)
    await store.write(SYSTEM, async (ctx) => {
      const copy = (table: keyof Tables, id: string, share: [number, number], changes: Changes) =>
        copyRows(ctx, { table, id, share, changes, from, to: Math.min(rows, from + AT_ONCE - 1) });
      for (const [i, order] of orders.entries()) {
        await copy('asset', order.asset, shareOf(i), { id: idOf('AS'), status: sql`'active'`, external_id: idOf('EXT'), external_uid: idOf('UID'), open_request_id: sql`null`, next_date: FAR, created_at: at, updated_at: at }); // prettier-ignore
        const status = sql`case when n / ${SHARES} % 10 < 3 then 'pending' when n / ${SHARES} % 10 < 9 then 'approved' else 'failed' end`;
        await copy('request', order.id, shareOf(i), { id: idOf('PR', '-001'), asset_id: idOf('AS'), status, created_at: at, updated_at: at });
      }
      await copyEvents(ctx, orders[0]!.id, from, Math.min(rows, from + AT_ONCE - 1));
      await copyRecords(ctx, file, from, Math.min(rows, from + AT_ONCE - 1));
    });
}

function shared(i: number, trades: number): [number, number] {
  const each = (SHARES - FIRST_SHARE) / trades;
  return [FIRST_SHARE + Math.floor(i * each), FIRST_SHARE + Math.floor((i + 1) * each)];
}

async function copyRows(
  ctx: Context,
  { table, id, share, changes, from, to }: { table: keyof Tables; id: string; share: [number, number]; changes: Changes; from: number; to: number },
): Promise<void> {
  const original = (await sql<object>`select * from ${sql.table(table)} where id = ${id}`.execute(ctx.tx)).rows[0]!;
  const columns = Object.keys(original);
  await sql`
    with recursive seq(n) as (select ${from} union all select n + 1 from seq where n < ${to})
    insert into ${sql.table(table)} (${sql.join(columns.map((c) => sql.ref(c)))})
    select ${sql.join(columns.map((c) => changes[c] ?? sql.ref(`original.${c}`)))}
    from seq cross join ${sql.table(table)} as original where original.id = ${id} and n % ${SHARES} >= ${share[0]} and n % ${SHARES} < ${share[1]}`.execute(
    ctx.tx,
  );
}

/** Of every request one event and the task that it became. */
async function copyEvents(ctx: Context, original: string, from: number, to: number): Promise<void> {
  const seq = sql`with recursive seq(n) as (select ${from} union all select n + 1 from seq where n < ${to})`;
  await sql`${seq} insert into event (id, type, object_class, object_id, status, accounts, data, actor, correlation, hop, created_at, routed)
    select ${idOf('EV')}, 'asset_purchase_request_processing', 'request', ${idOf('PR', '-001')}, 'pending', '["' || vendor_id || '"]', '{}', 'system', 'x', 0, ${at}, 1
    from seq cross join request as original where original.id = ${original}`.execute(ctx.tx);
  await sql`${seq} insert into task (id, lane, event_id, event_type, object_id, installation_id, account_id, environment_id, status, attempt, reschedules, fence, created_at)
    select ${idOf('TQ')}, 'none', ${idOf('EV')}, 'asset_purchase_request_processing', ${idOf('PR', '-001')}, 'EIN-0000-0000-0000', vendor_id, 'none',
      case when n % 10 = 0 then 'dead' else 'done' end, 1, 0, 1, ${at} from seq cross join request as original where original.id = ${original}`.execute(ctx.tx);
}

async function copyRecords(ctx: Context, fileId: string, from: number, to: number): Promise<void> {
  const id = sql`${sql.lit(`UR-${fileId.slice(3)}-`)} || printf('%04d-%04d', n / 10000, n % 10000)`;
  await sql`with recursive seq(n) as (select ${from} union all select n + 1 from seq where n < ${to})
    insert into usage_record (id, file_id, record_id, state, vendor_id, provider_id, product_id, hub_id, item_id, asset_id, asset_external_id, asset_external_uid,
      quantity, category_id, note, params, errors, external_billing_id, external_billing_note, closed_by, created_at)
    select ${id}, file.id, 'R-' || n, 'valid', vendor_id, provider_id, product_id, '', '', ${idOf('AS')}, '', '', '1', '', '', '{}', '[]', '', '', '', ${at}
    from seq cross join usage_file as file where file.id = ${fileId}`.execute(ctx.tx);
}
