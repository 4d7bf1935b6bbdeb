/** What the builder writes, the host's own parser reads back as it was meant, whatever the values are. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { queryText, rql, type Condition } from '../../sdk/client/rql.ts';
import { matches, parseQuery, RQL_LIMITS } from '../../runtime/rql/index.ts';
import type { Filter } from '../../runtime/rql/ast.ts';
import { testSeed } from '../support/seed.ts';

const read = (condition: Condition) => parseQuery(queryText({ filter: [condition] })).filter;

/** Signs that mean something in RQL, in a URL or in a pattern are as frequent as all others together. */
const text = fc
  .array(fc.oneof(fc.constantFrom(...'\\\\\\"\'(),&|;=*+% #?/~-!:.', 'null()', 't(', 'and('), fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 12 })
  .map((parts) => parts.join('').replaceAll('\0', ''))
  .filter((value) => value.isWellFormed());
const field = fc.constantFrom('id', 'asset.external_id', 'tiers.customer.external_uid', 'x-y');

type Pair = { condition: Condition; filter: Filter };
const COMPARISONS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'] as const;

const { pair } = fc.letrec<{ pair: Pair; leaf: Pair }>((tie) => ({
  leaf: fc.oneof(
    fc
      .tuple(fc.constantFrom(...COMPARISONS), field, text)
      .map(([op, name, value]) => ({ condition: rql[op](name, value), filter: { op, field: name, value: { kind: 'text' as const, text: value } } })),
    fc
      .tuple(fc.constantFrom('in' as const, 'out' as const), field, fc.array(text, { maxLength: 4 }))
      .map(([op, name, values]) => ({ condition: rql[op](name, values), filter: { op, field: name, values } })),
    fc
      .tuple(fc.constantFrom('like' as const, 'ilike' as const), field, fc.array(text, { minLength: 1, maxLength: 3 }))
      .map(([op, name, parts]) => ({ op, name, pattern: parts.map(rql.literal).join('*') }))
      .map(({ op, name, pattern }) => ({ condition: rql[op](name, pattern), filter: { op, field: name, pattern } })),
    field.map((name) => ({ condition: rql.eq(name, null), filter: { op: 'eq' as const, field: name, value: { kind: 'null' as const } } })),
  ),
  pair: fc.oneof(
    { maxDepth: 4 },
    tie('leaf'),
    fc
      .tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('pair'), { minLength: 2, maxLength: 4 }))
      .map(([op, all]) => ({ condition: rql[op](...all.map((p) => p.condition)), filter: { op, all: all.map((p) => p.filter) } })),
    tie('pair').map((inner) => ({ condition: rql.not(inner.condition), filter: { op: 'not' as const, filter: inner.filter } })),
  ),
}));

describe('the host reads what was meant', () => {
  test('conditions of any shape and value', () => {
    fc.assert(
      fc.property(pair, ({ condition, filter }) => {
        fc.pre(condition.text.length <= RQL_LIMITS.length);
        expect(read(condition)).toEqual(filter);
      }),
      { numRuns: 3000, seed: testSeed() },
    );
  });

  test('beside everything else a query has', () => {
    fc.assert(
      fc.property(pair, text, fc.nat(1000), ({ condition, filter }, search, limit) => {
        const query = queryText({ filter: [condition], search, ordering: ['-created', 'id'], select: ['-asset.items', 'template'], limit, offset: 7 });
        fc.pre(query.length <= RQL_LIMITS.length);
        expect(parseQuery(query)).toEqual({
          ...{ filter, search, limit, offset: 7 },
          ordering: [{ field: 'created', descending: true }, { field: 'id', descending: false }], // prettier-ignore
          select: [{ branch: 'asset.items', hide: true }, { branch: 'template', hide: false }], // prettier-ignore
        });
      }),
      { numRuns: 1000, seed: testSeed() },
    );
  });

  test('a literal in a pattern matches itself and nothing else', () => {
    fc.assert(
      fc.property(text, text, (value, other) => {
        const filter = read(rql.like('id', rql.literal(value)))!;
        expect([matches(filter, { id: value }), matches(filter, { id: other })]).toEqual([true, other === value]);
      }),
      { numRuns: 1000, seed: testSeed() },
    );
  });
});

test.each([
  ['ends with backslashes behind what needs quotes', 'a,b\\\\\\'],
  ['is one backslash', '\\'],
  ['is empty', ''],
  ['is an operator', 'and(eq(id,1))'],
  ['is a value of its own in RQL', 'null()'],
  ['has blanks around it', '  x  '],
  ['is beyond the basic plane', '𝒳,"é"'],
])('a value that %s arrives', (_, value) => {
  expect(read(rql.in('id', [value, 'x']))).toEqual({ op: 'in', field: 'id', values: [value, 'x'] });
});

test('numbers, truth values and dates are written as the host reads them', () => {
  const at = new Date('2026-01-31T08:30:00Z');
  expect(rql.query({ filter: [rql.eq('a', 1.5), rql.ne('b', true), rql.ge('created', at)] })).toBe('eq(a,1.5)&ne(b,true)&ge(created,2026-01-31T08:30:00.000Z)');
});

test.each<[string, () => unknown, RegExp]>([
  ['a field with an operator in it', () => rql.eq('a,b)&eq(c' as string, 1), /is not a field name/],
  ['no number', () => rql.eq('a', Number.NaN), /a: NaN is not a number/],
  ['no date', () => rql.eq('a', new Date('x')), /a: this Date is not valid/],
  ['half a character', () => rql.eq('a', '\ud800'), /a: NUL and halves/],
  ['an empty and()', () => rql.and(), /and\(\): at least one/],
  ['a negative limit', () => queryText({ limit: -1 }), /limit: -1 is not allowed/],
])('%s is refused before it is sent', (_, make, message) => {
  expect(make).toThrow(message);
});
