/** Writes one attempt down while it runs (sdk/contract/recording.ts): redacted at once, bounded, compressed at its end. */
import { createHash } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import {
  RECORDING_FORMAT,
  RECORDING_LIMITS,
  type Outcome,
  type RecordedValue,
  type RecordingEntry,
  type ResultFrame,
  type TaskFrame,
} from '../../../sdk/contract/index.ts';
import type { RunHeader } from '../../../sdk/guest/protocol.ts';
import { sha256, textsIn } from '../../base/index.ts';
import type { BrokerReply } from '../broker/index.ts';
import { canonical } from './read.ts';
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
    for (const name of record.personal) for (const text of textsIn(task.settings[name])) this.#redactor.learn(text);
    const { fence, attempt, installation, extension, version, bundle, event, limits, correlation } = task;
    this.#write({
      ...{ t: 'header', format: RECORDING_FORMAT, engine: { node: process.versions.node, v8: process.versions.v8 } },
      task: { task: task.task, fence, attempt, installation, extension, version, bundle, event, limits, correlation },
      ...{ identity: header.identity, now: header.now, seed: header.seed, entropy, secrets: Object.keys(task.secrets), before },
    });
    this.#keep({ t: 'input', name: 'object' }, this.#redactor.redact(task.object));
    this.#keep({ t: 'input', name: 'settings' }, this.#redactor.mask(task.settings));
    this.#keep({ t: 'input', name: 'steps' }, this.#redactor.redact(task.steps));
  }

  call(id: number, op: string, args: unknown): void {
    const n = this.#calls.size + 1;
    this.#calls.set(id, { n, op });
    this.#keep({ t: 'call', n, op }, this.#redactor.redact(withoutCredentials(op, args)));
  }

  /** At the moment of delivery: the order of these is the order in which the guest got them. */
  reply(id: number, now: number, reply: BrokerReply): void {
    const call = this.#calls.get(id);
    if (!call) return;
    const { n, op } = call;
    if (!reply.ok) return this.#write({ t: 'reply', n, now, ok: false, code: reply.code, message: this.#shown(reply.message) });
    if (op === 'random' && typeof reply.value === 'string') this.#redactor.learn(reply.value);
    this.#keep({ t: 'reply', n, now, ok: true }, this.#redactor.redact(withoutCredentials(op, reply.value)));
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

  /** An entry with its value: in it, or where it is, or what is left of it. */
  #keep(entry: RecordedValue, value: unknown): void {
    const text = JSON.stringify(value) ?? 'null';
    const bytes = Buffer.byteLength(text);
    const fits = this.#bytes + bytes <= totalBytes && !this.#redactor.full;
    if (fits && bytes <= valueBytes) return this.#writeValue(entry, text);
    const digest = sha256(canonical(value));
    if (fits && !this.#stored.has(digest)) {
      this.#stored.add(digest);
      this.#writeValue({ t: 'value', digest }, text);
    }
    if (this.#stored.has(digest)) return this.#write({ ...entry, at: digest });
    this.#complete = false;
    this.#write({ ...entry, cut: digest, bytes });
  }

  #write(entry: RecordingEntry): void {
    this.#line(JSON.stringify(entry));
  }

  /** `value`: the JSON text of what the entry holds, which is made once. */
  #writeValue(entry: RecordedValue | { t: 'value'; digest: string }, value: string): void {
    this.#line(`${JSON.stringify(entry).slice(0, -1)},"value":${value}}`);
  }

  #line(text: string): void {
    this.#lines.push(text);
    this.#bytes += Buffer.byteLength(text);
  }
}

/** The random bytes of an attempt, as hex text, from their short beginning. */
export function entropyFrom(beginning: string): string {
  return createHash('shake256', { outputLength: 1024 }).update(beginning).digest('hex');
}
