/** Writes one attempt down while it runs (sdk/contract/recording.ts): redacted at once, bounded, compressed at its end. */
import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import {
  RECORDING_FORMAT,
  RECORDING_LIMITS,
  type Kept,
  type Outcome,
  type RecordingEntry,
  type ResultFrame,
  type TaskFrame,
} from '../../../sdk/contract/index.ts';
import type { RunHeader } from '../../../sdk/guest/protocol.ts';
import type { BrokerReply } from '../broker/index.ts';
import { canonical, digestOf } from './read.ts';
import { Redactor, withoutCredentials } from './redact.ts';

const { valueBytes, totalBytes } = RECORDING_LIMITS;

export class Recorder {
  readonly #redactor: Redactor;
  readonly #lines: string[] = [];
  /** Large values that are written already. */
  readonly #stored = new Set<string>();
  /** The guest's number of a call -> its place among the calls of this attempt, and its operation. */
  readonly #calls = new Map<number, { n: number; op: string }>();
  #bytes = 0;
  #complete = true;

  constructor(task: TaskFrame, record: NonNullable<TaskFrame['record']>, header: RunHeader, entropy: string, before: number) {
    this.#redactor = new Redactor(record.key);
    for (const { value } of Object.values(task.secrets)) this.#redactor.learn(value);
    for (const value of task.masked) this.#redactor.learn(value);
    for (const name of record.personal) textsOf(task.settings[name], (text) => this.#redactor.learn(text));
    const { fence, attempt, installation, extension, version, bundle, event, limits, correlation } = task;
    this.#write({
      ...{ t: 'header', format: RECORDING_FORMAT, engine: { node: process.versions.node, v8: process.versions.v8 } },
      task: { task: task.task, fence, attempt, installation, extension, version, bundle, event, limits, correlation },
      ...{ identity: header.identity, now: header.now, seed: header.seed, entropy, secrets: Object.keys(task.secrets), before },
    });
    this.#write({ t: 'input', name: 'object', ...this.#keep(this.#redactor.redact(task.object)) });
    this.#write({ t: 'input', name: 'settings', ...this.#keep(this.#redactor.mask(task.settings)) });
    this.#write({ t: 'input', name: 'steps', ...this.#keep(this.#redactor.redact(task.steps)) });
  }

  call(id: number, op: string, args: unknown): void {
    const n = this.#calls.size + 1;
    this.#calls.set(id, { n, op });
    this.#write({ t: 'call', n, op, ...this.#keep(this.#redactor.redact(withoutCredentials(op, args))) });
  }

  /** At the moment of delivery: the order of these is the order in which the guest got them. */
  reply(id: number, now: number, reply: BrokerReply): void {
    const call = this.#calls.get(id);
    if (!call) return;
    const { n, op } = call;
    if (!reply.ok) return this.#write({ t: 'reply', n, now, ok: false, code: reply.code, message: this.#shown(reply.message) });
    if (op === 'random' && typeof reply.value === 'string') this.#redactor.learn(reply.value);
    this.#write({ t: 'reply', n, now, ok: true, ...this.#keep(this.#redactor.redact(withoutCredentials(op, reply.value))) });
  }

  /** The recording as it goes to the host; undefined where it came out too large after all. */
  end(outcome: Outcome, usage: ResultFrame['usage']): string | undefined {
    const shown: Outcome = outcome.ok
      ? { ok: true, decision: this.#redactor.full ? { cut: true } : this.#redactor.redact(outcome.decision) }
      : { ...outcome, message: this.#shown(outcome.message), ...(outcome.stack === undefined ? {} : { stack: this.#shown(outcome.stack) }) };
    this.#lines.push(JSON.stringify({ t: 'end', outcome: shown, usage, complete: this.#complete } satisfies RecordingEntry));
    const text = zstdCompressSync(this.#lines.join('\n')).toString('base64');
    return text.length <= RECORDING_LIMITS.frameLength ? text : undefined;
  }

  #shown(text: string): string {
    return this.#redactor.full ? '' : this.#redactor.text(text);
  }

  #keep(value: unknown): Kept {
    const text = JSON.stringify(value) ?? 'null';
    const bytes = Buffer.byteLength(text);
    if (bytes <= valueBytes && this.#bytes + bytes <= totalBytes && !this.#redactor.full) return { value: value ?? null };
    const digest = digestOf(canonical(value));
    if (this.#stored.has(digest)) return { at: digest };
    if (this.#bytes + bytes > totalBytes || this.#redactor.full) {
      this.#complete = false;
      return { cut: digest, bytes };
    }
    this.#stored.add(digest);
    this.#write({ t: 'value', digest, value });
    return { at: digest };
  }

  #write(entry: RecordingEntry): void {
    const text = JSON.stringify(entry);
    this.#lines.push(text);
    this.#bytes += Buffer.byteLength(text);
  }
}

function textsOf(value: unknown, each: (text: string) => void): void {
  if (typeof value === 'string') each(value);
  else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) textsOf(part, each);
}

/** The random bytes of an attempt, as hex text, from their short beginning. */
export function entropyFrom(beginning: string): string {
  return createHash('shake256', { outputLength: 1024 }).update(beginning).digest('hex');
}
