/** Names that every object inherits are names like any other that is not known: told so, and never found in a table. */
import { expect, test } from 'vitest';
import { createLog, lookUp } from '../../runtime/base/index.ts';
import { createApi } from '../../runtime/api/index.ts';
import { ROUTES } from '../../runtime/host/compose.ts';
import { INHERITED } from '../support/bodies.ts';
import { ENGINES } from '../support/engines.ts';
import { createWorld } from '../support/world.ts';

test('a table holds what is its own', () => {
  const table = { purchase: 1 };
  expect(lookUp(table, 'purchase')).toBe(1);
  for (const name of INHERITED) expect(lookUp(table, name)).toBeUndefined();
});

test('kinds, fields and operators by such a name are refused by name', async () => {
  const store = await ENGINES[0]!.open();
  await using _ = { [Symbol.asyncDispose]: () => store.close() };
  const world = await createWorld(store);
  const api = createApi({ store, routes: ROUTES, log: createLog({ level: 'silent' }), version: '0' });
  const said = async (method: string, path: string, body?: object) => {
    const headers = { authorization: world.distributor.token, 'content-type': 'application/json' };
    const answer = await api.app.fetch(new Request(`http://host/public/v1${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }));
    return `${answer.status} ${((await answer.json()) as { errors?: string[] }).errors?.join(' ')}`;
  };
  for (const name of INHERITED) {
    expect(await said('POST', '/requests', { type: name, asset: {} })).toMatch(new RegExp(`^400 type: "${name}" is not allowed; allowed: .*purchase`));
    expect(await said('POST', '/tier/config-requests', { type: name })).toMatch(new RegExp(`^400 type: "${name}" is not allowed; allowed: .*setup`));
    expect(await said('GET', `/requests?${name}(id,x)`)).toContain(`400 query: "${name}" is not an operator`);
    expect(await said('GET', `/requests?id=${name}=x`)).toContain(`"${name}" at position`);
    expect(await said('GET', `/requests?ordering(${name})`)).toContain('400');
  }
});
