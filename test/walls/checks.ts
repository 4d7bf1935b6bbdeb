/**
 * What is held against every answer. A list holds exactly the rows that the rules give, and any query of it is what the same query
 * over the shown objects would be: so neither a filter, nor an order, nor a count tells more than the objects themselves. A call
 * that names what its caller cannot know is answered as if that did not exist. And no answer holds an id, a word or a password of
 * a row that its reader does not see.
 */
import { createApi, type Api } from '../../runtime/api/index.ts';
import { createLog } from '../../runtime/base/index.ts';
import type { CallRoute, ListRoute, Route } from '../../runtime/domain/kit/index.ts';
import { webhookRoutes } from '../../runtime/domain/webhooks/index.ts';
import { ROUTES } from '../../runtime/host/compose.ts';
import { matches, parseQuery, type Filter } from '../../runtime/rql/index.ts';
import type { Store } from '../../runtime/store/index.ts';
import type { Party } from '../conformance/walk/walk.ts';
import { pick, type Chance } from '../support/bodies.ts';
import { Asks, SHOWN_ID, type Params } from './asks.ts';
import { OTHER_ROWS, Raw, RULES, type Row } from './rules.ts';
import { WORD, type World } from './world.ts';

export const ALL_ROUTES: readonly Route[] = [...ROUTES, ...webhookRoutes(() => 'http://host/public/v1')];
/** What is the same for everybody has no walls. */
const LISTS = ALL_ROUTES.filter((r): r is ListRoute => r.kind === 'list' && (r.collection.scope !== 'public' || r.below !== undefined));
const CALLS = ALL_ROUTES.filter((r): r is CallRoute => r.kind !== 'list');

interface Answer {
  status: number;
  text: string;
  range: string | null;
}

/** Units are run and undone: answers are as they would be, and the next call finds everything as it was. */
class Undone {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

const undoing = (store: Store): Store => ({
  ...store,
  async write(actor, work, options) {
    try {
      return await store.write(actor, async (ctx) => Promise.reject<never>(new Undone(await work(ctx)) as unknown as Error), options);
    } catch (error) {
      if (error instanceof Undone) return error.value as never;
      throw error;
    }
  },
});

export class Walls {
  readonly #world: World;
  readonly #raw: Raw;
  readonly #api: Api;
  readonly #failures: Error[] = [];
  readonly #whole = new Map<string, Row[] | undefined>();
  /** Calls made, and what came of them. */
  readonly met = { lists: 0, filtered: 0, calls: 0, foreign: 0, served: 0 };

  private constructor(world: World, raw: Raw) {
    this.#world = world;
    this.#raw = raw;
    const log = createLog({ level: 'silent' });
    log.error = ((details: { err?: Error }) => void this.#failures.push(details.err!)) as typeof log.error;
    this.#api = createApi({ store: undoing(world.store), routes: ALL_ROUTES, log, version: '0' });
  }

  static async around(world: World): Promise<Walls> {
    return new Walls(world, await Raw.read(world.store));
  }

  async #send(who: Party, method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { authorization: who.token, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const answer = await this.#api.app.fetch(
      new Request(`http://host/public/v1${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }),
    );
    const text = await answer.text();
    if (answer.status >= 500) throw this.#failures.at(-1) ?? new Error(text);
    return { status: answer.status, text, range: answer.headers.get('content-range') };
  }

  /** One list of one tenant, asked anything. */
  async list(chance: Chance): Promise<void> {
    const asks = new Asks(ALL_ROUTES, this.#raw, chance);
    const who = pick(chance, this.#world.tenants);
    const route = pick(chance, LISTS.filter((l) => mayCall(l, who))); // prettier-ignore
    const params = asks.params(route);
    const path = filled(route.path, params);
    this.met.lists++;
    const whole = await this.#wholeList(who, route, path, params);
    if (!whole) return;
    const other = pick(chance, [this.#world.operator, ...this.#world.tenants].filter((p) => mayCall(route, p))); // prettier-ignore
    const everybodys = (await this.#wholeList(other, route, path, params)) ?? whole;
    const { table, name: kind = table } = route.collection;
    const query = asks.query(Object.fromEntries(Object.entries(route.collection.fields).filter(([name]) => SHOWN_AS[kind]?.[name] !== null)), everybodys);
    const answer = await this.#send(who, 'GET', `${path}?${query}`);
    const what = `${who.role} ${who.id} GET ${path}?${decodeURIComponent(query)}`;
    if (answer.status !== 200) throw new Error(`${what} -> ${answer.status} ${answer.text}`);
    this.#hides(who, what, answer.text, true);
    this.met.filtered++;
    const { filter, search, ordering, limit = 100, offset = 0 } = parseQuery(query);
    const shownAs = (name: string) => SHOWN_AS[kind]?.[name] ?? name;
    const types = new Map(Object.entries(route.collection.fields).map(([name, field]) => [shownAs(name), field.type ?? 'text']));
    const asShown = filter && renamed(filter, shownAs);
    const searched = Object.keys(route.collection.fields).filter((name) => route.collection.fields[name]!.search && SHOWN_AS[kind]?.[name] !== null);
    const found = (object: Row) => searched.some((name) => matches(contains(shownAs(name), search!), object));
    const expected = whole.filter((shown) => {
      const object = asKept(shown);
      return (!asShown || matches(asShown, object, (name) => types.get(name))) && (search === undefined || found(object));
    });
    const total = Number(answer.range!.split('/')[1]);
    if (total !== expected.length) throw new Error(`${what}: found ${total} of what shows ${expected.length}: ${expected.map(idOf).join(' ')}; got ${answer.text}`); // prettier-ignore
    // PostgreSQL sorts text by its locale, and what is absent last
    if (ordering.length && this.#world.store.dialect.name !== 'sqlite') return;
    const shown = (JSON.parse(answer.text) as Row[]).map(idOf);
    const compare = ordering.map(({ field, descending }) => byShown(shownAs(field), types.get(shownAs(field))!, descending));
    // the whole list is in its own order, which decides where the asked one does not
    expected.sort((a, b) => compare.map((by) => by(a, b)).find((order) => order !== 0) ?? 0);
    const page = expected.map(idOf).slice(offset, offset + limit);
    if (JSON.stringify(shown) !== JSON.stringify(limit === 0 ? [] : page)) throw new Error(`${what}: expected ${page.join(' ')}; got ${shown.join(' ')}`);
  }

  /** A list without conditions: the rows that the rules give, all branches shown; undefined where its parent is not seen. */
  async #wholeList(who: Party, route: ListRoute, path: string, params: Params): Promise<Row[] | undefined> {
    const key = `${who.id} ${path}`;
    if (this.#whole.has(key)) return this.#whole.get(key);
    const { collection, below } = route;
    const branches = collection.hidden?.length ? `&select(${collection.hidden.join(',')})` : '';
    const answer = await this.#send(who, 'GET', `${path}?limit=1000${branches}`);
    const what = `${who.role} ${who.id} GET ${path}`;
    const parent = below && typeof below.parent !== 'function' ? below.parent.table : undefined;
    const mayList = parent === undefined || who.role === 'operator' || this.#raw.rows(parent).some((row) => row['id'] === params['id'] && RULES[parent]!(row, who, this.#raw)); // prettier-ignore
    if (answer.status !== 200) {
      if (answer.status !== 404 && !answer.text.includes('is written by its author')) throw new Error(`${what} -> ${answer.status} ${answer.text}`);
      if (parent !== undefined && mayList) throw new Error(`${what}: ${params['id']} is seen, and its list is not: ${answer.text}`);
      this.#whole.set(key, undefined);
      return undefined;
    }
    if (!mayList) throw new Error(`${what}: ${params['id']} is not seen, and its list is.`);
    const shown = JSON.parse(answer.text) as Row[];
    this.#whole.set(key, shown);
    if (who.role === 'operator') return shown;
    this.#hides(who, what, answer.text, true);
    for (const id of Object.values(params)) if (this.#isForeign(who, id)) throw new Error(`${what}: ${id} is foreign.`);
    const rule = OTHER_ROWS[route.operation] ?? RULES[collection.table]!;
    const fixed = Object.entries({ ...below?.only, ...(below && typeof below.parent !== 'function' ? { [below.column]: params['id']! } : {}) });
    const partial = below && typeof below.parent === 'function';
    const rows = this.#raw.rows(collection.table).filter((row) => fixed.every(([column, value]) => String(row[column]) === filled(String(value), params)) && rule(row, who, this.#raw)); // prettier-ignore
    const ids = (list: Row[], column: string) => list.map((row) => String(row[column])).sort();
    const column = route.operation === 'listAgreementPartners' ? 'owner_id' : (SHOWN_ID[collection.table] ?? 'id');
    const [got, want] = [ids(shown, 'id'), ids(rows, column)];
    // what has no id is at least as many
    const same = got.includes('undefined')
      ? got.length === want.length
      : partial
        ? got.every((id) => want.includes(id))
        : JSON.stringify(got) === JSON.stringify(want);
    if (!same) throw new Error(`${what}: the rules give ${want.join(' ')}; got ${got.join(' ')}`);
    return shown;
  }

  /** One call of one tenant, that may name anything of anybody. */
  async call(chance: Chance): Promise<void> {
    const asks = new Asks(ALL_ROUTES, this.#raw, chance);
    const who = pick(chance, this.#world.tenants);
    const route = pick(chance, CALLS.filter((r) => mayCall(r, who))); // prettier-ignore
    const known = (route.query ?? []).map((name) => `${name}=${/id$|account/.test(name) ? pick(chance, [...this.#raw.ids]) : pick(chance, ['', 'x', '1'])}`);
    const query = known.filter(() => chance() < 0.5).join('&');
    const path = filled(route.path, asks.params(route)) + (query && `?${query}`);
    const body = asks.body(route);
    const what = `${who.role} ${who.id} ${route.method} ${path} ${JSON.stringify(body)?.slice(0, 600) ?? ''}`;
    const answer = await this.#send(who, route.method, path, body);
    this.met.calls++;
    if (answer.status < 400) this.met.served++;
    const said = path + (JSON.stringify(body) ?? '');
    this.#hides(who, what, answer.text, false, said);
    await this.#asIfNotThere(who, route.method, path, body, answer, asks);
  }

  /** A call that was served once, by the same or by another account, with the id of something in it changed for one of somebody else's. */
  async replay(chance: Chance): Promise<void> {
    const asks = new Asks(ALL_ROUTES, this.#raw, chance);
    const { by, method, path, body } = pick(chance, this.#world.served);
    const who = chance() < 0.7 ? by : pick(chance, this.#world.tenants.filter((t) => t.role === by.role)); // prettier-ignore
    const said = path + (JSON.stringify(body) ?? '');
    const ids = [...new Set(said.match(ID))].filter((id) => this.#raw.ids.has(dashed(id)));
    if (!ids.length) return;
    const changed = pick(chance, ids);
    const others = [...this.#raw.ids].filter((id) => id.split('-')[0] === changed.split(/[-_]/)[0] && id.length === changed.length);
    const taken = pick(chance, others);
    const change = (text: string) => text.replaceAll(changed, changed.includes('_') ? taken.replaceAll('-', '_') : taken);
    const sent = body === undefined ? undefined : (JSON.parse(change(JSON.stringify(body))) as unknown);
    const answer = await this.#send(who, method, change(path), sent);
    this.met.calls++;
    if (answer.status < 400) this.met.served++;
    this.#hides(who, `${who.role} ${who.id} ${method} ${change(path)} ${JSON.stringify(sent)}`, answer.text, false, change(said));
    await this.#asIfNotThere(who, method, change(path), sent, answer, asks);
  }

  /** What names something that the caller cannot know is answered as the same call that names nothing at all. */
  async #asIfNotThere(who: Party, method: string, path: string, body: unknown, answer: Answer, asks: Asks): Promise<void> {
    const said = path + (JSON.stringify(body) ?? '');
    const foreign = [...new Set(said.match(ID))].filter((id) => this.#isForeign(who, dashed(id)));
    if (!foreign.length) return;
    this.met.foreign++;
    const others = foreign.map((id) => asks.unknown(id));
    const swapped = (text: string) => foreign.reduce((all, id, i) => all.replaceAll(id, others[i]!), text);
    const other = await this.#send(who, method, swapped(path), body === undefined ? undefined : JSON.parse(swapped(JSON.stringify(body))));
    const blind = (text: string) => [...foreign, ...others].reduce((all, id) => all.replaceAll(new RegExp(id, 'gi'), '#'), text);
    const same = answer.status === other.status && (answer.status < 400 || blind(answer.text) === blind(other.text));
    const what = `${who.role} ${who.id} ${method} ${path} ${JSON.stringify(body)}`;
    if (!same) throw new Error(`${what} -> ${answer.status} ${answer.text}; with ids of nothing (${others.join(' ')}) ${other.status} ${other.text}`);
  }

  /** An id of something that exists, and that nothing of the account's own speaks of. */
  #isForeign(who: Party, id: string): boolean {
    return this.#raw.ids.has(id) && !this.#raw.known(who).ids.has(id);
  }

  #hides(who: Party, what: string, text: string, list: boolean, said = ''): void {
    const { words } = this.#raw.known(who);
    const told = [...new Set(text.match(ID))].filter((id) => this.#isForeign(who, dashed(id)) && !said.includes(id));
    const read = [...new Set(text.match(WORD))].filter((word) => !words.has(word) && !said.includes(word) && !this.#isOwnPassword(who, word, list));
    if (told.length || read.length) throw new Error(`${what}: tells ${[...told, ...read].join(' ')}: ${text.slice(0, 3000)}`);
  }

  #isOwnPassword(who: Party, word: string, list: boolean): boolean {
    return !list && who.role === 'vendor' && this.#world.passwords.has(`pw${word}`);
  }
}

/** Parameters as they are kept: those with a value or an error, and of a password only that there is one. */
function asKept(object: Row): Row {
  const kept = (params: Row[]) =>
    params.filter((p) => p['value'] !== '' || p['value_error'] !== '').map((p) => (p['type'] === 'password' ? { ...p, value: null } : p));
  const inner = (object['asset'] as Row | undefined)?.['params']
    ? { asset: { ...(object['asset'] as Row), params: kept((object['asset'] as Row)['params'] as Row[]) } }
    : {};
  return {
    ...object,
    ...inner,
    ...(object['params'] && 'value_error' in ((object['params'] as Row[])[0] ?? {}) ? { params: kept(object['params'] as Row[]) } : {}),
  };
}

/** As the database sorts what is shown: nothing first, numbers as numbers, the rest by bytes. */
function byShown(name: string, type: string, descending: boolean): (a: Row, b: Row) => number {
  const key = (object: Row) => {
    const value = name.split('.').reduce<unknown>((at, step) => (at as Row | undefined)?.[step], object);
    return value === undefined || value === null ? undefined : type === 'number' ? Number(value) : String(value);
  };
  const order = (a: ReturnType<typeof key>, b: ReturnType<typeof key>) => {
    if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
    return typeof a === 'number' ? a - Number(b) : Buffer.compare(Buffer.from(a), Buffer.from(String(b)));
  };
  return (a, b) => (descending ? -1 : 1) * order(key(a), key(b));
}

const contains = (field: string, term: string): Filter => ({ op: 'ilike', field, pattern: `*${term.replaceAll(/[\\*]/g, '\\$&')}*` });

function renamed(filter: Filter, name: (of: string) => string): Filter {
  if ('all' in filter) return { ...filter, all: filter.all.map((f) => renamed(f, name)) };
  return 'filter' in filter ? { ...filter, filter: renamed(filter.filter, name) } : { ...filter, field: name(filter.field) };
}

const CREATED = { created: 'events.created.at', updated: 'events.updated.at' };
/** Filters that are called otherwise than what they filter by; null where an object does not show it, so that only its own account may have it. */
// prettier-ignore
const SHOWN_AS: Readonly<Record<string, Readonly<Record<string, string | null>>>> = {
  request: { asset_id: 'asset.id', product_id: 'asset.product.id', assignee: null, 'assignee.email': null },
  asset: { ...CREATED, 'hub.id': 'connection.hub.id', 'hub.name': 'connection.hub.name', 'product.title': 'product.name' },
  tier_config: { ...CREATED, 'account.company_name': 'account.name' },
  usage_file: { product_id: 'product.id', distribution_contract_id: 'contract.id', marketplace_id: 'marketplace.id', vendor_id: 'vendor.id', provider_id: 'provider.id', 'created.at': 'events.created.at' },
  usage_record_shown: { usage_file: 'usagefile.id', 'product.id': 'product_id', 'hub.id': null, 'part_usage_file.hub.id': null, usage_start_time: 'start_date', created_time: null },
  usage_reconciliation: { 'partusagefile.id': null, 'partusagefile.provider.id': null, 'binding.hub.id': null },
  usage_aggregate: { id: null },
  agreement: { 'forms.id': null },
  product_group: { 'products.id': null, 'agreements.id': null },
  account_user: { external_id: null },
  extension: CREATED, installation: CREATED, package_summary: CREATED,
  token: { 'extension.id': null },
  product_configuration: { id: null },
};

const ID = /[A-Z]{2,5}(?:[-_]\d{2,})+/g;
const dashed = (id: string) => id.replaceAll('_', '-');
const mayCall = (route: Route, who: Party) => typeof route.roles === 'string' || route.roles.includes(who.role);
const filled = (path: string, params: Params) => path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name]!);
const idOf = (object: Row) => String(object['id'] ?? JSON.stringify(object));
