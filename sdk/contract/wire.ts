/**
 * The frames between host (gateway) and runner, protocol `entrepot.1`; wire.md tells the story of a session. One
 * WebSocket text message is a JSON array of frames. Both ends check every frame; an unknown or malformed one closes
 * the session with a reason.
 */
import Type, { type Static } from 'typebox';
import { CAPABILITIES } from './capabilities.ts';
import { RECORDING_LIMITS } from './recording.ts';

export const PROTOCOL = 'entrepot.1';

const closed = { additionalProperties: false } as const;
const Id = Type.String({ maxLength: 64 });
const Count = Type.Integer({ minimum: 0, maximum: 1_000_000_000 });
const Texts = Type.Record(Type.String(), Type.String());

/** Everything a runner needs for one attempt. `object` is the REST representation as the installation's account sees it. */
export const TaskFrame = Type.Object({
  t: Type.Literal('task'),
  task: Id,
  fence: Count,
  attempt: Count,
  /** Somebody waits for it: it uses the credits kept for such tasks, and is not tried again. */
  class: Type.Optional(Type.Literal('interactive')),
  installation: Id,
  account: Id,
  event: Type.Object({ id: Id, type: Type.String(), status: Type.String(), objectId: Type.String(), at: Type.String() }),
  object: Type.Unknown(),
  /** Digest of the package's bundle, fetched once over HTTP: GET /runner/v1/bundles/DIGEST. */
  bundle: Id,
  version: Type.String(),
  extension: Type.String(),
  settings: Type.Record(Type.String(), Type.Unknown()),
  /** Recorded step results, name -> JSON value; these steps are not run again. */
  steps: Type.Record(Type.String(), Type.Unknown()),
  limits: Type.Record(Type.String(), Type.Number()),
  egress: Type.Array(Type.Object({ host: Type.String(), methods: Type.Optional(Type.Array(Type.String())) })),
  allowPrivate: Type.Boolean(),
  /** Secrets this task may use: name -> value and the hosts it may go to. Empty for runners not granted secrets. */
  secrets: Type.Record(Type.String(), Type.Object({ value: Type.String(), hosts: Type.Array(Type.String()) })),
  /** Values to mask in logs and errors, for example parameters of type password. */
  masked: Type.Array(Type.String()),
  fresh: Type.Boolean(),
  correlation: Id,
  /** Given where the attempt is recorded: the key of its pseudonyms, and the settings whose values are personal. */
  record: Type.Optional(Type.Object({ key: Type.String(), personal: Type.Array(Type.String()) })),
  /** The span that caused the event, `SPAN-FLAGS`, and the tracestate behind a blank; the trace is the correlation. */
  trace: Type.Optional(Type.String({ maxLength: 600 })),
});

/** Calls of one attempt whose course is kept; all are counted. */
export const CALLS_TOLD = 100;

/** How one call went. `to` is the host of a request, or method and path of a platform call; `http` the status of its answer. */
export const Called = Type.Object(
  {
    op: Type.String({ maxLength: 64 }),
    /** Milliseconds from the start of the attempt, and until the reply. */
    at: Count,
    ms: Count,
    /** `ok`, or the code of the error. */
    status: Type.String({ maxLength: 64 }),
    to: Type.Optional(Type.String({ maxLength: 300 })),
    http: Type.Optional(Count),
    /** Of a request: its span, as the outside system saw it. */
    span: Type.Optional(Type.String({ pattern: '^[0-9a-f]{16}$' })),
  },
  closed,
);
export type Called = Static<typeof Called>;

/** So many results of steps may be recorded with the result of their attempt. */
export const HELD_STEPS = 8;
export const HeldStep = CAPABILITIES['step.put'].args;
export type HeldStep = Static<typeof HeldStep>;

/** How an attempt ended. `code` is a name from OUTCOMES. */
export const ResultFrame = Type.Object(
  {
    t: Type.Literal('result'),
    task: Id,
    fence: Count,
    outcome: Type.Union([
      Type.Object({ ok: Type.Literal(true), decision: Type.Unknown() }, closed),
      Type.Object(
        {
          ok: Type.Literal(false),
          code: Type.String(),
          message: Type.String(),
          stack: Type.Optional(Type.String()),
          retryAfterMs: Type.Optional(Type.Number({ minimum: 0 })),
        },
        closed,
      ),
    ]),
    usage: Type.Object(
      {
        ...{ wallMs: Type.Number(), cpuMs: Type.Number(), calls: Count, requests: Count },
        /** The most that the isolate's heap held at the end of a turn. */
        memoryBytes: Type.Optional(Type.Integer({ minimum: 0 })),
        /** Whether the isolate was made for this attempt. */
        isolate: Type.Optional(Type.Enum(['cold', 'warm'] as const)),
        /** The first calls, log lines aside. */
        called: Type.Optional(Type.Array(Called, { maxItems: CALLS_TOLD })),
      },
      closed,
    ),
    /** Steps that ended just before, recorded in the same transaction. */
    steps: Type.Optional(Type.Array(HeldStep, { maxItems: HELD_STEPS })),
    /** Compressed JSON Lines in base64 (recording.ts), where the task asked for it. */
    recording: Type.Optional(Type.String({ maxLength: RECORDING_LIMITS.frameLength })),
  },
  closed,
);

export const LogLine = Type.Object(
  { at: Type.String(), level: Type.Enum(['debug', 'info', 'warn', 'error'] as const), text: Type.String(), fields: Type.Optional(Type.Unknown()) },
  closed,
);

// Host to runner
export const Welcome = Type.Object({ t: Type.Literal('welcome'), session: Id, beatMs: Count, leaseMs: Count, creditsMax: Count });
export const Ack = Type.Object({ t: Type.Literal('ack'), task: Id, fence: Count, accepted: Type.Boolean(), reason: Type.Optional(Type.String()) });
export const BeatOk = Type.Object({ t: Type.Literal('beat.ok'), cancel: Type.Array(Type.Object({ task: Id, fence: Count })) });
export const Reply = Type.Object({
  t: Type.Literal('reply'),
  call: Count,
  ok: Type.Boolean(),
  value: Type.Optional(Type.Unknown()),
  code: Type.Optional(Type.String()),
  message: Type.Optional(Type.String()),
});
export const DrainFrame = Type.Object({ t: Type.Literal('drain') });

// Runner to host
export const Hello = Type.Object(
  {
    t: Type.Literal('hello'),
    protocol: Type.Array(Type.String()),
    runner: Type.String({ maxLength: 200 }),
    walls: Type.Record(Type.String(), Type.Boolean()),
    versions: Texts,
  },
  closed,
);
export const Credit = Type.Object({ t: Type.Literal('credit'), n: Count, class: Type.Optional(Type.Literal('interactive')) }, closed);
export const Beat = Type.Object({ t: Type.Literal('beat'), tasks: Type.Array(Type.Object({ task: Id, fence: Count }, closed), { maxItems: 4096 }) }, closed);
export const Call = Type.Object(
  { t: Type.Literal('call'), call: Count, task: Id, fence: Count, op: Type.String({ maxLength: 64 }), args: Type.Unknown() },
  closed,
);
export const LogFrame = Type.Object({ t: Type.Literal('log'), task: Id, fence: Count, lines: Type.Array(LogLine, { maxItems: 1000 }) }, closed);
export const Bye = Type.Object({ t: Type.Literal('bye'), reason: Type.Optional(Type.String({ maxLength: 500 })) }, closed);

export const HostFrame = Type.Union([Welcome, TaskFrame, Ack, BeatOk, Reply, DrainFrame]);
export const RunnerFrame = Type.Union([Hello, Credit, Beat, Call, LogFrame, ResultFrame, Bye]);
/** Frame schemas by tag: cheaper to check, and the error names the field instead of six failed alternatives. */
export const RUNNER_FRAMES = { hello: Hello, credit: Credit, beat: Beat, call: Call, log: LogFrame, result: ResultFrame, bye: Bye } as const;
export const HOST_FRAMES = { welcome: Welcome, task: TaskFrame, ack: Ack, 'beat.ok': BeatOk, reply: Reply, drain: DrainFrame } as const;

export type HostFrame = Static<typeof HostFrame>;
export type RunnerFrame = Static<typeof RunnerFrame>;
export type TaskFrame = Static<typeof TaskFrame>;
export type ResultFrame = Static<typeof ResultFrame>;
export type Outcome = ResultFrame['outcome'];
export type LogLine = Static<typeof LogLine>;

/** Named ends of an attempt that is not a decision, and what the dispatcher does with each. */
// prettier-ignore
export const OUTCOMES = {
  RETRY:             { next: 'retry',  summary: 'The handler threw Retry.' },
  NON_RETRIABLE:     { next: 'dead',   summary: 'The handler threw NonRetriable.' },
  HANDLER_ERROR:     { next: 'retry',  summary: 'The handler threw anything else.' },
  BAD_DECISION:      { next: 'dead',   summary: 'The answer is not a decision this event permits.' },
  UNSERIALISABLE:    { next: 'dead',   summary: 'The answer does not survive JSON, or is too deep or too large.' },
  LOAD_ERROR:        { next: 'dead',   summary: 'The package could not be loaded.' },
  TURN_TIMEOUT:      { next: 'crash',  summary: 'One turn used more than limits.turnMs.' },
  CPU_BUDGET:        { next: 'crash',  summary: 'All turns together used more than limits.cpuMs.' },
  WALL_TIMEOUT:      { next: 'crash',  summary: 'No result within limits.wallMs.' },
  OUT_OF_MEMORY:     { next: 'crash',  summary: 'The isolate or its process passed its memory limit.' },
  CALL_LIMIT:        { next: 'crash',  summary: 'More bridge calls than limits.calls.' },
  LOOP_DETECTED:     { next: 'dead',   summary: 'Handlers caused one another\'s events too many times in a row.' },
  RESCHEDULE_LIMIT:  { next: 'dead',   summary: 'The handler postponed its task too often.' },
  NO_ANSWER:         { next: 'dead',   summary: 'An interactive hook had not answered when its budget was over; its caller got the declared policy.' },
  PLATFORM_ERROR:    { next: 'retry',  summary: 'The platform failed while it applied the decision; its own log says why.' },
  SANDBOX_LOST:      { next: 'return', summary: 'The sandbox died through no fault of this task; no attempt is counted.' },
  STARVED:           { next: 'return', summary: 'The machine or the platform had no time for the task; no attempt is counted.' },
  RUNNER_LOST:       { next: 'return', summary: 'The runner went away and its lease ended; no attempt is counted.' },
  CANCELLED:         { next: 'return', summary: 'The runner is draining; no attempt is counted.' },
} as const;
export type OutcomeCode = keyof typeof OUTCOMES;
