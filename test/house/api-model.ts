/**
 * The API as the generators of clients see it: named shapes and calls, told from our OpenAPI document. A schema there says what
 * filters know of an object; what recorded answers show beyond is added, so that an answer's type has the fields people read.
 */

export type Shape =
  | { is: 'text' | 'number' | 'boolean' | 'null' | 'any' | 'bytes' | 'nothing' }
  | { is: 'literal'; values: readonly string[] }
  | { is: 'list' | 'map'; of: Shape }
  | { is: 'object'; fields: Record<string, Field>; open: boolean }
  | { is: 'union'; of: readonly Shape[] }
  | { is: 'named'; name: string };

export interface Field {
  shape: Shape;
  required: boolean;
}

export interface ApiCall {
  operation: string;
  method: string;
  path: string;
  summary: string;
  /** Names of plain query parameters. */
  query: readonly string[];
  body?: { shape: Shape; required: boolean; files: boolean };
  answer: Shape;
  /** Of a list: the names in `fields` and `orders` of the model. */
  list?: { fields: string; orders: string | undefined };
}

export interface ApiModel {
  shapes: Record<string, Shape>;
  /** Names that lists filter by, and order by. */
  names: Record<string, readonly string[]>;
  calls: readonly ApiCall[];
  errorCodes: readonly string[];
}

interface Schema {
  $ref?: string;
  type?: string | readonly string[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  required?: readonly string[];
  items?: Schema;
  anyOf?: readonly Schema[];
  enum?: readonly unknown[];
  const?: unknown;
  examples?: readonly string[];
}
interface Content {
  content?: Record<string, { schema: Schema; example?: unknown }>;
}
interface Operation {
  operationId: string;
  summary: string;
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: Content & { required?: boolean };
  responses: Record<string, Content>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const TEXT: Shape = { is: 'text' };
const ANY: Shape = { is: 'any' };
const PAGE = ['limit', 'offset', 'search', 'ordering'];

/** @param answers - recorded answers by operation; they say more than the document's examples, which are the same at another time */
export function modelOf(document: object, answers: Readonly<Record<string, { body?: unknown; answer?: unknown }>>): ApiModel {
  const { paths, components } = document as Document;
  const model = { shapes: {} as Record<string, Shape>, names: {} as Record<string, readonly string[]>, calls: [] as ApiCall[] };
  for (const [name, schema] of Object.entries(components.schemas)) model.shapes[name] = shapeOf(schema);
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) model.calls.push(callOf(model, path, method.toUpperCase(), operation, answers));
  const isAnswer = (name: string) => name in components.schemas || name.endsWith('Answer');
  const shapes = Object.entries(model.shapes).map(([name, shape]) => [name, isAnswer(name) ? answered(shape, true) : shape] as const);
  const errorCodes = components.schemas['Error']!.properties!['error_code']!.examples!;
  const calls = model.calls.map((call) => ({ ...call, answer: answered(call.answer) }));
  return { names: model.names, shapes: { ...COMMON, ...Object.fromEntries(shapes) }, calls, errorCodes };
}

/** What nearly every answer holds: who or what, and when by whom. */
const COMMON: Record<string, Shape> = {
  Reference: record({ id: [TEXT, { is: 'null' }], name: [TEXT, { is: 'null' }] }),
  Moment: record({ at: [TEXT, { is: 'null' }], by: [{ is: 'named', name: 'Reference' }] }),
};

function record(fields: Record<string, readonly Shape[]>): Shape {
  const made = Object.entries(fields).map(([name, parts]) => [name, { shape: mergedAll(parts), required: false }] as const);
  return { is: 'object', fields: Object.fromEntries(made), open: false };
}

/** An answer is read: a field that is not known of it is a slip of the pen. */
function answered(shape: Shape, top = false): Shape {
  if (shape.is === 'list' || shape.is === 'map') return { is: shape.is, of: answered(shape.of) };
  if (shape.is === 'union') return { is: 'union', of: shape.of.map((part) => answered(part)) };
  if (shape.is !== 'object') return shape;
  const fields = Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, { ...field, shape: answered(field.shape) }]));
  const names = Object.keys(fields).sort().join();
  const plain = (name: string, ...allowed: Shape['is'][]) => partsOf(fields[name]!.shape).every((part) => allowed.includes(part.is));
  if (!top && names === 'id,name' && plain('id', 'text', 'null') && plain('name', 'text', 'null')) return { is: 'named', name: 'Reference' };
  if (!top && (names === 'at' || (names === 'at,by' && plain('by', 'named'))) && plain('at', 'text', 'null')) return { is: 'named', name: 'Moment' };
  return { is: 'object', fields, open: false };
}

type Growing = Pick<ApiModel, 'shapes'> & { names: Record<string, readonly string[]> };

function callOf(model: Growing, path: string, method: string, operation: Operation, recorded: Parameters<typeof modelOf>[1]): ApiCall {
  const { operationId, summary, parameters = [], responses, requestBody } = operation;
  const seen = recorded[operationId];
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  const isList = inQuery.some(({ name }) => name === 'offset');
  const base = { operation: operationId, method, path, summary, query: isList ? [] : inQuery.map(({ name }) => name) };
  const call: ApiCall = { ...base, answer: answerOf(model, operationId, responses, seen?.answer, isList) };
  if (requestBody) call.body = bodyOf(model, operationId, requestBody, seen?.body);
  if (isList) {
    const what = call.answer.is === 'named' ? call.answer.name : pascal(operationId);
    const ordering = inQuery.find(({ name }) => name === 'ordering')?.schema.items?.enum as readonly string[] | undefined;
    const fields = named(model, `${what}Field`, operationId, inQuery.map(({ name }) => name).filter((name) => !PAGE.includes(name))); // prettier-ignore
    call.list = {
      fields,
      orders:
        ordering &&
        named(
          model,
          `${what}Order`,
          operationId,
          ordering.filter((name) => !name.startsWith('-')),
        ),
    };
  }
  return call;
}

/** The same names are told once; another list of the same objects has names of its own. */
function named(model: Growing, name: string, operation: string, names: readonly string[]): string {
  const there = model.names[name];
  if (there && there.join() !== names.join()) return named(model, pascal(operation) + name.replace(/^.*(?=Field$|Order$)/, ''), operation, names);
  model.names[name] = names;
  return name;
}

function answerOf(model: Growing, operation: string, responses: Record<string, Content>, seen: unknown, isList: boolean): Shape {
  const [status, { content }] = Object.entries(responses).find(([code]) => code !== 'default')!;
  if (status === '302') return ANY;
  const [type, { schema }] = Object.entries(content ?? { none: { schema: {} as Schema } })[0]!;
  if (type === 'none') return { is: 'nothing' };
  if (type !== 'application/json') return type === 'application/octet-stream' ? { is: 'bytes' } : TEXT;
  const many = schema.items !== undefined;
  const reference = (schema.items ?? schema).$ref?.split('/').at(-1);
  const shown = many && Array.isArray(seen) ? mergedAll(seen.map(shapeOfValue)) : seen === undefined ? ANY : shapeOfValue(seen);
  if (reference === undefined) return shown.is === 'object' ? nameIt(model, `${pascal(operation)}Answer`, shown) : shown;
  if (shown.is === 'object') model.shapes[reference] = merged(model.shapes[reference]!, shown);
  const one: Shape = { is: 'named', name: reference };
  return many && !isList ? { is: 'list', of: one } : one;
}

function bodyOf(model: Growing, operation: string, { content = {}, required }: NonNullable<Operation['requestBody']>, seen: unknown): ApiCall['body'] {
  const json = content['application/json'];
  const files = 'application/octet-stream' in content || 'multipart/form-data' in content;
  if (!json || json.schema.properties === undefined) return { shape: ANY, required: required === true, files: files || !json };
  const schema = shapeOf(json.schema);
  const isSeen = typeof seen === 'object' && seen !== null && !Array.isArray(seen);
  const shape = schema.is === 'object' && schema.open && isSeen ? merged(schema, opened(shapeOfValue(seen))) : schema;
  return { shape: nameIt(model, `${pascal(operation)}Body`, shape), required: (json.schema.required ?? []).length > 0, files };
}

function nameIt(model: Growing, name: string, shape: Shape): Shape {
  model.shapes[name] = shape;
  return { is: 'named', name };
}

export const pascal = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

function shapeOf(schema: Schema): Shape {
  if (schema.$ref) return { is: 'named', name: schema.$ref.split('/').at(-1)! };
  if (schema.const !== undefined) return typeof schema.const === 'string' ? { is: 'literal', values: [schema.const] } : shapeOfValue(schema.const);
  if (schema.enum?.every((value) => typeof value === 'string')) return { is: 'literal', values: schema.enum };
  if (schema.anyOf) return mergedAll(schema.anyOf.map(shapeOf));
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  return types.length ? mergedAll(types.map((type) => plainShape(type, schema))) : ANY;
}

function plainShape(type: string, schema: Schema): Shape {
  switch (type) {
    case 'string':
      return TEXT;
    case 'integer':
    case 'number':
      return { is: 'number' };
    case 'boolean':
    case 'null':
      return { is: type };
    case 'array':
      return { is: 'list', of: schema.items ? shapeOf(schema.items) : ANY };
    default: {
      const { properties, patternProperties, additionalProperties: more, required = [] } = schema;
      if (properties === undefined) {
        const values = Object.values(patternProperties ?? {})[0] ?? (typeof more === 'object' ? more : undefined);
        return { is: 'map', of: values ? shapeOf(values) : ANY };
      }
      const fields = Object.entries(properties).map(([name, part]) => [name, { shape: shapeOf(part), required: required.includes(name) }] as const);
      return { is: 'object', fields: Object.fromEntries(fields), open: more !== false };
    }
  }
}

/** What a recorded value tells; names that are no words are keys of a map. */
export function shapeOfValue(value: unknown): Shape {
  if (value === null) return { is: 'null' };
  if (Array.isArray(value)) return { is: 'list', of: value.length ? mergedAll(value.map(shapeOfValue)) : ANY };
  if (typeof value === 'object') {
    const entries = Object.entries(value);
    if (entries.some(([name]) => !/^[a-z_][a-z0-9_]*$/i.test(name))) return { is: 'map', of: mergedAll(entries.map(([, part]) => shapeOfValue(part))) };
    const fields = entries.map(([name, part]) => [name, { shape: shapeOfValue(part), required: false }] as const);
    return { is: 'object', fields: Object.fromEntries(fields), open: false };
  }
  return typeof value === 'number' ? { is: 'number' } : typeof value === 'boolean' ? { is: 'boolean' } : TEXT;
}

/** Of a body that is open, all parts are. */
function opened(shape: Shape): Shape {
  if (shape.is === 'list' || shape.is === 'map') return { is: shape.is, of: opened(shape.of) };
  if (shape.is !== 'object') return shape;
  const fields = Object.entries(shape.fields).map(([name, field]) => [name, { ...field, shape: opened(field.shape) }] as const);
  return { is: 'object', fields: Object.fromEntries(fields), open: true };
}

export function mergedAll(shapes: readonly Shape[]): Shape {
  return shapes.length ? shapes.reduce(merged) : ANY;
}

function partsOf(shape: Shape): readonly Shape[] {
  return shape.is === 'union' ? shape.of : [shape];
}

/** A shape of both. What says nothing (an empty list, a field of any kind) adds nothing to what says more. */
export function merged(a: Shape, b: Shape): Shape {
  if (a.is === 'any') return b;
  if (b.is === 'any') return a;
  const parts = [...partsOf(a)];
  for (const part of partsOf(b)) {
    const at = parts.findIndex((other) => fits(other, part));
    if (at < 0) parts.push(part);
    else parts[at] = joined(parts[at]!, part);
  }
  return parts.length === 1 ? parts[0]! : { is: 'union', of: parts };
}

function fits(a: Shape, b: Shape): boolean {
  if (a.is === 'named' && b.is === 'named') return a.name === b.name;
  const isMap = ({ is }: Shape) => is === 'map' || is === 'object';
  return a.is === b.is || (isMap(a) && isMap(b)) || (a.is === 'literal' && b.is === 'text') || (a.is === 'text' && b.is === 'literal');
}

function joined(a: Shape, b: Shape): Shape {
  if (a.is === 'literal' && b.is === 'literal') return { is: 'literal', values: [...new Set([...a.values, ...b.values])] };
  // what the schema lists stays a list, whatever was recorded
  if (a.is === 'literal' || b.is === 'literal') return a.is === 'literal' ? a : b;
  if (a.is === 'list' && b.is === 'list') return { is: 'list', of: merged(a.of, b.of) };
  if (a.is === 'map' || b.is === 'map') {
    const values = [a, b].map((shape) =>
      shape.is === 'map' ? shape.of : shape.is === 'object' ? mergedAll(Object.values(shape.fields).map((f) => f.shape)) : ANY,
    );
    return { is: 'map', of: merged(values[0]!, values[1]!) };
  }
  if (a.is !== 'object' || b.is !== 'object') return a;
  const fields = { ...a.fields };
  for (const [name, field] of Object.entries(b.fields)) {
    const there = Object.hasOwn(fields, name) ? fields[name] : undefined;
    fields[name] = there ? { shape: merged(there.shape, field.shape), required: there.required } : { ...field, required: false };
  }
  return { is: 'object', fields, open: a.open || b.open };
}
