/**
 * The walk of the published API as each role. Every call is noted with its operation and whether its answer is as
 * described. A state change counts when a read showed where the object was, roles that may not make the change were
 * refused, a listed one made it by a listed call, and a read then shows where the object went.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { faultsOfAnswer, type Description, type Operation } from './description.ts';
import { TRADE_ROLES, type TradeRole, type Transition } from './transitions.ts';

export interface Party {
  role: TradeRole | 'operator';
  /** Account id. */
  id: string;
  /** The whole Authorization header. */
  token: string;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the shapes are the description's to check
export type Json = any;

export interface Answer {
  status: number;
  body: Json;
}

export type Call = [method: string, path: string, body?: unknown];

export interface Move {
  /** Who calls; `system` where only time passes. */
  by: Party | 'system';
  /** For `system`: what lets it happen besides the passing of time, for example a call made on another object. */
  call?: Call;
  /** Path of the object to read. For a new object: told from the answer. */
  object?: string | ((answer: Json) => string | Promise<string>);
  /** For `system`: who makes the call that lets it happen. */
  caller?: Party;
  /** Who reads; default the caller. */
  reader?: Party;
  /** State of an object where no property shows it. */
  state?: (object: Json) => string;
  /** State of an object that is no longer found; default `deleted`. */
  gone?: string;
  /** Parties of other roles, tried first and to be refused; default every role of the walk that may not. */
  refused?: Party[];
  /** Time that passes before the host's own jobs run; several times, where it takes its steps one after the other. */
  advanceMs?: number | readonly number[];
}

export interface Counted {
  id: string;
  object: string;
  actor: string;
  call: string;
  before: string;
  after: string;
  event: string | null;
}

export interface WalkHost {
  /** Origin and base path. */
  api: string;
  /** Lets time pass, then runs what the host does by itself until nothing is left to do. */
  pass(ms: number): Promise<void>;
  /** Id of the newest event about an object, or null. */
  lastEvent(objectId: string): Promise<string | null>;
}

export class Walk {
  readonly host: WalkHost;
  readonly parties: Record<TradeRole | 'operator', Party>;
  readonly counted = new Map<string, Counted>();
  /** Operation key -> the first call that counted. */
  readonly operations = new Map<string, Counted>();
  /** Why something did not count, first reason each. */
  readonly reasons = new Map<string, string>();
  readonly #description: Description;
  readonly #transitions: ReadonlyMap<string, Transition>;

  constructor(host: WalkHost, parties: Walk['parties'], description: Description, transitions: readonly Transition[]) {
    this.host = host;
    this.parties = parties;
    this.#description = description;
    this.#transitions = new Map(transitions.map((t) => [t.id, t]));
  }

  /** One call, whatever comes of it. */
  async call(by: Party | undefined, method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.#send(by, method, path, body);
    const operation = this.#description.find(method, path);
    if (operation) this.#note(operation, by, method, path, answer);
    return answer;
  }

  async #send(by: Party | undefined, method: string, path: string, body?: unknown): Promise<Answer> {
    // a form, a file or a text goes as it is
    const raw = body instanceof FormData || body instanceof Uint8Array || typeof body === 'string';
    const answer = await fetch(this.host.api + path, {
      method,
      redirect: 'manual',
      headers: { ...(by ? { authorization: by.token } : {}), ...(raw ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = text !== '' && (answer.headers.get('content-type') ?? '').startsWith('application/json;');
    return { status: answer.status, body: json ? (JSON.parse(text) as unknown) : text };
  }

  /** A call that must succeed; answers its body. */
  async do(by: Party, method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await this.call(by, method, path, body);
    if (answer.status >= 400)
      throw new Error(`${by.role}: ${method} ${path} answered ${answer.status} ${JSON.stringify(answer.body)}, sent ${JSON.stringify(body)}`);
    return answer.body;
  }

  get(by: Party, path: string): Promise<Json> {
    return this.do(by, 'GET', path);
  }
  post(by: Party, path: string, body: unknown = {}): Promise<Json> {
    return this.do(by, 'POST', path, body);
  }
  put(by: Party, path: string, body: unknown = {}): Promise<Json> {
    return this.do(by, 'PUT', path, body);
  }
  delete(by: Party, path: string): Promise<Json> {
    return this.do(by, 'DELETE', path);
  }

  /** One published state change; answers the body of the call. */
  async move(id: string, move: Move): Promise<Json> {
    const transition = this.#transitions.get(id);
    if (!transition) throw new Error(`${id} is not a published state change`);
    try {
      return await this.#move(transition, move);
    } catch (error) {
      this.#fail(id, (error as Error).message);
      throw error;
    }
  }

  /** A part of the walk: what goes wrong in it is told and does not stop the others. */
  async part(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      process.stderr.write(`${name}: ${(error as Error).stack}\n`);
    }
  }

  async #move(transition: Transition, move: Move): Promise<Json> {
    const reader = move.reader ?? (move.by === 'system' ? this.parties.operator : move.by);
    const isNew = transition.from.includes('new');
    const before = isNew ? undefined : await this.#state(transition, move, reader, move.object as string);
    if (before !== undefined && !transition.from.includes(before)) throw new Error(`expected to find it ${transition.from.join(' or ')}, found it ${before}`);
    const known = isNew ? await this.#ids(transition, reader) : undefined;
    await this.#refusals(transition, move, reader, before);
    const answer = move.call ? await this.do(move.by === 'system' ? (move.caller ?? this.parties.operator) : move.by, ...move.call) : undefined;
    if (move.by === 'system' || move.advanceMs !== undefined) for (const ms of [move.advanceMs ?? 0].flat()) await this.host.pass(ms);
    const object = typeof move.object === 'function' ? await move.object(answer) : (move.object ?? `${transition.resource}/${(answer as { id: string }).id}`);
    const objectId = object.split('/').at(-1)!;
    if (known?.has(objectId)) throw new Error(`${objectId} was there before`);
    const after = await this.#state(transition, move, reader, object);
    if (after !== transition.to) throw new Error(`expected to find it ${transition.to}, found it ${after}`);
    this.counted.set(transition.id, {
      ...{ id: transition.id, object: objectId },
      actor: move.by === 'system' ? 'system' : `${move.by.role} ${move.by.id}`,
      call: move.call ? `${move.call[0]} ${move.call[1]}` : 'system',
      ...{ before: before ?? 'new', after, event: await this.host.lastEvent(objectId) },
    });
    this.reasons.delete(transition.id);
    return answer;
  }

  /** Every role that is not listed tries the call first: it is refused, and the object stays as it was. */
  async #refusals(transition: Transition, move: Move, reader: Party, before: string | undefined): Promise<void> {
    if (!move.call || move.by === 'system' || transition.actors.includes('any')) return;
    const others = move.refused ?? TRADE_ROLES.filter((role) => !transition.actors.includes(role)).map((role) => this.parties[role]);
    for (const other of others) {
      const { status } = await this.#send(other, ...move.call);
      if (status < 400 || status >= 500) throw new Error(`${other.role} is not listed, and its ${move.call[0]} ${move.call[1]} was answered ${status}`);
    }
    if (before === undefined || !others.length) return;
    const still = await this.#state(transition, move, reader, move.object as string);
    if (still !== before) throw new Error(`a refused call moved it from ${before} to ${still}`);
  }

  async #state(transition: Transition, move: Move, reader: Party, object: string): Promise<string> {
    const { status, body } = await this.call(reader, 'GET', object);
    if (status === 404) return move.gone ?? 'deleted';
    if (status >= 300) throw new Error(`${reader.role}: GET ${object} answered ${status} ${JSON.stringify(body)}`);
    if (move.state) return move.state(body);
    const shown = (body as Record<string, unknown>)[transition.statusField ?? 'status'];
    const named = Object.entries(transition.statusValues).find(([, value]) => value === shown)?.[0];
    return named ?? String(shown);
  }

  async #ids(transition: Transition, reader: Party): Promise<Set<string>> {
    if (transition.resource.includes('{')) return new Set();
    const { body } = await this.call(reader, 'GET', `${transition.resource}?limit=1000`);
    return new Set(Array.isArray(body) ? (body as { id: string }[]).map((o) => o.id) : []);
  }

  #note(operation: Operation, by: Party | undefined, method: string, path: string, { status, body }: Answer): void {
    if (!operation.counted || this.operations.has(operation.key)) return;
    if (status >= 400) return this.#fail(operation.key, `answered ${status} ${JSON.stringify(body).slice(0, 200)}`);
    const faults = faultsOfAnswer(operation, status, body);
    if (faults.length) return this.#fail(operation.key, `the answer is not as described: ${faults.join('; ')}`);
    const object = (body as { id?: string } | null)?.id ?? path;
    this.operations.set(operation.key, {
      id: operation.key,
      object,
      actor: by ? `${by.role} ${by.id}` : 'nobody',
      call: `${method} ${path}`,
      before: '',
      after: String(status),
      event: null,
    });
    this.reasons.delete(operation.key);
  }

  #fail(id: string, reason: string): void {
    if (!this.reasons.has(id)) this.reasons.set(id, reason);
  }

  /** Until a background part of the host has done its work. */
  async until(what: string, probe: () => Promise<boolean>, tries = 200): Promise<void> {
    for (let i = 0; i < tries; i++) {
      if (await probe()) return;
      await this.host.pass(0);
      await wait(5);
    }
    throw new Error(`waited in vain for: ${what}`);
  }
}
