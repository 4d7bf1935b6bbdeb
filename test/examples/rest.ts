/** Operations that the walk of the published API has no reason to call: our own, other names of the same, and what a person looks at. */
import { zstdCompressSync } from 'node:zlib';
import { makePackage } from '../../runtime/registry/package/index.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import type { Manifest, TaskFrame } from '../../sdk/contract/index.ts';
import type { RunningHost } from '../conformance/walk/host.ts';
import { newFile, recordOf, soldAsset, uploaded } from '../conformance/walk/parts/usage.ts';
import type { Json, Walk } from '../conformance/walk/walk.ts';
import { customer, directSale, purchase } from '../conformance/walk/world.ts';

const PICTURE = 'data:image/png;base64,iVBORw0KGgo=';
const EMAIL = { name: 'admin_email', title: 'E-mail', type: 'email', phase: 'ordering', scope: 'asset', constraints: { required: true } };

export async function uncovered(walk: Walk, host: RunningHost): Promise<void> {
  await parties(walk, host);
  await catalogue(walk);
  await orders(walk);
  await tiers(walk);
  await usage(walk);
  await helpdesk(walk);
  await extensions(walk, host);
}

async function parties(walk: Walk, host: RunningHost): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const { id: media } = await walk.post(vendor, `/accounts/${vendor.id}/media`, { position: 1, type: 'image', thumbnail: PICTURE });
  await walk.get(vendor, `/accounts/${vendor.id}/media/${media}/thumbnail`);
  const user = await walk.post(vendor, `/accounts/${vendor.id}/users`, { name: 'Kim', email: 'kim@acme.example' });
  // nothing signs people in yet, so nothing else writes sessions
  const seen = {
    location: JSON.stringify({ country: 'DE' }),
    device: JSON.stringify({ browser: 'Firefox' }),
    events: JSON.stringify({ created: { at: '2026-01-05T09:00:00+00:00' } }),
  };
  await host.store.write(SYSTEM, async (ctx) => {
    const session = { id: 'SE-1', user_id: user.id as string, account_id: vendor.id, status: 'active', host: null, ...seen, created_at: ctx.now };
    await ctx.tx.insertInto('user_session').values(session).execute();
  });
  await walk.get(vendor, `/users/${user.id}/sessions`);
  await walk.get(vendor, `/users/${user.id}/sessions/SE-1`);
  await walk.post(vendor, `/users/${user.id}/sessions/SE-1/terminate`);

  const { id: agreement } = await walk.post(distributor, '/agreements', { type: 'program', name: 'Vendors of 2026', description: 'Terms', active: true });
  const form = new FormData();
  form.set('document_type', 'uploaded');
  form.set('file', new Blob(['terms'], { type: 'application/pdf' }), 'terms.pdf');
  const { version } = await walk.post(distributor, `/agreements/${agreement}/versions`, form);
  await walk.get(distributor, `/agreements/${agreement}/versions/${version}/file`);
  await walk.post(
    distributor,
    `/partners/import?agreement=${agreement}&mode=rows`,
    'name,external_id,email\nNorthwind,N-1,eva@northwind.example\nTailspin,N-2,\n',
  );
  const [partner] = await walk.get(distributor, '/partners');
  await walk.get(distributor, `/partners/${partner.id}`);
  const { id: group } = await walk.post(distributor, '/catalog/groups', { name: 'Office', products: [] });
  await walk.get(distributor, '/catalog/groups');
  await walk.get(distributor, `/catalog/groups/${group}`);
  await walk.put(distributor, `/catalog/groups/${group}`, { description: 'mail and documents' });
  await walk.delete(distributor, `/catalog/groups/${group}`);
}

async function catalogue(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  await walk.post(vendor, '/settings/units', { name: 'Mailbox', description: 'One mailbox', type: 'reservation', unit: 'mailbox' });
  const sale = await directSale(walk);
  const form = (field: string, more: Record<string, string> = {}) => {
    const out = new FormData();
    for (const [name, value] of Object.entries(more)) out.set(name, value);
    out.set(field, new Blob([new Uint8Array(Buffer.from('iVBORw0KGgo=', 'base64'))], { type: 'image/png' }), 'picture.png');
    return out;
  };
  const { id: media } = await walk.post(vendor, `/products/${sale.product}/media`, form('thumbnail', { position: '1', type: 'image' }));
  await walk.get(vendor, `/products/${sale.product}/media/${media}/file`);
  await walk.post(distributor, `/marketplaces/${sale.marketplace}/icon`, form('icon'));
  await walk.get(distributor, `/marketplaces/${sale.marketplace}/icon/file`);
  await walk.get(distributor, `/listings/${sale.listing}`);
}

async function orders(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const sale = await directSale(walk, { capabilities: { subscription: { change: { validation: true } } } });
  const order = await walk.post(distributor, '/requests', purchase(sale));
  await walk.get(vendor, `/requests?asset.product.id=${sale.product}&status=pending`);
  await walk.get(vendor, `/requests/${order.id}`);
  await walk.put(vendor, `/requests/${order.id}`, { asset: { params: [{ id: 'admin_email', value_error: 'is not known' }] } });
  const asked = await walk.post(vendor, `/requests/${order.id}/inquire`, { template_id: sale.templates.inquire });
  const path = (asked.params_form_url as string).slice(walk.host.api.length);
  await walk.call(undefined, 'GET', path);
  await walk.call(undefined, 'POST', path, 'admin_email=it%40nordwind.example');
  await walk.put(vendor, `/requests/${order.id}`, { asset: { params: [{ id: 'url', value: 'https://it.example' }] } });
  await walk.post(vendor, `/requests/${order.id}/approve`, { template_id: sale.templates.fulfillment });
  await walk.get(distributor, `/assets/${order.asset.id}`);
  const change = { type: 'change', status: 'draft', asset: { id: order.asset.id, items: [{ id: sale.items.recurring, quantity: 8 }] } };
  const draft = await walk.post(distributor, '/requests', change);
  await walk.post(distributor, `/requests/${draft.id}/submit`);
  await walk.get(vendor, `/devops/objects/${order.id}/events`);
}

async function tiers(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const sale = await directSale(walk, { capabilities: { tiers: { configs: { level: 1 } } }, parameters: [EMAIL] });
  const template = { name: 'Welcome', title: 'Welcome', type: 'fulfillment', scope: 'tier1', body: 'Welcome, reseller.' };
  await walk.post(vendor, `/products/${sale.product}/templates`, template);
  const body = purchase(sale);
  Object.assign(body.asset.tiers, { tier1: customer() });
  await walk.post(distributor, '/requests', body);
  const [setup] = (await walk.get(vendor, `/tier/config-requests?configuration.product.id=${sale.product}`)) as Json[];
  const request = `/tier/config-requests/${setup.id}`;
  await walk.post(vendor, `${request}/assign`);
  await walk.post(vendor, `${request}/unassign`);
  await walk.put(vendor, request, { notes: 'a new reseller' });
  await walk.post(vendor, `${request}/approve`);
  await walk.get(vendor, `${request}/render`);
  const config = `/tier/configs/${setup.configuration.id}`;
  await walk.get(vendor, '/tier/configs');
  await walk.get(vendor, config);
  await walk.get(vendor, `${config}/render`);
  await walk.get(distributor, `/tier/accounts/${setup.configuration.account.id}`);
}

/** The settings of both sides, as the JavaScript SDK reaches them. */
async function helpdesk(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  await directSale(walk);
  const words = { subject: 'No mail', description: 'Since Monday.', type: 'technical', receiver: { account: { id: vendor.id } } };
  const settings = `/helpdesk/cases/${(await walk.post(distributor, '/helpdesk/cases', words)).id}/settings`;
  await walk.get(distributor, settings);
  await walk.get(distributor, `${settings}/${vendor.id}`);
  await walk.put(vendor, `${settings}/${vendor.id}`, { ttl: 5 });
}

async function usage(walk: Walk): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const world = await soldAsset(walk);
  const file = await newFile(walk, world);
  await uploaded(walk, world, file);
  for (const view of ['', '/content', '/processed']) await walk.get(vendor, `/usage/files/${file}${view}`);
  await walk.get(vendor, recordOf(file));
  await walk.get(vendor, '/usage/templates/qt');
  await walk.get(vendor, `/assets/${world.asset}/usage/agregates`);
  const [{ id }] = await walk.get(distributor, '/usage/reconciliations');
  for (const name of ['processedFile', 'uploadedFile']) await walk.get(distributor, `/usage/reconciliations/${id}/${name}`);
}

const ORDER = 'asset_purchase_request_processing';
const manifest = (version: string): Manifest => ({
  ...{ name: 'mailboxes', version, title: 'Mailboxes', description: 'Makes mailboxes.', type: 'products' },
  hooks: { [ORDER]: {}, product_action_execution: {}, product_custom_event_processing: {} },
  permissions: {
    egress: [{ host: '{settings.baseUrl}', reason: 'mailboxes are made there' }],
    secrets: { key: { title: 'Key', hosts: ['{settings.baseUrl}'] } },
  },
  settings: { type: 'object', properties: { baseUrl: { type: 'string', format: 'uri' } }, required: ['baseUrl'] },
});
const HOOKS = [ORDER, 'product_action_execution', 'product_custom_event_processing'];
const CODE = `module.exports = { default: { hooks: { ${HOOKS.map((hook) => `${hook}: async () => ({ decision: 'done' })`).join(', ')} } } };`;
const packaged = async (version: string) =>
  (await makePackage(manifest(version), CODE, JSON.stringify({ version: 3, sources: [], names: [], mappings: '' }))).bytes;

async function extensions(walk: Walk, host: RunningHost): Promise<void> {
  const { vendor, operator } = walk.parties;
  const first = await walk.post(vendor, '/devops/services', await packaged('1.0.0'));
  const service = `/devops/services/${first.service.id}`;
  for (const path of ['/devops/services', service, `${service}/versions`, `${service}/versions/1.0.0`, `${service}/environments`]) await walk.get(vendor, path);
  const [environment] = await walk.get(vendor, `${service}/environments`);
  await walk.get(vendor, `${service}/environments/${environment.id}`);
  const made = await walk.post(vendor, '/devops/installations', {
    ...{ service: { id: first.service.id }, consent: first.permissions_digest },
    ...{ settings: { baseUrl: 'https://mail.example' }, secrets: { key: 'between us' } },
  });
  const one = `/devops/installations/${made.id}`;
  await tasks(walk, host);
  for (const path of ['/devops/installations', one, `${service}/installations`]) await walk.get(vendor, path);
  for (const view of ['settings', 'permissions', 'storage']) await walk.get(vendor, `${one}/${view}`);
  await walk.put(vendor, `${one}/settings`, { baseUrl: 'https://mailboxes.example' });
  await walk.put(vendor, `${one}/secrets/key`, { value: 'between us and them' });
  await walk.put(operator, one, { allow_private: false });
  for (const verb of ['pause', 'resume']) await walk.post(vendor, `${one}/${verb}`);
  await walk.post(vendor, `${service}/versions`, await packaged('1.1.0'));
  for (const verb of ['upgrade', 'rollback', 'uninstall']) await walk.post(vendor, `${one}/${verb}`);
  await walk.delete(vendor, one);
  await walk.get(vendor, '/devops/event-definitions?category=background&limit=2');
  await walk.get(vendor, `/devops/event-definitions/${ORDER}`);
  const runner = await walk.post(operator, '/devops/runner-tokens', { name: 'in the cellar' });
  await walk.get(operator, '/devops/runner-tokens');
  await walk.delete(operator, `/devops/runner-tokens/${runner.id}`);
}

/** What a runner writes down, without what stands before it. */
function recordingOf(outcome: object): string {
  const entries = [
    { t: 'call', n: 1, op: 'fetch', value: { url: 'https://mail.example/boxes', method: 'POST', headers: { authorization: '[secret]' } } },
    { t: 'reply', n: 1, now: 1_767_603_660_804, ok: true, value: { status: 201, headers: {}, body: '{"id": "box-1"}', url: 'https://mail.example/boxes' } },
    { t: 'end', outcome, complete: true },
  ];
  return zstdCompressSync(entries.map((entry) => JSON.stringify(entry)).join('\n')).toString('base64');
}

/** A runner that succeeds, gives up, or meets a service that is down, as it is told; whoever waits is answered at once. */
async function tasks(walk: Walk, { dispatcher }: RunningHost): Promise<void> {
  const { vendor, distributor } = walk.parties;
  const sale = await directSale(walk);
  const frames: TaskFrame[] = [];
  const runner = { runnerId: 'RT-1', name: 'in the cellar', environments: ['*'], secretsGranted: false };
  const called = [{ op: 'fetch', at: 3, ms: 104, status: 'ok', to: 'mail.example', http: 201 }];
  const usage = { wallMs: 120, cpuMs: 8, calls: 1, requests: 1, memoryBytes: 2_600_000, called };
  const settled = ({ task, fence }: TaskFrame, outcome: object) =>
    dispatcher.settle({ t: 'result', task, fence, outcome: outcome as never, usage, recording: recordingOf(outcome) }, runner);
  const answer = { decision: 'answer', status: 200, body: { mailboxes: 3 } };
  const leave = dispatcher.join({
    ...{ ...runner, room: () => 10, askedRoom: () => 10 },
    deliver(more) {
      for (const frame of more)
        if (frame.class === 'interactive') void settled(frame, { ok: true, decision: answer });
        else frames.push(frame);
      return true;
    },
  });
  const settle = async (outcome: object) => {
    await walk.host.pass(0);
    for (const frame of frames.splice(0)) {
      await dispatcher.log(frame, runner, [{ at: frame.event.at, level: 'info', text: 'a mailbox is made' }]);
      await settled(frame, outcome);
    }
  };
  const DONE = { ok: true, decision: { decision: 'done' } };
  await walk.post(distributor, '/requests', purchase(sale));
  await settle(DONE);
  const [done] = await walk.get(vendor, '/devops/tasks');
  for (const view of ['', '/attempts', '/logs', '/payload', '/recording']) await walk.get(vendor, `/devops/tasks/${done.id}${view}`);
  await walk.post(vendor, `/devops/tasks/${done.id}/replay`);
  await settle({ ok: false, code: 'NON_RETRIABLE', message: 'the plan does not exist' });
  const [dead] = await walk.get(vendor, '/devops/tasks?status=failed');
  await walk.get(vendor, `/devops/installations/${done.installation.id}/dead-letters`);
  const { id: replay } = await walk.post(vendor, '/devops/replays', { filter: `eq(object.id,${done.object.id})`, rate: 5 });
  for (const path of ['/devops/replays', `/devops/replays/${replay}`]) await walk.get(vendor, path);
  await walk.post(vendor, `/devops/replays/${replay}/stop`);
  await walk.post(vendor, `/devops/tasks/${dead.id}/discard`, { reason: 'made by hand' });
  await walk.post(vendor, `/devops/tasks/${done.id}/resubmit`, { forget_steps: true });
  await settle({ ok: false, code: 'RETRY', message: 'the mail server is down' });
  const [breaker] = await walk.get(vendor, '/devops/breakers');
  await walk.get(vendor, `/devops/breakers/${breaker.id}`);
  await walk.post(vendor, `/devops/breakers/${breaker.id}/close`);

  const product = `/products/${sale.product}`;
  const { id: action } = await walk.post(vendor, `${product}/actions`, { action: 'count', name: 'Count', title: 'Count', description: 'mailboxes', type: 'button', scope: 'asset' }); // prettier-ignore
  await walk.post(vendor, `${product}/actions/regeneratesecret`);
  const { link } = await walk.get(vendor, `${product}/actions/${action}/actionLink`);
  await walk.call(undefined, 'GET', (link as string).slice(walk.host.api.length));
  await walk.post(distributor, `${product}/custom-events/quota`, { mailbox: 'eva' });
  leave();
}
