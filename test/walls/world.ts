/**
 * Tenants that trade with one another in every way there is, and some that know nobody: what the walls between them are tried on.
 * Texts that are not names hold a word of their own each, so that a word in an answer tells which row it came from.
 */
import type { Clock } from '../../runtime/base/index.ts';
import { createInstallation, registerPackage } from '../../runtime/registry/index.ts';
import { SYSTEM, type Store } from '../../runtime/store/index.ts';
import { startWalkHost, type RunningHost } from '../conformance/walk/host.ts';
import type { Json, Party } from '../conformance/walk/walk.ts';
import { customer, directSale, distribution, purchase, type Sale, type Steps } from '../conformance/walk/world.ts';

const DAY_MS = 86_400_000;
/** Longer than the pause between two steps that the platform takes by itself. */
const STEP_MS = 1000;

const CAPABILITIES = { ppu: { schema: 'QT' }, cart: { validation: true }, subscription: { hold: true, change: { scheduling: true } } };
const of = (name: string, type: string, phase: string, more: object = {}, scope = 'asset') => ({ name, title: name, type, phase, scope, constraints: more });
const PARAMETERS = [
  of('admin_email', 'email', 'ordering', { required: true }),
  of('login', 'password', 'ordering'),
  of('url', 'url', 'fulfillment', { required: true, shared: 'view' }),
  of('internal', 'text', 'fulfillment'),
  of('key', 'password', 'fulfillment'),
];
const TIERED = { ...CAPABILITIES, tiers: { configs: { level: 1 }, updates: true } };
const TIER_PARAMETERS = [PARAMETERS[0]!, of('t1_text', 'text', 'fulfillment', {}, 'tier1'), of('t1_key', 'password', 'ordering', {}, 'tier1')];

/** A call that was served while the world was built. */
export interface Served {
  by: Party;
  method: string;
  path: string;
  body: unknown;
}

export interface World {
  host: RunningHost;
  store: Store;
  operator: Party;
  tenants: Party[];
  /** Values of password parameters. */
  passwords: Set<string>;
  served: readonly Served[];
}

let words = 0;
export const WORD = /zq\d+zq/g;
/** A word that is nowhere else. */
const word = (about = '') => `${about}zq${++words}zq`;

export async function buildWorld(open: (options: { clock: Clock }) => Promise<Store>): Promise<World> {
  // whole seconds, as times are published: what is shown is what is compared
  const host = await startWalkHost(({ clock }) => open({ clock: wholeSeconds(clock) }));
  const { operator, ...first } = host.parties;
  const more = async (role: Party['role'], n: number) => host.account(role, `${role} ${n}`);
  const [v2, v3, d2, d3, r2, r3] = [await more('vendor', 2), await more('vendor', 3), await more('distributor', 2), await more('distributor', 3), await more('reseller', 2), await more('reseller', 3)]; // prettier-ignore
  const { vendor: v1, distributor: d1, reseller: r1 } = first;
  const builder = new Builder(host);
  for (const party of [v1, v2, v3, d1, d2, d3, r1, r2, r3]) await builder.household(party);
  for (const vendor of [v1, v2, v3]) await builder.extension(vendor);
  // one vendor with two distributors, one distributor with two vendors, and two pairs that know nobody else
  for (const [vendor, distributor] of [[v1, d1], [v1, d2], [v2, d1], [v3, d3]] as const) await builder.trade(vendor, distributor); // prettier-ignore
  for (const [distributor, reseller] of [[d1, r1], [d2, r2]] as const) await builder.resale(distributor, reseller); // prettier-ignore
  await builder.talks([v1, v2, v3, d1, d2, d3, r1, r2, r3]);
  await host.pass(40 * DAY_MS);
  return { host, store: host.store, operator, tenants: [v1, v2, v3, d1, d2, d3, r1, r2, r3], passwords: builder.passwords, served: builder.served };
}

function wholeSeconds(clock: Clock): Clock {
  const now = () => Math.floor(clock.now() / 1000) * 1000;
  return { now, iso: () => new Date(now()).toISOString() };
}

class Builder implements Steps {
  readonly parties: Steps['parties'];
  readonly passwords = new Set<string>();
  readonly served: Served[] = [];
  readonly #host: RunningHost;

  constructor(host: RunningHost) {
    this.#host = host;
    this.parties = host.parties;
  }

  async #do(by: Party, method: string, path: string, body?: unknown): Promise<Json> {
    const form = body instanceof FormData;
    const headers = { authorization: by.token, ...(form ? {} : { 'content-type': 'application/json' }) };
    const answer = await fetch(this.#host.api + path, { method, headers, ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${by.role}: ${method} ${path} answered ${answer.status} ${text}, sent ${JSON.stringify(body)}`);
    if (method !== 'GET' && !form) this.served.push({ by, method, path, body });
    return text === '' ? undefined : JSON.parse(text);
  }
  get = (by: Party, path: string): Promise<Json> => this.#do(by, 'GET', path);
  post = (by: Party, path: string, body: unknown = {}): Promise<Json> => this.#do(by, 'POST', path, body);
  put = (by: Party, path: string, body: unknown = {}): Promise<Json> => this.#do(by, 'PUT', path, body);

  #password(): string {
    const made = word('pw');
    this.passwords.add(made);
    return made;
  }

  /** What an account has for itself. */
  async household(by: Party): Promise<void> {
    const own = `/accounts/${by.id}`;
    await this.put(by, own, { description: word('about us ') });
    const group = await this.post(by, `${own}/groups`, { name: 'Everybody', description: word() });
    // the same person works for everybody
    for (const email of ['everywhere@people.example', `${word('one')}@people.example`]) {
      const user = await this.post(by, `${own}/users`, { name: word('User '), email, groups: [{ id: group.id }] });
      await this.post(by, `/users/${user.id}/contacts`, { type: 'phone', value: { country_code: '+49', phone_number: '5550100' } });
      await this.put(by, `/users/${user.id}/accounts/${by.id}/settings/columns`, [{ name: word() }]);
    }
    await this.post(by, `${own}/groups/${group.id}/permissions`, { id: 'MD-0002' });
    await this.post(by, `${own}/media`, { position: 1, thumbnail: 'data:image/png;base64,AA==', description: word() });
    await this.post(by, '/auth/tokens', { name: word('Token ') });
    const post = await this.post(by, '/news', { audience: 'any', title: word('News ') });
    await this.post(by, `/news/${post.id}/publish`);
    await this.post(by, '/news', { audience: 'any', title: word('Draft ') });
    await this.put(by, `/modules/helpdesk/accounts/${by.id}/settings`, { ttl: 3, mode: 'builtin', instructions: 'Ask here.' });
    if (by.role === 'vendor') await this.post(by, '/settings/units', { description: word(), type: 'reservation', unit: 'unit' });
    if (by.role === 'distributor') await this.post(by, '/forms', { name: word('Form '), type: 'enroll', schema: {} });
    if (by.role === 'reseller') await this.post(by, '/hubs', { name: 'Own', description: word(), instance_type: 'api', instance_id: word() });
  }

  /** An extension that is told of orders; nobody runs it, so its tasks stay. */
  async extension(by: Party): Promise<void> {
    await this.#host.store.write(SYSTEM, async (ctx) => {
      const manifest = { name: `ext-${by.id.toLowerCase()}`, version: '1.0.0', type: 'products', hooks: { asset_purchase_request_processing: {} } } as const;
      const { extension } = await registerPackage(ctx, by.id, { manifest, bundle: '', sourceMap: '', digest: by.id });
      await createInstallation(ctx, { extensionId: extension.id, version: '1.0.0', accountId: by.id, settings: { greeting: word() } });
    });
  }

  /** All that can be between a vendor and a distributor. */
  async trade(vendor: Party, distributor: Party): Promise<void> {
    const parties = { vendor, provider: distributor };
    const sale = await directSale(this, { ...parties, capabilities: CAPABILITIES, parameters: PARAMETERS });
    await this.#contracts(vendor, distributor, sale);
    await this.#product(vendor, distributor, sale);
    const asset = await this.#orders(vendor, distributor, sale);
    await this.#tiers(vendor, distributor, await directSale(this, { ...parties, capabilities: TIERED, parameters: TIER_PARAMETERS }));
    await this.#usage(vendor, distributor, sale, asset);
    await this.#around(vendor, distributor, sale);
  }

  async #contracts(vendor: Party, distributor: Party, sale: Sale): Promise<void> {
    const schema = { type: 'object', properties: { tax: { type: 'string' } } };
    const form = async (type: string) => ({ id: (await this.post(distributor, '/forms', { name: `${type} form`, type, schema })).id as string });
    const forms = { enroll: await form('enroll'), product: await form('product'), item: await form('item') };
    const { parent } = await this.get(distributor, `/agreements/${sale.agreement}`);
    const offer = (more: object) => this.post(distributor, `/agreements/${parent.id}/agreements`, { type: 'distribution', name: 'With forms', description: word(), marketplace: { id: sale.marketplace }, ...more }); // prettier-ignore
    const agreement = await offer({ forms });
    await this.post(distributor, `/agreements/${agreement.id}/versions`, { document_type: 'external', link: `https://${word()}.example`, active: false });
    const contract = await this.post(vendor, `/agreements/${agreement.id}/contracts`);
    await this.post(vendor, `/contracts/${contract.id}/data`, { data: { tax: word() } });
    await this.post(vendor, `/contracts/${contract.id}/data/products`, { data: { tax: word() }, product: { id: sale.product } });
    const item = sale.items.recurring.replaceAll('_', '-');
    await this.post(vendor, `/contracts/${contract.id}/data/products/${sale.product}/items`, { data: { tax: word() }, item: { id: item } });
    await this.put(distributor, `/contracts/${sale.contract}`, { note: word() });
    const ended = await distribution(this, vendor, distributor);
    await this.post(distributor, `/contracts/${ended.contract}/terminate`, { note: word() });
    // invited, and not yet there
    const { id } = await this.post(distributor, '/agreements', { type: 'program', name: 'Open', description: word(), active: true });
    await this.post(distributor, `/agreements/${id}/contracts`, { owner: { id: vendor.id } });
  }

  async #product(vendor: Party, distributor: Party, sale: Sale): Promise<void> {
    const path = `/products/${sale.product}`;
    await this.post(vendor, `${path}/actions`, { action: 'console', name: 'C', title: 'C', description: word(), type: 'button', scope: 'asset' });
    await this.post(vendor, `${path}/item-groups`, { name: word(), mpn: 'G' });
    await this.post(vendor, `${path}/messages`, { external_id: 'M1', value: word() });
    await this.post(vendor, `${path}/localizations`, { locale: 'es' });
    const parameter = await this.post(vendor, `${path}/parameters`, of('region', 'text', 'configuration', {}, 'product'));
    await this.post(vendor, `${path}/configurations`, { parameter: { id: parameter.id }, value: word() });
    const unpublished = { unit: { id: 'unit' }, precision: 'integer', type: 'reservation', period: 'monthly' };
    await this.post(vendor, `${path}/items`, { mpn: word(), name: word(), description: word(), ...unpublished });
    await this.post(vendor, `${path}/versions`, { changes_description: word(), public: false });
    await this.put(vendor, path, { short_description: word('not public yet ') });
    const draft = await this.post(vendor, '/products', { name: word('Draft ') });
    await this.post(vendor, `/products/${draft.id}/items`, { mpn: 'D', name: 'D', description: word(), ...unpublished });
    const other = await this.post(vendor, '/products', { name: 'Wanted' });
    await this.post(vendor, `/products/${other.id}/versions`, { public: true });
    await this.post(vendor, '/listing-requests', { type: 'new', product_id: other.id, contract_id: sale.contract, note: word() });
    await this.post(distributor, `${path}/usage/rules`, {
      item: { id: sale.items.payAsYouGo },
      action: 'manual',
      rule: `eq(note,${word()})`,
      status: 'active',
    });
    const group = await this.post(distributor, '/catalog/groups', { name: word(), products: [{ id: sale.product }] });
    await this.put(distributor, `/catalog/groups/${group.id}`, { description: word() });
  }

  async #orders(vendor: Party, distributor: Party, sale: Sale): Promise<string> {
    const values = () => [{ id: 'admin_email', value: `${word('m')}@nordwind.example` }, { id: 'login', value: this.#password() }]; // prettier-ignore
    const place = (more: object = {}, params: object[] = values()) => this.post(distributor, '/requests', purchase(sale, { note: word(), ...more }, params));
    const filled = [{ id: 'url', value: `https://${word()}.example` }, { id: 'internal', value: word() }, { id: 'key', value: this.#password() }]; // prettier-ignore
    const sold = await place();
    await this.put(vendor, `/requests/${sold.id}`, { asset: { params: filled } });
    await this.post(vendor, `/requests/${sold.id}/approve`, { template_id: sale.templates.fulfillment });
    await place();
    await place({ status: 'draft' });
    const asked = await place();
    await this.post(vendor, `/requests/${asked.id}/inquire`, { asset: { params: [{ id: 'admin_email', value_error: word() }] } });
    await this.post(vendor, `/requests/${(await place()).id}/fail`, { reason: word() });
    await this.post(distributor, '/requests', {
      type: 'change',
      note: word(),
      asset: { id: sold.asset.id, items: [{ id: sale.items.recurring, quantity: 9 }] },
    });
    await this.post(distributor, '/subscriptions/requests', {
      ...{ type: 'provider', asset: { id: sold.asset.id }, items: [{ id: sale.items.recurring, quantity: 5 }] },
      ...{ period: { from: '2027-01-01T00:00:00Z', to: '2027-02-01T00:00:00Z', delta: 1, uom: 'monthly' }, attributes: { provider: { invoice: word() } } },
    });
    return sold.asset.id as string;
  }

  async #tiers(vendor: Party, distributor: Party, sale: Sale): Promise<void> {
    const order = async () => {
      const body = purchase(sale);
      Object.assign(body.asset.tiers, { tier1: { ...customer(), tax_id: word() } });
      return this.post(distributor, '/requests', body);
    };
    const newest = async () => (await this.get(vendor, `/tier/config-requests?configuration.product.id=${sale.product}&ordering(-created)&limit=1`))[0].id;
    const done = await order();
    await this.post(vendor, `/tier/config-requests/${await newest()}/approve`);
    await order();
    await this.post(distributor, '/tier/account-requests', { type: 'update', account: { id: done.asset.tiers.customer.id, name: word() } });
    await this.post(distributor, '/tier/accounts', { type: 'customer', ...customer(), tax_id: word() });
  }

  async #usage(vendor: Party, distributor: Party, sale: Sale, asset: string): Promise<void> {
    const period = { from: '2026-03-01', to: '2026-03-31' };
    const file = async () => {
      const body = { name: word(), description: word(), note: word(), currency: 'EUR', period, product: { id: sale.product }, contract: { id: sale.contract } };
      const { id } = await this.post(vendor, '/usage/files', body);
      const columns = 'record_id,record_note,item_search_criteria,item_search_value,quantity,start_time_utc,end_time_utc,asset_search_criteria,asset_search_value,category_id'; // prettier-ignore
      const rows = [1, 2].map((n) => `${word('R')},${word()},item.mpn,STORAGE,${n},2026-03-01 00:00:00,2026-03-31 00:00:00,asset.id,${asset},${word('c')}`);
      const form = new FormData();
      form.append('usage_file', new Blob([[columns, ...rows].join('\n')], { type: 'text/csv' }), 'march.csv');
      await this.post(vendor, `/usage/files/${id}/upload`, form);
      for (const ms of [0, STEP_MS, STEP_MS]) await this.#host.pass(ms);
      return id as string;
    };
    await file();
    await this.post(vendor, `/usage/files/${await file()}/submit`);
    const accepted = await file();
    await this.post(vendor, `/usage/files/${accepted}/submit`);
    await this.post(distributor, `/usage/files/${accepted}/accept`, { acceptance_note: word() });
    await this.#host.pass(STEP_MS);
    const form = new FormData();
    form.append('recon_file', new Blob([`usage_record_id,external_billing_id,external_billing_note\nUR-${accepted.slice(3)}-0000-0001,B,${word()}`]), 'b.csv');
    await this.post(distributor, `/usage/files/${accepted}/reconciliation`, form);
    await this.#host.pass(0);
  }

  async #around(vendor: Party, distributor: Party, sale: Sale): Promise<void> {
    const words = { subject: word(), description: word(), type: 'technical', receiver: { account: { id: vendor.id } }, product: { id: sale.product } };
    const asked = await this.post(distributor, '/helpdesk/cases', words);
    const form = new FormData();
    form.append('file', new File([word()], `${word()}.txt`, { type: 'text/plain' }));
    await this.post(distributor, `/helpdesk/cases/${asked.id}/attachments`, form);
    const [order] = await this.get(distributor, `/requests?status=pending&asset.product.id=${sale.product}`);
    for (const by of [vendor, distributor]) {
      await this.post(by, `/conversations/${order.id}/messages`, { text: word() });
      await this.post(by, `/conversations/${order.id}/messages`, { text: word(), type: 'private' });
      await this.post(by, '/conversations', { instance_id: order.id, topic: word(), type: 'notes' });
      await this.get(by, `/conversations/${asked.id}`);
      await this.post(by, '/notifications/webhooks', {
        ...{ label: word(), type: 'event', object_class: 'fulfillment_request', product_id: sale.product, active: false, description: word() },
        ...{ external_url: `https://${word()}.example`, jwt_secret: word(), http_method: 'POST', data: { team: word() } },
      });
    }
  }

  /** The conversations of all there is, which are opened when somebody first asks. */
  async talks(all: readonly Party[]): Promise<void> {
    for (const by of all)
      for (const path of ['/requests', '/assets', '/contracts', '/listings', '/listing-requests', '/usage/files', '/helpdesk/cases']) {
        const ids = ((await this.get(by, `${path}?limit=100`)) as { id: string }[]).map((o) => o.id);
        if (ids.length) await this.get(by, `/conversations?in(instance_id,(${ids.join(',')}))`);
      }
  }

  /** A product sourced, and an order of it that passes the distributor. */
  async #soldOn(reseller: Party, contract: string, marketplace: string, hub: string): Promise<void> {
    const [product] = await this.get(reseller, '/products');
    const { id, listing } = await this.post(reseller, '/listing-requests', { type: 'new', product_id: product.id, contract_id: contract, marketplace_id: marketplace, note: word() }); // prettier-ignore
    for (const verb of ['deploy', 'complete']) await this.post(reseller, `/listing-requests/${id}/${verb}`);
    const connection = await this.post(reseller, `/products/${product.id}/connections`, { type: 'production', hub: { id: hub } });
    const items = await this.get(reseller, `/products/${product.id}/items?type=reservation&period=monthly`);
    const sale = { product: product.id, marketplace, connection: connection.id, listing: listing.id, items: { recurring: items[0].local_id } } as Sale;
    const values = [{ id: 'admin_email', value: `${word('m')}@nordwind.example` }, { id: 'login', value: this.#password() }]; // prettier-ignore
    const { asset } = await this.post(reseller, '/requests', purchase(sale, { note: word() }, values));
    await this.post(reseller, '/subscriptions/requests', {
      ...{ type: 'provider', asset: { id: asset.id }, items: [{ id: sale.items.recurring, quantity: 5 }] },
      ...{ period: { from: '2027-01-01T00:00:00Z', to: '2027-02-01T00:00:00Z', delta: 1, uom: 'monthly' }, attributes: { provider: { invoice: word() } } },
    });
  }

  /** What a distributor lets a reseller sell on. */
  async resale(distributor: Party, reseller: Party): Promise<void> {
    const service = await this.post(distributor, '/agreements', { type: 'service', name: 'Service', description: word(), active: true });
    const joined = await this.post(distributor, `/agreements/${service.id}/contracts`, { owner: { id: reseller.id } });
    await this.post(reseller, `/contracts/${joined.id}/sign`);
    const offer = { type: 'syndication', name: 'Sell on', description: word(), active: true };
    const resale = await this.post(distributor, `/agreements/${service.id}/agreements`, offer);
    const [group] = await this.get(distributor, '/catalog/groups');
    await this.post(distributor, `/agreements/${resale.id}/product-groups`, { id: group.id });
    const contract = await this.post(reseller, `/agreements/${resale.id}/contracts`);
    await this.post(distributor, `/contracts/${contract.id}/sign`);
    const place = { name: 'Resale', description: word(), zone: 'EU', currency: 'EUR' };
    const marketplace = await this.post(reseller, '/marketplaces', place);
    const [hub] = await this.get(reseller, '/hubs');
    await this.put(reseller, `/marketplaces/${marketplace.id}`, { hubs: [{ hub: { id: hub.id }, external_id: word() }] });
    await this.post(reseller, '/tier/accounts', { type: 'customer', ...customer(), tax_id: word() });
    await this.#soldOn(reseller, contract.id as string, marketplace.id as string, hub.id as string);
    const words = { subject: word(), description: word(), type: 'business', receiver: { account: { id: distributor.id } } };
    const asked = await this.post(reseller, '/helpdesk/cases', words);
    await this.post(reseller, `/conversations/${asked.id}/messages`, { text: word() });
  }
}
