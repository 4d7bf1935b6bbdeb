/** `entrepot shadow`: a candidate tried on what has been recorded, before anybody is on it. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { connect, withTarget, type Client, type Target } from '../client.ts';
import { CliError, EXIT, paint, print, printJson, say } from '../output.ts';
import type { Group, Named, ShadowReport } from '../shadow.ts';
import { taskPath, tasksPath, type Task } from '../tasks.ts';

interface ShadowOptions extends Target {
  candidate: string;
  baseline?: string;
  recordings?: string[];
  installation?: string;
  event?: string;
  since: string;
  limit: string;
  ignore?: string[];
  gate?: string;
  report?: string;
}

const LIMIT_MAX = 5_000;
const PAGE = 500;
/** So many tasks are looked at for each that is tried: the sample is spread over them. */
const SPREAD = 4;
const GROUPS_SHOWN = 20;
const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export function shadowCommand(program: Command): void {
  withTarget(
    program
      .command('shadow')
      .description('try a new version on recorded attempts, and tell what it would do differently; nothing is sent')
      .option('--candidate <path>', 'the project or .epkg to try', '.')
      .option('--baseline <file>', 'the .epkg that was live: attempts that it does not repeat exactly are left out')
      .option('--recordings <path...>', 'files, or folders of *.rec, instead of tasks of a host')
      .option('--installation <id>', 'tasks of one installation (EIN-…)')
      .option('--event <type>', 'tasks of one event type')
      .option('--since <time>', 'tasks of the last 30m, 24h, 7d', '24h')
      .option('--limit <n>', `how many, failures first and the others spread over events and ends; at most ${LIMIT_MAX}`, '500')
      .option('--ignore <path...>', 'fields of effects that may differ: body.sent_at, headers.*')
      .option('--gate <rules>', 'exit 1 unless: identical=95%,diverged=0,failed=0 (also: same, changed)')
      .option('--report <file>', 'write all of it as JSON'),
  ).action(run);
}

async function run(options: ShadowOptions): Promise<void> {
  const { readGate, shadow } = await import('../shadow.ts');
  const { candidateOf } = await import('../recordings.ts');
  const gate = options.gate === undefined ? [] : readGate(options.gate);
  const limit = numberOf(options.limit);
  const since = sinceOf(options.since);
  const candidate = await candidateOf(options.candidate, options.json, '--candidate');
  const baseline = options.baseline === undefined ? undefined : await candidateOf(options.baseline, options.json, '--baseline');
  const recordings = options.recordings ? await fromFiles(options.recordings) : await fromHost(connect(options), options, since, limit);
  if (!recordings.length) throw new CliError('There is nothing recorded to try it on; see --since, --installation and --event.', EXIT.notFound);
  const report = await shadow(recordings, {
    ...{ candidate, baseline, gate, ignore: options.ignore ?? [] },
    onTried: (done, total) => void (done % 100 === 0 && done < total && say(`${done} of ${total} tried`)),
  });
  if (options.report !== undefined) writeFileSync(options.report, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
  if (options.json) printJson(report);
  else tell(report);
  if (report.gate.some((rule) => !rule.passed)) process.exitCode = EXIT.failed;
}

async function fromFiles(paths: readonly string[]): Promise<Named[]> {
  const { filesOf, parsed } = await import('../recordings.ts');
  return paths.flatMap(filesOf).map((name) => ({ name, recording: parsed(name, readFileSync(name, 'utf8')) }));
}

async function fromHost(client: Client, options: ShadowOptions, since: string, limit: number): Promise<Named[]> {
  const { readRecording } = await import('../../runner/index.ts');
  const tasks: Task[] = [];
  for (let offset = 0; tasks.length < limit * SPREAD; offset += PAGE) {
    const filters = { 'installation.id': options.installation, event_type: options.event, created__ge: since, limit: String(PAGE), offset: String(offset) };
    const page = await client.request<Task[]>('GET', tasksPath(filters));
    tasks.push(...page.filter((task) => task.attempts_made > 0));
    if (page.length < PAGE) break;
  }
  const named: Named[] = [];
  for (const { id } of sampled(tasks, limit))
    named.push({
      name: id,
      recording: await client.request<string>('GET', taskPath(id, '/recording')).then(readRecording, (error: unknown) => {
        if ((error as { exit?: number }).exit === EXIT.unreachable) throw error;
        return (error as { status?: number }).status === 404 ? 'it was not recorded, or not kept' : (error as Error).message;
      }),
    });
  return named;
}

/** Failures first; then one of each kind in turn, so that a frequent kind does not hide a rare one. */
export function sampled(tasks: readonly Task[], limit: number): Task[] {
  const dead = tasks.filter((task) => task.state === 'dead');
  const kinds = [...Map.groupBy(tasks.filter((task) => task.state !== 'dead'), (t) => `${t.event_type} ${t.state}`).values()]; // prettier-ignore
  const others: Task[] = [];
  for (let i = 0; kinds.some((kind) => i < kind.length); i++) for (const kind of kinds) if (i < kind.length) others.push(kind[i]!);
  return [...dead, ...others].slice(0, limit);
}

function tell({ total, counts, groups, excluded, gate, ms }: ShadowReport): void {
  const judged = total - counts.excluded;
  print(`${paint('bold', `${total} recorded attempts`)}, effects captured, none sent  ${(ms / 1000).toFixed(1)} s\n`);
  for (const [name, count] of Object.entries(counts))
    if (count || name === 'identical')
      print(`  ${name.padEnd(18)}${String(count).padStart(6)}${name === 'excluded' ? '' : `  ${((count / Math.max(1, judged)) * 100).toFixed(1)} %`}`);
  for (const { reason, count } of excluded) print(`  ${' '.repeat(18)}${String(count).padStart(6)}  ${reason}`);
  if (groups.length) print('\nWhat it would do differently, grouped');
  for (const group of groups.slice(0, GROUPS_SHOWN)) print(`  ${groupText(group)}`);
  if (groups.length > GROUPS_SHOWN) print(`  … and ${groups.length - GROUPS_SHOWN} more kinds; --report FILE has them all`);
  for (const { rule, passed, found } of gate) print(`\nGate ${rule}: ${passed ? 'passed' : paint('red', 'FAILED')} (${found})`);
}

function groupText({ count, what, path, kind, example: { name, recorded, now, source } }: Group): string {
  const values = [recorded, now].filter((value) => value !== undefined).join(' -> ');
  return `${String(count).padStart(5)} x  ${what}${path === undefined ? '' : `  ${path}`}: ${kind}\n           ${values}   (${name}${source === undefined ? '' : `, ${source}`})`;
}

function numberOf(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 1 || Number(text) > LIMIT_MAX)
    throw new CliError(`--limit: ${JSON.stringify(text)} is not allowed; allowed: 1 to ${LIMIT_MAX}.`, EXIT.usage);
  return Number(text);
}

function sinceOf(text: string): string {
  const [, digits, unit] = /^(\d{1,4})([mhd])$/.exec(text) ?? [];
  if (!digits) throw new CliError(`--since: ${JSON.stringify(text)} is not allowed; allowed: a number and m, h or d, as in 24h.`, EXIT.usage);
  return new Date(Date.now() - Number(digits) * UNITS[unit as keyof typeof UNITS]).toISOString();
}
