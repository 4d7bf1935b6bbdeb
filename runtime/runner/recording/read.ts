/** A recording read back: its entries in order, its values where they belong. It is foreign input; faults name the line. */
import { RECORDING_FORMAT, type Kept, type RecordingEntry, type RecordingHeader } from '../../../sdk/contract/index.ts';
import { sha256 } from '../../base/index.ts';

export interface RecordedCall {
  n: number;
  op: string;
  /** Canonical text of the arguments; undefined where they were cut. */
  args: string | undefined;
  digest: string;
}

export type RecordedReply = { n: number; now: number } & ({ ok: true; value: unknown; cut: boolean } | { ok: false; code: string; message: string });

export interface Recording {
  header: RecordingHeader;
  object: unknown;
  settings: Record<string, unknown>;
  steps: Record<string, unknown>;
  calls: RecordedCall[];
  /** In the order in which the guest got them. */
  replies: RecordedReply[];
  end: Extract<RecordingEntry, { t: 'end' }>;
}

export class BadRecording extends Error {}

export function readRecording(text: string): Recording {
  const entries = text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [entryOf(line, i + 1)]));
  const [header] = entries;
  if (header?.t !== 'header' || header.format !== RECORDING_FORMAT)
    throw new BadRecording(
      `line 1: ${JSON.stringify((header as { format?: unknown } | undefined)?.format ?? null)} is not a recording; expected: ${RECORDING_FORMAT}.`,
    );
  const end = entries.at(-1);
  if (end?.t !== 'end') throw new BadRecording(`line ${entries.length}: the recording has no end; its last entry is ${end?.t}.`);

  const values = new Map<string, unknown>();
  const valueOf = (kept: Kept) => ('value' in kept ? kept.value : 'at' in kept ? values.get(kept.at) : undefined);
  const inputs: Record<string, unknown> = {};
  const calls: RecordedCall[] = [];
  const replies: RecordedReply[] = [];
  for (const entry of entries) {
    if (entry.t === 'value') values.set(entry.digest, entry.value);
    if (entry.t === 'input') {
      if ('cut' in entry) throw new BadRecording(`${entry.name}: it was too large to be recorded (${entry.bytes} bytes), so this attempt cannot be had again.`);
      inputs[entry.name] = valueOf(entry);
    }
    if (entry.t === 'call') {
      const args = 'cut' in entry ? undefined : canonical(valueOf(entry));
      calls.push({ n: entry.n, op: entry.op, args, digest: 'cut' in entry ? entry.cut : sha256(args!) });
    }
    if (entry.t === 'reply') replies.push(entry.ok ? { n: entry.n, now: entry.now, ok: true, value: valueOf(entry), cut: 'cut' in entry } : entry);
  }
  return {
    ...{ header, calls, replies, end, object: inputs['object'] },
    settings: (inputs['settings'] ?? {}) as Record<string, unknown>,
    steps: (inputs['steps'] ?? {}) as Record<string, unknown>,
  };
}

/** Two values are the same when these texts are: names in the order in which the guest wrote them do not count. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

function entryOf(line: string, number: number): RecordingEntry {
  try {
    const entry = JSON.parse(line) as RecordingEntry | null;
    if (typeof entry?.t === 'string') return entry;
  } catch {
    // told below
  }
  throw new BadRecording(`line ${number}: ${JSON.stringify(line.slice(0, 60))} is not an entry of a recording.`);
}
