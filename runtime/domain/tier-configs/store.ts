/** Loading and saving of tier configurations and their requests; SQL and no rules. */
import { findVisible, stamped } from '../kit/index.ts';
import { insertRows, updateRow, type Context, type TierConfigRequestRow, type TierConfigRow } from '../../store/index.ts';
import { configRequests, configs } from './fields.ts';

/** A request and its configuration, locked until the unit ends; the configuration first, it orders all work on its requests. */
export async function loadConfigRequest(ctx: Context, id: string): Promise<{ request: TierConfigRequestRow; config: TierConfigRow }> {
  const seen = await findVisible(ctx, configRequests, id);
  const config = await findVisible(ctx, configs, seen.config_id, { lock: true });
  return { request: await findVisible(ctx, configRequests, id, { lock: true }), config };
}

export async function insertConfig(ctx: Context, row: TierConfigRow): Promise<void> {
  await insertRows(ctx, 'tier_config', [row]);
}

export async function insertConfigRequest(ctx: Context, row: TierConfigRequestRow): Promise<void> {
  await insertRows(ctx, 'tier_config_request', [row]);
}

export async function saveConfig(ctx: Context, row: TierConfigRow, change: Partial<TierConfigRow>): Promise<TierConfigRow> {
  const set = { ...change, events: stamped(ctx, row.events, 'updated'), updated_at: ctx.now };
  await updateRow(ctx, 'tier_config', row.id, set);
  return { ...row, ...set };
}

export async function saveConfigRequest(
  ctx: Context,
  row: TierConfigRequestRow,
  change: Partial<TierConfigRequestRow>,
  ...stamps: string[]
): Promise<TierConfigRequestRow> {
  const set = { ...change, events: stamped(ctx, row.events, 'updated', ...stamps), updated_at: ctx.now };
  await updateRow(ctx, 'tier_config_request', row.id, set);
  return { ...row, ...set };
}
