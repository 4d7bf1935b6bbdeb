/**
 * RQL in both dialects clients write (platform-api.md section 4): functions as `and(eq(a,b),in(c,(d,e)))`, and plain
 * terms as `a=b&((c=1)|(d=2))`, mixed as they come. The answer is one tree plus order, branches and page.
 */
import type { Comparison, Filter, Query, Value } from './ast.ts';
import { badRql, decode, RQL_LIMITS, takeSearch, tokenize, type Token } from './tokens.ts';
import { lookUp } from '../base/index.ts';

/** Spellings of the same comparison. */
const COMPARISONS: Record<string, Comparison> = { eq: 'eq', ne: 'ne', gt: 'gt', ge: 'ge', gte: 'ge', lt: 'lt', le: 'le', lte: 'le' };
const FUNCTIONS = [...Object.keys(COMPARISONS), 'in', 'out', 'like', 'ilike', 'range', 'and', 'or', 'not', 'ordering', 'order_by', 'select'];
/** What older clients append to a field with two underscores. */
// prettier-ignore
type Lookup = Comparison | 'in' | 'out' | 'like' | 'ilike' | 'null' | 'contains' | 'icontains';
const LOOKUPS: Record<string, Lookup> = {
  ...COMPARISONS,
  in: 'in',
  out: 'out',
  like: 'like',
  ilike: 'ilike',
  null: 'null',
  is_null: 'null',
  isnull: 'null',
  contains: 'contains',
  icontains: 'icontains',
};
const PROPERTY = /^[A-Za-z][A-Za-z0-9_.-]*$/;
const PAGE_MAX = 1_000_000_000;

export function parseQuery(query: string): Query {
  const { rest, search } = takeSearch(query);
  const parsed = new Parser(tokenize(decode(rest))).query();
  limited('ordering', parsed.ordering, RQL_LIMITS.ordering);
  limited('select', parsed.select, RQL_LIMITS.select);
  return { ...parsed, search };
}

function limited(what: string, list: readonly unknown[], most: number): void {
  if (list.length > most) throw badRql(`${what}: ${list.length} given; at most ${most} are allowed.`);
}

class Parser {
  readonly #tokens: Token[];
  readonly #query: Query = { filter: undefined, ordering: [], select: [], search: undefined, limit: undefined, offset: undefined };
  #at = 0;
  #depth = 0;
  #terms = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  query(): Query {
    const all: Filter[] = [];
    while (this.#at < this.#tokens.length) {
      if (this.#take('&') || this.#take(',')) continue;
      const term = this.#term();
      if (term) all.push(term);
      if (this.#at < this.#tokens.length && !this.#peek('&') && !this.#peek(',')) throw this.#unexpected('"&"');
    }
    this.#query.filter = all.length > 1 ? { op: 'and', all } : all[0];
    return this.#query;
  }

  /** One condition; undefined for what shapes the page instead of filtering it. */
  #term(): Filter | undefined {
    if (++this.#depth > RQL_LIMITS.depth) throw badRql(`query: nested deeper than ${RQL_LIMITS.depth} levels.`);
    if (++this.#terms > RQL_LIMITS.conditions) throw badRql(`query: more than ${RQL_LIMITS.conditions} conditions.`);
    try {
      if (this.#take('(')) return this.#group();
      const word = this.#word('a field or an operator');
      if (this.#take('(')) return this.#function(word);
      if (this.#take('=')) return this.#plain(word);
      throw this.#unexpected('"=" or "("');
    } finally {
      this.#depth--;
    }
  }

  /** `(a)`, `(a&b)`, `(a|b)`, `(a;b)`. */
  #group(): Filter {
    const all = [this.#filter()];
    const mark = ['&', '|', ';', ','].find((m) => this.#peek(m));
    while (mark && this.#take(mark)) all.push(this.#filter());
    this.#expect(')');
    return all.length === 1 ? all[0]! : { op: mark === '|' || mark === ';' ? 'or' : 'and', all };
  }

  #function(name: string): Filter | undefined {
    switch (name) {
      case 'and':
      case 'or':
        return { op: name, all: this.#filters() };
      case 'not': {
        const all = this.#filters();
        return { op: 'not', filter: all.length === 1 ? all[0]! : { op: 'and', all } };
      }
      case 'ordering':
      case 'order_by':
        for (const { sign, name: field } of this.#signed()) this.#query.ordering.push({ field, descending: sign === '-' });
        return undefined;
      case 'select':
        for (const { sign, name: branch } of this.#signed()) this.#query.select.push({ branch, hide: sign === '-' });
        return undefined;
      case 'in':
      case 'out': {
        const field = this.#property();
        this.#expect(',');
        this.#expect('(');
        const values = this.#take(')') ? [] : this.#texts();
        this.#expect(')');
        return list(name, field, values);
      }
      case 'like':
      case 'ilike': {
        const field = this.#property();
        this.#expect(',');
        const filter = like(name, field, this.#text());
        this.#expect(')');
        return filter;
      }
      case 'range': {
        const field = this.#property();
        this.#expect(',');
        const [from, to, ...more] = this.#texts();
        if (from === undefined || to === undefined || more.length) throw badRql(`range(${field}, …): two values are expected.`);
        const all: Filter[] = [
          { op: 'ge', field, value: text(from) },
          { op: 'le', field, value: text(to) },
        ];
        return { op: 'and', all };
      }
      default: {
        const op = lookUp(COMPARISONS, name);
        if (!op) throw badRql(`query: ${JSON.stringify(name)} is not an operator; known: ${FUNCTIONS.join(', ')}.`);
        const field = this.#property();
        this.#expect(',');
        const filter = this.#comparison(op, field);
        this.#expect(')');
        return filter;
      }
    }
  }

  /** `field=value`, `field=op=value`, and the page's own parameters. */
  #plain(name: string): Filter | undefined {
    if (name === 'limit' || name === 'offset') {
      const given = this.#text();
      const value = Number(given);
      if (!/^\d+$/.test(given) || value > PAGE_MAX) throw badRql(`${name}: ${JSON.stringify(given)} is not a number of 0 or more.`);
      this.#query[name] = value;
      return undefined;
    }
    if (name === 'ordering' || name === 'order_by') {
      for (const part of this.#textList()) this.#query.ordering.push({ field: part.replace(/^[-+]/, ''), descending: part.startsWith('-') });
      return undefined;
    }
    const [, lookedUp, suffix] = /^(.+)__([a-z_]+)$/.exec(name) ?? [];
    const meaning = lookUp(LOOKUPS, suffix ?? '');
    if (lookedUp !== undefined && suffix !== undefined && meaning) return this.#lookup(fieldName(lookedUp), suffix, meaning);
    const field = fieldName(name);
    const op = this.#tokens[this.#at];
    if (op?.kind === 'word' && this.#tokens[this.#at + 1]?.text === '=' && this.#tokens[this.#at + 1]?.kind === 'mark') {
      const comparison = lookUp(COMPARISONS, op.text);
      if (comparison) {
        this.#at += 2;
        return this.#comparison(comparison, field);
      }
      if (op.text === 'like' || op.text === 'ilike') {
        this.#at += 2;
        return like(op.text, field, this.#text());
      }
      throw badRql(
        `${field}: ${JSON.stringify(op.text)} at position ${op.at} is not an operator between two "="; allowed: ${Object.keys(COMPARISONS).join(', ')}, like, ilike.`,
      );
    }
    return this.#comparison('eq', field);
  }

  /** `field__in=a,b` and its kin. */
  #lookup(field: string, suffix: string, meaning: Lookup): Filter {
    if (meaning === 'in' || meaning === 'out') return list(meaning, field, this.#textList());
    if (meaning === 'null') {
      const given = this.#text();
      if (!/^(true|false|1|0)$/i.test(given)) throw badRql(`${field}__${suffix}: ${JSON.stringify(given)} is not allowed; allowed: true, false.`);
      return { op: /^(true|1)$/i.test(given) ? 'eq' : 'ne', field, value: { kind: 'null' } };
    }
    if (meaning === 'like' || meaning === 'ilike') return like(meaning, field, this.#text());
    if (meaning === 'contains' || meaning === 'icontains') {
      return like(meaning === 'contains' ? 'like' : 'ilike', field, `*${this.#text().replaceAll(/[\\*]/g, '\\$&')}*`);
    }
    return this.#comparison(meaning, field);
  }

  #comparison(op: Comparison, field: string): Filter {
    const token = this.#tokens[this.#at];
    const next = this.#tokens[this.#at + 1];
    const call = token?.kind === 'word' && next?.kind === 'mark' && next.text === '(' ? token.text : undefined;
    if (call === 'null' || call === 'empty') {
      this.#at += 2;
      this.#expect(')');
      return { op, field, value: { kind: call } };
    }
    if (call === 't') {
      this.#at += 2;
      const tuple: Filter = { op: 'tuple', field, all: this.#filters() };
      if (op !== 'eq' && op !== 'ne') throw badRql(`${field}: t(...) goes with eq and ne only, not with ${op}.`);
      return op === 'eq' ? tuple : { op: 'not', filter: tuple };
    }
    return { op, field, value: text(this.#text()) };
  }

  /** Comma-separated conditions up to the closing bracket. */
  #filters(): Filter[] {
    const all = [this.#filter()];
    while (this.#take(',')) all.push(this.#filter());
    this.#expect(')');
    return all;
  }

  #filter(): Filter {
    const term = this.#term();
    if (!term) throw badRql('query: ordering, select, limit, offset and search stand on their own, not inside another operator.');
    return term;
  }

  #signed(): { sign: string; name: string }[] {
    if (this.#take(')')) return [];
    return this.#texts().map((t) => ({ sign: /^[-+]/.exec(t)?.[0] ?? '', name: t.replace(/^[-+ ]/, '') }));
  }

  #texts(): string[] {
    const values = [this.#text()];
    while (this.#take(',')) values.push(this.#text());
    this.#expect(')');
    return values;
  }

  /** Values up to the end of the term, for `field__in=a,b`. */
  #textList(): string[] {
    const values = [this.#text()];
    while (this.#peek(',') && this.#tokens[this.#at + 2]?.text !== '(' && this.#tokens[this.#at + 2]?.text !== '=') {
      this.#at++;
      values.push(this.#text());
    }
    return values;
  }

  #property(): string {
    return fieldName(this.#word('a field'));
  }

  /** A value: empty where the next token is a mark. */
  #text(): string {
    const token = this.#tokens[this.#at];
    if (!token || token.kind === 'mark') return '';
    this.#at++;
    return token.text;
  }

  #word(expected: string): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'word') throw this.#unexpected(expected);
    this.#at++;
    return token.text;
  }

  #peek(mark: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'mark' && token.text === mark;
  }

  #take(mark: string): boolean {
    const found = this.#peek(mark);
    if (found) this.#at++;
    return found;
  }

  #expect(mark: string): void {
    if (!this.#take(mark)) throw this.#unexpected(`"${mark}"`);
  }

  #unexpected(expected: string) {
    const token = this.#tokens[this.#at];
    return badRql(`query: ${token ? `${JSON.stringify(token.text)} at position ${token.at}` : 'the end'} was found where ${expected} is expected.`);
  }
}

function like(op: 'like' | 'ilike', field: string, pattern: string): Filter {
  const stars = pattern.replaceAll(/\\./gs, '').split('*').length - 1;
  if (stars > RQL_LIMITS.wildcards) throw badRql(`${field}: ${stars} wildcards in ${JSON.stringify(pattern)}; at most ${RQL_LIMITS.wildcards} are allowed.`);
  return { op, field, pattern };
}

function list(op: 'in' | 'out', field: string, values: string[]): Filter {
  limited(field, values, RQL_LIMITS.values);
  return { op, field, values };
}

const text = (value: string): Value => ({ kind: 'text', text: value });

/** Some clients write Django's `a__b` for `a.b`. */
function fieldName(name: string): string {
  const field = name.replaceAll('__', '.');
  if (!PROPERTY.test(field)) throw badRql(`query: ${JSON.stringify(name)} is not a field name.`);
  return field;
}
