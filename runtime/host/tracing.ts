/**
 * The spans of a host: the API call, the wait of the task that came of it, each attempt, and each request that an attempt sent. They
 * are made when they are over, from what metrics are counted from too; so they cost nothing before, and need no state.
 */
import type { Called } from '../../sdk/contract/index.ts';
import type { Served } from '../api/index.ts';
import { isSampled, originParts, randomHex, spanOfAttempt, type Log } from '../base/index.ts';
import { UNOBSERVED, type DispatchObserver } from '../dispatch/index.ts';
import { attribute, SpanExporter, type Span, type TraceExport } from './otlp.ts';

/** As OTLP numbers them. */
const INTERNAL = 1;
const SERVER = 2;
const CLIENT = 3;
const CONSUMER = 5;
const ERROR = 2;

export interface Tracing {
  served(call: Served): void;
  dispatch: DispatchObserver;
  stop(): Promise<void>;
}

interface TracingOptions {
  export: TraceExport | undefined;
  version: string;
  log: Log;
  spans(count: number, result: 'exported' | 'dropped'): void;
}

interface Made {
  name: string;
  kind: number;
  /** Its own span, or one that nobody refers to. */
  span?: string;
  parent: string;
  startMs: number;
  endMs: number;
  failed?: boolean;
  attributes: Record<string, string | number | undefined>;
}

export function createTracing(options: TracingOptions): Tracing | undefined {
  if (!options.export) return undefined;
  const exporter = new SpanExporter({ ...options, export: options.export });

  function add(of: { correlation: string; origin: string }, { name, kind, span, parent, startMs, endMs, failed, attributes }: Made): void {
    if (!isSampled(of.correlation, of.origin)) return;
    const { state } = originParts(of.origin);
    exporter.add({
      traceId: of.correlation,
      spanId: span ?? randomHex(8),
      ...(parent === '' ? {} : { parentSpanId: parent }),
      ...(state === '' ? {} : { traceState: state }),
      ...{ name, kind, startTimeUnixNano: nanoseconds(startMs), endTimeUnixNano: nanoseconds(endMs) },
      attributes: Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [attribute(key, value)])),
      status: failed ? { code: ERROR } : {},
    } satisfies Span);
  }

  const sentRequest = (call: Called, parent: string, attemptMs: number): Made => ({
    ...{ name: 'outgoing request', kind: CLIENT, span: call.span!, parent },
    ...{ startMs: attemptMs + call.at, endMs: attemptMs + call.at + call.ms, failed: call.status !== 'ok' || (call.http ?? 0) >= 400 },
    attributes: { 'server.address': call.to, 'http.response.status_code': call.http, ...(call.status === 'ok' ? {} : { 'error.type': call.status }) },
  });

  return {
    served(call) {
      if (call.operation === 'none') return;
      const endMs = Date.now();
      add(call, {
        ...{ name: call.operation, kind: SERVER, span: originParts(call.origin).span, parent: call.parent },
        ...{ startMs: endMs - call.seconds * 1000, endMs, failed: call.status >= 500 },
        attributes: { 'http.request.method': call.method, 'http.response.status_code': call.status },
      });
    },
    dispatch: {
      ...UNOBSERVED,
      sent(kind, ageMs, { task, correlation, trace: origin = '', event }) {
        if (ageMs === undefined) return;
        const endMs = Date.now();
        add(
          { correlation, origin },
          {
            ...{ name: 'task wait', kind: INTERNAL, parent: originParts(origin).span, startMs: endMs - ageMs, endMs },
            attributes: { 'entrepot.task': task, 'entrepot.class': kind, 'entrepot.event_type': event.type },
          },
        );
      },
      ended(ended, usage) {
        const endMs = Date.now();
        const startMs = endMs - usage.wallMs;
        const span = spanOfAttempt(ended.task, ended.fence);
        const { task, kind, attempt, eventType, outcome } = ended;
        add(ended, {
          // the call of a webhook is all of its attempt
          ...{ name: `attempt ${eventType}`, kind: kind === 'webhook' ? CLIENT : CONSUMER, span, parent: originParts(ended.origin).span },
          ...{ startMs, endMs, failed: /^[A-Z]/.test(outcome) },
          attributes: {
            'entrepot.task': task,
            'entrepot.class': kind,
            'entrepot.attempt': attempt,
            'entrepot.outcome': outcome,
            'entrepot.cpu_ms': usage.cpuMs,
          },
        });
        for (const call of usage.called ?? []) if (call.span !== undefined) add(ended, sentRequest(call, span, startMs));
      },
    },
    stop: () => exporter.stop(),
  };
}

/** To the microsecond: nanoseconds since 1970 are more than a number holds. */
function nanoseconds(ms: number): string {
  return `${Math.round(ms * 1000)}000`;
}
