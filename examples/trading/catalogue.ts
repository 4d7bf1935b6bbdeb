/** Products, the places where they are sold, and how they come there: listed by their vendor, or sourced by a seller. */
import type { Contract } from './contracts.ts';
import type { Party, Trade } from './trade.ts';

export interface Product {
  id: string;
  name: string;
  vendor: Party;
  schema: 'QT' | 'TR';
  /** Ids to order by; the last is reported by use. */
  items: { oneTime: string; recurring: string; payAsYouGo: string };
  /** Whether a reseller between seller and customer needs a configuration. */
  configured: boolean;
  /** Whoever may sell it. */
  sellers: Party[];
}

export interface Market {
  id: string;
  hub: string;
  owner: Party;
  /** Whoever has a distribution contract on it. */
  vendors: Party[];
}

/** A product on a market: what an order needs. */
export interface Sale {
  product: Product;
  seller: Party;
  market: Market;
  contract: Contract;
  listing: string;
  connection: string;
  /** Sellers between the vendor and this one. */
  above: Party[];
}

// prettier-ignore
const ITEMS = [
  { key: 'oneTime',    name: 'Set-up',  type: 'reservation', period: 'onetime', precision: 'integer' },
  { key: 'recurring',  name: 'Seat',    type: 'reservation', period: 'monthly', precision: 'integer' },
  { key: 'payAsYouGo', name: 'Storage', type: 'ppu',         period: 'monthly', precision: 'decimal(2)' },
] as const;

// prettier-ignore
const PARAMETERS = [
  { name: 'admin_email',  title: 'Administrator e-mail', type: 'email', phase: 'ordering',    scope: 'asset', constraints: { required: true } },
  { name: 'url',          title: 'Address',              type: 'url',   phase: 'fulfillment', scope: 'asset', constraints: { required: true } },
  { name: 'reseller_key', title: 'Reseller key',         type: 'text',  phase: 'ordering',    scope: 'tier1', constraints: { required: true } },
];

/** From a draft to its first public version, with items of the three kinds. */
export async function makeProduct(trade: Trade, vendor: Party, name: string, options: { schema?: 'QT' | 'TR'; configured?: boolean } = {}): Promise<Product> {
  const { schema = 'QT', configured = false } = options;
  const capabilities = { ppu: { schema }, subscription: { hold: true }, tiers: { updates: true, ...(configured ? { configs: { level: 1 } } : {}) } };
  const { id } = await trade.step(vendor, `makes the product "${name}"`, 'draft', () => vendor.post('/products', { name, capabilities }));
  const items = { oneTime: '', recurring: '', payAsYouGo: '' };
  for (const { key, ...item } of ITEMS) items[key] = (await vendor.post(`/products/${id}/items`, { ...item, mpn: key.toUpperCase() })).local_id;
  for (const parameter of PARAMETERS) if (configured || parameter.scope === 'asset') await vendor.post(`/products/${id}/parameters`, parameter);
  const version = { public: true, changes_description: 'first' };
  await trade.step(vendor, 'publishes it with a version', 'published', async () => {
    await vendor.post(`/products/${id}/versions`, version);
    return vendor.get(`/products/${id}`);
  });
  const product: Product = { id, name, vendor, schema, items, configured, sellers: [] };
  trade.seen('/products', id, () => [vendor, ...product.sellers]);
  return product;
}

/** A hub through which orders come, and a marketplace that it serves. */
export async function openMarket(trade: Trade, owner: Party, name: string): Promise<Market> {
  const hub = await owner.post('/hubs', { name: `${name} hub`, description: 'The shop system', instance_type: 'api', instance_id: name.toLowerCase() });
  const wanted = { name, description: `Where ${owner.name} sells`, zone: 'EU', currency: 'EUR', hubs: [{ hub: { id: hub.id }, external_id: name }] };
  const { id } = await trade.step(owner, `opens the marketplace "${name}"`, 'hub bound', () => owner.post('/marketplaces', wanted), (m) => (m.hubs.length === 1 ? 'hub bound' : 'no hub')); // prettier-ignore
  const market: Market = { id, hub: hub.id, owner, vendors: [] };
  trade.seen('/marketplaces', id, () => [owner, ...market.vendors]);
  trade.seen('/hubs', hub.id, () => [owner, ...market.vendors]);
  return market;
}

/** The vendor asks, the seller agrees and is done; then the product is connected to the seller's hub. */
export async function list(trade: Trade, product: Product, contract: Contract): Promise<Sale> {
  const { vendor } = product;
  const seller = contract.issuer;
  const market = contract.agreement.market!;
  const wish = { type: 'new', product_id: product.id, contract_id: contract.id, note: 'first listing' };
  const request = await trade.step(vendor, `asks ${seller.name} to list ${product.name}`, 'draft', () => vendor.post('/listing-requests', wish));
  await trade.step(vendor, 'hands it in', 'reviewing', () => vendor.post(`/listing-requests/${request.id}/submit`));
  return placed(trade, { product, seller, market, contract, above: [] }, request.id as string);
}

/** A seller takes over what the issuer of its syndication contract lists: nobody else has to agree any more. */
export async function source(trade: Trade, product: Product, contract: Contract, market: Market, above: Party[]): Promise<Sale> {
  const seller = contract.owner;
  const wish = { type: 'new', product_id: product.id, contract_id: contract.id, marketplace_id: market.id };
  const what = `sources ${product.name} from ${contract.issuer.name}`;
  const request = await trade.step(seller, what, 'reviewing', () => seller.post('/listing-requests', wish));
  return placed(trade, { product, seller, market, contract, above }, request.id as string);
}

async function placed(trade: Trade, sale: Omit<Sale, 'listing' | 'connection'>, request: string): Promise<Sale> {
  const { product, seller, market, above } = sale;
  await trade.step(seller, `deploys ${product.name}`, 'deploying', () => seller.post(`/listing-requests/${request}/deploy`));
  const { listing } = await trade.step(seller, 'completes the request', 'completed', () => seller.post(`/listing-requests/${request}/complete`));
  await trade.step(seller, 'has it on the marketplace', 'listed', () => seller.get(`/listings/${listing.id}`));
  const connect = () => seller.post(`/products/${product.id}/connections`, { type: 'production', hub: { id: market.hub } });
  const connection = await trade.step(seller, 'connects it to the hub', 'approved', connect);
  product.sellers.push(seller);
  trade.seen('/listing-requests', request, [product.vendor, seller]);
  trade.seen('/listings', listing.id as string, [product.vendor, seller, ...above.slice(0, 1)]);
  return { ...sale, listing: listing.id, connection: connection.id };
}
