/**
 * What a guest may ask of the world: the operations of `send(id, op, args)`. `at` says who answers: the runner alone, or
 * the host after checking the installation's grants.
 */
import Type, { type Static } from 'typebox';

const closed = { additionalProperties: false } as const;
const Key = Type.String({ minLength: 1, maxLength: 200, pattern: '^[^\\u0000]+$' });

export const FetchArgs = Type.Object(
  {
    url: Type.String({ maxLength: 8192 }),
    method: Type.Optional(Type.String({ maxLength: 10 })),
    headers: Type.Optional(Type.Record(Type.String(), Type.String())),
    body: Type.Optional(Type.String()),
    /** Credentials built by the broker from a secret's name; the guest never sees the value. */
    auth: Type.Optional(
      Type.Union([
        Type.Object(
          { type: Type.Literal('basic'), username: Type.Optional(Type.String()), usernameSecret: Type.Optional(Type.String()), secret: Type.String() },
          closed,
        ),
        Type.Object({ type: Type.Literal('bearer'), secret: Type.String() }, closed),
        Type.Object({ type: Type.Literal('header'), name: Type.String(), secret: Type.String() }, closed),
      ]),
    ),
    redirect: Type.Optional(Type.Union([Type.Literal('follow'), Type.Literal('manual'), Type.Literal('error')])),
    timeoutMs: Type.Optional(Type.Number({ minimum: 1 })),
    /** Set by the guest's bridge: the step this request belongs to, for its idempotency key. */
    step: Type.Optional(Type.String()),
    counter: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  closed,
);
export type FetchArgs = Static<typeof FetchArgs>;

export interface FetchReply {
  status: number;
  headers: Record<string, string>;
  body: string;
  url: string;
}

const PlatformArgs = Type.Object(
  { method: Type.Enum(['GET', 'POST', 'PUT', 'DELETE'] as const), path: Type.String({ maxLength: 4096 }), body: Type.Optional(Type.Unknown()) },
  closed,
);

// prettier-ignore
export const CAPABILITIES = {
  'log':          { at: 'runner', args: Type.Object({ level: Type.String(), text: Type.String(), fields: Type.Optional(Type.Unknown()) }, closed), summary: 'One log line; no reply.' },
  'fetch':        { at: 'runner', args: FetchArgs, summary: 'An outgoing request to a host of the manifest.' },
  'sleep':        { at: 'runner', args: Type.Object({ ms: Type.Number({ minimum: 0, maximum: 900_000 }) }, closed), summary: 'A timer.' },
  'random':       { at: 'runner', args: Type.Object({ kind: Type.Union([Type.Literal('bytes'), Type.Literal('uuid'), Type.Literal('password')]), length: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_536 })) }, closed), summary: 'Real randomness; sealed in records, masked in logs.' },
  'step.put':     { at: 'host',   args: Type.Object({ name: Type.String({ minLength: 1, maxLength: 200 }), value: Type.Unknown(), secret: Type.Optional(Type.Boolean()) }, closed), summary: 'Records a step result durably; the runner says whether it holds a generated password.' },
  'kv.get':       { at: 'host',   args: Type.Object({ key: Key }, closed), summary: 'A stored value with its version.' },
  'kv.set':       { at: 'host',   args: Type.Object({ key: Key, value: Type.Unknown(), ifVersion: Type.Optional(Type.Integer({ minimum: 0 })) }, closed), summary: 'Stores a value; with ifVersion only if unchanged (0: only if absent).' },
  'kv.delete':    { at: 'host',   args: Type.Object({ key: Key, ifVersion: Type.Optional(Type.Integer({ minimum: 0 })) }, closed), summary: 'Removes a value.' },
  'kv.list':      { at: 'host',   args: Type.Object({ prefix: Type.Optional(Type.String({ maxLength: 200 })), after: Type.Optional(Key), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) }, closed), summary: 'Keys in order, a page at a time.' },
  'platform':     { at: 'host',   args: PlatformArgs, summary: 'A REST call as the installation, within its object scopes.' },
} as const;

export type Capability = keyof typeof CAPABILITIES;
