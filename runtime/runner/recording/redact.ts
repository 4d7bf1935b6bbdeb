/**
 * What a recording never shows: personal fields of the platform's objects, passwords, credentials in headers and URLs. A
 * masked value is replaced wherever it occurs by a pseudonym of the same length and the same kinds of characters, always
 * the same for an installation; so a handler that only passes it on does the same with it, and a replay stays comparable.
 */
import { createHash } from 'node:crypto';
import { PERSONAL_FIELDS, PERSONAL_PARAMETERS, RECORDING_LIMITS } from '../../../sdk/contract/index.ts';
import { forms, SHORTEST } from '../broker/masks.ts';

const CREDENTIAL =
  /^(authorization|proxy-authorization|cookie|set-cookie|sig)$|token|secret|passw|credential|(api|auth|access|subscription)[-_]?key|signature/i;
const HIDDEN = '[secret]';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

export class Redactor {
  readonly #key: string;
  /** A text that is masked, in each form it is usually carried in -> what stands for it. */
  readonly #words = new Map<string, string>();
  /** How many texts that is, their forms not counted. */
  #learned = 0;
  #pattern: RegExp | undefined;
  #full = false;

  constructor(key: string) {
    this.#key = key;
  }

  /** Whether there were more values than can be looked for: nothing more is shown then. */
  get full(): boolean {
    return this.#full;
  }

  /** From now on this text is masked wherever it occurs. */
  learn(value: string): void {
    // shorter ones are masked in their own place only
    if (value.length < SHORTEST || this.#words.has(value) || this.#full) return;
    if (++this.#learned > RECORDING_LIMITS.maskedWords) return void (this.#full = true);
    const masks = forms(this.pseudonym(value));
    for (const [i, form] of forms(value).entries()) this.#words.set(form, masks[i]!);
    this.#pattern = undefined;
  }

  /** Learns what the schema calls personal, and answers the value with all that is known masked. */
  redact(value: unknown): unknown {
    this.#meet(value);
    return this.mask(value);
  }

  /** Only what is known already: for what is not an object of the platform. */
  mask(value: unknown): unknown {
    return this.#walk(value, false);
  }

  text(text: string): string {
    if (text.length < SHORTEST) return text;
    const whole = this.#words.get(text);
    if (whole !== undefined) return whole;
    if (!this.#holds(text)) return text;
    this.#pattern ??= new RegExp(
      [...this.#words.keys()]
        .sort((a, b) => b.length - a.length)
        .map(literal)
        .join('|'),
      'g',
    );
    return text.replace(this.#pattern, (word) => this.#words.get(word)!);
  }

  /** Most texts hold none: looking for each of them costs far less than to compile and run a pattern of them all. */
  #holds(text: string): boolean {
    for (const word of this.#words.keys()) if (word.length < text.length && text.includes(word)) return true;
    return false;
  }

  pseudonym(value: string): string {
    const noise = createHash('shake256', { outputLength: value.length }).update(`${this.#key}\n${value}`).digest();
    let at = 0;
    return value.replace(/[\p{L}\p{N}]/gu, (character) => {
      const n = noise[at++]!;
      if (character >= '0' && character <= '9') return String(n % 10);
      const letter = LETTERS[n % 26]!;
      return character === character.toLowerCase() ? letter : letter.toUpperCase();
    });
  }

  #meet(value: unknown, personal = false): void {
    if (typeof value === 'string') return personal ? this.learn(value) : undefined;
    if (Array.isArray(value)) return value.forEach((one) => this.#meet(one, personal));
    if (typeof value !== 'object' || value === null) return;
    for (const [name, part] of Object.entries(value)) this.#meet(part, personal || isPersonal(value, name));
  }

  #walk(value: unknown, personal: boolean): unknown {
    if (typeof value === 'string') return personal ? (this.#words.get(value) ?? this.pseudonym(value)) : this.text(value);
    if (Array.isArray(value)) return value.map((one) => this.#walk(one, personal));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, this.#walk(part, personal || isPersonal(value, name))]));
  }
}

function isPersonal(owner: object, name: string): boolean {
  if (PERSONAL_FIELDS.includes(name)) return true;
  if (name === 'name') return 'contact_info' in owner;
  return (name === 'value' || name === 'structured_value') && PERSONAL_PARAMETERS.includes((owner as { type?: unknown }).type as string);
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Credentials that a handler puts into a request itself, by the names that such headers and parameters have. */
export function withoutCredentials(op: string, value: unknown): unknown {
  if (op !== 'fetch' || typeof value !== 'object' || value === null) return value;
  const { headers, url, ...rest } = value as { headers?: unknown; url?: unknown };
  return {
    ...rest,
    ...(url === undefined ? {} : { url: typeof url === 'string' ? urlWithout(url) : url }),
    ...(headers === undefined ? {} : { headers: typeof headers === 'object' && headers !== null ? headersWithout(headers) : headers }),
  };
}

/** Also of a form that no request takes: what a handler meant is recorded before it is refused. */
function headersWithout(headers: object): object {
  if (Array.isArray(headers))
    return headers.map((pair: unknown) => (Array.isArray(pair) && CREDENTIAL.test(String(pair[0])) ? [pair[0] as unknown, HIDDEN] : pair));
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, CREDENTIAL.test(name) ? HIDDEN : (value as unknown)]));
}

function urlWithout(url: string): string {
  const bare = url.replace(/^([a-z][a-z\d+.-]*:[\\/]*)[^/?#]*@/i, `$1${HIDDEN}@`);
  return bare.replace(/([?&])([^=&#]+)=([^&#]*)/g, (all, mark: string, name: string) => (CREDENTIAL.test(name) ? `${mark}${name}=${HIDDEN}` : all));
}
