/** The handler's context, made of bridge calls. */
import type { Answer, Auth, Context, FindOrCreate, Logger, RequestOptions, Step } from '../author/context.ts';
import type { FetchReply } from '../contract/capabilities.ts';
import { PlatformError, type Line } from './bridge.ts';
import type { RunHeader } from './protocol.ts';

const { parse, stringify } = JSON;

export function createContext(line: Line, header: RunHeader): Context {
  const steps = createSteps(line, header);
  return {
    log: createLogger(line),
    settings: header.settings,
    event: header.event,
    attempt: header.attempt,
    correlation: header.correlation,
    step: steps.run,
    fetch: (url, options) => request(line, url, options, steps.place()),
    storage: {
      get: async (key) => (await line.call('kv.get', { key })) ?? undefined,
      set: (key, value, options) => line.call('kv.set', { key, value, ...options }),
      delete: async (key, options) => void (await line.call('kv.delete', { key, ...options })),
      list: (options = {}) => line.call('kv.list', options),
    } as Context['storage'],
    platform: {
      get: (path) => line.call('platform', { method: 'GET', path }),
      post: (path, body) => line.call('platform', { method: 'POST', path, body }),
      put: (path, body) => line.call('platform', { method: 'PUT', path, body }),
      delete: async (path) => void (await line.call('platform', { method: 'DELETE', path })),
    },
    password: (length = 24) => line.call('random', { kind: 'password', length }),
    sleep: async (ms) => void (await line.call('sleep', { ms })),
  };
}

/** What is left of a log line too large to be sent. */
const CUT = 1_000;

export function createLogger(line: Line): Logger {
  const at = (level: string) => (text: string, fields?: Record<string, unknown>) =>
    line.post('log', { level, text: String(text), ...(fields === undefined ? {} : { fields }) }) ||
    line.post('log', { level, text: `${String(text).slice(0, CUT)} [cut]` });
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

interface Place {
  step: string;
  counter: number;
}

/**
 * Steps and the place of each request: (step, how many requests that step made before) gives an outgoing request the
 * same idempotency key at every repetition. While several steps run at once, use the `fetch` of the step itself.
 */
function createSteps(line: Line, header: RunHeader) {
  const active: string[] = [];
  const counters = new Map<string, number>();
  const used = new Set<string>();
  const place = (step = active.length === 1 ? active[0]! : ''): Place => {
    const counter = counters.get(step) ?? 0;
    counters.set(step, counter + 1);
    return { step, counter };
  };
  return {
    place: () => place(),
    run: async <T>(name: string, work: ((step: Step) => Promise<T>) | FindOrCreate<T>): Promise<T> => {
      if (typeof name !== 'string' || name === '' || name.length > 200) throw new TypeError('a step has a name of 1 to 200 characters');
      if (used.has(name)) throw new TypeError(`step "${name}" is used twice in one handler; names are unique`);
      used.add(name);
      if (Object.hasOwn(header.steps, name)) return header.steps[name] as T;
      const step = { key: `${header.identity}/${name}`, fetch: (url: string, options?: RequestOptions) => request(line, url, options, place(name)) };
      active.push(name);
      try {
        const result = typeof work === 'function' ? await work(step) : ((await work.find(step)) ?? (await work.create(step)));
        const text = stringify(result);
        const value = text === undefined ? null : (parse(text) as T);
        await line.call('step.put', { name, value });
        return value as T;
      } finally {
        active.splice(active.indexOf(name), 1);
      }
    },
  };
}

async function request(line: Line, url: string, options: RequestOptions & { auth?: Auth } = {}, at: Place): Promise<Answer> {
  const { body, headers = {}, ...rest } = options;
  const isText = body === undefined || typeof body === 'string';
  const reply = await line.call<FetchReply>('fetch', {
    url: String(url),
    ...rest,
    headers: isText ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: isText ? body : stringify(body) }),
    ...at,
  });
  return {
    ...reply,
    ok: reply.status >= 200 && reply.status < 300,
    json<T>(): T {
      try {
        return parse(reply.body) as T;
      } catch {
        throw new PlatformError('NOT_JSON', `${reply.url} answered ${reply.status} with a body that is not JSON`);
      }
    },
  };
}
