/**
 * A lifecycle is a table of transitions; this file reads such tables. From one table come the check at start, the
 * answer to "may I?", and the sentence that lists what is allowed instead.
 */
import { PlatformError } from './errors.ts';

export interface Transition<State extends string, Action extends string, Role extends string> {
  readonly on: Action;
  readonly from: readonly State[];
  readonly to: State;
  readonly by: readonly Role[];
  /** The published transition this row implements, for example `fulfilment-request/11`. */
  readonly rule?: string;
}

export interface Lifecycle<State extends string = string, Action extends string = string, Role extends string = string> {
  readonly name: string;
  readonly initial: readonly State[];
  readonly final: readonly State[];
  readonly transitions: readonly Transition<State, Action, Role>[];
}

/** The state that `action` by `role` leads to, or an error naming the present state and what is allowed from it. */
export function nextState<S extends string, A extends string, R extends string>(
  lifecycle: Lifecycle<S, A, R>,
  object: { id: string; status: string },
  action: A,
  role: R,
): S {
  const row = lifecycle.transitions.find((t) => t.on === action && (t.from as readonly string[]).includes(object.status));
  if (!row) {
    const allowed = allowedActions(lifecycle, object.status);
    throw new PlatformError(
      'transition',
      `status: ${lifecycle.name} ${object.id} is ${object.status}; "${action}" is not possible there` +
        (allowed.length ? `, allowed: ${allowed.join(', ')}.` : ', it is final.'),
    );
  }
  if (!row.by.includes(role)) {
    throw new PlatformError('forbidden', `"${action}" on a ${lifecycle.name} is for ${row.by.join(', ')}; you are ${role}.`);
  }
  return row.to;
}

export function allowedActions(lifecycle: Lifecycle, status: string, role?: string): string[] {
  return lifecycle.transitions.filter((t) => t.from.includes(status) && (role === undefined || t.by.includes(role))).map((t) => t.on);
}

export function statesOf<State extends string>({ initial, final, transitions }: Lifecycle<State, string, string>): State[] {
  return [...new Set([...initial, ...final, ...transitions.flatMap((t) => [...t.from, t.to])])];
}

/** Called once at start for every table: unreachable states, dead ends and two rows for one case are our own mistakes. */
export function checkLifecycle(lifecycle: Lifecycle): string[] {
  const { name, initial, final, transitions } = lifecycle;
  const problems: string[] = [];
  const states = statesOf(lifecycle);
  const reached = new Set<string>(initial);
  for (let grown = true; grown;) {
    const before = reached.size;
    for (const t of transitions) if (t.from.some((s) => reached.has(s))) reached.add(t.to);
    grown = reached.size > before;
  }
  for (const state of states) {
    if (!reached.has(state)) problems.push(`${name}: state ${state} cannot be reached`);
    const leaves = transitions.some((t) => t.from.includes(state));
    if (!leaves && !final.includes(state)) problems.push(`${name}: state ${state} is a dead end but not final`);
    if (leaves && final.includes(state)) problems.push(`${name}: final state ${state} has a way out`);
  }
  const seen = new Set<string>();
  for (const t of transitions)
    for (const from of t.from) {
      const key = `${t.on} from ${from}`;
      if (seen.has(key)) problems.push(`${name}: two rows for "${key}"`);
      seen.add(key);
    }
  return problems;
}

/** The table as a mermaid diagram, for the module's README. */
export function lifecycleDiagram(lifecycle: Lifecycle): string {
  const lines = lifecycle.initial.map((s) => `  [*] --> ${s}`);
  for (const t of lifecycle.transitions) for (const from of t.from) lines.push(`  ${from} --> ${t.to}: ${t.on} (${t.by.join(', ')})`);
  for (const s of lifecycle.final) lines.push(`  ${s} --> [*]`);
  return ['stateDiagram-v2', ...lines].join('\n');
}
