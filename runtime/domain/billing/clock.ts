/** What time does to subscriptions: the next date comes, and a billing request is written. */
import type { Context } from '../../store/index.ts';
import { onOneHost } from '../kit/index.ts';
import { billDue } from './commands.ts';

const EVERY_MS = 5_000;
const BATCH = 50;
/** Statuses in which periods pass. */
const LIVING = ['active', 'suspended', 'terminating'];

export const billingJobs = [onOneHost('billing.clock', EVERY_MS, billAllDue)];

async function billAllDue(ctx: Context): Promise<boolean> {
  const due = await ctx.tx
    .selectFrom('asset')
    .selectAll()
    .where('next_date', 'is not', null)
    .where('next_date', '<=', ctx.now)
    .where('status', 'in', LIVING)
    .orderBy('next_date')
    .limit(BATCH)
    .execute();
  for (const asset of due) await billDue(ctx, asset);
  return due.length > 0;
}
