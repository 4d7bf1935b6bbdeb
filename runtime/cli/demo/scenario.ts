/** The walks of the demo, each placed over REST and read back over REST until its planned end, or the time is up. */
import { clientOf, type Client } from '../client.ts';
import { poll, type Walk } from './walk.ts';
import { SERVICE_KEY, type Credentials } from './world.ts';

interface Request {
  id: string;
  type: string;
  status: string;
  asset: { id: string; status: string; params: { id: string; value: string; value_error: string }[]; items: { id: string; quantity: string }[] };
}

interface Task {
  id: string;
  state: string;
  object: { id: string };
  attempts: unknown[];
}

/** One record: what a subscription stored in January. */
function usageSheet(asset: string): string {
  const record = {
    ...{ record_id: 'r-1', item_search_criteria: 'item.mpn', item_search_value: 'ACME-STORAGE', quantity: 12 },
    ...{ start_time_utc: '2026-01-01 00:00:00', end_time_utc: '2026-01-31 00:00:00', asset_search_criteria: 'asset.id', asset_search_value: asset },
  };
  return `${Object.keys(record).join()}\n${Object.values(record).join()}\n`;
}

export class Scenario {
  readonly walks: Walk[] = [];
  readonly #credentials: Credentials;
  readonly #service: string;
  readonly #say: (walk: Walk) => void;
  #orders = 0;

  constructor(credentials: Credentials, service: string, say: (walk: Walk) => void) {
    this.#credentials = credentials;
    this.#service = service;
    this.#say = say;
  }

  client(as: keyof Credentials['accounts']): Client {
    return clientOf(this.#credentials.api, this.#credentials.accounts[as].token);
  }

  async run(): Promise<void> {
    const first = await this.#order('distributor', 'purchase of 5 seats', 'approved', () => this.#purchase('distributor'));
    await this.#order('reseller', 'purchase of 3 seats', 'approved', () => this.#purchase('reseller', { quantity: 3 }));
    const asset = first.asset.id;
    await this.#order('distributor', 'change to 12 seats', 'approved', () =>
      this.#next('change', asset, { items: [{ id: this.#credentials.world.items.recurring, quantity: 12 }] }),
    );
    await this.#order('distributor', 'suspend', 'approved', () => this.#next('suspend', asset));
    await this.#order('distributor', 'resume', 'approved', () => this.#next('resume', asset));
    await this.#inquired();
    await this.#outage();
    await this.#deadLetter();
    await this.#order('distributor', 'cancel', 'approved', () => this.#next('cancel', asset));
    await this.#usage(asset);
    await this.#contract();
  }

  /** One order: placed, then read back until it ends. */
  async #order(who: 'distributor' | 'reseller', what: string, planned: string, place: () => Promise<Request>): Promise<Request> {
    const started = Date.now();
    const placed = await place();
    const ended = await this.#until(who, placed.id, [planned, 'failed']);
    this.#note({ name: placed.id, who, what, planned, ended: ended.status, ms: Date.now() - started });
    return ended;
  }

  async #inquired(): Promise<void> {
    const started = Date.now();
    const placed = await this.#purchase('distributor', { domain: 'taken' });
    const asked = await this.#until('distributor', placed.id, ['inquiring']);
    const flagged = asked.asset.params.find((p) => p.id === 'domain')?.value_error ?? '';
    const buyer = this.client('distributor');
    await buyer.request('POST', `/requests/${placed.id}/pend`, { asset: { params: [{ id: 'domain', value: 'free' }] } });
    const ended = await this.#until('distributor', placed.id, ['approved', 'failed']);
    this.#note({
      name: placed.id,
      who: 'distributor',
      what: `purchase, asked "${flagged}", answered`,
      planned: 'approved',
      ended: ended.status,
      ms: Date.now() - started,
    });
  }

  async #outage(): Promise<void> {
    await this.#fault('outage', 2);
    await this.#order('distributor', 'purchase during an outage of the vendor', 'approved', () => this.#purchase('distributor'));
  }

  async #deadLetter(): Promise<void> {
    const started = Date.now();
    await this.#fault('refusal', 1);
    const placed = await this.#purchase('distributor');
    const dead = await this.#task(placed.id, 'dead');
    await this.client('vendor').request('POST', `/devops/tasks/${dead.id}/replay`, {});
    const ended = await this.#until('distributor', placed.id, ['approved', 'failed']);
    this.#note({
      name: placed.id,
      who: 'distributor',
      what: 'purchase, dead letter, replayed after a fix',
      planned: 'approved',
      ended: ended.status,
      ms: Date.now() - started,
    });
  }

  async #usage(asset: string): Promise<void> {
    const started = Date.now();
    const vendor = this.client('vendor');
    const { product, contract } = this.#credentials.world;
    const file = await vendor.request<{ id: string }>('POST', '/usage/files', {
      name: 'Usage',
      product: { id: product },
      contract: { id: contract },
      period: { from: '2026-01-01', to: '2026-01-31' },
      currency: 'EUR',
    });
    await vendor.request('POST', `/usage/files/${file.id}/upload`, Buffer.from(usageSheet(asset)));
    const ended = await poll(`usage file ${file.id}`, async () => {
      const now = await vendor.request<{ status: string }>('GET', `/usage/files/${file.id}`);
      return now.status === 'pending' && now;
    });
    this.#note({
      name: file.id,
      who: 'vendor',
      what: 'usage file, submitted by the extension',
      planned: 'pending',
      ended: ended.status,
      ms: Date.now() - started,
    });
  }

  /** The reseller's contract ends; the extension is told. */
  async #contract(): Promise<void> {
    const started = Date.now();
    const id = this.#credentials.world.contract;
    await this.client('distributor').request('POST', `/contracts/${id}/terminate`, {});
    const task = await this.#task(id, 'done');
    this.#note({
      name: id,
      who: 'distributor',
      what: 'contract terminated, the extension was told',
      planned: 'done',
      ended: task.state,
      ms: Date.now() - started,
    });
  }

  #purchase(who: 'distributor' | 'reseller', options: { quantity?: number; domain?: string } = {}): Promise<Request> {
    const { world } = this.#credentials;
    const uid = `demo-${++this.#orders}-${Date.now()}`;
    const params = [{ id: 'admin_email', value: 'it@customer.example' }, ...(options.domain ? [{ id: 'domain', value: options.domain }] : [])];
    return this.client(who).request('POST', '/requests', {
      type: 'purchase',
      asset: {
        connection: { id: who === 'reseller' ? world.resellerConnection : world.connection },
        external_uid: uid,
        items: [{ id: world.items.recurring, quantity: options.quantity ?? 5 }],
        params,
        tiers: {
          customer: {
            name: 'Customer GmbH',
            external_uid: uid,
            contact_info: {
              address_line1: 'Hauptstr. 1',
              city: 'Berlin',
              postal_code: '10115',
              country: 'DE',
              contact: { first_name: 'Eva', last_name: 'Lang', email: 'eva@customer.example' },
            },
          },
        },
      },
    });
  }

  #next(type: string, asset: string, more: object = {}): Promise<Request> {
    return this.client('distributor').request('POST', '/requests', { type, asset: { id: asset, ...more } });
  }

  #until(who: 'distributor' | 'reseller', id: string, statuses: string[]): Promise<Request> {
    return poll(`${id} to become ${statuses.join(' or ')}`, async () => {
      const now = await this.client(who).request<Request>('GET', `/requests/${id}`);
      return statuses.includes(now.status) && now;
    });
  }

  #task(objectId: string, state: string): Promise<Task> {
    return poll(
      `a task of ${objectId} to be ${state}`,
      async () => (await this.client('vendor').request<Task[]>('GET', `/devops/tasks?object.id=${objectId}&state=${state}`))[0],
    );
  }

  async #fault(kind: string, times: number): Promise<void> {
    await fetch(`${this.#service}/control/fault`, {
      method: 'POST',
      headers: { authorization: `Bearer ${SERVICE_KEY}` },
      body: JSON.stringify({ kind, times }),
    });
  }

  #note(walk: Walk): void {
    this.walks.push(walk);
    this.#say(walk);
  }
}
