/**
 * Asking extensions while a caller waits. A route names the events it may ask and what about; who is asked, how long the
 * wait may be and what stands for an answer that does not come is the business of dispatch and of each hook's manifest.
 */
import type { AnswerName, AnswerOf, InteractiveType, OnTimeout } from '../../../sdk/contract/index.ts';
import type { Context } from '../../store/index.ts';
import type { Input } from './route.ts';

export interface Question {
  event: InteractiveType;
  objectClass: string;
  objectId: string;
  /** Of the object now, where the event has statuses. */
  status: string;
  /** Whose extensions are asked. */
  accounts: readonly string[];
  /** Facts that the object itself does not tell. */
  data?: Record<string, unknown>;
}

/** What came of asking one extension: its answer, or the policy that its manifest declares for having none. */
export type Word = { installation: string; task: string } & ({ answer: AnswerOf<AnswerName> } | { policy: OnTimeout; reason: string });

/** The part of a route that asks. Its `run` comes after the wait, in a unit of its own, and finds the words beside its input. */
export interface Ask {
  events: readonly InteractiveType[];
  /** Runs in the unit that also writes the question down, and may write itself; undefined: nobody is asked. */
  about(ctx: Context, input: Input): Promise<Question | undefined>;
}
