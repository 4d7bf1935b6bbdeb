/** Recorded attempts and code to try on them: where both come from, and `entrepot replay FILE`. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../base/index.ts';
import { readPackage } from '../registry/package/index.ts';
import { BadRecording, inspectBundle, readRecording, Replays, type Candidate, type Recording, type Replayed } from '../runner/index.ts';
import { connect, type Target } from './client.ts';
import { changesOf } from './dev/watch.ts';
import { CliError, EXIT, paint, print, printJson, say } from './output.ts';
import { buildProject } from './project.ts';
import { orFaults } from './packages.ts';
import { taskPath } from './tasks.ts';

/** The exit says the verdict, for scripts; of several the worst. */
// prettier-ignore
const EXITS: Record<Replayed['verdict'], number> = {
  identical: EXIT.ok, 'same effects': EXIT.ok, 'changed effects': EXIT.changed, diverged: EXIT.diverged, failed: EXIT.failed,
};
const WORST: readonly Replayed['verdict'][] = ['identical', 'same effects', 'changed effects', 'diverged', 'failed'];

export const SUFFIX = '.rec';

export interface ReplayOptions extends Target {
  package: string;
  watch?: boolean;
}

/** `given`: files, folders of `.rec` files, or with a host ids of tasks. */
export async function replayOffline(given: readonly string[], options: ReplayOptions): Promise<void> {
  const recordings = (await Promise.all(given.map((one) => readAll(one, options)))).flat();
  if (!options.watch) return replayAll(recordings, options);
  await replayOnSave(recordings, options);
}

async function readAll(given: string, target: Target): Promise<{ file: string; recording: Recording }[]> {
  if (!/^TQ-/.test(given)) return filesOf(given).map((file) => ({ file, recording: parsed(file, readFileSync(file, 'utf8')) }));
  return [{ file: given, recording: parsed(given, await connect(target).request<string>('GET', taskPath(given, '/recording'))) }];
}

/** A file, or the recordings of a folder in the order of their names. */
export function filesOf(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found)
    throw new CliError(`${JSON.stringify(path)} is not there; expected: a recording, a folder of *${SUFFIX}, or the id of a task (TQ-…).`, EXIT.usage);
  if (!found.isDirectory()) return [path];
  const files = globSync(`**/*${SUFFIX}`, { cwd: path }).sort();
  if (!files.length) throw new CliError(`${path}: there is no *${SUFFIX} in this folder; entrepot task ID --export FILE${SUFFIX} writes one.`, EXIT.usage);
  return files.map((file) => join(path, file));
}

export function parsed(name: string, text: string): Recording {
  try {
    return readRecording(text);
  } catch (error) {
    if (error instanceof BadRecording) throw new CliError(`${name}: ${error.message}`, EXIT.usage);
    throw error;
  }
}

/** The code of a project or of a package. */
export async function candidateOf(path: string, json: boolean | undefined, flag = '--package'): Promise<Candidate> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new CliError(`${flag}: ${JSON.stringify(path)} is neither a package (.epkg) nor a project folder.`, EXIT.usage);
  if (!found.isDirectory()) return readPackage(readFileSync(path), inspectBundle);
  return orFaults(await buildProject(path), json);
}

async function replayAll(recordings: { file: string; recording: Recording }[], options: ReplayOptions): Promise<void> {
  const code = await candidateOf(options.package, options.json);
  const done: object[] = [];
  let worst: Replayed['verdict'] = 'identical';
  await using replays = new Replays();
  for (const { file, recording } of recordings) {
    const { issued: _, ...replayed } = await replays.run(recording, code);
    if (WORST.indexOf(replayed.verdict) > WORST.indexOf(worst)) worst = replayed.verdict;
    const notes = notesOn(recording, code.bundle);
    done.push({ file, ...replayed, notes });
    if (!options.json) tell(recording, replayed, notes);
  }
  process.exitCode = EXITS[worst];
  if (options.json) printJson(recordings.length === 1 ? done[0] : done);
  else if (recordings.length > 1) print(`${recordings.length} recordings, ${done.filter((d) => (d as Replayed).verdict === 'identical').length} identical`);
}

function tell({ header: { task } }: Recording, { verdict, calls, differences }: Omit<Replayed, 'issued'>, notes: readonly string[]): void {
  for (const note of notes) say(`note: ${note}`);
  print(`${paint('bold', verdict)}  ${calls} calls of ${task.task}, attempt ${task.fence}`);
  for (const { at, recorded, now, source } of differences) {
    print(`  ${at}${source === undefined ? '' : `  at ${source}`}`);
    print(`    recorded  ${recorded ?? '(nothing)'}\n    now       ${now ?? '(nothing)'}`);
  }
}

/** Again whenever a file of the project is saved, until somebody stops it. What does not build is told, and waited for. */
async function replayOnSave(recordings: { file: string; recording: Recording }[], options: ReplayOptions): Promise<never> {
  if (!statSync(options.package, { throwIfNoEntry: false })?.isDirectory())
    throw new CliError(`--watch: ${JSON.stringify(options.package)} is no project folder.`, EXIT.usage);
  using changes = changesOf(options.package);
  for (;;) {
    await replayAll(recordings, options).catch((error: unknown) => say((error as Error).message));
    say('waiting for a file to be saved …');
    await changes.next();
  }
}

/** What may explain a difference and is nobody's fault. */
function notesOn({ header, end }: Recording, bundle: string): string[] {
  return [
    ...(sha256(bundle) === header.task.bundle ? [] : [`this is other code than version ${header.task.version} that was recorded`]),
    ...(header.engine.v8.split('.')[0] === process.versions.v8.split('.')[0] ? [] : [`recorded on V8 ${header.engine.v8}, this is ${process.versions.v8}`]),
    ...(header.before === 0 ? [] : [`its isolate had run ${header.before} attempts before; what they left in module state is not recorded`]),
    ...(end.complete ? [] : ['it was too large to be recorded whole']),
  ];
}
