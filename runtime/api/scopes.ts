/** Which object scope an installation needs for a platform call: by the route's collection and whether it changes something. */
import { SCOPE_PATHS, type ObjectScope } from '../../sdk/contract/index.ts';
import { PlatformError } from '../base/index.ts';
import type { Route } from '../domain/kit/index.ts';
import { API_PATH } from './path.ts';

/** Where a platform call really goes: `..`, escapes and backslashes are resolved here, once, and never again. */
export function platformUrl(path: string): URL {
  const denied = new PlatformError('forbidden', `${JSON.stringify(path.slice(0, 200))} is not a path of the API.`, { code: 'PERMISSION_DENIED' });
  if (!URL.canParse(`http://host${API_PATH}${path}`)) throw denied;
  const url = new URL(`http://host${API_PATH}${path}`);
  // an escaped separator would be one name here and two segments to whoever decodes it later
  if (url.host !== 'host' || !url.pathname.startsWith(`${API_PATH}/`) || /%(25)*(2f|5c|2e|00)/i.test(url.pathname)) throw denied;
  return url;
}

export function requireScope(granted: readonly ObjectScope[], { method, path }: Pick<Route, 'method' | 'path'>): void {
  const family = SCOPE_PATHS.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`))?.[1];
  const needed = `${family ?? 'none'}:${method === 'GET' ? 'read' : 'write'}`;
  if (family && (granted as readonly string[]).includes(needed)) return;
  const what = `${method} ${path} needs the scope ${family ? needed : '(none grants it)'}; granted: ${granted.join(', ') || 'none'}.`;
  throw new PlatformError('forbidden', what, { code: 'PERMISSION_DENIED' });
}
