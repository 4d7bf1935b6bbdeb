/** A package on its way into a host: made from a project where that is what was named, uploaded, and consented to. */
import { readFileSync, statSync } from 'node:fs';
import { faultText } from '../registry/package/faults.ts';
import { ApiError, type Client } from './client.ts';
import { CliError, EXIT, printJson, say, withProgress } from './output.ts';
import type { Packed, Refused } from './project.ts';
import { confirm } from './prompt.ts';

/** The faults of a project end a command, each with its path. */
export function orFaults<T extends { ok: true }>(result: T | Refused, json: boolean | undefined): T {
  if (result.ok) return result;
  if (json) printJson(result);
  throw new CliError(`This is refused:\n  ${result.faults.map(faultText).join('\n  ')}`);
}

/** esbuild and the sandbox are loaded when they are needed, not for `--help`. */
export async function packed(folder: string, out: string | undefined, json: boolean | undefined): Promise<Packed> {
  const { packProject } = await import('./project.ts');
  return orFaults(await withProgress(`Packing ${folder}`, () => packProject(folder, out)), json);
}

export interface Version {
  version: string;
  service: { id: string; name: string };
  manifest?: {
    settings?: { required?: string[]; properties?: Record<string, { title?: string; type?: string }> };
    permissions?: { secrets?: Record<string, Secret> };
  };
}

interface Secret {
  title?: string;
  required?: boolean;
}

/** Uploads an .epkg or a project; one that is there already with the same contents is no fault. `account`: for the operator. */
export async function upload(client: Client, given: string, account: string | undefined, json: boolean | undefined): Promise<Version> {
  const bytes = readFileSync(isFolder(given) ? (await packed(given, undefined, json)).path : given);
  const path = `/devops/services${account === undefined ? '' : `?account=${encodeURIComponent(account)}`}`;
  return withProgress(`Uploading ${given}`, () => client.request<Version>('POST', path, bytes));
}

function isFolder(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw new CliError(`${JSON.stringify(path)} is neither a package (.epkg) nor a project folder.`, EXIT.usage);
  return found.isDirectory();
}

/** The host says what is asked for; the admin reads it and consents to exactly that. */
export function withConsent<T>(client: Client, path: string, body: object, yes: boolean): Promise<T> {
  return consented(client, path, body, async (sentences) => {
    say(`It asks to:\n${sentences.map((sentence) => `  - ${sentence}`).join('\n')}`);
    if (!yes) await confirm('Approve?', '--yes');
  });
}

/** Consents to what is asked for, once `approve` has seen it and does not throw. */
export async function consented<T>(client: Client, path: string, body: object, approve: (sentences: readonly string[]) => Promise<void>): Promise<T> {
  try {
    return await client.request<T>('POST', path, body);
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'PKG_002') throw error;
    await approve(error.errors);
    return client.request<T>('POST', path, { ...body, consent: error.params['permissions_digest'] });
  }
}

export interface Installation {
  id: string;
  status: string;
  version: string;
  previous_version: string | null;
  service: { id: string; name: string };
  owner: { id: string; name: string };
  settings: Record<string, unknown>;
  recording: boolean;
  latest_version?: string;
  secrets?: { name: string; title: string; required: boolean; set: boolean }[];
  hooks?: string[];
  permissions?: { sentence: string }[];
}
