/**
 * A checksum of every table. It depends neither on the order of the rows nor on the database that holds them, so a
 * backup can be compared with what it was made from, and what was restored with the backup.
 */
import { hash } from 'node:crypto';

export type Row = Record<string, unknown>;

export type Walk = Record<string, { rows: number; digest: string }>;

const MODULUS = 1n << 128n;

/** The sum of the rows' digests. A sum, and not an exclusive or: of two equal rows none may get lost. */
export class TableDigest {
  #rows = 0;
  #sum = 0n;

  add(row: Row): void {
    const text = JSON.stringify(Object.keys(row).toSorted().map((name) => [name, plain(row[name])])); // prettier-ignore
    this.#sum = (this.#sum + BigInt(`0x${hash('sha256', text).slice(0, 32)}`)) % MODULUS;
    this.#rows++;
  }

  get value(): Walk[string] {
    return { rows: this.#rows, digest: this.#sum.toString(16).padStart(32, '0') };
  }
}

/** Bytes have no JSON; the same on every engine. */
function plain(value: unknown): unknown {
  return value instanceof Uint8Array ? { base64: Buffer.from(value).toString('base64') } : value;
}

/** Tables whose rows are not the same, or that only one of the two has. */
export function differences(one: Walk, other: Walk): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((table) => one[table]?.rows !== other[table]?.rows || one[table]?.digest !== other[table]?.digest)
    .toSorted();
}
