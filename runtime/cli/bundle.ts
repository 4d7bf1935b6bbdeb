/**
 * An author's project as one file with a source map. The sandbox has no module loader and no Node, so everything is
 * bundled, `entrepot` is this very package's sdk, and a Node module is refused with what to use instead.
 */
import { existsSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Message, Plugin } from 'esbuild';
import type { Fault } from '../registry/package/index.ts';
import { lookUp } from '../base/index.ts';

export interface Bundle {
  bundle: string;
  sourceMap: string;
  warnings: Fault[];
}

/** This package's own root and face: a checkout runs from .ts files, the installed package from dist/. */
const here = fileURLToPath(import.meta.url);
const extension = here.endsWith('.ts') ? '.ts' : '.js';
const sdk = fileURLToPath(new URL(`../../sdk/index${extension}`, import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));

/** What an author reaches for -> what there is. */
// prettier-ignore
const INSTEAD: Record<string, string> = {
  http: 'ctx.fetch(url, options)', https: 'ctx.fetch(url, options)', net: 'ctx.fetch(url, options)', tls: 'ctx.fetch(url, options)', dns: 'ctx.fetch(url, options)', http2: 'ctx.fetch(url, options)',
  fs: 'ctx.storage for data of your own', 'fs/promises': 'ctx.storage for data of your own', path: 'plain text functions', url: 'plain text functions',
  crypto: 'ctx.password() or the global crypto', timers: 'ctx.sleep(ms)', 'timers/promises': 'ctx.sleep(ms)', process: 'ctx.settings instead of the environment',
};

/** The bundle, or what is wrong with the source, each fault with its file and line. */
export async function bundleProject(folder: string, main = 'src/index.ts'): Promise<{ ok: true; value: Bundle } | { ok: false; faults: Fault[] }> {
  if (!existsSync(join(folder, main)))
    return { ok: false, faults: [{ path: main, message: 'This file is missing; it holds the code, or set "main" in extension.yaml.' }] };
  const { build } = await import('esbuild');
  try {
    const result = await build({
      absWorkingDir: folder,
      entryPoints: [main],
      outfile: join(folder, 'dist/extension.js'),
      bundle: true,
      write: false,
      format: 'cjs',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      conditions: ['import', 'default'],
      target: 'es2024',
      sourcemap: 'external',
      sourcesContent: true,
      // comments in the output would name the folder it was packed in
      minifyWhitespace: true,
      legalComments: 'none',
      charset: 'utf8',
      logLevel: 'silent',
      plugins: [platform],
    });
    const [map, code] = result.outputFiles;
    return { ok: true, value: { bundle: code!.text, sourceMap: portableMap(map!.text, folder), warnings: result.warnings.map(asFault) } };
  } catch (error) {
    const errors = (error as { errors?: Message[] }).errors;
    if (!errors?.length) throw error;
    return { ok: false, faults: errors.map(asFault) };
  }
}

const RESOLVING = Symbol('resolving');

/** `entrepot` is our own sdk; Node's modules are not there, unless a package of that name is installed. */
const platform: Plugin = {
  name: 'entrepot',
  setup(build) {
    build.onResolve({ filter: /^entrepot$/ }, () => ({ path: sdk, sideEffects: false }));
    build.onResolve({ filter: /^entrepot\// }, ({ path }) => ({
      errors: [{ text: `"${path}" is not available in the sandbox; import from "entrepot", and call the platform with ctx.platform.` }],
    }));
    build.onResolve({ filter: /^[a-z_]/ }, async ({ path, pluginData, ...rest }) => {
      const name = path.replace(/^node:/, '');
      if (pluginData === RESOLVING || (!path.startsWith('node:') && !builtinModules.includes(name))) return undefined;
      if (!path.startsWith('node:')) {
        const found = await build.resolve(path, { kind: rest.kind, resolveDir: rest.resolveDir, importer: rest.importer, pluginData: RESOLVING });
        if (!found.errors.length) return { path: found.path };
      }
      const other = lookUp(INSTEAD, name);
      const instead = other === undefined ? 'extensions run without Node' : `use ${other}`;
      return { errors: [{ text: `"${path}" is not available in the sandbox; ${instead}.` }] };
    });
  },
};

/** Sources relative to the project, and the sdk by its name: the same map wherever it was packed. */
function portableMap(text: string, folder: string): string {
  const map = JSON.parse(text) as { sources: string[] };
  map.sources = map.sources.map((source) => {
    const path = join(folder, 'dist', source);
    const inProject = slashed(relative(folder, path));
    if (!inProject.startsWith('../')) return inProject;
    const inPackage = slashed(relative(root, path));
    if (!inPackage.startsWith('../') && !inPackage.startsWith('node_modules/')) return `entrepot/${inPackage}`;
    const module = inProject.lastIndexOf('node_modules/');
    return module >= 0 ? inProject.slice(module) : `outside/${inProject.replaceAll('../', '')}`;
  });
  return JSON.stringify(map);
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

function asFault(message: Message): Fault {
  const { location } = message;
  const text = /[.!?]$/.test(message.text) ? message.text : `${message.text}.`;
  if (!location) return { path: '', message: text };
  const mark = `${location.lineText.slice(0, location.column).replaceAll(/[^\t]/g, ' ')}^`;
  return { path: `${location.file}:${location.line}:${location.column + 1}`, message: text, frame: `${location.lineText}\n${mark}` };
}
