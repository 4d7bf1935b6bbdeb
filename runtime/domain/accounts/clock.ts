/** What time does to tokens and users: new tokens are prepared, ended ones give way to their second secret, invitations run out. */
import { sql } from 'kysely';
import { nextState, publicTime } from '../../base/index.ts';
import { json, onOneHost, type Job } from '../kit/index.ts';
import { SYSTEM, type Context, type Store } from '../../store/index.ts';
import { tokenLifecycle, userLifecycle } from './lifecycle.ts';

const SOON_MS = 1_000;
const SELDOM_MS = 60_000;
const INVITATION_MS = 7 * 86_400_000;
const BATCH = 100;

export const accountJobs: readonly Job[] = [
  { name: 'accounts.tokens', everyMs: SOON_MS, run: prepareTokens },
  onOneHost('accounts.endings', SELDOM_MS, async (ctx) => [await endTokens(ctx), await endInvitations(ctx)].includes(true)),
];

/** Reads before it writes: on most rounds there is nothing to do, and a unit that writes keeps others waiting. */
async function prepareTokens(store: Store): Promise<boolean> {
  const pending = (ctx: Context) => ctx.tx.selectFrom('token').selectAll().where('status', '=', sql.lit('pending')).limit(BATCH);
  if (!(await store.read(SYSTEM, (ctx) => pending(ctx).executeTakeFirst()))) return false;
  return store.write(SYSTEM, async (ctx) => {
    const rows = await pending(ctx).execute();
    for (const row of rows) {
      const status = nextState(tokenLifecycle, row, 'prepare', 'system');
      await ctx.tx.updateTable('token').set({ status, updated_at: ctx.now }).where('id', '=', row.id).where('status', '=', row.status).execute();
    }
    return rows.length === BATCH;
  });
}

async function endTokens(ctx: Context): Promise<boolean> {
  const rows = await ctx.tx.selectFrom('token').selectAll().where('status', '=', sql.lit('active')).where('expires_at', '<=', ctx.now).limit(BATCH).execute();
  for (const row of rows) {
    const { renewed_hash, renewed_expires_at } = row;
    const next = renewed_hash === null ? { status: nextState(tokenLifecycle, row, 'expire', 'system') } : { secret_hash: renewed_hash, expires_at: renewed_expires_at, renewed_hash: null, renewed_expires_at: null }; // prettier-ignore
    await ctx.tx
      .updateTable('token')
      .set({ ...next, updated_at: ctx.now })
      .where('id', '=', row.id)
      .execute();
  }
  return rows.length === BATCH;
}

async function endInvitations(ctx: Context): Promise<boolean> {
  const before = new Date(ctx.clock.now() - INVITATION_MS).toISOString();
  const rows = await ctx.tx
    .selectFrom('account_user')
    .selectAll()
    .where('status', '=', sql.lit('invited'))
    .where('updated_at', '<', before)
    .limit(BATCH)
    .execute();
  for (const row of rows) {
    const status = nextState(userLifecycle, row, 'revoke', 'system');
    const events = JSON.stringify({ ...json<object>(row.events), expired: { at: publicTime(ctx.now) } });
    await ctx.tx.updateTable('account_user').set({ status, events, updated_at: ctx.now }).where('id', '=', row.id).execute();
  }
  return rows.length === BATCH;
}
