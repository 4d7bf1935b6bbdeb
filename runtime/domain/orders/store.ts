/** Loading and saving of assets and requests; SQL and no rules. */
import { sql } from 'kysely';
import { findVisible, stamped } from '../kit/index.ts';
import { insertRows, updateRow, type AssetRow, type Context, type RequestRow } from '../../store/index.ts';
import { assets, requests } from './fields.ts';
import { requireParty } from './parties.ts';

/** A request and its asset, locked until the unit ends. The asset is locked first: it orders all work on its requests. */
export async function loadRequest(ctx: Context, id: string): Promise<{ request: RequestRow; asset: AssetRow }> {
  const seen = await findVisible(ctx, requests, id);
  const asset = await lockAsset(ctx, seen.asset_id);
  if (ctx.dialect.oneWriter) return { request: seen, asset };
  const request = await findVisible(ctx, requests, id, { lock: true });
  return { request, asset };
}

export async function lockAsset(ctx: Context, id: string): Promise<AssetRow> {
  const asset = await findVisible(ctx, assets, id, { lock: true });
  requireParty(ctx, asset);
  return asset;
}

export async function findAsset(ctx: Context, by: { id?: string; external_uid?: string; connectionId?: string }): Promise<AssetRow | undefined> {
  const which = by.id
    ? sql`id = ${by.id}`
    : by.external_uid && by.connectionId
      ? sql`external_uid = ${by.external_uid} and connection_id = ${by.connectionId}`
      : undefined;
  if (!which) return undefined;
  return (await sql<AssetRow>`select * from asset where ${which}`.execute(ctx.tx)).rows[0];
}

/** With the sellers between its vendor and its provider, the nearest to the provider first. */
export async function insertAsset(ctx: Context, row: AssetRow, sellers: readonly string[]): Promise<void> {
  await insertRows(ctx, 'asset', [row]);
  if (sellers.length) await insertRows(ctx, 'asset_seller', sellers.map((account_id, i) => ({ id: row.id, account_id, position: i + 1 }))); // prettier-ignore
}

export async function insertRequest(ctx: Context, row: RequestRow): Promise<void> {
  await insertRows(ctx, 'request', [row]);
}

export async function saveAsset(ctx: Context, row: AssetRow, change: Partial<AssetRow>): Promise<AssetRow> {
  const set = { ...change, events: stamped(ctx, change.events ?? row.events, 'updated'), updated_at: ctx.now };
  await updateRow(ctx, 'asset', row.id, set);
  return { ...row, ...set };
}

export async function saveRequest(ctx: Context, row: RequestRow, change: Partial<RequestRow>, ...stamps: string[]): Promise<RequestRow> {
  const set = { ...change, events: stamped(ctx, row.events, 'updated', ...stamps), updated_at: ctx.now };
  await updateRow(ctx, 'request', row.id, set);
  return { ...row, ...set };
}

export async function deleteDraft(ctx: Context, request: RequestRow, asset: AssetRow): Promise<void> {
  await ctx.tx.deleteFrom('request').where('id', '=', request.id).execute();
  if (asset.status !== 'draft') return;
  await ctx.tx.deleteFrom('asset_seller').where('id', '=', asset.id).execute();
  await ctx.tx.deleteFrom('asset').where('id', '=', asset.id).execute();
}
