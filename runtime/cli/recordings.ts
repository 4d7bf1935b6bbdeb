/** `entrepot replay FILE`: a recorded attempt had again on this machine, and what differs from then. */
import { readFileSync, statSync } from 'node:fs';
import { sha256 } from '../base/index.ts';
import { readPackage } from '../registry/package/index.ts';
import { BadRecording, inspectBundle, readRecording, replayRecording, type Recording, type Replayed } from '../runner/index.ts';
import { CliError, EXIT, paint, print, printJson, say } from './output.ts';
import { buildProject } from './project.ts';
import { orFaults } from './packages.ts';

/** The exit says the verdict, for scripts. */
// prettier-ignore
const EXITS: Record<Replayed['verdict'], number> = {
  identical: EXIT.ok, 'same effects': EXIT.ok, 'changed effects': EXIT.changed, diverged: EXIT.diverged, failed: EXIT.failed,
};

export async function replayFile(file: string, options: { package: string; json?: boolean }): Promise<void> {
  const recording = parsed(file);
  const bundle = await bundleOf(options.package, options.json);
  const replayed = await replayRecording(recording, bundle);
  const notes = notesOn(recording, bundle);
  process.exitCode = EXITS[replayed.verdict];
  if (options.json) return printJson({ file, ...replayed, notes });
  for (const note of notes) say(`note: ${note}`);
  const { task } = recording.header;
  print(`${paint('bold', replayed.verdict)}  ${replayed.calls} calls of ${task.task}, attempt ${task.fence}`);
  for (const { at, recorded, now } of replayed.differences) print(`  ${at}\n    recorded  ${recorded ?? '(nothing)'}\n    now       ${now ?? '(nothing)'}`);
}

function parsed(file: string): Recording {
  try {
    return readRecording(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof BadRecording) throw new CliError(`${file}: ${error.message}`, EXIT.usage);
    throw error;
  }
}

async function bundleOf(path: string, json: boolean | undefined): Promise<string> {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new CliError(`--package: ${JSON.stringify(path)} is neither a package (.epkg) nor a project folder.`, EXIT.usage);
  if (found.isDirectory()) return orFaults(await buildProject(path), json).bundle;
  return (await readPackage(readFileSync(path), inspectBundle)).bundle;
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
