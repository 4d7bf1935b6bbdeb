/** Attempts of any code in real sandboxes, recorded; whatever they call is answered here, after a moment of chance. */
import { zstdDecompressSync } from 'node:zlib';
import type { ResultFrame, TaskFrame } from '../../sdk/contract/index.ts';
import { sha256 } from '../../runtime/base/index.ts';
import { Attempt } from '../../runtime/runner/attempt.ts';
import type { Broker, BrokerReply } from '../../runtime/runner/broker/index.ts';
import { readRecording, type Recording } from '../../runtime/runner/index.ts';
import { openPool, taskOf } from '../support/attempts.ts';

export const PERSON = { first_name: 'Friederike', last_name: 'Ostermann', email: 'friederike@ostermann.example' };
export const CUSTOMER = {
  id: 'TA-1',
  name: 'Ostermann & Daughters',
  tax_id: 'DE811907980',
  contact_info: { address_line1: 'Hafenweg 12', country: 'DE', contact: PERSON },
};

export function openRecorded(options: { answer?: (op: string, args: unknown) => unknown; delay?: () => number } = {}) {
  const pool = openPool();
  const delay = options.delay ?? (() => 0);
  let tasks = 0;
  const broker: Broker = {
    async call(_, op, args): Promise<BrokerReply> {
      const ms = op === 'sleep' ? (args as { ms: number }).ms : delay();
      // some answers come in bursts, some alone
      await new Promise((resolve) => (ms < 1 ? setImmediate(resolve) : setTimeout(resolve, ms)));
      try {
        return { ok: true, value: options.answer?.(op, args) ?? null };
      } catch (error) {
        return { ok: false, code: 'CONNECTION_FAILED', message: (error as Error).message };
      }
    },
    mask: (_, text) => text,
    takeSteps: () => [],
    finish() {},
  };
  return {
    pool,
    async run(code: string, given: Partial<TaskFrame> = {}): Promise<ResultFrame> {
      const record = { key: 'of this installation', personal: [] };
      const task = taskOf({ task: `TQ-${++tasks}`, bundle: sha256(code), object: CUSTOMER, record, ...given });
      return new Attempt(task, { pool, broker, bundle: async () => ({ bundle: code, sourceMap: '' }), mapStack: (stack) => stack }).run();
    },
    [Symbol.asyncDispose]: () => pool.close(),
  };
}

export const textOf = (result: ResultFrame): string => zstdDecompressSync(Buffer.from(result.recording!, 'base64')).toString('utf8');
export const recordingOf = (result: ResultFrame): Recording => readRecording(textOf(result));
