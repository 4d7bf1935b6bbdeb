/** Generated handlers, each run twice (in a new isolate and in the same again), recorded, and had again: the calls are identical. */
import fc from 'fast-check';
import { randomness } from '../../runtime/runner/broker/random.ts';
import { replayRecording } from '../../runtime/runner/index.ts';
import { SandboxProcess } from '../../runtime/runner/sandbox/index.ts';
import { seeded } from '../kill/random.ts';
import { CUSTOMER, openRecorded, recordingOf } from './attempts.ts';
import { ORDER } from '../support/extension.ts';
import { handlers } from './handlers.ts';

export interface Replays {
  handlers: number;
  attempts: number;
  calls: number;
  /** Attempts in which replies overtook one another. */
  overtaken: number;
  failed: number;
  bytes: number;
}

export async function tryReplays(seed: number, count: number, onRun: (met: Replays) => void = () => {}): Promise<Replays> {
  const chance = seeded(seed);
  const met: Replays = { handlers: 0, attempts: 0, calls: 0, overtaken: 0, failed: 0, bytes: 0 };
  const answer = (op: string, args: unknown): unknown => {
    if (op === 'random') return randomness(args as { kind: 'password'; length: number });
    if (op === 'log' || op === 'sleep' || op === 'step.put') return null;
    if (chance() < 0.1) throw new Error(`no answer this time, ${CUSTOMER.contact_info.contact.email}`);
    if (op === 'fetch') return { status: 200, headers: { 'set-cookie': 'a=b' }, body: `${chance()} for ${CUSTOMER.name}`, url: 'https://api.example/' };
    return { value: chance(), customer: CUSTOMER };
  };
  await using world = openRecorded({ answer, delay: () => Math.floor(chance() * 4) });
  let sandbox = await SandboxProcess.start({ rssMaxMb: 400 });
  try {
    const property = fc.asyncProperty(handlers(ORDER), async (code) => {
      met.handlers++;
      for (let run = 0; run < 2; run++) {
        const result = await world.run(code);
        const recording = recordingOf(result);
        if (sandbox.dead) sandbox = await SandboxProcess.start({ rssMaxMb: 400 });
        const replayed = await replayRecording(recording, { bundle: code }, sandbox);
        if (replayed.verdict !== 'identical') throw new Error(`${replayed.verdict} in run ${run}: ${JSON.stringify(replayed, null, 1)}`);
        met.attempts++;
        met.calls += replayed.calls;
        met.failed += Number(!result.outcome.ok);
        met.bytes += result.recording!.length;
        const order = recording.replies.map((reply) => reply.n);
        met.overtaken += Number(order.some((n, i) => i > 0 && n < order[i - 1]!));
      }
      onRun(met);
    });
    await fc.assert(property, { seed, numRuns: count });
  } finally {
    await sandbox.end();
  }
  return met;
}
