/** Files as answers. */
import type { FileAnswer } from '../domain/kit/index.ts';

/** A file of somebody else: never shown in place, never run. */
export function fileResponse({ name, type, bytes }: FileAnswer): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    },
  });
}
