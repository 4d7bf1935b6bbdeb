/** One isolate of a real sandbox process, spoken to directly: attempts are delivered, calls are answered by the test. */
import type { OutcomeCode } from '../../sdk/contract/index.ts';
import type { GuestOutcome, Sent } from '../../sdk/guest/protocol.ts';
import type { SandboxProcess } from '../../runtime/runner/sandbox/index.ts';

export interface Call {
  id: number;
  op: string;
  args: unknown;
}
export type GuestEnd = GuestOutcome | { ok: false; code: OutcomeCode; message: string };

export class Guest {
  readonly calls: Call[] = [];
  readonly #sandbox: SandboxProcess;
  readonly #isolate: number;
  #ended: ((end: GuestEnd) => void) | undefined;
  /** Answers calls at once where it answers anything but undefined. */
  answer: (call: Call) => unknown = () => undefined;

  /** `handler` is the body of the only hook, called `x`. */
  constructor(sandbox: SandboxProcess, handler: string, top = '') {
    this.#sandbox = sandbox;
    this.#isolate = sandbox.open(`${top}\nmodule.exports.default = { hooks: { x: async (ctx, object) => { ${handler} } } };`, 64, 250, {
      sent: (text) => this.#sent(JSON.parse(text) as Sent),
      turn() {},
      lost: (code, message) => this.#ended?.({ ok: false, code, message }),
    });
  }

  run(object: unknown = {}, header: { now?: number; seed?: number; entropy?: string } = {}): Promise<GuestEnd> {
    const ended = new Promise<GuestEnd>((resolve) => (this.#ended = resolve));
    this.deliver({
      ...{ t: 'run', now: 1_700_000_000_000, seed: 1, entropy: 'ab'.repeat(1024), event: { type: 'x' }, object, settings: {}, steps: {}, identity: 'i' },
      ...header,
    });
    return ended;
  }

  reply(id: number, value: unknown, now = 1_700_000_000_001): void {
    this.deliver({ t: 'reply', id, now, ok: true, value });
  }

  deliver(message: unknown): void {
    this.#sandbox.deliver(this.#isolate, JSON.stringify(message), 250);
  }

  #sent(sent: Sent): void {
    if (sent.op === 'loaded') return;
    if (sent.op === 'result') return this.#ended?.(sent.args as GuestOutcome);
    const call = sent as Call;
    this.calls.push(call);
    const value = this.answer(call);
    if (value !== undefined) this.reply(call.id, value);
  }
}
