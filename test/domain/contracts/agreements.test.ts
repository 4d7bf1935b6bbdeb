/** Versions and documents of agreements, forms and the answers to them, over REST and for both sides of a contract. */
import { expect, test } from 'vitest';
import { createAccount, createToken, type AccountRole } from '../../../runtime/domain/accounts/index.ts';
import { createMarketplace } from '../../../runtime/domain/marketplaces/index.ts';
import { createItem, createProduct } from '../../../runtime/domain/products/index.ts';
import { SYSTEM } from '../../../runtime/store/index.ts';
import { startTestHost } from '../../support/host.ts';

type Shown = { id: string; status: string; errors: string[]; version: number; active: boolean; latest: string; data: object; form_version: { id: string } };
type Token = { id: string; token: string };

async function world() {
  const system = await startTestHost({ runners: 0 });
  const account = (name: string, role: AccountRole) =>
    system.store.write(SYSTEM, async (ctx) => {
      const { id } = await createAccount(ctx, { name, role });
      return { id, token: (await createToken(ctx, { accountId: id, name })).token };
    });
  const own = { vendor: await account('Acme', 'vendor'), distributor: await account('Contoso', 'distributor'), stranger: await account('Else', 'distributor') };
  const call = <T = Shown>(who: Token, method: string, path: string, body?: unknown) => system.api<T>(who.token, method, path, body);
  const refused = async (who: Token, method: string, path: string, body?: unknown) => {
    const { status, body: answer } = await call(who, method, path, body);
    return `${status} ${answer.errors?.join(' ')}`;
  };
  const offer = async (body: object) => (await call(own.distributor, 'POST', '/agreements', { type: 'program', name: 'P', ...body })).body.id;
  const invite = async (agreement: string) =>
    (await call(own.distributor, 'POST', `/agreements/${agreement}/contracts`, { owner: { id: own.vendor.id } })).body;
  return { system, own, call, refused, offer, invite };
}

test('one version at most is active; contracts are concluded under it and keep it; what is used stays', async () => {
  const { system, own, call, refused, offer, invite } = await world();
  await using _ = system;
  const agreement = await offer({ active: false });
  const versions = `/agreements/${agreement}/versions`;
  const states = async () => (await call<Shown[]>(own.distributor, 'GET', versions)).body.map((v) => [v.version, v.active]);
  expect(await refused(own.distributor, 'POST', `/agreements/${agreement}/contracts`, { owner: { id: own.vendor.id } })).toBe(
    `400 agreement: ${agreement} has no active version; contracts are concluded under one.`,
  );
  expect(await refused(own.distributor, 'DELETE', `${versions}/1`)).toContain('409 version 1 is the only one');
  await call(own.distributor, 'POST', `${versions}/1/activate`, {});
  const contract = await invite(agreement);
  expect((await call(own.distributor, 'POST', versions, { document_type: 'none', active: true })).status).toBe(201);
  expect(await states()).toEqual([[1, false], [2, true]]); // prettier-ignore
  expect((await call(own.vendor, 'GET', `/contracts/${contract.id}`)).body).toMatchObject({ version: 1, latest: '2' });
  expect((await call<Shown[]>(own.vendor, 'GET', `/contracts/${contract.id}/versions`)).body.map((v) => v.version)).toEqual(['1']);
  expect((await call(own.vendor, 'GET', `/contracts/${contract.id}/versions/2`)).status).toBe(404);
  expect(await refused(own.distributor, 'DELETE', `${versions}/1`)).toBe(
    `409 version 1 of ${agreement} is used by contract ${contract.id} and cannot be removed.`,
  );
  expect((await call(own.distributor, 'DELETE', `${versions}/2`)).status).toBe(204);
  expect((await call(own.distributor, 'GET', `/agreements/${agreement}`)).body).toMatchObject({ active: false, version: { version: 1 } });
  // a number is never given again
  await call(own.distributor, 'POST', versions, { document_type: 'none' });
  expect(await states()).toEqual([[1, false], [3, false]]); // prettier-ignore
  expect((await call<Shown[]>(own.distributor, 'GET', '/agreements?active=false')).body.map((a) => a.id)).toEqual([agreement]);

  // those it is offered to read the terms and change nothing; others do not find it
  expect((await call(own.vendor, 'GET', `${versions}/3`)).body).not.toHaveProperty('version_contracts');
  expect((await call(own.distributor, 'GET', `${versions}/1`)).body).toMatchObject({ version_contracts: 1 });
  expect((await call(own.vendor, 'POST', `${versions}/3/activate`, {})).status).toBe(403);
  for (const [method, path] of [
    ['GET', versions],
    ['GET', `${versions}/1`],
    ['POST', `${versions}/3/activate`],
    ['DELETE', `${versions}/3`],
    ['GET', `/agreements/${agreement}/document`],
  ] as const)
    // prettier-ignore
    expect((await call(own.stranger, method, path, method === 'GET' ? undefined : {})).status, `${method} ${path}`).toBe(404);
  for (const version of ['0', '99', 'x', '1e1', '-1']) expect((await call(own.distributor, 'GET', `${versions}/${version}`)).status).toBe(404);
});

test('a document is a link or a file, and what is said must be what is sent', async () => {
  const { system, own, refused, offer } = await world();
  await using _ = system;
  const read = (path: string) => fetch(`${system.host.url}/public/v1${path}`, { headers: { authorization: own.distributor.token }, redirect: 'manual' });
  const linked = await offer({ document_type: 'external', link: 'https://contoso.example/terms.pdf' });
  expect((await read(`/agreements/${linked}/document`)).headers.get('location')).toBe('https://contoso.example/terms.pdf');
  const form = new FormData();
  for (const [name, value] of Object.entries({ type: 'program', name: 'With file', active: 'true', document_type: 'uploaded' })) form.set(name, value);
  form.set('file', new Blob([new Uint8Array([0, 255, 10])], { type: 'application/pdf' }), 'terms.pdf');
  const answer = await fetch(`${system.host.url}/public/v1/agreements`, { method: 'POST', headers: { authorization: own.distributor.token }, body: form });
  const made = (await answer.json()) as Shown;
  expect([answer.status, made]).toMatchObject([201, { name: 'With file', active: true, document_type: 'uploaded' }]);
  const where = await read(`/agreements/${made.id}/document`);
  const file = await fetch(where.headers.get('location')!, { headers: { authorization: own.distributor.token } });
  expect([where.status, [...new Uint8Array(await file.arrayBuffer())]]).toEqual([302, [0, 255, 10]]);
  expect((await read(`/agreements/${await offer({})}/document`)).status).toBe(404);
  const wrong = (body: object) => refused(own.distributor, 'POST', '/agreements', { type: 'program', name: 'P', ...body });
  expect(await wrong({ document_type: 'external' })).toBe('400 link: This field is required: the address of the document.');
  expect(await wrong({ document_type: 'external', link: 'javascript:alert(1)' })).toContain('400 link: "javascript:alert(1)" is not an address');
  expect(await wrong({ document_type: 'none', link: 'https://a.example' })).toContain('does not go with document_type "none"');
  expect(await wrong({ document_type: 'uploaded' })).toContain('400 file: This field is required');
  expect(await wrong({ file: 'not base64' })).toContain('400 file: a form part');
});

test('forms are asked at their place, answered by the counterparty, and an enrolment is handed in when its answers fit', async () => {
  const { system, own, call, refused, offer, invite } = await world();
  await using _ = system;
  const schema = { type: 'object', properties: { tax: { type: 'string', minLength: 3 }, staff: { type: 'integer' } }, required: ['tax'] };
  const form = async (type: string) => (await call(own.distributor, 'POST', '/forms', { name: type, type, schema })).body.id;
  expect(await refused(own.distributor, 'POST', '/forms', { name: 'X', schema: { type: 'string', pattern: '(a+)+$' } })).toContain(
    '400 schema.pattern: This keyword is not known here',
  );
  expect(await refused(own.distributor, 'POST', '/forms', { name: 'X', schema: { required: ['gone'] } })).toContain('"gone" is not one of the properties');
  expect((await call(own.vendor, 'POST', '/forms', { name: 'X', schema: {} })).status).toBe(403);
  const forms = { enroll: { id: await form('enroll') }, product: { id: await form('product') }, item: { id: await form('item') } };
  const program = await offer({});
  await call(own.vendor, 'POST', `/contracts/${(await invite(program)).id}/sign`, {});
  const things = await system.store.write(SYSTEM, async (ctx) => {
    const product = await createProduct(ctx, { name: 'Backup', owner: own.vendor.id });
    const other = await createProduct(ctx, { name: 'Other', owner: own.stranger.id });
    const item = await createItem(ctx, product.id, { name: 'Seat', mpn: 'SEAT' });
    return { product: product.id, other: other.id, item: item.id, marketplace: (await createMarketplace(ctx, { name: 'EU', owner: own.distributor.id })).id };
  });
  const terms = { type: 'distribution', parent: { id: program }, marketplace: { id: things.marketplace } };
  expect(await refused(own.distributor, 'POST', '/agreements', { ...terms, name: 'D', forms: { enroll: forms.item } })).toContain(
    `400 forms.enroll.id: "${forms.item.id}" is not one of your forms of type enroll.`,
  );
  const agreement = await offer({ ...terms, forms });
  expect((await call(own.vendor, 'GET', `/forms/${forms.enroll.id}`)).body).toMatchObject({ name: 'enroll', schema });
  expect((await call(own.stranger, 'GET', `/forms/${forms.enroll.id}`)).status).toBe(404);
  expect(await refused(own.vendor, 'PUT', `/forms/${forms.enroll.id}`, { name: 'Mine' })).toContain('403');
  expect(await refused(own.distributor, 'DELETE', `/forms/${forms.enroll.id}`)).toContain(`409 form ${forms.enroll.id} is used by agreement ${agreement}`);

  const { id } = (await call(own.vendor, 'POST', `/agreements/${agreement}/contracts`, {})).body;
  const data = `/contracts/${id}/data`;
  expect(await refused(own.vendor, 'POST', `/contracts/${id}/enroll`, {})).toBe('400 data.tax: This field is required.');
  expect(await refused(own.vendor, 'POST', data, { data: { tax: 'x', staff: 1.5, colour: 'red' } })).toBe(
    '400 data.tax: "x" is too short; at least 3 characters are expected. data.staff: 1.5 is not allowed; a value of type integer is expected. data.colour: This field is not asked for; allowed: tax, staff.',
  );
  expect(await refused(own.distributor, 'POST', data, { data: { tax: 'DE 1' } })).toContain('403 the forms of');
  expect((await call(own.stranger, 'POST', data, { data: { tax: 'DE 1' } })).status).toBe(404);
  const first = await call(own.vendor, 'POST', data, { data: { tax: 'DE 1' } });
  expect([first.status, first.body]).toMatchObject([201, { type: 'enroll', form_version: { id: `${forms.enroll.id}-001` } }]);
  // said again it replaces, and the form may have changed meanwhile
  await call(own.distributor, 'PUT', `/forms/${forms.enroll.id}`, { schema: { ...schema, required: ['tax', 'staff'] } });
  expect(await refused(own.vendor, 'POST', `/contracts/${id}/enroll`, {})).toBe('400 data.staff: This field is required.');
  const again = (await call(own.vendor, 'POST', data, { data: { tax: 'DE 1', staff: 4 } })).body;
  expect([again.id, again.form_version.id]).toEqual([first.body.id, `${forms.enroll.id}-002`]);
  expect((await call(own.distributor, 'GET', `/forms/${forms.enroll.id}/versions/1`)).body).toMatchObject({ version: 1, schema });
  expect((await call(own.vendor, 'POST', `/contracts/${id}/enroll`, {})).body.status).toBe('pending');
  expect(await refused(own.vendor, 'POST', data, { data: { tax: 'DE 2', staff: 4 } })).toContain(
    `${id} is pending; enroll forms are answered while it is enrolling.`,
  );
  expect((await call<Shown[]>(own.distributor, 'GET', data)).body.map((d) => d.data)).toEqual([{ tax: 'DE 1', staff: 4 }]);
  expect((await call(own.distributor, 'POST', `/contracts/${id}/refine`, { note: 'again' })).body.status).toBe('enrolling');

  const product = `${data}/products/${things.product}`;
  expect(await refused(own.vendor, 'POST', `${data}/products`, { data: { tax: 'abc' }, product: { id: things.other } })).toContain(
    `"${things.other}" is not a product of ${own.vendor.id}`,
  );
  expect((await call(own.vendor, 'GET', product)).status).toBe(404);
  expect((await call(own.vendor, 'PUT', product, { data: { tax: 'abc' } })).body).toMatchObject({ type: 'product', product: { id: things.product } });
  expect((await call(own.vendor, 'PUT', `${product}/items/${things.item}`, { data: { tax: 'def' } })).body).toMatchObject({
    item: { id: things.item, type: 'SUBSCRIPTION_SERVICE' },
  });
  expect((await call<Shown[]>(own.distributor, 'GET', `${product}/items`)).body.map((d) => d.data)).toEqual([{ tax: 'def' }]);
  expect((await call<Shown[]>(own.distributor, 'GET', `${data}/products`)).body).toHaveLength(1);
});
