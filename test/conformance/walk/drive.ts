/**
 * The parts of the walk without the published files: what may be refused is not tried and nothing is counted. Others look at
 * what it drives: every call goes through `around`.
 */
import { Walk, type Answer, type Json, type Move, type Party, type WalkHost } from './walk.ts';

export interface Sent {
  by: Party | undefined;
  method: string;
  path: string;
  body: unknown;
}

export type Around = (sent: Sent, send: (body?: unknown) => Promise<Answer>) => Promise<Answer>;

export class Drive extends Walk {
  readonly #around: Around;

  constructor(host: WalkHost, parties: Walk['parties'], around: Around) {
    super(host, parties, { operations: [], find: () => undefined }, []);
    this.#around = around;
  }

  override call(by: Party | undefined, method: string, path: string, body?: unknown): Promise<Answer> {
    return this.#around({ by, method, path, body }, (other = body) => super.call(by, method, path, other));
  }

  override async move(_id: string, move: Move): Promise<Json> {
    const caller = move.by === 'system' ? (move.caller ?? this.parties.operator) : move.by;
    const answer = move.call ? await this.do(caller, ...move.call) : undefined;
    if (move.by === 'system' || move.advanceMs !== undefined) for (const ms of [move.advanceMs ?? 0].flat()) await this.host.pass(ms);
    const object = typeof move.object === 'function' ? await move.object(answer) : (move.object ?? `${move.call![1]}/${(answer as { id: string }).id}`);
    await this.call(move.reader ?? caller, 'GET', object);
    return answer;
  }

  override part(_name: string, work: () => Promise<void>): Promise<void> {
    return work();
  }
}
