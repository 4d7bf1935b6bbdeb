/** What the two official clients put on the wire is read as what they mean; anything else is refused with its place. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlatformError } from '../../runtime/base/index.ts';
import { matches, parseQuery } from '../../runtime/rql/index.ts';

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

  test.each(['eq(status', 'foo(a,b)', 'a', 'limit=x', 'in(a,b)', '"open', 'and(limit=1,a=2)', '%zz', `${'('.repeat(50)}a=1`])(
    '%s is refused with a sentence',
    (text) => {
      expect(() => parseQuery(text)).toThrow(PlatformError);
    },
  );

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
