/** `name=value` on the command line: settings as JSON or text, secrets from files and variables. */
import { fileText } from './client.ts';
import { CliError, EXIT } from './output.ts';

/** For options that may be repeated. */
export const collect = (value: string, all: string[]): string[] => [...all, value];

/** `seats=5` is a number, `plan=basic` a text, `plan="5"` the text of a number. */
export function settingsOf(pairs: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name, value] = split('--set', pair);
      return [name, value === undefined ? missing('--set', pair) : jsonOrText(value)];
    }),
  );
}

/** `name=@FILE` (`@-` is standard input), `name=env:NAME`, or the value itself, which others may see in a process list. */
export function secretOf(pair: string): { name: string; value: string | undefined } {
  const [name, value] = split('--secret', pair);
  if (value?.startsWith('@')) return { name, value: fileText(`--secret ${name}`, value.slice(1)) };
  if (!value?.startsWith('env:')) return { name, value };
  const variable = value.slice('env:'.length);
  const found = process.env[variable];
  if (found === undefined || found === '') throw new CliError(`--secret ${name}: the variable ${variable} is not set.`, EXIT.usage);
  return { name, value: found };
}

export function secretsOf(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const { name, value } = secretOf(pair);
      return [name, value ?? missing('--secret', pair)];
    }),
  );
}

function split(flag: string, pair: string): [string, string | undefined] {
  const at = pair.indexOf('=');
  const name = at < 0 ? pair : pair.slice(0, at);
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) throw new CliError(`${flag}: ${JSON.stringify(name)} is no name; expected name=value.`, EXIT.usage);
  return [name, at < 0 ? undefined : pair.slice(at + 1)];
}

function missing(flag: string, pair: string): never {
  throw new CliError(`${flag}: ${JSON.stringify(pair)} is not name=value.`, EXIT.usage);
}

/** `5` is a number, `basic` a text, `"5"` the text of a number. */
export function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
