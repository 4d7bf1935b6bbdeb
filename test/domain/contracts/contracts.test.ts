/** Agreements and contracts over REST: each kind's moves by each side, what they need, and who sees them. */
import { expect, test } from 'vitest';
import { createAccount, createToken, type AccountRole } from '../../../runtime/domain/accounts/index.ts';
import { contractLifecycles } from '../../../runtime/domain/contracts/index.ts';
import { createMarketplace } from '../../../runtime/domain/marketplaces/index.ts';
import { seedOperator } from '../../../runtime/host/seed.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { startTestHost } from '../../support/host.ts';

type Shown = { id: string; status: string; events: Record<string, unknown>; type: string; role: string; owner: { id: string } };
type Refused = { errors: string[]; params?: Record<string, string> };
type Token = { id: string; token: string };

async function world() {
  const system = await startTestHost({ runners: 0 });
  const account = (name: string, role: AccountRole) =>
    system.store.write(SYSTEM, async (ctx) => {
      const { id } = await createAccount(ctx, { name, role });
      return { id, token: (await createToken(ctx, { accountId: id, name })).token };
    });
  const own = {
    operator: await system.store.write(SYSTEM, seedOperator),
    vendor: await account('Acme', 'vendor'),
    distributor: await account('Contoso', 'distributor'),
    reseller: await account('Nordwind', 'reseller'),
    stranger: await account('Elsewhere', 'distributor'),
    rival: await account('Rival', 'vendor'),
  };
  const marketplace = await system.store.write(SYSTEM, (ctx) => createMarketplace(ctx, { name: 'Europe', owner: own.distributor.id }));
  const call = <T = Shown>(who: Token, method: string, path: string, body?: unknown) => system.api<T>(who.token, method, path, body);
  const refused = async (who: Token, method: string, path: string, body?: unknown) => {
    const { status, body: answer } = await call<Refused>(who, method, path, body);
    return `${status} ${answer.errors?.join(' ')}`;
  };
  const offer = async (body: object) => {
    const made = await call(own.distributor, 'POST', '/agreements', body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body.id;
  };
  const act = (who: Token, id: string, action: string, body: object = {}) => call(who, 'POST', `/contracts/${id}/${action}`, body);
  /** An invitation by the distributor. */
  const invite = async (agreement: string, owner: string) =>
    (await call(own.distributor, 'POST', `/agreements/${agreement}/contracts`, { owner: { id: owner } })).body;
  const partner = async (type: 'program' | 'service', who: Token) => {
    const agreement = await offer({ type, name: `${type} for ${who.id}` });
    const { id } = await invite(agreement, who.id);
    await act(who, id, 'sign');
    return agreement;
  };
  return { system, own, marketplace: marketplace.id, call, refused, offer, act, invite, partner };
}

test('a contract of each kind moves as its table says, for each side, and every change is an event', async () => {
  const { system, own, marketplace, call, offer, act, invite, partner } = await world();
  await using _ = system;
  const program = await partner('program', own.vendor);
  const service = await partner('service', own.reseller);
  const owner = { program: own.vendor, distribution: own.vendor, service: own.reseller, syndication: own.reseller, referral: own.reseller };
  const form = (await call(own.distributor, 'POST', '/forms', { name: 'F', schema: { type: 'object' } })).body.id;
  const offers = {
    program: { type: 'program', name: 'P' },
    service: { type: 'service', name: 'S' },
    distribution: { type: 'distribution', name: 'D', parent: { id: program }, marketplace: { id: marketplace }, forms: { enroll: { id: form } } },
    syndication: { type: 'syndication', name: 'Y', parent: { id: service } },
    referral: { type: 'referral', name: 'R', parent: { id: service } },
  };
  const begin = async (type: keyof typeof offers) => {
    const agreement = await offer(offers[type]);
    if (type === 'program' || type === 'service') return invite(agreement, owner[type].id);
    return (await call(owner[type], 'POST', `/agreements/${agreement}/contracts`, {})).body;
  };
  const ways: Record<string, readonly string[]> = { enrolling: [], pending: [], active: ['sign'], rejected: ['reject'], terminated: ['sign', 'terminate'] };
  let moves = 0;
  for (const [type, lifecycle] of Object.entries(contractLifecycles) as [keyof typeof offers, (typeof contractLifecycles)['program']][]) {
    const sides = { issuer: own.distributor, owner: owner[type] };
    const perform = (side: Token, id: string, action: string) => (action === 'delete' ? call(side, 'DELETE', `/contracts/${id}`) : act(side, id, action));
    const rowOf = (state: string, action: string) => lifecycle.transitions.find((t) => t.on === action && (t.from as readonly string[]).includes(state));
    for (const state of new Set(lifecycle.transitions.flatMap((t) => [...t.from, t.to])))
      for (const action of ['enroll', 'refine', 'sign', 'reject', 'terminate', 'delete'])
        for (const [side, who] of Object.entries(sides)) {
          if (state === 'deleted') continue;
          const { id } = await begin(type);
          for (const step of [...(type === 'distribution' && state !== 'enrolling' ? ['enroll'] : []), ...ways[state]!])
            expect((await perform(sides[lifecycle.transitions.find((t) => t.on === step)!.by[0]!], id, step)).status, `${type} ${step}`).toBe(200);
          const row = rowOf(state, action);
          const { status, body } = await perform(who, id, action);
          // who may take an invitation back is a matter of role before it is one of side
          const barred = action === 'delete' && side === 'owner';
          const wanted = barred ? 403 : !row ? 400 : !(row.by as readonly string[]).includes(side) ? 403 : action === 'delete' ? 204 : 200;
          expect([type, state, action, side, status]).toEqual([type, state, action, side, wanted]);
          if (status === 200) expect(body.status).toBe(row!.to);
          if (status === 204) expect((await call(who, 'GET', `/contracts/${id}`)).status).toBe(404);
          moves++;
        }
  }
  expect(moves).toBe(12 * 4 + 12 * 5 + 12 * 4 + 12 * 4 + 12 * 4);

  const { id } = await begin('distribution');
  for (const [who, action] of [
    [own.vendor, 'enroll'],
    [own.distributor, 'refine'],
    [own.vendor, 'enroll'],
    [own.distributor, 'sign'],
    [own.distributor, 'terminate'],
  ] as const)
    // prettier-ignore
    await act(who, id, action, { note: `${action}!` });
  const ended = (await call<Shown & Record<string, unknown>>(own.vendor, 'GET', `/contracts/${id}`)).body;
  expect(ended).toMatchObject({
    note: 'sign!',
    termination_note: 'terminate!',
    enrolled: expect.any(String) as string,
    marketplace: { id: marketplace, name: 'Europe' },
  });
  expect(Object.keys(ended.events)).toEqual(expect.arrayContaining(['created', 'enrolled', 'refined', 'signed', 'terminated']));
  const events = await system.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('event').selectAll().where('object_id', '=', id).orderBy('seq').execute());
  expect(events.map((e) => [e.type, e.status])).toEqual(
    ['enrolling', 'pending', 'enrolling', 'pending', 'active', 'terminated'].map((s) => ['contract_changed', s]),
  );
  expect(JSON.parse(events[0]!.accounts)).toEqual([own.vendor.id, own.distributor.id]);
}, 90_000);

test('agreements name what stands above them, and only their owner writes them', async () => {
  const { system, own, marketplace, call, refused, offer, partner } = await world();
  await using _ = system;
  const post = (body: object, who: Token = own.distributor) => refused(who, 'POST', '/agreements', body);
  expect(await post({ type: 'friendship', name: 'X' })).toContain(
    '400 type: "friendship" is not allowed; allowed: ["program","distribution","service","syndication","referral"]',
  );
  expect(await post({ type: 'program', name: 'X' }, own.vendor)).toContain('403');
  expect(await post({ type: 'distribution', name: 'X' })).toBe(
    '400 parent.id: This field is required: a distribution agreement stands below a program agreement.',
  );
  expect(await post({ type: 'program', name: 'X', marketplace: { id: marketplace } })).toBe('400 marketplace: a program agreement names no marketplace.');
  const program = await partner('program', own.vendor);
  const service = await partner('service', own.reseller);
  expect(await post({ type: 'distribution', name: 'X', parent: { id: service }, marketplace: { id: marketplace } })).toBe(
    `400 parent.id: "${service}" is not one of your program agreements.`,
  );
  expect(await post({ type: 'distribution', name: 'X', parent: { id: program } })).toBe(
    '400 marketplace.id: This field is required: a distribution agreement is for one marketplace.',
  );
  expect(await post({ type: 'distribution', name: 'X', parent: { id: program }, marketplace: { id: marketplace } }, own.stranger)).toBe(
    `400 parent.id: "${program}" is not one of your program agreements.`,
  );
  const child = (
    await call(own.distributor, 'POST', `/agreements/${program}/agreements`, { type: 'distribution', name: 'EU', marketplace: { id: marketplace } })
  ).body.id;
  expect(child).toMatch(/^AGD-\d{3}-\d{3}-\d{3}$/);
  expect((await call<Shown[]>(own.vendor, 'GET', `/agreements/${program}/agreements`)).body.map((a) => a.id)).toEqual([child]);
  // offered to the vendor by its program contract, not to a rival, nor to the reseller
  expect((await call<Shown[]>(own.vendor, 'GET', '/agreements?order_by=type')).body.map((a) => a.type)).toEqual(['distribution', 'program']);
  expect((await call<Shown[]>(own.reseller, 'GET', '/agreements')).body.map((a) => a.id)).toEqual([service]);
  for (const who of [own.rival, own.stranger]) {
    expect((await call<Shown[]>(who, 'GET', '/agreements')).body).toEqual([]);
    expect((await call(who, 'GET', `/agreements/${child}`)).status).toBe(404);
    expect((await call(who, 'GET', `/agreements/${child}/contracts`)).status).toBe(404);
  }
  expect((await call(own.distributor, 'GET', `/agreements/${program}`)).body).toMatchObject({
    stats: { contracts: 1, versions: 1 },
    owner: { id: own.distributor.id },
  });
  expect((await call(own.vendor, 'GET', `/agreements/${program}`)).body).not.toHaveProperty('stats');

  expect((await call(own.stranger, 'PUT', `/agreements/${child}`, { name: 'Mine' })).status).toBe(404);
  expect(await refused(own.distributor, 'PUT', `/agreements/${child}`, { type: 'program' })).toContain('400 type: "program" cannot replace "distribution"');
  expect((await call(own.distributor, 'PUT', `/agreements/${child}`, { title: 'Europe', auto_accept: true })).body).toMatchObject({
    title: 'Europe',
    name: 'EU',
    auto_accept: true,
  });
  const at_once = await call(own.vendor, 'POST', `/agreements/${child}/contracts`, {});
  expect(at_once.body).toMatchObject({ status: 'active', owner: { id: own.vendor.id } });
  expect(await refused(own.distributor, 'DELETE', `/agreements/${child}`)).toContain(`409 agreement ${child} is used by contract`);
  const unused = await offer({ type: 'program', name: 'unused' });
  expect((await call(own.distributor, 'DELETE', `/agreements/${unused}`)).status).toBe(204);
  expect((await call(own.distributor, 'GET', `/agreements/${unused}`)).status).toBe(404);
});

test('a contract needs the right side, the right partner and the contract above it, and is concluded once', async () => {
  const { system, own, marketplace, call, refused, offer, act, invite } = await world();
  await using _ = system;
  const program = await offer({ type: 'program', name: 'P' });
  const path = `/agreements/${program}/contracts`;
  expect((await call(own.vendor, 'POST', path, {})).status).toBe(404); // not invited, so not seen
  expect(await refused(own.distributor, 'POST', path, {})).toBe('400 owner.id: This field is required: the vendor to invite.');
  for (const id of [own.reseller.id, 'VA-000-000', own.distributor.id])
    expect(await refused(own.distributor, 'POST', path, { owner: { id } })).toBe(`400 owner.id: "${id}" is not a vendor you can invite.`);
  const invited = await invite(program, own.vendor.id);
  expect(invited).toMatchObject({ status: 'pending', type: 'program', id: expect.stringMatching(/^CRP-\d{5}-\d{5}-\d{5}$/) as string });
  const twice = await call<Refused>(own.distributor, 'POST', path, { owner: { id: own.vendor.id } });
  expect([twice.status, twice.body.params]).toEqual([409, { contract_id: invited.id }]);
  expect(await refused(own.vendor, 'POST', path, {})).toContain('403 a program contract is begun by the owner of the agreement');

  const distribution = await offer({ type: 'distribution', name: 'D', parent: { id: program }, marketplace: { id: marketplace } });
  expect((await call(own.vendor, 'POST', `/agreements/${distribution}/contracts`, {})).status).toBe(404); // the program contract is not signed yet
  expect((await act(own.stranger, invited.id, 'sign')).status).toBe(404);
  expect((await act(own.operator, invited.id, 'sign')).status).toBe(403);
  expect((await act(own.vendor, invited.id, 'sign')).body).toMatchObject({ status: 'active' });
  expect(await refused(own.distributor, 'POST', `/agreements/${distribution}/contracts`, {})).toContain(
    '403 a distribution contract is begun by a vendor it is offered to.',
  );
  const enrolled = (await call(own.vendor, 'POST', `/agreements/${distribution}/contracts`, {})).body;
  expect(enrolled.status).toBe('enrolling');
  await act(own.vendor, enrolled.id, 'enroll');
  expect(await refused(own.distributor, 'POST', `/contracts/${enrolled.id}/refine`)).toContain('has no enrolment form (forms.enroll)');
  expect((await act(own.distributor, enrolled.id, 'reject', { note: 'no' })).body).toMatchObject({ status: 'rejected', note: 'no' });
  expect((await call(own.vendor, 'POST', `/agreements/${distribution}/contracts`, {})).status).toBe(201); // a rejected one may be tried again
});

test('a distributor brings in a partner together with its contract', async () => {
  const { system, own, call, refused, offer } = await world();
  await using _ = system;
  const program = await offer({ type: 'program', name: 'P' });
  const partner = (agreements: object[], more: object = {}) => ({ name: 'Newcomer', external_id: 'n-1', permissions: { agreements }, ...more });
  expect(await refused(own.distributor, 'POST', '/accounts', { name: 'X' })).toContain(
    '400 permissions.agreements: one program or service agreement is expected',
  );
  expect(await refused(own.stranger, 'POST', '/accounts', partner([{ id: program }]))).toBe(
    `400 permissions.agreements.0.id: "${program}" is not one of your program or service agreements.`,
  );
  expect(await refused(own.distributor, 'POST', '/accounts', partner([{ id: program }], { role: 'reseller' }))).toContain(
    '400 role: "reseller" is not what a program agreement brings in',
  );
  expect(await refused(own.vendor, 'POST', '/accounts', partner([{ id: program }]))).toContain('403');
  const made = await call(own.distributor, 'POST', '/accounts', partner([{ id: program }]));
  expect([made.status, made.body]).toMatchObject([201, { role: 'vendor', external_id: 'n-1' }]);
  const contracts = (await call<Shown[]>(own.distributor, 'GET', `/contracts?eq(owner.id,${made.body.id})`)).body;
  expect(contracts.map((c) => [c.type, c.status])).toEqual([['program', 'pending']]);
  const { token } = (await call<{ token: string }>(own.operator, 'POST', '/auth/tokens', { name: 'first', owner: { id: made.body.id } })).body;
  const signed = await call({ id: made.body.id, token }, 'POST', `/contracts/${contracts[0]!.id}/sign`, {});
  expect(signed.body.status).toBe('active');
  expect((await call(own.stranger, 'GET', `/contracts/${contracts[0]!.id}`)).status).toBe(404);
});
