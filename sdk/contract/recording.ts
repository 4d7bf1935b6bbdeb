/**
 * What is kept of an attempt so that it can be had again: JSON Lines, one header, then calls and replies in the order in
 * which they passed the bridge, then the end. A reply's place in the file is its place in the guest's time.
 */
import type { Outcome, ResultFrame, TaskFrame } from './wire.ts';

export const RECORDING_FORMAT = 'entrepot.recording.1';

/** Sizes in UTF-8 bytes of JSON text, before compression. */
// prettier-ignore
export const RECORDING_LIMITS = {
  /** A value up to this stands in its entry; a larger one is kept once, under its digest. */
  valueBytes:  65_536,
  /** The whole of one recording. What would pass it is cut: digest and size stay, and the end says that it is not complete. */
  totalBytes:  1_048_576,
  /** Different personal and secret values that are looked for everywhere; beyond, values are cut rather than shown. */
  maskedWords: 2_000,
  /** One recording on the wire, compressed, as base64. */
  frameLength: 1_500_000,
} as const;

/** A value in its entry, or where it is kept, or what is left of it. */
export type Kept = { value: unknown } | { at: string } | { cut: string; bytes: number };

export interface RecordingHeader {
  t: 'header';
  format: typeof RECORDING_FORMAT;
  engine: { node: string; v8: string };
  task: Pick<TaskFrame, 'task' | 'fence' | 'attempt' | 'installation' | 'extension' | 'version' | 'bundle' | 'event' | 'limits' | 'correlation'>;
  identity: string;
  /** Milliseconds since 1970 at the start. */
  now: number;
  seed: number;
  /** What the random bytes of `crypto` grow from. */
  entropy: string;
  /** Names of the secrets it could use; never a value. */
  secrets: string[];
  /** Attempts that this isolate had run before: module state may have survived from them. */
  before: number;
}

/** Entries with a value. `n` counts the calls of this attempt from 1. */
export type RecordedValue =
  { t: 'input'; name: 'object' | 'settings' | 'steps' } | { t: 'call'; n: number; op: string } | { t: 'reply'; n: number; now: number; ok: true };

export type RecordingEntry =
  | RecordingHeader
  | (RecordedValue & Kept)
  /** A large value, before its first use. */
  | { t: 'value'; digest: string; value: unknown }
  | { t: 'reply'; n: number; now: number; ok: false; code: string; message: string }
  | { t: 'end'; outcome: Outcome; usage: ResultFrame['usage']; complete: boolean };

/** Fields of the platform's objects that say something about a person or how to reach one; all text below them is masked. */
export const PERSONAL_FIELDS: readonly string[] = [
  'first_name', 'last_name', 'email', 'phone_number', 'address_line1', 'address_line2', 'city', 'postal_code', 'tax_id',
]; // prettier-ignore
/** Types of parameters whose values do. */
export const PERSONAL_PARAMETERS: readonly string[] = ['email', 'phone', 'address'];
