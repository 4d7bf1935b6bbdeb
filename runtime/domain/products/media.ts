/** Pictures and videos of a product. Files are small and live in the database; position 1 is the main one. */
import { invalid } from '../../base/index.ts';
import { json, publicApi, type Input } from '../kit/index.ts';
import type { Context, ProductPartRow } from '../../store/index.ts';
import { createPart, deletePart, inData, masterParts, partsOf, updatePart } from './parts.ts';

const FILE_MAX = 1_000_000;
const TYPES = ['image', 'video'] as const;
/** How a picture's bytes begin. */
// prettier-ignore
const PICTURES: readonly (readonly [mediaType: string, start: Buffer])[] = [
  ['image/png',  Buffer.from([0x89, 0x50, 0x4e, 0x47])],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['image/gif',  Buffer.from('GIF8')],
  ['image/webp', Buffer.from('RIFF')],
];

export interface MediaInput {
  position?: number;
  type?: string;
  url?: string;
  thumbnail?: Buffer;
}

interface MediaData {
  type: string;
  url: string;
  file: boolean;
}

export const media = partsOf('media', { ...inData('type'), position: { column: 'position', type: 'number', order: true } }, async (ctx, rows) => {
  const api = await publicApi(ctx);
  return rows.map((row) => mediaJson(row, api));
});

export function mediaJson(row: ProductPartRow, api: string) {
  const { type, url, file } = json<MediaData>(row.data);
  const thumbnail = file ? `${api}/products/${row.product_id}/media/${row.id}/file` : '';
  return { id: row.id, position: row.position, type, thumbnail, url: url || thumbnail };
}

/** A multipart form as the portal and the CLI send it, or JSON with the picture in Base64. */
export async function readMedia(input: Input): Promise<MediaInput> {
  const bytes = input.body as Buffer;
  const type = input.headers('content-type') ?? '';
  const given = type.startsWith('multipart/form-data') ? await formOf(bytes, type) : jsonOf(bytes);
  const { position, thumbnail } = given;
  const known: MediaInput = {
    ...text('type', given['type']),
    ...text('url', given['url']),
    ...(position === undefined ? {} : { position: numberOf(position) }),
    ...(thumbnail === undefined || thumbnail === null ? {} : { thumbnail: await pictureOf(thumbnail) }),
  };
  if (known.type !== undefined && !(TYPES as readonly string[]).includes(known.type))
    throw invalid('type', `${JSON.stringify(known.type)} is not allowed; allowed: ${TYPES.join(', ')}.`);
  if (known.url && !/^https?:\/\//.test(known.url)) throw invalid('url', `${JSON.stringify(known.url)} is not an http or https address.`);
  return known;
}

/** A picture alone, of a form or of JSON. */
export async function readPicture(input: Input, name: string): Promise<Buffer> {
  const bytes = input.body as Buffer;
  const type = input.headers('content-type') ?? '';
  const given = (type.startsWith('multipart/form-data') ? await formOf(bytes, type) : jsonOf(bytes))[name];
  if (given === undefined || given === null) throw invalid(name, 'This field is required: a picture.');
  return pictureOf(given, name);
}

type Given = Record<string, unknown>;

const text = (name: string, value: unknown): Record<string, string> => {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'string' || value.length > 2000) throw invalid(name, 'a text of at most 2000 characters is expected.');
  return { [name]: value };
};

function numberOf(value: unknown): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 1000) throw invalid('position', `${JSON.stringify(value)} is not a whole number from 1 to 1000.`);
  return number;
}

async function formOf(bytes: Buffer, type: string): Promise<Given> {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData().catch(() => {
    throw invalid('body', 'this multipart form could not be read.');
  });
  return Object.fromEntries(form);
}

function jsonOf(bytes: Buffer): Given {
  try {
    const value: unknown = bytes.length ? JSON.parse(bytes.toString('utf8')) : {};
    if (typeof value === 'object' && value !== null) return value as Given;
  } catch {
    // told below
  }
  throw invalid('body', 'a multipart form or a JSON object is expected.');
}

async function pictureOf(value: unknown, name = 'thumbnail'): Promise<Buffer> {
  const bytes = value instanceof Blob ? Buffer.from(await value.arrayBuffer()) : Buffer.from(String(value).replace(/^data:[^,]*,/, ''), 'base64');
  if (bytes.length > FILE_MAX) throw invalid(name, `has ${bytes.length} bytes; at most ${FILE_MAX} are allowed.`);
  if (!PICTURES.some(([, start]) => bytes.subarray(0, start.length).equals(start))) throw invalid(name, 'a PNG, JPEG, GIF or WebP picture is expected.');
  return bytes;
}

export async function createMedia(ctx: Context, product: string, input: MediaInput): Promise<ProductPartRow> {
  const { type = 'image', url = '', thumbnail } = input;
  if (!thumbnail && !url) throw invalid('thumbnail', 'This field is required: a picture, or the url of one.');
  if (type === 'video' && !url) throw invalid('url', 'This field is required for a video.');
  const position = input.position ?? (await masterParts(ctx, { id: product }, 'media')).length + 1;
  await moveAside(ctx, product, position);
  const row = await createPart(ctx, 'media', product, { type, url, file: thumbnail !== undefined }, { position });
  if (thumbnail) await keepFile(ctx, row, thumbnail);
  return row;
}

export async function updateMedia(ctx: Context, row: ProductPartRow, { position, thumbnail, ...plain }: MediaInput): Promise<void> {
  if (position !== undefined && position !== row.position) await moveAside(ctx, row.product_id, position);
  await updatePart(ctx, row, { ...plain, ...(thumbnail ? { file: true } : {}) }, position);
  if (thumbnail) await keepFile(ctx, row, thumbnail);
}

/** A file that a version shows stays. */
export async function deleteMedia(ctx: Context, row: ProductPartRow): Promise<void> {
  await deletePart(ctx, row);
}

export async function readFile(ctx: Context, id: string): Promise<Buffer | undefined> {
  const file = await ctx.tx.selectFrom('product_file').select('content').where('id', '=', id).executeTakeFirst();
  return file && Buffer.from(file.content, 'base64');
}

async function keepFile(ctx: Context, row: ProductPartRow, bytes: Buffer): Promise<void> {
  const media_type = PICTURES.find(([, start]) => bytes.subarray(0, start.length).equals(start))![0];
  const file = { product_id: row.product_id, media_type, content: bytes.toString('base64'), created_at: ctx.now };
  await ctx.tx.insertInto('product_file').values({ id: row.id, ...file }).onConflict((oc) => oc.column('id').doUpdateSet(file)).execute(); // prettier-ignore
}

/** Places are held by one each: those from the wanted one on move up. */
async function moveAside(ctx: Context, product: string, position: number): Promise<void> {
  const rows = await masterParts(ctx, { id: product }, 'media');
  if (!rows.some((r) => r.position === position)) return;
  for (const row of rows.filter((r) => r.position >= position))
    await ctx.tx
      .updateTable('product_part')
      .set({ position: row.position + 1 })
      .where('id', '=', row.id)
      .execute();
}
