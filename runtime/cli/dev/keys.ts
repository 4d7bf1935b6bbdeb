/** Single keys at a terminal, while a command goes on. Where there is no terminal nobody presses any. */

export interface Keys extends Disposable {
  readonly there: boolean;
}

/** `onKey` gets each character; Ctrl-C is one of them, because a raw terminal makes no signal of it. */
export function keys(onKey: (key: string) => void): Keys {
  const { stdin } = process;
  if (!stdin.isTTY) return { there: false, [Symbol.dispose]: () => {} };
  stdin.setRawMode(true);
  const hear = (data: Buffer) => [...data.toString()].forEach(onKey);
  stdin.on('data', hear).resume();
  return {
    there: true,
    [Symbol.dispose]() {
      stdin.off('data', hear).pause();
      stdin.setRawMode(false);
    },
  };
}

export const INTERRUPT = '\u0003';
