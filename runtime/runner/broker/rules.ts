/** Whether a request may leave: its URL, host, method and headers against what was granted. */
import type { TaskFrame } from '../../../sdk/contract/index.ts';
import { CapabilityError } from './errors.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
/** Headers that belong to the connection, not to the guest. */
const FORBIDDEN = /^(host|connection|content-length|transfer-encoding|upgrade|keep-alive|te|trailer|expect|proxy-.*)$/i;
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** The canonical URL: number tricks, case and escapes are resolved by the parser before anything is compared. */
export function parseUrl(text: string): URL {
  if (!URL.canParse(text)) throw new CapabilityError('BAD_URL', `${JSON.stringify(text.slice(0, 200))} is not a URL`);
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new CapabilityError('BAD_URL', `${url.protocol} is not allowed; allowed: https:, http:`);
  if (url.username || url.password) throw new CapabilityError('BAD_URL', 'a URL carries no credentials; use auth with a secret');
  return url;
}

/** Label by label: `*.shop.com` is `a.shop.com`, never `evilshop.com` nor `shop.com.evil`. A rule without port means the default one. */
export function hostMatches(pattern: string, url: URL): boolean {
  const [name = '', port = ''] = pattern.toLowerCase().split(/:(?=\d+$)/);
  if (port !== (url.port || '') && !(port === defaultPort(url) && !url.port)) return false;
  const host = url.hostname.replace(/\.$/, '');
  if (!name.startsWith('*.')) return host === name;
  const rest = name.slice(1);
  return host.endsWith(rest) && !host.slice(0, -rest.length).includes('.') && host.length > rest.length;
}

export function checkEgress(task: TaskFrame, url: URL, method: string): void {
  if (!METHODS.includes(method)) throw new CapabilityError('BAD_REQUEST', `${method} is not allowed; allowed: ${METHODS.join(', ')}`);
  const rules = task.egress.filter((rule) => hostMatches(rule.host, url));
  if (!rules.length)
    throw new CapabilityError('EGRESS_DENIED', `${url.host} is not among the granted hosts: ${task.egress.map((r) => r.host).join(', ') || 'none'}`);
  if (!rules.some((rule) => !rule.methods || rule.methods.includes(method)))
    throw new CapabilityError('EGRESS_DENIED', `${method} is not granted for ${url.host}`);
}

export function checkHeaders(headers: Record<string, string>): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (!HEADER_NAME.test(name) || FORBIDDEN.test(name)) throw new CapabilityError('BAD_REQUEST', `header ${JSON.stringify(name)} is not allowed`);
    // eslint-disable-next-line no-control-regex -- a line break would start a header of its own
    if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) throw new CapabilityError('BAD_REQUEST', `header ${name}: its value has a control character`);
    out[name.toLowerCase()] = value;
  }
  return out;
}

function defaultPort(url: URL): string {
  return url.protocol === 'https:' ? '443' : '80';
}
