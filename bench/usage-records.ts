/**
 * `npm run bench -- usage`: a CSV of a million records from its upload to its acceptance. Prints the time of each step and the
 * largest memory of the host's process. `--records N` and `--database postgres://…` change the size and the place.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { createFile, startSeeded, subscribe, type SeededHost } from './seeded.ts';

const MEMORY_MAX_MB = 300;
const HEADER =
  'record_id,record_note,item_search_criteria,item_search_value,quantity,start_time_utc,end_time_utc,asset_search_criteria,asset_search_value,category_id,v.region\n';

interface Shown {
  status: string;
  stats: Record<string, number>;
  error_detail: string;
}

/** Answers whether memory stayed within its limit. */
export async function usage(options: { records: number; database?: string | undefined }): Promise<boolean> {
  const host = await startSeeded(1, options.database);
  try {
    const steps = await measure(host, options.records);
    const peakMb = await host.ask<number>({ ask: 'peak' });
    for (const [step, seconds] of steps) process.stdout.write(`${step.padEnd(24)} ${seconds.toFixed(1)} s\n`);
    const total = steps.reduce((sum, [, seconds]) => sum + seconds, 0);
    process.stdout.write(
      `${options.records} records from upload to accepted: ${total.toFixed(1)} s, peak memory ${peakMb.toFixed(0)} MB (at most ${MEMORY_MAX_MB})\n`,
    );
    return peakMb <= MEMORY_MAX_MB;
  } finally {
    await host.end();
  }
}

async function measure(host: SeededHost, records: number): Promise<[string, number][]> {
  const trade = host.trades[0]!;
  const [vendor, distributor] = [trade.accounts.vendor.token, trade.accounts.distributor.token];
  const { asset } = await subscribe(host, trade);
  const path = `/usage/files/${await createFile(host, trade)}`;
  const shown = async () => (await host.call<Shown>(vendor, 'GET', path)).body;
  const steps: [string, number][] = [];
  const timed = async (step: string, work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    steps.push([step, (performance.now() - start) / 1000]);
  };
  await timed('upload', () => host.call(vendor, 'POST', `${path}/upload`, ReadableStream.from(csv(records, asset)), 'text/csv'));
  await timed('read and checked', async () => {
    for (let file = await shown(); file.status !== 'ready'; file = await shown()) {
      if (file.status === 'invalid') throw new Error(file.error_detail);
      await wait(200);
    }
  });
  await timed('submitted', () => host.call(vendor, 'POST', `${path}/submit`, {}));
  await timed('accepted', () => host.call(distributor, 'POST', `${path}/accept`, { acceptance_note: 'fine' }));
  const { stats } = await shown();
  if (stats['accepted'] !== records) throw new Error(`accepted ${stats['accepted']} of ${records}`);
  return steps;
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
