/** A query text cut into tokens. Percent escapes are decoded first, because clients differ in what they encode. */
import { PlatformError } from '../base/index.ts';

/** Longer queries and deeper nesting are refused before they are parsed. */
const QUERY_LENGTH_MAX = 8_192;
export const QUERY_DEPTH_MAX = 32;
/** Conditions in one query: a database refuses expressions that are too deep. */
export const QUERY_TERMS_MAX = 250;
/** Stars in one pattern: matching time grows with every further one. */
export const WILDCARDS_MAX = 8;

export interface Token {
  kind: 'word' | 'quoted' | 'mark';
  text: string;
  at: number;
}

const MARKS = new Set(['(', ')', ',', '&', '|', ';', '=']);

export function badRql(message: string): PlatformError {
  return new PlatformError('badRql', message);
}

export function decodeQuery(query: string): string {
  if (query.length > QUERY_LENGTH_MAX) throw badRql(`query: ${query.length} characters; at most ${QUERY_LENGTH_MAX} are allowed.`);
  let text: string;
  try {
    text = decodeURIComponent(query);
  } catch {
    const at = query.search(/%(?![0-9A-Fa-f]{2})/);
    throw badRql(`query: a percent escape ${at < 0 ? 'in it' : `at position ${at}`} is not valid; a percent sign itself is written %25.`);
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) throw badRql(`query: the NUL character at position ${nul} is not allowed.`);
  return text;
}

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length;) {
    const c = text[i]!;
    if (MARKS.has(c)) {
      tokens.push({ kind: 'mark', text: c, at: i++ });
    } else if (c === '"' || c === "'") {
      const [value, end] = quoted(text, i);
      tokens.push({ kind: 'quoted', text: value, at: i });
      i = end;
    } else {
      const [value, end] = word(text, i);
      tokens.push({ kind: 'word', text: value, at: i });
      i = end;
    }
  }
  return tokens;
}

/** A backslash makes a mark part of the word; before anything else it stays, because patterns read `\\*`. */
function word(text: string, start: number): [string, number] {
  let value = '';
  let i = start;
  for (; i < text.length && !MARKS.has(text[i]!); i++) {
    if (text[i] === '\\' && MARKS.has(text[i + 1] ?? '')) value += text[++i]!;
    else if (text[i] === '\\' && i + 1 < text.length) value += text[i]! + text[++i]!;
    else value += text[i]!;
  }
  return [value, i];
}

function quoted(text: string, start: number): [string, number] {
  const quote = text[start]!;
  let value = '';
  for (let i = start + 1; i < text.length; i++) {
    if (text[i] === '\\' && text[i + 1] === quote) value += text[++i]!;
    else if (text[i] === quote) return [value, i + 1];
    else value += text[i]!;
  }
  throw badRql(`query: the quote at position ${start} is not closed.`);
}
