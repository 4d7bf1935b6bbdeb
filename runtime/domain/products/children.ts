/** List, create, read, update and delete of what belongs to a product, made from one description; every write changes the product. */
import Type, { type TObject } from 'typebox';
import { notFound } from '../../base/index.ts';
import { findVisible, showOne, type Collection, type Input, type Route } from '../kit/index.ts';
import type { Context, ProductRow } from '../../store/index.ts';
import { productChanged } from './commands.ts';
import { products } from './fields.ts';

export const VENDOR = ['vendor'] as const;

interface Children<Row extends { id: string }, In> {
  /** Below /products/{id}/. */
  path: string;
  one: string;
  collection: Collection<Row>;
  body: TObject;
  create(ctx: Context, product: string, body: never): Promise<Row>;
  update(ctx: Context, row: Row, body: In): Promise<void>;
  remove(ctx: Context, row: Row): Promise<void>;
  /** Columns beside the product that tell these rows from others of the table. */
  only?: Partial<Row>;
  /** What a write answers, where that is not what a read shows. */
  answer?: (shown: object, product: ProductRow) => object;
  /** The body as the file it comes in. */
  prepare?: (input: Input) => Promise<unknown>;
  verbs?: Record<string, { summary: string; body: TObject; run(ctx: Context, row: Row, body: object): Promise<void> }>;
}

/** What the schema knows; the rest of a published body is ignored, and must not reach a row. */
export function known<T>(schema: TObject, body: unknown): T {
  const given = (body ?? {}) as Record<string, unknown>;
  return Object.fromEntries(Object.keys(schema.properties).flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]))) as T;
}

export function children<Row extends { id: string; product_id: string }, In>(kind: Children<Row, In>): Route[] {
  const { one, collection, answer = (shown) => shown } = kind;
  const file = kind.prepare ? ({ raw: 'form', prepare: kind.prepare } as const) : {};
  const given = (body: TObject, input: Input) => (kind.prepare ? (input.body as never) : known<never>(body, input.body));
  const path = `/products/{id}/${kind.path}`;
  const name = one.toLowerCase();
  const written = { tag: 'Products', roles: VENDOR, kind: 'write' } as const;
  const seen = { tag: 'Products', roles: 'everyone', method: 'GET' } as const;

  async function load(ctx: Context, params: Record<string, string>, lock = false): Promise<{ owner: ProductRow; row: Row }> {
    const owner = await findVisible(ctx, products, params['id']!, { lock });
    const row = await findVisible(ctx, collection, params['child']!, { lock });
    if (row.product_id !== owner.id || Object.entries(kind.only ?? {}).some(([column, value]) => row[column as keyof Row] !== value))
      throw notFound(params['child']!);
    return { owner, row };
  }

  function change(
    method: 'POST' | 'PUT',
    suffix: string,
    operation: string,
    summary: string,
    body: TObject,
    run: (ctx: Context, row: Row, body: never) => Promise<void>,
  ): Route {
    return {
      ...{ ...written, method, path: `${path}/{child}${suffix}`, operation, summary, ...(kind.prepare ? file : { body }) },
      async run(ctx, input) {
        const { owner, row } = await load(ctx, input.params, true);
        await run(ctx, row, given(body, input));
        await productChanged(ctx, owner);
        return answer(await showOne(ctx, collection, row.id), owner);
      },
    };
  }

  return [
    {
      ...{ ...seen, kind: 'list', path, operation: `list${one}s`, summary: `${one}s of a product`, collection },
      below: { parent: products, column: 'product_id', ...(kind.only ? { only: kind.only as Record<string, string | number> } : {}) },
    },
    {
      ...{ ...written, method: 'POST', path, operation: `create${one}`, summary: `A new ${name}`, ...(kind.prepare ? file : { body: kind.body }), status: 201 },
      async run(ctx, input) {
        const owner = await findVisible(ctx, products, input.params['id']!, { lock: true });
        const row = await kind.create(ctx, owner.id, given(kind.body, input));
        await productChanged(ctx, owner);
        return answer(await showOne(ctx, collection, row.id), owner);
      },
    },
    {
      ...{ ...seen, kind: 'read', path: `${path}/{child}`, operation: `get${one}`, summary: `One ${name}` },
      run: async (ctx, input) => showOne(ctx, collection, (await load(ctx, input.params)).row.id),
    },
    change('PUT', '', `update${one}`, `Change a ${name}`, Type.Partial(kind.body) as unknown as TObject, kind.update as never),
    ...Object.entries(kind.verbs ?? {}).map(([verb, v]) => change('POST', `/${verb}`, `${verb}${one}`, v.summary, v.body, v.run)),
    {
      ...{ ...written, method: 'DELETE', path: `${path}/{child}`, operation: `delete${one}`, summary: `Remove a ${name}`, status: 204 },
      async run(ctx, input) {
        const { owner, row } = await load(ctx, input.params, true);
        await kind.remove(ctx, row);
        await productChanged(ctx, owner);
      },
    },
  ];
}
