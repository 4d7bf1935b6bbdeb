/** Real randomness for guests, drawn here because an isolate's own must replay. */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** No characters that are mistaken for one another, and none that need escaping in URLs. */
const PASSWORD_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

export function randomness(args: { kind: 'bytes' | 'uuid' | 'password'; length?: number }): string {
  if (args.kind === 'uuid') return randomUUID();
  if (args.kind === 'bytes') return randomBytes(args.length ?? 32).toString('hex');
  return Array.from({ length: Math.max(12, args.length ?? 24) }, () => PASSWORD_ALPHABET[randomInt(PASSWORD_ALPHABET.length)]).join('');
}
