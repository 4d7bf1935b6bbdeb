/**
 * `extension.yaml`: what an extension is, what it hooks, what it may do and what an admin fills in. This schema is the
 * source of extension.schema.json (editors complete with it) and of the checks in `validate`, `pack` and the registry.
 * Unknown fields are refused.
 */
import Type, { type Static } from 'typebox';
import { HOOK_TYPES, isInteractive, type EventType } from './events.ts';
import { BUDGET_MS, LIMITS, type LimitName } from './limits.ts';

const closed = { additionalProperties: false } as const;

// prettier-ignore
export const OBJECT_SCOPES = [
  'accounts:read', 'partners:read', 'partners:write', 'news:read', 'news:write',
  'agreements:read', 'contracts:read', 'forms:read', 'forms:write',
  'products:read', 'products:write', 'marketplaces:read', 'hubs:read', 'listings:read', 'listings:write',
  'requests:read', 'requests:write', 'assets:read', 'subscriptions:read', 'subscriptions:write',
  'tier-accounts:read', 'tier-accounts:write', 'tier-configs:read', 'tier-configs:write', 'usage:read', 'usage:write',
  'conversations:read', 'conversations:write', 'helpdesk:read', 'helpdesk:write',
] as const;
export type ObjectScope = (typeof OBJECT_SCOPES)[number];

/** Beginnings of paths of the API -> whose scopes they need. What is not listed is not for extensions. */
// prettier-ignore
export const SCOPE_PATHS: readonly (readonly [prefix: string, family: string])[] = [
  ['/accounts', 'accounts'], ['/partners', 'partners'], ['/news', 'news'],
  ['/agreements', 'agreements'], ['/contracts', 'contracts'], ['/forms', 'forms'],
  ['/products', 'products'], ['/marketplaces', 'marketplaces'], ['/hubs', 'hubs'], ['/listings', 'listings'], ['/listing-requests', 'listings'],
  ['/requests', 'requests'], ['/assets', 'assets'], ['/subscriptions', 'subscriptions'],
  ['/tier/accounts', 'tier-accounts'], ['/tier/account-requests', 'tier-accounts'],
  ['/tier/configs', 'tier-configs'], ['/tier/config-requests', 'tier-configs'], ['/usage', 'usage'],
  ['/conversations', 'conversations'], ['/helpdesk', 'helpdesk'],
];

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
const Reason = Type.String({ minLength: 1, maxLength: 120, description: 'Why, in words for the admin who approves it.' });
const HostPattern = Type.String({
  pattern: '^(\\*\\.)?[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)*(:[0-9]{1,5})?$|^\\{settings\\.[A-Za-z][A-Za-z0-9_]*\\}$',
  description: 'A host name with an optional port, `*.example.com`, or `{settings.NAME}` for an address that the admin enters.',
});

const which = (otherwise: string) => ({
  statuses: Type.Optional(
    Type.Array(Type.String(), { minItems: 1, uniqueItems: true, description: `Object statuses that start the hook; default: ${otherwise}.` }),
  ),
  filter: Type.Optional(Type.String({ maxLength: 2000, description: 'An RQL filter over the object, for example `eq(asset.product.id,PRD-276-377-545)`.' })),
});

export const ORDERINGS = ['object', 'installation', 'none'] as const;
export type Ordering = (typeof ORDERINGS)[number];

export const HookManifest = Type.Object(
  {
    ...which('pending, or all where there is no pending'),
    ordering: Type.Optional(
      Type.Enum(ORDERINGS, {
        description:
          'Which events wait for one another: those of the same object (object, default), all of this hook (installation), or none, whatever their order.',
      }),
    ),
    lane: Type.Optional(
      Type.Enum(['park', 'continue'] as const, {
        description: 'What a dead letter does to the events that wait behind it: park (default) or continue.',
      }),
    ),
    retry: Type.Optional(
      Type.Array(Type.Number({ minimum: 0.05, maximum: 86_400 }), {
        maxItems: 20,
        description: 'Seconds to wait after attempt 1, 2, …; replaces the standard table.',
      }),
    ),
  },
  closed,
);

export const ON_TIMEOUT = ['allow', 'deny', 'default'] as const;
export type OnTimeout = (typeof ON_TIMEOUT)[number];

/** Of an event that somebody waits for: nothing is tried again, so there is no lane and no retry to declare. */
export const InteractiveHookManifest = Type.Object(
  {
    ...which('all'),
    budgetMs: Type.Optional(
      Type.Integer({ minimum: BUDGET_MS.min, maximum: BUDGET_MS.max, description: `How long the caller waits; default ${BUDGET_MS.default}.` }),
    ),
    onTimeout: Type.Optional(
      Type.Enum(ON_TIMEOUT, {
        description: 'What stands for an answer that did not come, or is none: allow, deny, or default (as if nobody had hooked the event).',
      }),
    ),
  },
  closed,
);
export type HookManifest = Static<typeof HookManifest> & Static<typeof InteractiveHookManifest>;

export const ScheduleManifest = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9-]{0,40}$', description: 'Unique in this manifest; the handler finds it as `run.name`.' }),
    cron: Type.Optional(Type.String({ maxLength: 100, description: 'Five fields: minute, hour, day, month, weekday.' })),
    everySeconds: Type.Optional(Type.Integer({ minimum: 60, maximum: 31_536_000 })),
    timezone: Type.Optional(Type.String({ maxLength: 60, description: 'For cron, such as Europe/Berlin; default UTC.' })),
  },
  closed,
);

export const EgressManifest = Type.Object(
  { host: HostPattern, methods: Type.Optional(Type.Array(Type.Enum(METHODS), { minItems: 1 })), reason: Reason },
  closed,
);

export const SecretManifest = Type.Object(
  {
    title: Type.Optional(Type.String({ maxLength: 100 })),
    hosts: Type.Array(HostPattern, { minItems: 1, description: 'The only hosts this secret may be sent to.' }),
    required: Type.Optional(Type.Boolean()),
  },
  closed,
);

export const PermissionsManifest = Type.Object(
  {
    objects: Type.Optional(Type.Array(Type.Enum(OBJECT_SCOPES), { uniqueItems: true })),
    egress: Type.Optional(Type.Array(EgressManifest, { maxItems: 50 })),
    storage: Type.Optional(Type.Boolean({ description: 'Keep data of its own, per installation.' })),
    secrets: Type.Optional(Type.Record(Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,60}$' }), SecretManifest)),
  },
  closed,
);

const limitNames = Object.keys(LIMITS) as LimitName[];

export const Manifest = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9-]{1,60}$', description: 'Lower case, digits and dashes; unique per owner.' }),
    version: Type.String({
      maxLength: 64,
      pattern: '^\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?$',
      description: 'MAJOR.MINOR.PATCH; an uploaded version never changes.',
    }),
    title: Type.Optional(Type.String({ maxLength: 100 })),
    description: Type.Optional(Type.String({ maxLength: 2000 })),
    type: Type.Enum(['products', 'hub', 'multiaccount'] as const, {
      description: 'products: for vendors; hub: for distributors; multiaccount: for anybody.',
    }),
    main: Type.Optional(Type.String({ maxLength: 200, pattern: '^[A-Za-z0-9_][A-Za-z0-9_./-]*$', description: 'The source file; default src/index.ts.' })),
    hooks: Type.Unsafe<Partial<Record<EventType, HookManifest>>>(
      Type.Object(Object.fromEntries(HOOK_TYPES.map((e) => [e, Type.Optional(isInteractive(e) ? InteractiveHookManifest : HookManifest)])), {
        ...closed,
        minProperties: 1,
        description: 'Event type -> when the hook of that name in the code is called.',
      }),
    ),
    schedules: Type.Optional(Type.Array(ScheduleManifest, { maxItems: 50 })),
    permissions: Type.Optional(PermissionsManifest),
    settings: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { description: 'JSON Schema of the settings an admin fills in.' })),
    limits: Type.Optional(
      Type.Unsafe<Partial<Record<LimitName, number>>>(
        Type.Object(Object.fromEntries(limitNames.map((n) => [n, Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS[n].max }))])), closed),
      ),
    ),
    isolate: Type.Optional(Type.Enum(['warm', 'fresh'] as const, { description: 'fresh: a new isolate for every task.' })),
  },
  closed,
);

export type Manifest = Static<typeof Manifest>;
export type PermissionsManifest = Static<typeof PermissionsManifest>;
export type SecretManifest = Static<typeof SecretManifest>;
export type ScheduleManifest = Static<typeof ScheduleManifest>;
export type EgressRule = Static<typeof EgressManifest>;
