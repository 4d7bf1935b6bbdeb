/** Which object scope an installation needs for a platform call: by collection and whether it changes something. */
import type { ObjectScope } from '../../sdk/contract/index.ts';
import { PlatformError } from '../base/index.ts';

/** First path segments -> the family of scopes. What is not listed is not for extensions. */
// prettier-ignore
const FAMILIES: readonly [prefix: string, family: string][] = [
  ['/accounts', 'accounts'], ['/products', 'products'], ['/requests', 'requests'], ['/assets', 'assets'],
  ['/contracts', 'contracts'], ['/agreements', 'agreements'], ['/marketplaces', 'marketplaces'], ['/hubs', 'hubs'],
  ['/listings', 'listings'], ['/tier/accounts', 'tier-accounts'], ['/usage', 'usage'],
];

export function requireScope(granted: readonly ObjectScope[], method: string, path: string): void {
  const family = FAMILIES.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`) || path.startsWith(`${prefix}?`))?.[1];
  const needed = `${family ?? 'none'}:${method === 'GET' ? 'read' : 'write'}`;
  if (!family || !(granted as readonly string[]).includes(needed)) {
    throw new PlatformError(
      'forbidden',
      `${method} ${path.split('?')[0]} needs the scope ${family ? needed : '(none grants it)'}; granted: ${granted.join(', ') || 'none'}.`,
      { code: 'PERMISSION_DENIED' },
    );
  }
}
