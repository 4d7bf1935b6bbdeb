/** What others wrote, as answers: files, and the words of extensions. */
import type { FileAnswer, ForeignAnswer } from '../domain/kit/index.ts';

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

/** Headers that an extension may set: where to go, and `x-…` of its own. None that a browser, a proxy or this host obeys. */
const PASSED = /^(location|retry-after|x-(?!accel|sendfile|lighttpd|litespeed|frame|content|correlation|forwarded|real|xss|dns|permitted)[a-z0-9-]{1,60})$/;

/** An object as JSON, a text as plain text: nothing that a browser would run. */
export function foreignResponse({ status, headers, body }: ForeignAnswer): Response {
  const passed = Object.entries(headers).filter(([name, value]) => PASSED.test(name.toLowerCase()) && !/[^\t\x20-\x7e]/.test(value));
  const isText = typeof body === 'string';
  const empty = body === undefined || [204, 205, 304].includes(status);
  return new Response(empty ? null : isText ? body : JSON.stringify(body), {
    status,
    headers: { ...Object.fromEntries(passed), ...(empty ? {} : { 'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json' }) },
  });
}
