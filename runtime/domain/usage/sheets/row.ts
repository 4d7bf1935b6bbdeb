/** A row of an uploaded sheet, and why a file as a whole may be unusable. */

/** Excel's own limit of a cell. */
export const CELL_MAX = 32_767;

/** What no row can be blamed for; the message is shown to the vendor. */
export class SheetFault extends Error {}

export interface SheetRow {
  sheet: string;
  /** As a spreadsheet counts: the header is 1. */
  line: number;
  cells: string[];
  /** What is wrong with a cell by itself: a formula, an endless text. */
  faults: { column: number; fault: string }[];
}
