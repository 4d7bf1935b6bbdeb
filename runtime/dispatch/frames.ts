/**
 * What goes to the runner with a task: the object as the installation's account sees it now, the installation's
 * settings and grants, and the steps recorded so far. A task whose object has moved on is told apart here.
 */
import { BUDGET_MS, isInteractive, type Manifest, type TaskFrame } from '../../sdk/contract/index.ts';
import { lookUp, textsIn } from '../base/index.ts';
import type { Subject } from '../domain/kit/index.ts';
import { equipAll, type Equipment } from '../registry/index.ts';
import type { Actor, Context, Role, TaskRow } from '../store/index.ts';
import type { Claimant, Head } from './claim.ts';
import { stepObject } from './lanes.ts';

export interface FrameSource {
  subjects: ReadonlyMap<string, Subject>;
  /** Whether attempts are recorded, where the installation does not say otherwise. */
  recordings?: boolean;
}

export interface Equipped {
  head: Head;
  frame: TaskFrame;
}

export interface EquippedHeads {
  equipped: Equipped[];
  superseded: { head: Head; reason: string }[];
}

/** A whole batch at once: the number of queries does not grow with the number of tasks. */
export async function equipHeads(ctx: Context, source: FrameSource, claimant: Claimant, heads: Head[]): Promise<EquippedHeads> {
  const equipment = await equipAll(ctx, new Set(heads.map((h) => h.installation_id)));
  const objects = await objectsOf(ctx, source, heads, equipment);
  const steps = await stepsOf(ctx, heads);
  const record = ({ installation, manifest }: Equipment): TaskFrame['record'] =>
    source.recordings && installation.recording ? { key: ctx.sealer.derive(`recording:${installation.id}`), personal: personalSettings(manifest) } : undefined;
  const out: EquippedHeads = { equipped: [], superseded: [] };
  for (const head of heads) {
    const subject = source.subjects.get(head.object_class);
    const object = objects.get(head.id);
    const reason = supersededBy(head, subject, object);
    if (reason !== undefined) out.superseded.push({ head, reason });
    else {
      const gear = equipment.get(head.installation_id)!;
      out.equipped.push({ head, frame: frameOf(head, subject!, object!, gear, steps.get(head.id) ?? NO_STEPS, claimant, record(gear)) });
    }
  }
  return out;
}

/** The account of an installation, acting through it. */
export async function installationActor(ctx: Context, task: Pick<TaskRow, 'account_id' | 'installation_id'>): Promise<Actor> {
  const account = await ctx.tx.selectFrom('account').select(['role', 'name']).where('id', '=', task.account_id).executeTakeFirstOrThrow();
  return actorOf(task, account);
}

export function actorOf(task: Pick<TaskRow, 'account_id' | 'installation_id'>, account: { role: string; name: string }): Actor {
  return { accountId: task.account_id, role: account.role as Role, by: { id: task.installation_id, name: account.name }, installationId: task.installation_id };
}

export function stepIdentity(task: Pick<TaskRow, 'installation_id' | 'event_type' | 'event_id' | 'object_id'>, name: string): string {
  return `step:${task.installation_id}:${task.event_type}:${stepObject(task)}:${name}`;
}

function supersededBy(head: Head, subject: Subject | undefined, object: object | undefined): string | undefined {
  if (!subject || !object) return 'the object is no longer there';
  const status = subject.status(object);
  return head.event_status === '' || status === head.event_status ? undefined : `the object is ${status} now, the event was about ${head.event_status}`;
}

interface Steps {
  results: Record<string, unknown>;
  /** Texts of those that hold a generated password. */
  passwords: string[];
}
const NO_STEPS: Steps = { results: Object.create(null) as Steps['results'], passwords: [] };

/** The settings that their schema marks as personal. */
function personalSettings(manifest: Manifest): string[] {
  const properties = (manifest.settings?.['properties'] ?? {}) as Record<string, { 'x-personal'?: unknown } | boolean>;
  return Object.entries(properties).flatMap(([name, schema]) => (typeof schema === 'object' && schema['x-personal'] === true ? [name] : []));
}

function frameOf(head: Head, subject: Subject, object: object, gear: Equipment, steps: Steps, claimant: Claimant, record: TaskFrame['record']): TaskFrame {
  const hosts = (list: readonly string[]) => list.map((h) => resolveHost(h, gear.settings));
  const budgetMs = isInteractive(head.event_type) ? (lookUp(gear.manifest.hooks, head.event_type)?.budgetMs ?? BUDGET_MS.default) : undefined;
  const secrets = Object.entries(gear.secrets).map(([name, s]) => [name, { ...s, hosts: hosts(s.hosts) }]);
  return {
    t: 'task',
    task: head.id,
    fence: head.fence + 1,
    attempt: head.attempt + 1,
    ...(budgetMs === undefined ? {} : { class: 'interactive' as const }),
    installation: head.installation_id,
    account: head.account_id,
    event: { id: head.event_id, type: head.event_type, status: head.event_status, objectId: head.object_id, at: head.event_at },
    object,
    bundle: gear.bundleDigest,
    version: gear.installation.version,
    extension: gear.extensionName,
    settings: gear.settings,
    steps: steps.results,
    limits: budgetMs === undefined ? gear.limits : { ...gear.limits, wallMs: Math.min(gear.limits.wallMs, budgetMs) },
    egress: (gear.grants.egress ?? []).map((rule) => ({ host: hosts([rule.host])[0]!, ...(rule.methods ? { methods: rule.methods } : {}) })),
    allowPrivate: gear.installation.allow_private === 1,
    secrets: claimant.secretsGranted ? (Object.fromEntries(secrets) as TaskFrame['secrets']) : {},
    masked: [...(subject.masked?.(object) ?? []), ...steps.passwords],
    fresh: gear.manifest.isolate === 'fresh' || head.replay_of !== null,
    correlation: head.correlation,
    ...(head.origin === '' ? {} : { trace: head.origin }),
    ...(record ? { record } : {}),
  };
}

/** Host patterns may stand for an address the admin entered: `{settings.baseUrl}`. */
function resolveHost(pattern: string, settings: Record<string, unknown>): string {
  const name = /^\{settings\.(\w+)\}$/.exec(pattern)?.[1];
  if (name === undefined) return pattern;
  const value = lookUp(settings, name);
  return typeof value === 'string' && URL.canParse(value) ? new URL(value).host : String(value ?? '');
}

/** Objects by task, read once per (installation's account, class). */
async function objectsOf(ctx: Context, source: FrameSource, heads: Head[], equipment: Map<string, Equipment>): Promise<Map<string, object>> {
  const found = new Map<string, object>();
  for (const group of Map.groupBy(heads, (h) => `${h.installation_id} ${h.object_class}`).values()) {
    const { installation_id, object_class } = group[0]!;
    const subject = source.subjects.get(object_class);
    const acting = ctx.as({ actor: equipment.get(installation_id)!.actor });
    const objects = await subject?.read(acting, [...new Set(group.map((h) => h.object_id))]);
    for (const head of group) {
      const object = objects?.get(head.object_id);
      if (object) found.set(head.id, subject!.at?.(object, JSON.parse(head.event_data) as Record<string, unknown>) ?? object);
    }
  }
  return found;
}

async function stepsOf(ctx: Context, heads: Head[]): Promise<Map<string, Steps>> {
  const key = (r: { installation_id: string; handler: string; object_id: string }) => `${r.installation_id} ${r.handler} ${r.object_id}`;
  const owner = new Map(heads.map((h) => [key({ installation_id: h.installation_id, handler: h.event_type, object_id: stepObject(h) }), h]));
  const rows = await ctx.tx
    .selectFrom('step')
    .selectAll()
    .where(() => ctx.dialect.among('installation_id', [...new Set(heads.map((h) => h.installation_id))]))
    .where(() => ctx.dialect.among('handler', [...new Set(heads.map((h) => h.event_type))]))
    .where(() => ctx.dialect.among('object_id', [...new Set(heads.map(stepObject))]))
    .execute();
  const found = new Map<string, Steps>();
  for (const row of rows) {
    const head = owner.get(key(row));
    if (!head) continue;
    const steps = found.get(head.id) ?? { results: Object.create(null) as Steps['results'], passwords: [] };
    const value: unknown = JSON.parse(ctx.sealer.open(row.value, stepIdentity(head, row.name)));
    steps.results[row.name] = value;
    if (row.secret) steps.passwords.push(...textsIn(value));
    found.set(head.id, steps);
  }
  return found;
}
