/**
 * A recorded attempt had again, offline: the package runs in a sandbox of its own, its calls are compared with the recorded
 * ones as they are issued and answered from the recording, in the recorded order. Nothing leaves.
 */
import { LIMITS, type Outcome } from '../../../sdk/contract/index.ts';
import type { RunHeader } from '../../../sdk/guest/protocol.ts';
import { sha256 } from '../../base/index.ts';
import { SandboxProcess } from '../sandbox/index.ts';
import { mapStack } from '../source-map.ts';
import { readLoaded, readSent, toldOutcome } from '../sent.ts';
import { canonical, type RecordedCall, type RecordedReply, type Recording } from './read.ts';
import { entropyFrom } from './recorder.ts';
import { withoutCredentials } from './redact.ts';

export type Verdict = 'identical' | 'same effects' | 'changed effects' | 'diverged' | 'failed';

export interface Difference {
  /** `call 3`, or `result`. */
  at: string;
  /** JSON texts; undefined: there was none. */
  recorded: string | undefined;
  now: string | undefined;
  /** Where in the author's source the call is made now. */
  source?: string;
}

/** Code that is tried on a recording. */
export interface Candidate {
  bundle: string;
  sourceMap?: string;
}

export interface Replayed {
  verdict: Verdict;
  differences: Difference[];
  outcome: Outcome | undefined;
  calls: number;
  /** What was asked for, in order: operation, canonical arguments, and where in the author's source. */
  issued: { op: string; args: string; source?: string }[];
}

/** They show or measure, and change nothing: another one of these is no other effect. */
export const QUIET: readonly string[] = ['log', 'sleep'];
/** What is asked of the world must have been recorded; what is done to it is captured and answered like its like. */
const READS: readonly string[] = ['kv.get', 'kv.list', 'random'];
/** How many differences are told. */
const DIFFERENCES = 20;
const RSS_MB = 512;

interface Issued {
  op: string;
  text: string;
  digest: string;
  recorded: RecordedCall | undefined;
  stack: string | undefined;
}

export async function replayRecording(recording: Recording, code: Candidate, sandbox?: SandboxProcess): Promise<Replayed> {
  const process = sandbox ?? (await SandboxProcess.start({ rssMaxMb: RSS_MB }));
  try {
    return await new Replay(recording, process, code).run();
  } finally {
    if (!sandbox) await process.end();
  }
}

/** Many replays, one after another, in one process: one that an attempt took down with it is replaced. */
export class Replays implements AsyncDisposable {
  #sandbox: SandboxProcess | undefined;

  async run(recording: Recording, code: Candidate): Promise<Replayed> {
    if (!this.#sandbox || this.#sandbox.dead) this.#sandbox = await SandboxProcess.start({ rssMaxMb: RSS_MB });
    return replayRecording(recording, code, this.#sandbox);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#sandbox?.end();
  }
}

class Replay {
  readonly #recording: Recording;
  readonly #sandbox: SandboxProcess;
  readonly #code: Candidate;
  readonly #free: Set<RecordedCall>;
  /** Recorded number -> the guest's number of the call that took its place. */
  readonly #answering = new Map<number, number>();
  readonly #replies: RecordedReply[];
  /** Calls that nothing recorded answers and that need only to go on. */
  readonly #unrecorded: number[] = [];
  readonly #issued: Issued[] = [];
  readonly #differences: Difference[] = [];
  #isolate = 0;
  /** Entries that the isolate has not ended yet. */
  #turns = 1;
  #now: number;
  #loaded = false;
  #diverged = false;
  #outcome: Outcome | undefined;
  #ended!: () => void;

  constructor(recording: Recording, sandbox: SandboxProcess, code: Candidate) {
    this.#recording = recording;
    this.#code = code;
    this.#sandbox = sandbox;
    this.#free = new Set(recording.calls);
    this.#replies = [...recording.replies];
    this.#now = recording.header.now;
  }

  async run(): Promise<Replayed> {
    const { task } = this.#recording.header;
    await new Promise<void>((resolve) => {
      this.#ended = resolve;
      const memoryMb = task.limits['memoryMb'] ?? LIMITS.memoryMb.default;
      this.#isolate = this.#sandbox.open(this.#code.bundle, memoryMb, this.#turnMs, {
        sent: (text) => this.#sent(text),
        turn: () => this.#turn(),
        lost: (code, message, stack) => this.#end({ ok: false, code, message, ...(stack ? { stack } : {}) }),
      });
    });
    this.#sandbox.close(this.#isolate);
    return this.#judge();
  }

  get #turnMs(): number {
    return this.#recording.header.task.limits['turnMs'] ?? LIMITS.turnMs.default;
  }

  #sent(text: string): void {
    const read = readSent(text);
    if (!read.ok) return this.#end({ ok: false, code: 'UNSERIALISABLE', message: 'the isolate sent something that is not a call' });
    const { message, deep } = read;
    if (message.op === 'loaded') {
      const loaded = readLoaded(message.args);
      if (!loaded.ok) return this.#end(loaded);
      this.#loaded = true;
      return this.#start();
    }
    if (message.op === 'result') return this.#end(toldOutcome(message.args, deep));
    if (this.#loaded && !this.#outcome) this.#issue(message.id, message.op, deep ? null : message.args, 'at' in message ? message.at : undefined);
  }

  #start(): void {
    const { header, object, settings, steps } = this.#recording;
    const { task, identity, now, seed, entropy } = header;
    const run: RunHeader = {
      ...{ t: 'run', now, seed, entropy: entropyFrom(entropy), event: task.event, object, settings, steps, identity },
      ...{ attempt: task.attempt, correlation: task.correlation, positions: true },
    };
    this.#deliver(run);
  }

  #deliver(message: object): void {
    this.#turns++;
    this.#sandbox.deliver(this.#isolate, JSON.stringify(message), this.#turnMs);
  }

  #issue(id: number, op: string, args: unknown, stack?: string): void {
    const { calls } = this.#recording.header.task.limits;
    if (this.#issued.length >= (calls ?? Infinity)) return this.#end({ ok: false, code: 'CALL_LIMIT', message: `more than ${calls} calls` });
    const text = canonical(withoutCredentials(op, args));
    const digest = sha256(text);
    const next = this.#recording.calls[this.#issued.length];
    const same = next && this.#free.has(next) && next.op === op && next.digest === digest ? next : undefined;
    const recorded =
      same ?? this.#find((call) => call.op === op && call.digest === digest) ?? (isRead(op, args) ? undefined : this.#find((call) => call.op === op));
    this.#issued.push({ op, text, digest, recorded, stack });
    if (recorded) {
      this.#free.delete(recorded);
      this.#answering.set(recorded.n, id);
    }
    if (recorded?.digest !== digest || recorded !== next) this.#differ(`call ${this.#issued.length}`, shown(next), `${op} ${text}`, stack);
    if (recorded) return;
    this.#unrecorded.push(id);
    if (!QUIET.includes(op)) this.#diverged = true;
  }

  #find(fits: (call: RecordedCall) => boolean): RecordedCall | undefined {
    for (const call of this.#free) if (fits(call)) return call;
    return undefined;
  }

  /** One entry at a time, in the recorded order; a reply whose call was not issued is passed by. */
  #turn(): void {
    if (--this.#turns > 0 || this.#outcome || !this.#loaded) return;
    if (this.#diverged) return this.#ended();
    const unrecorded = this.#unrecorded.shift();
    if (unrecorded !== undefined) return this.#deliver({ t: 'reply', id: unrecorded, now: this.#now, ok: true, value: null });
    const at = this.#replies.findIndex((reply) => this.#answering.has(reply.n));
    if (at < 0) return this.#ended();
    const [reply] = this.#replies.splice(at, 1);
    const { n, now, ...rest } = reply!;
    this.#now = Math.max(this.#now, now);
    if (rest.ok && rest.cut) {
      this.#diverged = true;
      this.#differ(`reply to call ${n}`, 'too large to be recorded', undefined);
      return this.#ended();
    }
    this.#deliver({ t: 'reply', id: this.#answering.get(n)!, now, ...rest });
  }

  #end(outcome: Outcome): void {
    this.#outcome ??= outcome;
    this.#ended();
  }

  #judge(): Replayed {
    const { calls, end } = this.#recording;
    const missing = calls[this.#issued.length];
    if (missing && !this.#diverged) this.#differ(`call ${this.#issued.length + 1}`, shown(missing), undefined);
    const result = resultOf(end.outcome);
    // an attempt that was ended from outside has no result of its own, then or now
    const own = isOwn(end.outcome);
    const now = this.#outcome ? resultOf(this.#outcome) : own ? undefined : result;
    if (now !== result && !this.#diverged) this.#differ('result', result, now);
    const answer = (verdict: Verdict): Replayed => ({
      ...{ verdict, differences: this.#differences, outcome: this.#outcome, calls: this.#issued.length },
      issued: this.#issued.map(({ op, text, stack }) => ({ op, args: text, ...this.#place(stack) })),
    });
    if (this.#diverged) return answer('diverged');
    if (!this.#differences.length) return answer('identical');
    if (end.outcome.ok && this.#outcome && !this.#outcome.ok) return answer('failed');
    if (own && !this.#outcome) return answer('diverged');
    const effects = (all: readonly { op: string; digest: string }[]) => all.filter((c) => !QUIET.includes(c.op)).map((c) => `${c.op} ${c.digest}`).join('\n'); // prettier-ignore
    return answer(now === result && effects(calls) === effects(this.#issued) ? 'same effects' : 'changed effects');
  }

  #differ(at: string, recorded: string | undefined, now: string | undefined, stack?: string): void {
    if (this.#differences.length >= DIFFERENCES) return;
    this.#differences.push({ at, recorded, now, ...this.#place(stack) });
  }

  /** The first place of a stack that is the author's own. */
  #place(stack: string | undefined): { source?: string } {
    const { sourceMap } = this.#code;
    if (!stack || !sourceMap) return {};
    const places = mapStack(stack, sourceMap).split('\n').map((line) => /\(?([^\s()]+:\d+:\d+)\)?$/.exec(line)?.[1]); // prettier-ignore
    const source = places.find((place) => place !== undefined && !/^entrepot\/|node_modules\//.test(place));
    return source === undefined ? {} : { source };
  }
}

export function isRead(op: string, args: unknown): boolean {
  const { method = 'GET' } = (args ?? {}) as { method?: unknown };
  return READS.includes(op) || ((op === 'fetch' || op === 'platform') && (method === 'GET' || method === 'HEAD'));
}

function shown(call: RecordedCall | undefined): string | undefined {
  return call && `${call.op} ${call.args ?? `(too large to be recorded, sha256 ${call.digest})`}`;
}

/** What the guest decided, or what it threw; where in the code does not count. */
function resultOf(outcome: Outcome): string {
  return outcome.ok ? canonical(outcome.decision) : `${outcome.code}: ${outcome.message}`;
}

/** Ends that a handler brings about by itself; the others come from a clock or a limit outside. */
function isOwn(outcome: Outcome): boolean {
  return outcome.ok || !['WALL_TIMEOUT', 'CPU_BUDGET', 'CALL_LIMIT', 'SANDBOX_LOST', 'STARVED', 'CANCELLED'].includes(outcome.code);
}
