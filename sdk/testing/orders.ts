/** The acts of a test that are orders: placed over REST by the distributor, followed to where the extension brings them. */
import type { Request } from '../author/objects.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import type { ProductSeed } from '../../runtime/host/seed.ts';
import type { Call } from './outside.ts';
import type { SeededChance } from './chance.ts';
import type { Party, Platform } from './platform.ts';
import { Order, readTasks, Subscription } from './views.ts';

export interface Purchase {
  /** Of the product's first item; default 1. */
  quantity?: number;
  /** Quantities by MPN, in place of `quantity`. */
  items?: Record<string, number>;
  /** Ordering parameters by name; required ones that are not given get a value that fits their type. */
  params?: Record<string, string>;
  note?: string;
  /** ISO time; the product allows it. */
  plannedDate?: string;
}

export type Change = Pick<Purchase, 'quantity' | 'items' | 'note'>;

/** An order or subscription, or an id of one. */
type Of = string | Order | Subscription;

export interface Orders {
  /** An order as it is now. */
  (order: string | Order): Promise<Order>;
  purchase(given?: Purchase): Promise<Order>;
  change(of: Of, given: Change): Promise<Order>;
  suspend(of: Of): Promise<Order>;
  resume(of: Of): Promise<Order>;
  cancel(of: Of): Promise<Order>;
  /** A draft is checked as a shop does while its buyer waits; what was marked is in `errors`. */
  validate(given?: Purchase): Promise<Order>;
  /** As the vendor does by hand: with values of fulfillment parameters by name. */
  approve(order: string | Order, params?: Record<string, string>): Promise<Order>;
  fail(order: string | Order, reason: string): Promise<Order>;
  /** The buyer's answer to an inquiry: values by name. */
  answer(order: string | Order, params: Record<string, string>): Promise<Order>;
}

const CUSTOMER = {
  name: 'Nordwind GmbH',
  contact_info: {
    ...{ address_line1: 'Hauptstr. 1', city: 'Berlin', postal_code: '10115', country: 'DE' },
    contact: { first_name: 'Eva', last_name: 'Lang', email: 'eva@nordwind.example' },
  },
};

const SAMPLES: Record<string, string> = { email: 'admin@nordwind.example', url: 'https://nordwind.example', phone: '+49301234567', domain: 'nordwind.example' };

export function createOrders(given: { platform: Platform; product: ProductSeed; chance: SeededChance; calls: readonly Call[]; act: Platform['act'] }): Orders {
  const { platform, product, chance, calls, act } = given;
  const mpns = new Map(Object.entries(product.items).map(([key, { mpn }]) => [mpn, (platform.world.items as Record<string, string>)[key]!]));

  async function view(id: string, from = 0): Promise<Order> {
    const request = await platform.call<Request>('vendor', 'GET', `/requests/${id}`);
    const tasks = await platform.store.read(SYSTEM, (ctx) => readTasks(ctx, platform.installation, id));
    return new Order(request, tasks, calls.slice(from));
  }

  async function placed(body: object): Promise<Order> {
    const from = calls.length;
    const { id } = await act(() => platform.call<Request>('distributor', 'POST', '/requests', body));
    return view(id, from);
  }

  function items({ quantity, items: wanted }: Change): { id: string; quantity: number }[] {
    const all = wanted ?? { [ordered(product)]: quantity ?? 1 };
    return Object.entries(all).map(([mpn, count]) => {
      const id = mpns.get(mpn);
      if (id === undefined) throw new TypeError(`items: ${JSON.stringify(mpn)} is not allowed; allowed: ${[...mpns.keys()].join(', ')}.`);
      return { id, quantity: count };
    });
  }

  function purchaseOf(wanted: Purchase, status?: 'draft'): object {
    const { params = {}, note, plannedDate } = wanted;
    const needed = Object.entries(product.parameters).flatMap(([id, { phase, required, type }]) =>
      phase === 'ordering' && required ? [[id, SAMPLES[type] ?? 'sample']] : [],
    );
    const values = { ...(Object.fromEntries(needed) as Record<string, string>), ...params };
    return {
      type: 'purchase',
      ...(status ? { status } : {}),
      ...(note === undefined ? {} : { note }),
      ...(plannedDate === undefined ? {} : { planned_date: plannedDate }),
      asset: {
        connection: { id: platform.world.connection },
        external_uid: chance.uuid(),
        items: items(wanted),
        params: listed(values),
        tiers: { customer: { ...CUSTOMER, external_uid: chance.uuid() } },
      },
    };
  }

  async function moved(order: string | Order, as: Party, action: string, body: object): Promise<Order> {
    const from = calls.length;
    await act(() => platform.call(as, 'POST', `/requests/${idOf(order)}/${action}`, body));
    return view(idOf(order), from);
  }

  const listed = (params: Record<string, string>) => Object.entries(params).map(([id, value]) => ({ id, value }));
  const next = (type: string) => (of: Of) => placed({ type, asset: { id: subscriptionOf(of) } });
  const idOf = (order: string | Order) => (typeof order === 'string' ? order : order.id);

  return Object.assign((order: string | Order) => view(idOf(order)), {
    purchase: async (wanted: Purchase = {}) => placed(purchaseOf(wanted)),
    change: async (of: Of, wanted: Change) =>
      placed({ type: 'change', ...(wanted.note === undefined ? {} : { note: wanted.note }), asset: { id: subscriptionOf(of), items: items(wanted) } }),
    suspend: next('suspend'),
    resume: next('resume'),
    cancel: next('cancel'),
    async validate(wanted: Purchase = {}) {
      const from = calls.length;
      const { id } = await act(async () => {
        const draft = await platform.call<Request>('distributor', 'POST', '/requests', purchaseOf(wanted, 'draft'));
        return platform.call<Request>('distributor', 'POST', `/requests/${draft.id}/validate`, {});
      });
      return view(id, from);
    },
    approve: (order: string | Order, params: Record<string, string> = {}) => moved(order, 'vendor', 'approve', { asset: { params: listed(params) } }),
    fail: (order: string | Order, reason: string) => moved(order, 'vendor', 'fail', { reason }),
    answer: (order: string | Order, params: Record<string, string>) => moved(order, 'distributor', 'pend', { asset: { params: listed(params) } }),
  });
}

/** What is bought where nothing else is said: the first that is reserved and renewed, else the first. */
function ordered({ items }: ProductSeed): string {
  const all = Object.values(items);
  return (all.find(({ type, period }) => type === 'reservation' && period !== 'onetime') ?? all[0]!).mpn;
}

function subscriptionOf(of: Of): string {
  if (typeof of === 'string') return of;
  return of instanceof Order ? of.subscription.id : of.id;
}
