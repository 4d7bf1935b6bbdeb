/** Several vendors, one distributor: one agreement, one marketplace and one hub; one customer that all of them serve. */
import { list, makeProduct, openMarket, type Sale } from '../catalogue.ts';
import { conclude, offer } from '../contracts.ts';
import { bill, move, order, purchase, tier, type Subscription } from '../orders.ts';
import type { Json, Trade } from '../trade.ts';
import { settleUsage } from '../usage.ts';

const VENDORS = [
  ['Acme', 'Backup', 'QT'],
  ['Globex', 'Firewall', 'TR'],
  ['Initech', 'Mail', 'QT'],
] as const;

export async function directManyToOne(trade: Trade): Promise<void> {
  const contoso = await trade.account('distributor', 'Contoso');
  const program = await offer(trade, contoso, 'program', { name: 'Vendors' });
  const market = await openMarket(trade, contoso, 'Europe');
  const distribution = await offer(trade, contoso, 'distribution', { name: 'Europe', below: program, market });

  const sales: Sale[] = [];
  for (const [name, product, schema] of VENDORS) {
    const vendor = await trade.account('vendor', name);
    await conclude(trade, program, vendor);
    const contract = await conclude(trade, distribution, vendor);
    sales.push(await list(trade, await makeProduct(trade, vendor, product, { schema }), contract));
  }

  const customer = { id: (await contoso.post('/tier/accounts', { ...tier('Nordwind GmbH'), type: 'customer' })).id as string };
  const sold: Subscription[] = [];
  for (const sale of sales) sold.push(await purchase(trade, sale, { customer }));

  const connections = async () => (await contoso.get(`/hubs/${market.hub}/connections`)).length;
  await trade.shows(contoso, 'has a connection for each product at its hub', 3, connections);
  for (const { product } of sales) {
    const seen = async () => (await product.vendor.get(`/hubs/${market.hub}/connections`)).map((c: Json) => c.product.id).join();
    await trade.shows(product.vendor, 'sees its own there only', product.id, seen);
  }
  await move(trade, contoso, customer.id, sales.map((s) => s.product)); // prettier-ignore

  for (const [i, { product, contract }] of sales.entries())
    await settleUsage(trade, { product, contract, subscriptions: [sold[i]!], format: i % 2 ? 'csv' : 'xlsx' });
  for (const subscription of sold) await bill(trade, subscription);
  await order(trade, sold[0]!, 'change');
  await order(trade, sold[2]!, 'cancel');
}
