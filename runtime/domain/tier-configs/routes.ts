/** /tier/configs and /tier/config-requests as data (platform-api.md section 16). */
import Type, { type TSchema } from 'typebox';
import { notFound } from '../../base/index.ts';
import { findVisible, json, showOne, type CallRoute, type Route } from '../kit/index.ts';
import { readDefinition, renderTemplate, type ParamInput } from '../products/index.ts';
import type { Context, StoredParam } from '../../store/index.ts';
import {
  approveConfigRequest,
  assignConfigRequest,
  failConfigRequest,
  inquireConfigRequest,
  judgeConfigRequest,
  pendConfigRequest,
  submitConfigRequest,
  updateConfigRequest,
  validateConfigRequest,
  type ConfigRequestChange,
} from './commands.ts';
import { configRequests, configs } from './fields.ts';
import { CONFIG_REQUEST_KINDS } from './lifecycle.ts';
import { createConfigRequest, type ConfigRequestInput } from './setup.ts';

const maybe = Type.Optional;
const Ref = maybe(Type.Object({ id: maybe(Type.String()) }));
const Params = maybe(
  Type.Array(
    Type.Object({
      id: Type.String(),
      value: maybe(Type.Unknown()),
      structured_value: maybe(Type.Unknown()),
      value_error: maybe(Type.Union([Type.String(), Type.Null()])),
      structured_error: maybe(Type.Unknown()),
    }),
    { maxItems: 1000 },
  ),
);
const Notes = maybe(Type.String({ maxLength: 2000 }));
const NewBody = Type.Object({
  type: maybe(Type.String()),
  configuration: maybe(
    Type.Object({
      id: maybe(Type.String()),
      product: Ref,
      connection: Ref,
      account: Ref,
      marketplace: Ref,
      tier_level: maybe(Type.Union([Type.Integer(), Type.String()])),
    }),
  ),
  params: Params,
  notes: Notes,
});
const UpdateBody = Type.Object({ params: Params, notes: Notes });
const ParamsBody = Type.Object({ params: Params });
const ApproveBody = Type.Object({ template: Ref, effective_date: maybe(Type.String()), params: Params });
const AssignBody = Type.Object({ email: maybe(Type.String()), force: maybe(Type.Boolean()) });
const FailBody = Type.Object({ reason: maybe(Type.String({ maxLength: 500 })) });

const BUYER = ['distributor', 'reseller'] as const;
const VENDOR = ['vendor'] as const;
const ALL = [...BUYER, ...VENDOR];
const REQUESTS = '/tier/config-requests';
const common = { tag: 'Tiers' } as const;

interface ActionBody {
  template?: { id?: string };
  effective_date?: string;
  params?: ParamInput[];
  reason?: string;
  email?: string;
  force?: boolean;
}

function action(
  name: string,
  roles: CallRoute['roles'],
  summary: string,
  body: TSchema,
  run: (ctx: Context, id: string, body: ActionBody) => Promise<unknown>,
  shows = true,
): CallRoute {
  return {
    ...{ ...common, kind: 'write', method: 'POST', path: `${REQUESTS}/{id}/${name}`, operation: `${name}TierConfigRequest`, summary, roles, body },
    ...(shows ? {} : { status: 204 }),
    async run(ctx, input) {
      const { id } = input.params as { id: string };
      await run(ctx, id, (input.body ?? {}) as ActionBody);
      return shows ? showOne(ctx, configRequests, id) : undefined;
    },
  };
}

const given = (body: ActionBody) => ({
  ...(body.template?.id === undefined ? {} : { template: body.template.id }),
  ...(body.params ? { params: body.params } : {}),
});

/** The text of the template with its values. */
async function rendered(ctx: Context, of: { id: string; product_id: string; template_id: string | null; params: string }): Promise<string> {
  const definition = await readDefinition(ctx, of.product_id);
  const template = definition?.templates.find((t) => t.id === of.template_id);
  if (!definition || !template) throw notFound(`template of ${of.id}`);
  return renderTemplate(template.body, definition, json<StoredParam[]>(of.params));
}

// prettier-ignore
export const tierConfigRoutes: Route[] = [
  { ...common, kind: 'list', method: 'GET', path: '/tier/configs', operation: 'listTierConfigs', summary: 'Configurations of tier accounts', roles: 'everyone', collection: configs },
  { ...common, kind: 'read', method: 'GET', path: '/tier/configs/{id}', operation: 'getTierConfig', summary: 'One configuration', roles: 'everyone', run: (ctx, input) => showOne(ctx, configs, input.params['id']!) },
  { ...common, kind: 'read', method: 'GET', path: '/tier/configs/{id}/render', operation: 'renderTierConfig', summary: 'Its template with values', roles: 'everyone', type: 'text/markdown', run: async (ctx, input) => rendered(ctx, await findVisible(ctx, configs, input.params['id']!)) },
  { ...common, kind: 'list', method: 'GET', path: REQUESTS, operation: 'listTierConfigRequests', summary: 'Requests to set up or change configurations', roles: 'everyone', collection: configRequests },
  { ...common, kind: 'write', method: 'POST', path: REQUESTS, operation: 'createTierConfigRequest', summary: 'Set up, change or adjust a configuration', roles: ALL, body: NewBody, status: 201,
    run: async (ctx, input) => showOne(ctx, configRequests, await createConfigRequest(ctx, input.body as ConfigRequestInput)) },
  { ...common, kind: 'read', method: 'GET', path: `${REQUESTS}/{id}`, operation: 'getTierConfigRequest', summary: 'One request', roles: 'everyone', run: (ctx, input) => showOne(ctx, configRequests, input.params['id']!) },
  { ...common, kind: 'write', method: 'PUT', path: `${REQUESTS}/{id}`, operation: 'updateTierConfigRequest', summary: 'Write values and notes, as the status allows', roles: ALL, body: UpdateBody,
    async run(ctx, input) {
      await updateConfigRequest(ctx, input.params['id']!, input.body as ConfigRequestChange);
      return showOne(ctx, configRequests, input.params['id']!);
    } },
  { ...common, kind: 'read', method: 'GET', path: `${REQUESTS}/{id}/render`, operation: 'renderTierConfigRequest', summary: 'Its template with values', roles: 'everyone', type: 'text/markdown', run: async (ctx, input) => rendered(ctx, await findVisible(ctx, configRequests, input.params['id']!)) },
  action('approve', VENDOR, 'The configuration is active', ApproveBody, (ctx, id, body) => approveConfigRequest(ctx, id, { ...given(body), ...(body.effective_date === undefined ? {} : { effectiveDate: body.effective_date }) })),
  action('inquire', VENDOR, 'Ask the tier', ApproveBody, (ctx, id, body) => inquireConfigRequest(ctx, id, given(body)), false),
  action('pend', ALL, 'Back to the vendor', ParamsBody, (ctx, id, body) => pendConfigRequest(ctx, id, given(body)), false),
  action('fail', ['vendor', 'distributor'], 'Refuse it with a reason', FailBody, (ctx, id, body) => failConfigRequest(ctx, id, body.reason), false),
  action('submit', BUYER, 'A draft becomes a request', Type.Object({}), (ctx, id) => submitConfigRequest(ctx, id)),
  {
    ...action('validate', BUYER, "The platform's checks, and the vendor's", ParamsBody, async () => undefined),
    ask: { events: Object.values(CONFIG_REQUEST_KINDS).flatMap((kind) => kind.validation ?? []), about: (ctx, { params, body }) => validateConfigRequest(ctx, params['id']!, given((body ?? {}) as ActionBody)) },
    async run(ctx, { params }, { words }) {
      await judgeConfigRequest(ctx, params['id']!, words);
      return showOne(ctx, configRequests, params['id']!);
    },
  },
  action('assign', VENDOR, 'Take it, or give it to a user', AssignBody, (ctx, id, body) => assignConfigRequest(ctx, id, body)),
  action('unassign', VENDOR, 'Nobody has it', Type.Object({}), (ctx, id) => assignConfigRequest(ctx, id, undefined), false),
];
