/** What time does to tier configuration requests: a draft that nobody finished is forgotten (tier-config-request/3). */
import { SYSTEM, type Context } from '../../store/index.ts';
import { onOneHost } from '../kit/index.ts';
import { discardConfigRequest } from './commands.ts';

const DRAFT_MS = 30 * 86_400_000;
const EVERY_MS = 60_000;
const BATCH = 50;

export const tierConfigJobs = [onOneHost('tier-configs.drafts', EVERY_MS, forgetDrafts)];

async function forgetDrafts(ctx: Context): Promise<boolean> {
  const before = new Date(ctx.clock.now() - DRAFT_MS).toISOString();
  const drafts = await ctx.tx
    .selectFrom('tier_config_request')
    .select('id')
    .where('status', '=', 'draft')
    .where('updated_at', '<', before)
    .limit(BATCH)
    .execute();
  for (const { id } of drafts) await discardConfigRequest(ctx.as({ actor: SYSTEM }), id);
  return drafts.length === BATCH;
}
