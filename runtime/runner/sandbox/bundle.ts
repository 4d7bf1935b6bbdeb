/**
 * The sandbox's and the guest's entries, each bundled by esbuild to one file. The package ships them under dist/; a
 * checkout builds them once into node_modules/.cache, keyed by their sources.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../..');

/** Bundled into the guest, so it is needed where the guest is built and nowhere else. */
const URL_PACKAGE = 'whatwg-url-minimum';

/** The real path of the bundled sandbox entry: the permission model of the sandbox knows no links. */
export async function sandboxEntry(): Promise<string> {
  const shipped = join(here, 'sandbox.bundle.mjs');
  if (existsSync(shipped)) return realpathSync(shipped);
  const cache = join(root, 'node_modules/.cache/entrepot', `sandbox-${sourcesDigest()}.mjs`);
  if (!existsSync(cache)) {
    mkdirSync(dirname(cache), { recursive: true });
    writeFileSync(`${cache}.${process.pid}`, await buildSandbox());
    renameSync(`${cache}.${process.pid}`, cache);
  }
  return realpathSync(cache);
}

export async function buildSandbox(): Promise<string> {
  const { build } = await import('esbuild');
  const guest = await build({
    entryPoints: [join(root, 'sdk/guest/main.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'EntrepotGuest',
    platform: 'neutral',
    target: 'es2024',
    legalComments: 'none',
    minifySyntax: true,
    minifyWhitespace: true,
    define: { ENTREPOT_URL: JSON.stringify(await buildUrl(build)) },
  });
  const sandbox = await build({
    entryPoints: [join(here, 'main.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: ['isolated-vm'],
    define: { ENTREPOT_GUEST: JSON.stringify(guest.outputFiles[0]!.text) },
  });
  return sandbox.outputFiles[0]!.text;
}

/** URL and URLSearchParams as one expression: the guest keeps it as text until a package asks for them. */
async function buildUrl(build: typeof import('esbuild').build): Promise<string> {
  const bundled = await build({
    entryPoints: [createRequire(import.meta.url).resolve(URL_PACKAGE)],
    ...{ bundle: true, write: false, minify: true, format: 'iife', globalName: 'lib', platform: 'neutral', target: 'es2024', legalComments: 'none' },
  });
  return `(() => { ${bundled.outputFiles[0]!.text}; return { URL: lib.URL, URLSearchParams: lib.URLSearchParams }; })()`;
}

function sourcesDigest(): string {
  const hash = createHash('sha256');
  for (const folder of [here, join(root, 'sdk/guest'), join(root, 'sdk/contract')])
    for (const file of readdirSync(folder).sort()) if (file.endsWith('.ts')) hash.update(readFileSync(join(folder, file)));
  hash.update((createRequire(import.meta.url)(`${URL_PACKAGE}/package.json`) as { version: string }).version);
  return hash.digest('hex').slice(0, 16);
}
