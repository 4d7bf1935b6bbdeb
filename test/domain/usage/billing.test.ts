/** What follows an acceptance: chunks per hub, closing one by one and together, reconciliation, aggregates, rules; each for its own account only. */
import { expect, test } from 'vitest';
import { createAgreement, createContract } from '../../../runtime/domain/contracts/index.ts';
import { createAccount, createToken } from '../../../runtime/domain/accounts/index.ts';
import { bindHub, createConnection, createHub, createListing, createMarketplace } from '../../../runtime/domain/marketplaces/index.ts';
import { readRows } from '../../../runtime/domain/usage/sheets/read.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { describeEngines } from '../../support/engines.ts';
import { csv, usageWorld, xlsx, type Json, type Token } from './world.ts';

type World = Awaited<ReturnType<typeof usageWorld>>;

/** A reseller behind the distributor, with a hub and an asset of its own. */
async function resale({ store, own, subscribe }: World) {
  const made = await store.write(SYSTEM, async (ctx) => {
    const reseller = await createAccount(ctx, { name: 'Nordwind', role: 'reseller' });
    const terms = { type: 'syndication', name: 'Nordics', owner: own.distributor.id } as const;
    const contract = await createContract(ctx, { agreement: await createAgreement(ctx, terms), owner: reseller.id, status: 'active' });
    const marketplace = await createMarketplace(ctx, { name: 'Nordics', owner: reseller.id });
    const hub = await createHub(ctx, { name: 'Nordic hub', owner: reseller.id });
    await bindHub(ctx, { marketplace: marketplace.id, hub: hub.id });
    const parties = { product: own.product, vendor: own.vendor.id, provider: reseller.id };
    await createListing(ctx, { ...parties, contract: contract.id, marketplace: marketplace.id, source: own.listing, status: 'listed' });
    const connection = await createConnection(ctx, { ...parties, hub: hub.id });
    return {
      id: reseller.id,
      token: (await createToken(ctx, { accountId: reseller.id, name: 'r' })).token,
      hub: hub.id,
      connection: connection.id,
      marketplace: marketplace.id,
    };
  });
  return { ...made, asset: await subscribe(made, made.connection, 'resold') };
}

const chunksOf = (world: World, who: Token, file: string): Promise<Json[]> => world.ok(who, 'GET', `/usage/chunks?eq(usagefile.id,${file})&ordering(id)`);

async function rowsOf(bytes: Buffer, sheet: string): Promise<string[][]> {
  const rows: string[][] = [];
  const body = (async function* () {
    yield bytes;
  })();
  for await (const row of readRows(body, [[sheet]])) rows.push(row.cells);
  return rows;
}

describeEngines('usage billing', (engine) => {
  test('an accepted file becomes a chunk per hub; the last closed one closes the file', async () => {
    await using world = await usageWorld({ engine });
    const { own, other, row, accepted, ok, call, recordsOf, store } = world;
    const seller = await resale(world);
    const file = await accepted([row(), row({ asset_search_value: seller.asset, quantity: '4' }), row()]);
    const [mine, theirs] = await chunksOf(world, own.distributor, file.id);
    expect(mine).toMatchObject({ status: 'ready', binding: { hub: { id: own.hub } }, provider: { id: own.distributor.id }, stats: { accepted: 2 } });
    expect(theirs).toMatchObject({
      status: 'ready',
      binding: { hub: { id: seller.hub } },
      provider: { id: seller.id },
      marketplace: { id: seller.marketplace },
      stats: { accepted: 1 },
    });
    expect((await chunksOf(world, seller, file.id)).map((c) => c.id)).toEqual([theirs.id]);
    expect((await recordsOf(seller, file.id)).map((r) => [r.usage, r.status])).toEqual([[4, 'approved']]);
    expect((await call(seller, 'GET', `/usage/files/${file.id}`)).status).toBe(404);
    expect(await chunksOf(world, other.distributor, file.id)).toEqual([]);
    const bytes: Buffer = await ok(seller, 'GET', `/usage/chunks/${theirs.id}/download`);
    const records = await rowsOf(bytes, 'records');
    const at = (name: string) => records[1]![records[0]!.indexOf(name)];
    expect(records).toHaveLength(2);
    expect([at('quantity'), at('asset_id'), at('hub_id'), at('item_mpn'), at('customer_company_name')]).toEqual([
      '4',
      seller.asset,
      seller.hub,
      'METER',
      'Nordwind GmbH',
    ]);
    expect(Object.fromEntries(await rowsOf(bytes, 'general'))).toMatchObject({ report_id: theirs.id, hub_id: seller.hub, usage_schema: 'qt' });
    expect(await rowsOf(bytes, 'summary')).toEqual([['item_id', 'quantity', 'amount'], [world.meter, '4', '0']]); // prettier-ignore
    for (const who of [seller, other.distributor])
      expect((await call(who, 'POST', `/usage/chunks/${mine.id}/close`, { external_billing_id: 'B' })).status).toBe(404);
    expect((await call(own.vendor, 'POST', `/usage/chunks/${mine.id}/close`, { external_billing_id: 'B' })).status).toBe(403);
    expect((await call(own.distributor, 'POST', `/usage/chunks/${mine.id}/close`, {})).body.errors[0]).toContain('external_billing_id');
    expect((await call(own.distributor, 'POST', `/usage/files/${file.id}/close`, {})).body.errors[0]).toContain('close records or chunks with it');
    const closed = await ok(own.distributor, 'POST', `/usage/chunks/${mine.id}/close`, { external_billing_id: 'B-1', external_billing_note: 'march' });
    expect(closed).toMatchObject({ status: 'closed', stats: { closed: 2, billed: 2 } });
    expect((await recordsOf(own.vendor, file.id)).map((r) => [r.status, r.external_billing_id])).toEqual([['closed', 'B-1'], ['approved', ''], ['closed', 'B-1']]); // prettier-ignore
    expect(await ok(own.vendor, 'GET', `/usage/files/${file.id}`)).toMatchObject({ status: 'accepted', stats: { closed: 2 } });
    await ok(seller, 'POST', `/usage/chunks/${theirs.id}/close`, { external_billing_id: 'N-1' });
    expect(await ok(own.vendor, 'GET', `/usage/files/${file.id}`)).toMatchObject({ status: 'closed', stats: { accepted: 3, closed: 3, billed: 3 } });
    const events = await store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('event').select('status').where('object_id', '=', mine.id).orderBy('seq').execute());
    expect(events.map((e) => e.status)).toEqual(['draft', 'ready', 'closed']);
    const totals = (who: Token) => ok(who, 'GET', '/usage/aggregates').then((list: Json[]) => list.map((a) => [a.consumed, a.accepted]).sort()); // prettier-ignore
    expect(await totals(own.vendor)).toEqual([[2, 2], [4, 4]]); // prettier-ignore
    expect(await totals(seller)).toEqual([[4, 4]]);
    expect(await totals(other.distributor)).toEqual([]);
    expect(await ok(own.vendor, 'GET', `/assets/${world.asset}/usage/agregates`)).toMatchObject([{ item: { mpn: 'METER' }, asset: { external_id: 'one' } }]);
  });

  test('records are judged and closed one by one and in bulk, each for itself', async () => {
    await using world = await usageWorld({ engine });
    const { own, other, row, read, ok, call, settle, recordsOf } = world;
    const { id } = await read(csv([row(), row(), row(), row()]));
    const [a, b, c, d] = (await recordsOf(own.vendor, id)).map((r) => r.id as string);
    const put = (who: Token, record: string, status: string) => call(who, 'PUT', `/usage/records/${record}`, { status });
    expect((await put(own.distributor, a!, 'rejected')).status).toBe(404);
    await ok(own.vendor, 'POST', `/usage/files/${id}/submit`, {});
    expect((await put(own.vendor, a!, 'rejected')).status).toBe(403);
    expect((await put(own.distributor, a!, 'closed')).body.errors[0]).toContain('allowed: approved, rejected, valid');
    expect((await put(own.distributor, a!, 'rejected')).body.status).toBe('rejected');
    await ok(own.distributor, 'POST', `/usage/files/${id}/accept`, {});
    await settle();
    expect((await ok(own.vendor, 'GET', `/usage/files/${id}`)).stats).toMatchObject({ validated: 4, accepted: 3 });
    const [chunk] = await chunksOf(world, own.distributor, id);
    expect(chunk.stats.accepted).toBe(3);
    const results = await call(own.distributor, 'POST', '/usage/records/close-records', [
      ...[
        { id: a, external_billing_id: 'B-1' },
        { id: b, external_billing_id: 'B-1', external_billing_note: 'n' },
      ],
      ...[{ id: c }, { id: 'UR-0000', external_billing_id: 'B-1' }],
    ]);
    expect(results.status).toBe(206);
    expect(results.body.map((r: Json) => [r.status, r.error_codes])).toEqual([['rejected', 'REQ_003'], ['closed', ''], ['approved', 'VAL_001'], [undefined, 'NFND_000']]); // prettier-ignore
    expect((await call(other.distributor, 'POST', '/usage/records/close-records', [{ id: c, external_billing_id: 'X' }])).body[0].error_codes).toBe('NFND_000');
    expect((await call(own.distributor, 'POST', `/usage/records/${c}/close`, {})).status).toBe(400);
    expect(await ok(own.distributor, 'POST', `/usage/records/${b}/close`, { external_billing_note: 'm' })).toMatchObject({
      external_billing_id: 'B-1',
      external_billing_note: 'm',
    });
    // a verdict changed after the acceptance makes the chunk outdated, and it is drawn up again
    await put(own.distributor, d!, 'rejected');
    expect((await chunksOf(world, own.distributor, id))[0].outdated).toBe(true);
    await ok(own.distributor, 'POST', `/usage/chunks/${chunk.id}/regenerate`);
    expect((await chunksOf(world, own.distributor, id))[0]).toMatchObject({ status: 'draft', outdated: false });
    await settle();
    expect((await chunksOf(world, own.distributor, id))[0]).toMatchObject({ status: 'ready', stats: { accepted: 2, closed: 1 } });
    await ok(own.distributor, 'POST', `/usage/records/${c}/close`, { external_billing_id: 'B-2' });
    expect((await ok(own.vendor, 'GET', `/usage/files/${id}`)).status).toBe('closed');
    expect((await chunksOf(world, own.distributor, id))[0].status).toBe('closed');
  });

  test('a reconciliation says of each row what became of it, and lets the file close', async () => {
    await using world = await usageWorld({ engine });
    const { own, other, row, accepted, ok, call, settle } = world;
    const file = await accepted([row({ record_id: 'x-1' }), row({ record_id: 'x-2' })]);
    const sheet = csv([
      ...[{ usage_record_id: '', record_id: 'x-1', external_billing_id: 'B-1', external_billing_note: 'n' }],
      ...[{ usage_record_id: `UR-${file.id.slice(3)}-0000-0002`, record_id: '', external_billing_id: 'B-2' }],
      ...[{ usage_record_id: '', record_id: 'x-3', external_billing_id: 'B-3' }],
      ...[{ usage_record_id: '', record_id: 'x-1', external_billing_id: '' }],
    ]);
    for (const who of [other.distributor]) expect((await call(who, 'POST', `/usage/files/${file.id}/reconciliation`, sheet)).status).toBe(404);
    expect((await call(own.vendor, 'POST', `/usage/files/${file.id}/reconciliation`, sheet)).status).toBe(403);
    const form = new FormData();
    form.append('upload_note', 'from our system');
    form.append('recon_file', new Blob([new Uint8Array(await xlsx({ general: [{ attribute_id: 'report_id', attribute_value: file.id }], records: [{ record_id: 'x-1', external_billing_id: 'B-0' }] }))]), 'b.xlsx'); // prettier-ignore
    const first = await ok(own.distributor, 'POST', '/usage/reconciliations', form);
    expect(first).toMatchObject({ status: 'uploaded', usagefile: { id: file.id }, notes: { uploaded: 'from our system' } });
    expect((await call(own.distributor, 'GET', `/usage/reconciliations/${first.id}/processedfile`)).body.errors[0]).toContain('is not processed yet');
    await settle();
    expect(await ok(own.distributor, 'GET', `/usage/reconciliations/${first.id}`)).toMatchObject({
      status: 'processed',
      notes: { processing: '1 records reconciled, 0 refused.' },
    });
    await ok(own.distributor, 'POST', `/usage/files/${file.id}/reconciliation`, sheet);
    await settle();
    const [second] = await ok(own.distributor, 'GET', '/usage/reconciliations?ordering(-events.created.at)');
    const rows = await rowsOf(await ok(own.distributor, 'GET', `/usage/reconciliations/${second.id}/processedFile`), 'records');
    expect(rows.map((r) => r.at(-1))).toEqual([
      'result',
      'applied',
      'applied',
      `There is no such record in ${file.id}.`,
      'external_billing_id: a value is required.',
    ]);
    expect((await ok(own.distributor, 'GET', `/usage/reconciliations/${second.id}/uploadedfile`)).toString()).toBe(sheet);
    expect(await ok(own.vendor, 'GET', '/usage/reconciliations')).toEqual([]);
    expect((await ok(own.vendor, 'GET', `/usage/files/${file.id}`)).stats.billed).toBe(2);
    expect((await ok(own.distributor, 'POST', `/usage/files/${file.id}/close`, {})).status).toBe('closed');
    const faulty = await ok(own.distributor, 'POST', '/usage/reconciliations', csv([{ usage_record_id: `UR-${file.id.slice(3)}-0000-0001`, bill: 'x' }]));
    await settle();
    expect(await ok(own.distributor, 'GET', `/usage/reconciliations/${faulty.id}`)).toMatchObject({
      status: 'failed',
      error: { detail: 'The records sheet has no column external_billing_id.' },
    });
    expect((await call(own.distributor, 'POST', '/usage/reconciliations', 'a,b\n1,2')).body.errors[0]).toContain('says which usage file it is about');
  });
});

test('rules accept, refuse, or leave it to a person', async () => {
  await using world = await usageWorld();
  const { own, other, row, read, ok, call, settle, meter } = world;
  const path = `/products/${own.product}/usage/rules`;
  const rule = await ok(own.distributor, 'POST', path, { item: { id: meter }, action: 'accept', rule: 'lt(usage,10)' });
  expect((await call(own.vendor, 'POST', path, { item: { id: meter }, action: 'accept' })).status).toBe(403);
  expect((await call(other.distributor, 'GET', `${path}/${rule.id}`)).status).toBe(404);
  expect((await call(own.distributor, 'POST', path, { item: { id: meter }, action: 'accept', rule: 'lt(usage' })).status).toBe(400);
  expect((await call(own.distributor, 'POST', path, { item: { id: 'PRD-1' }, action: 'accept' })).body.errors[0]).toContain('is not an item of product');
  const submitted = async (quantity: string) => {
    const { id } = await read(csv([row({ quantity }), row()]));
    await ok(own.vendor, 'POST', `/usage/files/${id}/submit`, {});
    await settle();
    return ok(own.vendor, 'GET', `/usage/files/${id}`);
  };
  expect(await submitted('9')).toMatchObject({ status: 'accepted', acceptance_note: `Accepted by rule ${rule.id}.` });
  expect((await submitted('10')).status).toBe('pending');
  const refusal = await ok(own.distributor, 'POST', path, { item: { id: meter }, action: 'reject', rule: 'gt(usage,100)' });
  expect(await submitted('101')).toMatchObject({ status: 'rejected', rejection_note: expect.stringContaining(`Rule ${refusal.id} refuses record`) });
  await ok(own.distributor, 'PUT', `${path}/${rule.id}`, { status: 'deleted' });
  expect((await submitted('9')).status).toBe('pending');
  expect((await call(own.distributor, 'DELETE', `${path}/${refusal.id}`)).status).toBe(204);
  expect((await submitted('101')).status).toBe('pending');
});

test('the processed file tells the faults, and the empty sheet of a product can be filled in and sent', async () => {
  await using world = await usageWorld();
  const { own, row, read, ok, host } = world;
  const file = await read(csv([row(), row({ quantity: '-2' })]));
  const rows = await rowsOf(await ok(own.vendor, 'GET', `/usage/files/${file.id}/processed`), 'records');
  const column = (name: string) => rows.slice(1).map((r) => r[rows[0]!.indexOf(name)] ?? '');
  expect([column('status'), column('error_details')]).toEqual([['valid', 'invalid'], ['', 'line 3, quantity: -2 is negative; 0 or more is expected.']]); // prettier-ignore
  const { template_link: link } = await ok(own.vendor, 'GET', `/usage/products/${own.product}/template`);
  expect(link).toBe(`${host.url}/public/v1/usage/templates/qt`);
  const sheet = Buffer.from(await (await fetch(link)).arrayBuffer());
  const [header] = await rowsOf(sheet, 'records');
  expect(header).toEqual(expect.arrayContaining(['record_id', 'item_search_criteria', 'quantity', 'asset_search_value']));
  expect((await read(csv([row()], header))).status).toBe('ready');
});
