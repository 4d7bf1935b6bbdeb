/** Users, tokens and groups of accounts; agreements with versions and forms; contracts of each kind; partners; the general lists. */
import { randomUUID } from 'node:crypto';
import type { RunningHost } from '../host.ts';
import type { Json, Party, Walk } from '../walk.ts';
import { directSale, distribution } from '../world.ts';

const DAY_MS = 86_400_000;
const PICTURE = 'data:image/png;base64,iVBORw0KGgo=';

export async function parties(walk: Walk, host: RunningHost): Promise<void> {
  await walk.part('parties: users', () => users(walk));
  await walk.part('parties: tokens', () => tokens(walk));
  await walk.part('parties: accounts', () => accounts(walk));
  await walk.part('parties: general lists', () => general(walk));
  await walk.part('parties: agreement versions', () => versions(walk));
  await walk.part('parties: invitations', () => invitations(walk, host));
  await walk.part('parties: distribution', () => distributions(walk, host));
  await walk.part('parties: syndication', () => syndication(walk, host));
  await walk.part('parties: partners', () => partners(walk, host));
  await walk.part('parties: news', () => news(walk));
}

async function users(walk: Walk): Promise<void> {
  const { vendor } = walk.parties;
  const all = `/accounts/${vendor.id}/users`;
  const path = (user: Json) => `${all}/${user.id as string}`;
  const group = await walk.post(vendor, `/accounts/${vendor.id}/groups`, { name: 'Everybody', description: 'all of us' });
  const invitation = { name: 'Eva', email: 'eva@acme.example', groups: [{ id: group.id }] };
  const eva = await walk.move('user/1', { by: vendor, call: ['POST', all, invitation], object: path });
  const one = path(eva);
  await walk.move('user/3', { by: vendor, call: ['DELETE', one], object: one });
  await walk.move('user/4', { by: vendor, call: ['POST', `${one}/reinvite`, {}], object: one });
  await walk.move('user/2', { by: vendor, call: ['POST', `${one}/activate`, {}], object: one });
  await walk.get(vendor, all);
  await walk.put(vendor, one, { name: 'Eva Lang', region: 'de', groups: [{ id: group.id }] });
  const person = `/users/${eva.id}`;
  await walk.get(vendor, '/users');
  await walk.get(vendor, person);
  await walk.put(vendor, person, { timezone: 'Europe/Berlin' });
  await walk.get(vendor, `${person}/accounts`);
  await walk.get(vendor, `${person}/accounts/${vendor.id}`);
  await walk.put(vendor, `${person}/accounts/${vendor.id}/settings/columns`, [{ name: 'id' }]);
  await walk.get(vendor, `${person}/accounts/${vendor.id}/settings/columns`);
  const contact = await walk.post(vendor, `${person}/contacts`, { type: 'phone', value: { country_code: '+49', area_code: '30', phone_number: '5550100' } });
  await walk.get(vendor, `${person}/contacts`);
  await walk.get(vendor, `${person}/contacts/${contact.id}`);
  await walk.put(vendor, `${person}/contacts/${contact.id}`, { tags: [{ id: 'work' }] });
  await walk.delete(vendor, `${person}/contacts/${contact.id}`);
  await walk.get(vendor, `${person}/sessions`);
  await walk.move('user/5', { by: vendor, call: ['DELETE', one], object: one });
  const other = await walk.post(vendor, '/users', { name: 'Max', email: 'max@acme.example' });
  await walk.delete(vendor, `/users/${other.id}`);
}

async function tokens(walk: Walk): Promise<void> {
  const { vendor } = walk.parties;
  const made = await walk.move('api-token/1', { by: vendor, call: ['POST', '/auth/tokens', { name: 'ERP', extension: { id: 'EXT-100-200', name: 'ERP' } }] });
  const one = `/auth/tokens/${made.id}`;
  await walk.move('api-token/2', { by: 'system', object: one, reader: vendor, advanceMs: 1000 });
  await walk.move('api-token/3', { by: vendor, call: ['POST', `${one}/deactivate`, {}], object: one });
  await walk.move('api-token/4', { by: vendor, call: ['POST', `${one}/activate`, {}], object: one });
  await walk.get(vendor, '/auth/tokens');
  await walk.put(vendor, one, { name: 'ERP 2' });
  await walk.post(vendor, `${one}/renew`, { expiration_date: new Date(Date.now() + 400 * DAY_MS).toISOString() });
  await walk.post(vendor, `${one}/rotate`);
  await walk.post(vendor, `${one}/permissions`, { id: 'MD-0001', object: { id: vendor.id } });
  await walk.get(vendor, `${one}/permissions`);
  await walk.delete(vendor, `${one}/permissions`);
  await walk.move('api-token/5', { by: vendor, call: ['DELETE', one], object: one });
}

async function accounts(walk: Walk): Promise<void> {
  const { vendor, operator } = walk.parties;
  const own = `/accounts/${vendor.id}`;
  await walk.get(vendor, '/accounts');
  await walk.get(vendor, own);
  await walk.put(vendor, own, { description: 'Backups', headquarters: 'Berlin' });
  const user = await walk.post(vendor, `${own}/users`, { name: 'Ida', email: 'ida@acme.example' });
  const group = `${own}/groups/${(await walk.post(vendor, `${own}/groups`, { name: 'Sales', description: 'sell' })).id}`;
  await walk.get(vendor, `${own}/groups`);
  await walk.get(vendor, group);
  await walk.put(vendor, group, { color: 'red' });
  await walk.post(vendor, `${group}/users`, { id: user.id });
  await walk.get(vendor, `${group}/users`);
  await walk.delete(vendor, `${group}/users`);
  await walk.post(vendor, `${group}/permissions`, { id: 'MD-0002' });
  await walk.get(vendor, `${group}/permissions`);
  await walk.delete(vendor, `${group}/permissions`);
  await walk.delete(vendor, group);
  const form = new FormData();
  form.set('position', '1');
  form.set('type', 'image');
  form.set('thumbnail', new Blob(['picture'], { type: 'image/png' }), 'picture.png');
  const media = `${own}/media/${(await walk.post(vendor, `${own}/media`, form)).id}`;
  await walk.get(vendor, `${own}/media`);
  await walk.get(vendor, media);
  await walk.put(vendor, media, { thumbnail: PICTURE });
  await walk.delete(vendor, media);
  const { id } = await walk.post(operator, '/accounts', { name: 'Never traded', role: 'vendor' });
  await walk.delete(operator, `/accounts/${id}`);
}

async function general(walk: Walk): Promise<void> {
  const { vendor } = walk.parties;
  for (const path of ['/industries', '/modules', '/countries']) await walk.get(vendor, `${path}/${(await walk.get(vendor, path))[0].id}`);
  for (const module of ['MD-0001', 'MD-0007', 'MD-0032', 'account', 'integrations', 'leads']) await walk.get(vendor, `/modules/${module}/settings`);
}

const program = (walk: Walk, more: object = {}) =>
  walk.post(walk.parties.distributor, '/agreements', { type: 'program', name: `Program ${randomUUID().slice(0, 8)}`, description: 'Terms', active: true, ...more }); // prettier-ignore

async function versions(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const inactive = (body: Json) => `/agreements/${body.id as string}/versions/1`;
  const offer = { type: 'program', name: 'Terms in steps', description: 'Terms' };
  await walk.move('agreement-version/2', { by: distributor, call: ['POST', '/agreements', { ...offer, active: false }], object: inactive });
  const link = { document_type: 'external', link: 'https://contoso.example/terms' };
  const made = await walk.move('agreement-version/1', {
    by: distributor,
    call: ['POST', '/agreements', { ...offer, ...link, active: true }],
    object: inactive,
  });
  const all = `/agreements/${made.id}/versions`;
  await walk.get(distributor, `/agreements/${made.id}/document`);
  await walk.get(distributor, `${all}/1/document`);
  const form = new FormData();
  form.set('document_type', 'uploaded');
  form.set('active', 'false');
  form.set('file', new Blob(['terms'], { type: 'application/pdf' }), 'terms.pdf');
  const { version } = await (async () => ({ version: 2, ...(await walk.post(distributor, all, form)) }))();
  const second = `${all}/${version as number}`;
  await walk.move('agreement-version/4', { by: distributor, call: ['POST', `${second}/activate`, {}], object: second });
  await walk.move('agreement-version/3', { by: 'system', caller: distributor, reader: distributor, call: ['POST', `${all}/1/activate`, {}], object: second });
  await walk.move('agreement-version/6', { by: distributor, call: ['DELETE', second], object: second });
  await walk.post(distributor, all, { document_type: 'none', active: true });
  await walk.move('agreement-version/5', { by: distributor, call: ['DELETE', `${all}/3`], object: `${all}/3` });

  const sale = await distribution(walk, vendor, distributor);
  const agreement = `/agreements/${sale.agreement}`;
  await walk.get(distributor, agreement);
  await walk.get(distributor, '/agreements?type=distribution');
  await walk.put(distributor, agreement, { title: 'Europe' });
  await walk.get(vendor, `${agreement}/contracts`);
  await walk.post(distributor, `${agreement}/versions`, { document_type: 'none', active: false });
  await walk.get(distributor, `${agreement}/versions`);
  await walk.get(distributor, `${agreement}/versions/1`);
  const { parent } = await walk.get(distributor, agreement);
  const below = `/agreements/${parent.id}/agreements`;
  const child = { type: 'distribution', name: 'Below', description: 'Terms', marketplace: { id: sale.marketplace } };
  const { id } = await walk.post(distributor, below, child);
  await walk.get(distributor, below);
  await walk.delete(distributor, `/agreements/${id}`);
}

/** Program contracts with a vendor, service contracts with a reseller: the distributor invites. */
async function invitations(walk: Walk, host: RunningHost): Promise<void> {
  const { distributor } = walk.parties;
  for (const [type, role] of [
    ['program', 'vendor'],
    ['service', 'reseller'],
  ] as const) {
    const offer = async () => (await program(walk, { type })).id as string;
    const party = await host.account(role, `${type} partner`);
    const invite = (id: string) => ['POST', `/agreements/${id}/contracts`, { owner: { id: party.id } }] as ['POST', string, object];
    const agreement = await offer();
    const { id } = await walk.move(`${type}-contract/1`, { by: distributor, call: invite(agreement) });
    const one = `/contracts/${id}`;
    await walk.move(`${type}-contract/2`, { by: party, call: ['POST', `${one}/sign`, {}], object: one, refused: strangersTo(walk, role) });
    await walk.put(distributor, one, { note: 'welcome' });
    await walk.move(`${type}-contract/5`, { by: distributor, call: ['POST', `${one}/terminate`, {}], object: one });
    const declined = `/contracts/${(await walk.do(distributor, ...invite(await offer()))).id}`;
    await walk.move(`${type}-contract/3`, { by: party, call: ['POST', `${declined}/reject`, {}], object: declined, refused: strangersTo(walk, role) });
    const withdrawn = `/contracts/${(await walk.do(distributor, ...invite(await offer()))).id}`;
    await walk.move(`${type}-contract/4`, { by: distributor, call: ['DELETE', withdrawn], object: withdrawn });
  }
}

/** Who signs is the invited party; all others of the walk are refused, the inviting distributor among them. */
const strangersTo = (walk: Walk, role: 'vendor' | 'reseller'): Party[] => {
  const { vendor, distributor, reseller } = walk.parties;
  return [distributor, role === 'vendor' ? reseller : vendor];
};

async function distributions(walk: Walk, host: RunningHost): Promise<void> {
  const { distributor } = walk.parties;
  const vendor = await host.account('vendor', 'Enrolling');
  const schema = { type: 'object', properties: { tax: { type: 'string' } }, required: ['tax'] };
  const formOf = async (type: string) => {
    const { id } = await walk.post(distributor, '/forms', { name: `${type} form`, type, schema });
    return { id: id as string };
  };
  const forms = { enroll: await formOf('enroll'), product: await formOf('product'), item: await formOf('item') };
  const form = `/forms/${forms.enroll.id}`;
  await walk.get(distributor, '/forms');
  await walk.get(distributor, form);
  await walk.put(distributor, form, { name: 'Enrolment' });
  await walk.get(distributor, `${form}/versions`);
  await walk.get(distributor, `${form}/versions/1`);
  await walk.delete(distributor, `/forms/${(await formOf('item')).id}`);

  const above = await program(walk);
  const joined = await walk.post(distributor, `/agreements/${above.id}/contracts`, { owner: { id: vendor.id } });
  await walk.post(vendor, `/contracts/${joined.id}/sign`);
  const marketplace = (await walk.post(distributor, '/marketplaces', { name: 'Forms', description: 'forms', zone: 'EU', currency: 'EUR' })).id as string;
  const offer = async () =>
    (await walk.post(distributor, `/agreements/${above.id}/agreements`, { type: 'distribution', name: 'D', description: 'Terms', marketplace: { id: marketplace }, forms })).id as string; // prettier-ignore
  const begin = async () => ['POST', `/agreements/${await offer()}/contracts`, {}] as ['POST', string, object];
  const { distributor: issuer, reseller } = walk.parties;
  const one = `/contracts/${(await walk.move('distribution-contract/1', { by: vendor, call: await begin(), refused: [reseller] })).id as string}`;
  await walk.post(vendor, `${one}/data`, { data: { tax: 'DE 1' } });
  await walk.get(distributor, `${one}/data`);
  await walk.move('distribution-contract/2', { by: vendor, call: ['POST', `${one}/enroll`, {}], object: one, refused: [issuer, reseller] });
  await walk.move('distribution-contract/6', { by: distributor, call: ['POST', `${one}/refine`, { note: 'again' }], object: one, refused: [vendor, reseller] });
  await walk.post(vendor, `${one}/enroll`);
  await walk.move('distribution-contract/3', { by: distributor, call: ['POST', `${one}/sign`, {}], object: one, refused: [vendor, reseller] });

  const product = (await walk.post(vendor, '/products', { name: `Product ${randomUUID().slice(0, 8)}` })).id as string;
  const item = await walk.post(vendor, `/products/${product}/items`, { mpn: 'A', name: 'A', description: 'A', unit: { id: 'unit' }, type: 'reservation', period: 'monthly', precision: 'integer' }); // prettier-ignore
  const products = `${one}/data/products`;
  await walk.post(vendor, products, { data: { tax: '1' }, product: { id: product } });
  await walk.get(vendor, products);
  await walk.get(vendor, `${products}/${product}`);
  await walk.put(vendor, `${products}/${product}`, { data: { tax: '2' } });
  const items = `${products}/${product}/items`;
  await walk.post(vendor, items, { data: { tax: '1' }, item: { id: item.id } });
  await walk.get(vendor, items);
  await walk.get(vendor, `${items}/${item.id}`);
  await walk.put(vendor, `${items}/${item.id}`, { data: { tax: '2' } });
  await walk.get(vendor, '/contracts');
  await walk.get(vendor, one);
  await walk.get(vendor, `${one}/versions`);
  await walk.get(vendor, `${one}/versions/1`);
  await walk.move('distribution-contract/5', { by: distributor, call: ['POST', `${one}/terminate`, {}], object: one, refused: [vendor, reseller] });
  const refused = `/contracts/${(await walk.do(vendor, ...(await begin()))).id as string}`;
  await walk.post(vendor, `${refused}/data`, { data: { tax: 'x' } });
  await walk.post(vendor, `${refused}/enroll`);
  await walk.move('distribution-contract/4', { by: distributor, call: ['POST', `${refused}/reject`, {}], object: refused, refused: [vendor, reseller] });
}

async function syndication(walk: Walk, host: RunningHost): Promise<void> {
  const { distributor, vendor } = walk.parties;
  const reseller = await host.account('reseller', 'Reselling');
  const above = await program(walk, { type: 'service' });
  const joined = await walk.post(distributor, `/agreements/${above.id}/contracts`, { owner: { id: reseller.id } });
  await walk.post(reseller, `/contracts/${joined.id}/sign`);
  const begin = async () => {
    const { id } = await walk.post(distributor, `/agreements/${above.id}/agreements`, { type: 'syndication', name: 'S', description: 'Terms' });
    return ['POST', `/agreements/${id}/contracts`, {}] as ['POST', string, object];
  };
  const one = `/contracts/${(await walk.move('syndication-contract/1', { by: reseller, call: await begin() })).id as string}`;
  await walk.move('syndication-contract/2', { by: distributor, call: ['POST', `${one}/sign`, {}], object: one, refused: [vendor, reseller] });
  await walk.move('syndication-contract/4', { by: distributor, call: ['POST', `${one}/terminate`, {}], object: one, refused: [vendor, reseller] });
  const refused = `/contracts/${(await walk.do(reseller, ...(await begin()))).id as string}`;
  await walk.move('syndication-contract/3', { by: distributor, call: ['POST', `${refused}/reject`, {}], object: refused, refused: [vendor, reseller] });
}

async function partners(walk: Walk, host: RunningHost): Promise<void> {
  const { distributor } = walk.parties;
  const listed = (id: string) => `/partners/${id}`;
  const vendor = await host.account('vendor', 'Partner');
  const agreement = (await program(walk)).id as string;
  const invite = ['POST', `/agreements/${agreement}/contracts`, { owner: { id: vendor.id } }] as ['POST', string, object];
  const contract = await walk.move('partner/1', { by: distributor, call: invite, object: () => listed(vendor.id) });
  await walk.move('partner/3', {
    ...{ by: vendor, reader: distributor, call: ['POST', `/contracts/${contract.id}/sign`, {}], object: listed(vendor.id) },
    refused: [distributor],
  });
  await walk.move('partner/4', { by: distributor, call: ['POST', `/contracts/${contract.id}/terminate`, {}], object: listed(vendor.id), gone: 'removed' });
  const body = { name: 'At once', external_id: randomUUID().slice(0, 8), users: [{ email: 'first@partner.example' }], permissions: { agreements: [{ id: agreement, active: true }] } }; // prettier-ignore
  await walk.move('partner/2', { by: distributor, call: ['POST', '/accounts', body], object: (made: Json) => listed(made.id as string) });
  await walk.get(distributor, '/partners');
  await walk.get(distributor, `/agreements/${agreement}/partners`);

  const sale = await directSale(walk);
  await walk.get(distributor, `/partners/${walk.parties.vendor.id}/products`);
  await walk.get(distributor, `/partners/${walk.parties.vendor.id}/products/${sale.product}`);
  const sold = `/agreements/${sale.agreement}`;
  await walk.get(distributor, `${sold}/products`);
  await walk.get(distributor, `${sold}/products/${sale.product}/marketplaces`);
  const other = (await walk.post(distributor, '/marketplaces', { name: 'Other', description: 'other', zone: 'EU', currency: 'EUR' })).id as string;
  await walk.post(distributor, `${sold}/marketplaces`, { id: other });
  await walk.get(distributor, `${sold}/marketplaces`);
  await walk.delete(distributor, `${sold}/marketplaces/${other}`);
  const service = (await program(walk, { type: 'service' })).id as string;
  const resale = (await walk.post(distributor, '/agreements', { type: 'syndication', name: 'S', description: 'Terms', parent: { id: service } })).id as string;
  const group = (await walk.post(distributor, '/catalog/groups', { name: 'Backups', products: [{ id: sale.product }] })).id as string;
  await walk.post(distributor, `/agreements/${resale}/product-groups`, { id: group });
  await walk.get(distributor, `/agreements/${resale}/product-groups`);
  await walk.delete(distributor, `/agreements/${resale}/product-groups/${group}`);
}

async function news(walk: Walk): Promise<void> {
  const { vendor } = walk.parties;
  const one = `/news/${(await walk.post(vendor, '/news', { audience: 'any', title: 'Release' })).id as string}`;
  await walk.put(vendor, one, { content: 'It is out.', external_id: 'r-1' });
  await walk.post(vendor, `${one}/publish`);
  await walk.get(vendor, '/news');
  await walk.get(vendor, one);
  await walk.post(vendor, `${one}/draft`);
  await walk.get(vendor, `${one}/versions`);
  await walk.get(vendor, `${one}/versions/1`);
  await walk.delete(vendor, one);
}
