/** The life of an installation over HTTP: versions and new powers, settings back and forth, pause, farewell; and what is refused leaves nothing. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packProject } from '../../runtime/cli/project.ts';
import { makePackage } from '../../runtime/registry/package/index.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { startTestHost, until } from '../support/host.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'entrepot-versions-'));
let system: Awaited<ReturnType<typeof startTestHost>>;
let world: Awaited<ReturnType<typeof createWorld>>;
beforeAll(async () => {
  system = await startTestHost();
  world = await createWorld(system.store);
});
afterAll(async () => {
  await system[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const HEAD = (version: string) => `name: acme-versions\nversion: ${version}\ntype: products\nhooks:\n  asset_purchase_request_processing: {}\n`;
const SETTINGS = (more = '') => `settings:\n  type: object\n  properties:\n    plan: { type: string, enum: [basic, plus], default: basic }\n${more}`;
const SOURCE = `import { defineExtension } from 'entrepot';

function broken(order: { id: string }): never {
  throw new TypeError(\`no tenant for \${order.id.slice(0, 3)}\`);
}

export default defineExtension({
  hooks: { asset_purchase_request_processing: async (_ctx, order) => broken(order) },
});
`;

async function packed(manifest: string): Promise<Buffer> {
  const project = mkdtempSync(join(folder, 'project-'));
  mkdirSync(join(project, 'src'));
  writeFileSync(join(project, 'extension.yaml'), manifest);
  writeFileSync(join(project, 'src/index.ts'), SOURCE);
  const made = await packProject(project);
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return readFileSync(made.path);
}

interface Shown {
  id: string;
  status: string;
  version: string;
  previous_version: string | null;
  settings: Record<string, unknown>;
  permissions_digest: string;
  service: { id: string };
  error_code: string;
  errors: string[];
  params: { permissions_digest: string; permissions: { sentence: string }[] };
  new: { sentence: string }[];
  dropped: { sentence: string }[];
}

async function upload(bytes: Buffer): Promise<{ status: number; body: Shown }> {
  const answer = await fetch(`${system.host.url}/public/v1/devops/services`, {
    method: 'POST',
    headers: { authorization: world.vendor.token },
    body: new Uint8Array(bytes),
  });
  return { status: answer.status, body: (await answer.json()) as Shown };
}
const call = (method: string, path: string, body?: unknown) => system.api<Shown>(world.vendor.token, method, `/devops/${path}`, body);

test('nothing of a refused package is stored', async () => {
  const rows = () =>
    system.store.read(SYSTEM, async ({ tx }) =>
      Promise.all(
        (['extension', 'environment', 'package_version', 'event'] as const).map(async (table) => (await tx.selectFrom(table).selectAll().execute()).length),
      ),
    );
  const before = await rows();
  const manifest = { name: 'acme-refused', version: '1.0.0', type: 'products' as const, hooks: { contract_changed: {} } };
  const map = JSON.stringify({ version: 3, sources: ['src/index.ts'], mappings: '' });
  const good = (await makePackage(manifest, 'globalThis.x = 1', map)).bytes;
  const tampered = gzipSync(Buffer.from(gunzipSync(good).toString('latin1').replace('globalThis.x = 1', 'globalThis.x = 2'), 'latin1'));
  for (const [bytes, said] of [
    [(await makePackage({ ...manifest, hooks: { nosuch: {} } as never }, 'x', map)).bytes, /manifest\.json: hooks\.nosuch: "nosuch" is no event/],
    [(await makePackage(manifest, 'throw new Error("at load")', map)).bytes, /dist\/extension\.js: The code did not load in the sandbox/],
    [good, /dist\/extension\.js|hooks/],
    [tampered, /dist\/extension\.js: Its digest is [0-9a-f]{64}, digests\.json says/],
    [good.subarray(0, 100), /cannot be read/],
    [Buffer.from('{}'), /This is not a package/],
  ] as const) {
    const answer = await upload(Buffer.from(bytes));
    expect([answer.status, answer.body.error_code]).toEqual([400, 'PKG_001']);
    expect(answer.body.errors.join('\n')).toMatch(said);
  }
  expect(await rows()).toEqual(before);
});

test('an installation goes through versions with consent to what is new, back, to sleep and away', async () => {
  const first = await upload(await packed(HEAD('1.0.0') + SETTINGS()));
  expect(first.status, JSON.stringify(first.body)).toBe(201);
  const service = { id: first.body.service.id };
  const none = await call('POST', 'installations', { service, settings: { plna: 'plus' }, secrets: { key: 'x' } });
  expect(none.body.errors).toEqual([
    'settings.plna: This setting is not known to the extension; allowed: plan. Did you mean "plan"?',
    'secrets.key: The extension has no such secret; allowed: none.',
  ]);
  const installed = await call('POST', 'installations', { service, settings: { plan: 'plus' }, consent: first.body.permissions_digest });
  expect(installed.status, JSON.stringify(installed.body)).toBe(201);
  const at = `installations/${installed.body.id}`;

  // the same powers: no question asked
  expect((await upload(await packed(HEAD('1.1.0') + SETTINGS('    size: { type: integer, default: 3 }\n')))).status).toBe(201);
  expect((await call('POST', `${at}/upgrade`, { version: '1.1.0' })).body).toMatchObject({
    version: '1.1.0',
    previous_version: '1.0.0',
    settings: { plan: 'plus' },
  });

  // a new power: told, and only with consent to exactly these
  const wide = await upload(await packed(`${HEAD('2.0.0')}permissions:\n  egress:\n    - { host: mq.example, reason: create tenants }\n${SETTINGS()}`));
  const change = await call('GET', `${at}/permissions?version=2.0.0`);
  expect(change.body.new.map((p) => p.sentence)).toEqual(['Send data to mq.example']);
  expect(change.body.dropped).toEqual([]);
  const asked = await call('POST', `${at}/upgrade`, {});
  expect([asked.status, asked.body.error_code, asked.body.errors]).toEqual([400, 'PKG_002', ['Send data to mq.example: create tenants']]);
  expect(asked.body.params.permissions_digest).toBe(wide.body.permissions_digest);
  const stale = await call('POST', `${at}/upgrade`, { consent: first.body.permissions_digest });
  expect(stale.body.error_code).toBe('PKG_002');
  const upgraded = await call('POST', `${at}/upgrade`, { consent: wide.body.permissions_digest, settings: { plan: 'basic' } });
  expect(upgraded.body).toMatchObject({ version: '2.0.0', previous_version: '1.1.0', settings: { plan: 'basic' } });
  expect((await call('POST', `${at}/upgrade`, { version: '2.0.0' })).body.errors[0]).toMatch(/is at 2\.0\.0 already/);
  expect((await call('POST', `${at}/upgrade`, { version: '9.9.9' })).status).toBe(404);

  expect((await call('POST', `${at}/rollback`)).body).toMatchObject({ version: '1.1.0', settings: { plan: 'plus' } });
  expect((await call('POST', `${at}/pause`)).body.status).toBe('paused');
  expect((await call('POST', `${at}/pause`)).body).toMatchObject({ error_code: 'REQ_003' });
  expect((await call('POST', `${at}/resume`)).body.status).toBe('installed');
  expect((await call('DELETE', at)).body.errors[0]).toMatch(/is installed; uninstall it first/);
  expect((await call('POST', `${at}/uninstall`, { data: 'keep' })).body).toMatchObject({ status: 'uninstalled', settings: { plan: 'plus' } });
  expect((await call('POST', `${at}/upgrade`, { version: '2.0.0', consent: wide.body.permissions_digest })).body.error_code).toBe('REQ_003');
  expect((await call('DELETE', at)).status).toBe(204);
  expect((await call('GET', at)).status).toBe(404);
});

test('a version never changes, and its owner is asked for everything else', async () => {
  const again = await upload(await packed(`${HEAD('1.0.0')}description: other contents\n${SETTINGS()}`));
  expect(again.body.errors[0]).toMatch(/^version: 1\.0\.0 of acme-versions exists with other contents, and a version never changes; raise it/);
  const foreign = await system.api<Shown>(world.distributor.token, 'GET', '/devops/services');
  expect(foreign.body).toEqual([]);
  const misspelt = await fetch(`${system.host.url}/public/v1/devops/services?acount=VA-1`, {
    method: 'POST',
    headers: { authorization: world.vendor.token },
    body: 'x',
  });
  expect([misspelt.status, await misspelt.json()]).toEqual([
    400,
    { error_code: 'VAL_001', errors: ['acount: This parameter is not known here; allowed: account.'] },
  ]);
});

test('an error of the author is told with the lines of the author', async () => {
  const { body: service } = await call('GET', 'services?eq(name,acme-versions)');
  const { id } = (service as unknown as Shown[])[0]!;
  const version = (await call('GET', `services/${id}/versions/1.0.0`)).body;
  expect((await call('POST', 'installations', { service: { id }, version: '1.0.0', consent: version.permissions_digest })).status).toBe(201);
  const order = {
    type: 'purchase',
    asset: {
      ...{ connection: { id: world.connection }, external_uid: 'stack-1', items: [{ id: world.item, quantity: 1 }] },
      ...{ params: [{ id: 'admin_email', value: 'it@nordwind.example' }], tiers: { customer: CUSTOMER } },
    },
  };
  expect((await system.api(world.distributor.token, 'POST', '/requests', order)).status).toBe(201);
  const attempt = await until('the failed attempt', async () => {
    const { body: tasks } = await system.api<{ id: string }[]>(world.vendor.token, 'GET', '/devops/tasks');
    const { body: task } = await system.api<{ attempts: { message: string | null; stack: string }[] }>(
      world.vendor.token,
      'GET',
      `/devops/tasks/${tasks[0]?.id ?? 'none'}`,
    );
    return task.attempts?.find((a) => a.message !== null);
  });
  expect(attempt.message).toContain('no tenant for PR-');
  expect(attempt.stack).toMatch(/broken.*src\/index\.ts:4:\d+/);
  expect(attempt.stack).toMatch(/src\/index\.ts:8:\d+/);
});
