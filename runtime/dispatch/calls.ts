/** What a running task asks of the host: steps, storage, the platform's API. Each call proves its lease by fence. */
import type { Context, Actor, TaskRow } from '../store/index.ts';
import { FIXED_LIMITS, type ObjectScope, type PermissionsManifest } from '../../sdk/contract/index.ts';
import { PlatformError } from '../base/index.ts';
import { deleteValue, getValue, listKeys, setValue } from '../registry/index.ts';
import { installationActor, stepIdentity } from './frames.ts';
import type { Held } from './leases.ts';

/** The REST API called from inside, as an actor; the composition root connects it. */
export type PlatformPort = (
  actor: Actor,
  scopes: readonly ObjectScope[],
  request: { method: string; path: string; body?: unknown; correlation: string },
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

export function isWrite(op: string): boolean {
  return op in WRITES;
}

export async function callHost(ctx: Context, held: Held, op: string, args: unknown): Promise<unknown> {
  const task = await ctx.tx
    .selectFrom('task')
    .selectAll()
    .where('id', '=', held.task)
    .where('fence', '=', held.fence)
    .where('status', '=', 'leased')
    .executeTakeFirst();
  if (!task) throw new PlatformError('staleFence', 'This attempt no longer holds its task.');
  if (op.startsWith('kv.')) await requireStorage(ctx, task);
  const call = WRITES[op] ?? READS[op];
  if (!call) throw new PlatformError('validation', `op: ${JSON.stringify(op)} is not a host call.`);
  return call(ctx, task, args as never);
}

/** Who a platform call speaks as, and within which scopes. */
export async function platformIdentity(ctx: Context, held: Held): Promise<{ actor: Actor; scopes: ObjectScope[]; correlation: string }> {
  const task = await ctx.tx
    .selectFrom('task')
    .selectAll()
    .where('id', '=', held.task)
    .where('fence', '=', held.fence)
    .where('status', '=', 'leased')
    .executeTakeFirst();
  if (!task) throw new PlatformError('staleFence', 'This attempt no longer holds its task.');
  const event = await ctx.tx.selectFrom('event').select('correlation').where('id', '=', task.event_id).executeTakeFirstOrThrow();
  return { actor: await installationActor(ctx, task), scopes: (await grantsOf(ctx, task)).objects ?? [], correlation: event.correlation };
}

async function putStep(ctx: Context, task: TaskRow, args: { name: string; value: unknown }): Promise<null> {
  const text = JSON.stringify(args.value ?? null);
  if (Buffer.byteLength(text) > FIXED_LIMITS.stepBytes)
    throw new PlatformError('validation', `step ${args.name}: the result has more than ${FIXED_LIMITS.stepBytes} bytes.`, { code: 'STEP_TOO_LARGE' });
  await ctx.tx
    .insertInto('step')
    .values({
      installation_id: task.installation_id,
      handler: task.event_type,
      object_id: task.object_id,
      name: args.name,
      value: ctx.sealer.seal(text, stepIdentity(task, args.name)),
      task_id: task.id,
      created_at: ctx.now,
    })
    .onConflict((oc) => oc.columns(['installation_id', 'handler', 'object_id', 'name']).doNothing())
    .execute();
  return null;
}

async function requireStorage(ctx: Context, task: TaskRow): Promise<void> {
  if (!(await grantsOf(ctx, task)).storage)
    throw new PlatformError('forbidden', 'storage is not among the granted permissions.', { code: 'PERMISSION_DENIED' });
}

async function grantsOf(ctx: Context, task: TaskRow): Promise<PermissionsManifest> {
  const row = await ctx.tx.selectFrom('installation').select('grants').where('id', '=', task.installation_id).executeTakeFirstOrThrow();
  return JSON.parse(row.grants) as PermissionsManifest;
}
