/** A query text cut into tokens. Percent escapes are decoded first, because clients differ in what they encode. */
import { PlatformError } from '../base/index.ts';

/** What a query may cost at most; whatever is beyond is refused before the database sees it. */
export const RQL_LIMITS = {
  /** Characters of the query as it arrives. */
  length: 8_192,
  /** Brackets within brackets. */
  depth: 32,
  /** Conditions: a database refuses expressions that are too deep. */
  conditions: 250,
  /** Values of one in() or out(). */
  values: 1_000,
  /** Stars in one pattern: matching time grows with every further one. */
  wildcards: 8,
  /** Fields in ordering(). */
  ordering: 16,
  /** Branches in select(). */
  select: 100,
} as const;

export interface Token {
  kind: 'word' | 'quoted' | 'mark';
  text: string;
  at: number;
}

const MARKS = new Set(['(', ')', ',', '&', '|', ';', '=']);

export function badRql(message: string): PlatformError {
  return new PlatformError('badRql', message);
}

/**
 * `search=` is what people type, sent as forms send it: a plus is a blank, and what is escaped (`AT%26T`) is text. So it is
 * taken out before the rest is decoded and read as RQL.
 */
export function takeSearch(query: string): { rest: string; search: string | undefined } {
  if (query.length > RQL_LIMITS.length) throw badRql(`query: ${query.length} characters; at most ${RQL_LIMITS.length} are allowed.`);
  const kept: string[] = [];
  let search: string | undefined;
  let open = 0;
  for (const part of query.split('&')) {
    if (open === 0 && part.startsWith('search=')) search = decode(part.slice('search='.length).replaceAll('+', ' ')).replace(/^(["'])(.*)\1$/s, '$2');
    else kept.push(part);
    // a bracket in a quoted value is text
    for (const c of part.replaceAll(/(["']|%2[27]).*?\1/g, '')) open += c === '(' ? 1 : c === ')' ? -1 : 0;
  }
  return { rest: kept.join('&'), search };
}

export function decode(query: string): string {
  let text: string;
  try {
    text = decodeURIComponent(query);
  } catch {
    const at = query.search(/%(?![0-9A-Fa-f]{2})/);
    throw badRql(`query: a percent escape ${at < 0 ? 'in it is not UTF-8' : `at position ${at} is not valid`}; a percent sign itself is written %25.`);
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) throw badRql(`query: the NUL character at position ${nul} is not allowed.`);
  return text;
}

/** Blanks around words are for the eye; those inside a quoted value count. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let i = 0; i < text.length;) {
    const c = text[i]!;
    if (MARKS.has(c)) {
      tokens.push({ kind: 'mark', text: c, at: i++ });
    } else if (c === ' ') {
      i++;
    } else if (c === '"' || c === "'") {
      const [value, closed] = quoted(text, i);
      const [tail, end] = backslashes(text, closed);
      tokens.push({ kind: 'quoted', text: value + tail, at: i });
      i = end;
    } else {
      const [value, end] = word(text, i);
      tokens.push({ kind: 'word', text: value.trimEnd(), at: i });
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

/** A backslash before a closing quote would escape it, so those that end a value stand behind its quotes: `"a,b"\\`. */
function backslashes(text: string, start: number): [string, number] {
  let end = start;
  while (text[end] === '\\') end++;
  return [text.slice(start, end), end];
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
