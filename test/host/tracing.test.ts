/** Trace context as it comes from a caller and goes on; and which spans are made of it. */
import { expect, test } from 'vitest';
import { callerTrace, childOf, silentLog, spanOfAttempt, traceHeaders, TRACESTATE_LENGTH } from '../../runtime/base/index.ts';
import { createTracing } from '../../runtime/host/tracing.ts';
import { startCollector } from '../support/collector.ts';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const OWN = '1111111111111111';
const given = (traceparent: string, tracestate?: string) => callerTrace((name) => ({ traceparent, tracestate })[name as 'traceparent' | 'tracestate']);

test('what a caller gives goes on with a span of ours: flags that are known, and its state', () => {
  const go = (flags: string, state?: string) => traceHeaders(TRACE, childOf(given(`00-${TRACE}-${CALLER}-${flags}`, state)!.origin, OWN));
  expect(go('01', 'a=1,b@c=2')).toEqual({ 'x-correlation-id': TRACE, traceparent: `00-${TRACE}-${OWN}-01`, tracestate: 'a=1,b@c=2' });
  expect(go('00')).toEqual({ 'x-correlation-id': TRACE, traceparent: `00-${TRACE}-${OWN}-00` });
  expect(go('ff')['traceparent']).toBe(`00-${TRACE}-${OWN}-03`);
  expect(traceHeaders(TRACE, childOf('', OWN))).toEqual({ 'x-correlation-id': TRACE, traceparent: `00-${TRACE}-${OWN}-01` });
  expect(traceHeaders('older than traces', childOf(''))).toEqual({ 'x-correlation-id': 'older than traces' });
});

test('a state that is not of the form, or too long, is let go', () => {
  const long = `a=${'x'.repeat(250)},b=${'x'.repeat(250)}`;
  const state = (text: string) => given(`00-${TRACE}-${CALLER}-01`, text)!.origin.slice(20);
  expect([state(long), state('a=1, b=2'), state('a=1,')]).toEqual([long, 'a=1, b=2', 'a=1,']);
  const many = Array.from({ length: 33 }, (_, n) => `k${n}=v`).join();
  for (const bad of [long.padEnd(TRACESTATE_LENGTH + 1, 'x'), many, 'a', 'A=1', 'a=1\r\nb: c', 'a=ü', 'a=b=c']) expect(state(bad), bad).toBe('');
});

test('a trace of version 00 has four parts', () => {
  expect(given(`00-${TRACE}-${CALLER}-01-more`)).toBeUndefined();
  expect(given(`cc-${TRACE}-${CALLER}-01-more`)).toEqual({ correlation: TRACE, origin: `${CALLER}-01` });
});

test('nothing is made of what its caller does not want sampled, of probes, and of correlations that are no trace', async () => {
  using collector = await startCollector();
  const tracing = createTracing({ export: { url: collector.url, headers: {}, service: 'x' }, version: '1', log: silentLog, spans: () => {} })!;
  const call = { method: 'GET', operation: 'listRequests', status: 503, seconds: 0.25, correlation: TRACE, origin: `${OWN}-01`, parent: '' };
  const ended = { kind: 'background', outcome: 'RETRY', task: 'TQ-1', fence: 2, attempt: 1, eventType: 'x', correlation: TRACE, origin: '' } as const;
  const usage = { wallMs: 1_000, cpuMs: 1, calls: 2, requests: 1 };
  const at = { at: 250, ms: 500 };
  for (const other of [{ origin: `${OWN}-00` }, { operation: 'none' }, { correlation: 'c' }]) tracing.served({ ...call, ...other });
  for (const other of [{ origin: `${OWN}-00` }, { correlation: 'c' }]) tracing.dispatch.ended({ ...ended, ...other }, usage);
  tracing.served(call);
  tracing.dispatch.ended(ended, {
    ...usage,
    called: [
      { ...at, op: 'kv.get', status: 'ok' },
      { ...at, op: 'fetch', status: 'TIMEOUT', to: 'mq.example', span: OWN },
    ],
  });
  await tracing.stop();
  const attempt = spanOfAttempt('TQ-1', 2);
  expect(collector.spans).toMatchObject([
    { name: 'listRequests', spanId: OWN, kind: 2, status: { code: 2 } },
    { name: 'attempt x', spanId: attempt, kind: 5, status: { code: 2 } },
    { name: 'outgoing request', spanId: OWN, parentSpanId: attempt, kind: 3, status: { code: 2 } },
  ]);
  const lasted = collector.spans.map((s) => Number(BigInt(s.endTimeUnixNano) - BigInt(s.startTimeUnixNano)) / 1e6);
  expect(lasted).toEqual([250, 1_000, 500]);
  expect(collector.spans.slice(0, 2).every((s) => s.parentSpanId === undefined)).toBe(true);
});

test('without a collector nothing is made at all', () => {
  expect(createTracing({ export: undefined, version: '1', log: silentLog, spans: () => {} })).toBeUndefined();
});
