/** One vendor, one distributor: everything once, and a subscription through its whole life. */
import { list, makeProduct, openMarket } from '../catalogue.ts';
import { conclude, offer } from '../contracts.ts';
import { bill, order, purchase, tier } from '../orders.ts';
import type { Trade } from '../trade.ts';
import { settleUsage } from '../usage.ts';

export async function directOneToOne(trade: Trade): Promise<void> {
  const acme = await trade.account('vendor', 'Acme');
  const contoso = await trade.account('distributor', 'Contoso');

  const program = await offer(trade, contoso, 'program', { name: 'Vendors' });
  await conclude(trade, program, acme);
  const market = await openMarket(trade, contoso, 'Europe');
  const distribution = await offer(trade, contoso, 'distribution', { name: 'Europe', below: program, market, asksTaxId: true });
  const contract = await conclude(trade, distribution, acme);

  const product = await makeProduct(trade, acme, 'Workspace', { configured: true });
  const sale = await list(trade, product, contract);

  const long = await purchase(trade, sale, { customer: tier('Nordwind GmbH'), tier1: tier('Cloud Shop AG') });
  const short = await purchase(trade, sale, { customer: tier('Seewind KG') });
  await settleUsage(trade, { product, contract, subscriptions: [long, short], format: 'xlsx', turnedDown: true });
  for (const subscription of [long, short]) await bill(trade, subscription);
  for (const type of ['change', 'suspend', 'resume'] as const) await order(trade, long, type);
  await order(trade, short, 'cancel');
}
