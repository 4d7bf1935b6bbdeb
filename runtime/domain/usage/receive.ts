/**
 * What clients send as a sheet: a multipart form with the named part, `{"usage_file": text or base64}` as JSON (the
 * JavaScript SDK), or the file itself as the body. It is stored as it arrives; what is in it is read by the file's own work.
 */
import { Readable } from 'node:stream';
import { Busboy, type BusboyFileStream } from '@fastify/busboy';
import { invalid } from '../../base/index.ts';
import type { Input, Surroundings } from '../kit/index.ts';
import { storeUpload, type Upload } from './uploads.ts';

export const UPLOAD_MAX = 536_870_912;
/** JSON has to be held in memory to be read. */
const JSON_MAX = 20_000_000;
const TEXT_MAX = 2000;

export interface Received {
  upload: Upload;
  /** Other parts of the form. */
  texts: Record<string, string>;
}

export async function receive(input: Input, { store }: Surroundings, part: string): Promise<Received> {
  const body = input.body as AsyncIterable<Uint8Array>;
  const type = input.headers('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) return receiveForm(body, type, part, (name, bytes) => storeUpload(store, name, bytes));
  const received = type.startsWith('application/json') ? await fromJson(body, part) : { name: `${part}.csv`, bytes: body };
  const upload = await storeUpload(store, received.name, notEmpty(received.bytes, part));
  return { upload, texts: {} };
}

async function* notEmpty(body: AsyncIterable<Uint8Array>, part: string): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const bytes of body) {
    size += bytes.length;
    yield bytes;
  }
  if (!size) throw invalid(part, 'This file is empty.');
}

async function receiveForm(
  body: AsyncIterable<Uint8Array>,
  type: string,
  part: string,
  keep: (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<Upload>,
): Promise<Received> {
  let stored: Promise<Upload> | undefined;
  const texts: Record<string, string> = {};
  const unreadable = (error: unknown) => invalid('body', `this multipart form could not be read (${(error as Error).message}).`);
  let form: InstanceType<typeof Busboy>;
  try {
    form = new Busboy({ headers: { 'content-type': type }, limits: { fieldSize: TEXT_MAX, fields: 20, files: 5 } });
  } catch (error) {
    throw unreadable(error);
  }
  form.on('file', (name: string, file: BusboyFileStream, fileName?: string) => {
    if (name !== part || stored) return void file.resume();
    stored = keep(fileName?.slice(0, 200).replaceAll('\0', '').toWellFormed() || `${part}.csv`, notEmpty(file, part));
    stored.catch(() => file.resume());
  });
  form.on('field', (name: string, value: string) => {
    if (name === part && !stored) stored = keep(`${part}.csv`, Readable.from([Buffer.from(value)]));
    else texts[name] = value.replaceAll('\0', '').toWellFormed();
  });
  const ended = new Promise<void>((resolve, reject) => {
    form.on('finish', () => resolve());
    form.on('error', (error: unknown) => reject(unreadable(error)));
  });
  const source = Readable.from(body);
  const failed = new Promise<never>((_, reject) =>
    source.on('error', (error) => {
      form.destroy(error);
      reject(error);
    }),
  );
  source.pipe(form);
  try {
    await Promise.race([ended, failed]);
  } catch (error) {
    await stored?.catch(() => {});
    throw error;
  }
  if (!stored) throw invalid(part, 'This field is required: a form part with the sheet.');
  return { upload: await stored, texts };
}

async function fromJson(body: AsyncIterable<Uint8Array>, part: string): Promise<{ name: string; bytes: AsyncIterable<Uint8Array> }> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > JSON_MAX) throw invalid('body', `more than ${JSON_MAX} bytes as JSON; send a form with the part ${part}.`);
    pieces.push(piece);
  }
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(pieces).toString('utf8'));
  } catch (error) {
    throw invalid('body', `this is not JSON (${(error as Error).message}).`);
  }
  const text = (value as Record<string, unknown> | null)?.[part];
  if (typeof text !== 'string') throw invalid(part, 'This field is required: the sheet as text or base64.');
  const encoded = text.length >= 8 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  const bytes = Buffer.from(text, encoded ? 'base64' : 'utf8');
  return { name: `${part}${bytes.subarray(0, 2).toString('latin1') === 'PK' ? '.xlsx' : '.csv'}`, bytes: Readable.from(bytes.length ? [bytes] : []) };
}
