/**
 * Nobody's backlog grows without end: while an account has more open tasks than its quota, calls from outside that would
 * add to them are refused with 429 and Retry-After. Nothing is dropped, and what works a backlog off is never refused. The
 * count is taken now and then, and by account only where all of them together are more than one may have.
 */
import { sql } from 'kysely';
import { Loop, PlatformError, type Log } from '../base/index.ts';
import { SYSTEM, type Context, type Store } from '../store/index.ts';
import { OPEN } from './lanes.ts';

/** Open tasks that one account may have. */
export const BACKLOG_MAX = 250_000;
const LOOK_MS = 5_000;
/** When the caller may look again. */
export const BACKLOG_RETRY_SECONDS = 30;

export class Backlog {
  readonly #loop: Loop;
  readonly #store: Store;
  readonly #max: number;
  #over = new Map<string, number>();

  constructor(options: { store: Store; log: Log; max?: number }) {
    this.#store = options.store;
    this.#max = options.max ?? BACKLOG_MAX;
    this.#loop = new Loop('backlog', () => this.look(), LOOK_MS, options.log);
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  async look(): Promise<void> {
    this.#over = await this.#store.read(SYSTEM, (ctx) => overQuota(ctx, this.#max));
  }

  /** Refuses a call whose events are for an account that has too much to do already. */
  admit(accounts: readonly string[]): void {
    const account = this.#over.size ? accounts.find((a) => this.#over.has(a)) : undefined;
    if (account === undefined) return;
    throw new PlatformError('tooMany', `${account} has ${this.#over.get(account)} tasks waiting; more are taken when it has at most ${this.#max}.`, {
      params: { retry_after: BACKLOG_RETRY_SECONDS },
    });
  }
}

async function overQuota(ctx: Context, max: number): Promise<Map<string, number>> {
  const all = await sql<{ open: number }>`select count(*) as open from task where status in (${OPEN})`.execute(ctx.tx);
  if (Number(all.rows[0]!.open) <= max) return new Map();
  const rows = await sql<{ account_id: string; open: number }>`
    select account_id, count(*) as open from task where status in (${OPEN}) group by account_id having count(*) > ${max}`.execute(ctx.tx);
  return new Map(rows.rows.map((r) => [r.account_id, Number(r.open)]));
}
