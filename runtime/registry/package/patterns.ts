/**
 * Regular expressions that come in packages run on the host, so only those are taken whose worst case is small: no
 * lookaround, no back references, no repetition inside a repetition, few variable repetitions, and short input.
 */

/** Text matched against a pattern of a package is at most this long, whatever the schema says. */
export const PATTERN_INPUT = 256;
const PATTERN_LENGTH = 200;
/** Each multiplies the worst case by the input's length; a pattern without ^ counts one more. */
const VARIABLE_MAX = 3;
const OPTIONAL_MAX = 10;

/** Why a pattern is refused, or undefined. */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length > PATTERN_LENGTH) return `a pattern has at most ${PATTERN_LENGTH} characters`;
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    return `this is not a regular expression (${(error as Error).message})`;
  }
  return shapeFault(pattern);
}

interface Group {
  /** Holds a repetition or a choice, so repeating it could explode. */
  loaded: boolean;
}

function shapeFault(pattern: string): string | undefined {
  const groups: Group[] = [{ loaded: false }];
  let variable = pattern.startsWith('^') ? 0 : 1;
  let optional = 0;
  /** The group that just closed, which a quantifier would repeat. */
  let closed: Group | undefined;
  for (let i = 0; i < pattern.length; i++) {
    const rest = pattern.slice(i);
    const here = pattern[i]!;
    const top = groups.at(-1)!;
    if (here === '\\') {
      if (/^\\([1-9]|k<)/.test(rest)) return 'back references are not allowed';
      i += 1;
      closed = undefined;
    } else if (here === '[') {
      i += classLength(rest) - 1;
      closed = undefined;
    } else if (here === '(') {
      if (/^\(\?(?!:|<[A-Za-z])/.test(rest)) return 'lookaround and inline flags are not allowed';
      groups.push({ loaded: false });
      i += /^\(\?(:|<[^>]*>)/.exec(rest)?.[0].length ?? 1;
      i -= 1;
    } else if (here === ')') {
      closed = groups.pop()!;
      if (closed.loaded) groups.at(-1)!.loaded = true;
    } else if (here === '|') {
      top.loaded = true;
      closed = undefined;
    } else {
      const quantifier = /^(\*|\+|\?|\{(\d+)(,(\d*))?\})\??/.exec(rest);
      if (quantifier) {
        const [text, kind, least, comma] = quantifier;
        const repeats = kind !== '?' && !(kind === `{${least}}` && Number(least) <= 1);
        if (closed?.loaded && repeats) return 'a repeated group may hold neither a repetition nor a choice; write it out, or use "format"';
        if (kind === '?') optional++;
        else if (kind === '*' || kind === '+' || comma) variable++;
        top.loaded = true;
        i += text.length - 1;
      }
      closed = undefined;
    }
  }
  if (variable > VARIABLE_MAX) return `at most ${VARIABLE_MAX} variable repetitions are allowed (a pattern without ^ counts one more)`;
  if (optional > OPTIONAL_MAX) return `at most ${OPTIONAL_MAX} optional parts are allowed`;
  return undefined;
}

function classLength(rest: string): number {
  let i = 1;
  while (i < rest.length && rest[i] !== ']') i += rest[i] === '\\' ? 2 : 1;
  return i + 1;
}
