/** What the two official clients put on the wire is read as what they mean; anything else is refused with its place. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlatformError } from '../../runtime/base/index.ts';
import { matches, parseQuery, RQL_LIMITS } from '../../runtime/rql/index.ts';

const eq = (field: string, text: string) => ({ op: 'eq', field, value: { kind: 'text', text } });

describe('the dialects', () => {
  test.each<[string, unknown]>([
    ['eq(status,pending)', eq('status', 'pending')],
    ['status=pending', eq('status', 'pending')],
    ['status=eq=pending', eq('status', 'pending')],
    ['and(eq(a,1),ne(b,null()))', { op: 'and', all: [eq('a', '1'), { op: 'ne', field: 'b', value: { kind: 'null' } }] }],
    [
      'in(status,(pending,inquiring))&asset.product.id=PRD-1',
      { op: 'and', all: [{ op: 'in', field: 'status', values: ['pending', 'inquiring'] }, eq('asset.product.id', 'PRD-1')] },
    ],
    ['((status=pending)%7C(status=draft))', { op: 'or', all: [eq('status', 'pending'), eq('status', 'draft')] }],
    ['(((a=1)|(b=2))|(c=3))', { op: 'or', all: [{ op: 'or', all: [eq('a', '1'), eq('b', '2')] }, eq('c', '3')] }],
    ['not(eq(id,PR-1))', { op: 'not', filter: eq('id', 'PR-1') }],
    ['like(name,%22*foo%20bar*%22)', { op: 'like', field: 'name', pattern: '*foo bar*' }],
    ['like(name,*foo%20bar*)', { op: 'like', field: 'name', pattern: '*foo bar*' }],
    ['gte(n,1)', { op: 'ge', field: 'n', value: { kind: 'text', text: '1' } }],
    ['out(k,(a,b))', { op: 'out', field: 'k', values: ['a', 'b'] }],
    ['eq(e,empty())', { op: 'eq', field: 'e', value: { kind: 'empty' } }],
    ['asset__product__id__in=A,B', { op: 'in', field: 'asset.product.id', values: ['A', 'B'] }],
    ["eq(name,'a,b(c)')", eq('name', 'a,b(c)')],
    ['eq(name,%22say%20%5C%22hi%5C%22%22)', eq('name', 'say "hi"')],
    ['eq(name,a\\,b)', eq('name', 'a,b')],
    ['eq(name,%E2%82%AC%20%F0%9F%98%80)', eq('name', '€ 😀')],
    ["eq(name,O'Brien)", eq('name', "O'Brien")],
    ['and( eq(a, 1), eq(b,2) )', { op: 'and', all: [eq('a', '1'), eq('b', '2')] }],
    ['a=1,b=2', { op: 'and', all: [eq('a', '1'), eq('b', '2')] }],
    ['(a=1;b=2)', { op: 'or', all: [eq('a', '1'), eq('b', '2')] }],
    ['not(and(a=1,b=2))', { op: 'not', filter: { op: 'and', all: [eq('a', '1'), eq('b', '2')] } }],
    ['((((a=1))))', eq('a', '1')],
    ['a=', eq('a', '')],
    ['in(status,())', { op: 'in', field: 'status', values: [] }],
    ['in(name,("a,b",c))', { op: 'in', field: 'name', values: ['a,b', 'c'] }],
    ['status__in=a,b&x=1', { op: 'and', all: [{ op: 'in', field: 'status', values: ['a', 'b'] }, eq('x', '1')] }],
    ['name__icontains=50%25*', { op: 'ilike', field: 'name', pattern: '*50%\\**' }],
    ['asset__id__ne=1', { op: 'ne', field: 'asset.id', value: { kind: 'text', text: '1' } }],
    ['pending_request__is_null=true', { op: 'eq', field: 'pending_request', value: { kind: 'null' } }],
    ['pending_request__isnull=False', { op: 'ne', field: 'pending_request', value: { kind: 'null' } }],
    ['created=ge=2026-01-31', { op: 'ge', field: 'created', value: { kind: 'text', text: '2026-01-31' } }],
    ['name=ilike=*x*', { op: 'ilike', field: 'name', pattern: '*x*' }],
    ['params=ne=t(id=a)', { op: 'not', filter: { op: 'tuple', field: 'params', all: [eq('id', 'a')] } }],
    ['eq(in,or)', eq('in', 'or')],
    [
      'range(n,1,5)',
      {
        op: 'and',
        all: [
          { op: 'ge', field: 'n', value: { kind: 'text', text: '1' } },
          { op: 'le', field: 'n', value: { kind: 'text', text: '5' } },
        ],
      },
    ],
    ['ge(created,2019-02-12T10:02:00+03:00)', { op: 'ge', field: 'created', value: { kind: 'text', text: '2019-02-12T10:02:00+03:00' } }],
  ])('%s', (text, filter) => {
    expect(parseQuery(text).filter).toEqual(filter);
  });

  test('order, branches and page stand anywhere', () => {
    const query = parseQuery('select(-asset.items,activation_key)&and(in(status,(pending)),eq(a,1))&ordering(-created,id)&limit=2&offset=4&search=term+x');
    expect(query).toMatchObject({
      limit: 2,
      offset: 4,
      search: 'term x',
      ordering: [
        { field: 'created', descending: true },
        { field: 'id', descending: false },
      ],
      select: [
        { branch: 'asset.items', hide: true },
        { branch: 'activation_key', hide: false },
      ],
    });
  });

  test.each([
    ['search=term+x', 'term x'],
    ['search=AT%26T%20%2B%20(a,b)', 'AT&T + (a,b)'],
    ['search="term x"', 'term x'],
    ['eq(a,1)&search=*50%25*&limit=2', '*50%*'],
    ['like(a,%22(x%22)&search=y', 'y'],
  ])('%s is text that people typed', (text, search) => {
    expect(parseQuery(text).search).toBe(search);
  });

  test.each<[string, string, string]>([
    ['length', `a=${'x'.repeat(RQL_LIMITS.length)}`, `query: ${RQL_LIMITS.length + 2} characters; at most ${RQL_LIMITS.length} are allowed.`],
    ['depth', `${'('.repeat(RQL_LIMITS.depth)}a=1${')'.repeat(RQL_LIMITS.depth)}`, `query: nested deeper than ${RQL_LIMITS.depth} levels.`],
    [
      'conditions',
      Array(RQL_LIMITS.conditions + 1)
        .fill('a=1')
        .join('&'),
      `query: more than ${RQL_LIMITS.conditions} conditions.`,
    ],
    [
      'values',
      `in(a,(${Array(RQL_LIMITS.values + 1)
        .fill('1')
        .join(',')}))`,
      `a: ${RQL_LIMITS.values + 1} given; at most ${RQL_LIMITS.values} are allowed.`,
    ],
    ['wildcards', `like(a,${'*x'.repeat(RQL_LIMITS.wildcards + 1)})`, `at most ${RQL_LIMITS.wildcards} are allowed.`],
    [
      'ordering',
      `ordering(${Array(RQL_LIMITS.ordering + 1)
        .fill('a')
        .join(',')})`,
      `ordering: ${RQL_LIMITS.ordering + 1} given; at most ${RQL_LIMITS.ordering} are allowed.`,
    ],
    [
      'select',
      `select(${Array(RQL_LIMITS.select + 1)
        .fill('a')
        .join(',')})`,
      `select: ${RQL_LIMITS.select + 1} given; at most ${RQL_LIMITS.select} are allowed.`,
    ],
  ])('the limit of %s is told by name', (_name, text, message) => {
    expect(() => parseQuery(text)).toThrow(message);
  });

  test('at their limits queries are read', () => {
    const depth = RQL_LIMITS.depth - 1;
    expect(parseQuery(`${'('.repeat(depth)}a=1${')'.repeat(depth)}`).filter).toEqual(eq('a', '1'));
    expect(parseQuery(`in(a,(${Array(RQL_LIMITS.values).fill('1').join(',')}))`).filter).toMatchObject({ op: 'in' });
    expect(parseQuery(`like(a,${'*x'.repeat(RQL_LIMITS.wildcards)})`).filter).toMatchObject({ op: 'like' });
  });

  test.each([
    'eq(status',
    'foo(a,b)',
    'a',
    'limit=x',
    'limit=-1',
    'offset=1.5',
    'range(a,1)',
    'range(a,1,2,3)',
    'not()',
    'gt(a,t(b=1))',
    'a=foo=b',
    'a__null=maybe',
    '=1',
    'eq(,1)',
    'a=1)',
    '%00',
    'a=%ff',
    'in(a,b)',
    '"open',
    'and(limit=1,a=2)',
    '%zz',
    `${'('.repeat(50)}a=1`,
  ])('%s is refused with a sentence', (text) => {
    expect(() => parseQuery(text)).toThrow(PlatformError);
  });

  test('no text crashes the parser: it is a query or a badRql', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        try {
          parseQuery(text);
        } catch (error) {
          expect(error).toMatchObject({ kind: 'badRql' });
        }
      }),
      { numRuns: 3000 },
    );
  });
});

test('a hook filter is asked of the object itself', () => {
  const object = {
    status: 'pending',
    asset: {
      product: { id: 'PRD-1' },
      params: [
        { id: 'a', value: '5' },
        { id: 'b', value: '7' },
      ],
    },
  };
  const passes = (text: string) => matches(parseQuery(text).filter!, object);
  expect(passes('eq(asset.product.id,PRD-1)')).toBe(true);
  expect(passes('in(asset.product.id,(PRD-2,PRD-3))')).toBe(false);
  expect(passes('asset.params=t(id=a,value=5)')).toBe(true);
  expect(passes('asset.params=t(id=a,value=7)')).toBe(false);
  expect(passes('and(asset.params.id=a,asset.params.value=7)')).toBe(true);
  expect(passes('like(asset.product.id,prd*)')).toBe(false);
  expect(passes('ilike(asset.product.id,prd*)')).toBe(true);
  expect(passes('eq(asset.missing,null())')).toBe(true);
});
