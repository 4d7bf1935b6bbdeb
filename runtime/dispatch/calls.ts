/** What a running task asks of the host: steps, storage, the platform's API. Each call proves its lease by fence. */
import { sql } from 'kysely';
import type { Actor, Cause, Context, TaskRow } from '../store/index.ts';
import { CAPABILITIES, FIXED_LIMITS, type Capability, type HeldStep, type ObjectScope, type PermissionsManifest } from '../../sdk/contract/index.ts';
import { check, lookUp, PlatformError, unstorableAt } from '../base/index.ts';
import { deleteValue, getValue, listKeys, setValue } from '../registry/index.ts';
import { installationActor, stepIdentity } from './frames.ts';
import { stepObject } from './lanes.ts';
import { causeOf, heldTask, type Held } from './leases.ts';
import { onceFor, type NumberedCall, type Once } from './once.ts';

/** The REST API called from inside, as an actor; the composition root connects it. */
export type PlatformPort = (
  actor: Actor,
  scopes: readonly ObjectScope[],
  request: { method: string; path: string; body?: unknown; once?: Once } & Cause,
) => Promise<unknown>;

/** Calls that change something and so need a write unit. */
const WRITES: Record<string, (ctx: Context, task: TaskRow, args: never) => Promise<unknown>> = {
  'step.put': putStep,
  'kv.set': (ctx, task, a: { key: string; value: unknown; ifVersion?: number }) => setValue(ctx, task.installation_id, a.key, a.value, a.ifVersion),
  'kv.delete': (ctx, task, a: { key: string; ifVersion?: number }) => deleteValue(ctx, task.installation_id, a.key, a.ifVersion),
};
const READS: Record<string, (ctx: Context, task: TaskRow, args: never) => Promise<unknown>> = {
  'kv.get': (ctx, task, a: { key: string }) => getValue(ctx, task.installation_id, a.key),
  'kv.list': (ctx, task, a: { prefix?: string; after?: string; limit?: number }) => listKeys(ctx, task.installation_id, a),
};

/** Keeps its first value by itself, and is the most frequent call: it needs no memory of its reply. */
const IDEMPOTENT = 'step.put';

export function isWrite(op: string): boolean {
  return Object.hasOwn(WRITES, op);
}

export async function callHost(ctx: Context, held: NumberedCall, runnerId: string, op: string, args: unknown): Promise<unknown> {
  const call = lookUp(WRITES, op) ?? lookUp(READS, op);
  if (!call) throw new PlatformError('validation', `op: ${JSON.stringify(op)} is not a host call.`);
  const task = await heldTask(ctx, held, runnerId);
  if (op.startsWith('kv.')) await requireStorage(ctx, task);
  const answer = () => call(ctx, task, checkedArgs(op as Capability, args) as never);
  return isWrite(op) && op !== IDEMPOTENT ? onceFor(held)(ctx, answer) : answer();
}

export interface PlatformIdentity extends Cause {
  actor: Actor;
  scopes: ObjectScope[];
}

/** Who a platform call speaks as, within which scopes, and where in a chain of events its own events stand. */
export async function platformIdentity(ctx: Context, held: Held, runnerId: string): Promise<PlatformIdentity> {
  const task = await heldTask(ctx, held, runnerId);
  const event = await ctx.tx.selectFrom('event').select(['correlation', 'origin', 'hop']).where('id', '=', task.event_id).executeTakeFirstOrThrow();
  const scopes = (await grantsOf(ctx, task)).objects ?? [];
  return { actor: await installationActor(ctx, task), scopes, ...causeOf(held, event) };
}

export function checkedArgs(op: Capability, args: unknown): unknown {
  return check(CAPABILITIES[op].args, args, 'validation', op);
}

async function putStep(ctx: Context, task: TaskRow, step: HeldStep): Promise<null> {
  const text = JSON.stringify(step.value ?? null);
  if (Buffer.byteLength(text) > FIXED_LIMITS.stepBytes)
    throw new PlatformError('validation', `step ${step.name}: the result has more than ${FIXED_LIMITS.stepBytes} bytes.`, { code: 'STEP_TOO_LARGE' });
  await recordStep(ctx, task, step.name, text, step.secret === true);
  return null;
}

/** Steps that come with the result of their attempt. One that a call would have been refused for is not kept. Answers how many are new. */
export async function keepSteps(ctx: Context, task: TaskRow, steps: readonly HeldStep[] = []): Promise<number> {
  let kept = 0;
  for (const { name, value, secret } of steps) {
    const text = JSON.stringify(value ?? null);
    if (unstorableAt(name) === undefined && Buffer.byteLength(text) <= FIXED_LIMITS.stepBytes && (await recordStep(ctx, task, name, text, secret === true)))
      kept++;
  }
  return kept;
}

/** Whether it is the first of its name: that one counts. */
async function recordStep(ctx: Context, task: TaskRow, name: string, text: string, secret: boolean): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into step (installation_id, handler, object_id, name, value, task_id, created_at, secret)
    values (${task.installation_id}, ${task.event_type}, ${stepObject(task)}, ${name},
      ${ctx.sealer.seal(text, stepIdentity(task, name))}, ${task.id}, ${ctx.now}, ${secret ? 1 : 0})
    on conflict (installation_id, handler, object_id, name) do nothing`.execute(ctx.tx);
  return numAffectedRows === 1n;
}

async function requireStorage(ctx: Context, task: TaskRow): Promise<void> {
  if (!(await grantsOf(ctx, task)).storage)
    throw new PlatformError('forbidden', 'storage is not among the granted permissions.', { code: 'PERMISSION_DENIED' });
}

async function grantsOf(ctx: Context, task: TaskRow): Promise<PermissionsManifest> {
  const row = await ctx.tx.selectFrom('installation').select('grants').where('id', '=', task.installation_id).executeTakeFirstOrThrow();
  return JSON.parse(row.grants) as PermissionsManifest;
}
