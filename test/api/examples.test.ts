/**
 * The examples of the published description are executed: each is sent to a real host, where the walk has made what it
 * names, and answers what it says (else: npm run generate). Bodies and answers fit the schemas beside them.
 */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formatsModule from 'ajv-formats';
import { beforeAll, expect, test } from 'vitest';
import { createApi } from '../../runtime/api/index.ts';
import type { Example } from '../../runtime/api/examples.ts';
import { silentLog } from '../../runtime/base/index.ts';
import type { Store } from '../../runtime/store/index.ts';
import { ALL_ROUTES, maskedPath, recorded, type Examples } from '../examples/record.ts';
import { EXAMPLES } from '../house/generate.ts';

interface Media {
  schema?: object;
  example?: unknown;
}
interface Operation {
  operationId: string;
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
}

const kept = JSON.parse(readFileSync(EXAMPLES, 'utf8')) as Examples;
const sent = new Set<string>();
let answered: Examples;
let operations: Map<string, Operation>;
let schema: (schema: object) => ValidateFunction;

beforeAll(async () => {
  answered = await recorded((operation, { by, path }) => {
    const example = kept[operation];
    if (!example || sent.has(operation) || example.path !== maskedPath(path) || example.by !== (by?.role ?? 'anyone')) return undefined;
    sent.add(operation);
    return example.body === undefined ? undefined : { body: example.body };
  });
  const { app } = createApi({ store: undefined as unknown as Store, routes: ALL_ROUTES, log: silentLog, version: '0' });
  const document = (await (await app.fetch(new Request('http://host/public/v1/openapi.json'))).json()) as Document;
  operations = new Map(Object.values(document.paths).flatMap((methods) => Object.values(methods).map((operation) => [operation.operationId, operation])));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (formatsModule as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addSchema({ $id: 'api', ...document });
  schema = (part) => ajv.compile(JSON.parse(JSON.stringify(part).replaceAll('"#/', '"api#/')) as object);
}, 120_000);

const faults = (part: object | undefined, value: unknown) => {
  const validate = schema(part ?? (false as never));
  return validate(value) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message}`);
};

test('every operation has an example, and each was sent', () => {
  const all = ALL_ROUTES.map((route) => route.operation);
  expect(Object.keys(kept)).toEqual(all);
  expect(all.filter((operation) => !sent.has(operation))).toEqual([]);
});

test.each(ALL_ROUTES.map((route) => route.operation))('%s answers what its example says, as described', (operation) => {
  const { status, answer, body } = kept[operation]!;
  const { status: seen, answer: now } = answered[operation] as Example;
  expect([seen, now]).toEqual([status, answer]);
  const { requestBody, responses } = operations.get(operation)!;
  const response = responses[String(status)];
  expect(response, `status ${status} is not described`).toBeDefined();
  if (answer !== undefined) {
    const media = response!.content!['application/json'] ?? response!.content!['text/markdown'] ?? response!.content!['application/jsonl'];
    expect(media!.example).toEqual(answer);
    expect(faults(media!.schema, answer)).toEqual([]);
  }
  if (body === undefined) return;
  const media = requestBody?.content['application/json'] ?? requestBody?.content['application/octet-stream'];
  // routes without fields of their own take no notice of an empty object
  if (media) expect([media.example, faults(media.schema, body)]).toEqual([body, []]);
  else expect(body).toEqual({});
});
