export { entropyFrom, Recorder } from './recorder.ts';
export { Redactor } from './redact.ts';
export { BadRecording, readRecording, type Recording } from './read.ts';
export { changesOf, type Change } from './effects.ts';
export { replayRecording, Replays, type Candidate, type Difference, type Replayed, type Verdict } from './replay.ts';
