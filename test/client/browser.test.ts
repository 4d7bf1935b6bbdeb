/** The client as a page has it: one bundle without anything of Node, which works where there is nothing but the web's own globals. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, expect, test } from 'vitest';
import { findChromium, openPage } from '../support/browser.ts';
import { startTestHost } from '../support/host.ts';
import { createWorld } from '../support/world.ts';

let bundle: string;

beforeAll(async () => {
  const built = await build({ entryPoints: ['sdk/client/index.ts'], bundle: true, platform: 'browser', format: 'iife', globalName: 'entrepot', write: false, metafile: true, minify: true }); // prettier-ignore
  bundle = built.outputFiles[0]!.text;
  const outside = Object.values(built.metafile.inputs).flatMap(({ imports }) => imports.filter(({ external }) => external));
  expect(outside).toEqual([]);
  expect(Object.keys(built.metafile.inputs).filter((path) => !path.startsWith('sdk/client/'))).toEqual([]);
});

test('it is small and names nothing of Node', () => {
  expect(bundle.length).toBeLessThan(16_000);
  expect(/\b(process|require|Buffer|__dirname|setImmediate)\b/.exec(bundle)).toBeNull();
});

/** What a page does with it; runs in both worlds below. */
const WALK = (url: string, token: string) => `(async () => {
  const { createClient, rql, ApiError } = entrepot;
  const client = createClient({ url: ${JSON.stringify(url)}, token: ${JSON.stringify(token)} });
  const names = [];
  for await (const { name } of client.collection('products').filter(rql.like('name', 'Back*'))) names.push(name);
  const { total } = await client.collection('products').page();
  const error = await client.collection('requests').resource('PR-0').get().catch((e) => e);
  return { names, total, refused: [error instanceof ApiError, error.status, error.errorCode, error.correlation.length] };
})()`;
const WALKED = { names: ['Backup'], total: 1, refused: [true, 404, 'NFND_000', 32] };

test('it works with the globals of the web alone', async () => {
  await using system = await startTestHost({ runners: 0 });
  const world = await createWorld(system.store);
  const web = { fetch, URL, Headers, Response, FormData, Blob, AbortSignal, setTimeout, clearTimeout, Uint8Array, ArrayBuffer };
  const context = createContext({ ...web });
  runInContext(bundle, context);
  expect(JSON.parse(JSON.stringify(await runInContext(WALK(system.host.url, world.vendor.token), context)))).toEqual(WALKED);
});

const chromium = findChromium();

test.skipIf(!chromium)(`it works on a page in Chromium${chromium ? '' : ' (skipped: no Chromium on the path, and ENTREPOT_TEST_CHROMIUM names none)'}`, async () => {
  const pages: Server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(`<!doctype html><script>${bundle.replaceAll('</', '<\\/')}</script>`));
  await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
  try {
    await using system = await startTestHost({ runners: 0, origins: [origin] });
    const world = await createWorld(system.store);
    await using page = await openPage(chromium!, origin);
    await expect.poll(() => page.evaluate<string>('document.readyState + typeof entrepot')).toBe('completeobject');
    expect(await page.evaluate(WALK(system.host.url, world.vendor.token))).toEqual(WALKED);
  } finally {
    pages.close();
  }
}); // prettier-ignore
