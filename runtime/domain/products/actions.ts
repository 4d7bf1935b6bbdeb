/** Buttons of a product: a link to the vendor's own page, signed so that the page knows who sent the user. */
import { createHmac, randomBytes } from 'node:crypto';
import { invalid } from '../../base/index.ts';
import { json, publicApi } from '../kit/index.ts';
import type { Context, ProductPartRow, ProductRow } from '../../store/index.ts';
import { createPart, inData, masterParts, partsOf, updatePart } from './parts.ts';

const LINK_SECONDS = 60;
export const ACTION_SCOPES = ['asset', 'tier1', 'tier2'] as const;

export interface ActionInput {
  action?: string;
  name?: string;
  title?: string;
  description?: string;
  type?: string;
  scope?: string;
}

export const actions = partsOf('action', {
  ...inData('action', { order: true, search: true }),
  ...inData('name', { order: true, search: true }),
  ...inData('scope', { order: true }),
  ...inData('type'),
});

export async function createAction(ctx: Context, product: string, input: ActionInput & { action: string; name: string }): Promise<ProductPartRow> {
  await requireFree(ctx, product, input.action);
  return createPart(ctx, 'action', product, { type: 'button', scope: 'asset', description: '', title: input.name, ...input });
}

export async function updateAction(ctx: Context, row: ProductPartRow, input: ActionInput): Promise<void> {
  if (input.action !== undefined) await requireFree(ctx, row.product_id, input.action, row.id);
  await updatePart(ctx, row, input);
}

async function requireFree(ctx: Context, product: string, action: string, own?: string): Promise<void> {
  const taken = (await masterParts(ctx, { id: product }, 'action')).find((a) => a.id !== own && json<ActionInput>(a.data).action === action);
  if (taken) throw invalid('action', `${JSON.stringify(action)} is already the action of ${taken.id}; it is unique within a product.`);
}

interface Secretive {
  jwt_secret?: string;
  customer_ui_settings?: { action?: { url?: string } };
}

/** A new key for the links; links signed with the one before stop being valid. It is told once. */
export async function regenerateSecret(ctx: Context, product: ProductRow): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  const data = JSON.stringify({ ...json<object>(product.data), jwt_secret: ctx.sealer.seal(secret, sealName(product.id)) });
  await ctx.tx.updateTable('product').set({ data }).where('id', '=', product.id).execute();
  return secret;
}

const sealName = (product: string) => `${product}:jwt_secret`;

/** What links are signed with; undefined while the vendor has made no key. */
export function actionSecret(ctx: Context, product: ProductRow): string | undefined {
  const { jwt_secret } = json<Secretive>(product.data);
  return jwt_secret === undefined ? undefined : ctx.sealer.open(jwt_secret, sealName(product.id));
}

/**
 * For an asset or a tier configuration of this product that the caller is a party of; good for a minute. It leads to the
 * vendor's own page, or where there is none to the platform, which asks the vendor's extension.
 */
export async function actionLink(
  ctx: Context,
  product: ProductRow,
  action: { id: string; action: string },
  query: { asset_id?: string; tier_config_id?: string },
): Promise<string> {
  const page = json<Secretive>(product.data).customer_ui_settings?.action?.url;
  const secret = actionSecret(ctx, product);
  if (secret === undefined) throw invalid('jwt_secret', `product ${product.id} has no secret yet; its vendor makes one with actions/regeneratesecret.`);
  const { asset_id, tier_config_id } = query;
  if (asset_id !== undefined) await requireParty(ctx, 'asset', 'asset_id', product.id, asset_id);
  if (tier_config_id !== undefined) await requireParty(ctx, 'tier_config', 'tier_config_id', product.id, tier_config_id);
  const issued = Math.floor(Date.parse(ctx.now) / 1000);
  const claims = { action_id: action.action, product_id: product.id, ...query, account_id: ctx.actor.accountId, iat: issued, exp: issued + LINK_SECONDS };
  const url = new URL(page ?? `${await publicApi(ctx)}/products/${product.id}/actions/${action.id}/execute`);
  url.searchParams.set('jwt', jwt(claims, secret));
  return url.href;
}

/** The tables belong to higher modules: only whose object it is is read from them. */
async function requireParty(ctx: Context, table: 'asset' | 'tier_config', field: string, product: string, id: string): Promise<void> {
  const me = ctx.actor.accountId;
  const found = await ctx.tx
    .selectFrom(table as 'asset')
    .select('id')
    .where('id', '=', id)
    .where('product_id', '=', product)
    .where((eb) => eb.or([eb('vendor_id', '=', me), eb('provider_id', '=', me)]))
    .executeTakeFirst();
  if (!found && ctx.actor.role !== 'operator') throw invalid(field, `${JSON.stringify(id)} is not one of yours for product ${product}.`);
}

function jwt(claims: object, secret: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}
