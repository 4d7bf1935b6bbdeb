/**
 * What clients send as a usage sheet: a multipart form with the part `usage_file`, `{"usage_file": text}` as JSON (the
 * JavaScript SDK), or the CSV itself. Read before the unit of work begins. Only the number of records is looked at.
 */
import { invalid } from '../../base/index.ts';
import type { Input } from '../kit/index.ts';

const UPLOAD_MAX = 5_000_000;

export interface Upload {
  fileName: string;
  text: string;
  records: number;
}

export async function readUpload(input: Input): Promise<Upload> {
  const bytes = input.body as Buffer;
  const type = input.headers('content-type') ?? '';
  const { fileName, content } = await contentOf(bytes, type);
  if (content.length > UPLOAD_MAX) throw invalid('usage_file', `has ${content.length} bytes; at most ${UPLOAD_MAX} are allowed.`);
  if (content.subarray(0, 2).toString('latin1') === 'PK') throw invalid('usage_file', 'this is a ZIP or XLSX file; only CSV is read so far.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content); // leaves a byte order mark out
  } catch {
    throw invalid('usage_file', 'this is not UTF-8 text; a CSV file in UTF-8 is expected.');
  }
  if (text.includes('\0')) throw invalid('usage_file', 'this is not text; a CSV file is expected.');
  return { fileName, text, records: countRecords(text) };
}

async function contentOf(bytes: Buffer, type: string): Promise<{ fileName: string; content: Buffer }> {
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData().catch(() => {
      throw invalid('body', 'this multipart form could not be read.');
    });
    const part = form.get('usage_file');
    if (part === null) throw invalid('usage_file', 'This field is required: a form part with the sheet.');
    if (typeof part === 'string') return { fileName: 'usage.csv', content: Buffer.from(part) };
    return { fileName: part.name || 'usage.csv', content: Buffer.from(await part.arrayBuffer()) };
  }
  if (type.startsWith('application/json')) {
    let body: unknown;
    try {
      body = JSON.parse(bytes.toString('utf8'));
    } catch (error) {
      throw invalid('body', `this is not JSON (${(error as Error).message}).`);
    }
    const text = (body as { usage_file?: unknown } | null)?.usage_file;
    if (typeof text !== 'string') throw invalid('usage_file', 'This field is required: the sheet as text.');
    return { fileName: 'usage.csv', content: Buffer.from(text) };
  }
  return { fileName: 'usage.csv', content: bytes };
}

/** Lines that are not blank, without the header; a line break inside quotes belongs to its value. */
export function countRecords(text: string): number {
  let lines = 0;
  let quoted = false;
  let blank = true;
  for (const c of text) {
    if (c === '"') quoted = !quoted;
    if (c === '\n' && !quoted) {
      if (!blank) lines++;
      blank = true;
    } else if (c !== '\r' && c !== ' ' && c !== '\t') blank = false;
  }
  if (!blank) lines++;
  if (quoted) throw invalid('usage_file', 'a quoted value is not closed.');
  if (lines < 2) throw invalid('usage_file', 'a header line and at least one record are expected.');
  return lines - 1;
}
