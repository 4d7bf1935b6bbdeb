/**
 * The event catalogue as the API shows it: the published fields, and those that runners of the established platform read
 * before a task (where to find the object, and whether its status is still one that was subscribed).
 */
import { EVENTS, type EventCategory, type EventDefinition, type ObjectClass } from '../../sdk/contract/index.ts';
import { notFound } from '../base/index.ts';
import type { Collection, Route } from '../domain/kit/index.ts';

interface Place {
  group: string;
  /** Below /public/v1; absent where this platform has no such objects. */
  path?: string;
  /** Where the property that holds the status is not `status`. */
  status?: string;
}

// prettier-ignore
const PLACES: Record<ObjectClass, Place> = {
  request:              { group: 'Fulfillment',  path: 'requests' },
  asset:                { group: 'Fulfillment',  path: 'assets' },
  billing_request:      { group: 'Fulfillment',  path: 'subscriptions/requests' },
  tier_config_request:  { group: 'Tiers',        path: 'tier/config-requests' },
  tier_account_request: { group: 'Tiers',        path: 'tier/account-requests' },
  usage_file:           { group: 'Usage',        path: 'usage/files' },
  usage_chunk:          { group: 'Usage',        path: 'usage/chunks' },
  listing_request:      { group: 'Listings',     path: 'listing-requests', status: 'state' },
  listing:              { group: 'Listings',     path: 'listings' },
  product:              { group: 'Products',     path: 'products' },
  product_action:       { group: 'Products' },
  custom_event:         { group: 'Products' },
  contract:             { group: 'Contracts',    path: 'contracts' },
  case:                 { group: 'Helpdesk',     path: 'helpdesk/cases', status: 'state' },
  installation:         { group: 'Extensions',   path: 'devops/installations' },
  schedule:             { group: 'Extensions' },
  pricelist_version:    { group: 'Pricing' },
  translation:          { group: 'Localization' },
  stream_request:       { group: 'Streams' },
};
const EXTENSION_TYPES: Record<EventCategory, string> = {
  background: 'multiaccount+products',
  scheduled: 'multiaccount+products',
  interactive: 'products',
  transformation: 'transformations',
};

interface Definition {
  id: string;
  number: number;
  type: string;
  event: EventDefinition;
}

const definitions: Collection<Definition> = {
  ...{ table: 'event', name: 'event_definition', id: 'number', scope: 'public', order: [] },
  rows: Object.entries(EVENTS).map(([type, event], i) => ({ id: type, number: i + 1, type, event })),
  fields: {
    id: { column: 'id' },
    type: { column: 'type' },
    category: { column: 'category' },
    group: { column: 'group' },
    extension_type: { column: 'extension_type' },
  },
  render: async (_ctx, rows) => rows.map(shown),
};

function shown({ number, type, event }: Definition): object {
  const { group, path, status = 'status' } = PLACES[event.object];
  const statuses = [...event.statuses, ...(event.unreached ?? [])];
  const within = statuses.length ? `and(eq(id,\${_object_id_}),in(${status},\${_statuses_}))` : 'eq(id,${_object_id_})';
  return {
    ...{ id: number, source: 'system', type, name: named(type), description: event.summary, category: event.category, group },
    ...{ extension_type: EXTENSION_TYPES[event.category], object_statuses: statuses },
    ...(path ? { api_collection_endpoint: path, api_resource_endpoint: `${path}/{pk}`, api_collection_filter: within } : {}),
    ...{ object: event.object, decisions: event.decisions },
  };
}

/** `asset_purchase_request_processing` -> `Asset purchase request processing`. */
const named = (type: string) => type.charAt(0).toUpperCase() + type.slice(1).replaceAll('_', ' ');

// prettier-ignore
export const eventDefinitionRoutes: Route[] = [
  { kind: 'list', method: 'GET', path: '/devops/event-definitions', operation: 'listEventDefinitions', tag: 'DevOps', summary: 'Events that extensions can hook', roles: 'everyone', collection: definitions },
  { kind: 'read', method: 'GET', path: '/devops/event-definitions/{id}', operation: 'getEventDefinition', tag: 'DevOps', summary: 'One event, by its number or its type', roles: 'everyone',
    async run(_ctx, { params: { id = '' } }) {
      const found = definitions.rows!.find(({ number, type }) => id === String(number) || id === type);
      if (!found) throw notFound(id);
      return shown(found);
    } },
];
