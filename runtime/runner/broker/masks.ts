/** Values that never leave in a log line or an error: the task's secrets, its password parameters, generated passwords. */
import type { TaskFrame } from '../../../sdk/contract/index.ts';

const MASK = '********';
/** Shorter values would mask half of every text. */
export const SHORTEST = 4;

export interface Masks {
  add(task: TaskFrame, value: string): void;
  mask(task: TaskFrame, text: string): string;
  /** Whether a text has a password in it that was generated in this attempt. */
  holds(task: TaskFrame, text: string): boolean;
  /** The task's secrets only: what an answer of an outside system may not carry back. */
  secrets(task: TaskFrame, text: string): string;
  forget(task: TaskFrame): void;
}

export function createMasks(): Masks {
  const generated = new Map<string, string[]>();
  const keyOf = (task: TaskFrame) => `${task.task}/${task.fence}`;
  return {
    add(task, value) {
      generated.set(keyOf(task), [...(generated.get(keyOf(task)) ?? []), value]);
    },
    mask(task, text) {
      return hide(text, [...secretsOf(task), ...task.masked, ...(generated.get(keyOf(task)) ?? [])]);
    },
    holds: (task, text) => (generated.get(keyOf(task)) ?? []).some((value) => text.includes(value)),
    secrets: (task, text) => hide(text, secretsOf(task)),
    forget: (task) => void generated.delete(keyOf(task)),
  };
}

const secretsOf = (task: TaskFrame) => Object.values(task.secrets).map((s) => s.value);

function hide(text: string, values: readonly string[]): string {
  let out = text;
  for (const value of values) if (value.length >= SHORTEST) for (const form of forms(value)) out = out.replaceAll(form, MASK);
  return out;
}

/** The value as it is and in the encodings it is usually carried in. Half of a character pair has none in a URL. */
export function forms(value: string): string[] {
  return [value, encodeURIComponent(value.toWellFormed()), Buffer.from(value).toString('base64'), JSON.stringify(value).slice(1, -1)];
}
