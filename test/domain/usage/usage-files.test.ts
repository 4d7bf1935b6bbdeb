/** Usage files over REST: moves by role, what is kept of them, who sees what, and which events tell of it. */
import { expect, test } from 'vitest';
import { usageFileLifecycle } from '../../../runtime/domain/usage/index.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { describeEngines } from '../../support/engines.ts';
import { csv, STEP_MS, usageWorld, type Token } from './world.ts';

const CALLS = ['upload', 'reprocess', 'submit', 'accept', 'reject', 'close', 'delete'] as const;
type Call = (typeof CALLS)[number];

test('a usage file moves as its table says, for each role', async () => {
  await using world = await usageWorld();
  const { own, create, call, row, settle } = world;
  const { vendor, distributor } = own;
  const by = { upload: vendor, submit: vendor, accept: distributor, reject: distributor, close: distributor, delete: vendor, reprocess: vendor } as const;
  const toState = { draft: [], invalid: ['faulty'], ready: ['upload'], pending: ['upload', 'submit'], accepted: ['upload', 'submit', 'accept'], rejected: ['upload', 'submit', 'reject'], closed: ['upload', 'submit', 'accept', 'close'], deleted: ['delete'] } as const; // prettier-ignore
  const shared = ['pending', 'accepted', 'rejected', 'closed'];
  const act = (who: Token, id: string, action: Call | 'faulty') =>
    action === 'upload' || action === 'faulty'
      ? call(who, 'POST', `/usage/files/${id}/upload`, csv([row(action === 'faulty' ? { quantity: '-1' } : {})]))
      : call(who, 'POST', `/usage/files/${id}/${action}`, action === 'close' ? { external_billing_id: 'B-1' } : {});
  for (const [state, steps] of Object.entries(toState))
    for (const action of CALLS)
      for (const [role, who] of Object.entries({ vendor, distributor })) {
        const id = await create();
        for (const step of steps) {
          expect((await act(by[step === 'faulty' ? 'upload' : step], id, step)).status).toBe(step === 'upload' || step === 'faulty' ? 201 : 200);
          await settle();
        }
        const rows = usageFileLifecycle.transitions.filter((t) => t.on === action);
        const moves = rows.find((t) => (t.from as readonly string[]).includes(state));
        const hidden = state === 'deleted' || (role === 'distributor' && !shared.includes(state));
        const forbidden = !rows.some((t) => (t.by as readonly string[]).includes(role));
        const answer = await act(who, id, action);
        const wanted = forbidden ? 403 : hidden ? 404 : !moves ? 400 : action === 'upload' ? 201 : 200;
        expect([state, action, role, answer.status]).toEqual([state, action, role, wanted]);
        if (wanted < 300) expect(answer.body.status).toBe(moves!.to);
      }
}, 60_000);

describeEngines('usage files', (engine) => {
  test('what was uploaded is kept, read and given back; the distributor hears of it from the submission on', async () => {
    await using world = await usageWorld({ engine });
    const { own, other, create, upload, call, ok, settle, pass, row, store } = world;
    const id = await create();
    const form = new FormData();
    const sheet = `\uFEFF${csv([row(), row({ quantity: '2.50' }), row()])}`;
    form.append('usage_file', new Blob([sheet]), 'march.csv');
    expect((await upload(id, form)).body).toMatchObject({ status: 'uploading', stats: { uploaded: 0 } });
    await pass(0);
    expect(await ok(own.vendor, 'GET', `/usage/files/${id}`)).toMatchObject({ status: 'uploaded' });
    await pass(STEP_MS);
    expect(await ok(own.vendor, 'GET', `/usage/files/${id}`)).toMatchObject({ status: 'processing' });
    expect((await world.recordsOf(own.vendor, id)).map((r) => r.status)).toEqual([null, null, null]);
    await settle();
    expect(await ok(own.vendor, 'GET', `/usage/files/${id}`)).toMatchObject({
      status: 'ready',
      stats: { uploaded: 3, validated: 3, pending: 0, accepted: 0, closed: 0, billed: 0 },
      records: { valid: 3, invalid: 0, closed: 0 },
    });
    expect((await ok(own.vendor, 'GET', `/usage/files/${id}/content`)).toString()).toBe(sheet);
    await ok(own.vendor, 'POST', `/usage/files/${id}/reprocess`, {});
    await settle();
    expect(await world.recordsOf(own.vendor, id)).toHaveLength(3);
    expect(await ok(own.distributor, 'GET', '/usage/files')).toEqual([]);
    expect(await world.recordsOf(own.distributor, id)).toEqual([]);
    expect((await ok(own.vendor, 'POST', `/usage/files/${id}/submit`, {})).stats.pending).toBe(3);
    expect((await ok(own.distributor, 'GET', '/usage/files')).map((f: { id: string }) => f.id)).toEqual([id]);
    expect((await world.recordsOf(own.distributor, id)).map((r) => [r.status, r.usage])).toEqual([['valid', 1], ['valid', 2.5], ['valid', 1]]); // prettier-ignore
    for (const who of [other.vendor, other.distributor]) {
      for (const path of ['/usage/files', '/usage/records', '/usage/aggregates', '/usage/chunks']) expect(await ok(who, 'GET', path)).toEqual([]);
      for (const path of ['', '/content', '/processed', '/categories']) expect((await call(who, 'GET', `/usage/files/${id}${path}`)).status).toBe(404);
    }
    expect((await call(other.distributor, 'POST', `/usage/files/${id}/accept`, {})).status).toBe(404);
    expect((await call(other.vendor, 'POST', `/usage/files/${id}/upload`, sheet)).status).toBe(404);
    expect(await ok(own.distributor, 'POST', `/usage/files/${id}/accept`, { acceptance_note: 'fine' })).toMatchObject({
      status: 'accepted',
      acceptance_note: 'fine',
      stats: { accepted: 3, pending: 0 },
    });
    const events = await store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('event').select(['status', 'accounts']).where('object_id', '=', id).orderBy('seq').execute()); // prettier-ignore
    const seen = events.map((e) => `${e.status} ${(JSON.parse(e.accounts) as string[]).length}`);
    expect(seen).toEqual(['draft 1', 'uploading 1', 'uploaded 1', 'processing 1', 'ready 1', 'processing 1', 'ready 1', 'pending 2', 'accepted 2']);
    const left = await store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('usage_upload').select('owner_id').execute());
    expect(left).toEqual([{ owner_id: id }]);
  });

  test('a new upload replaces records and bytes; a deleted file takes both along', async () => {
    await using world = await usageWorld({ engine });
    const { own, read, upload, settle, row, store, ok } = world;
    const { id } = await read(csv([row(), row(), row()]));
    await upload(id, csv([row({ note: 'x' })]));
    await settle();
    expect(await world.recordsOf(own.vendor, id)).toHaveLength(1);
    await ok(own.vendor, 'POST', `/usage/files/${id}/delete`, {});
    await settle();
    for (const table of ['usage_record', 'usage_upload', 'usage_upload_part', 'usage_category'] as const)
      expect(await store.read(SYSTEM, (ctx) => ctx.tx.selectFrom(table).selectAll().execute()), table).toEqual([]);
  });
});

describeEngines('usage records', (engine) => {
  test('one record id counts once, in whichever file and however often it is said; what was refused may be said again', async () => {
    await using world = await usageWorld({ engine });
    const { own, create, upload, settle, row, ok, read } = world;
    const twin = row({ record_id: 'TWIN' });
    // both files are read at the same time
    const [a, b] = [await create(), await create()];
    for (const id of [a, b]) await upload(id, csv([twin, row()]));
    await settle();
    const statesOf = async (id: string) => (await ok(own.vendor, 'GET', `/usage/files/${id}`)).records;
    expect([await statesOf(a), await statesOf(b)].toSorted((x, y) => x.valid - y.valid)).toMatchObject([
      { valid: 1, invalid: 1 },
      { valid: 2, invalid: 0 },
    ]);
    const said = (await read(csv([twin]))).records;
    expect(said).toMatchObject({ valid: 0, invalid: 1 });
    const winner = (await statesOf(a)).valid === 2 ? a : b;
    await ok(own.vendor, 'POST', `/usage/files/${winner}/submit`, {});
    await ok(own.distributor, 'POST', `/usage/files/${winner}/reject`, { rejection_note: 'wrong month' });
    expect((await read(csv([twin]))).records).toMatchObject({ valid: 1, invalid: 0 });
  });
});

test('bad usage files are refused by field and value, with no partial effect', async () => {
  await using world = await usageWorld();
  const { own, other, call, description, create, upload, ok, settle, row, store } = world;
  const refused = async (who: Token, method: string, path: string, body: object) => {
    const { status, body: answer } = await call(who, method, path, body);
    return `${status} ${answer.errors?.join(' ')}`;
  };
  const post = (more: object) => refused(own.vendor, 'POST', '/usage/files', description(more));
  expect(await post({ contract: { id: other.contract } })).toContain('is not one of your active contracts.');
  expect(await post({ product: { id: other.product } })).toContain('is not one of your products.');
  expect(await post({ period: { from: '2026-03-31', to: '2026-03-01' } })).toBe('400 period.to: 2026-03-01 is before 2026-03-31.');
  expect(await post({ period: { from: 'March', to: '2026-03-01' } })).toBe('400 period.from: "March" is not an ISO date.');
  expect(await post({ currency: 'euro' })).toContain('400 currency: "euro" must match pattern');
  expect((await call(own.distributor, 'POST', '/usage/files', description())).status).toBe(403);
  expect(await ok(own.vendor, 'GET', '/usage/files')).toEqual([]);
  const first = await create({ external_id: 'm-3' });
  const again = await call(own.vendor, 'POST', '/usage/files', description({ external_id: 'm-3' }));
  expect([again.status, again.body.params?.['id']]).toEqual([409, first]);
  for (const [body, type, message] of [
    ['', 'text/csv', 'usage_file: This file is empty.'],
    [{}, 'application/json', 'usage_file: This field is required'],
    [{ usage_file: 7 }, 'application/json', 'usage_file: This field is required'],
    ['{', 'application/json', 'body: this is not JSON'],
    ['--x\r\n', 'multipart/form-data; boundary=x', 'body: this multipart form could not be read'],
    ['--x--\r\n', 'multipart/form-data; boundary=x', 'a form part with the sheet'],
    ['x', 'multipart/form-data', 'body: this multipart form could not be read'],
  ] as const) {
    const answer = await upload(first, body, type);
    expect([answer.status, answer.body.errors?.[0]], JSON.stringify(body)).toEqual([400, expect.stringContaining(message)]);
  }
  expect(await store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('usage_upload_part').selectAll().execute())).toEqual([]);
  expect((await ok(own.vendor, 'GET', `/usage/files/${first}`)).status).toBe('draft');
  await upload(first, csv([row()]));
  await settle();
  expect(await ok(own.vendor, 'PUT', `/usage/files/${first}`, { name: 'April', status: 'accepted' })).toMatchObject({ name: 'April', status: 'ready' });
  await ok(own.vendor, 'POST', `/usage/files/${first}/submit`, {});
  expect(await refused(own.vendor, 'PUT', `/usage/files/${first}`, { name: 'May' })).toBe(
    `400 status: usage file ${first} is pending; it can be edited while draft, ready, invalid, rejected.`,
  );
});
