/** Anything thrown below becomes the published error body; what is not meant for the caller is logged and says nothing. */
import { PlatformError, type Log } from '../base/index.ts';

export function errorResponse(error: unknown, log: Log, correlation: string): Response {
  const known = error instanceof PlatformError ? error : new PlatformError('internal', `Internal error, correlation ${correlation}.`);
  if (!(error instanceof PlatformError)) log.error({ err: error, correlation }, 'a request failed');
  // exactly application/json: a charset suffix makes the JavaScript SDK drop the body (platform-api.md section 1.1)
  return new Response(JSON.stringify(known.toBody()), { status: known.status, headers: { 'content-type': 'application/json', ...headersOf(known) } });
}

function headersOf({ kind, params }: PlatformError): Record<string, string> {
  switch (kind) {
    case 'methodNotFound':
      return { allow: (params!['allow'] as string[]).join(', ') };
    case 'unauthorized':
      return { 'www-authenticate': 'ApiKey' };
    case 'unavailable':
      return { 'retry-after': '1' };
    case 'tooMany':
      return { 'retry-after': String(params?.['retry_after'] ?? 1) };
    // what is still being sent is not waited for
    case 'bodyTooLarge':
      return { connection: 'close' };
    default:
      return {};
  }
}
