/** The catalogue's tenancy predicates are SQL of their own: they answer the same on every database. */
import { expect, test } from 'vitest';
import { columnsBelow, listCollection, type ListRoute, type Route } from '../../runtime/domain/kit/index.ts';
import { marketplaceRoutes } from '../../runtime/domain/marketplaces/index.ts';
import { productRoutes, readDefinition } from '../../runtime/domain/products/index.ts';
import { resolveTier, tierRoutes } from '../../runtime/domain/tiers/index.ts';
import { usageRoutes } from '../../runtime/domain/usage/index.ts';
import type { Actor, Context, Role } from '../../runtime/store/index.ts';
import { describeEngines } from '../support/engines.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';

const ROUTES = [...productRoutes, ...marketplaceRoutes, ...tierRoutes, ...usageRoutes];
const lists = ROUTES.filter((r): r is ListRoute => r.kind === 'list');

const PUBLIC = { listCategories: 14, listUnits: 0 };
/** Lists of what this product has none of. */
const PARTS = {
  names: ['Actions', 'ItemGroups', 'Medias', 'Messages', 'Localizations', 'Configurations', 'VersionActions', 'VersionItemGroups', 'VersionMedias'],
  fold: (total: number | string) => Object.fromEntries(PARTS.names.map((name) => [`list${name}`, total])),
};

describeEngines('the catalogue', (engine) => {
  test('each list holds what its parties may see, and nothing for others', async () => {
    const store = await engine.open();
    try {
      const [own, other] = [await createWorld(store), await createWorld(store)];
      const actor = (id: string, role: Role): Actor => ({ accountId: id, role, by: { id, name: id } });
      const seller = actor(own.distributor.id, 'distributor');
      const run = (by: Actor, operation: string, params: Record<string, string>, body: unknown) =>
        store.write(by, (ctx) => {
          const route = ROUTES.find((r) => r.operation === operation) as Extract<Route, { kind: 'read' | 'write' }>;
          return route.run(ctx, { params, query: {}, body, headers: () => undefined }, { store, actor: by, words: [] }) as Promise<{ id: string }>;
        });
      await store.write(seller, (ctx) => resolveTier(ctx, 'customer', CUSTOMER, null));
      const maker = actor(own.vendor.id, 'vendor');
      const made = await run(maker, 'createProduct', {}, { name: 'New' });
      await run(maker, 'createProductVersion', { id: made.id }, {});
      const { version } = (await run(maker, 'createProductVersion', { id: own.product }, {})) as unknown as { version: number };
      const request = await run(maker, 'createListingRequest', {}, { type: 'new', product_id: made.id, contract_id: own.contract });
      await run(maker, 'submitListingRequest', { id: request.id }, {});
      const period = { from: '2026-03-01', to: '2026-03-31' };
      const file = { name: 'March', product: { id: own.product }, contract: { id: own.contract }, period, currency: 'EUR', external_id: 'm' };
      const { id: usage } = await run(maker, 'createUsageFile', {}, file);
      await run(maker, 'uploadUsageFile', { id: usage }, { upload: { id: 'sent before' }, texts: {} });

      const totals = async (by: Actor) => {
        const out: Record<string, number | string> = {};
        for (const route of lists)
          out[route.operation] = await store.read(by, async (ctx: Context) => {
            const params = { id: route.path.startsWith('/hubs') ? own.hub : own.product, version: String(version) };
            const within = route.below && (await columnsBelow(ctx, route.below, params).catch(() => undefined));
            if (route.below && !within) return 'not found';
            return (await listCollection(ctx, route.collection, 'limit=10', within)).total;
          });
        return out;
      };
      // what comes of files has tests of its own on every engine; here there is none
      const none = {
        listUsageRecords: 0,
        listUsageChunks: 0,
        listUsageReconciliations: 0,
        listUsageAggregates: 0,
        listAssetUsageAggregates: 'not found',
        listAssetUsageAggregates1: 'not found',
      };
      const common = {
        ...none,
        ...{ listUsageFileCategories: 'not found', listUsageRules: 0 },
        listItems: 1,
        listTemplates: 2,
        listConnections: 1,
        listMarketplaces: 1,
        listHubs: 1,
        listHubConnections: 1,
        listListings: 2,
        listListingRequests: 1,
        ...{ listProductVersions: 1, listVersionItems: 1, listVersionTemplates: 2, listVersionConnections: 1 },
        ...PARTS.fold(0),
        ...PUBLIC,
      };
      expect(await totals(maker)).toEqual({
        ...common,
        listProducts: 2,
        listParameters: 3,
        listVersionParameters: 3,
        listHubMarketplaces: 0,
        listTierAccountRequests: 0,
        listTierAccounts: 0,
        listUsageFiles: 1,
      });
      expect(await totals(seller)).toEqual({
        ...common,
        listProducts: 2,
        listParameters: 1,
        listVersionParameters: 1,
        listHubMarketplaces: 1,
        listTierAccountRequests: 0,
        listTierAccounts: 1,
        listUsageFiles: 0,
      });
      const foreign = {
        ...none,
        ...{ listUsageFileCategories: 'not found', listUsageRules: 'not found' },
        listItems: 'not found',
        listTemplates: 'not found',
        listParameters: 'not found',
        listConnections: 'not found',
        ...{ listHubConnections: 'not found', listHubMarketplaces: 'not found', listProductVersions: 'not found', listVersionItems: 'not found' },
        ...{ listVersionTemplates: 'not found', listVersionConnections: 'not found', listVersionParameters: 'not found' },
        ...PARTS.fold('not found'),
        ...PUBLIC,
        listTierAccountRequests: 0,
      };
      const theirs = { listProducts: 1, listMarketplaces: 1, listHubs: 1, listListings: 1, listListingRequests: 0, listTierAccounts: 0, listUsageFiles: 0 };
      expect(await totals(actor(other.vendor.id, 'vendor'))).toEqual({ ...foreign, ...theirs });
      expect(await totals(actor(other.distributor.id, 'distributor'))).toEqual({ ...foreign, ...theirs });
      expect((await store.read(maker, (ctx) => readDefinition(ctx, own.product)))!.items).toHaveLength(1);
    } finally {
      await store.close();
    }
  });
});
