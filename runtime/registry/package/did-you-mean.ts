/** The nearest of a list of names, for messages about a name that is nearly right. */

/** ` Did you mean "…"?`, or nothing. */
export function hint(value: string, allowed: readonly string[]): string {
  const found = nearest(value, allowed);
  return found === undefined ? '' : ` Did you mean "${found}"?`;
}

/** The closest allowed name, if it is close enough to be what was meant. */
function nearest(value: string, allowed: readonly string[]): string | undefined {
  if (!value || value.length > 100) return undefined;
  let best: string | undefined;
  let least = Math.max(2, Math.floor(value.length / 3)) + 1;
  for (const name of allowed) {
    const steps = distance(value.toLowerCase(), name.toLowerCase(), least);
    if (steps < least) [best, least] = [name, steps];
  }
  return best;
}

/** Levenshtein's distance, given up once it cannot be below `limit`. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]!;
}
