/** Orders: a purchase with all that comes before it, what follows in the life of a subscription, and its bills. */
import type { Product, Sale } from './catalogue.ts';
import type { Json, Party, Trade } from './trade.ts';

export interface Subscription {
  id: string;
  sale: Sale;
}

export type Tier = { id: string } | { name: string; external_uid: string; contact_info: object };

/** A customer or reseller as an order brings it along. */
export function tier(name: string): Tier {
  const email = `it@${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.example`;
  const contact = { first_name: 'Eva', last_name: 'Lang', email };
  return {
    name,
    external_uid: crypto.randomUUID(),
    contact_info: { address_line1: 'Hauptstr. 1', city: 'Berlin', postal_code: '10115', country: 'DE', contact },
  };
}

export interface Purchase {
  customer: Tier;
  /** The reseller between the seller and the customer. */
  tier1?: Tier;
  seats?: number;
}

const buys = (product: Product, seats: number) => [
  { id: product.items.oneTime, quantity: 1 },
  { id: product.items.recurring, quantity: seats },
  { id: product.items.payAsYouGo, quantity: 1 },
];

export const purchaseBody = (sale: Sale, { customer, tier1, seats = 5 }: Purchase): object => ({
  type: 'purchase',
  marketplace: { id: sale.market.id },
  asset: {
    ...{ external_uid: crypto.randomUUID(), connection: { id: sale.connection }, product: { id: sale.product.id }, items: buys(sale.product, seats) },
    ...{ params: [{ id: 'admin_email', value: 'it@customer.example' }], tiers: { customer, ...(tier1 ? { tier1 } : {}) } },
  },
});

export async function purchase(trade: Trade, sale: Sale, order: Purchase): Promise<Subscription> {
  const { product, seller, above } = sale;
  const { vendor } = product;
  const waits = product.configured && order.tier1 !== undefined;
  const placed = await trade.step(seller, `orders ${product.name}`, waits ? 'tiers_setup' : 'pending', () =>
    seller.post('/requests', purchaseBody(sale, order)),
  );
  const subscription = { id: placed.asset.id as string, sale };
  trade.seen('/assets', subscription.id, [vendor, seller, ...above]);
  for (const { id } of Object.values<Json>(placed.asset.tiers)) if (id) trade.seen('/tier/accounts', id as string, [vendor, seller]);
  if (waits) await configure(trade, sale, placed.id as string);
  await vendor.put(`/requests/${placed.id}`, { asset: { params: [{ id: 'url', value: `https://${subscription.id}.example`.toLowerCase() }] } });
  await approve(trade, sale, placed.id as string, 'purchase');
  return subscription;
}

/** The order waits for the reseller's configuration: the seller says what is missing, the vendor approves. */
async function configure(trade: Trade, sale: Sale, order: string): Promise<void> {
  const { product, seller } = sale;
  const { vendor } = product;
  const find = async () => (await seller.get(`/tier/config-requests?eq(status,inquiring)&eq(configuration.product.id,${product.id})`))[0];
  const asked = await trade.step(seller, "is asked for the reseller's configuration", 'inquiring', () => trade.until('the configuration request', find));
  const path = `/tier/config-requests/${asked.id}`;
  await trade.step(seller, 'answers it', 'pending', async () => {
    await seller.post(`${path}/pend`, { params: [{ id: 'reseller_key', value: 'R-1' }] });
    return seller.get(path);
  });
  await trade.step(vendor, 'approves the configuration', 'approved', async () => {
    await vendor.post(`${path}/approve`, {});
    return vendor.get(path);
  });
  trade.seen('/tier/config-requests', asked.id as string, [vendor, seller]);
  trade.seen('/tier/configs', asked.configuration.id as string, [vendor, seller]);
  const released = async () => {
    const now = await vendor.get(`/requests/${order}`);
    return now.status === 'pending' && now;
  };
  await trade.step(vendor, 'has the order in its queue', 'pending', () => trade.until('the order to go on', released));
}

async function approve(trade: Trade, sale: Sale, id: string, type: string): Promise<Json> {
  const { vendor } = sale.product;
  const { id: template } = (await vendor.get(`/products/${sale.product.id}/templates?eq(type,fulfillment)&eq(scope,asset)`))[0];
  const approved = await trade.step(vendor, `approves the ${type} of ${sale.seller.name}`, 'approved', () => vendor.post(`/requests/${id}/approve`, { template_id: template })); // prettier-ignore
  trade.seen('/requests', id, [vendor, sale.seller, ...sale.above]);
  return approved;
}

/** Type -> the status of the subscription after it. */
const AFTER = { change: 'active', suspend: 'suspended', resume: 'active', cancel: 'terminated' } as const;

export async function order(trade: Trade, { id, sale }: Subscription, type: keyof typeof AFTER): Promise<void> {
  const { product, seller } = sale;
  const items = type === 'change' ? { items: [{ id: product.items.recurring, quantity: 12 }] } : {};
  const placed = await trade.step(seller, `asks to ${type} it`, 'pending', () => seller.post('/requests', { type, asset: { id, ...items } }));
  await approve(trade, sale, placed.id as string, type);
  await trade.step(seller, `reads the subscription after the ${type}`, AFTER[type], () => seller.get(`/assets/${id}`));
}

/** The platform's own bill of the first period; the sellers' bills, each its own. */
export async function bill(trade: Trade, { id, sale }: Subscription): Promise<void> {
  const { product, seller, above } = sale;
  const find = async () => (await seller.get(`/subscriptions/requests?eq(asset.id,${id})&eq(type,vendor)`))[0];
  const made = await trade.step(
    product.vendor,
    'bills the first period',
    '2 items',
    () => trade.until(`the bill of ${id}`, find),
    (b) => `${b.items.length} items`,
  );
  trade.seen('/subscriptions/requests', made.id as string, [product.vendor, seller, ...above]);
  for (const who of [seller, ...above]) {
    const own = {
      type: 'provider',
      asset: { id },
      items: [{ id: product.items.recurring }],
      period: made.period,
      attributes: { provider: { invoice: who.name } },
    };
    const invoice = await trade.step(who, 'bills it on', 'provider', () => who.post('/subscriptions/requests', own), (b) => b.type); // prettier-ignore
    trade.seen('/subscriptions/requests', invoice.id as string, [who]);
  }
}

/** A customer moves: every vendor that serves it is told, and takes note. */
export async function move(trade: Trade, seller: Party, customer: string, products: readonly Product[]): Promise<void> {
  const account = { id: customer, contact_info: { address_line1: 'Seestr. 7' } };
  const told = await trade.step(seller, 'tells that the customer moved', `${products.length} vendors`, () => seller.post('/tier/account-requests', { type: 'update', account }), (all) => `${all.length} vendors`); // prettier-ignore
  for (const { id, product } of told as { id: string; product: { id: string } }[]) {
    const { vendor } = products.find((p) => p.id === product.id)!;
    await trade.step(vendor, 'takes note of it', 'accepted', () => vendor.post(`/tier/account-requests/${id}/accept`));
    trade.seen('/tier/account-requests', id, [vendor, seller]);
  }
}
