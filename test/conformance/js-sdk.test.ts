/**
 * The public npm client, unmodified, against a host: every resource that a client leads to and every class the package
 * exports, with each method that the platform can serve. What there is comes from the package itself.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROUTES } from '../../runtime/host/compose.ts';
import { describeEngines, ENGINES, type EngineCase } from '../support/engines.ts';
import * as accounts from './js-sdk/accounts.ts';
import * as around from './js-sdk/around.ts';
import * as billing from './js-sdk/billing.ts';
import * as catalogue from './js-sdk/catalogue.ts';
import { inventory, resources, used } from './js-sdk/client.ts';
import * as listings from './js-sdk/listings.ts';
import * as orders from './js-sdk/orders.ts';
import { skipped, unserved } from './js-sdk/skipped.ts';
import * as tiers from './js-sdk/tiers.ts';
import * as usage from './js-sdk/usage.ts';
import * as wire from './js-sdk/wire.ts';
import { startClientWorld, type ClientWorld } from './js-sdk/world.ts';

const PARTS = { ...accounts, ...catalogue, ...listings, ...orders, ...tiers, ...billing, ...usage, ...around, ...wire };

/** A whole host is slow on PGlite, and its queries are those of the server. */
const engines = ENGINES.filter(({ name }) => name !== 'pglite');

function suite(engine: EngineCase): void {
  let world: ClientWorld;
  beforeAll(async () => {
    world = await startClientWorld(engine);
  });
  afterAll(() => world.close());

  test.each(Object.entries(PARTS))('%s', (_, part) => part(world));
}

describeEngines('the JavaScript SDK', suite, engines);

test('every class and method of the package was used, or cannot be', () => {
  const all = inventory();
  // fewer would mean that the reflection misses something
  expect(all.length).toBeGreaterThan(200);
  expect(all.filter((name) => !used.has(name) && !skipped.includes(name))).toEqual([]);
  expect(skipped.filter((name) => used.has(name) || !all.includes(name))).toEqual([]);
});

/** What a resource inherits -> the call it makes. */
const CALLS: Readonly<Record<string, [method: string, suffix: string]>> = {
  ...{ search: ['GET', ''], create: ['POST', ''], get: ['GET', '/X'], update: ['PUT', '/X'], delete: ['DELETE', '/X'] },
};

test.each(unserved)('%s.%s is an operation that the platform does not have', (name, method) => {
  const { baseUri } = resources().find((one) => one.constructor.name === name)!;
  const [verb, suffix] = CALLS[method]!;
  const routes = ROUTES.map((route) => `${route.method} ${route.path.replaceAll(/\{\w+\}/g, 'X')}`);
  expect(routes).not.toContain(`${verb} ${baseUri}${suffix}`);
  expect(routes).toContain(`GET ${baseUri}`);
});
