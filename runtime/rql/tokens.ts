/** A query text cut into tokens. Percent escapes are decoded first, because clients differ in what they encode. */
import { PlatformError } from '../base/index.ts';

/** Longer queries and deeper nesting are refused before they are parsed. */
export const QUERY_LENGTH_MAX = 8_192;
export const QUERY_DEPTH_MAX = 32;

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
  try {
    return decodeURIComponent(query);
  } catch {
    throw badRql('query: a percent escape in it is not valid.');
  }
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
      let end = i;
      while (end < text.length && !MARKS.has(text[end]!)) end += text[end] === '\\' ? 2 : 1;
      tokens.push({ kind: 'word', text: text.slice(i, end), at: i });
      i = end;
    }
  }
  return tokens;
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
