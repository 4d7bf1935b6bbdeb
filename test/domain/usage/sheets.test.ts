/** Sheets: what a row and a file may be like, in every form they arrive in, and that nothing of a bad one stays. */
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { bytesOf, csv, STEP_MS, usageWorld, xlsx, type Cells } from './world.ts';

const zipped = (files: Record<string, string>): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return bytesOf(zip.outputStream as AsyncIterable<Uint8Array>);
};

test('a row says everything that is wrong with it, and the file becomes invalid', async () => {
  await using world = await usageWorld({ capabilities: { ppu: { schema: 'TR', required_custom_fields: ['region'] } } });
  const { own, read, row, recordsOf } = world;
  const good: Cells = { amount: '10.5', tier: '0', 'v.region': 'eu' };
  const cases: [Cells, string][] = [
    [{}, ''],
    [{ record_id: '' }, 'missing'],
    [{ item_search_value: 'NOPE' }, 'item'],
    [{ item_search_value: 'SEAT' }, 'item'],
    [{ item_search_criteria: 'item.name' }, 'item'],
    [{ asset_search_value: 'AS-0000-0000-0000' }, 'asset'],
    [{ asset_search_criteria: 'asset.name' }, 'asset_criteria'],
    [{ asset_search_criteria: 'parameter.url' }, 'asset_criteria'],
    [{ asset_search_criteria: 'parameter.tenant', asset_search_value: 't-one' }, ''],
    [{ asset_search_criteria: 'asset.external_id', asset_search_value: 'one' }, ''],
    [{ quantity: '-1' }, 'quantity'],
    [{ quantity: 'many' }, 'quantity'],
    [{ quantity: '1.255' }, 'precision'],
    [{ quantity: '1.250' }, ''],
    [{ quantity: '' }, 'missing'],
    [{ start_time_utc: '2026-02-28 23:59:59' }, 'period'],
    [{ end_time_utc: '2026-04-01 00:00:01' }, 'period'],
    [{ end_time_utc: '2026-04-01T00:00:00Z' }, ''],
    [{ start_time_utc: '2026-03-05 00:00:00' }, 'time'],
    [{ start_time_utc: '2026-02-31 00:00:00' }, 'time'],
    [{ start_time_utc: '2026-03-01T00:00:00+02:00' }, 'time'],
    [{ amount: '' }, 'missing'],
    [{ amount: 'free' }, 'amount'],
    [{ tier: '' }, 'missing'],
    [{ tier: '3' }, 'tier'],
    [{ 'v.region': '' }, 'missing'],
    [{ 'v.region': '=HYPERLINK("x")' }, 'cell'],
    [{ record_note: 'n'.repeat(1001) }, 'cell'],
    [{ record_id: 'twice' }, ''],
    [{ record_id: 'twice' }, 'duplicate'],
  ];
  const sheet = csv(cases.map(([more]) => row({ record_note: 'as measured', ...good, ...more })));
  const file = await read(sheet);
  const faulty = cases.filter(([, code]) => code).length;
  expect(file).toMatchObject({
    status: 'invalid',
    schema: 'tr',
    error_detail: `${faulty} of ${cases.length} records are not valid; the processed file says why.`,
    records: { valid: cases.length - faulty, invalid: faulty },
  });
  const records = await recordsOf(own.vendor, file.id);
  expect(records.map((r, i) => [cases[i]![0], r.error_codes])).toEqual(cases);
  expect(records.map((r) => r.status)).toEqual(cases.map(([, code]) => (code ? 'invalid' : 'valid')));
  expect(records[0]).toMatchObject({ usage: 1, amount: 10.5, tier: 0, params: [{ parameter_name: 'v.region', parameter_value: 'eu' }], error_details: '' });
  expect(records[2].error_details).toBe('line 4, item_search_value: there is no item with item.mpn "NOPE".');
});

test('late, future and unknown items are taken where the product says so', async () => {
  await using world = await usageWorld({ capabilities: { ppu: { schema: 'QT', late: true, future: true, dynamic: true } } });
  const { own, read, row, recordsOf, ok } = world;
  const made = { item_search_value: 'NEW', item_name: 'New thing', item_mpn: 'NEW', item_precision: 'decimal(1)' };
  const file = await read(csv([row({ ...made, start_time_utc: '2025-12-01 00:00:00' }), row({ ...made, end_time_utc: '2027-01-01 00:00:00' }), row()]));
  expect(file).toMatchObject({ status: 'ready', stats: { validated: 3 } });
  const [first, second] = await recordsOf(own.vendor, file.id);
  expect([first.item.mpn, first.item.id]).toEqual(['NEW', second.item.id]);
  expect((await ok(own.vendor, 'GET', `/products/${own.product}/items?eq(mpn,NEW)`)).map((i: { type: string }) => i.type)).toEqual(['ppu']);
});

test('a record is reported once, until its report is rejected', async () => {
  await using world = await usageWorld();
  const { own, read, row, ok, create, upload, settle } = world;
  const sheet = csv([row({ record_id: 'once' })]);
  const first = await read(sheet);
  expect(first.status).toBe('ready');
  const second = await read(sheet);
  expect(second.status).toBe('invalid');
  await ok(own.vendor, 'POST', `/usage/files/${first.id}/submit`, {});
  await ok(own.distributor, 'POST', `/usage/files/${first.id}/reject`, { rejection_note: 'no' });
  await ok(own.vendor, 'POST', `/usage/files/${second.id}/reprocess`, {});
  await settle();
  expect((await ok(own.vendor, 'GET', `/usage/files/${second.id}`)).status).toBe('ready');
  const third = await create();
  await upload(third, sheet);
  await settle();
  expect((await ok(own.vendor, 'GET', `/usage/files/${third}`)).status).toBe('invalid');
});

test('XLSX, ZIP of CSV, base64 and plain text are the same records', async () => {
  await using world = await usageWorld();
  const { own, read, row, recordsOf, ok } = world;
  const categories = [{ category_id: 'c-1', category_name: 'Storage', category_description: 'kept' }];
  const rows = () => [row({ category_id: 'c-1', quantity: 2.5, start_time_utc: 46083.25 }), row({ category_id: 'c-1' })];
  const forms: [string, object | string | Uint8Array][] = [
    ['xlsx', await xlsx({ other: [{ a: 1 }], records: rows(), categories })],
    ['old sheet name', await xlsx({ usage_records: rows(), categories })],
    ['zip', await zipped({ 'records.csv': csv(rows()), 'categories.csv': csv(categories) })],
    ['base64', { usage_file: (await xlsx({ records: rows(), categories })).toString('base64') }],
    ['text', { usage_file: csv(rows()) }],
  ];
  for (const [name, sheet] of forms) {
    const file = await read(sheet);
    expect([name, file.status, file.error_detail]).toEqual([name, 'ready', '']);
    expect((await recordsOf(own.vendor, file.id)).map((r) => [r.start_date, r.usage])).toEqual([['2026-03-02T06:00:00+00:00', 2.5], ['2026-03-02T00:00:00+00:00', 1]]); // prettier-ignore
    const named = name === 'text' ? { id: 'c-1', name: 'c-1', description: '' } : { id: 'c-1', name: 'Storage', description: 'kept' };
    expect(await ok(own.vendor, 'GET', `/usage/files/${file.id}/categories`)).toEqual([named]);
  }
  const unknown = await read(await xlsx({ records: [row({ category_id: 'c-2' })], categories }));
  expect((await recordsOf(own.vendor, unknown.id))[0].error_codes).toBe('category');
});

test('an unusable file is refused whole with its reason, and nothing of it is stored', async () => {
  await using world = await usageWorld();
  const { own, read, row, recordsOf, store } = world;
  const sheet = await xlsx({ records: [row()] });
  const { quantity: _, ...lacking } = row();
  const bomb = zipBomb();
  const cases: [string, object | string | Uint8Array, string][] = [
    ['wrong sheet', await xlsx({ Sheet1: [row()] }), 'There is no sheet named records or usage_records; there are Sheet1.'],
    ['missing column', csv([lacking]), 'The records sheet has no column quantity.'],
    ['column twice', `${csv([row()]).replace('record_id,', 'quantity,record_id,')}`, 'The records sheet has the column quantity twice.'],
    ['header only', `${csv([row()]).split('\n')[0]}\n`, 'This file has no records: a header line and at least one row are expected.'],
    ['no CSV', 'just text', 'The records sheet has no column record_id, item_search_criteria'],
    ['quote not closed', `${csv([row()])}\n"R-1`, 'a quoted value is not closed'],
    ['10 MB cell', csv([row({ record_note: 'x'.repeat(10_000_000) })]), 'a record of more than 1000000 bytes'],
    ['Latin-1', Buffer.concat([Buffer.from(csv([row()])), Buffer.from([0x0a, 0xe4, 0xf6])]), 'This is not UTF-8 text'],
    ['UTF-16', Buffer.from(`\ufeff${csv([row()])}`, 'utf16le'), 'This is not UTF-8 text'],
    ['NUL', `${csv([row()])}\n\0`, 'This is not text'],
    ['old Excel', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'This is an XLS file of an old Excel'],
    ['half a ZIP', sheet.subarray(0, sheet.length / 2), 'This ZIP or XLSX file is damaged'],
    ['bomb', bomb, 'This ZIP would unpack'],
    ['lying ZIP', lying(bomb), 'This ZIP or XLSX file is damaged'],
    ['ZIP of nothing', await zipped({ 'a.txt': 'x' }), 'This ZIP holds no CSV file.'],
    ['two CSV', await zipped({ 'a.csv': 'x', 'b.csv': 'y' }), 'This ZIP holds no records.csv or usage_records.csv; it holds a.csv, b.csv.'],
    ['not XML', await zipped({ 'xl/workbook.xml': '<', 'xl/_rels/workbook.xml.rels': '<a' }), 'this is not the XML of a spreadsheet'],
    ['entities', await zipped({ 'xl/workbook.xml': '<a/>', 'xl/_rels/workbook.xml.rels': '<!DOCTYPE a [<!ENTITY b "c">]><a/>' }), 'has a document type'],
  ];
  for (const [name, body, message] of cases) {
    const file = await read(body);
    expect([name, file.status, file.error_detail]).toEqual([name, 'invalid', expect.stringContaining(message)]);
    expect(file.stats.uploaded).toBe(0);
    expect(await recordsOf(own.vendor, file.id)).toEqual([]);
  }
  expect(await store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('usage_category').selectAll().execute())).toEqual([]);
}, 60_000);

test('a formula and an endless cell of an XLSX are faults of their rows', async () => {
  await using world = await usageWorld();
  const { own, read, row, recordsOf } = world;
  const cells = (r: Cells, more = '') => `<row>${Object.values(r).map((v) => `<c t="inlineStr"><is><t>${v}</t></is></c>`).join('')}${more}</row>`; // prettier-ignore
  const head = cells(Object.fromEntries(Object.keys({ ...row(), record_note: '' }).map((k) => [k, k])));
  const rows = [cells(row(), '<c><f>1+1</f><v>2</v></c>'), cells({ ...row(), record_note: 'y'.repeat(10_000_000) }), cells({ ...row(), record_note: 'fine' })];
  const file = await read(
    await zipped({
      'xl/workbook.xml': '<workbook xmlns:r="x"><sheets><sheet name="Records" r:id="a"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>',
      'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${head}${rows.join('')}</sheetData></worksheet>`,
    }),
  );
  expect(file.status).toBe('invalid');
  const records = await recordsOf(own.vendor, file.id);
  expect(records.map((r) => [r.status, r.error_codes])).toEqual([['invalid', 'cell'], ['invalid', 'cell'], ['valid', '']]); // prettier-ignore
  expect(records[0].error_details).toBe('line 2, record_note: a formula; a value is expected.');
});

test('a host that died while reading leaves no record twice', async () => {
  await using world = await usageWorld();
  const { own, create, upload, row, ok, store, pass } = world;
  const id = await create();
  await upload(id, csv(Array.from({ length: 700 }, () => row())));
  await pass(0);
  const working = store.write;
  const stored = () => store.read(SYSTEM, async (ctx) => (await ctx.tx.selectFrom('usage_record').select('id').execute()).length);
  // the database goes away in the middle of the file
  const failing: typeof working = async (...args) => {
    if ((await stored()) > 300) throw new Error('gone');
    return working(...args);
  };
  Object.assign(store, { write: failing });
  await expect(pass(STEP_MS)).rejects.toThrow('gone');
  Object.assign(store, { write: working });
  expect(await stored()).toBe(500);
  await pass(STEP_MS);
  expect((await ok(own.vendor, 'GET', `/usage/files/${id}`)).status).toBe('processing');
  await pass(61_000);
  await pass(STEP_MS);
  expect(await ok(own.vendor, 'GET', `/usage/files/${id}`)).toMatchObject({ status: 'ready', stats: { uploaded: 700, validated: 700 } });
  expect(await stored()).toBe(700);
});

/** A ZIP whose only file is 100 MB of zeros. */
function zipBomb(): Buffer {
  const size = 100_000_000;
  const packed = deflateRawSync(Buffer.alloc(size), { level: 9 });
  const name = Buffer.from('records.csv');
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(8, 4);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(size, 18);
  common.writeUInt16LE(name.length, 22);
  const central = Buffer.concat([Buffer.from('PK\x01\x02\x14\0', 'latin1'), common, Buffer.alloc(14)]);
  const start = Buffer.concat([Buffer.from('PK\x03\x04'), common, name, packed]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length + name.length, 8);
  end.writeUInt32LE(start.length, 12);
  return Buffer.concat([start, central, name, Buffer.from('PK\x05\x06'), end]);
}

/** The same, claiming to be small. */
function lying(bomb: Buffer): Buffer {
  const copy = Buffer.from(bomb);
  copy.writeUInt32LE(1000, copy.lastIndexOf('PK\x01\x02') + 24);
  return copy;
}
