/** Request bodies: read up to a limit, of the announced type, as JSON that no code below has to be afraid of. */
import type { Readable } from 'node:stream';
import { invalid, PlatformError, unstorableAt } from '../base/index.ts';

const BODY_MAX = 1_048_576;
export const PACKAGE_MAX = 20_000_000;
/** Objects and lists within one another; published bodies have about six. */
const DEPTH_MAX = 64;

/** What is too large is refused before it is read where its length is announced, and as soon as it is where not. */
export async function readBytes(request: Request, max: number): Promise<Buffer> {
  refuseEncoded(request);
  const declared = request.headers.get('content-length');
  if (Number(declared ?? 0) > max) throw tooLarge(max);
  // the HTTP parser reads no more than was declared; a body without a length is counted while it comes
  if (declared !== null) return Buffer.from(await request.arrayBuffer());
  const chunks: Uint8Array[] = [];
  for await (const chunk of limited(request, max)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * A body as it comes, which ends with an error after so many bytes. Where it is Node's own stream it is read as that: the web
 * stream made of it copies every piece.
 */
export async function* limited(request: Request, max: number, incoming?: Readable): AsyncGenerator<Uint8Array> {
  refuseEncoded(request);
  if (Number(request.headers.get('content-length') ?? 0) > max) throw tooLarge(max);
  let size = 0;
  const body: unknown = incoming?.iterator({ destroyOnReturn: false }) ?? request.body ?? [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > max) throw tooLarge(max);
    yield chunk;
  }
}

const tooLarge = (max: number) => new PlatformError('bodyTooLarge', `body: more than ${max} bytes are not accepted.`);

function refuseEncoded(request: Request): void {
  const encoding = request.headers.get('content-encoding') ?? 'identity';
  if (encoding !== 'identity')
    throw new PlatformError('unsupportedMedia', `content-encoding: ${JSON.stringify(encoding)} is not allowed; send the body as it is.`);
}

/** A JSON body; undefined for an empty one, whatever its type. */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request, BODY_MAX);
  if (!bytes.length) return undefined;
  requireJson(request.headers.get('content-type') ?? 'application/json');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalid('body', 'this is not UTF-8 text.');
  }
  return parseJson(text);
}

function requireJson(type: string): void {
  const [media = '', ...parameters] = type
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset =
    parameters
      .find((p) => p.startsWith('charset='))
      ?.slice('charset='.length)
      .replaceAll('"', '') ?? 'utf-8';
  if (!/^application\/([\w.+-]+\+)?json$/.test(media) || !['utf-8', 'utf8', 'us-ascii'].includes(charset))
    throw new PlatformError('unsupportedMedia', `content-type: ${JSON.stringify(type)} is not allowed; allowed: application/json in UTF-8.`);
}

function parseJson(text: string): unknown {
  requireShallow(text);
  try {
    // a key of this name changes the prototype of whoever copies it by assignment
    const value: unknown = /__proto__|\\u005[fF]/.test(text) ? JSON.parse(text, withoutPrototype) : JSON.parse(text);
    const at = /\\u(?:0000|[dD][89a-fA-F])/.test(text) ? unstorableAt(value) : undefined;
    if (at !== undefined) throw invalid(at, 'NUL and halves of character pairs are not allowed in text.');
    return value;
  } catch (error) {
    if (error instanceof PlatformError) throw error;
    throw invalid('body', `this is not JSON; ${placeOf(text)}.`);
  }
}

function withoutPrototype(this: unknown, key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

function requireShallow(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (quoted) {
      if (c === 0x5c) i++;
      else if (c === 0x22) quoted = false;
    } else if (c === 0x22) quoted = true;
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > DEPTH_MAX) throw invalid('body', `objects and lists are at most ${DEPTH_MAX} levels deep.`);
    } else if (c === 0x7d || c === 0x5d) depth--;
  }
}

// eslint-disable-next-line no-control-regex -- JSON forbids exactly these inside its strings
const TOKEN = /\s*("[^"\\\0-\x1f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\0-\x1f]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:])/y;
/** Longer texts are only said to be wrong. */
const PLACE_MAX = 65_536;

type Want = 'value' | 'first' | 'key' | 'firstKey' | 'colon' | 'next';

/** Where a text stops being JSON; the parser itself tells it for some mistakes only. */
function placeOf(text: string): string {
  if (text.length > PLACE_MAX) return 'its brackets, quotes or commas do not match';
  const open: string[] = [];
  let want = 'value' as Want;
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[1];
    at += /^\s*/.exec(text.slice(at))![0].length;
    const within = open.at(-1);
    if (token === undefined || !fits(token, want, within)) break;
    at += token.length;
    if (token === '{' || token === '[') {
      open.push(token);
      want = token === '{' ? 'firstKey' : 'first';
    } else if (token === '}' || token === ']') {
      open.pop();
      want = 'next';
    } else if (token === ':') want = 'value';
    else if (token === ',') want = within === '{' ? 'key' : 'value';
    else want = want === 'key' || want === 'firstKey' ? 'colon' : 'next';
  }
  if (at >= text.length) return 'it ends too early';
  const before = text.slice(0, at).split('\n');
  return `${JSON.stringify(text.slice(at, at + 20))} at position ${at} (line ${before.length}, column ${before.at(-1)!.length + 1}) does not belong there`;
}

function fits(token: string, want: Want, within: string | undefined): boolean {
  if (want === 'colon') return token === ':';
  if (want === 'next') return within !== undefined && (token === ',' || token === (within === '{' ? '}' : ']'));
  if (want === 'key' || want === 'firstKey') return token.startsWith('"') || (want === 'firstKey' && token === '}');
  return !',:}'.includes(token) && (token !== ']' || want === 'first');
}
