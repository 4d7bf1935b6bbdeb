/**
 * The published API description as data to test against: which operations there are, which one a call belongs to, and
 * what its answer must look like. The file is named on the command line; nothing of it is kept here.
 */
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';

/** The part of the description that the platform promises: these tags, and the paths below these prefixes. */
const TAGS = [
  ...['Accounts', 'User', 'Partners', 'Agreements', 'Contracts', 'Products', 'Marketplaces', 'Hubs', 'Listings', 'Assets', 'Subscriptions'],
  ...['Customers', 'Usage Reporting', 'Conversations', 'Helpdesk', 'General Collections'],
];
const PREFIXES = ['/notifications/webhooks', '/auth/tokens'];

export interface Operation {
  /** `POST /requests/{id}/approve`. */
  key: string;
  tag: string;
  /** Whether it belongs to what is counted. */
  counted: boolean;
  answers: ReadonlyMap<number, Answer>;
}

interface Answer {
  /** Checks a JSON body; absent where the description gives no JSON schema. */
  json?: ValidateFunction;
}

export interface Description {
  operations: readonly Operation[];
  /** The operation that a call belongs to; a literal segment wins over a parameter. */
  find(method: string, path: string): Operation | undefined;
}

interface Schema {
  [key: string]: unknown;
}
interface RawOperation {
  tags?: string[];
  responses?: Record<string, { $ref?: string; content?: Record<string, { schema?: Schema }> }>;
}
interface Raw {
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, Schema> };
}

const METHODS = ['get', 'post', 'put', 'delete', 'patch'];

export function loadDescription(file: string): Description {
  const raw = parse(readFileSync(file, 'utf8')) as Raw;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: false, logger: false });
  ajv.addSchema({ $id: 'description', components: { schemas: plainSchema(raw.components.schemas) } });
  const operations: (Operation & { method: string; segments: string[] })[] = [];
  for (const [path, item] of Object.entries(raw.paths))
    for (const method of METHODS.filter((m) => item[m])) {
      const { tags = [], responses = {} } = item[method]!;
      operations.push({
        key: `${method.toUpperCase()} ${path}`,
        tag: tags[0] ?? '',
        counted: tags.some((t) => TAGS.includes(t)) || PREFIXES.some((p) => path.startsWith(p)),
        answers: new Map(Object.entries(responses).map(([status, answer]) => [Number(status), answerOf(ajv, answer.content)])),
        method: method.toUpperCase(),
        segments: path.split('/'),
      });
    }
  return {
    operations,
    find(method, path) {
      const given = path.split('?')[0]!.replace(/\/$/, '').split('/');
      const fitting = operations.filter(
        (o) => o.method === method && o.segments.length === given.length && o.segments.every((s, i) => s === given[i] || isParameter(s)),
      );
      return fitting.sort((a, b) => a.segments.filter(isParameter).length - b.segments.filter(isParameter).length)[0];
    },
  };
}

const isParameter = (segment: string) => segment.startsWith('{');

function answerOf(ajv: Ajv, content: Record<string, { schema?: Schema }> | undefined): Answer {
  const schema = content?.['application/json']?.schema;
  return schema ? { json: ajv.compile(plainSchema(schema) as Schema) } : {};
}

/** OpenAPI 3.0 as JSON Schema: `nullable`, and write-only properties that an answer need not have. */
function plainSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainSchema);
  if (typeof value !== 'object' || value === null) return value;
  const schema = Object.fromEntries(Object.entries(value).map(([k, v]) => [k, k === '$ref' ? `description${String(v)}` : plainSchema(v)])) as Schema;
  const properties = (value as Schema)['properties'] as Record<string, Schema> | undefined;
  if (Array.isArray(schema['required']) && properties) schema['required'] = (schema['required'] as string[]).filter((name) => !properties[name]?.['writeOnly']);
  const { nullable, ...rest } = schema;
  return nullable === true ? { anyOf: [{ type: 'null' }, rest] } : rest;
}

/** What is wrong with an answer, in words; nothing when it is as described. */
export function faultsOfAnswer(operation: Operation, status: number, body: unknown): string[] {
  const answer = operation.answers.get(status);
  if (!answer) return [`status ${status} is not described; described: ${[...operation.answers.keys()].join(', ')}`];
  const { json } = answer;
  if (!json || json(body)) return [];
  return (json.errors ?? [])
    .slice(0, 5)
    .map((e) => `${e.instancePath || '/'} ${e.message}${e.params['allowedValues'] ? ` (${(e.params['allowedValues'] as unknown[]).join(', ')})` : ''}`);
}
