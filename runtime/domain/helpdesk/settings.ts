/** How an account wants to be asked: here or in a system of its own, and when a resolved case closes by itself. */
import { notFound } from '../../base/index.ts';
import { findVisible, json, references, stamped } from '../kit/index.ts';
import type { Context, HelpdeskSettingsRow } from '../../store/index.ts';
import { cases } from './fields.ts';
import { isPartner } from './partners.ts';

/** Days until a resolved case closes, where the account says nothing. */
const TTL_DAYS = 7;

export interface SettingsInput {
  ttl?: number;
  mode?: string;
  instructions?: string | null;
}

export async function settingsOf(ctx: Context, accountId: string): Promise<HelpdeskSettingsRow> {
  const row = await ctx.tx.selectFrom('helpdesk_settings').selectAll().where('account_id', '=', accountId).executeTakeFirst();
  return row ?? { account_id: accountId, ttl: TTL_DAYS, mode: 'builtin', instructions: null, events: '{}' };
}

/** Partners read them too: they are told where to ask. Another account is as absent as none. */
export async function showSettings(ctx: Context, accountId: string): Promise<object> {
  const own = ctx.actor.accountId === accountId || ctx.actor.role === 'operator';
  if (!own && !(await isPartner(ctx, accountId))) throw notFound(accountId);
  return shown(await settingsOf(ctx, accountId));
}

/** Of the two sides of a case, the issuer's first: how long each leaves it open, and how it wants to be asked. */
export async function showCaseSettings(ctx: Context, caseId: string): Promise<{ id: string }[]> {
  const { issuer_id, receiver_id } = await findVisible(ctx, cases, caseId);
  const sides = [issuer_id, receiver_id];
  const account = await references(ctx, 'account', sides);
  return Promise.all(sides.map(async (id) => ({ id, account: account(id), ...shown(await settingsOf(ctx, id)) })));
}

function shown({ ttl, mode, instructions, events }: HelpdeskSettingsRow): object {
  return { ttl, mode, ...(instructions === null ? {} : { instructions }), events: json(events) };
}

export async function changeSettings(ctx: Context, accountId: string, input: SettingsInput): Promise<object> {
  if (ctx.actor.accountId !== accountId) throw notFound(accountId);
  const present = await settingsOf(ctx, accountId);
  const first = present.events === '{}';
  const row = { ...present, ...input, events: stamped(ctx, present.events, ...(first ? ['created', 'updated'] : ['updated'])) };
  const { account_id: _, ...set } = row;
  await ctx.tx
    .insertInto('helpdesk_settings')
    .values(row)
    .onConflict((oc) => oc.column('account_id').doUpdateSet(set))
    .execute();
  return showSettings(ctx, accountId);
}
