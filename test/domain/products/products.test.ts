/** Products over REST: their life, the rules of what belongs to them, and who sees what. */
import { expect, test } from 'vitest';
import { readDefinition } from '../../../runtime/domain/products/index.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { startTestHost } from '../../support/host.ts';
import { createWorld } from '../../support/world.ts';

interface Shown {
  id: string;
  status: string;
  version: number;
  name: string;
  capabilities: { subscription: { hold: boolean; change: { scheduling: boolean } }; ppu: { schema: string } | null };
}
type Refused = { errors: string[]; error_code: string };

async function world() {
  const system = await startTestHost({ runners: 0 });
  const [own, other] = [await createWorld(system.store), await createWorld(system.store)];
  const as =
    (token: string) =>
    <T = Shown>(method: string, path: string, body?: unknown) =>
      system.api<T>(token, method, path, body);
  const vendor = as(own.vendor.token);
  const refused = async (method: string, path: string, body?: unknown) => {
    const { status, body: answer } = await vendor<Refused>(method, path, body);
    return `${status} ${answer.errors.join(' ')}`;
  };
  return {
    system,
    own,
    vendor,
    refused,
    distributor: as(own.distributor.token),
    stranger: as(other.vendor.token),
    strangerDistributor: as(other.distributor.token),
  };
}

test('a product lives from draft over versions to its end of sale and back, and only a draft can be deleted', async () => {
  const { system, own, vendor, refused, distributor } = await world();
  await using _ = system;
  const made = await vendor('POST', '/products', { name: 'Mail', status: 'published', owner_id: 'VA-000-000', items_made: 77 });
  expect([made.status, made.body.status, made.body.version]).toEqual([201, 'draft', 1]);
  const { id } = made.body;
  const templates = await vendor<{ scope: string; type: string }[]>('GET', `/products/${id}/templates`);
  expect(templates.body.map((t) => `${t.scope} ${t.type}`)).toEqual(['asset fulfillment', 'asset inquire', 'tier1 fulfillment', 'tier2 fulfillment']);
  expect(await refused('POST', `/products/${id}/endsale`)).toBe(
    `400 status: product ${id} is draft; "endsale" is not possible there, allowed: publish, delete.`,
  );

  expect((await distributor('GET', `/products/${id}`)).status).toBe(404); // not public yet
  await vendor('POST', `/products/${id}/items`, { name: 'Box', mpn: 'BOX' });
  expect((await vendor('POST', `/products/${id}/versions`)).body).toMatchObject({ status: 'published', version: 1 });
  expect((await distributor('GET', `/products/${id}`)).body).toMatchObject({ id, status: 'published' }); // through the contract
  expect((await vendor('POST', `/products/${id}/versions`, { changes_description: 'more' })).body).toMatchObject({ version: 2, changes_description: 'more' });
  expect(await refused('DELETE', `/products/${id}`)).toContain('"delete" is not possible there, allowed: publish, endsale');
  expect(await refused('POST', `/products/${id}/endsale`, { replacement: { id: 'PRD-1' } })).toBe('400 replacement.id: "PRD-1" is not one of your products.');
  const ended = await vendor('POST', `/products/${id}/endsale`, { replacement: { id: own.product }, end_of_sale_notes: 'use the other' });
  expect(ended.body).toMatchObject({ status: 'endofsale', replacement: { id: own.product }, end_of_sale_notes: 'use the other' });
  expect((await vendor('POST', `/products/${id}/resumesale`)).body).not.toHaveProperty('replacement');

  const draft = (await vendor('POST', '/products', { name: 'Draft' })).body.id;
  expect((await vendor('DELETE', `/products/${draft}`)).status).toBe(204);
  expect((await vendor('GET', `/products/${draft}`)).status).toBe(404);
  const events = await system.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('event').select(['status', 'accounts']).where('type', '=', 'product_changed').where('object_id', '=', draft).orderBy('seq').execute()); // prettier-ignore
  expect(events.map((e) => e.status)).toEqual(['draft', 'deleted']);
  expect(events.map((e) => e.accounts)).toEqual([`["${own.vendor.id}"]`, `["${own.vendor.id}"]`]);
});

test('only the owner writes; other vendors and unrelated providers see nothing of a product', async () => {
  const { system, own, distributor, stranger, strangerDistributor } = await world();
  await using _ = system;
  for (const foreign of [stranger, strangerDistributor]) {
    for (const path of ['', '/items', '/parameters', '/templates', '/connections', '/actions', `/items/${own.item.replaceAll('_', '-')}`])
      expect((await foreign('GET', `/products/${own.product}${path}`)).status, path).toBe(404);
    expect((await foreign<Shown[]>('GET', `/products?id=${own.product}`)).body).toEqual([]);
  }
  for (const [method, path] of [
    ['PUT', ''],
    ['POST', '/versions'],
    ['POST', '/endsale'],
    ['POST', '/items'],
    ['DELETE', `/templates/${own.template}`],
  ] as const) {
    const body = { name: 'Hijacked', mpn: 'x', type: 'text', title: 't', phase: 'ordering', body: '' };
    expect((await stranger(method, `/products/${own.product}${path}`, body)).status, path).toBe(404);
    expect((await distributor(method, `/products/${own.product}${path}`, body)).status, path).toBe(403);
  }
  expect((await distributor('GET', `/products/${own.product}`)).body.name).toBe('Backup');
  // what the buyer fills in, not what the vendor keeps to itself
  const seen = await distributor<{ name: string }[]>('GET', `/products/${own.product}/parameters`);
  expect(seen.body.map((p) => p.name)).toEqual(['admin_email']);
});

test('capabilities are merged deeply, checked by name, and null goes back to the default', async () => {
  const { system, own, vendor, refused } = await world();
  await using _ = system;
  const put = async (capabilities: object) => (await vendor('PUT', `/products/${own.product}`, { capabilities })).body.capabilities;
  expect(await put({ subscription: { change: { scheduling: true } }, ppu: { schema: 'TR' }, unheard: { of: 1 } })).toMatchObject({
    subscription: { hold: true, change: { scheduling: true, validation: false } },
    ppu: { schema: 'TR' },
  });
  const reset = await put({ ppu: null, subscription: { hold: null } });
  expect([reset.ppu, reset.subscription.hold, reset.subscription.change.scheduling, 'unheard' in reset]).toEqual([undefined, false, true, false]);
  expect(await refused('PUT', `/products/${own.product}`, { capabilities: { subscription: { hold: 'yes' } } })).toBe(
    '400 capabilities.subscription.hold: "yes" must be boolean.',
  );
  expect(await refused('PUT', `/products/${own.product}`, { capabilities: { ppu: { schema: 'XX' } } })).toContain('allowed: ["QT","TR","CR","PR"]');
});

test('an item obeys the rules of its type, and is fixed once it was published', async () => {
  const { system, own, vendor, refused } = await world();
  await using _ = system;
  const path = `/products/${own.product}/items`;
  const item = (more: object) => ({ name: 'Box', mpn: 'BOX', ...more });
  expect(await refused('POST', path, item({ period: 'weekly' }))).toContain('400 period: "weekly" is not allowed; allowed: monthly, yearly, years_2');
  expect(await refused('POST', path, item({ type: 'PPU', period: 'yearly' }))).toBe('400 period: "yearly" is not allowed for a ppu item; allowed: monthly.');
  expect(await refused('POST', path, item({ precision: 'decimal(2)' }))).toBe(
    '400 precision: "decimal(2)" is not allowed for a reservation item; allowed: integer.',
  );
  expect(await refused('POST', path, item({ period: 'years_2', commitment: { count: 5 } }))).toBe(
    '400 commitment.count: 5 is not allowed for a years_2 reservation item; allowed: none, 2, 3.',
  );
  expect(await refused('POST', path, item({ mpn: 'SEAT' }))).toContain('400 mpn: "SEAT" is already the mpn of');
  const made = await vendor<{ id: string; status: string }>('POST', path, item({ type: 'Reservation', period: 'onetime', status: 'published' }));
  expect(made.body).toMatchObject({ status: 'draft', type: 'Reservation', period: 'OneTime', precision: 'Integer' });
  expect((await vendor('GET', `${path}/${made.body.id}`)).body).toMatchObject({ type: 'reservation', period: 'onetime', precision: 'integer' });
  await vendor('PUT', `${path}/${made.body.id}`, { period: 'monthly', commitment: { count: 12 } });
  await vendor('POST', `/products/${own.product}/versions`);
  expect((await vendor('GET', `${path}/${made.body.id}`)).body).toMatchObject({ status: 'published', commitment: { count: 12, multiplier: 'billing_period' } });
  expect(await refused('PUT', `${path}/${made.body.id}`, { period: 'yearly', commitment: null })).toContain('400 period: item');
  expect((await vendor('PUT', `${path}/${made.body.id}`, { name: 'Bigger box' })).body.name).toBe('Bigger box');
  const gone = await vendor<Refused>('DELETE', `${path}/${made.body.id}`);
  expect([gone.status, gone.body.error_code, gone.body.errors]).toEqual([400, 'PRD_038', ['Only draft Item can be deleted.']]);
  expect((await vendor('POST', `${path}/${made.body.id}/endsale`, { end_of_sale_notes: 'old' })).body).toMatchObject({
    status: 'endofsale',
    end_of_sale_notes: 'old',
  });
  expect((await vendor('POST', `${path}/${made.body.id}/resumesale`)).body.status).toBe('published');
  const draft = await vendor('POST', path, item({ mpn: 'B2' }));
  expect((await vendor('DELETE', `${path}/${draft.body.id}`)).status).toBe(204);
});

test('a parameter keeps its name, type, phase and scope; its constraints are checked', async () => {
  const { system, own, vendor, refused } = await world();
  await using _ = system;
  const path = `/products/${own.product}/parameters`;
  const parameter = (more: object) => ({ name: 'size', title: 'Size', type: 'text', phase: 'ordering', ...more });
  expect(await refused('POST', path, parameter({ name: 'a b' }))).toContain('400 name: "a b" must match pattern');
  expect(await refused('POST', path, parameter({ scope: 'product' }))).toBe('400 scope: "product" is not allowed; allowed: asset, tier1, tier2.');
  expect(await refused('POST', path, parameter({ type: 'number' }))).toContain('400 type: "number" is not allowed; allowed: text, email');
  expect(await refused('POST', path, parameter({ type: 'dropdown' }))).toContain('400 constraints.choices: a dropdown parameter needs at least one choice');
  expect(await refused('POST', path, parameter({ constraints: { min_length: 9, max_length: 3 } }))).toBe(
    '400 constraints.min_length: 9 is more than max_length 3.',
  );
  expect(await refused('POST', path, parameter({ name: 'admin_email' }))).toContain('400 name: "admin_email" is already the name of PRM-');
  expect(await refused('POST', path, parameter({ constraints: { dependency: { parameter: 'nobody' } } }))).toContain('"nobody" is not another parameter');
  const made = await vendor(
    'POST',
    path,
    parameter({ type: 'dropdown', constraints: { choices: [{ label: 'S', value: 's' }], dependency: { parameter: 'admin_email' } } }),
  );
  expect(made.body).toMatchObject({ scope: 'asset', constraints: { required: false, choices: [{ value: 's' }], dependency: { parameter: 'admin_email' } } });
  for (const change of [{ type: 'text' }, { phase: 'fulfillment' }, { scope: 'tier1' }, { name: 'other' }])
    expect(await refused('PUT', `${path}/${made.body.id}`, change)).toContain('of a parameter does not change.');
  expect((await vendor('PUT', `${path}/${made.body.id}`, { constraints: { required: true } })).body).toMatchObject({
    constraints: { required: true, choices: [{ value: 's' }] },
  });
  const email = (await vendor<{ id: string }[]>('GET', `${path}?name=admin_email`)).body[0]!;
  expect(await refused('DELETE', `${path}/${email.id}`)).toContain('depends on admin_email; change that one first.');
  expect((await vendor('DELETE', `${path}/${made.body.id}`)).status).toBe(204);
});

test('the last template of a type and scope stays', async () => {
  const { system, own, vendor, refused } = await world();
  await using _ = system;
  const path = `/products/${own.product}/templates`;
  expect(await refused('DELETE', `${path}/${own.template}`)).toBe(
    `400 type: ${own.template} is the last fulfillment template of scope asset; one must remain.`,
  );
  const second = await vendor('POST', path, { name: 'Other', body: '{{ url }}', type: 'fulfillment' });
  expect(await refused('PUT', `${path}/${second.body.id}`, { type: 'inquire' })).toContain('400 type: "inquire" cannot replace "fulfillment"');
  expect((await vendor('DELETE', `${path}/${own.template}`)).status).toBe(204);
});

test('a definition is read anew after every write, and not before', async () => {
  const { system, own, vendor } = await world();
  await using _ = system;
  const read = () => system.store.read(SYSTEM, (ctx) => readDefinition(ctx, own.product));
  const first = await read();
  expect(await read()).toBe(first);
  await vendor('POST', `/products/${own.product}/items`, { name: 'Box', mpn: 'BOX' });
  const second = await read();
  expect(second!.items.map((i) => i.mpn)).toEqual(['SEAT', 'BOX']);
  await vendor('PUT', `/products/${own.product}/templates/${own.template}`, { body: 'New' });
  expect((await read())!.templates.find((t) => t.id === own.template)!.body).toBe('New');
  // a write that is rolled back leaves the copy of before
  const before = await read();
  await expect(
    system.store.write(SYSTEM, async (ctx) => {
      await ctx.tx.updateTable('product').set({ revision: 'never', name: 'Never' }).where('id', '=', own.product).execute();
      expect((await readDefinition(ctx, own.product))!.product.name).toBe('Never');
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await read()).toBe(before);
});
