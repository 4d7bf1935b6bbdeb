export { startRunner, type Runner, type RunnerOptions } from './runner.ts';
export { inspectBundle, testSandbox, type Inspection } from './inspect.ts';
export { BadRecording, readRecording, replayRecording, type Recording, type Replayed } from './recording/index.ts';
