/** One vendor, several distributors: one product and one queue; a contract, a marketplace, a hub and a usage report for each. */
import { list, makeProduct, openMarket, type Sale } from '../catalogue.ts';
import { conclude, offer } from '../contracts.ts';
import { bill, order, purchase, tier, type Subscription } from '../orders.ts';
import type { Json, Trade } from '../trade.ts';
import { settleUsage } from '../usage.ts';

const SELLERS = [
  ['Contoso', 'Europe'],
  ['Fabrikam', 'America'],
  ['Litware', 'Asia'],
] as const;

export async function directOneToMany(trade: Trade): Promise<void> {
  const acme = await trade.account('vendor', 'Acme');
  const product = await makeProduct(trade, acme, 'Backup');

  const sales: Sale[] = [];
  for (const [name, place] of SELLERS) {
    const seller = await trade.account('distributor', name);
    const program = await offer(trade, seller, 'program', { name: 'Vendors' });
    await conclude(trade, program, acme);
    const market = await openMarket(trade, seller, place);
    const distribution = await offer(trade, seller, 'distribution', { name: place, below: program, market });
    sales.push(await list(trade, product, await conclude(trade, distribution, acme)));
  }

  const sold: Subscription[] = [];
  for (const sale of sales) sold.push(await purchase(trade, sale, { customer: tier(`Customer of ${sale.seller.name}`) }));

  const queue = (filter: string) => async () => new Set((await acme.get(`/requests?${filter}`)).map((r: Json) => r.asset.id)).size;
  await trade.shows(acme, 'has one queue for all of them', 3, queue(`eq(asset.product.id,${product.id})`));
  await trade.shows(acme, 'reads it by contract', 1, queue(`eq(contract.id,${sales[0]!.contract.id})`));
  await trade.shows(acme, 'reads it by distributor', 1, queue(`eq(asset.connection.provider.id,${sales[1]!.seller.id})`));

  for (const [i, { contract }] of sales.entries()) {
    // what was sold under another contract is no part of this report
    const mistaken = i === 0 ? { mistaken: [sold[1]!] } : {};
    await settleUsage(trade, { product, contract, subscriptions: [sold[i]!], format: i % 2 ? 'xlsx' : 'csv', ...mistaken });
  }
  for (const subscription of sold) await bill(trade, subscription);
  for (const [i, type] of (['change', 'suspend', 'cancel'] as const).entries()) await order(trade, sold[i]!, type);
}
