/**
 * Every route, as every role, with bodies and queries from right to absurd: the answer is a success that its published
 * schema describes, or a refusal in the published form; never a 500.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createApi } from '../../runtime/api/index.ts';
import { createLog } from '../../runtime/base/index.ts';
import { createAccount, createToken } from '../../runtime/domain/accounts/index.ts';
import type { Route } from '../../runtime/domain/kit/index.ts';
import { ROUTES } from '../../runtime/host/compose.ts';
import { SYSTEM, type Store } from '../../runtime/store/index.ts';
import { seeded } from '../kill/random.ts';
import { bodyFor, INHERITED, pick, type Chance } from '../support/bodies.ts';
import type { EngineCase } from '../support/engines.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';

const QUERIES = ['', 'limit=0', 'limit=2&offset=1', 'search=a%25b', 'eq(id,x)', 'nosuch=1', 'eq(id', 'ordering(-id)', 'in(id,())', 'not(like(id,*a*))', 'select(-events)', '%', '%00=1', 'limit=-1', 'a=b&c=d', '((id=1)|(id=2))', 'id=t(a=1)', 'version=x', 'after=-1', 'account=x', 'constructor=1', 'id=constructor=x', 'constructor(id,x)', 'id__constructor=x', 'ordering(constructor)', 'select(__proto__)', 'like(toString,*a*)', 'events.constructor.at=x', '__proto__=1']; // prettier-ignore
/** Tokens take part by routes that make them; whoever asks keeps their own. */
const UNKNOWN = ['x', 'PR-0000-0000-0000-000', '%00', '%F0%9F%98%80', "'", '..', '%2e%2e', 'x'.repeat(500), 'constructor', '__proto__'];

interface Answer {
  status: number;
  type: string;
  text: string;
}
type Api = ReturnType<typeof createApi>;

async function send(api: Api, token: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const init = text === undefined ? {} : { body: text, headers: { authorization: token, 'content-type': 'application/json' } };
  const answer = await api.app.fetch(new Request(`http://host/public/v1${path}`, { method, headers: { authorization: token }, ...init }));
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', text: await answer.text() };
}

async function populate(store: Store, api: Api): Promise<{ tokens: Record<string, string>; ids: string[] }> {
  const world = await createWorld(store);
  const made = await store.write(SYSTEM, async (ctx) => {
    const tokens: Record<string, string> = {};
    for (const role of ['operator', 'reseller'] as const)
      tokens[role] = (await createToken(ctx, { accountId: (await createAccount(ctx, { name: role, role })).id, name: role })).token;
    return tokens;
  });
  const asset = {
    connection: { id: world.connection },
    items: [{ id: world.item, quantity: 1 }],
    params: [{ id: 'admin_email', value: 'a@b.example' }],
    tiers: { customer: CUSTOMER },
  };
  const placed = await send(api, world.distributor.token, 'POST', '/requests', { type: 'purchase', asset: { ...asset, external_uid: 'u-1' } });
  const request = JSON.parse(placed.text) as { id: string; asset: { id: string } };
  const { vendor, distributor, ...ids } = world;
  return {
    tokens: { ...made, vendor: vendor.token, distributor: distributor.token },
    ids: [...Object.values(ids), vendor.id, distributor.id, request.id, request.asset.id],
  };
}

/** The schema that openapi.json gives for a success, compiled. */
async function schemas(api: Api): Promise<(route: Route, status: number) => ((value: unknown) => string | undefined) | undefined> {
  const document = (await (await api.app.fetch(new Request('http://host/public/v1/openapi.json'))).json()) as {
    paths: Record<string, Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>>;
  };
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, 'api');
  return (route, status) => {
    const at = document.paths[route.path]?.[route.method.toLowerCase()]?.responses[status];
    if (!at?.content?.['application/json']) return undefined;
    const pointer = ['paths', route.path, route.method.toLowerCase(), 'responses', String(status), 'content', 'application/json', 'schema'];
    const validate = ajv.getSchema(`api#/${pointer.map((p) => encodeURIComponent(p.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`)!;
    return (value) => (validate(value) ? undefined : ajv.errorsText(validate.errors));
  };
}

/** What is wrong with a refusal: it is the published body, and says something. */
function refusalFault({ type, text }: Answer): string | undefined {
  if (type !== 'application/json') return `content-type ${type}`;
  const { error_code, errors } = JSON.parse(text) as { error_code: string; errors: string[] };
  if (!/^[A-Z]+_\d{3}$/.test(error_code)) return `error_code ${error_code}`;
  return Array.isArray(errors) && errors.length && errors.every((e) => typeof e === 'string' && e.length > 0 && e.length < 4_000)
    ? undefined
    : 'errors are not sentences';
}

function answerFault({ type, text }: Answer, fault: ((value: unknown) => string | undefined) | undefined): string | undefined {
  return type.startsWith('application/json') ? fault?.(JSON.parse(text)) : undefined;
}

function pathOf(route: Route, chance: Chance, ids: readonly string[]): string {
  const prefix = {
    '/requests': 'PR-',
    '/assets': 'AS-',
    '/products': 'PRD-',
    '/accounts': /^[VP]A-/,
    '/contracts': 'CR',
    '/agreements': 'AG',
    '/marketplaces': 'MP-',
    '/hubs': 'HB-',
    '/listings': 'LST-',
  };
  const own = Object.entries(prefix).find(([start]) => route.path.startsWith(start))?.[1];
  const fitting = own ? ids.filter((id) => (typeof own === 'string' ? id.startsWith(own) : own.test(id))) : ids;
  return route.path.replaceAll(/\{\w+\}/g, () => (fitting.length && chance() < 0.75 ? pick(chance, fitting) : pick(chance, UNKNOWN)));
}

/** So many rounds over all routes and roles; throws with what was not as published. */
export async function fuzzRoutes(engine: EngineCase, seed: number, rounds: number): Promise<{ success: number; refused: number }> {
  const store = await engine.open();
  try {
    const failures: Error[] = [];
    const problems = new Map<string, string>();
    const log = createLog({ level: 'silent' });
    log.error = ((details: { err?: Error }) => void failures.push(details.err!)) as typeof log.error;
    const api = createApi({ store, routes: ROUTES, log, version: '0' });
    const { tokens, ids } = await populate(store, api);
    const schemaOf = await schemas(api);
    const chance = seeded(seed);
    const met = { success: 0, refused: 0 };
    for (let round = 0; round < rounds; round++)
      for (const route of ROUTES)
        for (const [role, token] of Object.entries(tokens)) {
          const query = route.kind === 'list' || chance() < 0.2 ? `?${pick(chance, QUERIES)}` : '';
          const path = `${pathOf(route, chance, ids)}${query}`;
          // steps such as `..` lead to another route, whose answer another schema describes
          const reached = new URL(path, 'http://host').pathname.split('/').length === route.path.split('/').length;
          const body = route.kind === 'list' || route.method === 'GET' ? undefined : bodyFor(route.body, chance, ids, round % 2 ? INHERITED : undefined);
          const answer = await send(api, token, route.method, path, body);
          const what = `${route.method} ${path} as ${role} with ${JSON.stringify(body)?.slice(0, 500)} -> ${answer.status} ${answer.text.slice(0, 300)}`;
          const problem =
            answer.status >= 500
              ? failures.at(-1)?.stack
              : answer.status >= 400
                ? refusalFault(answer)
                : reached
                  ? answerFault(answer, schemaOf(route, answer.status))
                  : undefined;
          if (problem) problems.set(`${route.method} ${route.path} ${problem.slice(0, 60)}`, `${what}\n${problem}`);
          if (answer.status >= 400) met.refused++;
          else met.success++;
          // what was made takes part from here on; tokens do not, lest somebody loses their own
          if (answer.status === 201 && !route.path.startsWith('/auth')) ids.push((JSON.parse(answer.text) as { id?: string }).id ?? 'x');
        }
    if (problems.size) throw new Error([...problems.values()].slice(0, 10).join('\n\n'));
    return met;
  } finally {
    await store.close();
  }
}
