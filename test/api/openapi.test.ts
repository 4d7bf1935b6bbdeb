/** The published description: valid OpenAPI, complete, and saying what is really refused. */
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, test } from 'vitest';
import { createApi } from '../../runtime/api/index.ts';
import { silentLog } from '../../runtime/base/index.ts';
import { ROUTES } from '../../runtime/host/compose.ts';
import type { Store } from '../../runtime/store/index.ts';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string }[];
  responses: Record<string, { content?: Record<string, { schema?: { $ref?: string; items?: { $ref?: string } } }> }>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { properties: Record<string, unknown> }> };
}

const { app } = createApi({ store: undefined as unknown as Store, routes: ROUTES, log: silentLog, version: '1.2.3' });
let text = '';
let document: Document;
beforeAll(async () => {
  text = await (await app.fetch(new Request('http://host/public/v1/openapi.json'))).text();
  document = JSON.parse(text) as Document;
});
const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));

describe('openapi.json', () => {
  test('is OpenAPI 3.1', async () => {
    const result = await new Validator().validate(JSON.parse(text) as Record<string, unknown>);
    expect(result.errors).toBeUndefined();
    expect([result.valid, document.openapi]).toEqual([true, '3.1.0']);
  });

  test('every reference resolves', () => {
    const references = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].map(([, path]) => path!);
    expect(references.length).toBeGreaterThan(100);
    for (const path of new Set(references))
      expect(
        path.split('/').reduce<unknown>((node, step) => (node as Record<string, unknown> | undefined)?.[step], document),
        path,
      ).toBeDefined();
  });

  test('has every route once, by an id of its own, with its path parameters', () => {
    expect(operations()).toHaveLength(ROUTES.length);
    expect(new Set(operations().map(({ operation }) => operation.operationId)).size).toBe(ROUTES.length);
    for (const { path, operation } of operations()) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(
        (operation.parameters ?? []).filter((p) => p.in === 'path').map((p) => p.name),
        path,
      ).toEqual(named);
    }
  });

  test.each([
    ['get', '/requests', 'Request'],
    ['get', '/requests/{id}', 'Request'],
    ['post', '/requests/{id}/approve', 'Request'],
    ['get', '/assets', 'Asset'],
    ['put', '/products/{id}', 'Product'],
    ['put', '/usage/files/{id}', 'UsageFile'],
    ['get', '/devops/tasks/{id}', 'Task'],
    ['post', '/devops/services', 'PackageSummary'],
  ])('%s %s answers %s', (method, path, name) => {
    const { responses } = document.paths[path]![method]!;
    const schema = Object.entries(responses).find(([status]) => status.startsWith('2'))![1].content!['application/json']!.schema!;
    expect(schema.$ref ?? schema.items!.$ref).toBe(`#/components/schemas/${name}`);
    expect(Object.keys(document.components.schemas[name]!.properties)).toContain('id');
  });
});

test('/docs has every operation, and its policy lets its own script run and no other', async () => {
  const answer = await app.fetch(new Request('http://host/docs'));
  const page = await answer.text();
  for (const { operation, path } of ROUTES) {
    expect(page).toContain(`id="${operation}"`);
    expect(page).toContain(`$ENTREPOT_URL/public/v1${path.replaceAll(/\{(\w+)\}/g, '$$$1')}`.replaceAll('"', '&quot;'));
  }
  // nothing is loaded from anywhere
  expect(/<script[^>]+src|<link|<img|(?:src|href)="(?!#|\/)|url\(|@import/.exec(page)?.[0]).toBeUndefined();
  const flows = [...page.matchAll(/<h2>([\w ]+ flow)<\/h2>/g)].map(([, name]) => name);
  expect(flows).toEqual(['Contract flow', 'Product flow', 'Order flow', 'Usage flow']);
  for (const [resource, flow] of [
    ['/agreements', 0],
    ['/listing-requests', 1],
    ['/tier/configs', 2],
    ['/usage/rules', 3],
  ] as const) {
    const before = page.slice(0, page.indexOf(`<h3>${resource}</h3>`));
    expect([resource, before.split(/<h2>[\w ]+ flow<\/h2>/).length - 2]).toEqual([resource, flow]);
  }
  const script = /<script>([^]*)<\/script>/.exec(page)![1]!;
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script))).toString('base64');
  expect(answer.headers.get('content-security-policy')).toContain(`script-src 'sha256-${digest}'`);
});

/** Ours: what the published platform does not have, or what a slip of the pen must not pass. Everything else is published. */
const OWN = /^(POST|PUT) \/(accounts$|auth\/tokens|devops\/)/;
const FREE = ['PUT /devops/installations/{id}/settings'];

describe('unknown fields of a body', () => {
  const bodies = ROUTES.flatMap((route) =>
    route.kind !== 'list' && route.body ? [{ name: `${route.method} ${route.path}`, body: route.body as { additionalProperties?: boolean } }] : [],
  );

  test.each(bodies.filter(({ name }) => OWN.test(name) && !FREE.includes(name)))('are refused by $name', ({ body }) => {
    expect(open(body)).toEqual([]);
  });

  test.each(bodies.filter(({ name }) => !OWN.test(name)))('are ignored by $name', ({ body }) => {
    expect(body.additionalProperties).toBeUndefined();
  });
});

/** Paths of the objects in a schema that take any field, other than maps. */
function open(schema: object, path = 'body'): string[] {
  const { type, properties, patternProperties, additionalProperties } = schema as Record<string, unknown>;
  const here = type === 'object' && properties !== undefined && patternProperties === undefined && additionalProperties !== false ? [path] : [];
  const parts = Object.entries((properties ?? {}) as Record<string, object>);
  return [...here, ...parts.flatMap(([name, part]) => open(part, `${path}.${name}`))];
}
