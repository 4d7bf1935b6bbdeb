/**
 * `npm run bench -- usage`: a CSV of a million records from its upload to its acceptance. Prints the time of each step and the
 * largest memory of the host's process. `--records N` and `--database postgres://…` change the size and the place.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import type { seedDemo } from '../runtime/host/seed.ts';

const MEMORY_MAX_MB = 300;
const HEADER =
  'record_id,record_note,item_search_criteria,item_search_value,quantity,start_time_utc,end_time_utc,asset_search_criteria,asset_search_value,category_id,v.region\n';

type Seeded = Awaited<ReturnType<typeof seedDemo>> & { url: string };
interface Shown {
  id: string;
  status: string;
  asset: { id: string };
  stats: Record<string, number>;
  error_detail: string;
}

/** Answers whether memory stayed within its limit. */
export async function usage(options: { records: number; database?: string | undefined }): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-usage-'));
  const child = fork(await builtHost(), [options.database ?? join(folder, 'entrepot.db')], { execArgv: [] });
  try {
    const [seeded] = (await once(child, 'message')) as [Seeded];
    const steps = await measure(seeded, options.records);
    child.send('peak');
    const [{ peakMb }] = (await once(child, 'message')) as [{ peakMb: number }];
    for (const [step, seconds] of steps) process.stdout.write(`${step.padEnd(24)} ${seconds.toFixed(1)} s\n`);
    const total = steps.reduce((sum, [, seconds]) => sum + seconds, 0);
    process.stdout.write(
      `${options.records} records from upload to accepted: ${total.toFixed(1)} s, peak memory ${peakMb.toFixed(0)} MB (at most ${MEMORY_MAX_MB})\n`,
    );
    return peakMb <= MEMORY_MAX_MB;
  } finally {
    child.send('end');
    await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The host as the package ships it: JavaScript, so that what turns TypeScript into it takes no part in the memory measured. */
async function builtHost(): Promise<string> {
  const outfile = join(import.meta.dirname, '../dist/bench-usage-host.mjs');
  await build({ entryPoints: [join(import.meta.dirname, 'usage-host.ts')], outfile, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
  return outfile;
}

async function measure({ url, accounts, world }: Seeded, records: number): Promise<[string, number][]> {
  const call = async (who: keyof typeof accounts, method: string, path: string, body?: object | ReadableStream, type = 'application/json'): Promise<Shown> => {
    const sent = body === undefined ? {} : { body: body instanceof ReadableStream ? body : JSON.stringify(body), duplex: 'half' as const };
    const answer = await fetch(url + path, { method, headers: { authorization: accounts[who].token, 'content-type': type }, ...sent } as RequestInit);
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Shown;
  };
  const asset = await subscribe(call, world);
  const period = { from: '2026-03-01', to: '2026-03-31' };
  const file = await call('vendor', 'POST', '/usage/files', {
    name: 'March',
    period,
    currency: 'EUR',
    product: { id: world.product },
    contract: { id: world.contract },
  });
  const path = `/usage/files/${file.id}`;
  const steps: [string, number][] = [];
  const timed = async (step: string, work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    steps.push([step, (performance.now() - start) / 1000]);
  };
  await timed('upload', () => call('vendor', 'POST', `${path}/upload`, ReadableStream.from(csv(records, asset)), 'text/csv'));
  await timed('read and checked', async () => {
    for (let shown = await call('vendor', 'GET', path); shown.status !== 'ready'; shown = await call('vendor', 'GET', path)) {
      if (shown.status === 'invalid') throw new Error(shown.error_detail);
      await wait(200);
    }
  });
  await timed('submitted', () => call('vendor', 'POST', `${path}/submit`, {}));
  await timed('accepted', () => call('distributor', 'POST', `${path}/accept`, { acceptance_note: 'fine' }));
  const { stats } = await call('distributor', 'GET', path);
  if (stats['accepted'] !== records) throw new Error(`accepted ${stats['accepted']} of ${records}`);
  return steps;
}

async function subscribe(
  call: (who: 'vendor' | 'distributor', method: string, path: string, body: object) => Promise<Shown>,
  world: Seeded['world'],
): Promise<string> {
  const contact = { first_name: 'Eva', last_name: 'Lang', email: 'eva@nordwind.example' };
  const contact_info = { address_line1: 'Hauptstr. 1', city: 'Berlin', postal_code: '10115', country: 'DE', contact };
  const request = await call('distributor', 'POST', '/requests', {
    type: 'purchase',
    asset: {
      ...{ external_uid: 'bench', product: { id: world.product }, connection: { id: world.connection }, items: [{ id: world.items.recurring, quantity: 1 }] },
      ...{ params: [{ id: 'admin_email', value: 'it@nordwind.example' }], tiers: { customer: { name: 'Nordwind', contact_info } } },
    },
  });
  await call('vendor', 'PUT', `/requests/${request.id}`, { asset: { params: [{ id: 'url', value: 'https://it.example' }] } });
  await call('vendor', 'POST', `/requests/${request.id}/approve`, { template_id: world.templates.fulfillment });
  return request.asset.id;
}

async function* csv(records: number, asset: string): AsyncGenerator<Uint8Array> {
  let text = HEADER;
  for (let n = 1; n <= records; n++) {
    const day = String((n % 28) + 1).padStart(2, '0');
    text += `R-${n},measured,item.mpn,ACME-STORAGE,${n % 100},2026-03-${day} 00:00:00,2026-03-${day} 23:00:00,asset.id,${asset},storage,eu-${n % 5}\n`;
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}
