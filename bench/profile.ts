/** Where a process spent its CPU, by function and by module, shortest useful form: what stands behind a missed row. */
import { Session, type Profiler } from 'node:inspector/promises';

export interface ProfileLine {
  what: string;
  /** Share of the busy time. */
  share: number;
}

export async function profiled(work: () => Promise<unknown>): Promise<{ functions: ProfileLine[]; modules: ProfileLine[] }> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  await work();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  return { functions: top(profile, nameOf, 12), modules: top(profile, moduleOf, 8) };
}

type CallFrame = Profiler.ProfileNode['callFrame'];

function top(profile: Profiler.Profile, key: (frame: CallFrame) => string, count: number): ProfileLine[] {
  const frames = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const times = new Map<string, number>();
  let busy = 0;
  profile.samples!.forEach((id, i) => {
    const frame = frames.get(id)!;
    if (frame.functionName === '(idle)' || frame.url === 'node:inspector') return;
    const time = profile.timeDeltas![i]!;
    busy += time;
    times.set(key(frame), (times.get(key(frame)) ?? 0) + time);
  });
  const sorted = [...times].sort((a, b) => b[1] - a[1]).slice(0, count);
  return sorted.map(([what, time]) => ({ what, share: time / busy }));
}

/** Compiled code has no address; in the host that is SQLite. */
const NATIVE = 'SQLite and its waits for the disk';
const isNative = (frame: CallFrame) => frame.url === '' && frame.functionName === '';
const nameOf = (frame: CallFrame) => (isNative(frame) ? NATIVE : `${frame.functionName || '(anonymous)'} ${pathOf(frame)}`.trim());
const moduleOf = (frame: CallFrame) =>
  isNative(frame)
    ? NATIVE
    : pathOf(frame)
        .split('/')
        .slice(0, /node_modules/.test(frame.url) ? 1 : 3)
        .join('/') || frame.functionName;
const pathOf = ({ url }: CallFrame) => url.replace(/^file:\/\//, '').replace(/^.*node_modules\/|^.*\/(?=(runtime|sdk|bench)\/)/, '');
