/**
 * The public npm client as it comes, watched from outside: which of its methods were called and answered, and, by
 * reflection, which there are.
 */
import { createRequire } from 'node:module';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the client has no types of its own
export type Json = any;
type Method = (...given: Json[]) => Promise<Json>;
type Resource<Own extends string = never> = Record<'get' | 'search' | 'create' | 'update' | 'delete' | Own, Method>;
/** Resources below each object of a resource: `products.actions(id)`. */
type Below<Name extends string, Own extends string = never> = Record<Name, (id: string) => Resource<Own>>;

export interface Client {
  accounts: Resource & Below<'users'>;
  assets: Resource;
  billingRequests: Resource<'updateAttributes'>;
  conversations: Resource<'getConversationsByObjectId' | 'createMessage'> & Below<'messages'>;
  products: Resource<'getTemplates' | 'getParameters' | 'getItems' | 'getConnections'> &
    Below<'configurations' | 'parameters' | 'connections'> &
    Below<'actions', 'link'> & { versions: (id: string) => Resource & Below<'actions', 'link'> };
  requests: Resource<'approve' | 'fail' | 'inquire' | 'pending'>;
  hubs: Resource;
  recurringAssets: Resource;
  tierAccounts: Resource & Below<'versions'>;
  tierAccountRequests: Resource<'accept' | 'ignore'>;
  tierConfigs: Resource;
  tierConfigRequests: Resource<'approve' | 'fail' | 'inquire' | 'pending'>;
  webhooks: Resource;
  listingRequests: Resource<'cancel' | 'complete' | 'deploy' | 'refine' | 'submit'>;
  cases: Resource<'pend' | 'inquire' | 'resolve' | 'close'> & Below<'attachments' | 'settings'>;
  fetch(path: string, options?: object): Promise<Response>;
  addBeforeRequestHook(hook: (url: string, options: Json) => { url: string; options: object }): void;
  addAfterResponseHook(hook: (response: Response) => Response): void;
}

type Operations = new (client: Client) => Json;

interface Sdk {
  ConnectClient: new (endpoint: string, key: string, adapter?: object) => Client;
  AbstractHttpAdapter: new (fetch: unknown) => { beforeRequest: unknown[]; afterResponse: unknown[] };
  HttpError: new () => Error;
  APIError: new () => Error;
  Fulfillment: Operations;
  Directory: Operations;
  Inventory: Operations;
  Subscriptions: Operations;
  Listings: Operations;
}

export const sdk = createRequire(import.meta.url)('@cloudblueconnect/connect-javascript-sdk') as Sdk;

/** `ConnectClient.assets`, `AssetResource.get`, … that were used and did not fail. */
export const used = new Set<string>();

/** The same object, and every use of it noted; so are the resources it hands out. */
export function watched<T extends object>(object: T): T {
  return new Proxy(object, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      const note = () => void used.add(`${holder(target, String(name))}.${String(name)}`);
      if (typeof value !== 'function') {
        note();
        return isResource(value) ? watched(value) : value;
      }
      return (...given: unknown[]) => {
        const answer: unknown = Reflect.apply(value, target, given);
        if (answer instanceof Promise) return answer.then((settled: unknown) => (note(), settled));
        note();
        return isResource(answer) ? watched(answer) : answer;
      };
    },
  });
}

const isResource = (value: unknown): value is { baseUri: string } => typeof value === 'object' && value !== null && 'baseUri' in value;

/** A resource stands for all that it can do; anything else for what its class says itself. */
function holder(object: object, name: string): string {
  if (isResource(object)) return object.constructor.name;
  return chain(object).find((prototype) => Object.hasOwn(prototype, name))?.constructor.name ?? object.constructor.name;
}

/** The prototypes of an object, Object's left out. */
function chain(object: object): object[] {
  const above = Object.getPrototypeOf(object) as object;
  return above === Object.prototype || above === null ? [] : [above, ...chain(above)];
}

const namesOf = (prototype: object) => Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');

/** Every kind of resource that a client leads to, one of each; ids that their paths need are X. */
export function resources(): { baseUri: string }[] {
  const client = new sdk.ConnectClient('http://nowhere', 'key') as Json;
  const all = namesOf(sdk.ConnectClient.prototype as object).map((name) => client[name] as unknown).filter(isResource).flatMap(withBelow); // prettier-ignore
  return [...new Map(all.map((one) => [one.constructor.name, one])).values()];
}

/** Everything the package offers, as `used` would name it. */
export function inventory(): string[] {
  const exported = Object.values(sdk).flatMap((one: { name: string; prototype: object }) => namesOf(one.prototype).map((name) => `${one.name}.${name}`));
  const below = resources().flatMap((one) => methodsOf(one).map(([name]) => `${one.constructor.name}.${name}`));
  return [...new Set([...exported, ...below])].sort();
}

/** Without `fetch`: through it goes every other method. */
function methodsOf(resource: object): [name: string, method: object][] {
  const described = chain(resource).toReversed().flatMap((prototype) => Object.entries<PropertyDescriptor>(Object.getOwnPropertyDescriptors(prototype))); // prettier-ignore
  const methods = new Map(described.map(([name, { value }]) => [name, value as unknown]));
  return [...methods].filter((entry): entry is [string, object] => !['constructor', 'fetch'].includes(entry[0]) && typeof entry[1] === 'function');
}

/** What asks the host is async; the other methods hand out a resource. */
function withBelow(resource: { baseUri: string }): { baseUri: string }[] {
  const leading = methodsOf(resource).filter(([, method]) => method.constructor.name !== 'AsyncFunction');
  return [resource, ...leading.flatMap(([name]) => withBelow((resource as Json)[name]('X') as { baseUri: string }))];
}
