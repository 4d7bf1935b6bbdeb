export { Recorder, digestOf, entropyFrom } from './recorder.ts';
export { withoutCredentials } from './redact.ts';
