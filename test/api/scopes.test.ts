/** An installation's platform call is judged by the path that is really served, not by the text it was written as. */
import { expect, test } from 'vitest';
import { platformUrl, requireScope } from '../../runtime/api/index.ts';

const judge = (method: string, path: string) => () => requireScope(['requests:read', 'requests:write'], method, platformUrl(path));

test.each([
  '/requests/../auth/tokens',
  '/requests/%2e%2e/auth/tokens',
  '/requests/.%2E/accounts',
  '/requests/x/../../auth/tokens',
  '\\requests\\..\\auth\\tokens',
  '/requests/../../../runner/v1/bundles/x',
  '/../../docs',
  '/requests\t/../auth/tokens',
  '/requests/..%2fauth/tokens',
  '/requests/..%5cauth/tokens',
  '@evil.example/requests',
  '/requestsx',
])('%j is not covered by the scopes of requests', (path) => {
  expect(judge('POST', path)).toThrow(expect.objectContaining({ code: 'PERMISSION_DENIED' }) as Error);
});

test('what the scopes cover is let through, with its query', () => {
  expect(judge('GET', '/requests?eq(status,pending)')).not.toThrow();
  expect(judge('POST', '/requests/PR-1-2-3-001/approve')).not.toThrow();
  expect(() => requireScope(['requests:read'], 'POST', platformUrl('/requests'))).toThrow(expect.objectContaining({ code: 'PERMISSION_DENIED' }) as Error);
});
