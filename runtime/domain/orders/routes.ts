/** /requests and /assets as data (platform-api.md sections 17.3 and 18). */
import Type, { type TSchema } from 'typebox';
import { showOne, type CallRoute, type Input, type Route } from '../kit/index.ts';
import type { ParamInput } from '../products/index.ts';
import type { Context } from '../../store/index.ts';
import { approve, confirm, fail, inquire, leaveDraft, pend, revoke, schedule } from './commands.ts';
import { renderAssetText, renderRequestText } from './activation.ts';
import { createRequest, type RequestInput } from './create.ts';
import { assignRequest, judgeRequest, unassignRequest, updateRequest, validateRequest, type RequestChange } from './edit.ts';
import { assets, requests } from './fields.ts';
import { REQUEST_KINDS } from './lifecycle.ts';
import { answerForm, askAboutForm, judgeForm, readForm } from './form.ts';
import { answersOf, formPage, thanksPage } from './form-page.ts';

const Text = Type.Optional(Type.Union([Type.String(), Type.Null()]));
const Ref = Type.Object({ id: Type.Optional(Type.String()) });
const ParamBody = Type.Object({
  id: Type.String(),
  value: Type.Optional(Type.Unknown()),
  structured_value: Type.Optional(Type.Unknown()),
  value_error: Text,
  structured_error: Type.Optional(Type.Unknown()),
});
const ItemBody = Type.Object({
  id: Type.Optional(Type.String()),
  mpn: Type.Optional(Type.String()),
  global_id: Type.Optional(Type.String()),
  quantity: Type.Optional(Type.Union([Type.Number(), Type.String()])),
});
const TierBody = Type.Union([
  Type.Null(),
  Type.Object({
    id: Type.Optional(Type.String()),
    name: Type.Optional(Type.String()),
    external_id: Type.Optional(Type.String()),
    external_uid: Type.Optional(Type.String()),
  }),
]);

const RequestBody = Type.Object({
  type: Type.String(),
  status: Type.Optional(Type.String()),
  note: Type.Optional(Type.String({ maxLength: 2000 })),
  planned_date: Text,
  marketplace: Type.Optional(Ref),
  asset: Type.Optional(
    Type.Object({
      id: Type.Optional(Type.String()),
      external_id: Type.Optional(Type.String({ maxLength: 255 })),
      external_uid: Type.Optional(Type.String({ maxLength: 255 })),
      connection: Type.Optional(Ref),
      product: Type.Optional(Ref),
      items: Type.Optional(Type.Array(ItemBody, { maxItems: 1000 })),
      params: Type.Optional(Type.Array(ParamBody, { maxItems: 1000 })),
      tiers: Type.Optional(Type.Object({ customer: Type.Optional(TierBody), tier1: Type.Optional(TierBody), tier2: Type.Optional(TierBody) })),
    }),
  ),
});

const ApproveBody = Type.Object({
  template_id: Type.Optional(Type.String()),
  activation_tile: Type.Optional(Type.String()),
  effective_date: Text,
  asset: Type.Optional(
    Type.Object({ params: Type.Optional(Type.Array(ParamBody)), billing: Type.Optional(Type.Object({ next_date: Type.Optional(Type.String()) })) }),
  ),
});
const InquireBody = ApproveBody;
const FailBody = Type.Object({ reason: Type.Optional(Type.String({ maxLength: 4000 })) });
const PendBody = Type.Object({ asset: Type.Optional(Type.Object({ params: Type.Optional(Type.Array(ParamBody)) })) });
/** The JS SDK wraps its argument as `{data: …}`; both forms are read. */
const ScheduleBody = Type.Object({ planned_date: Type.Optional(Type.String()), data: Type.Optional(Type.Unknown()) });
const RevokeBody = Type.Object({ reason: Type.Optional(Type.String()), data: Type.Optional(Type.Unknown()) });

const UpdateBody = Type.Object({
  note: Type.Optional(Type.String({ maxLength: 2000 })),
  asset: Type.Optional(
    Type.Object({
      external_id: Type.Optional(Type.String({ maxLength: 255 })),
      items: Type.Optional(Type.Array(ItemBody)),
      params: Type.Optional(Type.Array(ParamBody)),
    }),
  ),
});

interface ActionBody {
  email?: string;
  force?: boolean;
  template_id?: string;
  activation_tile?: string;
  effective_date?: string | null;
  reason?: string;
  planned_date?: string;
  data?: unknown;
  asset?: { params?: ParamInput[]; billing?: { next_date?: string } };
}

function action(
  name: string,
  roles: CallRoute['roles'],
  summary: string,
  body: TSchema,
  run: (ctx: Context, id: string, body: ActionBody, input: Input) => Promise<unknown>,
): CallRoute {
  return {
    kind: 'write',
    method: 'POST',
    path: `/requests/{id}/${name}`,
    operation: `${name}Request`,
    tag: 'Requests',
    summary,
    roles,
    body,
    async run(ctx, input) {
      await run(ctx, input.params['id']!, (input.body ?? {}) as ActionBody, input);
      return showOne(ctx, requests, input.params['id']!);
    },
  };
}

/** `template` parts that both approve and inquire take. */
const decided = (body: ActionBody) => ({
  ...(body.template_id === undefined ? {} : { template: body.template_id }),
  ...(body.activation_tile === undefined ? {} : { activationTile: body.activation_tile }),
  ...(body.asset?.params ? { params: body.asset.params } : {}),
});

const VENDOR = ['vendor'] as const;
const BUYER = ['distributor', 'reseller'] as const;

/** Back to the vendor: by its parties, or by who holds the code of the customer's form. */
const pendRoute: CallRoute = {
  ...action('pend', [...BUYER, ...VENDOR], 'Back to the vendor; `code` of the customer form stands in for a token', PendBody, async () => undefined),
  bearer: 'code',
  query: ['code'],
  async run(ctx, input) {
    const { id } = input.params as { id: string };
    const params = (input.body as ActionBody | undefined)?.asset?.params;
    if (ctx.actor.role === 'anonymous') {
      await answerForm(ctx, id, input.query['code'], params ?? []);
      return { id, status: 'pending' };
    }
    await pend(ctx, id, params ? { params } : {});
    return showOne(ctx, requests, id);
  },
};

const VALIDATIONS = Object.values(REQUEST_KINDS).flatMap((kind) => kind.validation ?? []);

const validateRoute: CallRoute = {
  ...action('validate', BUYER, "The platform's checks, and the vendor's", UpdateBody, async () => undefined),
  ask: { events: VALIDATIONS, about: (ctx, input) => validateRequest(ctx, input.params['id']!, input.body as RequestChange) },
  async run(ctx, input, { words }) {
    await judgeRequest(ctx, input.params['id']!, words);
    return showOne(ctx, requests, input.params['id']!);
  },
};

/** The customer's form as a page, and its answer. */
const formRoutes: CallRoute[] = [
  {
    ...{ kind: 'read', method: 'GET', path: '/requests/{id}/form', operation: 'showRequestForm', tag: 'Requests', summary: "The customer's form" },
    ...{ roles: 'anyone', query: ['code'], type: 'text/html' },
    run: async (ctx, input) => formPage(await readForm(ctx, input.params['id']!, input.query['code']), input.query['code']!),
  },
  {
    ...{ kind: 'write', method: 'POST', path: '/requests/{id}/form', operation: 'answerRequestForm', tag: 'Requests', summary: "The customer's answer" },
    ...{ roles: 'anyone', query: ['code'], type: 'text/html', raw: 'file' },
    ask: {
      events: VALIDATIONS,
      async about(ctx, { params: { id = '' }, query: { code }, body }) {
        return askAboutForm(ctx, id, code, answersOf(await readForm(ctx, id, code), String(body)));
      },
    },
    async run(ctx, input, { words }) {
      const { id } = input.params as { id: string };
      const { code } = input.query;
      if (!(await judgeForm(ctx, id, code, words))) return formPage(await readForm(ctx, id, code), code!);
      const form = await readForm(ctx, id, code);
      await answerForm(ctx, id, code, answersOf(form, String(input.body)));
      return thanksPage(form);
    },
    refused: async (ctx, { params, query }, error) => formPage(await readForm(ctx, params['id']!, query['code']), query['code']!, error.errors),
  },
];

// prettier-ignore
export const orderRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/requests', operation: 'listRequests', tag: 'Requests', summary: 'Fulfilment requests', roles: 'everyone', collection: requests },
  {
    kind: 'write', method: 'POST', path: '/requests', operation: 'createRequest', tag: 'Requests', summary: 'Place an order of any type', roles: ['distributor', 'reseller', 'vendor'], body: RequestBody, status: 201,
    run: async (ctx, input) => showOne(ctx, requests, (await createRequest(ctx, input.body as RequestInput)).id),
  },
  { kind: 'read', method: 'GET', path: '/requests/{id}', operation: 'getRequest', tag: 'Requests', summary: 'One request', roles: 'everyone', run: (ctx, input) => showOne(ctx, requests, input.params['id']!) },
  action('approve', VENDOR, 'Fulfil it', ApproveBody, (ctx, id, body) => approve(ctx, id, { ...decided(body), ...(body.effective_date ? { effectiveDate: body.effective_date } : {}), ...(body.asset?.billing?.next_date ? { nextDate: body.asset.billing.next_date } : {}) })),
  action('inquire', VENDOR, 'Ask the buyer', InquireBody, (ctx, id, body) => inquire(ctx, id, decided(body))),
  action('fail', VENDOR, 'Refuse it with a reason', FailBody, (ctx, id, body) => fail(ctx, id, body.reason)),
  pendRoute,
  ...formRoutes,
  action('purchase', BUYER, 'A purchase draft becomes an order', Type.Object({}), (ctx, id) => leaveDraft(ctx, id, 'purchase')),
  action('submit', BUYER, 'Another draft becomes an order', Type.Object({}), (ctx, id) => leaveDraft(ctx, id, 'submit')),
  action('schedule', VENDOR, 'Wait for a planned date', ScheduleBody, (ctx, id, body) => schedule(ctx, id, body.planned_date ?? unwrapped(body.data, 'planned_date'))),
  action('revoke', BUYER, 'Withdraw a scheduled request', RevokeBody, (ctx, id, body) => revoke(ctx, id, body.reason ?? (unwrapped(body.data, 'reason') as string | undefined))),
  action('confirm', VENDOR, 'Confirm a revocation', Type.Object({}), (ctx, id) => confirm(ctx, id)),
  validateRoute,
  action('assign', VENDOR, 'Take it, or give it to a user', Type.Object({ email: Type.Optional(Type.String()), force: Type.Optional(Type.Boolean()) }), (ctx, id, body) => assignRequest(ctx, id, body)),
  action('unassign', VENDOR, 'Nobody has it', Type.Object({}), (ctx, id) => unassignRequest(ctx, id)),
  {
    kind: 'write',
    method: 'PUT',
    path: '/requests/{id}',
    operation: 'updateRequest',
    tag: 'Requests',
    summary: 'Write values and notes, as the status allows',
    roles: [...BUYER, ...VENDOR],
    body: UpdateBody,
    async run(ctx, input) {
      await updateRequest(ctx, input.params['id']!, input.body as RequestChange);
      return showOne(ctx, requests, input.params['id']!);
    },
  },
  { kind: 'read', method: 'GET', path: '/requests/{id}/render', operation: 'renderRequest', tag: 'Requests', summary: 'Its template with values', roles: 'everyone', type: 'text/markdown', run: (ctx, input) => renderRequestText(ctx, input.params['id']!) },
  { kind: 'read', method: 'GET', path: '/assets/{id}/render', operation: 'renderAsset', tag: 'Assets', summary: 'Its template with values', roles: 'everyone', type: 'text/markdown', run: (ctx, input) => renderAssetText(ctx, input.params['id']!) },
  { kind: 'list', method: 'GET', path: '/assets/{id}/requests', operation: 'listAssetRequests', tag: 'Assets', summary: 'Requests of an asset', roles: 'everyone', collection: requests, below: { parent: assets, column: 'asset_id' } },
  { kind: 'list', method: 'GET', path: '/assets', operation: 'listAssets', tag: 'Assets', summary: 'Subscriptions as assets', roles: 'everyone', collection: assets },
  { kind: 'read', method: 'GET', path: '/assets/{id}', operation: 'getAsset', tag: 'Assets', summary: 'One asset', roles: 'everyone', run: (ctx, input) => showOne(ctx, assets, input.params['id']!) },
];

function unwrapped(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : data;
}
