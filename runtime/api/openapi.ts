/** OpenAPI 3.1 from the routes: what may be called, what it takes, and what it answers as far as filters tell; with examples. */
import { ERRORS } from '../base/index.ts';
import { allowedOperators, type Field } from '../rql/index.ts';
import type { CallRoute, ListRoute, Route } from '../domain/kit/index.ts';
import { exampleOf, type Example } from './examples.ts';
import { API_PATH } from './path.ts';

type Schema = Record<string, unknown>;

const ERROR: Schema = {
  type: 'object',
  required: ['error_code', 'errors'],
  properties: {
    error_code: { type: 'string', examples: [...new Set(Object.values(ERRORS).map((e) => e.code))] },
    errors: { type: 'array', items: { type: 'string' }, description: 'Sentences; those about a field start with its path and a colon.' },
    params: { type: 'object' },
  },
};

export function openApi(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  const schemas: Record<string, Schema> = { Error: ERROR };
  for (const route of routes) {
    const shown = shownBy(route, routes);
    if (shown) schemas[schemaName(shown)] ??= objectSchema(shown);
    (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route, shown);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Entrepot', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: API_PATH }],
    security: [{ apiKey: [] }],
    tags: [...new Set(routes.map((route) => route.tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'ApiKey SU-NNN-NNN-NNN:secret' } },
      schemas,
      responses: { Error: { description: 'Refused', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } } },
    },
  };
}

function operation(route: Route, shown: Shown | undefined): object {
  const example = exampleOf(route.operation);
  const steps = example?.path.split('?')[0]!.split('/');
  const path = route.path.split('/').flatMap((step, i) => {
    const name = /^\{(\w+)\}$/.exec(step)?.[1];
    return name === undefined ? [] : [{ name, in: 'path', required: true, schema: { type: 'string' }, ...(steps ? { example: steps[i] } : {}) }];
  });
  const parameters = [...path, ...(route.kind === 'list' ? listParameters(route) : (route.query ?? []).map((name) => query(name, { type: 'string' })))];
  return {
    operationId: route.operation,
    tags: [route.tag],
    summary: route.summary,
    description: `For: ${rolesOf(route)}.`,
    ...(route.roles === 'anyone' ? { security: [] } : {}),
    ...(parameters.length ? { parameters } : {}),
    ...(route.kind === 'list' ? {} : requestBody(route, example)),
    responses: { ...success(route, shown, example), default: { $ref: '#/components/responses/Error' } },
  };
}

export const rolesOf = (route: Route): string => (typeof route.roles === 'string' ? route.roles : route.roles.join(', '));

const query = (name: string, schema: Schema, description?: string): object => ({ name, in: 'query', schema, ...(description ? { description } : {}) });

/** The plain form of every filter; the functions of RQL go into the same query string. */
function listParameters({ collection }: ListRoute): object[] {
  const fields = Object.entries(collection.fields);
  const orderable = fields.filter(([, field]) => field.order).map(([name]) => name);
  return [
    query('limit', { type: 'integer', minimum: 0, maximum: 1000, default: 100 }),
    query('offset', { type: 'integer', minimum: 0, default: 0 }),
    ...(fields.some(([, field]) => field.search) ? [query('search', { type: 'string' }, 'A part of any of the searched fields.')] : []),
    ...(orderable.length ? [ordering(orderable)] : []),
    ...fields.map(([name, field]) => query(name, valueSchema(field), `Operators: ${allowedOperators(field).join(', ')}; as ${example(name, field)}.`)),
  ];
}

/** `ordering=-created,id`. */
function ordering(fields: readonly string[]): object {
  const schema = { type: 'array', items: { type: 'string', enum: fields.flatMap((name) => [name, `-${name}`]) } };
  return { ...query('ordering', schema, 'Fields, each with a "-" before it for descending.'), style: 'form', explode: false };
}

function example(name: string, field: Field): string {
  return allowedOperators(field).includes('in') ? `in(${name},(a,b))` : `eq(${name},true)`;
}

function requestBody(route: CallRoute, example: Example | undefined): object {
  const sent = example?.body === undefined ? {} : { example: example.body };
  const file = { 'application/octet-stream': { schema: { type: 'string', format: 'binary' }, ...sent } };
  const fields = { 'multipart/form-data': { schema: { type: 'object' } }, 'application/json': { schema: { type: 'object' }, ...sent } };
  if (route.streamMax) return { requestBody: { required: true, content: { ...file, ...fields } } };
  if (route.raw) return { requestBody: { required: true, content: route.raw === 'file' ? file : fields } };
  if (!route.body) return {};
  const json = { 'application/json': { schema: route.body, ...sent } };
  return { requestBody: { content: { ...json, ...(route.form ? { 'multipart/form-data': { schema: route.body } } : {}) } } };
}

function success(route: Route, shown: Shown | undefined, example: Example | undefined): object {
  const answer = example?.answer === undefined ? {} : { example: example.answer };
  const one = shown && { $ref: `#/components/schemas/${schemaName(shown)}` };
  const reference = one && (route.kind === 'list' || route.many) ? { type: 'array', items: one } : one;
  if (route.kind === 'list') {
    const range = { description: 'items FIRST-LAST/TOTAL', schema: { type: 'string' } };
    return {
      200: {
        description: 'A page',
        headers: { 'Content-Range': range },
        content: { 'application/json': { schema: reference, ...answer } },
      },
    };
  }
  if (route.redirect) return { 302: { description: 'Where it is' } };
  const { status = 200, type = 'application/json' } = route;
  if (status === 204) return { 204: { description: 'Done' } };
  return {
    [status]: { description: 'Done', content: { [type]: { schema: reference ?? (type === 'application/json' ? {} : { type: 'string' }), ...answer } } },
  };
}

type Shown = Pick<ListRoute['collection'], 'table' | 'name' | 'fields' | 'id'>;

/** Whose objects a route answers: those of the list it stands below, unless it says otherwise. */
function shownBy(route: Route, routes: readonly Route[]): Shown | undefined {
  if (route.kind === 'list') return route.collection;
  if (route.shows !== undefined) return route.shows ?? undefined;
  if (route.status === 204 || (route.type ?? 'application/json') !== 'application/json') return undefined;
  const steps = route.path.split('/');
  const ends = [route.path, ...(/^\{/.test(steps.at(-1)!) ? [steps.slice(0, -1).join('/')] : route.method === 'POST' ? [steps.slice(0, -2).join('/')] : [])];
  const listAt = (path: string) => routes.find((other): other is ListRoute => other.kind === 'list' && other.path === path)?.collection;
  return ends.map(listAt).find((collection) => collection !== undefined);
}

const schemaName = ({ table, name = table }: Shown) => name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A filter is a path in the object, so filters tell the object's shape; there is more in it than can be filtered by. */
function objectSchema({ fields, id }: Shown): Schema {
  const root: Schema = { type: 'object', properties: {} };
  // a short name for something deeper, such as assignee for its id: what stands there is not what is filtered by
  const isShort = (name: string, field: Field) => 'path' in field && field.path.length > 0 && field.path.at(-1) !== name.split('.').at(-1);
  const short = new Set(Object.keys(fields).filter((name) => isShort(name, fields[name]!)));
  for (const [name, field] of Object.entries(fields)) {
    const steps = name.split('.');
    if (name === 'id' && id === 'none') continue;
    if (steps.some((_, i) => short.has(steps.slice(0, i + 1).join('.')))) continue;
    const listAt = 'each' in field ? steps.length - field.path.length : 'many' in field ? steps.length - 1 : -1;
    let node = root;
    steps.forEach((step, i) => {
      const last = i === steps.length - 1;
      const inner = last ? valueSchema(field) : { type: ['object', 'null'], properties: {} };
      const properties = node['properties'] as Record<string, Schema>;
      const made = (properties[step] ??= i + 1 === listAt ? { type: 'array', items: last ? inner : { ...inner, type: 'object' } } : inner);
      node = (made['items'] as Schema | undefined) ?? made;
    });
  }
  if ('id' in fields && id !== 'none')
    Object.assign(root, { required: ['id'] }, { properties: { ...(root['properties'] as object), id: { type: id ?? 'string' } } });
  return root;
}

function valueSchema({ type = 'text' }: Field): Schema {
  if (type === 'time') return { type: ['string', 'null'], format: 'date-time' };
  return { type: [type === 'text' ? 'string' : type, 'null'] };
}
