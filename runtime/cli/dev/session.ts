/** An extension that changes while it runs: each good build becomes the live version of one installation; a bad one changes nothing. */
import type { Permission } from '../../registry/package/index.ts';
import type { Client } from '../client.ts';
import { consented, type Installation, type Version } from '../packages.ts';
import { makeProject, type Refused } from '../project.ts';

export interface DevOptions {
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  /** Whose installation it is, where the operator installs. */
  account?: string | undefined;
  allowPrivate?: boolean | undefined;
}

export type Pushed =
  | {
      ok: true;
      build: string;
      version: string;
      ms: number;
      hooks: string[];
      /** Powers that are new and gone since the build before. */ asks: string[];
      dropped: string[];
    }
  | { ok: true; unchanged: true; build: string }
  | Refused;

export class DevSession {
  installation: Installation | undefined;
  /** The build that the host runs. */
  live: string | undefined;
  readonly #client: Client;
  readonly #folder: string;
  readonly #options: DevOptions;
  #permissions: readonly Permission[] = [];

  constructor(client: Client, folder: string, options: DevOptions) {
    this.#client = client;
    this.#folder = folder;
    this.#options = options;
  }

  /** Builds, and makes the build live. What was under way ends on the code it began with. */
  async push(): Promise<Pushed> {
    const started = performance.now();
    const made = await makeProject(this.#folder, { dev: true });
    if (!made.ok) return made;
    const { build, version, manifest, permissions } = made;
    if (build === this.live) return { ok: true, unchanged: true, build };
    const { account } = this.#options;
    const uploaded = await this.#client.request<Version>('POST', `/devops/services${account === undefined ? '' : `?account=${account}`}`, made.bytes);
    this.installation = await this.#activate(uploaded.service.id, version);
    // what the host runs, read back
    const running = await this.#client.request<Installation>('GET', `/devops/installations/${this.installation.id}`);
    if (running.version !== version) throw new Error(`the host runs ${running.version} instead of ${version}`);
    const before = this.live === undefined ? permissions : this.#permissions;
    [this.live, this.#permissions] = [build, permissions];
    const sentences = (all: readonly Permission[], without: readonly Permission[]) =>
      all.map((p) => p.sentence).filter((s) => !without.some((p) => p.sentence === s));
    return {
      ...{ ok: true, build, version, ms: Math.round(performance.now() - started), hooks: Object.keys(manifest.hooks) },
      ...{ asks: sentences(permissions, before), dropped: sentences(before, permissions) },
    };
  }

  async #activate(service: string, version: string): Promise<Installation> {
    const there = this.installation ?? (await this.#find(service));
    if (there?.version === version) return there;
    if (there) return this.#consented(`/devops/installations/${there.id}/upgrade`, { version });
    const { settings, secrets, account, allowPrivate } = this.#options;
    return this.#consented('/devops/installations', {
      ...{ service: { id: service }, version, settings, secrets },
      ...(account === undefined ? {} : { account: { id: account } }),
      ...(allowPrivate ? { allow_private: true } : {}),
    });
  }

  async #find(service: string): Promise<Installation | undefined> {
    const all = await this.#client.request<Installation[]>('GET', `/devops/installations?service.id=${service}&limit=100`);
    return all.find((one) => one.status !== 'uninstalled' && (this.#options.account === undefined || one.owner.id === this.#options.account));
  }

  /** The author consents to what the author asks for; the difference is shown with each build. */
  #consented(path: string, body: object): Promise<Installation> {
    return consented(this.#client, path, body, async () => {});
  }
}
