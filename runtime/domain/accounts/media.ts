/** Pictures and videos that an account shows. Small files are in the database: one backup holds everything. */
import { invalid, notFound } from '../../base/index.ts';
import { findVisible, publicApi, type Collection } from '../kit/index.ts';
import type { Context, MediaRow } from '../../store/index.ts';
import { accounts } from './fields.ts';

const SIZE_MAX = 1_000_000;
const COUNT_MAX = 50;

export const media: Collection<MediaRow> = {
  table: 'account_media',
  scope: ['account_id'],
  fields: {
    id: { column: 'id', order: true },
    name: { column: 'name', order: true },
    position: { column: 'position', type: 'number', order: true },
    type: { column: 'type' },
  },
  order: [['position', 'asc']],
  async render(ctx, rows) {
    const api = await publicApi(ctx);
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name, position: row.position, type: row.type, description: row.description },
      thumbnail: `${api}/accounts/${row.account_id}/media/${row.id}/thumbnail`,
      ...(row.url === null ? {} : { url: row.url }),
    }));
  },
};

export interface MediaInput {
  name?: string | null;
  position?: number;
  type?: string;
  /** A data URL, as forms bring files. */
  thumbnail?: string;
  url?: string | null;
  description?: string | null;
}

export async function createMedia(ctx: Context, accountId: string, input: MediaInput & { position: number; thumbnail: string }): Promise<MediaRow> {
  const account = await findVisible(ctx, accounts, accountId, { lock: true });
  const { made } = await ctx.tx
    .selectFrom('account_media')
    .select((eb) => eb.fn.countAll<number>().as('made'))
    .where('account_id', '=', account.id)
    .executeTakeFirstOrThrow();
  if (Number(made) >= COUNT_MAX) throw invalid('thumbnail', `${account.id} has ${made} media already; at most ${COUNT_MAX} are kept.`);
  const row: MediaRow = {
    ...{ id: await ctx.id('accountMedia', 'account_media'), account_id: account.id, name: input.name ?? '', position: input.position },
    ...{ type: input.type ?? 'image', url: input.url ?? null, description: input.description ?? '', ...contentOf(input.thumbnail) },
  };
  await ctx.tx.insertInto('account_media').values(row).execute();
  return row;
}

export async function updateMedia(ctx: Context, accountId: string, id: string, input: MediaInput): Promise<void> {
  const row = await findMedia(ctx, accountId, id);
  const { position = row.position, type = row.type } = input;
  const words = { name: input.name ?? row.name, description: input.description ?? row.description, url: input.url === undefined ? row.url : input.url };
  const content = input.thumbnail === undefined ? {} : contentOf(input.thumbnail);
  await ctx.tx
    .updateTable('account_media')
    .set({ position, type, ...words, ...content })
    .where('id', '=', id)
    .execute();
}

export async function deleteMedia(ctx: Context, accountId: string, id: string): Promise<void> {
  await findMedia(ctx, accountId, id);
  await ctx.tx.deleteFrom('account_media').where('id', '=', id).execute();
}

export async function findMedia(ctx: Context, accountId: string, id: string): Promise<MediaRow> {
  const row = await findVisible(ctx, media, id, { lock: true });
  if (row.account_id !== accountId) throw notFound(id);
  return row;
}

function contentOf(given: string): Pick<MediaRow, 'media_type' | 'content'> {
  const [, media_type, content] = /^data:(image\/[\w.+-]+);base64,([A-Za-z0-9+/]*={0,2})$/.exec(given) ?? [];
  if (media_type === undefined || content === undefined)
    throw invalid('thumbnail', 'an image is expected: a form part, or a data URL such as data:image/png;base64,…');
  if (content.length * 0.75 > SIZE_MAX) throw invalid('thumbnail', `has about ${Math.round(content.length * 0.75)} bytes; at most ${SIZE_MAX} are allowed.`);
  return { media_type, content };
}
