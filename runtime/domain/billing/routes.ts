/** /subscriptions as data (platform-api.md section 19). */
import Type from 'typebox';
import { showOne, type Route } from '../kit/index.ts';
import { createBillingRequest, setAttributes, type BillingInput } from './commands.ts';
import { billingRequests, subscriptions } from './fields.ts';

const maybe = Type.Optional;
const Map = maybe(Type.Record(Type.String(), Type.Unknown()));
const nullable = () => maybe(Type.Union([Type.String(), Type.Null()]));
const Attributes = Type.Object({ vendor: Map, provider: Map });
const Body = Type.Object({
  type: maybe(Type.String()),
  asset: maybe(Type.Object({ id: maybe(Type.String()), external_uid: maybe(Type.String()) })),
  asset_id: nullable(),
  asset_external_uid: nullable(),
  items: maybe(Type.Array(Type.Object({ id: maybe(Type.String()), quantity: maybe(Type.Union([Type.Number(), Type.String()])) }), { maxItems: 1000 })),
  period: maybe(Type.Object({ from: maybe(Type.String()), to: maybe(Type.String()), delta: maybe(Type.Number()), uom: maybe(Type.String()) })),
  period_from: maybe(Type.String()),
  period_to: maybe(Type.String()),
  period_delta: maybe(Type.Number()),
  period_uom: maybe(Type.String({ maxLength: 20 })),
  attributes: maybe(Attributes),
});
const common = { tag: 'Subscriptions' } as const;
const PARTIES = ['vendor', 'distributor', 'reseller'] as const;

// prettier-ignore
export const billingRoutes: Route[] = [
  { ...common, kind: 'list', method: 'GET', path: '/subscriptions/assets', operation: 'listSubscriptions', summary: 'Assets seen for billing', roles: 'everyone', collection: subscriptions },
  { ...common, kind: 'read', method: 'GET', path: '/subscriptions/assets/{id}', operation: 'getSubscription', summary: 'One subscription', roles: 'everyone', run: (ctx, input) => showOne(ctx, subscriptions, input.params['id']!) },
  { ...common, kind: 'list', method: 'GET', path: '/subscriptions/requests', operation: 'listBillingRequests', summary: 'Billing requests', roles: 'everyone', collection: billingRequests },
  { ...common, kind: 'write', method: 'POST', path: '/subscriptions/requests', operation: 'createBillingRequest', summary: 'Bill a period; a repeat is the same request', roles: PARTIES, body: Body, status: 201,
    run: async (ctx, input) => showOne(ctx, billingRequests, await createBillingRequest(ctx, input.body as BillingInput)) },
  { ...common, kind: 'read', method: 'GET', path: '/subscriptions/requests/{id}', operation: 'getBillingRequest', summary: 'One billing request', roles: 'everyone', run: (ctx, input) => showOne(ctx, billingRequests, input.params['id']!) },
  { ...common, kind: 'write', method: 'PUT', path: '/subscriptions/requests/{id}/attributes', operation: 'setBillingAttributes', summary: "Set your side's attributes", roles: PARTIES, body: Attributes,
    run: (ctx, input) => setAttributes(ctx, input.params['id']!, input.body as { vendor?: object; provider?: object }) },
];
