/** Sheets of an XLSX file by name, row by row. Values only: a formula is a fault of its cell, styles are not looked at. */
import sax from 'sax';
import { CELL_MAX, SheetFault, type SheetRow } from './row.ts';
import type { Zip } from './zip.ts';

/** Characters of all shared strings: they have to be held while the sheets are read. */
const SHARED_MAX = 50_000_000;
const COLUMNS_MAX = 500;

type Tag = sax.Tag;

export async function* xlsxRows(zip: Zip, wanted: readonly (readonly string[])[]): AsyncGenerator<SheetRow> {
  const sheets = await sheetFiles(zip);
  const main = wanted.at(-1)!;
  const find = (names: readonly string[]) => sheets.find((s) => names.includes(s.name.toLowerCase()));
  if (!find(main)) throw new SheetFault(`There is no sheet named ${main.join(' or ')}; there are ${sheets.slice(0, 8).map((s) => s.name).join(', ')}.`); // prettier-ignore
  const shared = zip.has('xl/sharedStrings.xml') ? await sharedStrings(zip) : [];
  for (const names of wanted) {
    const sheet = find(names);
    if (sheet) yield* sheetRows(zip, sheet.file, names[0]!, shared);
  }
}

/** Parses one entry; what the handlers queue is given on after each piece. */
async function* parsed<T>(zip: Zip, name: string, handle: (parser: sax.SAXParser, out: T[]) => void): AsyncGenerator<T> {
  const parser = sax.parser(true, { position: false });
  const out: T[] = [];
  handle(parser, out);
  parser.ondoctype = () => {
    throw new SheetFault(`${name}: this XML has a document type; it is not read.`);
  };
  parser.onerror = (error) => {
    throw new SheetFault(`${name}: this is not the XML of a spreadsheet (${error.message.split('\n')[0]}).`);
  };
  const decoder = new TextDecoder('utf-8');
  for await (const bytes of zip.read(name)) {
    parser.write(decoder.decode(bytes, { stream: true }));
    yield* out.splice(0);
  }
  parser.write(decoder.decode()).close();
  yield* out.splice(0);
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);
const attribute = (tag: Tag, name: string) => Object.entries(tag.attributes).find(([key]) => local(key) === name)?.[1] as string | undefined;

async function sheetFiles(zip: Zip): Promise<{ name: string; file: string }[]> {
  const tags = (name: string, wanted: string) =>
    all(parsed<Tag>(zip, name, (parser, out) => (parser.onopentag = (tag) => void (local(tag.name) === wanted && out.push(tag as Tag)))));
  const RELATIONS = 'xl/_rels/workbook.xml.rels';
  if (!zip.has(RELATIONS)) throw new SheetFault('This XLSX file does not say where its sheets are.');
  const targets = new Map((await tags(RELATIONS, 'Relationship')).map((t) => [attribute(t, 'Id'), attribute(t, 'Target') ?? '']));
  return (await tags('xl/workbook.xml', 'sheet')).flatMap((tag) => {
    const target = targets.get(tag.attributes['r:id'] ?? attribute(tag, 'id')) ?? '';
    const file = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    return zip.has(file) ? [{ name: attribute(tag, 'name') ?? '', file }] : [];
  });
}

async function sharedStrings(zip: Zip): Promise<string[]> {
  let size = 0;
  return all(
    parsed<string>(zip, 'xl/sharedStrings.xml', (parser, out) => {
      let [text, inText, phonetic] = ['', false, false];
      parser.onopentag = ({ name }) => {
        if (local(name) === 'si') text = '';
        if (local(name) === 'rPh') phonetic = true;
        inText = local(name) === 't' && !phonetic;
      };
      parser.ontext = (piece) => {
        if (!inText) return;
        size += piece.length;
        if (size > SHARED_MAX) throw new SheetFault(`This XLSX file holds more than ${SHARED_MAX} characters of text; send it as CSV.`);
        // one beyond the limit is enough to know that it is too long
        if (text.length <= CELL_MAX) text += piece.slice(0, CELL_MAX + 1);
      };
      parser.onclosetag = (name) => {
        if (local(name) === 't') inText = false;
        if (local(name) === 'rPh') phonetic = false;
        if (local(name) === 'si') out.push(text);
      };
    }),
  );
}

async function* sheetRows(zip: Zip, file: string, sheet: string, shared: readonly string[]): AsyncGenerator<SheetRow> {
  yield* parsed<SheetRow>(zip, file, (parser, out) => {
    let row: SheetRow | undefined;
    let [line, column, kind, value, reading, formula] = [0, 0, '', '', false, false];
    parser.onopentag = (tag) => {
      const name = local(tag.name);
      if (name === 'row') {
        line = Number(tag.attributes['r'] ?? line + 1);
        [row, column] = [{ sheet, line, cells: [], faults: [] }, -1];
      } else if (name === 'c') {
        column = columnOf(tag.attributes['r'] as string | undefined) ?? column + 1;
        if (column >= COLUMNS_MAX) throw new SheetFault(`Sheet ${sheet} has more than ${COLUMNS_MAX} columns.`);
        [kind, value, formula] = [(tag.attributes['t'] as string | undefined) ?? 'n', '', false];
      } else if (name === 'f') formula = true;
      else reading = name === 'v' || name === 't';
    };
    parser.ontext = (piece) => {
      if (reading && value.length <= CELL_MAX) value += piece.slice(0, CELL_MAX + 1);
    };
    parser.onclosetag = (tagName) => {
      const name = local(tagName);
      if (name === 'v' || name === 't') reading = false;
      if (name === 'c' && row) {
        // a character reference can name what no database stores
        const text = (kind === 's' ? (shared[Number(value)] ?? '') : kind === 'b' ? (value === '1' ? 'true' : 'false') : value)
          .replaceAll('\0', '')
          .toWellFormed();
        while (row.cells.length < column) row.cells.push('');
        row.cells[column] = text;
        if (formula) row.faults.push({ column, fault: 'a formula; a value is expected' });
        else if (kind === 'e') row.faults.push({ column, fault: `the error ${text}; a value is expected` });
        else if (text.length > CELL_MAX) row.faults.push({ column, fault: `more than ${CELL_MAX} characters` });
      }
      if (name === 'row' && row) {
        if (row.cells.some((c) => c.trim() !== '') || row.faults.length) out.push(row);
        row = undefined;
      }
    };
  });
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (!letters) return undefined;
  return [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;
}
