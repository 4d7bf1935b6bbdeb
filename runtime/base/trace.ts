/** W3C trace context: the correlation of a call is the id of its trace, so that one id is found on both sides of every line. */
import { randomHex } from './random.ts';

const FORM = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(?:-.*)?$/;
const TRACE = /^[0-9a-f]{32}$/;
const NONE = /^0+$/;

/** The trace that a `traceparent` header names; undefined where it is not of the form, or names none. */
export function traceOf(header: string | undefined): string | undefined {
  const [, trace, parent] = FORM.exec(header ?? '') ?? [];
  return trace === undefined || NONE.test(trace) || NONE.test(parent!) ? undefined : trace;
}

/** Headers of a request that belongs to a correlation: a span of its own in that trace. */
export function traceHeaders(correlation: string): Record<string, string> {
  return { 'x-correlation-id': correlation, ...(TRACE.test(correlation) ? { traceparent: `00-${correlation}-${randomHex(8)}-01` } : {}) };
}
