/** When a schedule is due next. Cron times are those of its time zone, so daylight saving is the library's to know. */
import { Cron } from 'croner';
import type { ScheduleRow } from '../store/index.ts';

export type Timing = Pick<ScheduleRow, 'cron' | 'every_ms' | 'timezone'>;

/** A cron that never comes (30 February) is asked again in a day. */
const NEVER_MS = 86_400_000;

/** The first due time after `now`, in milliseconds. Intervals keep their beat: they count from the last due time. */
export function nextDue(timing: Timing, now: number, last?: number): number {
  if (timing.every_ms !== null) {
    const from = last ?? now;
    return from + timing.every_ms * (Math.floor(Math.max(0, now - from) / timing.every_ms) + 1);
  }
  const cron = new Cron(timing.cron!, { timezone: timing.timezone ?? 'UTC', paused: true });
  return cron.nextRun(new Date(now))?.getTime() ?? now + NEVER_MS;
}
