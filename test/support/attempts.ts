/** Attempts in real sandboxes without a host: code goes in, outcomes come out, the broker's way to the host is the test's. */
import { createHash } from 'node:crypto';
import { effectiveLimits, type LogLine, type Outcome, type TaskFrame } from '../../sdk/contract/index.ts';
import { silentLog } from '../../runtime/base/index.ts';
import { Attempt } from '../../runtime/runner/attempt.ts';
import { createBroker, type Forward } from '../../runtime/runner/broker/index.ts';
import { SandboxPool } from '../../runtime/runner/sandbox/index.ts';
import { bundleHandler } from './extension.ts';

/** Short, so that attacks end soon. */
const LIMITS = { wallMs: 600, turnMs: 100, cpuMs: 600, memoryMb: 64, calls: 200, requests: 3 };
const ORDER = 'asset_purchase_request_processing';

export function openAttempts(options: { forward?: Forward } = {}) {
  const pool = new SandboxPool({ processesMax: 3, idleMax: 8, tasksMax: 1000, rssMaxMb: 400, log: silentLog });
  const lines: LogLine[] = [];
  const bundles = new Map<string, { bundle: string; sourceMap: string }>();
  const broker = createBroker({ forward: options.forward ?? (async () => null), logs: (_, more) => void lines.push(...more) });
  let tasks = 0;

  return {
    pool,
    lines,
    /** One attempt of `installation` with a handler of this body; `top` is the module's own code. */
    async run(installation: string, body: string, given: { top?: string; account?: string; limits?: Partial<typeof LIMITS> } = {}): Promise<Outcome> {
      const code = await bundleHandler(body, given.top);
      const digest = createHash('sha256').update(code.bundle).digest('hex');
      bundles.set(digest, code);
      const task: TaskFrame = {
        ...{
          t: 'task',
          task: `EVT-${++tasks}`,
          fence: 1,
          attempt: 1,
          installation,
          account: given.account ?? 'VA-1',
          bundle: digest,
          version: '1.0.0',
          extension: 'x',
        },
        event: { id: 'EV-1', type: ORDER, status: 'pending', objectId: 'PR-1', at: '2026-01-01T00:00:00Z' },
        ...{ object: { id: 'PR-1' }, settings: {}, steps: {}, limits: effectiveLimits({ ...LIMITS, ...given.limits }), egress: [], allowPrivate: false },
        ...{ secrets: {}, masked: [], fresh: false, correlation: 'c' },
      };
      const result = await new Attempt(task, { pool, broker, bundle: async (name) => bundles.get(name)!, mapStack: (stack) => stack }).run();
      broker.finish(task);
      return result.outcome;
    },
    [Symbol.asyncDispose]: () => pool.close(),
  };
}
