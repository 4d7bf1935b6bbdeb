/** Files as answers. */
import type { FileAnswer } from '../domain/kit/index.ts';

/** A file of somebody else: never shown in place, never run. */
export function fileResponse({ name, type, body }: FileAnswer, status: number): Response {
  return new Response(body instanceof Uint8Array ? new Uint8Array(body) : ReadableStream.from(body), {
    status,
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    },
  });
}
