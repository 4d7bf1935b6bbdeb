/** /news as data. */
import Type from 'typebox';
import { showOne, type CallRoute, type Route } from '../kit/index.ts';
import { AUDIENCES, createPost, findPostVersion, movePost, ownPost, posts, postVersions, updatePost, type PostInput } from './posts.ts';

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }));
const orNull = (maxLength: number) => Type.Optional(Type.Union([Type.String({ maxLength }), Type.Null()]));
const PostBody = Type.Object({
  audience: Type.Enum([...AUDIENCES]),
  title: Type.String({ minLength: 1, maxLength: 256 }),
  ...{ subtitle: text(256), content: text(100_000), name: orNull(128), external_id: orNull(128) },
  anonymous: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  cover: Type.Optional(Type.Object({ type: Type.Enum(['image', 'video']), thumbnail: Type.String({ maxLength: 500_000 }), url: orNull(512) })),
});
/** Who trades tells news; the operator's own partners are nobody. */
const common = { tag: 'Partners', roles: ['vendor', 'distributor', 'reseller'] } as const;

const move = (action: 'publish' | 'draft', summary: string): CallRoute => ({
  ...{ ...common, kind: 'write', method: 'POST', path: `/news/{id}/${action}`, operation: `${action}Post`, summary, body: Type.Object({}) },
  async run(ctx, input) {
    await movePost(ctx, input.params['id']!, action);
    return showOne(ctx, posts, input.params['id']!);
  },
});

// prettier-ignore
export const newsRoutes: Route[] = [
  { ...common, kind: 'list', method: 'GET', path: '/news', operation: 'listPosts', summary: 'Own posts, and what partners published', collection: posts },
  { ...common, kind: 'write', method: 'POST', path: '/news', operation: 'createPost', summary: 'Write a draft', body: PostBody, form: true, status: 201,
    run: async (ctx, input) => showOne(ctx, posts, (await createPost(ctx, input.body as Parameters<typeof createPost>[1])).id) },
  { ...common, kind: 'read', method: 'GET', path: '/news/{id}', operation: 'getPost', summary: 'One post', run: (ctx, input) => showOne(ctx, posts, input.params['id']!) },
  { ...common, kind: 'write', method: 'PUT', path: '/news/{id}', operation: 'updatePost', summary: 'A new version of it', body: Type.Partial(PostBody), form: true,
    async run(ctx, input) {
      await updatePost(ctx, input.params['id']!, input.body as PostInput);
      return showOne(ctx, posts, input.params['id']!);
    } },
  { ...common, kind: 'write', method: 'DELETE', path: '/news/{id}', operation: 'deletePost', summary: 'Remove it', status: 204, run: (ctx, input) => movePost(ctx, input.params['id']!, 'delete') },
  move('publish', 'Show it to its audience'),
  move('draft', 'Take it back'),
  { ...common, kind: 'list', method: 'GET', path: '/news/{id}/versions', operation: 'listPostVersions', summary: 'What it said', collection: postVersions,
    below: { parent: (ctx, params) => ownPost(ctx, params['id']!), column: 'post_id' } },
  { ...common, kind: 'read', method: 'GET', path: '/news/{id}/versions/{version}', operation: 'getPostVersion', summary: 'One version',
    run: async (ctx, input) => (await postVersions.render(ctx, [await findPostVersion(ctx, input.params['id']!, input.params['version']!)], 'one'))[0] },
];
