/**
 * What goes to the runner with a task: the object as the installation's account sees it now, the installation's
 * settings and grants, and the steps recorded so far. A task whose object has moved on is closed here as superseded.
 */
import type { TaskFrame } from '../../sdk/contract/index.ts';
import type { Subject } from '../domain/kit/index.ts';
import { equip, type Equipment } from '../registry/index.ts';
import type { Actor, Context, EventRow, LaneRow, Role, TaskRow } from '../store/index.ts';
import type { Claimant } from './claim.ts';
import { advanceLane } from './lanes.ts';

export interface FrameSource {
  subjects: ReadonlyMap<string, Subject>;
}

export async function equipTasks(ctx: Context, source: FrameSource, claimant: Claimant, tasks: TaskRow[], lanes: LaneRow[]): Promise<TaskFrame[]> {
  const events = await eventsOf(ctx, tasks);
  const equipment = await equipmentOf(ctx, tasks);
  const objects = await objectsOf(ctx, source, tasks, events);
  const runAt = new Map(lanes.map((l) => [l.head_task_id, l.run_at_ms]));
  const frames: TaskFrame[] = [];
  for (const task of tasks) {
    const event = events.get(task.event_id)!;
    const gear = equipment.get(task.installation_id)!;
    const subject = source.subjects.get(event.object_class);
    const object = objects.get(task.id);
    if (!subject || !object || (event.status !== '' && subject.status(object) !== event.status)) {
      await supersede(
        ctx,
        task,
        object && subject ? `the object is ${subject.status(object)} now, the event was about ${event.status}` : 'the object is no longer there',
      );
      continue;
    }
    await ctx.tx
      .insertInto('attempt')
      .values({
        task_id: task.id,
        fence: task.fence,
        attempt: task.attempt + 1,
        counted: 0,
        runner: claimant.name,
        started_at: ctx.now,
        ended_at: null,
        outcome: null,
        message: null,
        stack: null,
        wait_ms: Math.max(0, ctx.clock.now() - (runAt.get(task.id) ?? ctx.clock.now())),
        wall_ms: null,
        cpu_ms: null,
        version: gear.installation.version,
      })
      .execute();
    frames.push({
      t: 'task',
      task: task.id,
      fence: task.fence,
      attempt: task.attempt + 1,
      installation: task.installation_id,
      account: task.account_id,
      event: { id: event.id, type: event.type, status: event.status, objectId: event.object_id, at: event.created_at },
      object,
      bundle: gear.bundleDigest,
      version: gear.installation.version,
      extension: gear.extensionName,
      settings: gear.settings,
      steps: await stepsOf(ctx, task),
      limits: gear.limits,
      egress: egressOf(gear),
      allowPrivate: gear.installation.allow_private === 1,
      secrets: claimant.secretsGranted ? gear.secrets : {},
      masked: subject.masked?.(object) ?? [],
      fresh: gear.manifest.isolate === 'fresh',
      correlation: event.correlation,
    });
  }
  return frames;
}

/** The account of an installation, acting through it. */
export async function installationActor(ctx: Context, task: Pick<TaskRow, 'account_id' | 'installation_id'>): Promise<Actor> {
  const account = await ctx.tx.selectFrom('account').select(['role', 'name']).where('id', '=', task.account_id).executeTakeFirstOrThrow();
  return { accountId: task.account_id, role: account.role as Role, by: { id: task.installation_id, name: account.name }, installationId: task.installation_id };
}

export function stepIdentity(task: Pick<TaskRow, 'installation_id' | 'event_type' | 'object_id'>, name: string): string {
  return `step:${task.installation_id}:${task.event_type}:${task.object_id}:${name}`;
}

async function stepsOf(ctx: Context, task: TaskRow): Promise<Record<string, unknown>> {
  const rows = await ctx.tx
    .selectFrom('step')
    .select(['name', 'value'])
    .where('installation_id', '=', task.installation_id)
    .where('handler', '=', task.event_type)
    .where('object_id', '=', task.object_id)
    .execute();
  return Object.fromEntries(rows.map((r) => [r.name, JSON.parse(ctx.sealer.open(r.value, stepIdentity(task, r.name)))]));
}

/** Host patterns may stand for an address the admin entered: `{settings.baseUrl}`. */
function egressOf(gear: Equipment): { host: string; methods?: string[] }[] {
  return (gear.grants.egress ?? []).map((rule) => ({ host: resolveHost(rule.host, gear.settings), ...(rule.methods ? { methods: rule.methods } : {}) }));
}

export function resolveHost(pattern: string, settings: Record<string, unknown>): string {
  const name = /^\{settings\.(\w+)\}$/.exec(pattern)?.[1];
  if (name === undefined) return pattern;
  const value = settings[name];
  return typeof value === 'string' && URL.canParse(value) ? new URL(value).host : String(value ?? '');
}

async function supersede(ctx: Context, task: TaskRow, reason: string): Promise<void> {
  await ctx.tx
    .updateTable('task')
    .set({ status: 'superseded', result: JSON.stringify({ reason }), finished_at: ctx.now })
    .where('id', '=', task.id)
    .execute();
  await advanceLane(ctx, task.lane);
}

async function eventsOf(ctx: Context, tasks: TaskRow[]): Promise<Map<string, EventRow>> {
  const rows = await ctx.tx
    .selectFrom('event')
    .selectAll()
    .where('id', 'in', [...new Set(tasks.map((t) => t.event_id))])
    .execute();
  return new Map(rows.map((r) => [r.id, r]));
}

async function equipmentOf(ctx: Context, tasks: TaskRow[]): Promise<Map<string, Equipment>> {
  const found = new Map<string, Equipment>();
  for (const id of new Set(tasks.map((t) => t.installation_id))) {
    const gear = await equip(ctx, id);
    const resolved = Object.fromEntries(
      Object.entries(gear.secrets).map(([name, s]) => [name, { ...s, hosts: s.hosts.map((h) => resolveHost(h, gear.settings)) }]),
    );
    found.set(id, { ...gear, secrets: resolved });
  }
  return found;
}

/** Objects by task, read once per (installation's account, class). */
async function objectsOf(ctx: Context, source: FrameSource, tasks: TaskRow[], events: Map<string, EventRow>): Promise<Map<string, object>> {
  const groups = Map.groupBy(tasks, (t) => `${t.installation_id} ${events.get(t.event_id)!.object_class}`);
  const found = new Map<string, object>();
  for (const group of groups.values()) {
    const subject = source.subjects.get(events.get(group[0]!.event_id)!.object_class);
    const actor = await installationActor(ctx, group[0]!);
    const objects = await subject?.read({ ...ctx, actor }, [...new Set(group.map((t) => t.object_id))]);
    for (const task of group) {
      const object = objects?.get(task.object_id);
      if (object) found.set(task.id, object);
    }
  }
  return found;
}
