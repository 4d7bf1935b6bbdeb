/** Comma-separated values in UTF-8 as RFC 4180 has them: quotes around cells with commas or line breaks, doubled inside. */
import { invalid } from '../../base/index.ts';

const CELL_MAX = 10_000;

export function parseCsv(bytes: Buffer): string[][] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes); // leaves a byte order mark out
  } catch {
    throw invalid('file', 'this is not UTF-8 text; a CSV file in UTF-8 is expected.');
  }
  if (text.includes('\0')) throw invalid('file', 'this is not text; a CSV file is expected.');
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    if (cell.length > CELL_MAX) throw invalid('file', `row ${rows.length + 1} has a cell of ${cell.length} characters; at most ${CELL_MAX} are allowed.`);
    row.push(cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.some((value) => value.trim() !== '')) rows.push(row);
    row = [];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === ',') endCell();
    else if (c === '\n') endRow();
    else if (c !== '\r') cell += c;
  }
  if (quoted) throw invalid('file', 'a quoted value is not closed.');
  endRow();
  return rows;
}
