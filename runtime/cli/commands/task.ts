/** `entrepot task`: the whole story of one task in the order it happened: event, waits, attempts, log lines, result. */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { connect, withTarget, type Client, type Target } from '../client.ts';
import { CliError, EXIT, paint, print, printJson } from '../output.ts';
import { logText, taskPath, type Attempt, type LogLine, type Task } from '../tasks.ts';

export function taskCommand(program: Command): void {
  withTarget(
    program
      .command('task')
      .description('one task: timeline, attempts, log')
      .argument('<id>', 'TQ-…')
      .option('--export <file>', 'write the recording of its last attempt, for entrepot replay FILE')
      .option('--attempt <fence>', 'with --export: the attempt with this number'),
  ).action(async (id: string, options: Target & { export?: string; attempt?: string }) => {
    const client = connect(options);
    if (options.attempt !== undefined && options.export === undefined)
      throw new CliError('--attempt: it belongs to --export FILE, which is missing.', EXIT.usage);
    if (options.export !== undefined) return exportRecording(client, id, options.export, options.attempt);
    const task = await client.request<Task>('GET', taskPath(id));
    const logs = await client.request<LogLine[]>('GET', taskPath(id, '/logs'));
    if (options.json) return printJson({ ...task, logs });
    print(`${paint('bold', task.id)}  ${task.state} (${task.status})  ${task.event_type}  ${task.object.id}`);
    print(`  installation ${task.installation.id}, event ${task.event.id}, correlation ${task.event.correlation}, lane ${task.lane.state}`);
    for (const { at, text } of timeline(task, logs)) print(`  ${at}  ${text}`);
    if (task.result !== null) print(`  result ${JSON.stringify(task.result)}`);
    if (task.next_run !== null) print(`  next attempt at ${task.next_run}`);
    if (task.replayed_as.length) print(`  replayed as ${task.replayed_as.join(', ')}`);
    if (task.state === 'dead') print(`Next: correct the cause, then entrepot replay ${task.id}; or give it up: entrepot discard ${task.id} --reason TEXT`);
  });
}

/** Only its reader's: it tells what an order was about. */
async function exportRecording(client: Client, id: string, file: string, fence: string | undefined): Promise<void> {
  const text = await client.request<string>('GET', taskPath(id, `/recording${fence === undefined ? '' : `?fence=${encodeURIComponent(fence)}`}`));
  writeFileSync(file, text, { mode: 0o600 });
  print(`${file} has ${text.split('\n').length - 1} entries of ${id}; next: entrepot replay ${file} --package FOLDER`);
}

interface Moment {
  at: string;
  text: string;
}

function timeline(task: Task, logs: LogLine[]): Moment[] {
  const moments = [
    { at: task.event.at, text: `event ${task.event_type}` },
    { at: task.created, text: task.replay_of === null ? 'task created' : `task created, replays ${task.replay_of}` },
    ...(task.attempts ?? []).flatMap(attemptMoments),
    ...logs.map((line) => ({ at: line.at, text: `  ${logText(line)}` })),
    ...(task.finished === null ? [] : [{ at: task.finished, text: `finished: ${task.state}` }]),
  ];
  // a stable sort: what happened in one millisecond stays in the order of the story
  return moments.filter((m) => m.at).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function attemptMoments(attempt: Attempt): Moment[] {
  const name = `attempt ${attempt.fence}${attempt.counted ? '' : ' (not counted)'}`;
  const started = { at: attempt.started, text: `${name} started by ${attempt.runner}, version ${attempt.version}, after ${attempt.wait_ms} ms` };
  if (attempt.ended === null) return [started];
  const why = (attempt.stack ?? attempt.message)?.split('\n').map((line) => `\n      ${line}`).join('') ?? ''; // prettier-ignore
  const used = [`${attempt.cpu_ms ?? '?'} ms CPU`, ...(attempt.memory_bytes === null ? [] : [`${(attempt.memory_bytes / 1_048_576).toFixed(1)} MB`])].join(
    ', ',
  );
  return [
    started,
    ...attempt.called.map((call) => ({ at: new Date(Date.parse(attempt.started) + call.at).toISOString(), text: `  ${callText(call)}` })),
    { at: attempt.ended, text: `${name} ended: ${attempt.outcome} in ${attempt.wall_ms ?? '?'} ms (${used})${why}` },
  ];
}

function callText({ op, to, http, status, ms }: Attempt['called'][number]): string {
  return [op, ...(to === undefined ? [] : [to]), http ?? status, `in ${ms} ms`].join(' ');
}
