/** What changes in a project, gathered: one word for many saves at once, and none for what a build writes. */
import { watch } from 'node:fs';

const DEBOUNCE_MS = 50;
/** Written by tools, not by authors. */
const NOT_SOURCE = /(^|[/\\])(node_modules|dist|\.git|\.entrepot|recordings)([/\\]|$)|\.epkg/;

export interface Changes extends Disposable {
  /** Resolves when something was saved since the last time. */
  next(): Promise<void>;
}

export function changesOf(folder: string): Changes {
  let changed = false;
  let wake: (() => void) | undefined;
  const watcher = watch(folder, { recursive: true }, (_, name) => {
    if (name !== null && NOT_SOURCE.test(name)) return;
    changed = true;
    wake?.();
  });
  // a folder that goes away ends the watch, not the command
  watcher.on('error', () => {});
  return {
    async next() {
      await new Promise<void>((resolve) => (changed ? resolve() : (wake = resolve)));
      // the others of the same save
      await new Promise((resolve) => setTimeout(resolve, DEBOUNCE_MS));
      changed = false;
    },
    [Symbol.dispose]: () => watcher.close(),
  };
}
