/**
 * The words a handler answers with. A decision is applied by the platform in the transaction that closes the task, so
 * its effect on the platform happens exactly once although a task may be delivered more than once.
 */
import type { AnswerOf, DecisionName, DecisionOf } from '../contract/decisions.ts';

type Fields<N extends DecisionName> = Omit<DecisionOf<N>, 'decision'>;

function make<N extends DecisionName>(decision: N, fields: Fields<N>): DecisionOf<N> {
  return { decision, ...fields } as unknown as DecisionOf<N>;
}

/**
 * The request is fulfilled. `params` fills fulfillment parameters by name; `template` is an id or a name of a
 * fulfillment template (default: the product's first).
 * @example return approve({ params: { broker_url: 'amqps://mq.example/as-1' } });
 */
export const approve = (fields: Fields<'approve'> = {}) => make('approve', fields);

/**
 * Something must be asked of the buyer. `errors` marks ordering parameters by name with what is wrong.
 * @example return inquire({ errors: { vhost: 'This name is taken, choose another.' } });
 */
export const inquire = (fields: Fields<'inquire'> = {}) => make('inquire', fields);

/**
 * The request is refused; the task itself is done. The reason is shown to the buyer.
 * @example return fail('The customer is not eligible for this offer.');
 */
export const fail = (reason: string) => make('fail', { reason });

/**
 * The request waits for a planned date (ISO text); needs the product capability for scheduling.
 * @example return schedule('2026-12-01T00:00:00Z');
 */
export const schedule = (plannedDate: string) => make('schedule', { plannedDate });

/**
 * A revocation is cleaned up (request status revoking).
 * @example return confirm();
 */
export const confirm = () => make('confirm', {});

/**
 * Sends a ready usage file to the distributor.
 * @example return submit();
 */
export const submit = () => make('submit', {});

/**
 * Accepts a pending usage file; in a validation: the values are good as they are.
 * @example return accept({ note: 'checked against the meter' });
 */
export const accept = (fields: Fields<'accept'> = {}) => make('accept', fields);

/**
 * Rejects a pending usage file with a note for the vendor; in a validation: marks ordering parameters by name with what is
 * wrong, which whoever fills them in sees as their `value_error`.
 * @example return reject('record 7 is outside the period');
 * @example return reject({ errors: { vhost: 'This name is taken, choose another.' } });
 */
export function reject(note: string): DecisionOf<'reject'>;
export function reject(fields: { errors: Record<string, string> }): AnswerOf<'reject'>;
export function reject(given: string | { errors: Record<string, string> }): DecisionOf<'reject'> | AnswerOf<'reject'> {
  return typeof given === 'string' ? make('reject', { note: given }) : { decision: 'reject', ...given };
}

/**
 * The HTTP answer to whoever called a product action or a custom event. Status 200 where none is given; an object is sent as
 * JSON, a text as plain text. `location` and `x-…` headers are passed on.
 * @example return answer({ status: 302, headers: { location: 'https://panel.example/as-1' } });
 */
export const answer = (fields: Omit<AnswerOf<'answer'>, 'decision'> = {}): AnswerOf<'answer'> => ({ decision: 'answer', ...fields });

/**
 * Not yet: deliver this task again after `seconds` (at least 1, at most 30 days). This is no failure and counts no attempt.
 * @example return reschedule({ seconds: 300 });
 */
export const reschedule = (fields: Fields<'reschedule'>) => make('reschedule', fields);

/**
 * Not mine: the task closes without touching the object.
 * @example return skip('another product');
 */
export const skip = (reason?: string) => make('skip', reason === undefined ? {} : { reason });

/**
 * Handled, and the object stays as it is.
 * @example return done();
 */
export const done = (note?: string) => make('done', note === undefined ? {} : { note });
