/** Questions to a person at a terminal. Where there is none, each command has a flag that answers, and its error names it. */
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CliError, EXIT } from './output.ts';

export const isInteractive = (): boolean => process.stdin.isTTY === true;

/** `hidden`: what is typed is not shown. */
export async function ask(question: string, options: { hidden?: boolean } = {}): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  if (options.hidden) process.stderr.write(question);
  const prompt = createInterface({ input: process.stdin, output: options.hidden ? silent : process.stderr, terminal: true });
  const controller = new AbortController();
  prompt.once('SIGINT', () => controller.abort());
  try {
    return await prompt.question(options.hidden ? '' : question, { signal: controller.signal });
  } catch {
    throw new CliError('Interrupted; nothing was changed.', EXIT.interrupted);
  } finally {
    prompt.close();
    if (options.hidden) process.stderr.write('\n');
  }
}

/** Anything but a yes is a no. */
export async function confirm(question: string, flag: string): Promise<void> {
  if (!isInteractive()) throw new CliError(`${question} Answer with ${flag}, or run this in a terminal; nothing was changed.`, EXIT.refused);
  if (!/^y(es)?$/i.test((await ask(`${question} [y/N] `)).trim())) throw new CliError('Not approved; nothing was changed.', EXIT.refused);
}
