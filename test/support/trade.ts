/** Trade on a host that runs as a process: extensions installed, orders placed and read, all over REST. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { until } from './host.ts';
import { entrepot, type DataFolder } from './process.ts';
import { CUSTOMER } from './world.ts';

const ORDER = 'asset_purchase_request_processing';

export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
}

export async function call<T = Record<string, unknown>>(folder: DataFolder, as: string, method: string, path: string, body?: unknown): Promise<Answer<T>> {
  const { accounts } = folder.credentials;
  const { api } = folder.json<{ api: string }>('host.json');
  const answer = await fetch(api + path, {
    method,
    headers: { authorization: accounts[as]!.token, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as T, headers: answer.headers };
}

/** `body` is the code of the purchase hook, with `ctx` and `request`. */
export async function installHandler(folder: DataFolder, body: string, limits: Record<string, number> = {}): Promise<void> {
  const project = join(folder.path, 'extension');
  mkdirSync(join(project, 'src'), { recursive: true });
  const manifest = { name: 'subject', version: '1.0.0', type: 'products', hooks: { [ORDER]: { statuses: ['pending'], retry: [0.2] } }, limits };
  writeFileSync(join(project, 'extension.yaml'), JSON.stringify(manifest));
  writeFileSync(
    join(project, 'src/index.ts'),
    `import { approve, defineExtension, inquire, Retry } from 'entrepot';
     export default defineExtension({ hooks: { ${ORDER}: async (ctx, request) => { ${body} } } });`,
  );
  const { code, stderr } = await entrepot(['install', project, '--yes', '--data', folder.path, '--as', 'vendor']);
  expect(code, stderr).toBe(0);
}

export function place(folder: DataFolder, uid: string): Promise<Answer<{ id: string }>> {
  const { world } = folder.credentials;
  return call(folder, 'distributor', 'POST', '/requests', {
    type: 'purchase',
    asset: {
      connection: { id: world!.connection },
      external_uid: uid,
      items: [{ id: world!.items['recurring'], quantity: 3 }],
      params: [{ id: 'admin_email', value: 'it@nordwind.example' }],
      tiers: { customer: CUSTOMER },
    },
  });
}

export async function placed(folder: DataFolder, uid: string): Promise<string> {
  const { status, body } = await place(folder, uid);
  expect(status, JSON.stringify(body)).toBe(201);
  return body.id;
}

export const approved = (folder: DataFolder, id: string, timeoutMs = 30_000) =>
  until(`the approval of ${id}`, async () => (await call(folder, 'vendor', 'GET', `/requests/${id}`)).body['status'] === 'approved', timeoutMs);

export interface ShownTask {
  id: string;
  state: string;
  attempts_counted: number;
  lane: { state: string };
  attempts?: { outcome: string | null; counted: boolean }[];
}

export const tasksOf = async (folder: DataFolder, object: string): Promise<ShownTask[]> => {
  const { body } = await call<ShownTask[]>(folder, 'vendor', 'GET', `/devops/tasks?object.id=${object}`);
  return Promise.all(body.map(async ({ id }) => (await call<ShownTask>(folder, 'vendor', 'GET', `/devops/tasks/${id}`)).body));
};
