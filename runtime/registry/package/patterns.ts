/**
 * Regular expressions that come in packages run on the host, over text that others type. JavaScript's own engine tries every
 * way a pattern can match, of which there may be more than atoms in the world; RE2's is linear in the text whatever the
 * pattern is. So what RE2 cannot run (lookaround, back references) is refused, and only RE2 runs the rest.
 */
import { RE2JS } from 're2js';

/** Text matched against a pattern of a package is at most this long, whatever the schema says. */
export const PATTERN_INPUT = 256;
const PATTERN_LENGTH = 200;
/** Steps for each character, at most: (x{100}){10} is a short text and a long program. */
const PROGRAM_MAX = 1_500;

/** Why a pattern is refused, or undefined. */
export function patternFault(pattern: string): string | undefined {
  if (pattern.length > PATTERN_LENGTH) return `a pattern has at most ${PATTERN_LENGTH} characters`;
  try {
    // forms show the pattern to a browser, so it has to be one there too
    new RegExp(pattern, 'u');
  } catch (error) {
    return `this is not a regular expression (${(error as Error).message})`;
  }
  try {
    const size = RE2JS.compile(pattern).programSize();
    return size > PROGRAM_MAX ? `written out it has ${size} steps; at most ${PROGRAM_MAX} are allowed` : undefined;
  } catch (error) {
    return `it cannot be matched in linear time; lookaround and back references are not allowed (${(error as Error).message})`;
  }
}

/** What ajv takes instead of RegExp. Longer text is refused by its length, so it is not matched at all. */
export function linearRegExp(pattern: string): { test(text: string): boolean; toString(): string } {
  const compiled = RE2JS.compile(pattern);
  // ajv names a compiled pattern by this text
  return { test: (text) => text.length > PATTERN_INPUT || compiled.test(text), toString: () => `linear:${pattern}` };
}
