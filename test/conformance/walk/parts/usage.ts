/** Usage: usage-file/*, usage-record/*, and every operation of the tag Usage Reporting. */
import type { Json, Walk } from '../walk.ts';
import { directSale, purchase, type Sale } from '../world.ts';

/** Longer than the pause between two steps that the platform takes by itself. */
const STEP_MS = 100;
const HEADER =
  'record_id,record_note,item_search_criteria,item_search_value,quantity,start_time_utc,end_time_utc,asset_search_criteria,asset_search_value,category_id';

export async function usage(walk: Walk): Promise<void> {
  const world = await soldAsset(walk);
  await walk.part('usage: from a draft to closed', () => lifeOfFile(walk, world));
  await walk.part('usage: faults and other endings', () => otherEndings(walk, world));
  await walk.part('usage: chunks, reconciliation, closing', () => billing(walk, world));
  await walk.part('usage: rules and templates', () => rules(walk, world));
}

interface World {
  sale: Sale;
  asset: string;
  /** Makes record ids that were never used. */
  next(): number;
}

export async function soldAsset(walk: Walk): Promise<World> {
  const { vendor, distributor } = walk.parties;
  const sale = await directSale(walk);
  const order = await walk.post(distributor, '/requests', purchase(sale));
  await walk.put(vendor, `/requests/${order.id}`, { asset: { params: [{ id: 'url', value: 'https://it.example' }] } });
  await walk.post(vendor, `/requests/${order.id}/approve`, { template_id: sale.templates.fulfillment });
  let n = 0;
  return { sale, asset: order.asset.id, next: () => ++n };
}

/** A sheet of so many records; with `fault` the item of the first is not known. */
function sheet(world: World, records = 2, fault = false): FormData {
  const rows = Array.from({ length: records }, (_, i) => {
    const item = fault && i === 0 ? 'NO-SUCH-ITEM' : 'STORAGE';
    return `R-${world.next()},a note,item.mpn,${item},${i + 1},2026-03-01 00:00:00,2026-03-31 00:00:00,asset.id,${world.asset},storage`;
  });
  const form = new FormData();
  form.append('usage_file', new Blob([[HEADER, ...rows].join('\n')], { type: 'text/csv' }), 'march.csv');
  return form;
}

const fileBody = ({ sale }: World) => ({
  ...{ name: 'March', description: 'what was used', note: '', currency: 'EUR', period: { from: '2026-03-01', to: '2026-03-31' } },
  ...{ product: { id: sale.product }, contract: { id: sale.contract } },
});

export async function newFile(walk: Walk, world: World): Promise<string> {
  return (await walk.post(walk.parties.vendor, '/usage/files', fileBody(world))).id as string;
}

export async function uploaded(walk: Walk, world: World, id: string, records = 2, fault = false): Promise<void> {
  await walk.post(walk.parties.vendor, `/usage/files/${id}/upload`, sheet(world, records, fault));
  await read(walk);
}

/** An upload is stored, taken up and read to its end, each a step of its own. */
async function read(walk: Walk): Promise<void> {
  for (const ms of [0, STEP_MS, STEP_MS]) await walk.host.pass(ms);
}

export const recordOf = (file: string, n = 1) => `/usage/records/UR-${file.slice(3)}-0000-${String(n).padStart(4, '0')}`;
/** The published values are five: a record that is not checked yet shows none, a submitted one is valid in a pending file. */
const recordState = (record: Json): string =>
  record.status === null ? 'uploaded' : record.status === 'valid' && record.usagefile.status === 'pending' ? 'pending' : (record.status as string);

async function lifeOfFile(walk: Walk, world: World): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const created = await walk.move('usage-file/1', { by: vendor, call: ['POST', '/usage/files', fileBody(world)] });
  const file = `/usage/files/${created.id}`;
  const upload = (by = vendor) => ({ by, call: ['POST', `${file}/upload`, sheet(world)] as [string, string, FormData], object: file, reader: vendor });
  await walk.put(vendor, file, { description: 'all of it', note: 'n', external_id: '', currency: 'EUR', period: { from: '2026-03-01', to: '2026-03-31' } });
  await walk.move('usage-file/2', upload());
  await walk.move('usage-file/3', { by: 'system', object: file, reader: vendor, advanceMs: [0, STEP_MS] });
  await walk.move('usage-record/2', { by: 'system', object: recordOf(created.id), reader: vendor, state: recordState, advanceMs: STEP_MS });
  await walk.post(vendor, `${file}/reprocess`);
  await walk.host.pass(STEP_MS);
  await walk.move('usage-file/6', { by: 'system', object: file, reader: vendor, advanceMs: STEP_MS });
  await walk.move('usage-file/7', upload());
  await read(walk);
  await walk.get(vendor, `${file}/categories`);
  await walk.get(vendor, '/usage/files');
  await walk.move('usage-file/8', { by: vendor, call: ['POST', `${file}/submit`, {}], object: file });
  await walk.move('usage-file/9', { by: distributor, call: ['POST', `${file}/reject`, { rejection_note: 'too much' }], object: file });
  await walk.move('usage-file/10', upload());
  await read(walk);
  await walk.post(vendor, `${file}/submit`);
  await walk.get(distributor, '/usage/records');
  await walk.put(distributor, recordOf(created.id), { status: 'approved' });
  await walk.move('usage-file/11', { by: distributor, call: ['POST', `${file}/accept`, { acceptance_note: 'fine' }], object: file });
  await walk.move('usage-record/9', {
    ...{ by: distributor, object: recordOf(created.id), state: recordState },
    call: ['POST', `${recordOf(created.id)}/close`, { external_billing_id: 'B-1', external_billing_note: 'march' }],
  });
  await walk.get(vendor, '/usage/aggregates');
  await walk.get(distributor, `/assets/${world.asset}/usage/aggregates`);
}

async function otherEndings(walk: Walk, world: World): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const fresh = await newFile(walk, world);
  await walk.post(vendor, `/usage/files/${fresh}/upload`, sheet(world));
  await walk.move('usage-record/1', { by: 'system', reader: vendor, state: recordState, object: () => recordOf(fresh), advanceMs: [0, STEP_MS] });
  const file = `/usage/files/${fresh}`;
  await walk.host.pass(STEP_MS);
  await walk.move('usage-record/5', { by: vendor, call: ['POST', `${file}/submit`, {}], object: recordOf(fresh), state: recordState });
  await walk.move('usage-record/6', {
    ...{ by: distributor, object: recordOf(fresh), state: recordState },
    call: ['POST', `${file}/reject`, { rejection_note: 'outdated' }],
  });
  await walk.move('usage-record/7', {
    ...{ by: vendor, object: recordOf(fresh), state: recordState, advanceMs: [0, STEP_MS] },
    call: ['POST', `${file}/upload`, sheet(world)],
  });
  await walk.host.pass(STEP_MS);
  await walk.post(vendor, `${file}/submit`);
  await walk.move('usage-record/8', { by: distributor, call: ['PUT', `${file}/approve-all`], object: recordOf(fresh), state: recordState });

  const faulty = await newFile(walk, world);
  await walk.post(vendor, `/usage/files/${faulty}/upload`, sheet(world, 2, true));
  for (const ms of [0, STEP_MS]) await walk.host.pass(ms);
  await walk.move('usage-file/4', { by: 'system', object: `/usage/files/${faulty}`, reader: vendor, advanceMs: STEP_MS });
  await walk.move('usage-record/4', {
    ...{ by: vendor, object: recordOf(faulty), state: recordState, advanceMs: [0, STEP_MS] },
    call: ['POST', `/usage/files/${faulty}/upload`, sheet(world, 2, true)],
  });
  await walk.move('usage-record/3', { by: 'system', object: recordOf(faulty), reader: vendor, state: recordState, advanceMs: STEP_MS });
  await walk.move('usage-file/5', { by: vendor, call: ['POST', `/usage/files/${faulty}/upload`, sheet(world)], object: `/usage/files/${faulty}` });
  await read(walk);
  await walk.post(vendor, `/usage/files/${faulty}/delete`);
}

async function accepted(walk: Walk, world: World, records: number): Promise<{ id: string; chunk: string }> {
  const { vendor, distributor } = walk.parties;
  const id = await newFile(walk, world);
  await uploaded(walk, world, id, records);
  await walk.post(vendor, `/usage/files/${id}/submit`);
  await walk.post(distributor, `/usage/files/${id}/accept`, { acceptance_note: 'fine' });
  await walk.host.pass(STEP_MS);
  const [chunk] = await walk.get(distributor, `/usage/chunks?eq(usagefile.id,${id})`);
  return { id, chunk: chunk.id };
}

async function billing(walk: Walk, world: World): Promise<void> {
  const { distributor } = walk.parties;
  const first = await accepted(walk, world, 3);
  await walk.get(distributor, `/usage/chunks/${first.chunk}`);
  await walk.put(distributor, `/usage/chunks/${first.chunk}`, { external_id: 'hub-7' });
  await walk.get(distributor, `/usage/chunks/${first.chunk}/download`);
  await walk.post(distributor, `/usage/chunks/${first.chunk}/regenerate`);
  await walk.host.pass(STEP_MS);
  const row = { id: recordOf(first.id).split('/').at(-1), external_billing_id: 'B-2', external_billing_note: 'one of many' };
  await walk.post(distributor, '/usage/records/close-records', [row]);
  await walk.post(distributor, `/usage/chunks/${first.chunk}/close`, { external_billing_id: 'B-3', external_billing_note: 'the rest' });

  const second = await accepted(walk, world, 2);
  const form = () => {
    const rows = [1, 2].map((n) => `${recordOf(second.id, n).split('/').at(-1)},B-4,reconciled`);
    const data = new FormData();
    data.append('recon_file', new Blob([['usage_record_id,external_billing_id,external_billing_note', ...rows].join('\n')]), 'bills.csv');
    return data;
  };
  await walk.post(distributor, `/usage/files/${second.id}/reconciliation`, form());
  await walk.host.pass(0);
  const made = await walk.post(distributor, '/usage/reconciliations', form());
  await walk.host.pass(0);
  await walk.get(distributor, '/usage/reconciliations');
  await walk.get(distributor, `/usage/reconciliations/${made.id}`);
  await walk.get(distributor, `/usage/reconciliations/${made.id}/processedfile`);
  await walk.get(distributor, `/usage/reconciliations/${made.id}/uploadedfile`);
  await walk.move('usage-file/12', { by: distributor, call: ['POST', `/usage/files/${second.id}/close`, {}], object: `/usage/files/${second.id}` });
}

async function rules(walk: Walk, { sale }: World): Promise<void> {
  const { vendor, distributor } = walk.parties;
  await walk.get(vendor, `/usage/products/${sale.product}/template`);
  const path = `/products/${sale.product}/usage/rules`;
  const rule = await walk.post(distributor, path, { item: { id: sale.items.payAsYouGo }, action: 'accept', rule: 'lt(usage,10)', status: 'active' });
  await walk.get(distributor, path);
  await walk.get(distributor, `${path}/${rule.id}`);
  await walk.put(distributor, `${path}/${rule.id}`, { action: 'manual' });
  await walk.delete(distributor, `${path}/${rule.id}`);
}
