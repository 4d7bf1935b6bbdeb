/** Objects of a collection: what is asked of them, and going through all of them page by page. */
import { NetworkError } from './errors.ts';
import { queryText, type Condition, type Query } from './rql.ts';
import type { CallOptions, Send } from './send.ts';

/** The host answers at most so many objects at once. */
const PAGE_MAX = 1000;
const PAGE_DEFAULT = 100;

export interface Page<Item> {
  items: Item[];
  offset: number;
  /** How many match in all: exact up to 10,000; beyond, a number larger than what was read so far while more follow. */
  total: number;
}

/**
 * A question about a collection. Each method answers a new one; nothing is sent before it is read.
 * @typeParam Field - names that conditions may use
 * @example for await (const asset of client.collection('assets').filter(rql.eq('status', 'active'))) use(asset);
 */
export interface Listing<Item, Field extends string = string, Order extends string = string> extends AsyncIterable<Item> {
  /** All of the conditions hold; further ones are added. */
  filter(...conditions: readonly Condition<Field>[]): Listing<Item, Field, Order>;
  /** Before the order that objects have by themselves; `-` for descending. */
  ordering(...fields: readonly (Order | `-${Order}`)[]): Listing<Item, Field, Order>;
  /** `-asset.items` leaves a branch out, `template` brings in one that is left out by default. */
  select(...branches: readonly string[]): Listing<Item, Field, Order>;
  /** Objects with this text in one of the searched fields. */
  search(text: string): Listing<Item, Field, Order>;
  /** At most so many objects in all. */
  limit(count: number): Listing<Item, Field, Order>;
  /** Without the first so many. */
  offset(count: number): Listing<Item, Field, Order>;
  /** Objects that one call asks for, at most 1000; default 100. */
  pageSize(count: number): Listing<Item, Field, Order>;
  /** For each call of this question. */
  options(options: CallOptions): Listing<Item, Field, Order>;
  /** One call. */
  page(): Promise<Page<Item>>;
  first(): Promise<Item | undefined>;
  count(): Promise<number>;
  toArray(): Promise<Item[]>;
}

interface Asked extends Query {
  pageSize: number;
  options: CallOptions;
}

export function createListing<Item>(send: Send, path: string, asked: Asked = { pageSize: PAGE_DEFAULT, options: {} }): Listing<Item> {
  const more = (change: Partial<Asked>) => createListing<Item>(send, path, { ...asked, ...change });

  async function read(limit: number, offset: number): Promise<Page<Item>> {
    const { pageSize: _, options, ...query } = asked;
    const { value, headers } = await send({ method: 'GET', path, search: queryText({ ...query, limit, offset }) }, options);
    const range = /^items \d+-\d+\/(\d+)$/.exec(headers.get('content-range') ?? '');
    // without it there is no telling whether more follow
    if (!range || !Array.isArray(value))
      throw new NetworkError({ method: 'GET', path, attempts: 1 }, 'network', 'the answer is no page (no Content-Range); is this an Entrepot host?');
    return { items: value as Item[], offset, total: Number(range[1]) };
  }

  async function* all(): AsyncGenerator<Item, undefined> {
    let [offset, left] = [asked.offset ?? 0, asked.limit ?? Number.POSITIVE_INFINITY];
    while (left > 0) {
      const page = await read(Math.min(asked.pageSize, left), offset);
      yield* page.items;
      offset += page.items.length;
      left -= page.items.length;
      if (!page.items.length || offset >= page.total) return;
    }
  }

  return {
    filter: (...conditions) => more({ filter: [...(asked.filter ?? []), ...conditions] }),
    ordering: (...fields) => more({ ordering: fields }),
    select: (...branches) => more({ select: branches }),
    search: (text) => more({ search: text }),
    limit: (count) => more({ limit: whole('limit', count, 0, Number.MAX_SAFE_INTEGER) }),
    offset: (count) => more({ offset: whole('offset', count, 0, Number.MAX_SAFE_INTEGER) }),
    pageSize: (count) => more({ pageSize: whole('pageSize', count, 1, PAGE_MAX) }),
    options: (options) => more({ options }),
    page: () => read(Math.min(asked.pageSize, asked.limit ?? asked.pageSize), asked.offset ?? 0),
    first: async () => (await read(1, asked.offset ?? 0)).items[0],
    count: async () => (await read(0, 0)).total,
    toArray: async () => {
      const found: Item[] = [];
      for await (const item of all()) found.push(item);
      return found;
    },
    [Symbol.asyncIterator]: all,
  };
}

function whole(what: string, value: number, least: number, most: number): number {
  if (!Number.isSafeInteger(value) || value < least || value > most) throw new TypeError(`${what}: ${value} is not allowed; allowed: ${least} to ${most}.`);
  return value;
}
