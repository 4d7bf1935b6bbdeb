/** Webhooks of an account: where to poke, about what, signed with which secret. */
import { invalid } from '../../base/index.ts';
import { findVisible } from '../kit/index.ts';
import { products } from '../products/index.ts';
import type { Context, WebhookRow } from '../../store/index.ts';
import { notices, SECRET_MASK, webhooks } from './fields.ts';
import { TRIGGERED } from './kinds.ts';

export interface WebhookInput {
  label: string;
  active?: boolean;
  type?: string;
  object_class: string;
  product_id?: string;
  product?: { id: string };
  external_url: string;
  jwt_secret: string;
  description?: string | null;
  http_method?: string;
  headers?: Record<string, string>;
  data?: Record<string, unknown>;
  processing_timeout?: number;
}

/** How long a receiver is given for one poke, where the webhook does not say. */
const PROCESSING_TIMEOUT_S = 600;
const WEBHOOKS_MAX = 200;
/** Set by the sender, or able to change where a request ends. */
const OWN_HEADERS = ['authorization', 'host', 'content-length', 'content-type', 'transfer-encoding', 'connection', 'upgrade', 'te', 'trailer', 'expect'];

export async function createWebhook(ctx: Context, input: WebhookInput): Promise<WebhookRow> {
  const id = await ctx.id('webhook', 'webhook');
  const { count } = await ctx.tx
    .selectFrom('webhook')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('account_id', '=', ctx.actor.accountId)
    .executeTakeFirstOrThrow();
  if (Number(count) >= WEBHOOKS_MAX) throw invalid('webhook', `your account has ${count}; at most ${WEBHOOKS_MAX} are allowed.`);
  if (input.jwt_secret === SECRET_MASK) throw invalid('jwt_secret', 'this is the mask of a secret, not a secret.');
  const row: WebhookRow = {
    ...{ id, account_id: ctx.actor.accountId, label: input.label, active: Number(input.active ?? true), type: input.type ?? 'event' },
    ...{ object_class: input.object_class, product_id: await productOf(ctx, input.product_id ?? input.product?.id) },
    ...{ external_url: checkedUrl(input.external_url), jwt_secret: ctx.sealer.seal(input.jwt_secret, secretIdentity(id)) },
    ...{ description: input.description ?? '', http_method: input.http_method ?? 'POST' },
    ...{ headers: JSON.stringify(checkedHeaders(input.headers ?? {})), data: JSON.stringify(input.data ?? {}) },
    ...{ created_by: JSON.stringify(ctx.actor.by), modified_by: JSON.stringify(ctx.actor.by), created_at: ctx.now, modified_at: ctx.now },
    ...{ processing_timeout: input.processing_timeout ?? PROCESSING_TIMEOUT_S, earliest_ms: 0, told_seq: 0 },
    ...{ events: 0, successes: 0, failures: 0, failures_in_row: 0, last_event_at: null, last_success: null, last_failure: null },
  };
  await ctx.tx.insertInto('webhook').values(row).execute();
  return row;
}

/** Where it goes or how it is signed may have been what was wrong: the next poke need not wait. */
export async function updateWebhook(ctx: Context, id: string, input: Partial<WebhookInput>): Promise<void> {
  const row = await findVisible(ctx, webhooks, id, { lock: true });
  const product = input.product_id ?? input.product?.id;
  const { label = row.label, type = row.type, object_class = row.object_class, http_method = row.http_method } = input;
  await ctx.tx
    .updateTable('webhook')
    .set({
      ...{ label, type, object_class, http_method, earliest_ms: 0 },
      active: input.active === undefined ? row.active : Number(input.active),
      product_id: product === undefined || product === row.product_id ? row.product_id : await productOf(ctx, product),
      external_url: input.external_url === undefined ? row.external_url : checkedUrl(input.external_url),
      jwt_secret: input.jwt_secret === undefined || input.jwt_secret === SECRET_MASK ? row.jwt_secret : ctx.sealer.seal(input.jwt_secret, secretIdentity(id)),
      description: input.description === undefined ? row.description : (input.description ?? ''),
      headers: input.headers === undefined ? row.headers : JSON.stringify(checkedHeaders(input.headers)),
      data: input.data === undefined ? row.data : JSON.stringify(input.data),
      processing_timeout: input.processing_timeout ?? row.processing_timeout,
      ...{ modified_by: JSON.stringify(ctx.actor.by), modified_at: ctx.now },
    })
    .where('id', '=', id)
    .execute();
}

/** What still waits for it is given up by the sender. */
export async function deleteWebhook(ctx: Context, id: string): Promise<void> {
  await findVisible(ctx, webhooks, id, { lock: true });
  await ctx.tx.deleteFrom('webhook').where('id', '=', id).execute();
}

export async function triggerWebhook(ctx: Context, id: string): Promise<void> {
  const row = await findVisible(ctx, webhooks, id);
  if (row.active !== 1 || row.type !== 'event')
    throw invalid('active', `${id} is ${row.active ? `a ${row.type}` : 'not active'}; only an active webhook of type event is triggered.`);
  ctx.emit({ type: TRIGGERED, objectClass: 'webhook', objectId: id, status: '', accounts: [row.account_id] });
}

export async function chooseNotice(ctx: Context, id: string, enabled: boolean | undefined): Promise<void> {
  await findVisible(ctx, notices, id);
  if (enabled === undefined) return;
  const choice = { account_id: ctx.actor.accountId, notice_id: id, enabled: Number(enabled) };
  await ctx.tx
    .insertInto('notice_choice')
    .values(choice)
    .onConflict((oc) => oc.columns(['account_id', 'notice_id']).doUpdateSet({ enabled: choice.enabled }))
    .execute();
}

export const webhookSecret = (ctx: Context, row: Pick<WebhookRow, 'id' | 'jwt_secret'>): string => ctx.sealer.open(row.jwt_secret, secretIdentity(row.id));

const secretIdentity = (id: string) => `webhook:${id}`;

async function productOf(ctx: Context, id: string | undefined): Promise<string> {
  if (id === undefined) throw invalid('product_id', 'This field is required.');
  const found = await findVisible(ctx, products, id).catch(() => undefined);
  if (!found) throw invalid('product_id', `${JSON.stringify(id)} is not a product you know.`);
  return found.id;
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.password)
    throw invalid('external_url', `${JSON.stringify(text)} is not allowed; allowed: an http or https URL without user and password.`);
  return url.href;
}

function checkedHeaders(headers: Record<string, string>): Record<string, string> {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]{1,100}$/.test(name) || OWN_HEADERS.includes(name.toLowerCase()))
      throw invalid(`headers.${name}`, `this name is not allowed; not allowed are ${OWN_HEADERS.join(', ')}.`);
    if (!/^[\t\x20-\x7e]{0,2000}$/.test(value)) throw invalid(`headers.${name}`, 'a value is at most 2000 printable ASCII characters.');
  }
  return headers;
}
