/** The key-value storage of one installation, with compare-and-set by version and quotas. */
import { sql } from 'kysely';
import { FIXED_LIMITS } from '../../sdk/contract/index.ts';
import { PlatformError } from '../base/index.ts';
import type { Context } from '../store/index.ts';

export async function getValue(ctx: Context, installationId: string, key: string): Promise<{ value: unknown; version: number } | null> {
  const row = await find(ctx, installationId, key);
  return row ? { value: JSON.parse(row.value), version: row.version } : null;
}

export async function setValue(ctx: Context, installationId: string, key: string, value: unknown, ifVersion?: number): Promise<{ version: number }> {
  const text = JSON.stringify(value ?? null);
  const bytes = Buffer.byteLength(text);
  if (bytes > FIXED_LIMITS.storageValueBytes) throw quota(`a value has ${bytes} bytes; at most ${FIXED_LIMITS.storageValueBytes} are allowed.`);
  const present = await find(ctx, installationId, key, true);
  checkVersion(key, present?.version ?? 0, ifVersion);
  const used = await ctx.tx
    .selectFrom('key_value')
    .select(sql<number>`coalesce(sum(bytes), 0)`.as('bytes'))
    .where('installation_id', '=', installationId)
    .executeTakeFirstOrThrow();
  if (Number(used.bytes) - (present?.bytes ?? 0) + bytes > FIXED_LIMITS.storageBytes)
    throw quota(`the installation would keep more than ${FIXED_LIMITS.storageBytes} bytes.`);
  const version = (present?.version ?? 0) + 1;
  await ctx.tx
    .insertInto('key_value')
    .values({ installation_id: installationId, key, value: text, version, bytes })
    .onConflict((oc) => oc.columns(['installation_id', 'key']).doUpdateSet({ value: text, version, bytes }))
    .execute();
  return { version };
}

export async function deleteValue(ctx: Context, installationId: string, key: string, ifVersion?: number): Promise<void> {
  const present = await find(ctx, installationId, key, true);
  checkVersion(key, present?.version ?? 0, ifVersion);
  await ctx.tx.deleteFrom('key_value').where('installation_id', '=', installationId).where('key', '=', key).execute();
}

export async function listKeys(ctx: Context, installationId: string, options: { prefix?: string; after?: string; limit?: number }): Promise<string[]> {
  const { prefix = '', after = '', limit = 100 } = options;
  let query = ctx.tx.selectFrom('key_value').select('key').where('installation_id', '=', installationId).orderBy('key').limit(limit);
  if (prefix) query = query.where('key', '>=', prefix).where('key', '<', `${prefix}\u{10ffff}`);
  if (after) query = query.where('key', '>', after);
  return (await query.execute()).map((row) => row.key);
}

export async function usedStorage(ctx: Context, installationId: string): Promise<{ keys: number; bytes: number }> {
  const used = await ctx.tx
    .selectFrom('key_value')
    .select([sql<number>`count(*)`.as('keys'), sql<number>`coalesce(sum(bytes), 0)`.as('bytes')])
    .where('installation_id', '=', installationId)
    .executeTakeFirstOrThrow();
  return { keys: Number(used.keys), bytes: Number(used.bytes) };
}

function find(ctx: Context, installationId: string, key: string, lock = false) {
  const query = ctx.tx.selectFrom('key_value').selectAll().where('installation_id', '=', installationId).where('key', '=', key);
  return (lock ? query.modifyEnd(ctx.dialect.forUpdate) : query).executeTakeFirst();
}

function checkVersion(key: string, present: number, wanted: number | undefined): void {
  if (wanted !== undefined && wanted !== present)
    throw new PlatformError('conflict', `"${key}" is at version ${present}, not ${wanted}.`, { code: 'CONFLICT' });
}

function quota(message: string): PlatformError {
  return new PlatformError('validation', `storage: ${message}`, { code: 'STORAGE_QUOTA' });
}
