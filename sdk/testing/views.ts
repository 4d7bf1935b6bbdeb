/** What the platform became, as a test reads it: orders, subscriptions, usage and tasks, read when they were asked for. */
import { AssertionError } from 'node:assert';
import type { AttemptRow, Context, TaskRow } from '../../runtime/store/index.ts';
import type { Asset, Request } from '../author/objects.ts';
import type { Call } from './outside.ts';

export interface LogEntry {
  level: string;
  text: string;
  fields?: unknown;
}

/** One delivery of an event to the extension. */
export interface Task {
  id: string;
  event: string;
  /** Id of the object it is about. */
  object: string;
  /** Where it stands: ready, retry, rescheduled, done, skipped, superseded, dead, unanswered. */
  state: string;
  attempts: { outcome: string; message: string; stack?: string }[];
  log: LogEntry[];
}

export async function readTasks(ctx: Context, installation: string, object?: string): Promise<Task[]> {
  let query = ctx.tx.selectFrom('task').selectAll().where('installation_id', '=', installation).orderBy('seq');
  if (object !== undefined) query = query.where('object_id', '=', object);
  const rows: TaskRow[] = await query.execute();
  const ids = rows.map((row) => row.id);
  if (!ids.length) return [];
  const attempts = Map.groupBy(await ctx.tx.selectFrom('attempt').selectAll().where('task_id', 'in', ids).orderBy('fence').execute(), (row) => row.task_id);
  const lines = Map.groupBy(await ctx.tx.selectFrom('task_log').selectAll().where('task_id', 'in', ids).orderBy('id').execute(), (row) => row.task_id);
  return rows.map((row) => ({
    ...{ id: row.id, event: row.event_type, object: row.object_id, state: row.status },
    attempts: (attempts.get(row.id) ?? []).map(shownAttempt),
    log: (lines.get(row.id) ?? []).map(({ level, text, fields }) => ({ level, text, ...(fields === null ? {} : { fields: JSON.parse(fields) as unknown }) })),
  }));
}

function shownAttempt({ outcome, message, stack }: AttemptRow): Task['attempts'][number] {
  return { outcome: outcome ?? 'running', message: message ?? '', ...(stack ? { stack } : {}) };
}

/** A subscription (the published API calls it an asset). */
export class Subscription {
  readonly id: string;
  readonly status: string;
  /** Everything, as the vendor reads it over REST. */
  readonly asset: Asset;

  constructor(asset: Asset) {
    this.asset = asset;
    this.id = asset.id;
    this.status = asset.status;
  }

  /** Values by symbolic name; passwords in clear. */
  get params(): Record<string, string> {
    return Object.fromEntries(this.asset.params.map(({ id, value }) => [id, value]));
  }

  /** Quantities by MPN, as decimal texts. */
  get items(): Record<string, string> {
    return Object.fromEntries(this.asset.items.map(({ mpn, quantity }) => [mpn, quantity]));
  }
}

/** An order (a request of the published API) with what the extension did about it. */
export class Order {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  /** Why it was refused; empty otherwise. */
  readonly reason: string;
  readonly subscription: Subscription;
  readonly tasks: readonly Task[];
  /** Everything, as the vendor reads it over REST. */
  readonly request: Request;
  readonly #calls: readonly Call[];

  constructor(request: Request, tasks: readonly Task[], calls: readonly Call[]) {
    this.request = request;
    this.tasks = tasks;
    this.#calls = calls;
    this.id = request.id;
    this.type = request.type;
    this.status = request.status;
    this.reason = request.reason ?? '';
    this.subscription = new Subscription(request.asset);
  }

  get params(): Record<string, string> {
    return this.subscription.params;
  }

  /** What was marked as wrong, by the parameter's name. */
  get errors(): Record<string, string> {
    return Object.fromEntries(this.request.asset.params.filter((p) => p.value_error).map((p) => [p.id, p.value_error]));
  }

  /** Throws an AssertionError that tells what happened, where the order is not in this status. Answers the order. */
  assertStatus(expected: string): this {
    if (this.status === expected) return this;
    throw new AssertionError({ message: `${this.id} (${this.type}) is ${this.status}, expected ${expected}.\n${this.story()}`, actual: this.status, expected });
  }

  /** Tasks, attempts, log lines and requests, one a line. */
  story(): string {
    const tasks = this.tasks.flatMap((task) => [
      `  ${task.event}: ${task.state}`,
      ...task.attempts.map(({ outcome, message, stack }, i) => `    attempt ${i + 1}: ${outcome} ${message}${stack ? `\n${indented(stack)}` : ''}`),
      ...task.log.map(({ level, text, fields }) => `    ${level}: ${text}${fields === undefined ? '' : ` ${JSON.stringify(fields)}`}`),
    ]);
    const calls = this.#calls.map(({ method, url, status, fault }) => `  ${method} ${url} -> ${status ?? 'no answer'}${fault ? ` (fault: ${fault})` : ''}`);
    return [...(tasks.length ? tasks : ['  the extension has no task about it: does a hook of extension.yaml name its event and status?']), ...calls].join(
      '\n',
    );
  }
}

function indented(stack: string): string {
  const lines = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return lines.slice(0, 4).map((line) => `      ${line.trim()}`).join('\n'); // prettier-ignore
}

/** A usage file with its records. */
export interface Usage {
  id: string;
  name: string;
  status: string;
  /** `id`: the vendor's own; `item`: its MPN. */
  records: { id: string; status: string; quantity: number; item: string; subscription: string }[];
}
