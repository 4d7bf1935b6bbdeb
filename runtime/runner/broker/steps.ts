/**
 * Results of steps on their way to the host. The last one of an attempt is usually followed by the attempt's own result at
 * once, so it waits a moment for that and is written in the same transaction: one commit less an order. Nothing that can be
 * seen outside happens while one waits: the attempt's next call first brings it to the host.
 */
import { unstorableAt } from '../../base/index.ts';
import { HELD_STEPS, type HeldStep, type TaskFrame } from '../../../sdk/contract/index.ts';
import type { Forward } from './index.ts';

/** How long a result is waited for. */
const HOLD_MS = 5;
/** A larger one is said at once: results travel with recordings, in frames of bounded size. */
const HELD_LENGTH = 16_384;

interface Held {
  steps: HeldStep[];
  timer: NodeJS.Timeout;
  bringing?: Promise<void> | undefined;
}

export interface Steps {
  /** Resolves when the step is recorded, or when nothing is seen outside any more before it is. */
  put(task: TaskFrame, step: HeldStep, length: number): Promise<unknown>;
  /** Brings what waits to the host, undefined where nothing does. Rejects as a call to the host does; then it goes on waiting. */
  bring(task: TaskFrame): Promise<void> | undefined;
  /** What goes with the result of this attempt. */
  take(task: TaskFrame): HeldStep[];
}

export function createSteps(forward: Forward): Steps {
  const attempts = new Map<string, Held>();
  const keyOf = (task: TaskFrame) => `${task.task}/${task.fence}`;

  async function bringAll(task: TaskFrame, held: Held): Promise<void> {
    while (held.steps.length) {
      const some = [...held.steps];
      await Promise.all(some.map((step) => forward(task, 'step.put', step)));
      held.steps.splice(0, some.length);
    }
    attempts.delete(keyOf(task));
  }

  function bring(task: TaskFrame): Promise<void> | undefined {
    const held = attempts.get(keyOf(task));
    if (!held) return undefined;
    clearTimeout(held.timer);
    return (held.bringing ??= bringAll(task, held).finally(() => (held.bringing = undefined)));
  }

  return {
    async put(task, step, length) {
      const held = attempts.get(keyOf(task));
      if (length > HELD_LENGTH || (held?.steps.length ?? 0) >= HELD_STEPS || unstorableAt(step.name) !== undefined) {
        await bring(task);
        return forward(task, 'step.put', step);
      }
      if (held) return void held.steps.push(step);
      const timer = setTimeout(() => void bring(task)?.catch(() => {}), HOLD_MS);
      attempts.set(keyOf(task), { steps: [step], timer });
      return undefined;
    },
    bring,
    take(task) {
      const held = attempts.get(keyOf(task));
      if (!held) return [];
      clearTimeout(held.timer);
      attempts.delete(keyOf(task));
      // also what is on its way: the first record of a step is the one that counts
      return held.steps.splice(0);
    },
  };
}
