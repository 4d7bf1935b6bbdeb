/**
 * Events made by what causes them: a purchase is placed, so a real object stands behind the event, in a world that
 * `--seed demo` made. Each recipe is what a trading partner would do over REST.
 */
import { randomUUID } from 'node:crypto';
import type { EventType } from '../../sdk/contract/index.ts';
import { lookUp } from '../base/index.ts';
import type { DemoWorld } from '../host/seed.ts';
import { clientOf, seeded, type Client } from './client.ts';
import { CliError, EXIT } from './output.ts';
import { jsonOrText } from './pairs.ts';

type Account = 'operator' | 'vendor' | 'distributor' | 'reseller';

export interface World {
  api: string;
  accounts: Record<Account, { id: string; token: string }>;
  world: DemoWorld;
}

/** What is sent: a body that flags may change before it goes. */
interface Recipe {
  as: Account;
  summary: string;
  path: string;
  /** The first body; `on` is an object of the caller's choice. */
  body(world: World, on: string | undefined): Promise<Record<string, unknown>>;
}

const buyer = (world: World): Client => clientOf(world.api, world.accounts.distributor.token);

const purchase = (world: World): Record<string, unknown> => ({
  type: 'purchase',
  asset: {
    connection: { id: world.world.connection },
    external_uid: randomUUID(),
    items: [{ id: world.world.items.recurring, quantity: 10 }],
    params: [{ id: 'admin_email', value: 'it@customer.example' }],
    tiers: {
      customer: {
        name: 'Nordwind GmbH',
        external_uid: randomUUID(),
        contact_info: {
          ...{ address_line1: 'Hauptstr. 1', city: 'Berlin', postal_code: '10115', country: 'DE' },
          contact: { first_name: 'Eva', last_name: 'Lang', email: 'eva@customer.example' },
        },
      },
    },
  },
});

/** A later order: of the subscription that is named, or of the newest in a fitting status. */
const later =
  (type: string, statuses: readonly string[], more: (world: World) => object = () => ({})) =>
  async (world: World, on: string | undefined): Promise<Record<string, unknown>> => {
    const query = `in(status,(${statuses.join()}))&ordering(-events.created.at)&limit=1`;
    const id = on ?? (await buyer(world).request<{ id: string }[]>('GET', `/assets?${query}`))[0]?.id;
    if (id === undefined)
      throw new CliError(`There is no subscription that is ${statuses.join(' or ')}: trigger asset_purchase_request_processing first, and let it be approved.`);
    return { type, asset: { id, ...more(world) } };
  };

const order = (summary: string, body: Recipe['body']): Recipe => ({ as: 'distributor', summary, path: '/requests', body });

// prettier-ignore
export const RECIPES: Partial<Record<EventType, Recipe>> = {
  asset_purchase_request_processing: order('a distributor buys', async (world) => purchase(world)),
  asset_change_request_processing:   order('a distributor changes a quantity', later('change', ['active'], (world) => ({ items: [{ id: world.world.items.recurring, quantity: 25 }] }))),
  asset_suspend_request_processing:  order('a distributor suspends', later('suspend', ['active'])),
  asset_resume_request_processing:   order('a distributor resumes', later('resume', ['suspended'])),
  asset_cancel_request_processing:   order('a distributor cancels', later('cancel', ['active', 'suspended'])),
  asset_purchase_request_validation: order('a distributor drafts a purchase', async (world) => ({ ...purchase(world), status: 'draft' })),
};

export interface Triggered {
  /** The object behind the event. */
  id: string;
  as: Account;
  what: string;
  body: object;
}

/** @throws CliError for an event without a recipe, a path that does not fit, and what the host refuses. */
export async function trigger(data: string, event: string, options: { set?: readonly string[]; on?: string | undefined; print?: boolean }): Promise<Triggered> {
  const recipe = lookUp(RECIPES, event);
  if (!recipe) throw new CliError(`${JSON.stringify(event)} cannot be triggered; these can: ${Object.keys(RECIPES).join(', ')}.`, EXIT.usage);
  const world = seeded<World>(data);
  const body = await recipe.body(world, options.on);
  for (const pair of options.set ?? []) setPath(body, pair);
  if (options.print) return { id: '', as: recipe.as, what: recipe.summary, body };
  const made = await clientOf(world.api, world.accounts[recipe.as].token).request<{ id: string }>('POST', recipe.path, body);
  return { id: made.id, as: recipe.as, what: recipe.summary, body };
}

/** `asset.items[0].quantity=500`: a number or other JSON where it is some, text otherwise. */
export function setPath(body: Record<string, unknown>, pair: string): void {
  const at = pair.indexOf('=');
  const path = at < 0 ? '' : pair.slice(0, at);
  if (!/^[A-Za-z_]\w*((\.[A-Za-z_]\w*)|(\[\d{1,3}\]))*$/.test(path))
    throw new CliError(`--set: ${JSON.stringify(pair)} is not PATH=VALUE; for example asset.items[0].quantity=500.`, EXIT.usage);
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  let place: Record<string, unknown> = body;
  for (const [i, step] of steps.slice(0, -1).entries()) {
    if (!Object.hasOwn(place, step)) put(place, step, /^\d+$/.test(steps[i + 1]!) ? [] : {});
    const next = Object.getOwnPropertyDescriptor(place, step)!.value as unknown;
    if (typeof next !== 'object' || next === null)
      throw new CliError(`--set ${path}: ${steps.slice(0, i + 1).join('.')} is ${JSON.stringify(next)} and has no parts.`, EXIT.usage);
    place = next as Record<string, unknown>;
  }
  put(place, steps.at(-1)!, jsonOrText(pair.slice(at + 1)));
}

/** Also under a name that every object inherits. */
function put(place: object, name: string, value: unknown): void {
  Object.defineProperty(place, name, { value, enumerable: true, configurable: true, writable: true });
}
