/**
 * The rows of an uploaded file, one at a time: CSV, a ZIP of CSV files, or XLSX, told apart by their first bytes. What no
 * row can be blamed for is a SheetFault: the file as a whole is unusable, and this is why.
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse, CsvError } from 'csv-parse';
import { CELL_MAX, SheetFault, type SheetRow } from './row.ts';
import { openZip, type Zip } from './zip.ts';
import { xlsxRows } from './xlsx-read.ts';

/** A record that is longer than any honest one: reading goes no further. */
const LINE_MAX = 1_000_000;

/** Rows of the wanted sheets in the wanted order, headers included; sheets that are not there are left out. */
export async function* readRows(bytes: AsyncIterable<Uint8Array>, wanted: readonly (readonly string[])[]): AsyncGenerator<SheetRow> {
  const source = bytes[Symbol.asyncIterator]();
  const first = await source.next();
  const start = first.done ? Buffer.alloc(0) : Buffer.from(first.value.subarray(0, 4));
  const whole = (async function* () {
    if (!first.done) yield first.value;
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
  })();
  if (start.toString('hex') === 'd0cf11e0') throw new SheetFault('This is an XLS file of an old Excel, or one with a password; save it as XLSX.');
  yield* start.toString('latin1') === 'PK\x03\x04' ? zipRows(whole, wanted) : csvRows(whole, wanted.at(-1)![0]!);
}

/** A ZIP is read at its end first, so it lies in a file of its own while it is read. */
async function* zipRows(bytes: AsyncIterable<Uint8Array>, wanted: readonly (readonly string[])[]): AsyncGenerator<SheetRow> {
  const folder = await mkdtemp(join(tmpdir(), 'entrepot-sheet-'));
  try {
    const path = join(folder, 'upload');
    await pipeline(Readable.from(bytes), createWriteStream(path));
    const zip = await openZip(path);
    try {
      if (zip.has('xl/workbook.xml')) yield* xlsxRows(zip, wanted);
      else yield* csvFiles(zip, wanted);
    } finally {
      zip.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* csvFiles(zip: Zip, wanted: readonly (readonly string[])[]): AsyncGenerator<SheetRow> {
  const files = zip.names.filter((n) => /\.csv$/i.test(n) && !n.startsWith('__MACOSX/'));
  if (!files.length) throw new SheetFault('This ZIP holds no CSV file.');
  const named = (names: readonly string[]) => files.find((f) => names.includes(f.split('/').at(-1)!.slice(0, -4).toLowerCase()));
  for (const names of wanted) {
    const main = names === wanted.at(-1);
    const file = named(names) ?? (main && files.length === 1 ? files[0] : undefined);
    if (file) yield* csvRows(zip.read(file), names[0]!);
    else if (main) throw new SheetFault(`This ZIP holds no ${names.map((n) => `${n}.csv`).join(' or ')}; it holds ${files.slice(0, 5).join(', ')}.`);
  }
}

async function* csvRows(bytes: AsyncIterable<Uint8Array>, sheet: string): AsyncGenerator<SheetRow> {
  const parser = parse({ bom: true, relax_column_count: true, skip_empty_lines: true, max_record_size: LINE_MAX, info: true });
  const source = Readable.from(utf8(bytes));
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      const faults: SheetRow['faults'] = [];
      record.forEach((cell, column) => {
        if (cell.charCodeAt(0) === 61) faults.push({ column, fault: 'a formula; a value is expected' });
        else if (cell.length > CELL_MAX) faults.push({ column, fault: `${cell.length} characters; at most ${CELL_MAX} are allowed` });
      });
      yield { sheet, line: info.lines, cells: record, faults };
    }
  } catch (error) {
    if (error instanceof CsvError) throw new SheetFault(csvFault(error));
    throw error;
  } finally {
    source.destroy();
  }
}

function csvFault(error: CsvError): string {
  const line = `line ${String((error as { lines?: number }).lines ?? '?')}`;
  if (error.code === 'CSV_MAX_RECORD_SIZE') return `${line}: a record of more than ${LINE_MAX} bytes.`;
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return `${line}: a quoted value is not closed.`;
  return `${line}: this is not CSV (${error.code}).`;
}

/** The same bytes, known to be UTF-8 text. */
async function* utf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const decode = (piece?: Uint8Array) => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      throw new SheetFault('This is not UTF-8 text; save the CSV in UTF-8.');
    }
  };
  for await (const piece of bytes) {
    const text = decode(piece);
    if (text.includes('\0')) throw new SheetFault('This is not text; a CSV file in UTF-8, a ZIP of such or an XLSX file is expected.');
    if (text) yield text;
  }
  const rest = decode();
  if (rest) yield rest;
}
