/** Outgoing requests of a guest, within the egress rules of its installation. */
import { createHash } from 'node:crypto';
import { request } from 'undici';
import { FIXED_LIMITS, type FetchArgs, type FetchReply, type TaskFrame } from '../../../sdk/contract/index.ts';
import { CapabilityError } from './index.ts';

export async function egressFetch(task: TaskFrame, args: FetchArgs, signal: AbortSignal): Promise<FetchReply> {
  const url = new URL(args.url);
  if (!task.egress.some((rule) => rule.host === url.host)) throw new CapabilityError('EGRESS_DENIED', `${url.host} is not among the hosts of the manifest`);
  const headers: Record<string, string> = { ...args.headers, 'idempotency-key': idempotencyKey(task, args) };
  const answer = await request(url, {
    method: (args.method ?? 'GET') as 'GET',
    headers,
    body: args.body ?? null,
    signal,
    headersTimeout: FIXED_LIMITS.requestMs,
    bodyTimeout: FIXED_LIMITS.requestMs,
  });
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(Object.entries(answer.headers).map(([k, v]) => [k, String(v)])),
    body: await answer.body.text(),
    url: url.href,
  };
}

/** The same at every repetition of the same request of the same step for the same object. */
export function idempotencyKey(task: TaskFrame, args: FetchArgs): string {
  const parts = [task.installation, task.event.type, task.event.objectId, args.step ?? '', String(args.counter ?? 0)];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 32);
}
