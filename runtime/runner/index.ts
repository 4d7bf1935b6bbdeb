export { startRunner, type Runner, type RunnerOptions } from './runner.ts';
export { inspectBundle, type Inspection } from './inspect.ts';
