/** What both syndications begin with: a distributor that sells a vendor's product itself, and lets others sell it on. */
import { list, makeProduct, openMarket, source, type Product, type Sale } from '../catalogue.ts';
import { conclude, offer, type Agreement, type Contract } from '../contracts.ts';
import type { Party, Role, Trade } from '../trade.ts';

export interface Sourcing {
  vendor: Party;
  distributor: Party;
  product: Product;
  /** The distributor's own. */
  direct: Sale;
  service: Agreement;
  syndication: Agreement;
}

export async function startSourcing(trade: Trade, name: string, options: { configured?: boolean } = {}): Promise<Sourcing> {
  const vendor = await trade.account('vendor', 'Acme');
  const distributor = await trade.account('distributor', 'Contoso');
  const program = await offer(trade, distributor, 'program', { name: 'Vendors' });
  await conclude(trade, program, vendor);
  const market = await openMarket(trade, distributor, 'Europe');
  const distribution = await offer(trade, distributor, 'distribution', { name: 'Europe', below: program, market });
  const contract = await conclude(trade, distribution, vendor);
  const product = await makeProduct(trade, vendor, name, options);
  const direct = await list(trade, product, contract);

  const service = await offer(trade, distributor, 'service', { name: 'Resellers' });
  const syndication = await offer(trade, distributor, 'syndication', { name: 'Resale', below: service, sourcing: distribution });
  return { vendor, distributor, product, direct, service, syndication };
}

/** What may be resold: a group of products that the agreement covers. */
export async function cover(trade: Trade, { distributor, product, syndication }: Sourcing): Promise<void> {
  const group = await distributor.post('/catalog/groups', { name: 'For resellers', products: [{ id: product.id }] });
  const path = `/agreements/${syndication.id}/product-groups`;
  await trade.step(
    distributor,
    `lets resellers sell ${product.name}`,
    'For resellers',
    () => distributor.post(path, { id: group.id }),
    (g) => g.name,
  );
}

/** A partner of the distributor; what it may sell on is not known to it yet. */
export async function join(trade: Trade, { service, syndication }: Sourcing, role: Role, name: string): Promise<Contract> {
  const seller = await trade.account(role, name);
  await conclude(trade, service, seller);
  return conclude(trade, syndication, seller);
}

/** It sees what the agreement covers, and sells that on a market of its own. */
export async function resell(trade: Trade, { distributor, product }: Sourcing, contract: Contract, place: string): Promise<Sale> {
  const seller = contract.owner;
  const why = async () => {
    const { visibility } = await seller.get(`/products/${product.id}`);
    return Object.keys(visibility as object).filter((reason) => visibility[reason]);
  };
  await trade.shows(seller, `sees ${product.name}, and why`, 'syndication', why);
  return source(trade, product, contract, await openMarket(trade, seller, place), [distributor]);
}
