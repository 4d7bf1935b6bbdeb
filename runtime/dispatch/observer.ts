/** What a host tells of its dispatch, to be counted and traced. Told after the fact, never awaited. */
import { OUTCOMES, type ResultFrame, type TaskFrame } from '../../sdk/contract/index.ts';

/** How tasks are claimed and served: `background` by a runner, `interactive` while a caller waits, `webhook` by the host. */
export const TASK_CLASSES = ['background', 'interactive', 'webhook'] as const;
export type TaskClass = (typeof TASK_CLASSES)[number];

/** An attempt that ended. */
export interface Ended {
  kind: TaskClass;
  /** A decision, a name of OUTCOMES, or `superseded`. */
  outcome: string;
  task: string;
  fence: number;
  attempt: number;
  eventType: string;
  /** Of the task's event. */
  correlation: string;
  origin: string;
}

export interface DispatchObserver {
  /** A task left for a runner. `ageMs`: since its event, for a first attempt. */
  sent(kind: TaskClass, ageMs: number | undefined, frame: TaskFrame): void;
  ended(ended: Ended, usage: ResultFrame['usage']): void;
  /** A result was refused, and why. */
  refused(reason: string): void;
  /** A handler called the host. */
  called(op: string, ok: boolean): void;
}

export const UNOBSERVED: DispatchObserver = { sent: () => {}, ended: () => {}, refused: () => {}, called: () => {} };

/** A runner may say any code: names that nobody knows are counted together. */
export function outcomeName(ended: string, ok: boolean): string {
  return ok || Object.hasOwn(OUTCOMES, ended) ? ended : 'other';
}
