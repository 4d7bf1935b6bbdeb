/** One way of trading as it is walked: its parties, each step with how it was to end and how it did, and who is to see what. */
import { ApiError, clientOf, type Client } from '../../runtime/cli/client.ts';
import { poll, type Walk } from '../../runtime/cli/demo/walk.ts';
import { CliError } from '../../runtime/cli/output.ts';

export type Role = 'vendor' | 'distributor' | 'reseller';
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- answers are looked at field by field
export type Json = any;

/** Where the walk happens. */
export interface Ground {
  api: string;
  /** The operator's token: it makes the accounts, and everything else is theirs. */
  operator: string;
  say(walk: Walk): void;
  /** Instead of waiting for the platform's own clock. */
  hurry?(): Promise<void>;
}

/** An account and its token. */
export class Party {
  readonly name: string;
  readonly role: Role;
  readonly id: string;
  readonly token: string;
  readonly #client: Client;

  constructor(api: string, account: { name: string; role: Role; id: string; token: string }) {
    this.name = account.name;
    this.role = account.role;
    this.id = account.id;
    this.token = account.token;
    this.#client = clientOf(api, account.token);
  }

  get = (path: string): Promise<Json> => this.#client.request('GET', path);
  post = (path: string, body: unknown = {}): Promise<Json> => this.#client.request('POST', path, body);
  put = (path: string, body: unknown): Promise<Json> => this.#client.request('PUT', path, body);
}

/** What is known of an object of a list: those who are to see it, told when everything has happened. */
type Seers = () => readonly Party[];

export class Trade {
  readonly walks: Walk[] = [];
  readonly parties: Party[] = [];
  /** List -> id -> who is to see it. */
  readonly made = new Map<string, Map<string, Seers[]>>();
  readonly #ground: Ground;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  async account(role: Role, name: string): Promise<Party> {
    const operator = clientOf(this.#ground.api, this.#ground.operator);
    const { id } = await operator.request<{ id: string }>('POST', '/accounts', { name, role });
    const { token } = await operator.request<{ token: string }>('POST', '/auth/tokens', { name: 'trading', owner: { id } });
    const party = new Party(this.#ground.api, { name, role, id, token });
    this.parties.push(party);
    return party;
  }

  /** A call and the status it leads to; `told` reads that from what is answered, where it is neither `status` nor `state`. */
  async step(who: Party, what: string, planned: string, call: () => Promise<Json>, told: (answer: Json) => string = (a) => a.status ?? a.state): Promise<Json> {
    const started = Date.now();
    const answer = await call();
    this.note({ name: answer?.id ?? '', who: who.name, what, planned, ended: told(answer), ms: Date.now() - started });
    return answer;
  }

  /** A call that must be refused, with this HTTP status. */
  async refused(who: Party, what: string, status: number, call: () => Promise<unknown>): Promise<void> {
    const answered = () => call().then(() => 'done', (error: unknown) => (error instanceof ApiError ? String(error.status) : Promise.reject(error as Error))); // prettier-ignore
    await this.step(who, what, String(status), answered, (ended) => ended);
  }

  /** A fact that is read back. */
  async shows(who: Party, what: string, planned: string | number, read: () => Promise<unknown>): Promise<void> {
    await this.step(who, what, String(planned), read, String);
  }

  note(walk: Walk): void {
    this.walks.push(walk);
    this.#ground.say(walk);
    if (walk.ended !== walk.planned) throw new CliError(`${walk.who}: ${walk.what} was to end as ${walk.planned} and ended as ${walk.ended}.`);
  }

  until(what: string, probe: () => Promise<Json>): Promise<Json> {
    return poll(what, probe, this.#ground.hurry);
  }

  /** This object of a list is seen by these, and by nobody else of the trade. */
  seen(list: string, id: string, by: readonly Party[] | Seers): void {
    const objects = this.made.get(list) ?? new Map<string, Seers[]>();
    this.made.set(list, objects);
    objects.set(id, [...(objects.get(id) ?? []), typeof by === 'function' ? by : () => by]);
  }

  count(list: string): number {
    return this.made.get(list)?.size ?? 0;
  }
}
