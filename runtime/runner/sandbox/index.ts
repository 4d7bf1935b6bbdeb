export { SandboxPool, type Borrow, type PoolOptions, type Warm } from './pool.ts';
export { sandboxEntry } from './bundle.ts';
export { SandboxProcess, type IsolateEvents, type SandboxOptions } from './process.ts';
