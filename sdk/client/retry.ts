/** What may be sent again, and when. Nothing is repeated that could happen twice. */

const IDEMPOTENT = ['GET', 'PUT', 'DELETE'];
/** The host, or what stands before it, could not serve the call now. */
const LATER = [429, 502, 503, 504];
const BACKOFF_MAX_MS = 10_000;

export const isLater = (status: number): boolean => LATER.includes(status);

/**
 * Reads, and writes that set a state. Of all that is created only a first order has a key of its own: a purchase or transfer with an
 * `asset.external_uid` exists once per connection, so a second one is refused and tells of the first.
 */
export function mayRepeat(method: string, path: string, body: unknown): boolean {
  return IDEMPOTENT.includes(method) || isKeyedOrder(method, path, body);
}

interface Order {
  type?: unknown;
  asset?: { external_uid?: unknown; connection?: { id?: unknown } };
}

function isKeyedOrder(method: string, path: string, body: unknown): boolean {
  if (method !== 'POST' || path !== '/requests' || typeof body !== 'object' || body === null) return false;
  const { type, asset } = body as Order;
  return (type === 'purchase' || type === 'transfer') && isName(asset?.external_uid) && isName(asset?.connection?.id);
}

const isName = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** The order that an earlier attempt made, where a later one was refused for it. */
export function madeBefore(status: number, params: Record<string, unknown> | undefined): string | undefined {
  const id = params?.['request_id'];
  return status === 409 && typeof id === 'string' ? id : undefined;
}

/** Milliseconds before attempt `attempt` + 1: what the host asks for, else a random share of a step that doubles. */
export function waitMs(attempt: number, baseMs: number, retryAfterMs: number | undefined, random: () => number): number {
  const step = Math.min(BACKOFF_MAX_MS, baseMs * 2 ** (attempt - 1));
  const jitter = Math.round(step * (0.1 + 0.9 * random()));
  return retryAfterMs === undefined ? jitter : retryAfterMs + Math.round(baseMs * random());
}

/** `Retry-After` in seconds or as a date, in milliseconds from now. */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
