/** Usage by the client's own fetch, for this version has no resource of it: a file from its creation to closed records. */
import { expect } from 'vitest';
import { formBody } from './form.ts';
import type { Json } from './client.ts';
import type { ClientWorld } from './world.ts';

/** Longer than the pause between two steps that the platform takes by itself. */
const STEP_MS = 100;
const HEADER = 'record_id,item_search_criteria,item_search_value,quantity,start_time_utc,end_time_utc,asset_search_criteria,asset_search_value';

export async function usage({ vendor, distributor, sale, sold, call, pass }: ClientWorld): Promise<void> {
  const product = await sale();
  const asset = await sold(product);
  const sheet = (part: string, item: string) =>
    [HEADER, ...[1, 2, 3].map((n) => `${part}-${n},item.mpn,${item},${n},2026-03-01 00:00:00,2026-03-31 00:00:00,asset.id,${asset}`)].join('\n');
  const work = async () => {
    for (const ms of [0, STEP_MS, STEP_MS]) await pass(ms);
  };
  const shown = (path: string): Promise<Json> => call(vendor, 'GET', path);

  const { id } = await call(vendor, 'POST', '/usage/files', {
    ...{ name: 'March', currency: 'EUR', period: { from: '2026-03-01', to: '2026-03-31' }, external_id: 'march-1' },
    ...{ product: { id: product.product }, contract: { id: product.contract } },
  });
  const file = `/usage/files/${id as string}`;
  /** As a form whose type a header says, as JSON, and as the mere bytes. */
  const upload = async (body: unknown, headers: object = {}) => {
    const answer = await vendor.fetch(`${file}/upload`, { method: 'POST', body, headers });
    expect([answer.status, await answer.json()]).toMatchObject([201, { id }]);
    await work();
  };
  const form = formBody('usage_file', 'march.csv', 'text/csv', sheet('F', 'NO-SUCH-ITEM'));
  await upload(form.bytes, { 'Content-Type': form.type });
  expect(await shown(file)).toMatchObject({ status: 'invalid', records: { valid: 0, invalid: 3 } });
  await upload({ usage_file: sheet('J', 'STORAGE') });
  expect(await shown(file)).toMatchObject({ status: 'ready', records: { valid: 3, invalid: 0 } });
  await upload(Buffer.from(sheet('B', 'STORAGE')));
  const records = `/usage/records?usagefile.id=${id as string}&ordering(id)`;
  expect((await shown(records)).map((one: Json) => [one.status, one.usage, one.asset.id])).toEqual([1, 2, 3].map((n) => ['valid', n, asset]));

  await call(vendor, 'POST', `${file}/submit`);
  await call(distributor, 'POST', `${file}/reject`, { rejection_note: 'too much' });
  expect(await shown(file)).toMatchObject({ status: 'rejected', rejection_note: 'too much' });
  await upload({ usage_file: Buffer.from(sheet('Z', 'STORAGE')).toString('base64') });
  await call(vendor, 'PUT', file, { description: 'less' });
  await call(vendor, 'POST', `${file}/submit`);
  expect(await shown(file)).toMatchObject({ status: 'pending', description: 'less', stats: { pending: 3 } });
  await call(distributor, 'POST', `${file}/accept`, { acceptance_note: 'fine' });
  await work();
  expect(await shown(file)).toMatchObject({ status: 'accepted', acceptance_note: 'fine', stats: { accepted: 3 } });

  // one record by itself, one among many, the last by a sheet: then the file closes
  const [first, second, third] = (await shown(records)).map((one: Json) => one.id as string) as [string, string, string];
  await call(distributor, 'POST', `/usage/records/${first}/close`, { external_billing_id: 'B-1', external_billing_note: 'march' });
  const answered = await distributor.fetch('/usage/records/close-records', {
    method: 'POST',
    body: [{ id: second, external_billing_id: 'B-2' }, { id: 'UR-0' }],
  });
  expect([answered.status, await answered.json()]).toMatchObject([206, [{ id: second, status: 'closed' }, { id: 'UR-0' }]]);
  await call(distributor, 'POST', `${file}/reconciliation`, { recon_file: `usage_record_id,external_billing_id,external_billing_note\n${third},B-3,late` });
  await work();
  expect((await shown(records)).map((one: Json) => one.external_billing_id)).toEqual(['B-1', 'B-2', 'B-3']);
  await call(distributor, 'POST', `${file}/close`);
  expect(await shown(file)).toMatchObject({ status: 'closed', stats: { closed: 3 }, records: { closed: 3 } });

  for (const spelling of ['aggregates', 'agregates'])
    expect(await call(distributor, 'GET', `/assets/${asset}/usage/${spelling}`)).toMatchObject([{ asset: { id: asset }, consumed: 6 }]);
  const chunks = await call(distributor, 'GET', `/usage/chunks?usagefile.id=${id as string}`);
  expect(chunks).toMatchObject([{ status: 'closed', binding: { hub: { id: product.hub } } }]);
}
