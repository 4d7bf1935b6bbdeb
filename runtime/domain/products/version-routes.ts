/** /products/{id}/versions and the read-only collections below one, as data. */
import Type from 'typebox';
import { showOne, type Route } from '../kit/index.ts';
import type { Context } from '../../store/index.ts';
import { actionLink } from './actions.ts';
import { VENDOR } from './children.ts';
import type { PublishInput } from './commands.ts';
import { products } from './fields.ts';
import { buildVersion, createVersion, findVersion, KEPT, snapshotId, snapshots, updateVersion, versions } from './versions.ts';

const TAG = { tag: 'Products' } as const;
const maybe = Type.Optional;
const Version = Type.Object({ changes_description: maybe(Type.String({ maxLength: 4000 })), public: maybe(Type.Boolean()), staging: maybe(Type.Boolean()) });
const path = '/products/{id}/versions';

const one = (ctx: Context, row: { id: string }) => showOne(ctx, versions, row.id);

const written = (method: 'POST' | 'PUT', suffix: string, operation: string, summary: string) =>
  ({ ...TAG, kind: 'write', method, path: path + suffix, operation, summary, roles: VENDOR }) as const;

/** The product of a version that one may see. */
const productOf = async (ctx: Context, params: Record<string, string>) => (await findVersion(ctx, params['id']!, params['version']!)).product;

// prettier-ignore
export const versionRoutes: Route[] = [
  { ...TAG, kind: 'list', method: 'GET', path, operation: 'listProductVersions', summary: 'Versions of a product; for others than its vendor the public ones', roles: 'everyone', collection: versions,
    below: { parent: products, column: 'product_id' } },
  { ...written('POST', '', 'createProductVersion', 'A version from the master; the first public one publishes the product'), body: Version, status: 201, shows: versions,
    run: async (ctx, input) => one(ctx, await createVersion(ctx, input.params['id']!, (input.body ?? {}) as PublishInput)) },
  { ...TAG, kind: 'read', method: 'GET', path: `${path}/{version}`, operation: 'getProductVersion', summary: 'One version', roles: 'everyone',
    run: async (ctx, input) => one(ctx, (await findVersion(ctx, input.params['id']!, input.params['version']!)).version) },
  { ...written('PUT', '/{version}', 'updateProductVersion', 'Make a version public or staging, or say what changed in it'), body: Version,
    run: async (ctx, input) => one(ctx, await updateVersion(ctx, input.params['id']!, input.params['version']!, input.body as PublishInput)) },
  { ...written('POST', '/{version}/build', 'buildProductVersion', 'Nothing is left to prepare: answers the version'), body: Type.Object({}), shows: versions,
    run: async (ctx, input) => one(ctx, await buildVersion(ctx, input.params['id']!, input.params['version']!)) },
  ...Object.entries(KEPT).flatMap(([part, { one: name, kind }]): Route[] => [
    { ...TAG, kind: 'list', method: 'GET', path: `${path}/{version}/${part}`, operation: `listVersion${name}s`, summary: `${part} as of a version`, roles: 'everyone', collection: snapshots[part as keyof typeof KEPT],
      below: { parent: productOf, column: 'product_id', only: { version: '{version}', kind } } },
    { ...TAG, kind: 'read', method: 'GET', path: `${path}/{version}/${part}/{child}`, operation: `getVersion${name}`, summary: `One of them`, roles: 'everyone',
      async run(ctx, input) {
        const { id } = await productOf(ctx, input.params);
        return showOne(ctx, snapshots[part as keyof typeof KEPT], snapshotId(id, input.params['version']!, kind, input.params['child']!));
      } },
  ]),
  { ...TAG, kind: 'read', method: 'GET', path: `${path}/{version}/actions/{child}/actionLink`, operation: 'getVersionActionLink', summary: 'A signed link to the page of an action of a version', roles: 'everyone', query: ['asset_id', 'tier_config_id'],
    async run(ctx, input) {
      const { product, version } = await findVersion(ctx, input.params['id']!, input.params['version']!);
      const action = (await showOne(ctx, snapshots.actions, snapshotId(product.id, String(version.version), 'action', input.params['child']!))) as { id: string; action: string };
      // the description shows the action here, clients look for the link
      return { ...action, link: await actionLink(ctx, product, action, input.query) };
    } },
];
