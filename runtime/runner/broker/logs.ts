/** Guest log lines: masked, cut to size, counted per attempt, and sent to the host in small batches. */
import { FIXED_LIMITS, type LogLine, type TaskFrame } from '../../../sdk/contract/index.ts';

export interface Logs {
  sink(task: TaskFrame, lines: LogLine[]): void;
  add(task: TaskFrame, args: { level: string; text: string; fields?: unknown }): void;
  finish(task: TaskFrame): void;
}

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;
const FLUSH_MS = 50;

export function createLogs(sink: Logs['sink'], mask: (task: TaskFrame, text: string) => string): Pick<Logs, 'add' | 'finish'> {
  const open = new Map<string, { task: TaskFrame; lines: LogLine[]; bytes: number; timer: NodeJS.Timeout | undefined }>();
  const keyOf = (task: TaskFrame) => `${task.task}/${task.fence}`;

  function flush(key: string): void {
    const entry = open.get(key);
    if (!entry?.lines.length) return;
    clearTimeout(entry.timer);
    entry.timer = undefined;
    sink(entry.task, entry.lines.splice(0));
  }

  return {
    add(task, { level, text, fields }) {
      const key = keyOf(task);
      const entry = open.get(key) ?? { task, lines: [], bytes: 0, timer: undefined };
      open.set(key, entry);
      if (entry.bytes > FIXED_LIMITS.logBytes) return;
      const line: LogLine = { at: new Date().toISOString(), level: LEVELS.find((l) => l === level) ?? 'info', text: cut(mask(task, text)) };
      if (fields !== undefined) line.fields = JSON.parse(cutJson(mask(task, JSON.stringify(fields)))) as unknown;
      entry.bytes += line.text.length + (fields === undefined ? 0 : JSON.stringify(line.fields).length);
      entry.lines.push(
        entry.bytes > FIXED_LIMITS.logBytes ? { at: line.at, level: 'warn', text: `[log cut: more than ${FIXED_LIMITS.logBytes} bytes in one attempt]` } : line,
      );
      if (entry.lines.length >= 100) flush(key);
      else entry.timer ??= setTimeout(() => flush(key), FLUSH_MS);
    },
    finish(task) {
      flush(keyOf(task));
      open.delete(keyOf(task));
    },
  };
}

function cut(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters could forge lines on a terminal
  const plain = text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ');
  return plain.length > FIXED_LIMITS.logLineBytes ? `${plain.slice(0, FIXED_LIMITS.logLineBytes)} [cut]` : plain;
}

function cutJson(text: string): string {
  return text.length > FIXED_LIMITS.logLineBytes ? '"[cut]"' : text;
}
