/** What the walls are asked: paths with ids of anybody, filters with values of anybody, bodies that name what is somebody else's. */
import type { ListRoute, Route } from '../../runtime/domain/kit/index.ts';
import { allowedOperators, type Field, type Fields } from '../../runtime/rql/index.ts';
import { bodyFor, pick, type Chance } from '../support/bodies.ts';
import type { Raw, Row } from './rules.ts';

/** The property of a shown object that a list's rows have as another column than `id`. */
export const SHOWN_ID: Readonly<Record<string, string>> = {
  product_part: 'object_id',
  product_version: 'product_id',
  form_version: 'form_id',
  post_version: 'post_id',
  marketplace_hub: 'marketplace_id',
};

/** Of parameter values objects show more than is kept (those without a value), and less (passwords): here only what is found counts. */
export const VALUES = /params\.(id|name|value)$/;
const POSITIVE = ['eq', 'in', 'like', 'ilike'] as const;

export type Params = Record<string, string>;

export class Asks {
  readonly #lists: ListRoute[];
  readonly #raw: Raw;
  readonly #chance: Chance;

  constructor(routes: readonly Route[], raw: Raw, chance: Chance) {
    this.#lists = routes.filter((r): r is ListRoute => r.kind === 'list');
    this.#raw = raw;
    this.#chance = chance;
  }

  /** A route's parameters: of one object and what belongs to it most of the time, then of anything, now and then of nothing. */
  params(route: Route): Params {
    const params: Params = {};
    const steps = route.path.split('/');
    for (const [i, step] of steps.entries()) {
      const name = /^\{(\w+)\}$/.exec(step)?.[1];
      if (name === undefined) continue;
      params[name] = this.#param(steps.slice(0, i).join('/'), name, params);
    }
    return params;
  }

  #param(prefix: string, name: string, before: Params): string {
    const shape = (path: string) => path.replaceAll(/\{\w+\}/g, '{}');
    const list = this.#lists.find((l) => shape(l.path) === shape(prefix));
    if (prefix === '/conversations' || prefix === '/devops/objects') return this.#one(['request', 'asset', 'contract', 'usage_file', 'helpdesk_case', 'listing_request', 'conversation', 'product', 'webhook']); // prettier-ignore
    if (!list) return pick(this.#chance, ['1', '2', 'x', ...(/id$/.test(name) ? [...this.#raw.ids] : [])]);
    const { table } = list.collection;
    const rows = this.#raw.rows(table);
    const fitting = list.below && this.#chance() < 0.8 ? rows.filter((row) => Object.values(before).includes(row[list.below!.column] as string)) : rows;
    if (!fitting.length || this.#chance() < 0.1) return this.unknown(String((rows[0] ?? { id: 'PR-0000-0000-0000-000' })['id']));
    return shownId(table, pick(this.#chance, fitting), name);
  }

  #one(tables: readonly string[]): string {
    const id = pick(this.#chance, this.#raw.rows(pick(this.#chance, tables)))['id'] as string;
    return this.#chance() < 0.1 ? this.unknown(id) : id;
  }

  /** An id of the same form that nothing has. */
  unknown(id: string): string {
    if (!/\d{3}/.test(id)) return `${id}x`;
    for (;;) {
      const made = id.replaceAll(/\d/g, () => String(Math.floor(this.#chance() * 10)));
      if (made !== id && !this.#raw.ids.has(made)) return made;
    }
  }

  body(route: Route): unknown {
    if (route.method === 'GET' || route.kind === 'list' || route.raw || route.streamMax) return undefined;
    return bodyFor(route.body, this.#chance, (at) => this.#idsAt(at));
  }

  #idsAt(at: string): readonly string[] {
    const [, prefixes] = PLACES.find(([place]) => place.test(at)) ?? [];
    const ids = prefixes === undefined ? [...this.#raw.ids] : [...this.#raw.ids].filter((id) => prefixes.includes(id.split('-')[0]!));
    return ids.length ? ids : ['x'];
  }

  /** RQL over some fields, with values that are found in rows of anybody. */
  query(fields: Fields, everybodys: readonly object[]): string {
    const names = Object.keys(fields);
    const orderable = names.filter((n) => fields[n]!.order);
    const parts: string[] = [];
    const roll = this.#chance();
    if (roll < 0.85) parts.push(this.#condition(fields, everybodys, 2));
    if (roll > 0.75 && names.some((n) => fields[n]!.search))
      parts.push(`search=${encodeURIComponent(this.#piece(this.#value(pick(this.#chance, names), everybodys)))}`);
    if (this.#chance() < 0.4 && orderable.length)
      parts.push(
        `ordering(${this.#some(orderable)
          .map((n) => `${this.#chance() < 0.5 ? '-' : ''}${n}`)
          .join(',')})`,
      );
    if (this.#chance() < 0.3) parts.push(`limit=${Math.floor(this.#chance() * 8)}`, `offset=${Math.floor(this.#chance() * 5)}`);
    return parts.join('&');
  }

  #condition(fields: Fields, everybodys: readonly object[], depth: number): string {
    const inner = () => this.#condition(fields, everybodys, depth - 1);
    if (depth > 0 && this.#chance() < 0.35) return pick(this.#chance, [() => `not(${inner()})`, () => `and(${inner()},${inner()})`, () => `or(${inner()},${inner()})`])(); // prettier-ignore
    const name = pick(this.#chance, Object.keys(fields));
    return this.#comparison(name, fields[name]!, everybodys);
  }

  #comparison(name: string, field: Field, everybodys: readonly object[]): string {
    const op = pick(this.#chance, VALUES.test(name) ? POSITIVE : allowedOperators(field));
    if (op === 'null') return `${pick(this.#chance, ['eq', 'ne'])}(${name},null())`;
    const value = () => quoted(typed(field, this.#value(name, everybodys)));
    if (op === 'in' || op === 'out') return `${op}(${name},(${value()},${value()}))`;
    if (op !== 'like' && op !== 'ilike') return `${op}(${name},${value()})`;
    const [from, to] = [this.#chance() < 0.6 ? '*' : '', this.#chance() < 0.6 ? '*' : ''];
    return `${op}(${name},${quoted(from + this.#piece(this.#value(name, everybodys)).replaceAll('*', '') + to)})`;
  }

  #value(name: string, everybodys: readonly object[]): string {
    const found = everybodys.length ? valuesAt(pick(this.#chance, everybodys), name) : [];
    return found.length && this.#chance() < 0.9 ? pick(this.#chance, found) : pick(this.#chance, ['', 'a', '0', '********', ...this.#raw.ids]);
  }

  #piece(text: string): string {
    const from = Math.floor(this.#chance() * Math.max(text.length - 3, 1));
    return text.slice(from, from + 3 + Math.floor(this.#chance() * 12));
  }

  #some<T>(list: readonly T[]): T[] {
    return list.filter(() => this.#chance() < 2 / list.length).slice(0, 3).concat(pick(this.#chance, list)).slice(0, 3); // prettier-ignore
  }
}

/** What a path calls a row. */
function shownId(table: string, row: Row, name: string): string {
  if (name === 'version' && row['version'] !== undefined) return String(row['version']);
  return String(row[SHOWN_ID[table] ?? 'id']);
}

function typed({ type = 'text' }: Field, value: string): string {
  if (type === 'boolean') return String(value.length % 2 === 0);
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(value) ? value : '1';
  return type === 'time' && !/^\d{4}-\d{2}-\d{2}T/.test(value) ? '2026-11-27T08:00:00Z' : value;
}

const quoted = (value: string) => encodeURIComponent(`"${value.replaceAll('"', '')}"`);

/** Plain values at a dotted name; lists along the way stand for all their elements. */
function valuesAt(object: unknown, name: string): string[] {
  let found: unknown[] = [object];
  for (const step of name.split('.')) found = found.flat().map((v) => (v as Row | null | undefined)?.[step] as unknown);
  return found.flat().filter((v) => typeof v === 'string' || typeof v === 'number').map(String); // prettier-ignore
}

/** Place in a body -> prefixes of the ids that belong there. */
// prettier-ignore
const PLACES: readonly [RegExp, readonly string[]][] = [
  [/connection\.id$/, ['CT']], [/product(s|_id|\.id)/, ['PRD']], [/replacement\.id$/, ['PRD']], [/items?\.(id|global_id)$/, ['PRD']],
  [/hub\.id$/, ['HB']], [/marketplace\.id$/, ['MP']], [/contract(_id|\.id)$/, ['CRP', 'CRD', 'CRS', 'CRC']], [/agreements?\.id$/, ['AGP', 'AGD', 'AGS', 'AGC']],
  [/(customer|tier1|tier2)\.id$/, ['TA']], [/(owner|account|receiver)\.id$/, ['VA', 'PA', 'TA']], [/asset(_id|\.id)$/, ['AS']], [/configuration\.id$/, ['TC']],
  [/template(_id|\.id)$/, ['TL']], [/listing_id$/, ['LST']], [/(agent|recipients|users?)\.id$/, ['UR']], [/groups?\.id$/, ['UG', 'PG', 'PRDG']],
  [/parent\.id$/, ['AGP', 'AGD', 'AGS', 'AGC', 'TA']], [/(enroll|product|item)\.id$/, ['FRM']], [/instance_id$/, ['PR', 'AS', 'CA', 'UF', 'LST', 'CRD']],
  [/parameter\.id$/, ['PRM']], [/(service|extension)\.id$/, ['SRVC']], [/params\.id$/, ['PRM']],
];
