/** What it takes to sell a product on a marketplace: listing requests, by their resource and by Listings. */
import { expect } from 'vitest';
import { sdk, watched } from './client.ts';
import type { ClientWorld } from './world.ts';

type Requests = {
  [verb in 'create' | 'submit' | 'refine' | 'deploy' | 'complete' | 'cancel' | 'get' | 'search']: (...given: unknown[]) => Promise<{ id: string }>;
};

/** The same walk by either way: refined once, deployed, completed; then an update that is withdrawn. */
async function walk({ vendor, sale, call }: ClientWorld, seller: Requests, provider: Requests): Promise<void> {
  const sold = await sale();
  const state = async (id: string) => ((await provider.get(id)) as unknown as { state: string }).state;
  const product = (await call(vendor, 'POST', '/products', { name: 'Second' })).id as string;
  await call(vendor, 'POST', `/products/${product}/items`, { mpn: 'ONE', name: 'One', description: 'one', unit: { id: 'unit' }, type: 'reservation', period: 'monthly', precision: 'integer' }); // prettier-ignore
  await call(vendor, 'POST', `/products/${product}/versions`, { changes_description: 'first', public: true });

  const { id } = await seller.create({ type: 'new', product_id: product, contract_id: sold.contract, note: 'please list' });
  await seller.submit(id);
  await provider.refine(id);
  expect(await state(id)).toBe('draft');
  await seller.submit(id);
  expect(await provider.search({ 'product.id': product, state: 'reviewing' })).toMatchObject([{ id, type: 'new', note: 'please list' }]);
  await provider.deploy(id);
  expect(await state(id)).toBe('deploying');
  await provider.complete(id);
  expect(await state(id)).toBe('completed');
  const [listing] = await call(vendor, 'GET', `/listings?product.id=${product}`);
  expect(listing).toMatchObject({ status: 'listed', contract: { id: sold.contract } });

  const update = await seller.create({ type: 'update', listing_id: listing.id, note: 'new text' });
  await seller.submit(update.id);
  await provider.cancel(update.id);
  expect([await state(update.id), (await call(vendor, 'GET', `/listings/${listing.id}`)).status]).toEqual(['canceled', 'listed']);
}

export const listingRequests = (world: ClientWorld): Promise<void> =>
  walk(world, world.vendor.listingRequests as unknown as Requests, world.distributor.listingRequests as unknown as Requests);

export const listingOperations = (world: ClientWorld): Promise<void> => {
  const [seller, provider] = [watched(new sdk.Listings(world.vendor)), watched(new sdk.Listings(world.distributor))];
  const by = (one: typeof seller): Requests => ({
    create: (body) => one.createListingRequest(body),
    submit: (id) => one.submitListingRequest(id),
    refine: (id) => one.refineListingRequest(id),
    deploy: (id) => one.deployListingRequest(id),
    complete: (id) => one.completeListingRequest(id),
    cancel: (id) => one.cancelListingRequest(id),
    get: (id) => one.getListingRequest(id),
    search: (query) => one.searchListingRequests(query),
  });
  return walk(world, by(seller), by(provider));
};
