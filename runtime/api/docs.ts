/** The API as a page to read: /docs. One file without anything from elsewhere, so it works offline and under a strict policy. */
import { createHash } from 'node:crypto';
import { ERRORS } from '../base/index.ts';
import type { ListRoute, Route } from '../domain/kit/index.ts';
import { allowedOperators, RQL_LIMITS } from '../rql/index.ts';
import { exampleOf, type Example } from './examples.ts';
import { rolesOf } from './openapi.ts';
import { API_PATH } from './path.ts';

/** The flows in their order, and the resources of each by how their paths begin; what no flow names stands around them. */
// prettier-ignore
const FLOWS: readonly { name: string; about: string; paths: readonly string[] }[] = [
  { name: 'Contract flow', about: 'Who may trade with whom: agreements are offered, contracts concluded, partners onboarded.', paths: ['/partners', '/agreements', '/contracts', '/forms'] },
  { name: 'Product flow',  about: 'What is sold and where: products with their versions, marketplaces, hubs, listings.', paths: ['/products', '/categories', '/settings', '/marketplaces', '/hubs', '/listing-requests', '/listings', '/leads', '/catalog'] },
  { name: 'Order flow',    about: 'What is ordered: requests make and change subscriptions, tier configurations stand before them, billing follows.', paths: ['/requests', '/assets', '/tier', '/subscriptions'] },
  { name: 'Usage flow',    about: 'What was used: files of records, reported by vendors, accepted by providers, billed by hubs.', paths: ['/usage'] },
  { name: 'Around them',   about: 'Accounts and their people, help, conversations, notices, and the extensions that automate all of it.', paths: [''] },
];
/** First segments that hold several resources. */
const NAMESPACES = ['tier', 'subscriptions', 'usage', 'notifications', 'helpdesk', 'auth', 'catalog', 'settings', 'leads', 'devops'];

/** `/tier/configs/{id}/render` belongs to `/tier/configs`, and what is said of usage below another object to usage. */
function resourceOf({ path }: Route): string {
  const steps = path
    .slice(Math.max(0, path.indexOf('/usage/')))
    .split('/')
    .slice(1);
  return `/${steps.slice(0, NAMESPACES.includes(steps[0]!) ? 2 : 1).join('/')}`;
}

export function docsPage(routes: readonly Route[], version: string): string {
  const paths = FLOWS.flatMap((flow) => flow.paths);
  const rank = (resource: string) => paths.findIndex((path) => resource === path || resource.startsWith(`${path}/`));
  const resources = [...Map.groupBy(routes, resourceOf)].sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b));
  const flows = FLOWS.map((flow) => ({ ...flow, resources: resources.filter(([resource]) => flow.paths.includes(paths[rank(resource)]!)) }));
  const link = ([resource, list]: [string, Route[]]) => `<a href="#${anchor(resource)}">${resource} <small>${list.length}</small></a>`;
  const links = flows.map((flow) => `<h4>${flow.name}</h4>${flow.resources.map(link).join('')}`).join('');
  const section = ([resource, list]: [string, Route[]]) => `<section id="${anchor(resource)}"><h3>${resource}</h3>${list.map(operation).join('')}</section>`;
  const sections = flows.map((flow) => `<section><h2>${flow.name}</h2><p>${flow.about}</p>${flow.resources.map(section).join('')}</section>`).join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Entrepot API</title><style>${STYLE}</style></head>
<body><nav><h1>Entrepot API <small>${escape(version)}</small></h1><input type="search" id="find" placeholder="Find an operation" aria-label="Find an operation">
<a href="#calls">How to call it</a><a href="#lists">Lists and filters</a><a href="#errors">Errors</a>${links}<hr><a href="${API_PATH}/openapi.json">openapi.json</a></nav>
<main>${GUIDE}${sections}<p id="none" hidden>No operation has all of these words.</p></main><script>${SCRIPT}</script></body></html>`;
}

function operation(route: Route): string {
  const words = `${route.method} ${route.path} ${route.summary} ${route.operation}`.toLowerCase();
  const example = exampleOf(route.operation);
  const body = route.kind === 'list' ? filters(route) : route.raw ? '<p>The body is the file itself.</p>' : fields(route.body as Schema | undefined);
  return `<details id="${route.operation}" data-words="${escape(words)}"><summary><b class="${route.method}">${route.method}</b><code>${path(route.path)}</code><span>${escape(route.summary)}</span></summary>
<p>For ${escape(rolesOf(route))}. Answers ${answer(route)}. <a href="#${route.operation}">${route.operation}</a></p>${body}${curl(route, example)}${shownAnswer(example)}</details>`;
}

function answer(route: Route): string {
  if (route.kind === 'list') return '200 with a JSON array and <code>Content-Range</code>';
  const { status = 200, type = 'application/json' } = route;
  return status === 204 ? '204 without a body' : `${status}${type === 'application/json' ? '' : ` as ${type}`}`;
}

function filters({ collection }: ListRoute): string {
  const rows = Object.entries(collection.fields).map(([name, field]) => {
    const marks = [field.order ? 'sorts' : '', field.search ? 'searched' : ''].filter(Boolean).join(', ');
    return [`<code>${escape(name)}</code>`, field.type ?? 'text', allowedOperators(field).join(' '), marks];
  });
  const hidden = collection.hidden?.length ? `<p>Left out unless asked for: <code>select(${escape(collection.hidden.join(','))})</code></p>` : '';
  return hidden + table(['Filter', 'Type', 'Operators', ''], rows);
}

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  required?: string[];
  additionalProperties?: unknown;
  [keyword: string]: unknown;
}

const RULES = ['minLength', 'maxLength', 'minimum', 'maximum', 'minItems', 'maxItems', 'pattern', 'format'];

function fields(schema: Schema | undefined): string {
  if (!schema?.properties || !Object.keys(schema.properties).length) return '';
  const rows: string[][] = [];
  const walk = (node: Schema, prefix: string): void => {
    for (const [name, part] of Object.entries(node.properties ?? {})) {
      const at = prefix + name;
      rows.push([`<code>${escape(at)}</code>`, escape(typeName(part)), node.required?.includes(name) ? 'required' : '', escape(rules(part))]);
      const options = part.anyOf?.find((option) => option.properties) ?? part;
      walk(options.items?.properties ? options.items : options, `${at}${options.items?.properties ? '[]' : ''}.`);
    }
  };
  walk(schema, '');
  const closed = schema.additionalProperties === false ? 'Any other field is refused.' : 'Other fields are ignored.';
  return `${table(['Field', 'Type', '', 'Rules'], rows)}<p>${closed}</p>`;
}

function typeName(schema: Schema): string {
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.anyOf) return [...new Set(schema.anyOf.map(typeName))].join(' | ');
  return schema.type === 'array' ? `${typeName(schema.items ?? {})}[]` : (schema.type ?? 'any');
}

const rules = (schema: Schema): string => RULES.flatMap((rule) => (schema[rule] === undefined ? [] : [`${rule} ${String(schema[rule])}`])).join(', ');

function shownAnswer(example: Example | undefined): string {
  if (example?.answer === undefined) return '';
  return `<p>Its answer, here to ${example.by === 'anyone' ? 'anyone' : `a ${example.by}`}:</p><pre class="json">${escape(typeof example.answer === 'string' ? example.answer : JSON.stringify(example.answer))}</pre>`;
}

function curl(route: Route, example: Example | undefined): string {
  const query = route.kind === 'list' ? '?limit=10' : '';
  const lines = [`curl ${route.method === 'GET' ? '' : `-X ${route.method} `}"$ENTREPOT_URL${API_PATH}${route.path.replaceAll(/\{(\w+)\}/g, '$$$1')}${query}"`];
  if (route.roles !== 'anyone') lines.push('-H "Authorization: $ENTREPOT_TOKEN"');
  if (route.kind !== 'list' && route.raw) lines.push('--data-binary @FILE');
  else if (route.kind !== 'list' && route.body)
    lines.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(example?.body ?? sample(route.body as Schema)).replaceAll("'", "'\\''")}'`);
  return `<pre><button type="button">Copy</button>${escape(lines.join(' \\\n  '))}</pre>`;
}

/** The smallest body: what is required, and nothing else. */
function sample(schema: Schema): unknown {
  if (schema.enum) return schema.enum[0];
  if ('const' in schema) return schema.const;
  if (schema.anyOf) return sample(schema.anyOf[0]!);
  if (schema.properties) return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(schema.properties![name]!)]));
  return { string: '…', integer: 1, number: 1, boolean: true, array: [], object: {} }[schema.type ?? 'string'] ?? null;
}

function table(head: string[], rows: string[][]): string {
  const cells = (tag: string, row: string[]) => `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table><thead>${cells('th', head)}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table></div>`;
}

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const anchor = (resource: string) => resource.slice(1).replaceAll('/', '-');
const path = (text: string) => escape(text).replaceAll(/\{\w+\}/g, '<i>$&</i>');

const GUIDE = `<section id="calls"><h2>How to call it</h2><p>Everything stands below <code>${API_PATH}</code>. Each call carries the header
<code>Authorization: ApiKey SU-NNN-NNN-NNN:secret</code>; bodies are JSON in UTF-8. The examples below take the address of the host from
<code>ENTREPOT_URL</code> and the whole header value from <code>ENTREPOT_TOKEN</code>. Every answer names its <code>X-Correlation-Id</code>, which also stands in events, tasks and logs.</p></section>
<section id="lists"><h2>Lists and filters</h2><p>A list is filtered by RQL in its query string: as functions, <code>and(in(status,(pending,inquiring)),like(name,*acme*))</code>,
or as plain terms, <code>status=pending&amp;created=ge=2026-01-31</code>. <code>eq ne gt ge lt le in out like ilike and or not</code> are known, and
<code>null()</code>, <code>empty()</code> and <code>field=t(id=a,value=b)</code> for several conditions on one element of a list. Values with blanks, commas or brackets stand in quotes.
<code>ordering(-created)</code>, <code>select(-asset.items)</code>, <code>search=</code>, <code>limit=</code> (100, at most 1000) and <code>offset=</code> shape the page;
<code>Content-Range: items 0-9/42</code> tells where it is. A query has at most ${RQL_LIMITS.length} characters, ${RQL_LIMITS.conditions} conditions and ${RQL_LIMITS.depth} levels.</p></section>
<section id="errors"><h2>Errors</h2><p>What is refused answers <code>{"error_code": "VAL_001", "errors": ["asset.items: …"]}</code> with the field, the value and what is allowed.</p>
${table(
  ['Status', 'Code', 'What', ''],
  Object.entries(ERRORS).map(([kind, { status, code, retryable }]) => [
    ...[String(status), `<code>${code}</code>`, kind.replaceAll(/[A-Z]/g, (c) => ` ${c.toLowerCase()}`)],
    retryable ? 'the same call may succeed later' : '',
  ]),
)}</section>`;

const STYLE = `:root{color-scheme:light dark;--line:#8884;--soft:#8881;--text:light-dark(#1c2230,#e4e7ee);--back:light-dark(#fff,#14171f);--link:light-dark(#0b5cad,#7fb8ff)}
*{box-sizing:border-box}html{scroll-padding-top:1rem}body{margin:0;font:15px/1.55 system-ui,sans-serif;color:var(--text);background:var(--back);display:grid;grid-template-columns:15rem minmax(0,1fr)}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.2rem 1rem;border-right:1px solid var(--line);background:var(--soft)}nav a{display:flex;justify-content:space-between;padding:.15rem .4rem;border-radius:.3rem}nav a:hover{background:var(--soft)}
h1{font-size:1.1rem;margin:0 0 .8rem}h2{font-size:1.25rem;margin:2.6rem 0 .6rem}h3{font:600 .95rem/1.5 ui-monospace,monospace;margin:1.6rem 0 .4rem}h4{font-size:.8rem;margin:1.1rem 0 .3rem .4rem;opacity:.6}small{opacity:.6;font-weight:400}hr{border:0;border-top:1px solid var(--line);margin:.7rem 0}a{color:var(--link);text-decoration:none}
input{font:inherit;width:100%;padding:.4rem .6rem;border:1px solid var(--line);border-radius:.4rem;background:var(--back);color:inherit;margin-bottom:.8rem}
main{padding:0 2rem 4rem;max-width:64rem}details{border:1px solid var(--line);border-radius:.4rem;margin:.3rem 0}details[open]{padding-bottom:.6rem}details>:not(summary){margin:.6rem .8rem}
summary{cursor:pointer;padding:.4rem .8rem;display:flex;gap:.7rem;align-items:baseline;flex-wrap:wrap}summary span{margin-left:auto;opacity:.75;text-align:right}summary:hover{background:var(--soft)}
b{font-size:.72rem;min-width:4rem;text-align:center;padding:.1rem .3rem;border-radius:.3rem;color:#fff}.GET{background:#16794c}.POST{background:#1763b0}.PUT{background:#94590c}.DELETE{background:#b3263a}
code,pre{font:.86em/1.5 ui-monospace,monospace}i{font-style:normal;opacity:.65}.wide{overflow:auto}table{border-collapse:collapse;width:100%;font-size:.88em}th,td{text-align:left;padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}th{opacity:.6;font-weight:500}
pre{position:relative;overflow:auto;background:var(--soft);padding:.7rem .8rem;border-radius:.4rem}pre.json{max-height:26rem}pre button{position:absolute;right:.4rem;top:.4rem;font:inherit;font-size:.8rem;border:1px solid var(--line);border-radius:.3rem;background:var(--back);color:inherit;cursor:pointer}
@media(max-width:50rem){body{display:block}nav{position:static;height:auto;border:0}main{padding:0 1rem 3rem}summary span{margin-left:0;flex-basis:100%;text-align:left}}`;

const SCRIPT = `const all=[...document.querySelectorAll('main details')],find=document.getElementById('find');
for(const d of all)d.addEventListener('toggle',()=>{const p=d.querySelector('pre.json');if(p&&!p.dataset.done){p.dataset.done=1;try{p.textContent=JSON.stringify(JSON.parse(p.textContent),null,2)}catch{}}});
find.addEventListener('input',()=>{const words=find.value.toLowerCase().split(/\\s+/);let any=false;for(const d of all)any=!(d.hidden=!words.every(w=>d.dataset.words.includes(w)))||any;
for(const s of document.querySelectorAll('main section')){const own=[...s.querySelectorAll('details')];s.hidden=own.length?own.every(d=>d.hidden):find.value!==''}document.getElementById('none').hidden=any});
document.addEventListener('click',e=>{const b=e.target.closest('pre button');if(b){const t=b.parentElement.innerText.replace(/^Copy\\s*/,'');navigator.clipboard.writeText(t).then(()=>{b.textContent='Copied';setTimeout(()=>b.textContent='Copy',1500)})}});
const open=()=>{const d=document.getElementById(location.hash.slice(1));if(d&&d.tagName==='DETAILS'){d.open=true;d.scrollIntoView()}};addEventListener('hashchange',open);open();
document.addEventListener('keydown',e=>{if(e.key==='/'&&document.activeElement!==find){e.preventDefault();find.focus()}});`;

/** The page's own script and no other, nothing loaded, nothing framed. */
export const DOCS_POLICY = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash('sha256').update(SCRIPT).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
