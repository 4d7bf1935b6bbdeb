export { simulate, SimulationError } from './simulate.ts';
export type { Client, Simulation, SimulateOptions } from './simulate.ts';
export { reply } from './outside.ts';
export type { Call, FakeHandler, FakeHost, FakeReply, FakeRequest, FaultOptions } from './outside.ts';
export type { Change, Orders, Purchase } from './orders.ts';
export type { Order, Subscription, Task, LogEntry, Usage } from './views.ts';
export type { Mode } from './mode.ts';
export type { Party, World } from './platform.ts';
