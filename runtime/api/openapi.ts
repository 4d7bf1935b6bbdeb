/** OpenAPI 3.1 from the routes, and the same as a page to read: nothing is described twice. */
import { ERRORS } from '../base/index.ts';
import type { Route } from '../domain/kit/index.ts';

const RQL = 'RQL filter, ordering(), select(), limit, offset, search';

export function openApi(routes: readonly Route[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) (paths[route.path] ??= {})[route.method.toLowerCase()] = operation(route);
  const error = { description: 'Refused', content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };
  return {
    openapi: '3.1.0',
    info: { title: 'Entrepot', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/public/v1' }],
    security: [{ apiKey: [] }],
    paths,
    components: {
      securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: 'Authorization', description: 'ApiKey SU-NNN-NNN-NNN:secret' } },
      schemas: {
        Error: {
          type: 'object',
          required: ['error_code', 'errors'],
          properties: {
            error_code: { type: 'string', examples: [...new Set(Object.values(ERRORS).map((e) => e.code))] },
            errors: { type: 'array', items: { type: 'string' } },
            params: { type: 'object' },
          },
        },
      },
      responses: { Error: error },
    },
  };
}

function operation(route: Route): object {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!);
  const parameters = names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
  const roles = rolesOf(route);
  const common = { operationId: route.operation, tags: [route.tag], summary: route.summary, description: `For: ${roles}.` };
  if (route.kind === 'list') {
    const filters = Object.keys(route.collection.fields).join(', ');
    return {
      ...common,
      parameters: [...parameters, { name: 'query', in: 'query', style: 'form', schema: { type: 'string' }, description: `${RQL}. Filters: ${filters}.` }],
      responses: { 200: { description: 'A page; Content-Range tells the total' }, default: { $ref: '#/components/responses/Error' } },
    };
  }
  const body =
    route.raw || route.streamMax
      ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
      : route.body && { 'application/json': { schema: route.body } };
  return {
    ...common,
    ...(parameters.length ? { parameters } : {}),
    ...(body ? { requestBody: { content: body } } : {}),
    responses: {
      [route.status ?? 200]: { description: 'Done', ...(route.status === 204 ? {} : { content: { [route.type ?? 'application/json']: {} } }) },
      default: { $ref: '#/components/responses/Error' },
    },
  };
}

const rolesOf = (route: Route): string => (typeof route.roles === 'string' ? route.roles : route.roles.join(', '));
const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** One page, no scripts from elsewhere, works offline. */
export function docsPage(routes: readonly Route[], version: string): string {
  const tags = [...Map.groupBy(routes, (r) => r.tag)].sort(([a], [b]) => a.localeCompare(b));
  const row = (r: Route) => {
    const roles = rolesOf(r);
    const detail =
      r.kind === 'list'
        ? `<p>Filters: <code>${escape(Object.keys(r.collection.fields).join(', '))}</code></p>`
        : r.body
          ? `<pre>${escape(JSON.stringify(r.body, null, 2))}</pre>`
          : '';
    return `<details data-text="${escape(`${r.method} ${r.path} ${r.summary}`.toLowerCase())}"><summary><b class="${r.method}">${r.method}</b> <code>${escape(r.path)}</code> <span>${escape(r.summary)}</span></summary><p>For: ${escape(roles)}. Operation <code>${r.operation}</code>.</p>${detail}</details>`;
  };
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Entrepot API</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui;max-width:60rem;margin:2rem auto;padding:0 1rem}summary{cursor:pointer;padding:.3rem 0}b{display:inline-block;width:4.5rem}.GET{color:#0a7}.POST{color:#07c}.PUT{color:#b60}.DELETE{color:#c22}pre{overflow:auto;background:#8881;padding:.7rem;border-radius:.4rem;font-size:.85rem}input{font:inherit;width:100%;padding:.5rem;box-sizing:border-box}span{opacity:.75}</style>
<h1>Entrepot API ${escape(version)}</h1><p>Base <code>/public/v1</code>, <code>Authorization: ApiKey SU-…:secret</code>, lists take ${RQL}. Errors: <code>{"error_code", "errors"}</code>. Machine-readable: <a href="/public/v1/openapi.json">openapi.json</a>.</p>
<input type="search" placeholder="Find an operation" oninput="for(const d of document.querySelectorAll('details'))d.hidden=!d.dataset.text.includes(this.value.toLowerCase())">
${tags.map(([tag, list]) => `<h2>${escape(tag)}</h2>${list.map(row).join('')}`).join('')}</html>`;
}
