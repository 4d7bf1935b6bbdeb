/** An XLSX file made row by row: however long its sheets are, a row at a time is in memory. Every cell is text or a number, never a formula. */
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';

export type CellValue = string | number | null | undefined;

export interface Sheet {
  name: string;
  rows: AsyncIterable<CellValue[]> | Iterable<CellValue[]>;
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** Characters gathered before they are handed to the packer. */
const PIECE = 65_536;

export function writeXlsx(sheets: readonly Sheet[]): AsyncIterable<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  // who reads it meets the error; before and after nobody listens, and that must not end the process
  output.on('error', () => {});
  (zip as unknown as NodeJS.EventEmitter).on('error', (error: Error) => output.destroy(error));
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(HEAD + text), name);
  const each = (one: (n: number, sheet: Sheet) => string) => sheets.map((sheet, i) => one(i + 1, sheet)).join('');
  add(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>${each((n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPES}.worksheet+xml"/>`)}</Types>`,
  );
  add(
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${each((n, s) => `<sheet name="${escaped(s.name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}/relationships">${each((n) => `<Relationship Id="rId${n}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}</Relationships>`,
  );
  sheets.forEach(({ rows }, i) =>
    zip.addReadStreamLazy(`xl/worksheets/sheet${i + 1}.xml`, (done) => {
      const stream = Readable.from(sheetXml(rows), { objectMode: false, highWaterMark: PIECE });
      stream.on('error', (error) => output.destroy(error));
      done(null, stream);
    }),
  );
  zip.end();
  return output;
}

async function* sheetXml(rows: Sheet['rows']): AsyncGenerator<Buffer> {
  let text = `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>`;
  for await (const row of rows) {
    text += `<row>${row.map(cell).join('')}</row>`;
    if (text.length < PIECE) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(`${text}</sheetData></worksheet>`);
}

function cell(value: CellValue): string {
  if (value === null || value === undefined || value === '') return '<c/>';
  if (typeof value === 'number') return `<c><v>${value}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
}

const ESCAPES: Record<string, string> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

function escaped(text: string): string {
  // control characters have no place in XML
  // eslint-disable-next-line no-control-regex
  return text.replaceAll(/[<>&"]/g, (c) => ESCAPES[c]!).replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
