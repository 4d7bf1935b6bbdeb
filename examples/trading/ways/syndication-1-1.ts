/** A vendor's product through a distributor to a reseller: the order goes up the chain, usage comes down; then the contract ends. */
import { bill, order, purchase, purchaseBody, tier } from '../orders.ts';
import type { Trade } from '../trade.ts';
import { settleUsage } from '../usage.ts';
import { cover, join, resell, startSourcing } from './sourcing.ts';

export async function syndicationOneToOne(trade: Trade): Promise<void> {
  const sourcing = await startSourcing(trade, 'Workspace', { configured: true });
  const { distributor, product, direct } = sourcing;
  const contract = await join(trade, sourcing, 'reseller', 'Nordwind');
  const seller = contract.owner;
  await trade.refused(seller, 'does not find the product yet', 404, () => seller.get(`/products/${product.id}`));
  await cover(trade, sourcing);
  const sale = await resell(trade, sourcing, contract, 'Nordics');

  const sold = await purchase(trade, sale, { customer: tier('Fjord AS'), tier1: tier('Cloud Shop AS') });
  const route = async () => {
    const { connection, contract: under } = await distributor.get(`/assets/${sold.id}`);
    return `${connection.provider.id} ${under.id}`;
  };
  await trade.shows(distributor, 'reads who sold it, and under what', `${seller.id} ${contract.id}`, route);
  const change = { type: 'change', asset: { id: sold.id, items: [{ id: product.items.recurring, quantity: 1 }] } };
  await trade.refused(distributor, 'may not order on it', 403, () => distributor.post('/requests', change));

  await settleUsage(trade, { product, contract: direct.contract, subscriptions: [sold], format: 'csv', turnedDown: true });
  await bill(trade, sold);
  for (const type of ['change', 'suspend', 'resume', 'cancel'] as const) await order(trade, sold, type);

  await trade.step(distributor, 'ends the contract', 'terminated', () => distributor.post(`/contracts/${contract.id}/terminate`, { note: 'moved on' }));
  const ended = async () => {
    const now = await seller.get(`/listings/${sale.listing}`);
    return now.status === 'unlisted' && now;
  };
  await trade.step(seller, 'loses its listing', 'unlisted', () => trade.until('the end of the listing', ended));
  await trade.refused(seller, 'can order no more', 400, () => seller.post('/requests', purchaseBody(sale, { customer: tier('Late AS') })));
}
