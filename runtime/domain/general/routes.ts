/** /industries, /countries and /modules as data. */
import { notFound, lookUp } from '../../base/index.ts';
import { showOne, type Collection, type Route } from '../kit/index.ts';
import type { NamedRow } from '../../store/index.ts';
import { countries, industries, modules } from './collections.ts';
import { findModule, SETTINGS } from './modules.ts';

const named = (tag: string, path: string, one: string, collection: Collection<NamedRow>): Route[] => [
  {
    tag,
    kind: 'list',
    method: 'GET',
    path,
    operation: `list${one}s`.replace(/ys$/, 'ies'),
    summary: `Every ${one.toLowerCase()}`,
    roles: 'everyone',
    collection,
  },
  {
    ...{ tag, kind: 'read', method: 'GET', path: `${path}/{id}`, operation: `get${one}`, summary: `One ${one.toLowerCase()}`, roles: 'everyone' },
    run: async (ctx, input) => showOne(ctx, collection, one === 'Module' ? (await findModule(ctx, input.params['id'])).id : input.params['id']!),
  },
];

export const generalRoutes: Route[] = [
  ...named('General Collections', '/industries', 'Industry', industries),
  ...named('Marketplaces', '/countries', 'Country', countries),
  ...named('General Collections', '/modules', 'Module', modules),
  {
    ...{ tag: 'General Collections', kind: 'read', method: 'GET', path: '/modules/{id}/settings', operation: 'getModuleSettings' },
    ...{ summary: 'What applies to accounts in a module', roles: 'everyone' },
    async run(ctx, input) {
      const { key, id } = await findModule(ctx, input.params['id']);
      const settings = lookUp(SETTINGS, key);
      if (!settings) throw notFound(`${id}/settings`);
      return settings;
    },
  },
];
