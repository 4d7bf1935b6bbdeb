/**
 * Text on the socket <-> frames. A session speaks through one codec, chosen when it connects; another protocol is
 * another codec, and dispatch never learns of it.
 */
import { PROTOCOL, RUNNER_FRAMES, type HostFrame, type RunnerFrame } from '../../sdk/contract/index.ts';
import { check, PlatformError } from '../base/index.ts';

export interface Codec {
  readonly protocol: string;
  decode(text: string): RunnerFrame[];
  encode(frames: HostFrame[]): string;
}

/** Our own protocol: a JSON array of frames per message. */
export const entrepotCodec: Codec = {
  protocol: PROTOCOL,
  decode(text) {
    const frames: unknown = JSON.parse(text);
    if (!Array.isArray(frames)) throw new PlatformError('validation', 'a message is a JSON array of frames.');
    return frames.map((frame: { t?: keyof typeof RUNNER_FRAMES }) => {
      const schema = frame?.t && Object.hasOwn(RUNNER_FRAMES, frame.t) ? RUNNER_FRAMES[frame.t] : undefined;
      if (!schema)
        throw new PlatformError('validation', `t: ${JSON.stringify(frame?.t ?? null)} is not a frame; known: ${Object.keys(RUNNER_FRAMES).join(', ')}.`);
      return check(schema, frame, 'validation', frame.t) as RunnerFrame;
    });
  },
  encode: (frames) => JSON.stringify(frames),
};
