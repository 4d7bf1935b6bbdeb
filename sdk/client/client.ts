/** The client: paths step by step or calls by name, over one sender. */
import { createListing, type Listing } from './listing.ts';
import { createSender, type CallOptions, type ClientOptions, type Outgoing } from './send.ts';
import type { AnswerOf, CallArgs, Names, Node, RouteName } from './types.ts';
import type { Routes } from './generated/routes.ts';

export interface Client {
  /**
   * A path, step by step.
   * @example await client.collection('requests').resource('PR-…').action('approve').post({ template_id: 'TL-…' });
   */
  collection<Name extends Names<''>>(name: Name): Node<`/${Name}`>;
  /**
   * One call by its name.
   * @example await client.call('POST /requests/{id}/approve', { params: { id: 'PR-…' }, body: { template_id: 'TL-…' } });
   */
  call<R extends RouteName>(route: R, ...given: CallArgs<R>): Promise<AnswerOf<Routes[R]>>;
  /** Any call at all, for what a newer host may have. `path` is below /public/v1 and escaped already. */
  request<T = unknown>(method: string, path: string, body?: unknown, options?: CallOptions): Promise<T>;
}

/**
 * A client of one host, as one account.
 * @throws TypeError for an address or a token that cannot be one
 * @example const client = createClient({ url: 'https://entrepot.example', token: 'SU-123-456-789:…' });
 */
export function createClient(options: ClientOptions): Client {
  const send = createSender(options);
  const ask = async (call: Outgoing, given?: CallOptions): Promise<unknown> => (await send(call, given)).value;

  /** Untyped: what may be called at a path is the business of types.ts. */
  function nodeAt(path: string): object {
    const below = (name: string) =>
      nodeAt(
        `${path}/${name
          .split('/')
          .map((word) => segment(word))
          .join('/')}`,
      );
    const writes = (method: string) => (body?: unknown, given?: CallOptions) => ask({ method, path, ...(body === undefined ? {} : { body }) }, given);
    const listing: Listing<unknown> = createListing(send, path);
    return {
      ...listing,
      [Symbol.asyncIterator]: () => listing[Symbol.asyncIterator](),
      get: (given?: CallOptions) => ask({ method: 'GET', path }, given),
      post: writes('POST'),
      put: writes('PUT'),
      delete: writes('DELETE'),
      collection: below,
      action: below,
      resource: (id: string | number) => nodeAt(`${path}/${segment(String(id))}`),
    };
  }

  return {
    collection: (name) => (nodeAt('') as { collection: (name: string) => unknown }).collection(name) as never,
    call: (route, ...args) => {
      const [method, template] = route.split(' ') as [string, string];
      const { params = {}, body, ...given } = (args[0] ?? {}) as { params?: Record<string, string>; body?: unknown } & CallOptions;
      const path = template.replaceAll(/\{(\w+)\}/g, (_, name: string) => segment(Object.hasOwn(params, name) ? params[name] : undefined, name));
      return ask({ method, path, ...(body === undefined ? {} : { body }) }, given) as never;
    },
    request: async (method, path, body, given) => (await ask({ method, path, ...(body === undefined ? {} : { body }) }, given)) as never,
  };
}

/** One step of a path; "." and ".." would be another path. */
function segment(text: string | undefined, name = 'path'): string {
  if (text === undefined || text === '' || text === '.' || text === '..')
    throw new TypeError(`${name}: ${JSON.stringify(text)} is not allowed; allowed: an id or a name.`);
  return encodeURIComponent(text);
}
