/** Helpdesk cases over REST: every move by every side, files that come in and go out, the timer, and who sees what. */
import { expect, test } from 'vitest';
import { ManualClock, silentLog } from '../../../runtime/base/index.ts';
import { createAccount, createToken } from '../../../runtime/domain/accounts/index.ts';
import { caseLifecycle } from '../../../runtime/domain/helpdesk/index.ts';
import { composeHost } from '../../../runtime/host/compose.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { describeEngines, type EngineCase } from '../../support/engines.ts';
import { createWorld } from '../../support/world.ts';

type Token = { id: string; token: string };
interface Shown {
  id: string;
  state: string;
  subject: string;
  attachment: string;
  preview?: string;
  name: string;
  errors: string[];
  [more: string]: unknown;
}

async function start(engine: EngineCase) {
  const clock = new ManualClock();
  const store = await engine.open({ clock });
  const host = await composeHost({ store, log: silentLog, port: 0, address: '127.0.0.1', manual: true });
  const world = await createWorld(store);
  const stranger: Token = await store.write(SYSTEM, async (ctx) => {
    const { id } = await createAccount(ctx, { name: 'Elsewhere', role: 'vendor' });
    return { id, token: (await createToken(ctx, { accountId: id, name: 'stranger' })).token };
  });
  const call = async <T = Shown>(who: Token, method: string, path: string, body?: unknown) => {
    const form = body instanceof FormData;
    const answer = await fetch(`${host.url}/public/v1${path}`, {
      ...{ method, headers: { authorization: who.token, ...(form ? {} : { 'content-type': 'application/json' }) } },
      ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.includes('json') === true && text !== '';
    return { status: answer.status, headers: answer.headers, body: (json ? JSON.parse(text) : text) as T };
  };
  const words = { subject: 'No seats', description: 'There are none.', type: 'technical', receiver: { account: { id: world.vendor.id } } };
  return {
    ...{ clock, store, host, stranger, call, words, issuer: world.distributor, receiver: world.vendor, product: world.product },
    open: async (more: object = {}) => {
      const made = await call(world.distributor, 'POST', '/helpdesk/cases', { ...words, ...more });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      return made.body.id;
    },
    attach: (who: Token, id: string, file: File, part = 'file') => {
      const form = new FormData();
      form.append(part, file);
      return call(who, 'POST', `/helpdesk/cases/${id}/attachments`, form);
    },
    [Symbol.asyncDispose]: () => host.close(),
  };
}

describeEngines('helpdesk cases', (engine) => {
  test('each side may do what the table says, from each state, and every change is an event', async () => {
    await using s = await start(engine);
    const ways: Record<string, string[]> = { pending: [], inquiring: ['inquire'], resolved: ['resolve'], closed: ['resolve', 'close'] };
    for (const [state, way] of Object.entries(ways))
      for (const action of ['inquire', 'pend', 'resolve', 'close'])
        for (const side of ['issuer', 'receiver'] as const) {
          const id = await s.open();
          for (const step of way) expect((await s.call(s.issuer, 'POST', `/helpdesk/cases/${id}/${step}`)).status).toBe(200);
          const row = caseLifecycle.transitions.find((t) => t.on === action && (t.from as readonly string[]).includes(state));
          const { status, body } = await s.call(s[side], 'POST', `/helpdesk/cases/${id}/${action}`);
          const wanted = !row ? 400 : (row.by as readonly string[]).includes(side) ? 200 : 403;
          expect([state, action, side, status]).toEqual([state, action, side, wanted]);
          if (wanted === 200) expect(body.state).toBe(row!.to);
        }
    const id = await s.open({ priority: 2, product: { id: s.product } });
    await s.call(s.receiver, 'POST', `/helpdesk/cases/${id}/resolve`);
    const closed = (await s.call(s.issuer, 'POST', `/helpdesk/cases/${id}/close`, { rating: 5, feedback: 'fast' })).body;
    expect(closed).toMatchObject({ state: 'closed', rating: 5, feedback: 'fast', priority: 2, product: { id: s.product, name: 'Backup' } });
    expect(Object.keys(closed['events'] as object).toSorted()).toEqual(['closed', 'created', 'pending', 'resolved', 'updated']);
    expect((await s.call(s.issuer, 'PUT', `/helpdesk/cases/${id}`, { subject: 'x' })).body.errors[0]).toContain('is closed');
    const history = (await s.call<{ status: string; type: string }[]>(s.receiver, 'GET', `/devops/objects/${id}/events?ordering(created)`)).body;
    expect(
      history
        .map((e) => [e.type, e.status])
        .toReversed()
        .map(([, status]) => status)
        .toSorted(),
    ).toEqual(['closed', 'pending', 'resolved']);
    expect(new Set(history.map((e) => e.type))).toEqual(new Set(['helpdesk_case_processing']));
    expect((await s.call(s.stranger, 'GET', `/devops/objects/${id}/events`)).body).toMatchObject({ error_code: 'NFND_000' });
  }, 60_000);

  test('a resolved case closes by itself after the days its receiver says; 0 is never', async () => {
    await using s = await start(engine);
    const settings = `/modules/helpdesk/accounts/${s.receiver.id}/settings`;
    expect((await s.call(s.receiver, 'PUT', settings, { ttl: 2 })).body).toMatchObject({ ttl: 2, mode: 'builtin' });
    const [one, back] = [await s.open(), await s.open()];
    for (const id of [one, back]) await s.call(s.receiver, 'POST', `/helpdesk/cases/${id}/resolve`);
    await s.call(s.issuer, 'POST', `/helpdesk/cases/${back}/pend`);
    await s.call(s.receiver, 'PUT', `/modules/MD-0023/accounts/${s.receiver.id}/settings`, { ttl: 0 });
    const never = await s.open();
    await s.call(s.receiver, 'POST', `/helpdesk/cases/${never}/resolve`);
    const states = async () => Promise.all([one, back, never].map(async (id) => (await s.call(s.issuer, 'GET', `/helpdesk/cases/${id}`)).body.state));
    s.clock.advance(1.9 * 86_400_000);
    await s.host.pass();
    expect(await states()).toEqual(['resolved', 'pending', 'resolved']);
    s.clock.advance(0.2 * 86_400_000);
    await s.host.pass();
    expect(await states()).toEqual(['closed', 'pending', 'resolved']);
    const { events } = (await s.call<{ events: Record<string, { by?: object }> }>(s.issuer, 'GET', `/helpdesk/cases/${one}`)).body;
    expect(events['closed']!.by).toBeUndefined();
  });

  test('only partners are asked, those with a system of their own are not, and bad words are refused', async () => {
    await using s = await start(engine);
    const refused = async (more: object, who = s.issuer) => {
      const { status, body } = await s.call(who, 'POST', '/helpdesk/cases', { ...s.words, ...more });
      return `${status} ${body.errors?.[0]}`;
    };
    expect(await refused({ receiver: { account: { id: s.stranger.id } } })).toBe(
      `400 receiver.account.id: "${s.stranger.id}" is not a partner with whom you have an active contract.`,
    );
    expect(await refused({ receiver: { account: { id: 'VA-000-000' } } })).toContain('is not a partner');
    expect(await refused({ priority: 4 })).toContain('400 priority: 4 is not allowed');
    expect(await refused({ subject: 'x'.repeat(301) })).toContain('400 subject');
    expect(await refused({ product: { id: 'PRD-000-000-000' } })).toContain('400 product.id');
    expect(await refused({ issuer: { recipients: [{ id: 'UR-000-000-000' }] } })).toBe(
      '400 issuer.recipients.0.id: "UR-000-000-000" is not a user of your account.',
    );
    await s.call(s.receiver, 'PUT', `/modules/helpdesk/accounts/${s.receiver.id}/settings`, { mode: 'federated', instructions: 'Write to help@acme.example' });
    expect(await refused({})).toContain('Write to help@acme.example');
    expect((await s.call<unknown[]>(s.issuer, 'GET', '/helpdesk/cases')).body).toEqual([]);
  });

  test('a foreign account sees no case, no file, no settings, and cannot move anything', async () => {
    await using s = await start(engine);
    const id = await s.open();
    const file = (await s.attach(s.issuer, id, new File(['hello'], 'a.txt', { type: 'text/plain' }))).body;
    const path = `/helpdesk/cases/${id}`;
    for (const [method, suffix, body] of [
      ['GET', '', undefined],
      ['PUT', '', { subject: 'mine' }],
      ['POST', '/resolve', {}],
      ['GET', '/attachments', undefined],
      ['GET', `/attachments/${file.id}`, undefined],
      ['GET', `/attachments/${file.id}?format=original`, undefined],
      ['DELETE', `/attachments/${file.id}`, undefined],
      ['GET', '/settings', undefined],
      ['GET', `/settings/${s.receiver.id}`, undefined],
      ['PUT', `/settings/${s.receiver.id}`, { ttl: 1 }],
    ] as const)
      expect([suffix, (await s.call(s.stranger, method, path + suffix, body)).status]).toEqual([suffix, 404]);
    expect((await s.attach(s.stranger, id, new File(['x'], 'a.txt', { type: 'text/plain' }))).status).toBe(404);
    const listed = await s.call<unknown[]>(s.stranger, 'GET', `/helpdesk/cases?or(eq(id,${id}),eq(state,pending))`);
    expect([listed.body, listed.headers.get('content-range')]).toEqual([[], 'items 0-0/0']);
    for (const method of ['GET', 'PUT'])
      expect((await s.call(s.stranger, method, `/modules/helpdesk/accounts/${s.receiver.id}/settings`, method === 'PUT' ? {} : undefined)).status).toBe(404);
    for (const place of [`/modules/helpdesk/accounts/${s.receiver.id}/settings`, `${path}/settings/${s.receiver.id}`, `${path}/settings/${s.stranger.id}`])
      expect((await s.call(s.issuer, 'PUT', place, { ttl: 1 })).status).toBe(404);
  });

  test('files are of a known type, look like it, and leave as downloads only', async () => {
    await using s = await start(engine);
    const id = await s.open();
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 1, 2, 3]);
    const made = (await s.attach(s.issuer, id, new File([png], '../../evil"\r\n.png', { type: 'image/png' }))).body;
    expect(made).toMatchObject({ type: 'image/png', size: '9', account: { id: s.issuer.id } });
    expect(made.name).not.toMatch(/[/"\r\n]/);
    for (const url of [made.attachment, made.preview!]) {
      const answer = await fetch(`${s.host.url}${url}`, { headers: { authorization: s.receiver.token } });
      expect(new Uint8Array(await answer.arrayBuffer())).toEqual(png);
      const header = (name: string) => answer.headers.get(name);
      expect([header('content-type'), header('x-content-type-options'), header('content-security-policy')]).toEqual([
        'image/png',
        'nosniff',
        "default-src 'none'; sandbox",
      ]);
      expect(header('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''/);
    }
    const refused = async (file: File, part?: string) => (await s.attach(s.issuer, id, file, part)).body.errors[0];
    expect(await refused(new File(['<svg onload=x>'], 'a.svg', { type: 'image/svg+xml' }))).toContain('file: the type "image/svg+xml" is not allowed');
    expect(await refused(new File(['<html>'], 'a.html', { type: 'text/html' }))).toContain('not allowed');
    expect(await refused(new File(['<html>'], 'a.png', { type: 'image/png' }))).toBe('file: the content is not image/png.');
    expect(await refused(new File([new Uint8Array([0xff, 0xfe, 0])], 'a.txt', { type: 'text/plain' }))).toBe('file: the content is not text/plain.');
    expect(await refused(new File([new Uint8Array(5_000_001)], 'a.pdf', { type: 'application/pdf' }))).toContain('file: has 5000001 bytes');
    expect(await refused(new File([], 'a.txt', { type: 'text/plain' }))).toContain('file: has 0 bytes');
    expect(await refused(new File(['x'], 'a.txt', { type: 'text/plain' }), 'other')).toContain('file: This field is required');
    expect((await s.call(s.issuer, 'POST', `/helpdesk/cases/${id}/attachments`, { file: 'x' })).body.errors[0]).toContain('multipart/form-data');
    expect((await s.call<unknown[]>(s.receiver, 'GET', `/helpdesk/cases/${id}/attachments`)).body).toHaveLength(1);
    expect((await s.call(s.receiver, 'DELETE', `/helpdesk/cases/${id}/attachments/${made.id}`)).status).toBe(403);
    expect((await s.call(s.issuer, 'DELETE', `/helpdesk/cases/${id}/attachments/${made.id}`)).status).toBe(204);
    const left = await s.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('case_attachment_content').select('id').execute());
    expect(left).toEqual([]);
  });
});
