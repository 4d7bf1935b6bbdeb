/** A whole trading world in one database: vendor, distributor, contract, listed product, hub, connection, tokens. */
import { createAccount, createToken } from '../../runtime/domain/accounts/index.ts';
import { createAgreement, createContract } from '../../runtime/domain/contracts/index.ts';
import { bindHub, createConnection, createHub, createListing, createMarketplace } from '../../runtime/domain/marketplaces/index.ts';
import { createItem, createParameter, createProduct, createTemplate } from '../../runtime/domain/products/index.ts';
import { SYSTEM, type Store } from '../../runtime/store/index.ts';

export async function createWorld(store: Store) {
  return store.write(SYSTEM, async (ctx) => {
    const vendor = await createAccount(ctx, { name: 'Acme', role: 'vendor' });
    const distributor = await createAccount(ctx, { name: 'Contoso', role: 'distributor' });
    const marketplace = await createMarketplace(ctx, { name: 'Europe', owner: distributor.id });
    const agreement = await createAgreement(ctx, { type: 'distribution', name: 'EU', owner: distributor.id, marketplace: marketplace.id });
    const contract = await createContract(ctx, { agreement, owner: vendor.id, status: 'active' });
    const product = await createProduct(ctx, { name: 'Backup', owner: vendor.id, status: 'published', capabilities: { subscription: { hold: true } } });
    const item = await createItem(ctx, product.id, { name: 'Seat', mpn: 'SEAT', status: 'published' });
    await createParameter(ctx, product.id, { name: 'admin_email', title: 'E-mail', type: 'email', phase: 'ordering', constraints: { required: true } });
    await createParameter(ctx, product.id, { name: 'url', title: 'URL', type: 'url', phase: 'fulfillment', constraints: { required: true } });
    await createParameter(ctx, product.id, { name: 'secret_key', title: 'Key', type: 'password', phase: 'fulfillment' });
    const template = await createTemplate(ctx, product.id, { name: 'Welcome', body: 'Your URL: {{ url }}', type: 'fulfillment' });
    await createTemplate(ctx, product.id, { name: 'Ask', body: 'Please fill in: {{ activation_form_url }}', type: 'inquire' });
    const hub = await createHub(ctx, { name: 'Hub', owner: distributor.id });
    await bindHub(ctx, { marketplace: marketplace.id, hub: hub.id });
    const connection = await createConnection(ctx, { product: product.id, hub: hub.id, vendor: vendor.id, provider: distributor.id });
    const listing = await createListing(ctx, {
      contract: contract.id,
      product: product.id,
      marketplace: marketplace.id,
      vendor: vendor.id,
      provider: distributor.id,
      status: 'listed',
    });
    return {
      vendor: { id: vendor.id, token: (await createToken(ctx, { accountId: vendor.id, name: 'vendor' })).token },
      distributor: { id: distributor.id, token: (await createToken(ctx, { accountId: distributor.id, name: 'distributor' })).token },
      ...{
        product: product.id,
        item: item.local_id,
        template: template.id,
        connection: connection.id,
        contract: contract.id,
        marketplace: marketplace.id,
        hub: hub.id,
        listing: listing.id,
        agreement: agreement.id,
      },
    };
  });
}

export const CUSTOMER = {
  name: 'Nordwind GmbH',
  external_uid: '0b7f3f3e-0000-4000-8000-000000000001',
  contact_info: {
    address_line1: 'Hauptstr. 1',
    city: 'Berlin',
    postal_code: '10115',
    country: 'DE',
    contact: { first_name: 'Eva', last_name: 'Lang', email: 'eva@nordwind.example' },
  },
};
