export { startRunner, type Runner, type RunnerOptions } from './runner.ts';
export { inspectBundle, testSandbox, type Inspection } from './inspect.ts';
export {
  BadRecording,
  changesOf,
  readRecording,
  replayRecording,
  Replays,
  type Candidate,
  type Change,
  type Recording,
  type Replayed,
  type Verdict,
} from './recording/index.ts';
