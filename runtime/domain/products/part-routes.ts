/** Actions, item groups, media, messages, localizations, configurations, categories and units as data (platform-api.md sections 8 and 10). */
import Type from 'typebox';
import { invalid, notFound } from '../../base/index.ts';
import { findVisible, showOne, type Route } from '../kit/index.ts';
import type { Context, ProductPartRow } from '../../store/index.ts';
import { ACTION_SCOPES, actionLink, actions, createAction, regenerateSecret, updateAction, type ActionInput } from './actions.ts';
import { children, known, VENDOR } from './children.ts';
import { productChanged } from './commands.ts';
import { configurations, configure, type ConfigurationInput } from './configurations.ts';
import { products } from './fields.ts';
import { createMedia, deleteMedia, media, readFile, readMedia, updateMedia, type MediaInput } from './media.ts';
import { deletePart, MASTER, type PartCollection } from './parts.ts';
import { categories, createUnit, units } from './reference.ts';
import * as small from './small.ts';

const TAG = { tag: 'Products' } as const;
const maybe = Type.Optional;
const Name = Type.String({ minLength: 1, maxLength: 255 });
const Line = maybe(Type.String({ maxLength: 300 }));
const Ref = Type.Object({ id: Type.String() });

// prettier-ignore
const ActionBody = Type.Object({
  action: Type.String({ pattern: '^[A-Za-z0-9_.-]+$', maxLength: 100 }), name: Name, title: Line, description: Line,
  type: maybe(Type.Enum(['button'])), scope: maybe(Type.Enum(ACTION_SCOPES)),
});
const GroupBody = Type.Object({ name: maybe(Type.Union([Type.Null(), Type.String({ maxLength: 255 })])), mpn: Type.String({ minLength: 1, maxLength: 768 }) });
const MessageBody = Type.Object({ external_id: Name, value: Type.String({ minLength: 1, maxLength: 4000 }), auto: maybe(Type.Boolean()) });
const Locale = Type.Object({ locale: Type.Union([Type.String(), Ref]) });
const Configuration = Type.Object({
  ...{ parameter: Ref, item: maybe(Ref), marketplace: maybe(Ref) },
  value: maybe(Type.Union([Type.Null(), Type.String({ maxLength: 100_000 })])),
  structured_value: maybe(Type.Unknown()),
});
const UnitBody = Type.Object({ description: Name, type: Type.String(), unit: Name, name: maybe(Name) });

const only = ({ kind }: PartCollection) => ({ version: MASTER, kind });
const owned = (ctx: Context, id: string) => findVisible(ctx, products, id, { lock: true });
const localization = async (ctx: Context, id: string, locale: string) => {
  const product = await findVisible(ctx, products, id);
  const row = await small.findLocalization(ctx, product, locale);
  if (!row) throw notFound(locale);
  return { product, row };
};

// prettier-ignore
export const partRoutes: Route[] = [
  // before /actions/{child}: a literal step wins where it comes first
  { ...TAG, kind: 'write', method: 'POST', path: '/products/{id}/actions/regeneratesecret', operation: 'regenerateActionSecret', summary: 'A new key for the links of actions, told this once', roles: VENDOR, body: Type.Object({}),
    async run(ctx, input) {
      const product = await owned(ctx, input.params['id']!);
      const jwt_secret = await regenerateSecret(ctx, product);
      await productChanged(ctx, product);
      return { jwt_secret };
    } },
  ...children<ProductPartRow, ActionInput>({ path: 'actions', one: 'Action', collection: actions, only: only(actions), body: ActionBody, create: createAction, update: updateAction, remove: deletePart }),
  { ...TAG, kind: 'read', method: 'GET', path: '/products/{id}/actions/{child}/actionLink', operation: 'getActionLink', summary: 'A signed link to the page of an action', roles: 'everyone', query: ['asset_id', 'tier_config_id'],
    async run(ctx, input) {
      const product = await findVisible(ctx, products, input.params['id']!);
      const row = await findVisible(ctx, actions, input.params['child']!);
      if (row.product_id !== product.id || row.kind !== 'action' || row.version !== MASTER) throw notFound(row.id);
      const action = (await showOne(ctx, actions, row.id)) as { id: string; action: string };
      return { link: await actionLink(ctx, product, action, input.query) };
    } },
  ...children<ProductPartRow, small.GroupInput>({ path: 'item-groups', one: 'ItemGroup', collection: small.itemGroups, only: only(small.itemGroups), body: GroupBody, create: small.createItemGroup, update: small.updateItemGroup, remove: deletePart }),
  ...children<ProductPartRow, small.MessageInput>({ path: 'messages', one: 'Message', collection: small.messages, only: only(small.messages), body: MessageBody, create: small.createMessage, update: small.updateMessage, remove: deletePart }),
  ...children<ProductPartRow, MediaInput>({ path: 'media', one: 'Media', collection: media, only: only(media), body: Type.Object({}), prepare: readMedia, create: createMedia, update: updateMedia, remove: deleteMedia }),
  { ...TAG, kind: 'read', method: 'GET', path: '/products/{id}/media/{child}/file', operation: 'getMediaFile', summary: 'The picture itself', roles: 'everyone', type: 'application/octet-stream',
    async run(ctx, input) {
      const product = await findVisible(ctx, products, input.params['id']!);
      const row = await findVisible(ctx, media, input.params['child']!);
      const file = row.product_id === product.id && (await readFile(ctx, row.id));
      if (!file) throw notFound(row.id);
      return file;
    } },

  { ...TAG, kind: 'list', method: 'GET', path: '/products/{id}/localizations', operation: 'listLocalizations', summary: 'Languages of a product (legacy)', roles: 'everyone', collection: small.localizations,
    below: { parent: products, column: 'product_id', only: only(small.localizations) } },
  { ...TAG, kind: 'write', method: 'POST', path: '/products/{id}/localizations', operation: 'createLocalization', summary: 'A language more', roles: VENDOR, body: Locale, status: 201,
    async run(ctx, input) {
      const { locale } = input.body as { locale: string | { id: string } };
      const product = await owned(ctx, input.params['id']!);
      const row = await small.createLocalization(ctx, product.id, typeof locale === 'string' ? locale : locale.id);
      await productChanged(ctx, product);
      return showOne(ctx, small.localizations, row.id);
    } },
  { ...TAG, kind: 'read', method: 'GET', path: '/products/{id}/localizations/{locale}', operation: 'getLocalization', summary: 'One language', roles: 'everyone',
    run: async (ctx, input) => showOne(ctx, small.localizations, (await localization(ctx, input.params['id']!, input.params['locale']!)).row.id) },
  { ...TAG, kind: 'write', method: 'DELETE', path: '/products/{id}/localizations/{locale}', operation: 'deleteLocalization', summary: 'A language less', roles: VENDOR, status: 204,
    async run(ctx, input) {
      const { product, row } = await localization(ctx, input.params['id']!, input.params['locale']!);
      await deletePart(ctx, row);
      await productChanged(ctx, product);
    } },
  { ...TAG, kind: 'read', method: 'GET', path: '/products/{id}/localizations/{locale}/download', operation: 'downloadLocalization', summary: 'What is to be translated, as a gettext catalogue', roles: 'everyone', type: 'text/x-gettext-translation',
    async run(ctx, input) {
      const { product } = await localization(ctx, input.params['id']!, input.params['locale']!);
      return small.catalogueOf(ctx, product, input.params['locale']!);
    } },

  { ...TAG, kind: 'list', method: 'GET', path: '/products/{id}/configurations', operation: 'listConfigurations', summary: 'Values of configuration parameters', roles: 'everyone', collection: configurations,
    below: { parent: products, column: 'product_id', only: only(configurations) } },
  { ...TAG, kind: 'write', method: 'POST', path: '/products/{id}/configurations', operation: 'configureProduct', summary: 'Set such a value', roles: VENDOR, body: Configuration, status: 201,
    async run(ctx, input) {
      const body = known<ConfigurationInput>(Configuration, input.body);
      if (typeof (body.structured_value ?? {}) !== 'object') throw invalid('structured_value', 'an object is expected.');
      const row = await configure(ctx, input.params['id']!, body);
      await productChanged(ctx, await owned(ctx, row.product_id));
      const { structured_value, ...shown } = (await showOne(ctx, configurations, row.id)) as { structured_value: object };
      return { ...shown, structured_value };
    } },

  { ...TAG, kind: 'list', method: 'GET', path: '/categories', operation: 'listCategories', summary: 'System categories', roles: 'everyone', collection: categories },
  { ...TAG, kind: 'read', method: 'GET', path: '/categories/{id}', operation: 'getCategory', summary: 'One category', roles: 'everyone', run: (ctx, input) => showOne(ctx, categories, input.params['id']!) },
  { ...TAG, kind: 'list', method: 'GET', path: '/settings/units', operation: 'listUnits', summary: 'Units of one\'s items', roles: VENDOR, collection: units },
  { ...TAG, kind: 'write', method: 'POST', path: '/settings/units', operation: 'createUnit', summary: 'A unit', roles: VENDOR, body: UnitBody, status: 201,
    run: async (ctx, input) => showOne(ctx, units, (await createUnit(ctx, known(UnitBody, input.body))).id) },
];
