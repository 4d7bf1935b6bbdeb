/** What parameters take: by type, when something depends on something, unique ones, and what a refused order gives back. */
import { expect, test } from 'vitest';
import { createParameter } from '../../../runtime/domain/products/index.ts';
import { checkedValue } from '../../../runtime/domain/products/value-types.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { startTestHost } from '../../support/host.ts';
import { createWorld, CUSTOMER } from '../../support/world.ts';

const choices = [
  { label: 'Small', value: 's' },
  { label: 'Large', value: 'l' },
];
type Parameter = Parameters<typeof checkedValue>[0];
const parameter = (type: string, constraints: object = {}) =>
  ({ name: 'p', type, constraints: { required: false, choices, ...constraints } }) as unknown as Parameter;

// prettier-ignore
const TAKEN: [type: string, good: unknown[], bad: unknown[]][] = [
  ['text',      ['anything', 'ä', '  '],                             []],
  ['email',     ['it@a.example', 'a+b@sub.a.example'],               ['it', 'it@', '@a.example', 'a b@a.example', 'it@localhost', 'it@-a.example']],
  ['url',       ['https://a.example', 'ftp://a.example/x'],          ['a.example', '/x', 'https://']],
  ['domain',    ['a.example', 'x-1.a.example'],                      ['localhost', 'a..example', '-a.example', 'a.example.', `${'a'.repeat(64)}.example`]],
  ['subdomain', ['shop', 'a-1'],                                     ['a.b', '-a', '', 'ä'].filter(Boolean)],
  ['choice',    ['s', 'l'],                                          ['Small', 'm']],
  ['dropdown',  ['s'],                                               ['m']],
  ['password',  ['pässword '],                                       []],
  ['heading',   [],                                                  ['x']],
  ['content',   [],                                                  ['x']],
  ['object',    [{ a: 1 }, {}],                                      ['x', [1]]],
  ['checkbox',  [{ s: true, l: false }, {}],                         [{ m: true }, { s: 'yes' }]],
  ['phone',     [{ country_code: '+49', area_code: '30', phone_number: '555 01-00' }], [{ country_code: '+49' }, { country_code: 'de', phone_number: '5550100' }]],
  ['address',   [{ address_line1: 'Hauptstr. 1', city: 'Berlin', postal_code: '10115', country: 'DE' }], [{ city: 'Berlin' }, { address_line1: 'x', city: 'y', postal_code: '1', country: 'Germany' }]],
];

test.each(TAKEN)('a %s parameter takes what it should and refuses the rest by field, value and what is expected', (type, good, bad) => {
  const given = (value: unknown) => (typeof value === 'object' ? { structured_value: value } : { value });
  for (const value of good)
    expect(checkedValue(parameter(type), given(value), 'f')).toMatchObject(typeof value === 'object' ? { structured_value: value } : { value });
  for (const value of bad)
    expect(() => checkedValue(parameter(type), given(value), 'f'), JSON.stringify(value)).toThrow(
      /^f\.(structured_)?value: .*(expected|takes an object|has no value|blank|one of)/,
    );
});

test('lengths hold, and nothing is larger than the limit', () => {
  const short = parameter('text', { min_length: 3, max_length: 5 });
  expect(() => checkedValue(short, { value: 'ab' }, 'f')).toThrow('f.value: has 2 characters; at least 3 are required.');
  expect(() => checkedValue(short, { value: 'abcdef' }, 'f')).toThrow('f.value: has 6 characters; at most 5 are allowed.');
  expect(() => checkedValue(parameter('text'), { value: 'x'.repeat(65_537) }, 'f')).toThrow('at most 65536 are allowed');
  expect(() => checkedValue(parameter('object'), { structured_value: { x: 'x'.repeat(65_536) } }, 'f')).toThrow('has more than 65536 characters');
});

async function world() {
  const system = await startTestHost({ runners: 0 });
  const own = await createWorld(system.store);
  const add = (input: Omit<Parameters<typeof createParameter>[2], 'title'>) =>
    system.store.write(SYSTEM, (ctx) => createParameter(ctx, own.product, { title: input.name, ...input } as Parameters<typeof createParameter>[2]));
  const buy = (params: object[], more: object = {}) =>
    system.api<{ id: string; status: string; errors: string[]; asset: { id: string; params: { id: string; value: string }[] } }>(
      own.distributor.token,
      'POST',
      '/requests',
      {
        type: 'purchase',
        asset: {
          connection: { id: own.connection },
          items: [{ id: own.item, quantity: 1 }],
          params: [{ id: 'admin_email', value: 'it@a.example' }, ...params],
          tiers: { customer: { ...CUSTOMER, external_uid: crypto.randomUUID() } },
        },
        ...more,
      },
    );
  const act = (id: string, action: string, body: object = {}) => system.api(own.vendor.token, 'POST', `/requests/${id}/${action}`, body);
  return { system, own, add, buy, act };
}

test('a unique value is held by one living subscription of the product', async () => {
  const { system, add, buy, act } = await world();
  await using _ = system;
  await add({ name: 'domain', type: 'domain', phase: 'ordering', constraints: { unique: true } });
  const first = (await buy([{ id: 'domain', value: 'a.example' }])).body;
  const second = await buy([{ id: 'domain', value: 'a.example' }]);
  expect([second.status, second.body.errors.join()]).toEqual([
    400,
    expect.stringMatching(/asset.params: domain: another subscription of PRD.* must be unique/),
  ]);
  expect((await buy([{ id: 'domain', value: 'b.example' }])).status).toBe(201);
  await act(first.id, 'fail', { reason: 'no' });
  expect((await buy([{ id: 'domain', value: 'a.example' }])).status).toBe(201);
});

test('a refused change gives back the unique value it wanted', async () => {
  const { system, own, add, buy, act } = await world();
  await using _ = system;
  await add({ name: 'domain', type: 'domain', phase: 'ordering', constraints: { unique: true } });
  const capabilities = { subscription: { change: { editable_ordering_parameters: true } } };
  expect((await system.api(own.vendor.token, 'PUT', `/products/${own.product}`, { capabilities })).status).toBe(200);
  const first = (await buy([{ id: 'domain', value: 'a.example' }])).body;
  await system.api(own.vendor.token, 'PUT', `/requests/${first.id}`, { asset: { params: [{ id: 'url', value: 'https://a.example' }] } });
  expect((await act(first.id, 'approve')).status).toBe(200);
  const asset = { id: first.asset.id, items: [{ id: own.item, quantity: 2 }], params: [{ id: 'domain', value: 'b.example' }] };
  const change = await system.api<{ id: string }>(own.distributor.token, 'POST', '/requests', { type: 'change', asset });
  expect((await buy([{ id: 'domain', value: 'b.example' }])).status).toBe(400);
  await act(change.body.id, 'fail', { reason: 'no' });
  expect((await buy([{ id: 'domain', value: 'b.example' }])).status).toBe(201);
  expect((await buy([{ id: 'domain', value: 'a.example' }])).status).toBe(400);
});

test('what is required only while another value says so is asked for only then; a default choice fills itself in', async () => {
  const { system, add, buy } = await world();
  await using _ = system;
  await add({ name: 'plan', type: 'choice', phase: 'ordering', constraints: { choices: [{ label: 'S', value: 's', default: true }, choices[1]] } });
  await add({ name: 'domain', type: 'domain', phase: 'ordering', constraints: { dependency: { parameter: 'plan', values: ['l'], required: true } } });
  const small = await buy([]);
  expect([small.body.status, small.body.asset.params.find((p) => p.id === 'plan')?.value]).toEqual(['pending', 's']);
  expect((await buy([{ id: 'plan', value: 'l' }])).body.status).toBe('inquiring');
  expect((await buy([{ id: 'plan', value: 'l' }, { id: 'domain', value: 'a.example' }])).body.status).toBe('pending'); // prettier-ignore
});

test('a product without hold refuses suspend and resume at once, and the subscription stays free for other requests', async () => {
  const { system, own, buy, act } = await world();
  await using _ = system;
  await system.api(own.vendor.token, 'PUT', `/products/${own.product}`, { capabilities: { subscription: { hold: false } } });
  const first = (await buy([])).body;
  await system.api(own.vendor.token, 'PUT', `/requests/${first.id}`, { asset: { params: [{ id: 'url', value: 'https://a.example' }] } });
  await act(first.id, 'approve');
  const suspend = await system.api<{ status: string; reason: string; asset: { status: string } }>(own.distributor.token, 'POST', '/requests', {
    type: 'suspend',
    asset: { id: first.asset.id },
  });
  expect([suspend.status, suspend.body]).toMatchObject([
    201,
    { status: 'failed', reason: expect.stringContaining('subscription.hold') as string, asset: { status: 'active' } },
  ]);
  expect((await system.api(own.distributor.token, 'POST', '/requests', { type: 'cancel', asset: { id: first.asset.id } })).status).toBe(201);
});

test('times are kept in UTC whatever offset they came with, and refused by field when they are none', async () => {
  const { system, own, buy, act } = await world();
  await using _ = system;
  await system.api(own.vendor.token, 'PUT', `/products/${own.product}`, { capabilities: { subscription: { purchase: { scheduling: true } } } });
  const { id } = (await buy([])).body;
  const scheduled = await act(id, 'schedule', { planned_date: '2100-01-01T01:00:00+02:00' });
  expect(scheduled.body).toMatchObject({ status: 'scheduled', planned_date: '2099-12-31T23:00:00+00:00' });
  const wrong = await buy([], { planned_date: 'tomorrow' });
  expect([wrong.status, wrong.body.errors[0]]).toEqual([400, expect.stringContaining('planned_date: "tomorrow" is not an ISO date; expected is for example')]);
  await act(id, 'pend');
  await system.api(own.vendor.token, 'PUT', `/requests/${id}`, { asset: { params: [{ id: 'url', value: 'https://a.example' }] } });
  const approved = await act(id, 'approve', { effective_date: '2023-04-28 11:36:38.814429+00:00' });
  expect(approved.body).toMatchObject({ effective_date: '2023-04-28T11:36:38+00:00' });
});
