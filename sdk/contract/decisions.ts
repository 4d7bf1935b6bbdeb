/**
 * What a handler answers: a decision about the object, applied by the platform in the transaction that closes the task.
 * Throwing is about the task instead: `Retry` tries again, `NonRetriable` goes to the dead letters at once.
 */
import Type, { type Static } from 'typebox';

/** Values for fulfillment parameters by their symbolic name; objects become `structured_value`. */
const ParamValues = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Record(Type.String(), Type.Unknown())]));
const ParamErrors = Type.Record(Type.String(), Type.String({ maxLength: 4000 }));
const closed = { additionalProperties: false } as const;

export const Approve = Type.Object(
  {
    decision: Type.Literal('approve'),
    template: Type.Optional(Type.String()),
    params: Type.Optional(ParamValues),
    effectiveDate: Type.Optional(Type.String()),
  },
  closed,
);
export const Inquire = Type.Object(
  { decision: Type.Literal('inquire'), template: Type.Optional(Type.String()), params: Type.Optional(ParamValues), errors: Type.Optional(ParamErrors) },
  closed,
);
export const Fail = Type.Object({ decision: Type.Literal('fail'), reason: Type.String({ minLength: 1, maxLength: 4000 }) }, closed);
export const Schedule = Type.Object({ decision: Type.Literal('schedule'), plannedDate: Type.String() }, closed);
export const Confirm = Type.Object({ decision: Type.Literal('confirm') }, closed);
export const Submit = Type.Object({ decision: Type.Literal('submit') }, closed);
export const Accept = Type.Object({ decision: Type.Literal('accept'), note: Type.Optional(Type.String({ maxLength: 2000 })) }, closed);
export const Reject = Type.Object({ decision: Type.Literal('reject'), note: Type.String({ minLength: 1, maxLength: 2000 }) }, closed);
export const Reschedule = Type.Object({ decision: Type.Literal('reschedule'), seconds: Type.Number({ minimum: 1, maximum: 86_400 * 30 }) }, closed);
export const Skip = Type.Object({ decision: Type.Literal('skip'), reason: Type.Optional(Type.String({ maxLength: 4000 })) }, closed);
export const Done = Type.Object({ decision: Type.Literal('done'), note: Type.Optional(Type.String({ maxLength: 4000 })) }, closed);

/** Decision name -> schema; the one list from which types, checks and documentation come. */
// prettier-ignore
export const DECISIONS = {
  approve: Approve, inquire: Inquire, fail: Fail, schedule: Schedule, confirm: Confirm,
  submit: Submit, accept: Accept, reject: Reject,
  reschedule: Reschedule, skip: Skip, done: Done,
} as const;

/** Values of ordering parameters that are wrong, by name: shown to who fills them in as their `value_error`. */
export const RejectValues = Type.Object(
  { decision: Type.Literal('reject'), errors: Type.Record(Type.String(), Type.String({ minLength: 1, maxLength: 4000 }), { minProperties: 1 }) },
  closed,
);
/** An HTTP answer: an object is sent as JSON, a text as plain text. */
export const Answer = Type.Object(
  {
    decision: Type.Literal('answer'),
    status: Type.Optional(Type.Integer({ minimum: 200, maximum: 599 })),
    headers: Type.Optional(Type.Record(Type.String(), Type.String({ maxLength: 8000 }), { maxProperties: 20 })),
    body: Type.Optional(Type.Unknown()),
  },
  closed,
);

/** What an interactive hook answers while somebody waits: no decision about the object, but a word that is passed on. */
// prettier-ignore
export const ANSWERS = {
  accept: Accept,
  reject: RejectValues,
  answer: Answer,
} as const;

export type AnswerName = keyof typeof ANSWERS;
export type AnswerOf<N extends AnswerName> = { [K in N]: Static<(typeof ANSWERS)[K]> }[N];

export type DecisionName = keyof typeof DECISIONS;
export type DecisionOf<N extends DecisionName> = { [K in N]: Static<(typeof DECISIONS)[K]> }[N];
export type Decision = DecisionOf<DecisionName>;
