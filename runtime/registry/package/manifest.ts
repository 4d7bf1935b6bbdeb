/**
 * `extension.yaml` and `manifest.json`: read with caps, checked by the schema of the contract, then by the rules a schema
 * cannot say. Every fault names its path, the value and what is allowed, and the line where the text is at hand.
 */
import { Cron } from 'croner';
import { isMap, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { eventDefinition, HOOK_TYPES, Manifest, OBJECT_SCOPES, type SecretManifest } from '../../../sdk/contract/index.ts';
import { asError, faultsOf } from '../../base/index.ts';
import { parseQuery } from '../../rql/index.ts';
import { MANIFEST_BYTES } from './archive.ts';
import { hint } from './did-you-mean.ts';
import type { Fault } from './faults.ts';
import { settingsSchemaFaults } from './settings-schema.ts';

const ALIASES_MAX = 100;
const DEPTH_MAX = 32;

export type Read = { manifest: Manifest; faults: [] } | { manifest: undefined; faults: Fault[] };

/** The author's YAML. */
export function readManifestYaml(text: string): Read {
  if (Buffer.byteLength(text) > MANIFEST_BYTES) return refused({ path: '', message: `The manifest has more than ${MANIFEST_BYTES} bytes.` });
  if (deepest(text) > DEPTH_MAX) return refused({ path: '', message: `Lists and maps in brackets are at most ${DEPTH_MAX} levels deep.` });
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { uniqueKeys: true, strict: true, merge: false, lineCounter: lines, prettyErrors: false });
    if (document.errors.length) {
      return refused(...document.errors.map((e) => ({ path: '', message: `${e.message}.`.replace(/\.\.$/, '.'), line: lines.linePos(e.pos[0]).line })));
    }
    const value: unknown = document.toJS({ maxAliasCount: ALIASES_MAX });
    const read = checkManifest(value);
    if (read.manifest) return read;
    return refused(...read.faults.map((fault) => ({ ...fault, ...lineOf(document, lines, fault.path) })));
  } catch (error) {
    return refused({ path: '', message: `The manifest cannot be read (${(error as Error).message}).` });
  }
}

/** The manifest.json of a package. */
export function readManifestJson(text: string): Read {
  try {
    return checkManifest(JSON.parse(text));
  } catch (error) {
    return refused({ path: 'manifest.json', message: `This is not JSON (${(error as Error).message}).` });
  }
}

function checkManifest(value: unknown): Read {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refused({ path: '', message: 'A manifest is a map; it starts with "name:", "version:", "type:" and "hooks:".' });
  if (JSON.stringify(value).length > MANIFEST_BYTES * 2)
    return refused({ path: '', message: `The manifest unfolds to more than ${MANIFEST_BYTES * 2} bytes.` });
  const faults = faultsOf(Manifest, value).map(asFault).map(advised);
  if (faults.length) return refused(...faults);
  const manifest = value as Manifest;
  faults.push(...hookFaults(manifest), ...scheduleFaults(manifest), ...referenceFaults(manifest));
  if (manifest.settings) faults.push(...settingsSchemaFaults(manifest.settings));
  return faults.length ? refused(...faults) : { manifest, faults: [] };
}

/** The hooks that the code defines against those the manifest announces. */
export function agreementFaults(manifest: Manifest, defined: readonly string[]): Fault[] {
  const announced = Object.keys(manifest.hooks);
  const faults: Fault[] = [];
  for (const type of announced)
    if (!defined.includes(type)) {
      const message = `The manifest announces this hook, the code does not define it; the code defines: ${defined.join(', ') || 'none'}.`;
      faults.push({ path: `hooks.${type}`, message });
    }
  for (const type of defined)
    if (!announced.includes(type)) {
      const message = `The code defines a hook "${type}", the manifest does not announce it; add "${type}: {}" below hooks, or remove it from the code.`;
      faults.push({
        path: 'hooks',
        message: (HOOK_TYPES as string[]).includes(type) ? message : `The code defines a hook "${type}", which is no event.${hint(type, HOOK_TYPES)}`,
      });
    }
  return faults;
}

function hookFaults(manifest: Manifest): Fault[] {
  const faults: Fault[] = [];
  for (const [type, hook] of Object.entries(manifest.hooks)) {
    const filter = hook?.filter === undefined ? undefined : filterFault(hook.filter);
    if (filter) faults.push({ path: `hooks.${type}.filter`, message: filter });
    const allowed = eventDefinition(type)!.statuses;
    for (const [i, status] of (hook?.statuses ?? []).entries()) {
      if (allowed.includes(status)) continue;
      const what = allowed.length ? `allowed: ${allowed.join(', ')}` : 'this event has no statuses; leave the field out';
      faults.push({
        path: `hooks.${type}.statuses.${i}`,
        message: `${JSON.stringify(status)} is not a status of this event; ${what}.${hint(status, allowed)}`,
      });
    }
  }
  return faults;
}

function filterFault(filter: string): string | undefined {
  try {
    const { filter: tree, ordering, select, search, limit, offset } = parseQuery(filter);
    if (ordering.length || select.length || search !== undefined || limit !== undefined || offset !== undefined)
      return `${JSON.stringify(filter)} is not allowed; a filter holds conditions only, no ordering, select, search or page.`;
    return tree ? undefined : `${JSON.stringify(filter)} is not allowed; a filter holds a condition, for example eq(type,purchase).`;
  } catch (error) {
    return `${JSON.stringify(filter)} is not RQL: ${asError(error).message}`;
  }
}

function cronFault(cron: string): string | undefined {
  try {
    new Cron(cron, { paused: true, mode: '5-part' });
    return undefined;
  } catch (error) {
    return `${JSON.stringify(cron)} is not a time table (${asError(error).message.replace(/^CronPattern: /, '')}); allowed are five fields such as "0 6 * * 1".`;
  }
}

function scheduleFaults(manifest: Manifest): Fault[] {
  const faults: Fault[] = [];
  const names = new Set<string>();
  for (const [i, schedule] of (manifest.schedules ?? []).entries()) {
    const path = `schedules.${i}`;
    if (names.has(schedule.name)) faults.push({ path: `${path}.name`, message: `"${schedule.name}" is used twice.` });
    names.add(schedule.name);
    if ((schedule.cron === undefined) === (schedule.everySeconds === undefined)) faults.push({ path, message: 'Give either cron or everySeconds.' });
    const cron = schedule.cron === undefined ? undefined : cronFault(schedule.cron);
    if (cron) faults.push({ path: `${path}.cron`, message: cron });
    if (schedule.timezone !== undefined && !isTimezone(schedule.timezone))
      faults.push({ path: `${path}.timezone`, message: `${JSON.stringify(schedule.timezone)} is not a timezone; allowed are names such as Europe/Berlin.` });
  }
  if (manifest.schedules?.length && !manifest.hooks.scheduled_execution)
    faults.push({ path: 'hooks', message: 'Schedules need the hook scheduled_execution; add "scheduled_execution: {}".' });
  return faults;
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** `{settings.NAME}` must be a text of the settings schema; a secret travels only to hosts the manifest opens. */
function referenceFaults(manifest: Manifest): Fault[] {
  const faults: Fault[] = [];
  const settings = Object.keys((manifest.settings?.['properties'] ?? {}) as Record<string, unknown>);
  const egress = manifest.permissions?.egress ?? [];
  const opened = egress.map((rule) => rule.host);
  const check = (host: string, path: string) => {
    const name = /^\{settings\.(\w+)\}$/.exec(host)?.[1];
    if (name === undefined) return;
    const declared = settings.includes(name) ? (manifest.settings!['properties'] as Record<string, { type?: unknown }>)[name] : undefined;
    if (declared?.type === 'string') return;
    const allowed = settings.filter((s) => (manifest.settings!['properties'] as Record<string, { type?: unknown }>)[s]?.type === 'string');
    faults.push({
      path,
      message: `"${host}" needs a text of that name below settings.properties; there are: ${allowed.join(', ') || 'none'}.${hint(name, allowed)}`,
    });
  };
  egress.forEach((rule, i) => check(rule.host, `permissions.egress.${i}.host`));
  for (const [name, secret] of Object.entries((manifest.permissions?.secrets ?? {}) as Record<string, SecretManifest>))
    secret.hosts.forEach((host, i) => {
      const path = `permissions.secrets.${name}.hosts.${i}`;
      check(host, path);
      if (!opened.some((pattern) => covers(pattern, host)))
        faults.push({ path, message: `"${host}" is not among permissions.egress; opened are: ${opened.join(', ') || 'none'}.` });
    });
  return faults;
}

function covers(pattern: string, host: string): boolean {
  return pattern.toLowerCase() === host.toLowerCase() || (pattern.startsWith('*.') && host.toLowerCase().endsWith(pattern.slice(1).toLowerCase()));
}

function asFault(text: string): Fault {
  const cut = text.indexOf(': ');
  const path = text.slice(0, cut);
  return { path: path === 'body' ? '' : path, message: text.slice(cut + 2) };
}

/** Names that are nearly right get the right one. */
function advised(fault: Fault): Fault {
  const hook = /^hooks\.([^.]+)$/.exec(fault.path)?.[1];
  if (hook && eventDefinition(hook)?.decisions.length === 0)
    return { ...fault, message: `"${hook}" is a published event that this version does not fire yet; it cannot be hooked.` };
  if (hook && /not known/.test(fault.message)) return { ...fault, message: `"${hook}" is no event.${hint(hook, HOOK_TYPES)}` };
  if (/^permissions\.objects\.\d+$/.test(fault.path)) {
    const value = /^"([^"]*)"/.exec(fault.message)?.[1] ?? '';
    return { ...fault, message: fault.message + hint(value, OBJECT_SCOPES) };
  }
  if (!/^This field is not known/.test(fault.message)) return fault;
  const steps = fault.path.split('.');
  const known = fieldsAt(steps.slice(0, -1));
  return { ...fault, message: `This field is not known here${known.length ? `; allowed: ${known.join(', ')}` : ''}.${hint(steps.at(-1)!, known)}` };
}

interface SchemaNode {
  properties?: Record<string, SchemaNode>;
  patternProperties?: Record<string, SchemaNode>;
  items?: SchemaNode;
}

/** The field names that the schema has at a path. */
function fieldsAt(steps: readonly string[]): string[] {
  let node: SchemaNode | undefined = Manifest as SchemaNode;
  for (const step of steps) node = node?.properties?.[step] ?? node?.items ?? Object.values(node?.patternProperties ?? {})[0];
  return Object.keys(node?.properties ?? {});
}

function lineOf(document: Document, lines: LineCounter, path: string): { line?: number } {
  const steps = path.split('.').filter(Boolean);
  for (let length = steps.length; length > 0; length--) {
    const offset = offsetOf(document, steps.slice(0, length));
    if (offset !== undefined) return { line: lines.linePos(offset).line };
  }
  return {};
}

/** Where a key or element stands in the text. */
function offsetOf(document: Document, steps: string[]): number | undefined {
  const parent = steps.length > 1 ? document.getIn(steps.slice(0, -1), true) : document.contents;
  const last = steps.at(-1)!;
  if (isMap(parent))
    return (parent.items.find((pair) => String((pair.key as { value?: unknown } | null)?.value) === last)?.key as Node | undefined)?.range?.[0];
  if (isSeq(parent)) return (parent.items[Number(last)] as Node | undefined)?.range?.[0];
  return undefined;
}

/** Flow brackets nested by the thousand overflow the parser's stack; counting them costs nothing. */
function deepest(text: string): number {
  let depth = 0;
  let most = 0;
  for (const char of text) {
    if (char === '[' || char === '{') most = Math.max(most, ++depth);
    else if (char === ']' || char === '}') depth = Math.max(0, depth - 1);
  }
  return most;
}

function refused(...faults: Fault[]): { manifest: undefined; faults: Fault[] } {
  return { manifest: undefined, faults };
}
