/**
 * RabbitMQ's management API as the few calls this extension needs. What a status or a fault means for the task is decided
 * here: a broker that is down or overloaded is tried again, a refusal is for a person.
 */
import { NonRetriable, Retry, type Answer, type Context, type Step } from 'entrepot';

export interface Settings {
  product: string;
  managementUrl: string;
  amqpUrl: string;
  adminUser: string;
  connectionsItem?: string;
  queuesItem?: string;
}

/** A step's own fetch, or the context's. */
export type Via = Pick<Step, 'fetch'>;
type Method = 'GET' | 'PUT' | 'DELETE';

/** What connecting can fail with that time may heal; anything else is a missing grant or a wrong address. */
const PASSING = ['CONNECTION_FAILED', 'TIMEOUT'];
const SHOWN = 300;

export interface Broker {
  /** Undefined where there is none of that name. */
  vhost(via: Via, name: string): Promise<{ tags: string[] } | undefined>;
  user(via: Via, name: string): Promise<{ tags: string[] } | undefined>;
  /** True where it did not exist before. */
  putVhost(via: Via, name: string, description: string, tags: string[]): Promise<boolean>;
  putUser(via: Via, name: string, password: string, tags: string[]): Promise<void>;
  putPermissions(via: Via, vhost: string, user: string): Promise<void>;
  /** -1: no limit. */
  limit(via: Via, vhost: string, limit: 'max-connections' | 'max-queues', value: number): Promise<void>;
  /** Closes what a user has open, in every virtual host. */
  closeConnections(via: Via, user: string, reason: string): Promise<void>;
  removeUser(via: Via, name: string): Promise<void>;
  removeVhost(via: Via, name: string): Promise<void>;
}

export function createBroker(ctx: Pick<Context<Settings>, 'settings'>): Broker {
  const { managementUrl, adminUser } = ctx.settings;
  const base = managementUrl.replace(/\/+$/, '');

  /** A 404 is an answer; every other status beside success ends the attempt. */
  async function call(via: Via, method: Method, path: string[], body?: unknown, headers?: Record<string, string>): Promise<Answer> {
    const url = `${base}/api/${path.map(encodeURIComponent).join('/')}`;
    const auth = { type: 'basic', username: adminUser, secret: 'adminPassword' } as const;
    let answer: Answer;
    try {
      answer = await via.fetch(url, { method, auth, redirect: 'error', ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) });
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code !== undefined && PASSING.includes(code)) throw new Retry({ reason: `RabbitMQ cannot be reached: ${message}` });
      throw error;
    }
    if (answer.ok || answer.status === 404) return answer;
    const what = `RabbitMQ answered ${answer.status} to ${method} /api/${path[0]}`;
    if (answer.status >= 500 || answer.status === 429) throw new Retry({ reason: `${what}: ${reasonOf(answer)}` });
    if (answer.status === 401)
      throw new NonRetriable(`RabbitMQ refuses the administrator ${adminUser}: correct the setting adminUser or the secret adminPassword, then replay.`);
    throw new NonRetriable(`${what}: ${reasonOf(answer)}`);
  }

  /** A write may not be answered by "not there". */
  async function put(via: Via, path: string[], body: unknown): Promise<Answer> {
    const answer = await call(via, 'PUT', path, body);
    if (answer.status === 404) throw new NonRetriable(`RabbitMQ has no ${path.slice(0, 2).join(' ')}; is managementUrl the management API?`);
    return answer;
  }

  async function tagged(via: Via, kind: 'vhosts' | 'users', name: string): Promise<{ tags: string[] } | undefined> {
    const answer = await call(via, 'GET', [kind, name]);
    return answer.status === 404 ? undefined : { tags: listOf(answer.json<{ tags?: unknown }>().tags) };
  }

  return {
    vhost: (via, name) => tagged(via, 'vhosts', name),
    user: (via, name) => tagged(via, 'users', name),
    putVhost: async (via, name, description, tags) => (await put(via, ['vhosts', name], { description, tags: tags.join(',') })).status === 201,
    putUser: async (via, name, password, tags) => void (await put(via, ['users', name], { password, tags: tags.join(',') })),
    putPermissions: async (via, vhost, user) => void (await put(via, ['permissions', vhost, user], { configure: '.*', write: '.*', read: '.*' })),
    limit: async (via, vhost, limit, value) => void (await put(via, ['vhost-limits', vhost, limit], { value })),
    closeConnections: async (via, user, reason) => void (await call(via, 'DELETE', ['connections', 'username', user], undefined, { 'x-reason': reason })),
    removeUser: async (via, name) => void (await call(via, 'DELETE', ['users', name])),
    removeVhost: async (via, name) => void (await call(via, 'DELETE', ['vhosts', name])),
  };
}

/** Tags come as a list or, from older brokers, as text with commas. */
function listOf(tags: unknown): string[] {
  if (Array.isArray(tags)) return tags.map(String);
  return typeof tags === 'string' ? tags.split(',').map((t) => t.trim()) : [];
}

/** `reason` is text, or a nested list of an Erlang term. */
function reasonOf(answer: Answer): string {
  try {
    const { reason, error } = answer.json<{ reason?: unknown; error?: unknown }>();
    const shown = reason ?? error ?? '';
    return (typeof shown === 'string' ? shown : JSON.stringify(shown)).slice(0, SHOWN);
  } catch {
    return answer.body.slice(0, SHOWN);
  }
}
