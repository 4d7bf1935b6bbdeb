/** What the command line prints, and how it ends: data on stdout, talk on stderr, exit codes that mean something. */
import { styleText, type InspectColor } from 'node:util';

/** Every way a command can end; docs/cli.md shows this table. */
// prettier-ignore
export const EXIT = {
  ok:          0,
  failed:      1,
  usage:       2,
  notFound:    3,
  refused:     4,
  unreachable: 5,
  changed:     6,
  diverged:    7,
  interrupted: 130,
} as const;

export class CliError extends Error {
  readonly exit: number;
  constructor(message: string, exit: number = EXIT.failed) {
    super(message);
    this.exit = exit;
  }
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** For people, while something happens or beside what is printed; never part of the data. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2));
}

/** One record per line, for what does not end. */
export function printJsonLine(value: unknown): void {
  print(JSON.stringify(value));
}

export function printTable(head: string[], rows: string[][]): void {
  const widths = head.map((h, i) => Math.max(h.length, ...rows.map((r) => (r[i] ?? '').length)));
  const line = (cells: string[]) => cells.map((c, i) => c.padEnd(widths[i]!)).join('  ').trimEnd(); // prettier-ignore
  print([paint('bold', line(head)), ...rows.map(line)].join('\n'));
}

/** Colours only on a terminal that wants them. */
export function paint(style: InspectColor, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return stream.isTTY && !process.env['NO_COLOR'] ? styleText(style, text, { validateStream: false }) : text;
}

const PROGRESS_MS = 1_000;

/** Says what is going on as soon as it takes longer than a second. */
export async function withProgress<T>(what: string, work: () => Promise<T>): Promise<T> {
  const { stderr } = process;
  const started = Date.now();
  let shown = false;
  const timer = setInterval(() => {
    if (stderr.isTTY) stderr.write(`\r${what} … ${Math.round((Date.now() - started) / 1000)} s`);
    else if (!shown) stderr.write(`${what} …\n`);
    shown = true;
  }, PROGRESS_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    if (shown && stderr.isTTY) stderr.write('\r\u001b[K');
  }
}

/** The one way an error leaves: for people as a sentence, with --json as one object; both on stderr. */
export function sayError(error: unknown, json: boolean): void {
  const { message, stack, code, errors } = error as Error & { code?: string; errors?: string[] };
  const known = error instanceof CliError || (error as Error).name === 'PlatformError';
  if (json) say(JSON.stringify({ error: { message, ...(code === undefined ? {} : { code }), ...(errors === undefined ? {} : { errors }) } }));
  else say(`${paint('red', 'error', process.stderr)} ${known ? message : (stack ?? String(error))}`);
}
