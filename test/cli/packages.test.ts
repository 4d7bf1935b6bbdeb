/** What an author and an admin ask of packages without a host: what is asked for in vain, and what differs. */
import { expect, test } from 'vitest';
import type { Manifest } from '../../sdk/contract/index.ts';
import { diffPackages } from '../../runtime/cli/package-diff.ts';
import { unusedPermissions } from '../../runtime/cli/unused.ts';
import { makePackage } from '../../runtime/registry/package/index.ts';

const base: Manifest = { name: 'mine', version: '1.0.0', type: 'products', hooks: { asset_purchase_request_processing: {} } };
const asking = (permissions: Manifest['permissions']): Manifest => ({ ...base, ...(permissions ? { permissions } : {}) });
const pathsOf = (permissions: Manifest['permissions'], code: string) => unusedPermissions(asking(permissions), code).map(({ path }) => path);

const reason = 'because';
test.each<[string, Manifest['permissions'], string, string[]]>([
  ['a host in a text', { egress: [{ host: 'api.example', reason }] }, 'ctx.fetch("https://API.example/x")', []],
  ['a host in a template', { egress: [{ host: 'api.example', reason }] }, 'ctx.fetch(`https://api.example/${id}/x`)', []],
  ['a host of a family', { egress: [{ host: '*.mq.example', reason }] }, 'ctx.fetch(`https://eu.mq.example/x`)', []],
  ['a host nowhere', { egress: [{ host: 'api.example', reason }] }, 'ctx.fetch("https://other.example")', ['permissions.egress.0.host']],
  ['a host in a comment', { egress: [{ host: 'api.example', reason }] }, 'a=b;/* api.example */', ['permissions.egress.0.host']],
  ['an address of settings', { egress: [{ host: '{settings.baseUrl}', reason }] }, 'ctx.fetch(ctx.settings.baseUrl+"/x")', []],
  ['one taken out of settings', { egress: [{ host: '{settings.baseUrl}', reason }] }, 'const{baseUrl:u,plan}=ctx.settings', []],
  ['one nowhere', { egress: [{ host: '{settings.baseUrl}', reason }] }, 'ctx.settings.plan', ['permissions.egress.0.host']],
  ['a secret that is named', { secrets: { apiKey: { hosts: ['api.example'] } } }, 'auth:{type:"bearer",secret:"apiKey"}', []],
  ['a secret that is not', { secrets: { apiKey: { hosts: ['api.example'] } } }, 'auth:{type:"bearer",secret:"apiKeys"}', ['permissions.secrets.apiKey']],
  ['an object that is read', { objects: ['assets:read'] }, 'ctx.platform.get(`/assets/${id}`)', []],
  ['an object that is not', { objects: ['assets:read', 'usage:read'] }, 'ctx.platform.get("/assets?limit=1")', ['permissions.objects.1']],
  ['another path that begins alike', { objects: ['assets:read'] }, 'ctx.platform.get("/assetstore")', ['permissions.objects.0']],
  ['a write that only reads', { objects: ['requests:write'] }, 'ctx.platform.get(`/requests/${id}`)', ['permissions.objects.0']],
  ['a write', { objects: ['requests:write'] }, 'ctx.platform.post(`/requests/${id}/approve`,{})', []],
  ['a path that goes anywhere', { objects: ['tier-configs:write'] }, 'const p="/tier/configs";use(p)', []],
  ['storage that is used', { storage: true }, 'await ctx.storage.get("x")', []],
  ['storage that is not', { storage: true }, 'log("storage")', ['permissions.storage']],
])('%s', (_, permissions, code, paths) => {
  expect(pathsOf(permissions, code)).toEqual(paths);
});

const map = (sources: Record<string, string>) => JSON.stringify({ version: 3, sources: Object.keys(sources), sourcesContent: Object.values(sources), names: [], mappings: '' }); // prettier-ignore
const packed = async (manifest: Manifest, sources: Record<string, string>) =>
  (await makePackage(manifest, Object.values(sources).join(';'), map(sources))).bytes;

test('two packages are told apart in sentences', async () => {
  const a: Manifest = {
    ...asking({ egress: [{ host: 'old.example', reason: 'tenants' }], storage: true }),
    limits: { wallMs: 1000 },
    settings: { type: 'object', properties: { plan: { type: 'string' } } },
  };
  const b: Manifest = {
    ...asking({ egress: [{ host: 'new.example', reason: 'tenants' }], storage: true }),
    version: '1.1.0',
    hooks: { ...a.hooks, contract_changed: {}, scheduled_execution: {} },
    settings: { type: 'object', required: ['region'], properties: { plan: { type: 'string' }, region: { type: 'string' } } },
    schedules: [{ name: 'nightly', everySeconds: 86_400 }],
  };
  const found = await diffPackages(await packed(a, { 'src/index.ts': 'one' }), await packed(b, { 'src/index.ts': 'two', 'src/more.ts': 'x' }));
  expect(found).toMatchObject({ same: false, a: { name: 'mine', version: '1.0.0' }, b: { version: '1.1.0' } });
  expect(found.permissions.added).toEqual([
    'Send data to new.example: tenants',
    'Run by itself every day: nightly',
    expect.stringMatching(/^Be told of every contract/),
  ]);
  expect(found.permissions).toMatchObject({ removed: ['Send data to old.example: tenants'], needsConsent: true });
  expect(found.manifest).toEqual([
    'version is "1.1.0" instead of "1.0.0".',
    'The hook contract_changed is new: {}.',
    'The hook scheduled_execution is new: {}.',
    'The limit wallMs is gone.',
    'The schedule nightly is new: {"name":"nightly","everySeconds":86400}.',
    'The setting region is new: {"type":"string"}.',
    'The required setting region is new.',
  ]);
  expect(found.files.map(({ path, change }) => [path, change])).toEqual([
    ['dist/extension.js', 'changed'],
    ['manifest.json', 'changed'],
    ['src/index.ts', 'changed'],
    ['src/more.ts', 'added'],
  ]);
});

test('the same contents are the same, and less power needs no consent', async () => {
  const more = asking({ storage: true });
  const one = await packed(more, { 'src/index.ts': 'one' });
  expect(await diffPackages(one, one)).toMatchObject({ same: true, files: [], manifest: [], permissions: { added: [], removed: [], needsConsent: false } });
  const less = await diffPackages(one, await packed(base, { 'src/index.ts': 'one' }));
  expect(less.permissions).toMatchObject({ added: [], removed: [expect.stringMatching(/^Keep up to/)], needsConsent: false });
});

test('what is no package is refused as a host does', async () => {
  await expect(diffPackages(Buffer.from('x'), Buffer.from('y'))).rejects.toMatchObject({ code: 'PKG_001' });
});
