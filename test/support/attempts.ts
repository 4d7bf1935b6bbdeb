/** Attempts in real sandboxes without a host: code goes in, outcomes come out, the broker's way to the host is the test's. */
import { effectiveLimits, type LogLine, type Outcome, type ResultFrame, type TaskFrame } from '../../sdk/contract/index.ts';
import { sha256, silentLog } from '../../runtime/base/index.ts';
import { Attempt } from '../../runtime/runner/attempt.ts';
import { createBroker, type Forward } from '../../runtime/runner/broker/index.ts';
import { SandboxPool } from '../../runtime/runner/sandbox/index.ts';
import { bundleHandler, ORDER } from './extension.ts';

/** Short, so that attacks end soon. */
const LIMITS = { wallMs: 600, turnMs: 100, cpuMs: 600, memoryMb: 64, calls: 200, requests: 3 };

export const openPool = () => new SandboxPool({ processesMax: 3, idleMax: 8, tasksMax: 1000, rssMaxMb: 400, log: silentLog });

/** A first attempt at an order, with nothing but what is given. */
export function taskOf(given: Pick<TaskFrame, 'task' | 'bundle'> & Partial<TaskFrame>): TaskFrame {
  return {
    ...{ t: 'task', fence: 1, attempt: 1, installation: 'EIN-1', account: 'VA-1', version: '1.0.0', extension: 'x' },
    event: { id: 'EV-1', type: ORDER, status: 'pending', objectId: 'PR-1', at: '2026-01-01T00:00:00Z' },
    ...{ object: { id: 'PR-1' }, settings: {}, steps: {}, limits: effectiveLimits({}), egress: [], allowPrivate: false },
    ...{ secrets: {}, masked: [], fresh: false, correlation: 'c' },
    ...given,
  };
}

export function openAttempts(options: { forward?: Forward } = {}) {
  const pool = openPool();
  const lines: LogLine[] = [];
  const bundles = new Map<string, { bundle: string; sourceMap: string }>();
  const broker = createBroker({ forward: options.forward ?? (async () => null), logs: (_, more) => void lines.push(...more) });
  let tasks = 0;

  /** One attempt of `installation` with a handler of this body; `top` is the module's own code. */
  async function result(
    installation: string,
    body: string,
    given: { top?: string; account?: string; limits?: Partial<typeof LIMITS> } = {},
  ): Promise<ResultFrame> {
    const code = await bundleHandler(body, given.top);
    const digest = sha256(code.bundle);
    bundles.set(digest, code);
    const limits = effectiveLimits({ ...LIMITS, ...given.limits });
    const task = taskOf({ task: `EVT-${++tasks}`, bundle: digest, installation, limits, ...(given.account ? { account: given.account } : {}) });
    const ended = await new Attempt(task, { pool, broker, bundle: async (name) => bundles.get(name)!, mapStack: (stack) => stack }).run();
    broker.finish(task);
    return ended;
  }

  return {
    pool,
    lines,
    /** How the attempt ended, and all that came with it. */
    async run(...given: Parameters<typeof result>): Promise<Outcome> {
      return (await result(...given)).outcome;
    },
    result,
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
