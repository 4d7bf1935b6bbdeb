/** Usage files over REST: moves by role, what may be uploaded, and who sees what. */
import { describe, expect, test } from 'vitest';
import { countRecords } from '../../../runtime/domain/usage/upload.ts';
import { usageFileLifecycle } from '../../../runtime/domain/usage/index.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { startTestHost } from '../../support/host.ts';
import { createWorld } from '../../support/world.ts';

type Shown = { id: string; status: string; stats: Record<string, number> };
type Refused = { errors: string[]; params?: Record<string, string> };
type Token = { token: string };
const CSV = 'record_id,quantity\nr-1,12\nr-2,"a\nb"\n';

async function world() {
  const system = await startTestHost({ runners: 0 });
  const [own, other] = [await createWorld(system.store), await createWorld(system.store)];
  const call = <T = Shown>(who: Token, method: string, path: string, body?: unknown) => system.api<T>(who.token, method, path, body);
  const refused = async (who: Token, method: string, path: string, body?: unknown) => {
    const { status, body: answer } = await call<Refused>(who, method, path, body);
    return `${status} ${answer.errors?.join(' ')}`;
  };
  const file = (more: object = {}) => ({
    name: 'March',
    product: { id: own.product },
    contract: { id: own.contract },
    period: { from: '2026-03-01', to: '2026-03-31' },
    currency: 'EUR',
    ...more,
  });
  const create = async (more: object = {}) => (await call(own.vendor, 'POST', '/usage/files', file(more))).body.id;
  const act = (who: Token, id: string, action: string, body: object = action === 'upload' ? { usage_file: CSV } : {}) =>
    call(who, 'POST', `/usage/files/${id}/${action}`, body);
  return { system, own, other, call, refused, file, create, act };
}

test('a usage file moves as its table says, for each role', async () => {
  const { system, own, create, act } = await world();
  await using _ = system;
  const { vendor, distributor } = own;
  const by = { upload: vendor, submit: vendor, accept: distributor, reject: distributor, close: distributor, delete: vendor } as const;
  const toState = { draft: [], ready: ['upload'], pending: ['upload', 'submit'], accepted: ['upload', 'submit', 'accept'], rejected: ['upload', 'submit', 'reject'], closed: ['upload', 'submit', 'accept', 'close'], deleted: ['delete'] } as const; // prettier-ignore
  const shared = ['pending', 'accepted', 'rejected', 'closed'];
  for (const [state, steps] of Object.entries(toState))
    for (const action of new Set(usageFileLifecycle.transitions.map((t) => t.on)))
      for (const [role, who] of Object.entries({ vendor, distributor })) {
        const id = await create();
        for (const step of steps) expect((await act(by[step], id, step)).status).toBe(step === 'upload' ? 201 : 200);
        const rows = usageFileLifecycle.transitions.filter((t) => t.on === action);
        const row = rows.find((t) => (t.from as readonly string[]).includes(state));
        const hidden = state === 'deleted' || (role === 'distributor' && !shared.includes(state));
        const forbidden = !rows.some((t) => (t.by as readonly string[]).includes(role));
        const answer = await act(who, id, action);
        const nothing = action === 'reprocess' && state !== 'ready';
        const wanted = forbidden ? 403 : hidden ? 404 : !row || nothing ? 400 : action === 'upload' ? 201 : 200;
        expect([state, action, role, answer.status]).toEqual([state, action, role, wanted]);
        if (wanted < 300) expect(answer.body.status).toBe(row!.to);
      }
}, 60_000);

test('what was uploaded is kept, counted and given back; the distributor hears of it from the submission on', async () => {
  const { system, own, other, call, create, act } = await world();
  await using _ = system;
  const id = await create();
  expect((await act(own.vendor, id, 'upload')).body).toMatchObject({ status: 'ready', stats: { uploaded: 2, validated: 2 } });
  const form = new FormData();
  form.append('usage_file', new Blob(['﻿id,q\nr-1,1\nr-2,2\nr-3,3\n']), 'march.csv');
  const url = `${system.host.url}/public/v1/usage/files/${id}/upload`;
  const sent = await fetch(url, { method: 'POST', headers: { authorization: own.vendor.token }, body: form });
  expect([sent.status, ((await sent.json()) as Shown).stats['uploaded']]).toEqual([201, 3]);
  const content = await call<string>(own.vendor, 'GET', `/usage/files/${id}/content`);
  expect(content.body).toBe('id,q\nr-1,1\nr-2,2\nr-3,3\n');
  expect((await act(own.vendor, id, 'reprocess')).body.stats['uploaded']).toBe(3);
  expect((await call<Shown[]>(own.distributor, 'GET', '/usage/files')).body).toEqual([]);
  expect((await act(own.vendor, id, 'submit')).body.stats['pending']).toBe(3);
  expect((await call<Shown[]>(own.distributor, 'GET', '/usage/files')).body.map((f) => f.id)).toEqual([id]);
  for (const who of [other.vendor, other.distributor]) {
    expect((await call<Shown[]>(who, 'GET', '/usage/files')).body).toEqual([]);
    for (const path of ['', '/content']) expect((await call(who, 'GET', `/usage/files/${id}${path}`)).status).toBe(404);
  }
  expect((await act(other.distributor, id, 'accept')).status).toBe(404);
  expect((await act(own.distributor, id, 'accept', { acceptance_note: 'fine' })).body).toMatchObject({
    status: 'accepted',
    acceptance_note: 'fine',
    stats: { accepted: 3, pending: 0 },
  });
  const events = await system.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('event').select(['status', 'accounts']).where('object_id', '=', id).orderBy('seq').execute()); // prettier-ignore
  expect(events.map((e) => [e.status, (JSON.parse(e.accounts) as string[]).length])).toEqual([['draft', 1], ['ready', 1], ['ready', 1], ['ready', 1], ['pending', 2], ['accepted', 2]]); // prettier-ignore
});

test('bad usage files are refused by field and value, with no partial effect', async () => {
  const { system, own, other, call, refused, file, create, act } = await world();
  await using _ = system;
  const post = (more: object) => refused(own.vendor, 'POST', '/usage/files', file(more));
  expect(await post({ contract: { id: other.contract } })).toContain('is not one of your active contracts.');
  expect(await post({ product: { id: other.product } })).toContain('is not one of your products.');
  expect(await post({ period: { from: '2026-03-31', to: '2026-03-01' } })).toBe('400 period.to: 2026-03-01 is before 2026-03-31.');
  expect(await post({ period: { from: 'March', to: '2026-03-01' } })).toBe('400 period.from: "March" is not an ISO date.');
  expect(await post({ currency: 'euro' })).toContain('400 currency: "euro" must match pattern');
  expect((await call(own.distributor, 'POST', '/usage/files', file())).status).toBe(403);
  expect((await call<Shown[]>(own.vendor, 'GET', '/usage/files')).body).toEqual([]);
  const first = await create({ external_id: 'm-3' });
  const again = await call<Refused>(own.vendor, 'POST', '/usage/files', file({ external_id: 'm-3' }));
  expect([again.status, again.body.params?.['id']]).toEqual([409, first]);
  for (const [sheet, message] of [
    ['', 'a header line'],
    ['only,header\n', 'a header line'],
    ['PK\x03\x04', 'ZIP or XLSX'],
    ['a\nb"', 'not closed'],
    ['a\n\0', 'not text'],
  ] as const)
    expect(((await act(own.vendor, first, 'upload', { usage_file: sheet })) as unknown as { body: Refused }).body.errors[0], sheet).toContain(message);
  expect((await call(own.vendor, 'GET', `/usage/files/${first}`)).body.status).toBe('draft');
  await act(own.vendor, first, 'upload');
  expect((await call(own.vendor, 'PUT', `/usage/files/${first}`, { name: 'April', status: 'accepted' })).body).toMatchObject({
    name: 'April',
    status: 'ready',
  });
  await act(own.vendor, first, 'submit');
  expect(await refused(own.vendor, 'PUT', `/usage/files/${first}`, { name: 'May' })).toBe(
    `400 status: usage file ${first} is pending; it can be edited while draft, ready, rejected.`,
  );
});

describe('records of a sheet', () => {
  test.each([
    ['a,b\n1,2\n', 1],
    ['a,b\r\n1,2\r\n\r\n3,4', 2],
    ['a\n"x\ny"\n"""q"""\n', 2],
  ])('%j holds %i', (text, count) => expect(countRecords(text)).toBe(count));
});
