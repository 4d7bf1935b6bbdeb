/**
 * W3C trace context. The correlation of a call is the id of its trace, so that one id is found on both sides of every line. The
 * rest of the context is the `origin` of what it causes, one text: `SPAN-FLAGS`, and the tracestate behind a blank where
 * there is one; empty where nothing is known of it.
 */
import { randomHex } from './random.ts';
import { sha256 } from './sealing.ts';

const FORM = /^(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const TRACE = /^(?!0+$)[0-9a-f]{32}$/;
const NONE = /^0+$/;
const SAMPLED = 1;
/** The flags that are defined; others are not passed on. */
const FLAGS = SAMPLED | 2;
const SPAN_LENGTH = 16;
const STATE_AT = SPAN_LENGTH + '-00 '.length;
/** What must be passed on at least; a longer state is let go whole. */
export const TRACESTATE_LENGTH = 512;
const TRACESTATE_MEMBERS = 32;
const MEMBER = /^(?:[a-z0-9][a-z0-9_*/@-]{0,255}=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e])?$/;

/** The trace of a caller, and the origin of the call; undefined where `traceparent` is not of the form, or names none. */
export function callerTrace(header: (name: string) => string | undefined): { correlation: string; origin: string } | undefined {
  const [, version, trace, span, flags, more] = FORM.exec(header('traceparent') ?? '') ?? [];
  if (trace === undefined || NONE.test(trace) || NONE.test(span!) || (version === '00' && more !== undefined)) return undefined;
  const known = (Number.parseInt(flags!, 16) & FLAGS).toString(16).padStart(2, '0');
  const state = header('tracestate') ?? '';
  return { correlation: trace, origin: `${span}-${known}${state !== '' && isState(state) ? ` ${state}` : ''}` };
}

function isState(text: string): boolean {
  const members = text.split(',').map((member) => member.trim());
  return text.length <= TRACESTATE_LENGTH && members.length <= TRACESTATE_MEMBERS && members.every((member) => MEMBER.test(member));
}

/** The origin of what a new span causes, which was caused by `origin` itself. */
export function childOf(origin: string, span = randomHex(SPAN_LENGTH / 2)): string {
  return span + (origin === '' ? '-01' : origin.slice(SPAN_LENGTH));
}

/** The span of an attempt, known to every host. */
export function spanOfAttempt(task: string, fence: number): string {
  return sha256(`${task}/${fence}`).slice(0, SPAN_LENGTH);
}

/** Headers of a request that belongs to a correlation: in its trace, made by the span of the origin. */
export function traceHeaders(correlation: string, origin: string): Record<string, string> {
  if (!TRACE.test(correlation)) return { 'x-correlation-id': correlation };
  const { span, flags, state } = originParts(origin);
  return { 'x-correlation-id': correlation, traceparent: `00-${correlation}-${span}-${flags}`, ...(state === '' ? {} : { tracestate: state }) };
}

export function originParts(origin: string): { span: string; flags: string; state: string } {
  return { span: origin.slice(0, SPAN_LENGTH), flags: origin.slice(SPAN_LENGTH + 1, STATE_AT - 1), state: origin.slice(STATE_AT) };
}

/** Whether spans of it are wanted: a caller may have said that they are not. */
export function isSampled(correlation: string, origin: string): boolean {
  return TRACE.test(correlation) && (origin === '' || (Number.parseInt(originParts(origin).flags, 16) & SAMPLED) !== 0);
}
