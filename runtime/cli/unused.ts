/**
 * What a manifest asks for and the code never uses. The bundle is searched as text, for names and paths as they stand in it: what is built
 * from parts while the code runs is not seen, so this is a question to the author, not a fault.
 */
import { SCOPE_PATHS, type Manifest } from '../../sdk/contract/index.ts';

/** A dotted path of the manifest, and what is missed. */
export interface Unused {
  path: string;
  message: string;
}

export function unusedPermissions(manifest: Manifest, bundle: string): Unused[] {
  const { egress = [], secrets = {}, objects = [], storage } = manifest.permissions ?? {};
  const texts = textsOf(bundle);
  const path = (name: string) => `permissions.${name}`;
  return [
    ...egress.flatMap(({ host }, i) => (isHostUsed(host, bundle, texts) ? [] : [{ path: path(`egress.${i}.host`), message: `${host} appears nowhere in the code.` }])),
    ...Object.keys(secrets).flatMap((name) => (texts.includes(name) ? [] : [{ path: path(`secrets.${name}`), message: 'The code never names this secret.' }])),
    ...objects.flatMap((scope, i) => scopeUnused(scope, bundle, texts).map((message) => ({ path: path(`objects.${i}`), message: `${scope}: ${message}` }))),
    ...(storage && !isMember('storage', bundle) ? [{ path: path('storage'), message: 'The code never uses ctx.storage.' }] : []),
  ]; // prettier-ignore
}

/** Quoted texts and the fixed parts of templates. */
function textsOf(code: string): string[] {
  const strings = [...code.matchAll(/"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'/g)].map(([, double, single]) => double ?? single ?? '');
  const templates = [...code.matchAll(/`((?:[^`\\]|\\[^])*)`/g)].flatMap(([, template]) => template!.split(/\$\{[^}]*\}/));
  return [...strings, ...templates];
}

/** `.name`, `["name"]`, or taken out of an object by `{ name }`. */
function isMember(name: string, code: string): boolean {
  return new RegExp(`\\.${name}\\b|\\[["'\`]${name}["'\`]\\]|[{,]\\s*${name}\\s*[,:=}]`).test(code);
}

function isHostUsed(host: string, code: string, texts: readonly string[]): boolean {
  const setting = /^\{settings\.(\w+)\}$/.exec(host)?.[1];
  if (setting !== undefined) return isMember(setting, code);
  const name = host.replace(/^\*/, '').toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(name));
}

function scopeUnused(scope: string, code: string, texts: readonly string[]): string[] {
  const [family, kind] = scope.split(':') as [string, string];
  const prefixes = SCOPE_PATHS.filter(([, of]) => of === family).map(([prefix]) => prefix);
  const isOf = (text: string) => prefixes.some((prefix) => text === prefix || new RegExp(`^${prefix}[/?]`).test(text));
  if (!texts.some(isOf)) return [`no path of the API that needs it (${prefixes.join(', ')}) is in the code.`];
  if (kind === 'read') return [];
  // a path that is not given to get() at once may go anywhere
  const read = [...code.matchAll(/\.get(?:<[^>]*>)?\(\s*["'`]([^"'`$]*)/g)].filter(([, text]) => isOf(text!)).length;
  return texts.filter(isOf).length > read ? [] : ['its paths are only read; ask for read instead of write.'];
}
