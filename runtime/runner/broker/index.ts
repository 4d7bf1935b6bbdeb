/**
 * Every effect of a guest passes here: what the runner answers itself, and what it forwards to the host. Arguments are
 * checked against the capability table; errors come from a fixed table and carry no stack and no path.
 */
import { CAPABILITIES, type Capability, type FetchReply, type HeldStep, type TaskFrame } from '../../../sdk/contract/index.ts';
import { faultsOf, lookUp } from '../../base/index.ts';
import { CapabilityError } from './errors.ts';
import { egressFetch, network, type Transport } from './fetch.ts';
import { createLogs, type Logs } from './logs.ts';
import { createMasks } from './masks.ts';
import { randomness } from './random.ts';
import { createSteps } from './steps.ts';

export type BrokerReply = { ok: true; value: unknown } | { ok: false; code: string; message: string };

/** A call to the host over the session; rejects with `{code, message}`. */
export type Forward = (task: TaskFrame, op: string, args: unknown) => Promise<unknown>;

export interface Broker {
  /** `span`: that of an outgoing request. */
  call(task: TaskFrame, op: string, args: unknown, signal: AbortSignal, span?: string): Promise<BrokerReply>;
  mask(task: TaskFrame, text: string): string;
  /** Results of steps that are recorded with the result of the attempt (steps.ts). */
  takeSteps(task: TaskFrame): HeldStep[];
  /** Sends the last log lines of an attempt and forgets its masks. */
  finish(task: TaskFrame): void;
}

/** What the broker touches of the world; replaced where network, time and chance are not real. */
export interface World {
  transport: Transport;
  /** Resolves after so long; an attempt that has ended waits for nothing. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  random: typeof randomness;
}

const REAL: World = {
  transport: network,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      signal.addEventListener('abort', () => clearTimeout(timer));
    }),
  random: randomness,
};

/** What can run ahead of a step's record: nobody outside sees it. */
const WITHOUT_EFFECT: readonly string[] = ['log', 'random', 'step.put'] satisfies Capability[];

export function createBroker(options: { forward: Forward; logs: Logs['sink']; world?: World }): Broker {
  const world = options.world ?? REAL;
  const masks = createMasks();
  const logs = createLogs(options.logs, masks.mask);
  const steps = createSteps(options.forward);

  async function answer(task: TaskFrame, op: string, args: never, signal: AbortSignal, span?: string): Promise<unknown> {
    switch (op) {
      case 'log':
        return logs.add(task, args);
      case 'fetch':
        return masked(task, await egressFetch(task, args, signal, span, world.transport));
      case 'sleep':
        return world.sleep((args as { ms: number }).ms, signal);
      case 'random': {
        const value = world.random(args);
        if ((args as { kind: string }).kind === 'password') masks.add(task, value);
        return value;
      }
      case 'step.put': {
        const { name, value } = args as { name: string; value: unknown };
        const text = JSON.stringify(value) ?? '';
        // a generated password in a step's result is one in the next attempt too
        return steps.put(task, { name, value, ...(masks.holds(task, text) ? { secret: true } : {}) }, text.length);
      }
      default:
        return options.forward(task, op, args);
    }
  }

  /** A secret that an outside system echoes back does not reach the guest. */
  function masked(task: TaskFrame, reply: FetchReply): FetchReply {
    if (!Object.keys(task.secrets).length) return reply;
    return JSON.parse(masks.secrets(task, JSON.stringify(reply))) as FetchReply;
  }

  return {
    async call(task, op, args, signal, span) {
      const capability = lookUp(CAPABILITIES, op);
      if (!capability) return { ok: false, code: 'UNKNOWN_CALL', message: `${JSON.stringify(op)} is not a capability` };
      const faults = faultsOf(capability.args, args);
      if (faults.length) return { ok: false, code: 'BAD_ARGUMENTS', message: faults.join(' ') };
      try {
        if (!WITHOUT_EFFECT.includes(op)) await steps.bring(task);
        return { ok: true, value: (await answer(task, op, args as never, signal, span)) ?? null };
      } catch (error) {
        const { code, message } = error as { code?: unknown; message?: unknown };
        const known = error instanceof CapabilityError || (error as { remote?: boolean }).remote === true;
        return {
          ok: false,
          code: known && typeof code === 'string' ? code : 'INTERNAL',
          message: known ? masks.mask(task, String(message)) : 'the call failed inside the platform',
        };
      }
    },
    mask: masks.mask,
    takeSteps: steps.take,
    finish(task) {
      logs.finish(task);
      masks.forget(task);
    },
  };
}
