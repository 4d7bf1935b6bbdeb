export * from './capabilities.ts';
export * from './decisions.ts';
export * from './events.ts';
export * from './limits.ts';
export * from './manifest.ts';
export * from './recording.ts';
export * from './wire.ts';
