/** A packed project goes over HTTP: uploaded, consented to, installed, and its hook approves an order. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packProject } from '../../runtime/cli/project.ts';
import { createAccount, createToken } from '../../runtime/domain/accounts/index.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { startTestHost, until } from '../support/host.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'entrepot-install-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MANIFEST = `
name: acme-fulfil
version: 1.0.0
type: products
hooks:
  asset_purchase_request_processing: {}
permissions:
  egress:
    - host: '{settings.serviceUrl}'
      reason: create tenants
  secrets:
    token: { hosts: ['{settings.serviceUrl}'], required: true }
settings:
  type: object
  required: [serviceUrl]
  properties:
    serviceUrl: { type: string, format: uri }
    plan: { type: string, enum: [basic, plus], default: basic }
`;
const SOURCE = `
import { approve, defineExtension } from 'entrepot';
export default defineExtension({
  hooks: {
    asset_purchase_request_processing: async (ctx) => approve({ params: { url: ctx.settings.serviceUrl + '/' + ctx.settings.plan } }),
  },
});`;

async function packed(changes: { manifest?: (text: string) => string; source?: (text: string) => string } = {}): Promise<Buffer> {
  const project = mkdtempSync(join(folder, 'project-'));
  mkdirSync(join(project, 'src'));
  writeFileSync(join(project, 'extension.yaml'), (changes.manifest ?? String)(MANIFEST));
  writeFileSync(join(project, 'src/index.ts'), (changes.source ?? String)(SOURCE));
  const made = await packProject(project);
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return readFileSync(made.path);
}

interface Shown {
  id: string;
  status: string;
  version: string;
  [field: string]: unknown;
}
interface Refusal {
  error_code: string;
  errors: string[];
  params?: { permissions_digest: string };
}

async function start() {
  const system = await startTestHost();
  const world = await createWorld(system.store);
  const operator = await system.store.write(SYSTEM, async (ctx) => {
    const account = await createAccount(ctx, { name: 'Operator', role: 'operator' });
    return { id: account.id, token: (await createToken(ctx, { accountId: account.id, name: 'operator' })).token };
  });
  const upload = async (token: string, bytes: Buffer, path = '/devops/services') => {
    const answer = await fetch(`${system.host.url}/public/v1${path}`, { method: 'POST', headers: { authorization: token }, body: new Uint8Array(bytes) });
    return { status: answer.status, body: (await answer.json()) as Shown & Refusal & { service: { id: string }; permissions_digest: string } };
  };
  return { system, world, operator, upload, api: system.api, [Symbol.asyncDispose]: () => system[Symbol.asyncDispose]() };
}

const GOOD = { settings: { serviceUrl: 'https://mq.example' }, secrets: { token: 's3cret-value' } };

test('a packed extension is uploaded, installed with consent, and approves an order', async () => {
  await using it = await start();
  const { world, api } = it;
  const up = await it.upload(world.vendor.token, await packed());
  expect(up.status, JSON.stringify(up.body)).toBe(201);

  const service = { id: up.body.service.id };
  const asked = await api<Refusal>(world.vendor.token, 'POST', '/devops/installations', { service, ...GOOD });
  expect(asked.status).toBe(400);
  expect(asked.body.error_code).toBe('PKG_002');
  expect(asked.body.errors[0]).toBe('Approve, refuse or question orders without asking a person');
  expect(asked.body.errors.some((sentence) => sentence.includes('(now: https://mq.example): create tenants'))).toBe(true);
  expect(asked.body.params!.permissions_digest).toBe(up.body.permissions_digest);

  const consent = asked.body.params!.permissions_digest;
  const installed = await api<Shown>(world.vendor.token, 'POST', '/devops/installations', { service, ...GOOD, consent });
  expect(installed.status, JSON.stringify(installed.body)).toBe(201);
  expect(JSON.stringify(installed.body)).not.toContain('s3cret-value');
  expect(installed.body).toMatchObject({ status: 'installed', version: '1.0.0', secrets: [{ name: 'token', set: true }] });

  const placed = await api<Shown>(world.distributor.token, 'POST', '/requests', {
    type: 'purchase',
    asset: {
      connection: { id: world.connection },
      external_uid: 'order-1',
      items: [{ id: world.item, quantity: 1 }],
      params: [{ id: 'admin_email', value: 'it@nordwind.example' }],
      tiers: { customer: CUSTOMER },
    },
  });
  const settled = await until('the approval', async () => {
    const { body } = await api<Shown & { asset: { params: { id: string; value: string }[] } }>(world.vendor.token, 'GET', `/requests/${placed.body.id}`);
    return body.status === 'approved' && body;
  });
  expect(settled.asset.params.find((p) => p.id === 'url')!.value).toBe('https://mq.example/basic');
});
