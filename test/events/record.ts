/** What hooks get, as text: a recorded object of each event, and for each class of objects a schema that all of the walk's fit. */
import { EVENTS, HOOK_TYPES, type EventType, type ObjectClass } from '../../sdk/contract/index.ts';
import { repeated } from '../examples/chance.ts';
import { settled } from '../examples/record.ts';
import { merged, mergedAll, shapeOfValue, type ApiModel, type Shape } from '../house/api-model.ts';
import { statusesOf, walkEvents, type Got } from './walk.ts';

/** Classes whose objects lists of the API show: what these say of them belongs to the schema too. */
const SHOWN: Partial<Record<ObjectClass, string>> = {
  request: 'Request',
  asset: 'Asset',
  tier_config_request: 'TierConfigRequest',
  tier_account_request: 'TierAccountRequest',
  usage_file: 'UsageFile',
  usage_chunk: 'UsageChunk',
  listing_request: 'ListingRequest',
  listing: 'Listing',
  product: 'Product',
  contract: 'Contract',
  installation: 'Installation',
  case: 'HelpdeskCase',
  billing_request: 'BillingRequest',
};

export async function recordedSamples(model: ApiModel): Promise<string> {
  const chance = repeated();
  const counts = new Map<string, number>();
  const { got } = await walkEvents(undefined, (name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    chance.begin(`${name} ${count}`);
  }).finally(() => chance.end());
  const classes = [...new Set(HOOK_TYPES.map((type) => EVENTS[type].object))];
  const lines = (entries: [string, unknown][]) => entries.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',\n');
  const schemas = classes.map((name): [string, unknown] => [name, schemaOf(name, got, model)]);
  const samples = HOOK_TYPES.map((type): [string, unknown] => [type, settled(first(type, got), 'http://127.0.0.1')]);
  return `{\n"schemas": {\n${lines(schemas)}\n},\n"samples": {\n${lines(samples)}\n}\n}\n`;
}

/** In the first of its statuses: most hooks wait for that one. */
function first(type: EventType, got: readonly Got[]): object {
  const [status] = statusesOf(type);
  const found = got.find(({ event }) => event.type === type && (status === undefined || event.status === status));
  if (!found) throw new Error(`${type} ${status ?? ''} reached no hook`);
  return found.object;
}

function schemaOf(name: ObjectClass, got: readonly Got[], { shapes }: ApiModel): object {
  const objects = got.filter(({ event }) => EVENTS[event.type as EventType].object === name);
  const seen = mergedAll(objects.map(({ object }) => shapeOfValue(object)));
  const shown = SHOWN[name] === undefined ? undefined : shapes[SHOWN[name]];
  const body = jsonSchema(shown ? merged(shown, seen) : seen, shapes) as Record<string, unknown>;
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title: name, ...body, required: ['id'] };
}

function jsonSchema(shape: Shape, shapes: ApiModel['shapes']): object {
  switch (shape.is) {
    case 'text':
      return { type: 'string' };
    case 'number':
    case 'boolean':
    case 'null':
      return { type: shape.is };
    case 'literal':
      return { enum: shape.values };
    case 'list':
      return { type: 'array', items: jsonSchema(shape.of, shapes) };
    case 'map':
      return { type: 'object', additionalProperties: jsonSchema(shape.of, shapes) };
    case 'object': {
      const fields = Object.entries(shape.fields).map(([field, { shape: of }]) => [field, jsonSchema(of, shapes)] as const);
      return { type: 'object', properties: Object.fromEntries(fields) };
    }
    case 'union':
      return { anyOf: shape.of.map((part) => jsonSchema(part, shapes)) };
    case 'named':
      return jsonSchema(shapes[shape.name]!, shapes);
    default:
      return {};
  }
}
