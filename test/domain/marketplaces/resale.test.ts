/** Selling on: what may be sourced, who sees and writes what was sold so, what each seller bills, and what ends with what. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openMarket, source, type Sale } from '../../../examples/trading/catalogue.ts';
import { conclude, offer, type Agreement, type Contract } from '../../../examples/trading/contracts.ts';
import { bill, order, purchase, purchaseBody, tier } from '../../../examples/trading/orders.ts';
import { Trade, type Json, type Party } from '../../../examples/trading/trade.ts';
import { settleUsage } from '../../../examples/trading/usage.ts';
import { checkWalls } from '../../../examples/trading/walls.ts';
import { cover, join, resell, startSourcing, type Sourcing } from '../../../examples/trading/ways/sourcing.ts';
import { MIGRATIONS } from '../../../runtime/store/migrations/index.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { describeWalks, type EngineCase } from '../../support/engines.ts';
import { startGround } from '../../support/ground.ts';

async function world(engine: EngineCase) {
  const started = await startGround(engine);
  const trade = new Trade(started.ground);
  const sourcing = await startSourcing(trade, 'Backup');
  const refused = (call: Promise<unknown>): Promise<string> => call.then(() => 'done', (error: Error & { status: number }) => `${error.status} ${error.message}`); // prettier-ignore
  return { ...started, trade, sourcing, refused };
}

/** A second seller in line: the first one, a distributor, lets it sell on what it sources itself. */
async function secondHop(trade: Trade, { product, syndication }: Sourcing, first: Sale): Promise<{ sale: Sale; contract: Contract }> {
  const { seller } = first;
  const service = await offer(trade, seller, 'service', { name: 'Shops' });
  const below: Agreement = await offer(trade, seller, 'syndication', { name: 'Shop resale', below: service, sourcing: syndication });
  const group = await seller.post('/catalog/groups', { name: 'Shops', products: [{ id: product.id }] });
  await seller.post(`/agreements/${below.id}/product-groups`, { id: group.id });
  const shop = await trade.account('reseller', 'Corner Shop');
  await conclude(trade, service, shop);
  const contract = await conclude(trade, below, shop);
  return { contract, sale: await source(trade, product, contract, await openMarket(trade, shop, 'Corner'), [seller, ...first.above]) };
}

describeWalks('resale', (engine) => {
  test('a seller sources what the issuer lists and its agreement covers, on a marketplace of its own', async () => {
    await using system = await world(engine);
    const { trade, sourcing, refused } = system;
    const { vendor, distributor, product, direct, syndication } = sourcing;
    const contract = await join(trade, sourcing, 'reseller', 'Nordwind');
    const other = await join(trade, sourcing, 'reseller', 'Suedwind');
    const seller = contract.owner;
    const ask = (more: object = {}) => refused(seller.post('/listing-requests', { type: 'new', product_id: product.id, contract_id: contract.id, ...more }));
    const uncovered = `400 VAL_001: product_id: "${product.id}" is not to be sourced under ${contract.id}`;
    expect(await ask()).toContain(uncovered);
    await cover(trade, sourcing);
    expect(await ask({ contract_id: other.id })).toContain(`contract_id: "${other.id}" is not one of your syndication contracts.`);
    expect(await ask({ contract_id: direct.contract.id })).toContain('is not one of your syndication contracts.');
    expect(await ask()).toContain('marketplace_id: This field is required: you have 0 marketplaces.');
    expect(await ask({ marketplace_id: direct.market.id })).toContain(`marketplace_id: "${direct.market.id}" is not one of your marketplaces.`);
    const market = await openMarket(trade, seller, 'Nordics');
    await openMarket(trade, seller, 'Baltics');
    expect(await ask()).toContain('you have 2 marketplaces.');
    // the vendor has no say in it, nor has the distributor
    for (const who of [vendor, distributor]) expect(await refused(who.post('/listing-requests', { type: 'new', product_id: product.id, contract_id: contract.id }))).toContain('400'); // prettier-ignore
    const connect = () => refused(seller.post(`/products/${product.id}/connections`, { hub: { id: market.hub } }));
    expect(await connect()).toContain('has no submitted listing request');

    const sale = await source(trade, product, contract, market, [distributor]);
    expect(await seller.get(`/listings/${sale.listing}`)).toMatchObject({ status: 'listed', sourcing: { listing: { id: direct.listing } } });
    const request = async (type: string) => (await seller.post('/listing-requests', { type, listing_id: sale.listing })).id as string;
    const update = await request('update');
    expect(await refused(seller.post(`/listing-requests/${update}/refine`))).toContain('"refine" is for what a vendor handed in');
    await vendor.post(`/listing-requests/${update}/cancel`);
    expect(await refused(distributor.put(`/leads/listings/${sale.listing}/form`, { schema: {} }))).toContain('403');
    for (const who of [vendor, distributor])
      expect(await refused(who.post('/listing-requests', { type: 'remove', listing_id: sale.listing }))).toContain('400');
    const removal = await request('remove');
    for (const verb of ['deploy', 'complete']) await seller.post(`/listing-requests/${removal}/${verb}`);
    expect((await seller.get(`/listings/${sale.listing}`)).status).toBe('unlisted');
    // what the agreement no longer covers is not listed again
    const [group] = await distributor.get('/catalog/groups');
    await distributor.put(`/catalog/groups/${group.id}`, { products: [] });
    expect(await ask({ marketplace_id: market.id })).toContain(uncovered);
    expect((await distributor.get(`/agreements/${syndication.id}`)).sourcing_agreement).toMatchObject({ id: direct.contract.agreement.id });
    expect(await seller.get(`/agreements/${syndication.id}`)).not.toHaveProperty('sourcing_agreement');
  }, 60_000);

  test('what products are sourced under is an agreement of the seller, or one that it has a contract of', async () => {
    await using system = await world(engine);
    const { trade, sourcing, refused } = system;
    const { distributor, service, direct, syndication } = sourcing;
    const offered = (who: Party, type: string, below: string, id: string) =>
      refused(who.post(`/agreements/${below}/agreements`, { type, name: 'A', description: 'A', ...(type === 'distribution' ? { marketplace: { id: direct.market.id } } : {}), sourcing_agreement: { id } })); // prettier-ignore
    const program = (await distributor.get(`/agreements/${direct.contract.agreement.id}`)).parent.id;
    expect(await offered(distributor, 'distribution', program, syndication.id)).toContain('sourcing_agreement: a distribution agreement sources nothing');
    for (const id of [service.id, syndication.id, 'AGC-000-000-000']) expect(await offered(distributor, 'syndication', service.id, id)).toContain(`sourcing_agreement.id: "${id}" is neither`); // prettier-ignore
    const other = await trade.account('distributor', 'Litware');
    const theirs = await offer(trade, other, 'service', { name: 'Shops' });
    expect(await offered(other, 'syndication', theirs.id, syndication.id)).toContain('is neither');
    await conclude(trade, service, other);
    await conclude(trade, syndication, other);
    expect(await offered(other, 'syndication', theirs.id, syndication.id)).toBe('done');
  }, 60_000);

  test('an order is seen by everybody above it and written by its parties; each bills for itself; usage comes down the same way', async () => {
    await using system = await world(engine);
    const { trade, sourcing, refused } = system;
    const { vendor, distributor, product, direct } = sourcing;
    await cover(trade, sourcing);
    const first = await resell(trade, sourcing, await join(trade, sourcing, 'distributor', 'Litware'), 'Asia');
    const beside = await resell(trade, sourcing, await join(trade, sourcing, 'reseller', 'Nordwind'), 'Nordics');
    const { sale } = await secondHop(trade, sourcing, first);
    const shop = sale.seller;

    const asked = await shop.post('/requests', purchaseBody(sale, { customer: tier('Asked GmbH') }));
    trade.seen('/requests', asked.id as string, [vendor, shop, first.seller, distributor]);
    trade.seen('/assets', asked.asset.id as string, [vendor, shop, first.seller, distributor]);
    trade.seen('/tier/accounts', asked.asset.tiers.customer.id as string, [vendor, shop]);
    await vendor.put(`/requests/${asked.id}`, { asset: { params: [{ id: 'admin_email', value_error: 'Another one, please.' }] } });
    await vendor.post(`/requests/${asked.id}/inquire`);
    expect((await shop.get(`/requests/${asked.id}`)).params_form_url).toContain('code=');
    for (const above of [first.seller, distributor]) {
      const { params_form_url, asset } = await above.get(`/requests/${asked.id}`);
      expect([params_form_url, asset.connection.provider.id]).toEqual(['', shop.id]);
      for (const verb of ['pend', 'validate', 'revoke']) expect(await refused(above.post(`/requests/${asked.id}/${verb}`))).toContain('403 AUTH_002');
      expect(await refused(above.put(`/requests/${asked.id}`, { note: 'mine' }))).toContain('only reads it');
      expect(await refused(above.post('/requests', { type: 'cancel', asset: { id: asked.asset.id } }))).toContain('403');
      expect((await above.get(`/assets/${asked.asset.id}/requests`)).map((r: Json) => r.id)).toEqual([asked.id]);
    }
    for (const who of [beside.seller]) expect(await refused(who.get(`/requests/${asked.id}`))).toContain('404');
    await shop.post(`/requests/${asked.id}/pend`, { asset: { params: [{ id: 'admin_email', value: 'it@asked.example' }] } });
    await vendor.post(`/requests/${asked.id}/fail`, { reason: 'no' });

    const sold = await purchase(trade, sale, { customer: tier('Fjord AS') });
    const direct2 = await purchase(trade, beside, { customer: tier('Sund AS') });
    await bill(trade, sold);
    await bill(trade, direct2);
    const [made] = await vendor.get(`/subscriptions/requests?eq(asset.id,${sold.id})`);
    expect(await refused(distributor.put(`/subscriptions/requests/${made.id}/attributes`, { provider: { mine: 1 } }))).toContain('403');
    const stats = async (who: Party) => (await who.get(`/subscriptions/assets/${sold.id}`)).billing.stats;
    expect((await stats(vendor)).provider).toEqual({ count: 0 });
    for (const who of [shop, first.seller, distributor]) expect([(await stats(who)).vendor.count, (await stats(who)).provider.count]).toEqual([1, 1]);
    await settleUsage(trade, { product, contract: direct.contract, subscriptions: [sold, direct2], format: 'csv' });
    await order(trade, sold, 'cancel');
    expect(await checkWalls(trade)).toBeGreaterThan(200);
  }, 60_000);

  test('what ends above ends below, and takes no orders from the moment on', async () => {
    await using system = await world(engine);
    const { trade, sourcing, refused, ground } = system;
    const { vendor, distributor, product, direct } = sourcing;
    await cover(trade, sourcing);
    const first = await resell(trade, sourcing, await join(trade, sourcing, 'distributor', 'Litware'), 'Asia');
    const { sale, contract } = await secondHop(trade, sourcing, first);
    const buy = () => refused(sale.seller.post('/requests', purchaseBody(sale, { customer: tier('Late AS') })));
    const statusOf = async (who: Party, listing: string) => (await who.get(`/listings/${listing}`)).status as string;
    const third = await openMarket(trade, sale.seller, 'Second corner');
    const wish = { type: 'new', product_id: product.id, contract_id: contract.id, marketplace_id: third.id };
    const open = (await sale.seller.post('/listing-requests', wish)).id as string;

    await distributor.post(`/contracts/${direct.contract.id}/terminate`);
    // the platform has done nothing yet, and still no order goes through
    expect(await buy()).toContain('There is no Listing for specified Product and Marketplace.');
    await ground.hurry();
    expect([await statusOf(distributor, direct.listing), await statusOf(first.seller, first.listing), await statusOf(sale.seller, sale.listing)]).toEqual(['unlisted', 'unlisted', 'unlisted']); // prettier-ignore
    expect((await sale.seller.get(`/listing-requests/${open}`)).state).toBe('canceled');

    // listed again at the top, each below lists again, too
    const again = await conclude(trade, direct.contract.agreement, vendor);
    const request = await vendor.post('/listing-requests', { type: 'new', product_id: product.id, contract_id: again.id });
    await vendor.post(`/listing-requests/${request.id}/submit`);
    const finish = async (who: Party, id: string) => {
      for (const verb of ['deploy', 'complete']) await who.post(`/listing-requests/${id}/${verb}`);
    };
    await finish(distributor, request.id as string);
    for (const { seller, contract: under, market } of [first, sale]) {
      const { id } = await seller.post('/listing-requests', { type: 'new', product_id: product.id, contract_id: under.id, marketplace_id: market.id });
      await finish(seller, id as string);
    }
    expect(await statusOf(sale.seller, sale.listing)).toBe('listed');
    expect((await first.seller.get(`/listings/${first.listing}`)).sourcing.listing.id).toBe(request.listing.id);
    expect(await buy()).toBe('done');
    // one seller that takes the product off its marketplace
    const removal = await first.seller.post('/listing-requests', { type: 'remove', listing_id: first.listing });
    await finish(first.seller, removal.id as string);
    expect(await statusOf(sale.seller, sale.listing)).toBe('unlisted');
  }, 60_000);

  test('listings and assets of resellers from before are placed in their chains', async () => {
    const database = await engine.database({ empty: true });
    const before = await database.engine();
    await before.migrationLock(async (tx) => {
      await sql`create table migration (name text primary key, applied_at text not null)`.execute(tx);
      for (const { name, up } of MIGRATIONS.filter((m) => m.name < '0020')) {
        for (const statement of up(before.dialect)) await sql.raw(statement).execute(tx);
        await sql`insert into migration (name, applied_at) values (${name}, 'then')`.execute(tx);
      }
      const contract = (id: string, type: string, owner: string, issuer: string) =>
        sql`insert into contract (id, type, status, name, agreement_id, owner_id, issuer_id, version, note, events, created_at, updated_at)
          values (${id}, ${type}, 'active', 'C', 'A', ${owner}, ${issuer}, 1, '', '{}', 'then', 'then')`.execute(tx);
      const listing = (id: string, under: string, provider: string) =>
        sql`insert into listing (id, status, contract_id, product_id, marketplace_id, vendor_id, provider_id, created_at, updated_at)
          values (${id}, 'listed', ${under}, 'PRD', ${`M-${provider}`}, 'V', ${provider}, 'then', 'then')`.execute(tx);
      const asset = (id: string, under: string, provider: string) =>
        sql`insert into asset (id, status, product_id, connection_id, contract_id, marketplace_id, hub_id, vendor_id, provider_id, external_id, external_uid,
            items, params, tiers, requests_made, events, created_at, updated_at)
          values (${id}, 'active', 'PRD', ${id}, ${under}, 'M', 'H', 'V', ${provider}, '', ${id}, '[]', '[]', '{}', 1, '{}', 'then', 'then')`.execute(tx);
      await contract('CRD', 'distribution', 'V', 'D');
      await contract('CRC', 'syndication', 'R', 'D');
      await listing('L-D', 'CRD', 'D');
      await listing('L-R', 'CRC', 'R');
      await asset('AS-D', 'CRD', 'D');
      await asset('AS-R', 'CRC', 'R');
    });
    await before.close();
    const store = await database.open();
    const found = await store.read(SYSTEM, async ({ tx }) => ({
      listings: await tx.selectFrom('listing').select(['id', 'source_id']).orderBy('id').execute(),
      sellers: await tx.selectFrom('asset_seller').selectAll().execute(),
    }));
    expect(found).toEqual({
      listings: [{ id: 'L-D', source_id: null }, { id: 'L-R', source_id: 'L-D' }], // prettier-ignore
      sellers: [{ id: 'AS-R', account_id: 'D', position: 1 }],
    });
    await store.close();
    await database.drop();
  }, 60_000);
});
