/**
 * `npm run bench`: floors and the product in one run, so that only ratios are judged (performance.md section 6).
 * `npm run bench -- noisy` measures a quiet account beside a misbehaving one.
 * `npm run bench -- usage` takes a million usage records from upload to accepted. `--seconds N` scales every other part.
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { measureCold } from './cold.ts';
import { measureFloors } from './floors.ts';
import { BenchHost } from './host.ts';
import { isolateCosts } from './isolate.ts';
import { noisy } from './noisy.ts';
import { ms, perSecond, printTable, verdict, type Figure } from './table.ts';
import { usage } from './usage-records.ts';
import { idleLatency, walkHttp, walkInProcess, type Walked } from './walk.ts';
import { ONE_STEP } from './world.ts';

const { values, positionals } = parseArgs({
  options: {
    records: { type: 'string', default: '1000000' },
    database: { type: 'string' },
    seconds: { type: 'string', default: '3' },
    orders: { type: 'string', default: '4000' },
    json: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const seconds = Number(values.seconds);
const orders = Number(values.orders);

if (positionals.includes('usage')) process.exit((await usage({ records: Number(values.records), database: values.database })) ? 0 : 1);

if (positionals.includes('noisy')) {
  const result = await noisy(Math.max(10, seconds));
  const figure: Figure = {
    id: 'N',
    what: 'p95 loaded over quiet',
    measured: result.loaded,
    ratio: result.ratio,
    pass: 2,
    stretch: 1.2,
    higher: false,
    shown: `${ms(result.quiet)} -> ${ms(result.loaded)}`,
  };
  printTable([figure]);
  process.exit(verdict(figure) === 'missed' ? 1 : 0);
}

process.stdout.write(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}\n`);
const floors = await measureFloors(seconds);
process.stdout.write(
  `floors: S ${perSecond(floors.S)}  H ${perSecond(floors.H)}  L ${ms(floors.L)} (ws ${ms(floors.parts.wsMs)}, isolate ${ms(floors.parts.isolateMs)}, commit ${ms(floors.parts.commitMs)})\n`,
);

const host = await BenchHost.start();
const trade = await host.trade(ONE_STEP);
await walkInProcess(host, trade, 1000, 64);
const idle = await idleLatency(host, trade, 300);
const inProcess = await walkInProcess(host, trade, orders, 64);
report('in-process accept', inProcess);
const http = await walkHttp(host, trade, orders, 32);
report('HTTP POST', http);
const moderate = await walkHttp(host, trade, Math.round(orders / 4), 4);
report('HTTP POST, 4 connections', moderate);
const cold = await measureCold(host, 30, idle.p50);
await host.stop();
const isolate = isolateCosts();

const figures: Figure[] = [
  {
    id: 'G1',
    what: 'end to end, accepted in process, over S',
    measured: inProcess.perSecond,
    ratio: inProcess.perSecond / floors.S,
    pass: 0.42,
    stretch: 0.55,
    higher: true,
    shown: perSecond(inProcess.perSecond),
  },
  {
    id: 'G2',
    what: 'end to end with HTTP POST, over H',
    measured: http.perSecond,
    ratio: http.perSecond / floors.H,
    pass: 0.6,
    stretch: 0.8,
    higher: true,
    shown: perSecond(http.perSecond),
  },
  { id: 'G6', what: 'idle latency p50, over L', measured: idle.p50, ratio: idle.p50 / floors.L, pass: 2.5, stretch: 1.8, higher: false, shown: ms(idle.p50) },
  { id: 'G6', what: 'idle latency p99, over L', measured: idle.p99, ratio: idle.p99 / floors.L, pass: 8, stretch: 4, higher: false, shown: ms(idle.p99) },
  {
    id: 'G7',
    what: 'p99 under load, over its p50',
    measured: http.p99,
    ratio: http.p99 / http.p50,
    pass: 2.5,
    stretch: 1.6,
    higher: false,
    shown: `${ms(http.p50)} -> ${ms(http.p99)}`,
  },
  {
    id: 'G8',
    what: 'warm isolate call, share of raw function',
    measured: isolate.warmMs,
    ratio: isolate.rawMs / isolate.warmMs,
    pass: 0.7,
    stretch: 0.75,
    higher: true,
    shown: `${ms(isolate.rawMs)} raw, ${ms(isolate.warmMs)}`,
  },
  {
    id: 'G10',
    what: 'first event of a cold extension, over isolate+context+compile',
    measured: cold.extraMs,
    ratio: cold.extraMs / isolate.coldMs,
    pass: 1.5,
    stretch: 1.15,
    higher: false,
    shown: `${ms(cold.extraMs)} beyond a warm one`,
  },
  {
    id: 'G11',
    what: 'memory per active extension, over 1 MB',
    measured: cold.activeMb,
    ratio: cold.activeMb,
    pass: 1.5,
    stretch: 1.25,
    higher: false,
    shown: `${cold.activeMb.toFixed(2)} MB`,
  },
  {
    id: 'G11',
    what: 'memory per installed, idle extension, over 32 KB',
    measured: cold.idleKb,
    ratio: cold.idleKb / 32,
    pass: 1,
    stretch: 0.25,
    higher: false,
    shown: `${cold.idleKb.toFixed(1)} KB`,
  },
];
printTable(figures);
if (values.json)
  process.stdout.write(`${JSON.stringify(Object.fromEntries(figures.map((f) => [`${f.id} ${f.what}`, { ratio: f.ratio, verdict: verdict(f) }])))}\n`);

function report(what: string, walked: Walked): void {
  if (walked.approved !== walked.orders) throw new Error(`${what}: ${walked.orders} placed, only ${walked.approved} approved`);
  process.stdout.write(`${what}: ${walked.orders} orders, all approved, ${perSecond(walked.perSecond)}, p50 ${ms(walked.p50)}, p99 ${ms(walked.p99)}\n`);
}
