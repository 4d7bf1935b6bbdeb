/** Tier accounts, requests about them, tier configurations and their requests; and orders that wait for them. */
import { randomUUID } from 'node:crypto';
import type { Walk } from '../walk.ts';
import { customer, directSale, purchase, type Sale } from '../world.ts';

const DAY_MS = 86_400_000;
const ORDERING = { name: 't1_ordering', title: 'Ordering', type: 'text', phase: 'ordering', scope: 'tier1', constraints: { required: true } };
const FULFILLMENT = { name: 't1_fulfillment', title: 'Fulfillment', type: 'text', phase: 'fulfillment', scope: 'tier1' };
const EMAIL = { name: 'admin_email', title: 'E-mail', type: 'email', phase: 'ordering', scope: 'asset', constraints: { required: true } };
const BASE = { cart: { validation: true }, subscription: { hold: true } };
const levels = (level: 1 | 2, more: object = {}) => ({ ...BASE, tiers: { configs: { level }, ...more } });

/** An order of which each slot is a new account; answers the request. */
async function order(walk: Walk, sale: Sale, slots: ('tier1' | 'tier2')[]) {
  const body = purchase(sale);
  Object.assign(body.asset.tiers, Object.fromEntries(slots.map((slot) => [slot, customer()])));
  return walk.post(walk.parties.distributor, '/requests', body);
}

/** The configuration requests of an order's product, the newest first. */
async function requestOf(walk: Walk, sale: Sale, level: 1 | 2, offset = 0): Promise<string> {
  const query = `configuration.product.id=${sale.product}&configuration.tier_level=${level}&ordering(-created)&limit=10`;
  return ((await walk.get(walk.parties.vendor, `/tier/config-requests?${query}`)) as { id: string }[])[offset]!.id;
}

export async function tiers(walk: Walk): Promise<void> {
  await walk.part('tiers: accounts', () => accounts(walk));
  await walk.part('tiers: one level', () => oneLevel(walk));
  await walk.part('tiers: two levels', () => twoLevels(walk));
  await walk.part('tiers: drafts', () => drafts(walk));
  await walk.part('tiers: a product that asks for more', () => moreAsked(walk));
}

async function accounts(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const decommissioned = (account: { events: Record<string, unknown> }) => (account.events['decommissioned'] ? 'decommissioned' : 'active');
  const account = await walk.move('tier-account/1', {
    by: distributor,
    call: ['POST', '/tier/accounts', { type: 'customer', ...customer() }],
    state: decommissioned,
  });
  await walk.get(distributor, '/tier/accounts');
  await walk.put(distributor, `/tier/accounts/${account.id}`, { name: 'Nordwind AG' });
  await walk.get(distributor, `/tier/accounts/${account.id}/versions`);
  await walk.get(distributor, `/tier/accounts/${account.id}/versions/1`);
  await walk.move('tier-account/2', {
    by: distributor,
    call: ['DELETE', `/tier/accounts/${account.id}`],
    object: `/tier/accounts/${account.id}`,
    state: decommissioned,
  });

  const supported = await directSale(walk, { capabilities: { ...BASE, tiers: { updates: true } }, parameters: [EMAIL] });
  const told = (await order(walk, supported, [])).asset.tiers.customer.id;
  const change = (id: string, name: string) => ({ type: 'update', account: { id, name } });
  const first = ([request]: { id: string }[]) => `/tier/account-requests/${request!.id}`;
  const [one] = await walk.move('tier-account-request/1', { by: distributor, call: ['POST', '/tier/account-requests', change(told, 'One')], object: first });
  await walk.get(vendor, '/tier/account-requests');
  await walk.move('tier-account-request/3', {
    by: vendor,
    call: ['POST', `/tier/account-requests/${one.id}/accept`, {}],
    object: `/tier/account-requests/${one.id}`,
  });
  const [two] = await walk.post(distributor, '/tier/account-requests', change(told, 'Two'));
  const ignore = `/tier/account-requests/${two.id}`;
  await walk.move('tier-account-request/4', { by: vendor, call: ['POST', `${ignore}/ignore`, { reason: 'not ours' }], object: ignore });
  const unsupported = await directSale(walk, { capabilities: BASE, parameters: [EMAIL] });
  const untold = (await order(walk, unsupported, [])).asset.tiers.customer.id;
  await walk.move('tier-account-request/2', { by: distributor, call: ['POST', '/tier/account-requests', change(untold, 'Three')], object: first });
}

async function oneLevel(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const sale = await directSale(walk, { capabilities: levels(1), parameters: [EMAIL, FULFILLMENT] });
  const body = purchase(sale);
  Object.assign(body.asset.tiers, { tier1: customer() });
  // the order makes both: the configuration, and the request that sets it up
  const call = ['POST', '/requests', body] as const;
  let setup = '';
  await walk.move('tier-config-request/2', {
    ...{ by: 'system', caller: distributor, reader: vendor, call: [...call] },
    object: async () => `/tier/config-requests/${(setup = await requestOf(walk, sale, 1))}`,
  });
  const again = purchase(sale);
  Object.assign(again.asset.tiers, { tier1: customer() });
  await walk.move('tier-config/1', {
    ...{ by: 'system', caller: distributor, reader: vendor, call: ['POST', '/requests', again] },
    object: async () => `/tier/configs/${(await walk.get(vendor, `/tier/config-requests/${await requestOf(walk, sale, 1)}`)).configuration.id}`,
  });
  const request = `/tier/config-requests/${setup}`;
  const config = `/tier/configs/${(await walk.get(vendor, request)).configuration.id}`;
  await walk.move('tier-config-request/5', { by: vendor, call: ['POST', `${request}/inquire`, {}], object: request });
  await walk.move('tier-config-request/6', { by: distributor, call: ['POST', `${request}/pend`, {}], object: request });
  await walk.move('tier-config/5', { by: vendor, call: ['POST', `${request}/approve`, {}], object: config });
  const update = { configuration: { id: config.split('/').at(-1) }, params: [] };
  const changed = await walk.move('tier-config/6', {
    by: distributor,
    call: ['POST', '/tier/config-requests', update],
    object: config,
    refused: [walk.parties.reseller],
  });
  const changing = `/tier/config-requests/${changed.id}`;
  await walk.move('tier-config-request/14', { by: vendor, call: ['POST', `${changing}/approve`, {}], object: changing });
  const failing = `/tier/config-requests/${(await walk.post(distributor, '/tier/config-requests', update)).id}`;
  await walk.move('tier-config-request/15', { by: vendor, call: ['POST', `${failing}/fail`, { reason: 'no' }], object: failing });
  const asking = `/tier/config-requests/${(await walk.post(distributor, '/tier/config-requests', update)).id}`;
  await walk.post(vendor, `${asking}/inquire`);
  await walk.move('tier-config-request/13', { by: vendor, call: ['POST', `${asking}/fail`, { reason: 'no' }], object: asking });

  const waiting = await order(walk, sale, ['tier1']);
  const freed = await requestOf(walk, sale, 1);
  await walk.move('fulfilment-request/7', {
    ...{ by: 'system', caller: vendor, reader: distributor, object: `/requests/${waiting.id}` },
    call: ['POST', `/tier/config-requests/${freed}/approve`, {}],
  });
  const doomed = await order(walk, sale, ['tier1']);
  await walk.move('fulfilment-request/6', {
    ...{ by: 'system', caller: vendor, reader: distributor, object: `/requests/${doomed.id}` },
    call: ['POST', `/tier/config-requests/${await requestOf(walk, sale, 1)}/fail`, { reason: 'no' }],
  });

  const asked = await directSale(walk, { capabilities: levels(1), parameters: [EMAIL, ORDERING] });
  const missing = purchase(asked);
  Object.assign(missing.asset.tiers, { tier1: customer() });
  await walk.move('tier-config-request/9', {
    ...{ by: 'system', caller: distributor, reader: vendor, call: ['POST', '/requests', missing] },
    object: async () => `/tier/config-requests/${await requestOf(walk, asked, 1)}`,
  });
}

async function twoLevels(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const place = (sale: Sale) => order(walk, sale, ['tier1', 'tier2']);
  const sale = await directSale(walk, { capabilities: levels(2), parameters: [EMAIL] });
  const body = purchase(sale);
  Object.assign(body.asset.tiers, { tier1: customer(), tier2: customer() });
  await walk.move('tier-config-request/10', {
    ...{ by: 'system', caller: distributor, reader: vendor, call: ['POST', '/requests', body] },
    object: async () => `/tier/config-requests/${await requestOf(walk, sale, 1)}`,
  });
  const above = `/tier/config-requests/${await requestOf(walk, sale, 2)}`;
  await walk.move('tier-config-request/8', {
    ...{ by: 'system', caller: vendor, reader: vendor, object: `/tier/config-requests/${await requestOf(walk, sale, 1)}` },
    call: ['POST', `${above}/approve`, {}],
  });
  await place(sale);
  const waiting = `/tier/config-requests/${await requestOf(walk, sale, 1)}`;
  await walk.move('tier-config-request/16', { by: vendor, call: ['POST', `${waiting}/fail`, { reason: 'no' }], object: waiting });
  const asked = await directSale(walk, { capabilities: levels(2), parameters: [EMAIL, ORDERING] });
  await place(asked);
  await walk.move('tier-config-request/7', {
    ...{ by: 'system', caller: vendor, reader: vendor, object: `/tier/config-requests/${await requestOf(walk, asked, 1)}` },
    call: ['POST', `/tier/config-requests/${await requestOf(walk, asked, 2)}/approve`, {}],
  });
}

async function drafts(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const validated = (level: 1 | 2) => levels(level, { validation: true });
  const sale = await directSale(walk, { capabilities: validated(1), parameters: [EMAIL] });
  const newest = (of: Sale, level: 1 | 2 = 1) => requestOf(walk, of, level).then((id) => `/tier/config-requests/${id}`);
  const configOf = async (request: string) => `/tier/configs/${(await walk.get(vendor, request)).configuration.id}`;
  const with1 = (of: Sale) => {
    const body = purchase(of);
    Object.assign(body.asset.tiers, { tier1: customer() });
    return ['POST', '/requests', body] as ['POST', string, object];
  };
  await walk.move('tier-config-request/1', { by: 'system', caller: distributor, reader: vendor, call: with1(sale), object: () => newest(sale) });
  const first = await newest(sale);
  await walk.post(distributor, `${first}/validate`, { params: [] });
  await walk.move('tier-config-request/4', { by: distributor, call: ['POST', `${first}/submit`, {}], object: first });
  await walk.move('tier-config/2', { by: 'system', caller: distributor, reader: vendor, call: with1(sale), object: async () => configOf(await newest(sale)) });
  const second = await newest(sale);
  await walk.move('tier-config/3', { by: distributor, call: ['POST', `${second}/submit`, {}], object: await configOf(second) });
  const asked = await directSale(walk, { capabilities: validated(1), parameters: [EMAIL, ORDERING] });
  await order(walk, asked, ['tier1']);
  const asking = await newest(asked);
  await walk.move('tier-config-request/11', { by: distributor, call: ['POST', `${asking}/submit`, {}], object: asking });
  const two = await directSale(walk, { capabilities: validated(2), parameters: [EMAIL] });
  await order(walk, two, ['tier1', 'tier2']);
  const below = await newest(two);
  await walk.move('tier-config-request/12', { by: distributor, call: ['POST', `${below}/submit`, {}], object: below });
  await order(walk, sale, ['tier1']);
  const forgotten = await newest(sale);
  await walk.move('tier-config-request/3', { by: 'system', object: forgotten, reader: vendor, advanceMs: 31 * DAY_MS });
  await order(walk, sale, ['tier1']);
  await walk.move('tier-config/4', { by: 'system', object: await configOf(await newest(sale)), reader: vendor, advanceMs: 31 * DAY_MS });
}

async function moreAsked(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const sale = await directSale(walk, { capabilities: BASE, parameters: [EMAIL] });
  const waiting = await order(walk, sale, ['tier1']);
  await walk.move('fulfilment-request/5', {
    ...{ by: 'system', caller: vendor, reader: distributor, object: `/requests/${waiting.id}` },
    call: ['PUT', `/products/${sale.product}`, { capabilities: levels(1) }],
  });
  const other = await directSale(walk, { capabilities: BASE, parameters: [EMAIL] });
  const asked = await order(walk, other, []);
  await walk.move('fulfilment-request/8', {
    ...{ by: 'system', caller: vendor, reader: distributor, object: `/requests/${asked.id}` },
    call: ['POST', `/products/${other.product}/parameters`, { ...EMAIL, name: `p_${randomUUID().slice(0, 6)}` }],
  });
}
