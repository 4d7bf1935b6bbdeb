/** The distributors of the soak: they place orders over REST at whichever host answers, ask about some, and replay what is dead. */
import { randomUUID } from 'node:crypto';
import { createTrade, purchase, type Trade } from '../../bench/world.ts';
import { createToken } from '../../runtime/domain/accounts/index.ts';
import { SYSTEM, type Store } from '../../runtime/store/index.ts';
import { HANDLER, MANIFEST } from './vendor.ts';

const CALL_MS = 120_000;
/** An order in so many is asked about and answered, so that its lane gets a second task. */
const ASKED_EVERY = 7;
/** Orders in a row for one installation: a sandbox belongs to one account at a time, so that single orders would only start sandboxes. */
const BURST = 20;

type Seller = Trade & { vendorToken: string };

export class Shop {
  /** Order id -> times its placing had to be said again. */
  readonly placed = new Map<string, number>();
  replayed = 0;
  readonly #urls: readonly string[];
  readonly #sellers: Seller[];
  readonly #operator: string;
  readonly #random: () => number;
  #next = 0;

  /** Every installation belongs to a vendor of its own. */
  static async open(options: { store: Store; urls: readonly string[]; operator: string; installations: number; vendorUrl: string; random: () => number }) {
    const sellers: Seller[] = [];
    for (let n = 0; n < options.installations; n++) {
      const trade = await createTrade(options.store, HANDLER, { manifest: MANIFEST, settings: { baseUrl: options.vendorUrl }, allowPrivate: true });
      const { token } = await options.store.write(SYSTEM, (ctx) => createToken(ctx, { accountId: trade.vendor, name: 'soak' }));
      sellers.push({ ...trade, vendorToken: token });
    }
    return new Shop(options.urls, sellers, options.operator, options.random);
  }

  private constructor(urls: readonly string[], sellers: Seller[], operator: string, random: () => number) {
    this.#urls = urls;
    this.#sellers = sellers;
    this.#operator = operator;
    this.#random = random;
  }

  /** Places one order, and perhaps asks about it. */
  async buy(): Promise<void> {
    const n = this.#next++;
    const seller = this.#sellers[Math.floor(n / BURST) % this.#sellers.length]!;
    const body = purchase(seller, randomUUID());
    let again = -1;
    const placed = await this.#call<{ id: string; params?: { request_id: string } }>(seller.distributor.token, 'POST', '/requests', body, () => again++);
    // 409: an answer was lost, and the order is there already
    const id = placed.status === 409 ? placed.value.params?.request_id : placed.value.id;
    if (!id) throw new Error(`an order was refused: ${placed.status} ${JSON.stringify(placed.value)}`);
    this.placed.set(id, again);
    if (n % ASKED_EVERY) return;
    await this.#call(seller.vendorToken, 'POST', `/requests/${id}/inquire`, {});
    await this.#call(seller.distributor.token, 'POST', `/requests/${id}/pend`, {});
  }

  /** Every dead letter once; a replay whose answer was lost shows in the list. */
  async replayDead(): Promise<void> {
    const { value } = await this.#call<{ id: string; replayed_as: string[] }[]>(this.#operator, 'GET', '/devops/tasks?eq(state,dead)&limit=100');
    for (const task of value.filter((t) => !t.replayed_as.length)) {
      const { status } = await this.#call(this.#operator, 'POST', `/devops/tasks/${task.id}/replay`, {});
      if (status === 201) this.replayed++;
    }
  }

  async #call<T>(token: string, method: string, path: string, body?: unknown, onTry?: () => void): Promise<{ status: number; value: T }> {
    for (const end = Date.now() + CALL_MS; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      onTry?.();
      try {
        const url = this.#urls[Math.floor(this.#random() * this.#urls.length)]!;
        const answer = await fetch(`${url}/public/v1${path}`, {
          method,
          headers: { authorization: token, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await answer.text();
        if (answer.status >= 500) throw new Error(`${answer.status} ${text}`);
        return { status: answer.status, value: (text ? JSON.parse(text) : undefined) as T };
      } catch (error) {
        if (Date.now() > end) throw new Error(`${method} ${path}: no host answered for ${CALL_MS / 1000} s`, { cause: error });
      }
    }
  }
}
