/** News: what an account tells its partners. A post is written as a draft, published and taken back; what it said is kept by version. */
import { sql, type SqlBool } from 'kysely';
import { nextState, notFound, PlatformError, type Lifecycle } from '../../base/index.ts';
import { findVisible, json, references, stamped, type Collection } from '../kit/index.ts';
import type { Context, PostRow, PostVersionRow } from '../../store/index.ts';

export const AUDIENCES = ['private', 'vendor', 'reseller', 'distributor', 'any'] as const;

export const postLifecycle = {
  name: 'post',
  initial: ['draft'],
  final: ['deleted'],
  transitions: [
    { on: 'publish', from: ['draft'], to: 'published', by: ['author'] },
    { on: 'draft', from: ['published'], to: 'draft', by: ['author'] },
    { on: 'delete', from: ['draft', 'published'], to: 'deleted', by: ['author'] },
  ],
} as const satisfies Lifecycle<'draft' | 'published' | 'deleted', 'publish' | 'draft' | 'delete', 'author'>;

/** Its author; and once published those of its audience who have an active contract with the author. */
export const posts: Collection<PostRow> = {
  table: 'post',
  scope: ({ actor: { accountId: me, role } }) => sql<SqlBool>`(post.status <> 'deleted' and (post.owner_id = ${me} or (
    post.status = 'published' and post.audience in ('any', ${role}) and exists (
      select 1 from contract where contract.status = 'active' and (
        (contract.owner_id = ${me} and contract.issuer_id = post.owner_id) or (contract.issuer_id = ${me} and contract.owner_id = post.owner_id))))))`,
  fields: {
    id: { column: 'id', order: true },
    external_id: { column: 'external_id', search: true },
    audience: { column: 'audience', order: true },
    status: { column: 'status', order: true },
    title: { column: 'title', search: true },
    subtitle: { column: 'subtitle', search: true },
    content: { column: 'content', search: true },
    'creator.id': { column: 'owner_id' },
    'creator.name': { column: 'owner_id', table: 'account', key: 'id', target: 'name', search: true },
    'events.created.at': { column: 'created_at', type: 'time', order: true },
    'events.updated.at': { column: 'updated_at', type: 'time', order: true },
  },
  order: [['created_at', 'desc']],
  async render(ctx, rows) {
    const creator = await references(ctx, 'account', rows.map((r) => r.owner_id)); // prettier-ignore
    return rows.map((row) => ({
      ...{ id: row.id, name: row.name, ...(row.external_id === null ? {} : { external_id: row.external_id }), creator: creator(row.owner_id) },
      ...{ status: row.status, audience: row.audience, anonymous: row.anonymous === 1, version: row.version },
      ...{ title: row.title, subtitle: row.subtitle, content: row.content, cover: json<object>(row.cover), events: json<object>(row.events) },
    }));
  },
};

/** Its post was found first; a version is the row as it was. */
export const postVersions: Collection<PostVersionRow> = {
  table: 'post_version',
  scope: 'public',
  fields: { id: { column: 'post_id' }, version: { column: 'version', type: 'number', order: true } },
  order: [['version', 'asc']],
  render: async (ctx, rows) =>
    (await posts.render(ctx, rows.map((r) => json<PostRow>(r.data)), 'list')).map((post) => ({ external_id: '', ...post })), // prettier-ignore
};

export interface PostInput {
  name?: string | null;
  external_id?: string | null;
  audience?: string;
  anonymous?: boolean | null;
  title?: string;
  subtitle?: string;
  content?: string;
  cover?: { type: string; thumbnail: string; url?: string | null };
}

const NO_COVER = { type: 'image', thumbnail: '' };

export async function createPost(ctx: Context, input: PostInput & { audience: string; title: string }): Promise<PostRow> {
  const row: PostRow = {
    ...{
      id: await ctx.id('post', 'post'),
      owner_id: ctx.actor.accountId,
      name: input.name ?? input.title.slice(0, 128),
      external_id: input.external_id ?? null,
    },
    ...{
      audience: input.audience,
      anonymous: Number(input.anonymous ?? false),
      title: input.title,
      subtitle: input.subtitle ?? '',
      content: input.content ?? '',
    },
    ...{ cover: JSON.stringify(input.cover ?? NO_COVER), status: 'draft', version: 1, events: stamped(ctx, undefined, 'created', 'updated', 'drafted') },
    ...{ created_at: ctx.now, updated_at: ctx.now },
  };
  await ctx.tx.insertInto('post').values(row).execute();
  await keepVersion(ctx, row);
  return row;
}

export async function updatePost(ctx: Context, id: string, input: PostInput): Promise<void> {
  const row = await ownPost(ctx, id);
  const { audience = row.audience, title = row.title, subtitle = row.subtitle, content = row.content, cover } = input;
  const set = {
    ...{ name: input.name ?? row.name, external_id: input.external_id === undefined ? row.external_id : input.external_id, audience, title, subtitle, content },
    ...{ anonymous: Number(input.anonymous ?? row.anonymous), cover: cover ? JSON.stringify(cover) : row.cover, version: row.version + 1 },
    ...{ events: stamped(ctx, row.events, 'updated'), updated_at: ctx.now },
  };
  await ctx.tx.updateTable('post').set(set).where('id', '=', id).execute();
  await keepVersion(ctx, { ...row, ...set });
}

const STAMPS = { publish: 'published', draft: 'drafted', delete: 'deleted' } as const;

export async function movePost(ctx: Context, id: string, action: keyof typeof STAMPS): Promise<void> {
  const row = await ownPost(ctx, id);
  const status = nextState(postLifecycle, row, action, 'author');
  const events = stamped(ctx, row.events, 'updated', STAMPS[action]);
  await ctx.tx.updateTable('post').set({ status, events, updated_at: ctx.now }).where('id', '=', id).execute();
}

export async function findPostVersion(ctx: Context, id: string, version: string): Promise<PostVersionRow> {
  const post = await ownPost(ctx, id);
  const row = /^\d{1,9}$/.test(version)
    ? await ctx.tx.selectFrom('post_version').selectAll().where('post_id', '=', post.id).where('version', '=', Number(version)).executeTakeFirst()
    : undefined;
  if (!row) throw notFound(`${id}/versions/${version}`);
  return row;
}

/** Readers see a post as it is; only its author sees what it was, for it may have been a draft. */
export async function ownPost(ctx: Context, id: string): Promise<PostRow> {
  const row = await findVisible(ctx, posts, id, { lock: true });
  if (row.owner_id !== ctx.actor.accountId) throw new PlatformError('forbidden', `post ${id} is written by its author ${row.owner_id} only.`);
  return row;
}

async function keepVersion(ctx: Context, row: PostRow): Promise<void> {
  const id = `${row.id}-${String(row.version).padStart(3, '0')}`;
  await ctx.tx.insertInto('post_version').values({ id, post_id: row.id, version: row.version, data: JSON.stringify(row), created_at: ctx.now }).execute(); // prettier-ignore
}
