/** Cases: one account asks a partner for help, both move it, the timer closes what is resolved. */
import { invalid, nextState, PlatformError } from '../../base/index.ts';
import { findVisible, json, onOneHost, stamped } from '../kit/index.ts';
import { products } from '../products/index.ts';
import type { CaseRow, Context } from '../../store/index.ts';
import { cases } from './fields.ts';
import { caseLifecycle, type CaseAction, type CaseSide } from './lifecycle.ts';
import { isPartner } from './partners.ts';
import { settingsOf } from './settings.ts';

type Ref = { id: string };

export interface People {
  agent?: Ref;
  recipients?: Ref[];
}

export interface CaseInput {
  subject?: string;
  description?: string;
  type?: string;
  priority?: number | string;
  product?: Ref | null;
  issuer?: People;
  receiver?: People;
}
export type NewCase = CaseInput & { subject: string; description: string; type: string; receiver: People & { account: Ref } };

interface Side {
  agent?: { id: string; name: string };
  recipients: { id: string; name: string }[];
}

export async function createCase(ctx: Context, input: NewCase): Promise<CaseRow> {
  const receiver = input.receiver.account.id;
  if (!(await isPartner(ctx, receiver)))
    throw invalid('receiver.account.id', `${JSON.stringify(receiver)} is not a partner with whom you have an active contract.`);
  const { mode, instructions } = await settingsOf(ctx, receiver);
  if (mode === 'federated') throw invalid('receiver.account.id', `${receiver} takes cases in a system of its own${instructions ? `: ${instructions}` : '.'}`);
  const row: CaseRow = {
    id: await ctx.id('case', 'helpdesk_case'),
    ...{ state: 'pending', subject: input.subject, description: input.description, type: input.type },
    priority: input.priority === undefined ? null : Number(input.priority),
    product_id: await productOf(ctx, input.product ?? null),
    ...{ issuer_id: ctx.actor.accountId, receiver_id: receiver },
    issuer: JSON.stringify(await sideOf(ctx, 'issuer', { agent: ctx.actor.by, recipients: [] }, input.issuer)),
    receiver: JSON.stringify({ recipients: [] } satisfies Side),
    ...{ rating: null, feedback: null, close_at: null },
    events: stamped(ctx, undefined, 'created', 'updated', 'pending'),
    ...{ created_at: ctx.now, updated_at: ctx.now },
  };
  await ctx.tx.insertInto('helpdesk_case').values(row).execute();
  emitCase(ctx, row);
  return row;
}

/** Either side says more about an open case; each names only its own people. */
export async function updateCase(ctx: Context, id: string, input: CaseInput): Promise<void> {
  const row = await findVisible(ctx, cases, id, { lock: true });
  if (row.state === 'closed') throw new PlatformError('transition', `state: case ${id} is closed; it cannot be changed any more.`);
  const side = sideOfActor(ctx, row);
  const own = side === 'system' ? {} : { [side]: JSON.stringify(await sideOf(ctx, side, json<Side>(row[side]), input[side])) };
  await ctx.tx
    .updateTable('helpdesk_case')
    .set({
      ...{ subject: input.subject ?? row.subject, description: input.description ?? row.description, type: input.type ?? row.type },
      priority: input.priority === undefined ? row.priority : Number(input.priority),
      product_id: input.product === undefined ? row.product_id : await productOf(ctx, input.product, row.product_id),
      ...own,
      events: stamped(ctx, row.events, 'updated'),
      updated_at: ctx.now,
    })
    .where('id', '=', id)
    .execute();
}

export interface Closing {
  rating?: number | string;
  feedback?: string;
}

export async function moveCase(ctx: Context, id: string, action: CaseAction, closing: Closing = {}): Promise<void> {
  const row = await findVisible(ctx, cases, id, { lock: true });
  const state = nextState(caseLifecycle, { id, status: row.state }, action, sideOfActor(ctx, row));
  const set = {
    state,
    close_at: state === 'resolved' ? await closesAt(ctx, row) : null,
    rating: closing.rating === undefined ? row.rating : Number(closing.rating),
    feedback: closing.feedback ?? row.feedback,
    events: stamped(ctx, row.events, 'updated', state),
    updated_at: ctx.now,
  };
  await ctx.tx.updateTable('helpdesk_case').set(set).where('id', '=', id).execute();
  emitCase(ctx, { ...row, ...set });
}

const BATCH = 50;
const CLOCK_MS = 60_000;

export const helpdeskJobs = [onOneHost('helpdesk.auto-close', CLOCK_MS, closeForgotten)];

async function closeForgotten(ctx: Context): Promise<boolean> {
  const due = await ctx.tx
    .selectFrom('helpdesk_case')
    .select('id')
    .where('state', '=', 'resolved')
    .where('close_at', '<=', ctx.now)
    .orderBy('close_at')
    .limit(BATCH)
    .execute();
  for (const { id } of due) await moveCase(ctx, id, 'close');
  return due.length === BATCH;
}

/** The timer is that of the account that helps. */
async function closesAt(ctx: Context, row: CaseRow): Promise<string | null> {
  const { ttl } = await settingsOf(ctx, row.receiver_id);
  return ttl === 0 ? null : new Date(Math.min(ctx.clock.now() + ttl * 86_400_000, 8.64e15)).toISOString();
}

function sideOfActor(ctx: Context, row: CaseRow): CaseSide {
  if (ctx.actor.role === 'system') return 'system';
  return ctx.actor.accountId === row.issuer_id ? 'issuer' : 'receiver';
}

async function productOf(ctx: Context, product: Ref | null, present: string | null = null): Promise<string | null> {
  if (product === null || product.id === present) return product?.id ?? null;
  const found = await findVisible(ctx, products, product.id).catch(() => undefined);
  if (!found) throw invalid('product.id', `${JSON.stringify(product.id)} is not a product you know.`);
  return found.id;
}

/** The people of one's own account, by user or by what acts now. */
async function sideOf(ctx: Context, name: string, present: Side, given: People | undefined): Promise<Side> {
  const known = new Map([present.agent, ...present.recipients, ctx.actor.by].flatMap((p) => (p ? [[p.id, p]] : [])));
  const wanted = [given?.agent, ...(given?.recipients ?? [])].flatMap((p) => (p && !known.has(p.id) ? [p.id] : []));
  const users = wanted.length
    ? await ctx.tx.selectFrom('account_user').select(['id', 'name']).where('account_id', '=', ctx.actor.accountId).where('id', 'in', wanted).execute()
    : [];
  for (const user of users) known.set(user.id, user);
  const person = (field: string, { id }: Ref) => {
    const found = known.get(id);
    if (!found) throw invalid(`${name}.${field}.id`, `${JSON.stringify(id)} is not a user of your account.`);
    return { id: found.id, name: found.name };
  };
  const agent = given?.agent ? person('agent', given.agent) : present.agent;
  return {
    ...(agent ? { agent: { id: agent.id, name: agent.name } } : {}),
    recipients: given?.recipients ? given.recipients.map((r, i) => person(`recipients.${i}`, r)) : present.recipients,
  };
}

function emitCase(ctx: Context, row: CaseRow): void {
  ctx.emit({ type: 'helpdesk_case_processing', objectClass: 'case', objectId: row.id, status: row.state, accounts: [row.issuer_id, row.receiver_id] });
}
