/**
 * Files of a case, kept in the database. What comes in is bounded, of a known type, and looks like what it says; what
 * goes out is always a download.
 */
import { invalid, notFound, lookUp, PlatformError } from '../../base/index.ts';
import { findVisible, FileAnswer, type Input } from '../kit/index.ts';
import type { CaseAttachmentRow, Context } from '../../store/index.ts';
import { attachments, cases } from './fields.ts';

const FILE_MAX = 5_000_000;
const FILES_MAX = 20;
const NAME_MAX = 200;

const starts = (magic: string) => (bytes: Buffer) => bytes.subarray(0, magic.length).toString('latin1') === magic;
const isText = (bytes: Buffer) => {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
};
const office = (name: string) => `application/vnd.openxmlformats-officedocument.${name}`;

/** Media type -> whether the bytes may be that. Nothing a browser would run is among them. */
const TYPES: Readonly<Record<string, (bytes: Buffer) => boolean>> = {
  'text/plain': isText,
  'text/csv': isText,
  'application/json': isText,
  'application/pdf': starts('%PDF-'),
  'image/png': starts('\x89PNG\r\n'),
  'image/jpeg': starts('\xff\xd8\xff'),
  'image/gif': starts('GIF8'),
  'image/webp': (bytes) => starts('RIFF')(bytes) && bytes.subarray(8, 12).toString('latin1') === 'WEBP',
  'application/zip': starts('PK'),
  [office('spreadsheetml.sheet')]: starts('PK'),
  [office('wordprocessingml.document')]: starts('PK'),
};

interface UploadedFile {
  name: string;
  type: string;
  bytes: Buffer;
}

/** The form part `file`, read before the unit of work begins. */
export async function readAttachment(input: Input): Promise<UploadedFile> {
  const type = input.headers('content-type') ?? '';
  if (!type.startsWith('multipart/form-data'))
    throw invalid('body', `${JSON.stringify(type)} is not allowed; allowed: multipart/form-data with the part "file".`);
  const form = await new Response(new Uint8Array(input.body as Buffer), { headers: { 'content-type': type } }).formData().catch(() => {
    throw invalid('body', 'this multipart form could not be read.');
  });
  const part = form.get('file');
  if (part === null || typeof part === 'string') throw invalid('file', 'This field is required: a form part with a file.');
  if (part.size === 0 || part.size > FILE_MAX) throw invalid('file', `has ${part.size} bytes; allowed: 1 to ${FILE_MAX}.`);
  const declared = part.type.split(';')[0]!.trim().toLowerCase();
  const fits = lookUp(TYPES, declared);
  if (!fits) throw invalid('file', `the type ${JSON.stringify(declared)} is not allowed; allowed: ${Object.keys(TYPES).join(', ')}.`);
  const bytes = Buffer.from(await part.arrayBuffer());
  if (!fits(bytes)) throw invalid('file', `the content is not ${declared}.`);
  return { name: plainName(part.name), type: declared, bytes };
}

/** The last segment, without what a terminal or a header could be fooled with. */
function plainName(given: string): string {
  const last = given.split(/[/\\]/).at(-1)!;
  return last.replaceAll(/[\p{C}"<>|:*?]/gu, '_').slice(0, NAME_MAX) || 'file';
}

export async function addAttachment(ctx: Context, caseId: string, file: UploadedFile): Promise<CaseAttachmentRow> {
  await findVisible(ctx, cases, caseId, { lock: true });
  const { count } = await ctx.tx
    .selectFrom('case_attachment')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow();
  if (Number(count) >= FILES_MAX) throw invalid('file', `case ${caseId} has ${count} attachments; at most ${FILES_MAX} are allowed.`);
  const row: CaseAttachmentRow = {
    id: await ctx.id('caseAttachment', 'case_attachment'),
    ...{ case_id: caseId, account_id: ctx.actor.accountId, name: file.name, type: file.type, size: file.bytes.length },
    ...{ creator: JSON.stringify(ctx.actor.by), created_at: ctx.now },
  };
  await ctx.tx.insertInto('case_attachment').values(row).execute();
  await ctx.tx
    .insertInto('case_attachment_content')
    .values({ id: row.id, base64: file.bytes.toString('base64') })
    .execute();
  return row;
}

/** An attachment of this very case. */
async function findAttachment(ctx: Context, caseId: string, id: string): Promise<CaseAttachmentRow> {
  const row = await findVisible(ctx, attachments, id);
  if (row.case_id !== caseId) throw notFound(id);
  return row;
}

/** Its description, or with `?format=` the file itself; the preview of an image is the image. */
export async function showAttachment(ctx: Context, caseId: string, id: string, format: string | undefined): Promise<unknown> {
  const row = await findAttachment(ctx, caseId, id);
  if (format === undefined) return (await attachments.render(ctx, [row], 'one'))[0]!;
  if (format !== 'original' && format !== 'preview') throw invalid('format', `${JSON.stringify(format)} is not allowed; allowed: original, preview.`);
  const { base64 } = await ctx.tx.selectFrom('case_attachment_content').select('base64').where('id', '=', id).executeTakeFirstOrThrow();
  return new FileAnswer(row.name, row.type, Buffer.from(base64, 'base64'));
}

export async function deleteAttachment(ctx: Context, caseId: string, id: string): Promise<void> {
  const row = await findAttachment(ctx, caseId, id);
  if (row.account_id !== ctx.actor.accountId) throw new PlatformError('forbidden', `${id} was attached by ${row.account_id}; only they remove it.`);
  await ctx.tx.deleteFrom('case_attachment').where('id', '=', id).execute();
  await ctx.tx.deleteFrom('case_attachment_content').where('id', '=', id).execute();
}
