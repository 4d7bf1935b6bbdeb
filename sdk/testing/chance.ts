/** Chance that repeats itself: ids, passwords and Math.random of a simulation come from its seed. */
import { newId, sha256, type IdKind } from '../../runtime/base/index.ts';
import { mulberry32 } from '../guest/clock.ts';

const PASSWORD_ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

export interface SeededChance {
  /** A whole number from 0 to below `end`. */
  below(end: number): number;
  hex(bytes: number): string;
  uuid(): string;
  id(kind: IdKind): string;
  random(args: { kind: 'bytes' | 'uuid' | 'password'; length?: number }): string;
}

/**
 * `manifest` takes part: a process keeps what it knows of a version of an extension, which never changes, by its ids, so two
 * packages may not get the same ones.
 */
export function seededChance(seed: number, manifest: object): SeededChance {
  let state = parseInt(sha256(JSON.stringify([seed, manifest])).slice(0, 8), 16) | 0;
  const below = (end: number) => {
    const [next, value] = mulberry32(state);
    state = next;
    return Math.floor(value * end);
  };
  const hex = (bytes: number) => Array.from({ length: bytes }, () => below(256).toString(16).padStart(2, '0')).join('');
  const uuid = () => hex(16).replace(/(.{8})(.{4}).(.{3}).(.{3})(.{12})/, '$1-$2-4$3-8$4-$5');
  return {
    below,
    hex,
    uuid,
    id: (kind) => newId(kind, () => below(10)),
    random({ kind, length }) {
      if (kind === 'uuid') return uuid();
      if (kind === 'bytes') return hex(length ?? 32);
      return Array.from({ length: Math.max(12, length ?? 24) }, () => PASSWORD_ALPHABET[below(PASSWORD_ALPHABET.length)]).join('');
    },
  };
}
