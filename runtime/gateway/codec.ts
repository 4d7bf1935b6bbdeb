/**
 * Text on the socket <-> frames. A session speaks through one codec, chosen when it connects; another protocol is
 * another codec, and dispatch never learns of it.
 */
import { PROTOCOL, RUNNER_FRAMES, type HostFrame, type RunnerFrame } from '../../sdk/contract/index.ts';
import { check, lookUp, PlatformError } from '../base/index.ts';

export interface Codec {
  readonly protocol: string;
  decode(text: string): RunnerFrame[];
  /** Messages of at most about `messageBytes`, in order; a single larger frame is a message of its own. */
  encode(frames: HostFrame[], messageBytes: number): string[];
}

/** Frames in one message; more would let one message occupy the host for long. */
const FRAMES_MAX = 5_000;

/** Our own protocol: a JSON array of frames per message. */
export const entrepotCodec: Codec = {
  protocol: PROTOCOL,
  decode(text) {
    const frames = parse(text);
    if (!Array.isArray(frames)) throw new PlatformError('validation', 'a message is a JSON array of frames.');
    if (frames.length > FRAMES_MAX) throw new PlatformError('validation', `${frames.length} frames in one message; at most ${FRAMES_MAX} are allowed.`);
    return frames.map((frame: { t?: keyof typeof RUNNER_FRAMES } | null) => {
      const schema = typeof frame?.t === 'string' ? lookUp(RUNNER_FRAMES, frame.t) : undefined;
      if (!schema) {
        const shown = (JSON.stringify(frame?.t) ?? 'null').slice(0, 40);
        throw new PlatformError('validation', `t: ${shown} is not a frame; known: ${Object.keys(RUNNER_FRAMES).join(', ')}.`);
      }
      return check(schema, frame, 'validation', frame!.t) as RunnerFrame;
    });
  },
  encode(frames, messageBytes) {
    const messages: string[] = [];
    let parts: string[] = [];
    let size = 0;
    for (const frame of frames) {
      const text = JSON.stringify(frame);
      if (parts.length && size + text.length > messageBytes) {
        messages.push(`[${parts.join(',')}]`);
        [parts, size] = [[], 0];
      }
      parts.push(text);
      size += text.length;
    }
    if (parts.length) messages.push(`[${parts.join(',')}]`);
    return messages;
  },
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PlatformError('validation', 'a message is not JSON.');
  }
}
