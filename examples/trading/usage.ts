/** Usage: from the vendor's sheet to the last record on a bill. */
import { writeXlsx } from '../../runtime/domain/usage/sheets/xlsx-write.ts';
import type { Product } from './catalogue.ts';
import type { Contract } from './contracts.ts';
import type { Subscription } from './orders.ts';
import type { Json, Party, Trade } from './trade.ts';

const PERIOD = { from: '2026-01-01', to: '2026-01-31' };

export interface Report {
  product: Product;
  /** The vendor's contract with the seller that it reports to. */
  contract: Contract;
  subscriptions: readonly Subscription[];
  format: 'csv' | 'xlsx';
  /** Subscriptions that the first try names by mistake: the file is refused, with the reason. */
  mistaken?: readonly Subscription[];
  /** The seller turns the first report down. */
  turnedDown?: boolean;
}

/** One row per subscription, or one per tier of its chain where amounts are reported by tier. */
function rowsOf(product: Product, subscriptions: readonly Subscription[]): Record<string, string | number>[] {
  const row = (asset: string, more: Record<string, string | number>) => ({
    ...{ record_id: crypto.randomUUID(), item_search_criteria: 'item.local_id', item_search_value: product.items.payAsYouGo, quantity: 2.5 },
    ...{ start_time_utc: '2026-01-01 00:00:00', end_time_utc: '2026-01-31 00:00:00', asset_search_criteria: 'asset.id', asset_search_value: asset, ...more },
  });
  const tiers = product.schema === 'TR' ? [0, 1].map((t) => ({ tier: t, amount: 10 - t })) : [{}];
  return subscriptions.flatMap(({ id }) => tiers.map((more) => row(id, more)));
}

async function sheetOf(rows: Record<string, string | number>[], format: 'csv' | 'xlsx'): Promise<Buffer> {
  const table = [Object.keys(rows[0]!), ...rows.map((row) => Object.values(row))];
  if (format === 'csv') return Buffer.from(table.map((cells) => `${cells.join()}\n`).join(''));
  const pieces: Uint8Array[] = [];
  for await (const piece of writeXlsx([{ name: 'records', rows: table }])) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** Uploaded, read, submitted, accepted, and closed hub by hub, each by whoever sells through it. */
export async function settleUsage(trade: Trade, report: Report): Promise<void> {
  const { product, contract, subscriptions } = report;
  const { vendor } = product;
  const accepts = contract.issuer;
  const rows = rowsOf(product, subscriptions);
  const body = { name: 'January', product: { id: product.id }, contract: { id: contract.id }, period: PERIOD, currency: 'EUR' };
  const { id } = await trade.step(vendor, `begins a usage report to ${accepts.name}`, 'draft', async () => {
    const made = await vendor.post('/usage/files', body);
    return vendor.get(`/usage/files/${made.id}`);
  });
  const path = `/usage/files/${id}`;
  trade.seen('/usage/files', id as string, [vendor, accepts]);
  if (report.mistaken) await upload(trade, report, path, rowsOf(product, report.mistaken), 'invalid');
  await upload(trade, report, path, rows, 'ready');
  if (report.turnedDown) {
    await submit(trade, vendor, path);
    await trade.step(accepts, 'turns it down', 'rejected', () => accepts.post(`${path}/reject`, { rejection_note: 'This is too much.' }));
    await upload(trade, report, path, rows, 'ready');
  }
  await submit(trade, vendor, path);
  await trade.step(accepts, 'accepts it', 'accepted', () => accepts.post(`${path}/accept`, { acceptance_note: 'Agreed.' }));
  await closeChunks(trade, accepts, id as string, subscriptions);
  const closed = async () => {
    const now = await vendor.get(path);
    return now.status === 'closed' && now;
  };
  await trade.step(vendor, 'has the report settled', 'closed', () => trade.until(`${id} to close`, closed));
  await recordsClosed(trade, vendor, accepts, id as string, subscriptions, rows.length);
}

const submit = (trade: Trade, vendor: Party, path: string) => trade.step(vendor, 'submits it', 'pending', () => vendor.post(`${path}/submit`));

async function upload(trade: Trade, { product, format }: Report, path: string, rows: Record<string, string | number>[], planned: string): Promise<void> {
  const { vendor } = product;
  const sheet = await sheetOf(rows, format);
  await trade.step(vendor, `uploads ${rows.length} records as ${format}`, planned, async () => {
    await vendor.post(`${path}/upload`, sheet);
    const read = async () => {
      const now = await vendor.get(path);
      return ['ready', 'invalid'].includes(now.status as string) && now;
    };
    return trade.until(`${path} to be read`, read);
  });
}

async function closeChunks(trade: Trade, accepts: Party, file: string, subscriptions: readonly Subscription[]): Promise<void> {
  const sellers = [...new Set(subscriptions.map((s) => s.sale.seller))];
  const ready = async () => {
    const chunks = await accepts.get(`/usage/chunks?eq(usagefile.id,${file})`);
    return chunks.length === sellers.length && chunks.every((c: Json) => c.status === 'ready') && chunks;
  };
  const chunks: Json[] = await trade.step(accepts, 'has a part for each hub', `${sellers.length} ready`, () => trade.until('the parts per hub', ready), (all) => `${all.length} ready`); // prettier-ignore
  for (const { id, provider } of chunks) {
    const seller = sellers.find((s) => s.id === provider.id)!;
    await seller.get(`/usage/chunks/${id}/download`);
    await trade.step(seller, 'takes its part and closes it', 'closed', () =>
      seller.post(`/usage/chunks/${id}/close`, { external_billing_id: `B-${seller.id}` }),
    );
    const { vendor } = subscriptions[0]!.sale.product;
    trade.seen('/usage/chunks', id as string, [vendor, accepts, seller]);
  }
}

async function recordsClosed(
  trade: Trade,
  vendor: Party,
  accepts: Party,
  file: string,
  subscriptions: readonly Subscription[],
  planned: number,
): Promise<void> {
  const settled = (all: Json[]) => `${all.filter((r) => r.status === 'closed' && r.external_billing_id).length} settled`;
  const records: Json[] = await trade.step(vendor, 'finds every record on a bill', `${planned} settled`, () => vendor.get(`/usage/records?eq(usagefile.id,${file})&limit=1000`), settled); // prettier-ignore
  for (const record of records) {
    const { seller } = subscriptions.find((s) => s.id === record.asset.id)!.sale;
    trade.seen('/usage/records', record.id as string, [vendor, accepts, seller]);
  }
}
