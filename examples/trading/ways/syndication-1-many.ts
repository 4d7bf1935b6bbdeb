/** A distributor and several partners sell one vendor's product: one report of its use, and a part of it for each of their hubs. */
import { bill, order, purchase, tier, type Subscription } from '../orders.ts';
import type { Json, Trade } from '../trade.ts';
import { settleUsage } from '../usage.ts';
import { cover, join, resell, startSourcing } from './sourcing.ts';

const SELLERS = [
  ['reseller', 'Nordwind', 'Nordics'],
  ['reseller', 'Suedwind', 'Iberia'],
  ['distributor', 'Litware', 'Asia'],
] as const;

export async function syndicationOneToMany(trade: Trade): Promise<void> {
  const sourcing = await startSourcing(trade, 'Backup');
  const { vendor, distributor, product, direct } = sourcing;
  await cover(trade, sourcing);
  const sales = [direct];
  for (const [role, name, place] of SELLERS) sales.push(await resell(trade, sourcing, await join(trade, sourcing, role, name), place));

  const sold: Subscription[] = [];
  for (const sale of sales) sold.push(await purchase(trade, sale, { customer: tier(`Customer of ${sale.seller.name}`) }));

  const sellers = async () => new Set((await vendor.get(`/assets?eq(product.id,${product.id})`)).map((a: Json) => a.connection.provider.id)).size;
  await trade.shows(vendor, 'serves them all from one queue', 4, sellers);
  const below = async () => (await distributor.get(`/assets?ne(connection.provider.id,${distributor.id})`)).length;
  await trade.shows(distributor, 'sees what is sold through it', 3, below);

  await settleUsage(trade, { product, contract: direct.contract, subscriptions: sold, format: 'xlsx' });
  for (const subscription of sold) await bill(trade, subscription);
  for (const [i, type] of (['change', 'suspend', 'cancel'] as const).entries()) await order(trade, sold[i + 1]!, type);
}
