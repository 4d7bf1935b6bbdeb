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

/** Everything the package offers, as `used` would name it: the exported classes, and each resource a client leads to. */
export function inventory(): string[] {
  const exported = Object.values(sdk).flatMap((one: { name: string; prototype: object }) => namesOf(one.prototype).map((name) => `${one.name}.${name}`));
  const client = new sdk.ConnectClient('http://nowhere', 'key') as object;
  const accessors = namesOf(sdk.ConnectClient.prototype as object).map((name) => (client as Record<string, unknown>)[name]);
  return [...new Set([...exported, ...accessors.filter(isResource).flatMap(methodsBelow)])].sort();
}

function methodsBelow(resource: object): string[] {
  // through `fetch` goes every other method
  const names = [...new Set(chain(resource).flatMap(namesOf))].filter((name) => name !== 'fetch' && typeof (resource as Json)[name] === 'function');
  const below = chain(resource)
    .flatMap((prototype) => Object.entries<PropertyDescriptor>(Object.getOwnPropertyDescriptors(prototype)))
    // what asks the host is async; the rest hands out a resource
    .filter(([name, { value }]) => name !== 'constructor' && typeof value === 'function' && (value as object).constructor.name !== 'AsyncFunction')
    .map(([name]) => (resource as Record<string, (id: string) => object>)[name]!('X'));
  return [...names.map((name) => `${resource.constructor.name}.${name}`), ...below.flatMap(methodsBelow)];
}
