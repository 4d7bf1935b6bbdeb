/** Values that never leave in a log line or an error: the task's secrets, its password parameters, generated passwords. */
import type { TaskFrame } from '../../../sdk/contract/index.ts';

const MASK = '********';
/** Shorter values would mask half of every text. */
const SHORTEST = 4;

export interface Masks {
  add(task: TaskFrame, value: string): void;
  mask(task: TaskFrame, text: string): string;
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
      const values = [...Object.values(task.secrets).map((s) => s.value), ...task.masked, ...(generated.get(keyOf(task)) ?? [])];
      let out = text;
      for (const value of values) if (value.length >= SHORTEST) for (const form of forms(value)) out = out.replaceAll(form, MASK);
      return out;
    },
    forget: (task) => void generated.delete(keyOf(task)),
  };
}

/** The value as it is and in the encodings it is usually carried in. */
function forms(value: string): string[] {
  return [value, encodeURIComponent(value), Buffer.from(value).toString('base64'), JSON.stringify(value).slice(1, -1)];
}
