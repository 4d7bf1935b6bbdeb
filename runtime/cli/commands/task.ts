/** `entrepot task`: the whole story of one task in the order it happened: event, waits, attempts, log lines, result. */
import type { Command } from 'commander';
import { connect, withTarget, type Target } from '../client.ts';
import { paint, print, printJson } from '../output.ts';
import { logText, taskPath, type Attempt, type LogLine, type Task } from '../tasks.ts';

export function taskCommand(program: Command): void {
  withTarget(program.command('task').description('one task: timeline, attempts, log').argument('<id>', 'TQ-…')).action(async (id: string, options: Target) => {
    const client = connect(options);
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
  return [started, { at: attempt.ended, text: `${name} ended: ${attempt.outcome} in ${attempt.wall_ms ?? '?'} ms${why}` }];
}
