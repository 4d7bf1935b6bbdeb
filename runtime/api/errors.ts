/** Anything thrown below becomes the published error body; what is not meant for the caller is logged and says nothing. */
import type { Context as HonoContext } from 'hono';
import { PlatformError, type Log } from '../base/index.ts';

export function errorResponse(error: unknown, log: Log, correlation: string): Response {
  const known = error instanceof PlatformError ? error : new PlatformError('internal', `Internal error, correlation ${correlation}.`);
  if (!(error instanceof PlatformError)) log.error({ err: error, correlation }, 'a request failed');
  // exactly application/json: a charset suffix makes the JavaScript SDK drop the body (platform-api.md section 1.1)
  return new Response(JSON.stringify(known.toBody()), {
    status: known.status,
    headers: { 'content-type': 'application/json', 'x-correlation-id': correlation },
  });
}

export function noRoute(c: HonoContext): PlatformError {
  return new PlatformError('notFound', `There is no ${c.req.method} ${c.req.path}; see /docs.`);
}
