/** Text and bytes: TextEncoder and TextDecoder (UTF-8, as the standard says, streams included), btoa and atob. */

const LABELS = ['utf-8', 'utf8', 'unicode-1-1-utf-8'];
const BOM = 0xfeff;
const REPLACEMENT = 0xfffd;
/** Characters joined at once: a call has a limited number of arguments. */
const CHUNK = 8_192;

export function createText() {
  class TextEncoder {
    get encoding(): string {
      return 'utf-8';
    }
    encode(input: unknown = ''): Uint8Array {
      const text = String(input).toWellFormed();
      const bytes = new Uint8Array(text.length * 3);
      const { written } = this.encodeInto(text, bytes);
      return bytes.slice(0, written);
    }
    encodeInto(input: unknown, target: Uint8Array): { read: number; written: number } {
      let [read, written] = [0, 0];
      for (const character of String(input).toWellFormed()) {
        const bytes = utf8(character.codePointAt(0)!);
        if (written + bytes.length > target.length) break;
        for (const byte of bytes) target[written++] = byte;
        read += character.length;
      }
      return { read, written };
    }
  }

  class TextDecoder {
    readonly encoding = 'utf-8';
    readonly fatal: boolean;
    readonly ignoreBOM: boolean;
    /** Bytes of a character whose end has not come yet. */
    #rest: number[] = [];
    #started = false;

    constructor(label: unknown = 'utf-8', options: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
      if (!LABELS.includes(String(label).trim().toLowerCase())) throw new RangeError(`TextDecoder: ${JSON.stringify(label)} is not known here; known: utf-8`);
      this.fatal = Boolean(options.fatal);
      this.ignoreBOM = Boolean(options.ignoreBOM);
    }

    decode(input?: ArrayBuffer | ArrayBufferView, options: { stream?: boolean } = {}): string {
      const given =
        input === undefined ? [] : ArrayBuffer.isView(input) ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength) : new Uint8Array(input);
      const bytes = this.#rest.length ? [...this.#rest, ...given] : given;
      const { points, rest } = decodeUtf8(bytes, Boolean(options.stream), this.fatal);
      this.#rest = rest;
      const skipBom = !this.#started && !this.ignoreBOM && points[0] === BOM;
      this.#started = Boolean(options.stream) && (this.#started || points.length > 0);
      let text = '';
      for (let i = skipBom ? 1 : 0; i < points.length; i += CHUNK) text += String.fromCodePoint(...points.slice(i, i + CHUNK));
      return text;
    }
  }
  return { TextEncoder, TextDecoder };
}

function utf8(point: number): number[] {
  if (point < 0x80) return [point];
  if (point < 0x800) return [0xc0 | (point >> 6), 0x80 | (point & 63)];
  if (point < 0x10000) return [0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
  return [0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63)];
}

/** The decoder of the Encoding Standard: the longest valid beginning of a broken character becomes one replacement. */
function decodeUtf8(bytes: ArrayLike<number>, stream: boolean, fatal: boolean): { points: number[]; rest: number[] } {
  const points: number[] = [];
  const broken = () => {
    if (fatal) throw new TypeError('TextDecoder: the bytes are not UTF-8');
    points.push(REPLACEMENT);
  };
  let [point, needed, start, lower, upper] = [0, 0, 0, 0x80, 0xbf];
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (needed === 0) {
      start = i;
      if (byte < 0x80) points.push(byte);
      else if (byte >= 0xc2 && byte <= 0xdf) [point, needed] = [byte & 0x1f, 1];
      else if (byte >= 0xe0 && byte <= 0xef) [point, needed, lower, upper] = [byte & 0xf, 2, byte === 0xe0 ? 0xa0 : 0x80, byte === 0xed ? 0x9f : 0xbf];
      else if (byte >= 0xf0 && byte <= 0xf4) [point, needed, lower, upper] = [byte & 7, 3, byte === 0xf0 ? 0x90 : 0x80, byte === 0xf4 ? 0x8f : 0xbf];
      else broken();
    } else if (byte < lower || byte > upper) {
      [needed, lower, upper] = [0, 0x80, 0xbf];
      broken();
      i--;
    } else {
      [point, lower, upper] = [(point << 6) | (byte & 63), 0x80, 0xbf];
      if (--needed === 0) points.push(point);
    }
  }
  if (needed === 0) return { points, rest: [] };
  if (stream) return { points, rest: Array.from(bytes).slice(start) };
  broken();
  return { points, rest: [] };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function btoa(input: unknown): string {
  const text = String(input);
  let out = '';
  for (let i = 0; i < text.length; i += 3) {
    const [a, b, c] = [text.charCodeAt(i), text.charCodeAt(i + 1), text.charCodeAt(i + 2)];
    if (a > 255 || b > 255 || c > 255) throw new DOMException('btoa: the text has characters beyond one byte', 'InvalidCharacterError');
    const word = (a << 16) | ((b || 0) << 8) | (c || 0);
    out += ALPHABET[word >> 18]! + ALPHABET[(word >> 12) & 63]!;
    out += (i + 1 < text.length ? ALPHABET[(word >> 6) & 63]! : '=') + (i + 2 < text.length ? ALPHABET[word & 63]! : '=');
  }
  return out;
}

export function atob(input: unknown): string {
  let text = String(input).replace(/[\t\n\f\r ]/g, '');
  if (text.length % 4 === 0) text = text.replace(/={1,2}$/, '');
  if (text.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(text)) throw new DOMException('atob: the text is not base64', 'InvalidCharacterError');
  let out = '';
  let [word, bits] = [0, 0];
  for (const character of text) {
    word = ((word << 6) | ALPHABET.indexOf(character)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    out += String.fromCharCode((word >> bits) & 255);
  }
  return out;
}

/** What the functions of the web throw. */
export class DOMException extends Error {
  constructor(message = '', name = 'Error') {
    super(message);
    Object.defineProperty(this, 'name', { value: name, configurable: true });
  }
}
