/** Connections: a product and a hub that agreed to exchange orders. One of each type, never removed, only revoked. */
import { invalid, notFound, PlatformError } from '../../base/index.ts';
import { findVisible, json } from '../kit/index.ts';
import { requireProduct } from '../products/index.ts';
import type { ConnectionRow, Context } from '../../store/index.ts';
import { connections, hubs } from './fields.ts';

export const CONNECTION_TYPES = ['test', 'production'] as const;

interface ConnectionInput {
  type?: string;
  note?: string;
  product_version_type?: string;
}

export async function createConnection(
  ctx: Context,
  input: ConnectionInput & { product: string; hub: string; vendor: string; provider: string },
): Promise<ConnectionRow> {
  const row: ConnectionRow = {
    id: await ctx.id('connection', 'connection'),
    type: input.type ?? 'production',
    status: 'approved',
    product_id: input.product,
    hub_id: input.hub,
    vendor_id: input.vendor,
    provider_id: input.provider,
    data: JSON.stringify({ note: input.note ?? '', product_version_type: input.product_version_type ?? 'public' }),
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  await ctx.tx.insertInto('connection').values(row).execute();
  return row;
}

/**
 * Vendor or provider connects a product to a hub. Both have agreed by then: there is an active contract, and under it a submitted
 * listing request, so the connection starts approved (platform-api.md section 12).
 */
export async function connect(ctx: Context, productId: string, input: ConnectionInput & { hub: { id: string } }): Promise<ConnectionRow> {
  const product = await requireProduct(ctx, productId, { lock: true });
  const { type = 'production', note, product_version_type } = input;
  const hub = await findVisible(ctx, hubs, input.hub.id).catch(() => undefined);
  const mine = ctx.actor.role === 'vendor' || hub?.owner_id === ctx.actor.accountId;
  if (!hub || !mine)
    throw invalid('hub.id', `${JSON.stringify(input.hub.id)} is not a hub you can use: a provider connects its own, a vendor those of its distributors.`);
  if (product.status !== 'published') throw invalid('product.id', `${product.id} is ${product.status}; only a product with a public version can be connected.`);
  const listed = await ctx.tx
    .selectFrom('listing')
    .innerJoin('contract', 'contract.id', 'listing.contract_id')
    .select('contract.status')
    .where('listing.product_id', '=', product.id)
    .where('listing.provider_id', '=', hub.owner_id)
    .execute();
  if (!listed.length) throw invalid('product.id', `${product.id} has no submitted listing request on a marketplace of ${hub.owner_id}.`);
  if (!listed.some((l) => l.status === 'active'))
    throw invalid('hub.id', `no contract under which ${hub.owner_id}, the owner of ${hub.id}, lists ${product.id} is active.`);
  const present = await ctx.tx
    .selectFrom('connection')
    .select('id')
    .where('product_id', '=', product.id)
    .where('hub_id', '=', hub.id)
    .where('type', '=', type)
    .executeTakeFirst();
  if (present) throw invalid('type', `${present.id} already connects ${product.id} to ${hub.id} for ${type}; there is one connection of each type.`);
  const words = { type, ...(note === undefined ? {} : { note }), ...(product_version_type === undefined ? {} : { product_version_type }) };
  return createConnection(ctx, { ...words, product: product.id, hub: hub.id, vendor: product.owner_id, provider: hub.owner_id });
}

/** The provider may close a connection for orders and open it again. */
export async function updateConnection(ctx: Context, productId: string, id: string, input: ConnectionInput & { status?: string }): Promise<void> {
  const row = await findVisible(ctx, connections, id, { lock: true });
  if (row.product_id !== productId) throw notFound(id);
  const { note, product_version_type, status = row.status } = input;
  if (status !== row.status && row.provider_id !== ctx.actor.accountId)
    throw new PlatformError('forbidden', `the status of a connection is set by its provider ${row.provider_id}.`);
  const data = { ...json<object>(row.data), ...(note === undefined ? {} : { note }), ...(product_version_type === undefined ? {} : { product_version_type }) };
  await ctx.tx
    .updateTable('connection')
    .set({ status, data: JSON.stringify(data), updated_at: ctx.now })
    .where('id', '=', id)
    .execute();
}
