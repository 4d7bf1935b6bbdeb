/** Quantities and amounts are decimal text on the wire and in the database; arithmetic goes through big.js. */
import Big from 'big.js';
import { invalid } from './errors.ts';

/** `-1` and `unlimited` both mean no limit (platform-api.md section 1.1). */
export function isUnlimited(value: unknown): boolean {
  return value === 'unlimited' || value === -1 || value === '-1';
}

/** A quantity as canonical text: no exponent, no trailing zeros, or `unlimited`. */
export function quantity(field: string, value: unknown, decimals = 0): string {
  if (isUnlimited(value)) return 'unlimited';
  if ((typeof value !== 'number' && typeof value !== 'string') || value === '') {
    throw invalid(field, `${JSON.stringify(value)} is not a quantity; a number, or "unlimited", is expected.`);
  }
  let parsed: Big;
  try {
    parsed = new Big(value);
  } catch {
    throw invalid(field, `${JSON.stringify(value)} is not a quantity; a number, or "unlimited", is expected.`);
  }
  if (parsed.lt(0)) throw invalid(field, `${value} is negative; 0 or more is expected.`);
  if (parsed.gt('1e15')) throw invalid(field, `${value} is too large; at most 1e15 is allowed.`);
  if (!parsed.round(decimals, Big.roundDown).eq(parsed)) {
    throw invalid(field, `${value} has too many decimals; at most ${decimals} are allowed.`);
  }
  return parsed.toFixed();
}

/** A number as text that every engine reads alike; larger ones would overflow one of them. */
export const NUMBER_TEXT = /^-?[0-9]{1,30}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?$/;
