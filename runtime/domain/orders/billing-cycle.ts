/**
 * When a subscription is billed: the shortest period among its recurring items, counted from the day it became active.
 * Longer items are billed in the cycles that their period divides, one-time items in the first; pay-as-you-go items are
 * reported as usage (platform-api.md section 19).
 */
import type { ItemRow, StoredItem } from '../../store/index.ts';

/** Period of an item -> months; what is not listed does not recur. */
// prettier-ignore
export const MONTHS: Readonly<Record<string, number>> = {
  monthly: 1, yearly: 12, years_2: 24, years_3: 36, years_4: 48, years_5: 60, years_6: 72,
};

export interface BillingCycle {
  uom: string;
  /** ISO text: the next billing request is made then, for the period that starts there. */
  next_date: string;
}

/** The cycle of these items from a time on; undefined where nothing recurs. */
export function cycleOf(known: readonly ItemRow[], items: readonly StoredItem[], from: string): BillingCycle | undefined {
  const periods = items.flatMap((ordered) => {
    const item = known.find((k) => k.local_id === ordered.id);
    return item && item.type !== 'ppu' && ordered.quantity !== '0' && MONTHS[item.period] !== undefined ? [item.period] : [];
  });
  const uom = periods.sort((a, b) => MONTHS[a]! - MONTHS[b]!)[0];
  return uom === undefined ? undefined : { uom, next_date: from };
}

/**
 * One period later, on the day of the anchor or the last day of a shorter month.
 * @example addPeriod('2027-02-28T00:00:00.000Z', 'monthly', 31) // '2027-03-31T00:00:00.000Z'
 */
export function addPeriod(iso: string, uom: string, anchorDay: number): string {
  const at = new Date(iso);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth() + MONTHS[uom]!];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const time = at.getTime() - Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate());
  return new Date(Date.UTC(year, month, Math.min(anchorDay, last)) + time).toISOString();
}
