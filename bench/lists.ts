/**
 * `npm run bench -- lists`: the same calls to two hosts, one that holds 1,000 requests (and as many assets, tasks, events
 * and usage records) and one that holds a million (`--rows`). A list that reads what it shows takes as long on both.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { digitsOf } from './lists-rows.ts';
import { createFile, startSeeded, subscribe, type SeededHost } from './seeded.ts';
import { median, ms, type Figure } from './table.ts';

const FEW = 1000;
const LIMIT = 2;
const ROUNDS = 60;
/** Trades that hold rows: the first, which is measured, has half of them. Another one has none. */
const TRADES = 4;
/** A copy that the first trade holds, and that is there in both sizes. */
const COPY = 160;

interface Filled {
  host: SeededHost;
  file: string;
  rows: number;
}

interface Case {
  id: string;
  what: string;
  who: 'vendor' | 'distributor' | 'operator' | 'other' | 'stranger';
  path(filled: Filled): string;
}

// prettier-ignore
const JUDGED: Case[] = [
  { id: 'queue',    what: 'pending requests of a product, oldest first', who: 'vendor', path: (f) => `/requests?and(in(asset.product.id,(${product(f)})),eq(status,pending))&ordering(created)&limit=20` },
  { id: 'queue',    what: 'the same, in two states, newest first', who: 'distributor', path: (f) => `/requests?and(in(status,(pending,inquiring)),eq(asset.product.id,${product(f)}))&ordering(-created,id)&limit=20` },
  { id: 'page',     what: 'requests, as they come', who: 'vendor', path: () => '/requests?limit=20' },
  { id: 'page',     what: 'requests, as they come, 100', who: 'distributor', path: () => '/requests?limit=100' },
  { id: 'page',     what: 'requests of everybody', who: 'operator', path: () => '/requests?limit=20' },
  { id: 'page',     what: 'requests of a smaller account', who: 'other', path: () => '/requests?limit=20' },
  { id: 'page',     what: 'requests of an account that has none', who: 'stranger', path: () => '/requests?limit=20' },
  { id: 'filter',   what: 'failed requests', who: 'vendor', path: () => '/requests?status=failed&limit=20' },
  { id: 'filter',   what: 'purchases since a time', who: 'vendor', path: () => '/requests?and(eq(type,purchase),ge(created,2025-01-01T00:05:00))&ordering(created)&limit=20' },
  { id: 'filter',   what: 'by the number of an asset', who: 'vendor', path: () => `/requests?asset.id=AS-${digitsOf(COPY)}` },
  { id: 'filter',   what: 'by the external number of an asset', who: 'vendor', path: () => `/requests?asset.external_id=EXT-${digitsOf(COPY)}&status=pending` },
  { id: 'id',       what: 'one request', who: 'vendor', path: () => `/requests/PR-${digitsOf(COPY)}-001` },
  { id: 'id',       what: 'one request as a filter', who: 'distributor', path: () => `/requests?eq(id,PR-${digitsOf(COPY)}-001)` },
  { id: 'assets',   what: 'as they come', who: 'vendor', path: () => '/assets?limit=20' },
  { id: 'assets',   what: 'active, of a product', who: 'distributor', path: (f) => `/assets?and(eq(status,active),eq(product.id,${product(f)}))&limit=20` },
  { id: 'assets',   what: 'by external_uid', who: 'vendor', path: () => `/assets?external_uid=UID-${digitsOf(COPY)}` },
  { id: 'assets',   what: 'as subscriptions', who: 'distributor', path: () => '/subscriptions/assets?limit=20' },
  { id: 'tasks',    what: 'as they come', who: 'vendor', path: () => '/devops/tasks?limit=20' },
  { id: 'tasks',    what: 'dead ones', who: 'vendor', path: () => '/devops/tasks?status=failed&limit=20' },
  { id: 'events',   what: 'of one request', who: 'vendor', path: () => `/devops/objects/PR-${digitsOf(COPY)}-001/events` },
  { id: 'records',  what: 'of a usage file', who: 'vendor', path: (f) => `/usage/records?usagefile.id=${f.file}&limit=20` },
  { id: 'records',  what: 'as they come', who: 'vendor', path: () => '/usage/records?limit=20' },
  { id: 'records',  what: 'of an account that has none', who: 'stranger', path: () => '/usage/records?limit=20' },
];

/** Reads as far as it is told to: these are shown, not judged. */
// prettier-ignore
const SHOWN: Case[] = [
  { id: 'count',    what: 'of pending requests, to 10,000 and no further', who: 'vendor', path: () => '/requests?status=pending&limit=0' },
  { id: 'offset',   what: 'the middle of all requests', who: 'vendor', path: (f) => `/requests?limit=20&offset=${f.rows / 4}` },
  { id: 'order',    what: 'by a field without an index', who: 'vendor', path: () => '/requests?ordering(-updated)&limit=20' },
  { id: 'search',   what: 'a text that is nowhere', who: 'vendor', path: () => '/requests?search=nowhere&limit=20' },
];

const product = ({ host }: Filled) => host.trades[0]!.world.product;

export async function lists(rows: number): Promise<Figure[]> {
  const few = await filled(FEW);
  const many = await filled(rows);
  try {
    const figures: Figure[] = [];
    for (const one of JUDGED) figures.push(await compare(one, few, many, ROUNDS));
    for (const one of SHOWN) process.stdout.write(`${shownLine(await compare(one, few, many, 3))}\n`);
    return figures;
  } finally {
    await few.host.end();
    await many.host.end();
  }
}

const shownLine = ({ id, what, shown }: Figure) => `${id.padEnd(8)} ${what}: ${shown}`;

async function filled(rows: number): Promise<Filled> {
  const started = performance.now();
  const host = await startSeeded(TRADES + 1);
  const orders = [];
  for (const trade of host.trades.slice(0, TRADES)) orders.push(await subscribe(host, trade));
  const file = await createFile(host, host.trades[0]!);
  await host.ask({ ask: 'fill', originals: { orders, file }, rows });
  process.stdout.write(`${rows} rows in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  // the log of the database is emptied in the first pause
  await wait(1000);
  return { host, file, rows };
}

async function compare(one: Case, few: Filled, many: Filled, rounds: number): Promise<Figure> {
  const times: Record<'few' | 'many', number[]> = { few: [], many: [] };
  const totals: string[] = [];
  for (let round = -2; round < rounds; round++)
    for (const [size, filled] of Object.entries({ few, many }) as ['few' | 'many', Filled][]) {
      const at = performance.now();
      const total = await ask(one, filled);
      if (round >= 0) times[size].push(performance.now() - at);
      if (round === 0) totals.push(total);
    }
  const [before, after] = [median(times.few), median(times.many)];
  return {
    ...{ id: one.id, what: `${one.what} (${one.who})`, ratio: after / before, pass: LIMIT, stretch: 1.2, higher: false },
    ...{ shown: `${ms(before)} -> ${ms(after)}, of ${totals.join(' -> ')}`, plan: 'its plan: which index serves the filter and the order' },
  };
}

/** Answers the total that the list says. */
async function ask({ who, path }: Case, filled: Filled): Promise<string> {
  const { trades, operator, call } = filled.host;
  const [first, other, stranger] = [trades[0]!, trades[1]!, trades[TRADES]!];
  const token = { ...first.accounts, operator, other: other.accounts.vendor, stranger: stranger.accounts.vendor }[who].token;
  const { headers } = await call(token, 'GET', path(filled));
  return headers.get('content-range')?.split('/')[1] ?? '1';
}
