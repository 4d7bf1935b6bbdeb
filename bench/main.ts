/**
 * `npm run bench`: floors and the product in one run, so that only ratios are judged (performance.md section 6).
 * `npm run bench -- noisy` measures a quiet account beside a misbehaving one. `--rounds`, `--orders` and `--seconds` scale it.
 * `npm run bench -- backlog` measures quiet accounts beside one of which 100,000 tasks wait (`--tasks`, `--database` for PostgreSQL).
 * `npm run bench -- usage` takes a million usage records (`--records`, `--database`) from upload to accepted, and
 * `npm run bench -- lists` asks for pages of a thousand rows and of a million (`--rows`).
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { backlog } from './backlog.ts';
import { measureCold } from './cold.ts';
import { latencyFloor } from './floors.ts';
import { BenchHost } from './host.ts';
import { isolateCosts } from './isolate.ts';
import { lists } from './lists.ts';
import { noisy } from './noisy.ts';
import { counted, measureRounds, over, walk } from './rounds.ts';
import { median, ms, perSecond, printMissed, printTable, verdict, type Figure } from './table.ts';
import { usage } from './usage-records.ts';
import { idleLatency, walkHttp, walkInProcess } from './walk.ts';
import { ONE_STEP } from './world.ts';

const { values, positionals } = parseArgs({
  options: {
    seconds: { type: 'string', default: '2' },
    orders: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '5' },
    tasks: { type: 'string', default: '100000' },
    records: { type: 'string', default: '1000000' },
    database: { type: 'string' },
    rows: { type: 'string', default: '1000000' },
    json: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [seconds, orders, rounds] = [Number(values.seconds), Number(values.orders), Number(values.rounds)];
process.stdout.write(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}\n`);

if (positionals.includes('usage')) process.exit((await usage({ records: Number(values.records), database: values.database })) ? 0 : 1);

if (positionals.includes('lists')) {
  const figures = await lists(Number(values.rows));
  printTable(figures);
  process.exit(figures.some((figure) => verdict(figure) === 'missed') ? 1 : 0);
}

if (positionals.includes('noisy')) {
  const figure = await noisy(Math.max(30, seconds));
  printTable([figure]);
  process.exit(verdict(figure) === 'missed' ? 1 : 0);
}

if (positionals.includes('backlog')) {
  const figures = await backlog({ tasks: Number(values.tasks), seconds: Math.max(30, seconds), database: values.database });
  printTable(figures);
  process.exit(figures.some((figure) => verdict(figure) === 'missed') ? 1 : 0);
}

const L = await latencyFloor();
const host = await BenchHost.start();
const live = await host.settings();
if (live.journal_mode !== 'wal' || live.synchronous !== 2) throw new Error(`the database is not durable as promised: ${JSON.stringify(live)}`);
process.stdout.write(`SQLite ${JSON.stringify(live)}\nL ${ms(L.ms)}: ws ${ms(L.wsMs)}, isolate ${ms(L.isolateMs)}, two commits of ${ms(L.commitMs)}\n`);

const trade = await host.trade(ONE_STEP);
await walkInProcess(host, trade, 1000, 64);
const idle = await idleLatency(host, trade, 300);
const all = await measureRounds(host, trade, { rounds, orders, seconds });
const { rounds: used, note } = counted(all);
const moderate = await walk(host, '4 connections', orders / 2, () => walkHttp(host, trade, orders / 2, 4));
const cold = await measureCold(host, 20, trade);
const isolate = isolateCosts();
const G1 = over(used, (r) => r.inProcess.perSecond / r.S);
const G2 = over(used, (r) => r.http.perSecond / r.H);
const G7 = over(used, (r) => r.http.p99 / r.http.p50);

// prettier-ignore
const figures: Figure[] = [
  { id: 'G1', what: 'end to end, accepted in process, over S', ratio: G1.ratio, pass: 0.42, stretch: 0.55, higher: true, shown: `${perSecond(median(used.map((r) => r.inProcess.perSecond)))} of ${perSecond(median(used.map((r) => r.S)))}, ${G1.spread}`, plan: "the host's own work: fewer statements an order, and several cores by several hosts" },
  { id: 'G2', what: 'end to end with HTTP POST, over H', ratio: G2.ratio, pass: 0.6, stretch: 0.8, higher: true, shown: `${perSecond(median(used.map((r) => r.http.perSecond)))} of ${perSecond(median(used.map((r) => r.H)))}, ${G2.spread}`, plan: 'as G1, and the answer of POST shown from rows in hand' },
  { id: 'G6', what: 'idle latency p50, over L', ratio: idle.p50 / L.ms, pass: 2.5, stretch: 1.8, higher: false, shown: ms(idle.p50), plan: 'three commits of about 20 pages each: fewer indexes with random keys' },
  { id: 'G6', what: 'idle latency p99, over L', ratio: idle.p99 / L.ms, pass: 8, stretch: 4, higher: false, shown: ms(idle.p99), plan: 'as p50; others on the machine show here first' },
  { id: 'G7', what: 'p99 under load, over its p50', ratio: G7.ratio, pass: 2.5, stretch: 1.6, higher: false, shown: `${ms(median(used.map((r) => r.http.p50)))} -> ${ms(median(used.map((r) => r.http.p99)))}, ${G7.spread}`, plan: 'smaller groups of commits' },
  { id: 'G7', what: 'the same at 4 connections', ratio: moderate.value.p99 / moderate.value.p50, pass: 2.5, stretch: 1.6, higher: false, shown: `${ms(moderate.value.p50)} -> ${ms(moderate.value.p99)}`, plan: 'smaller groups of commits' },
  { id: 'G8', what: 'warm isolate call, share of raw function', ratio: isolate.rawMs / isolate.warmMs, pass: 0.7, stretch: 0.75, higher: true, shown: `${ms(isolate.rawMs)} raw, ${ms(isolate.warmMs)}`, plan: 'the price of --jitless; it is a wall' },
  { id: 'G10', what: 'first event of a cold extension beyond a warm one, over isolate+context+compile', ratio: cold.extraMs / isolate.coldMs, pass: 1.5, stretch: 1.15, higher: false, shown: `${ms(cold.extraMs)} of ${ms(isolate.coldMs)}`, plan: 'code cached beside the bundle, isolates made ahead in the spare process' },
  { id: 'G11', what: 'memory per active extension, over 1 MB', ratio: cold.activeMb, pass: 1.5, stretch: 1.25, higher: false, shown: `${cold.activeMb.toFixed(2)} MB`, plan: 'a smaller guest' },
  { id: 'G11', what: 'memory per installed, idle extension, over 32 KB', ratio: cold.idleKb / 32, pass: 1, stretch: 0.25, higher: false, shown: `${cold.idleKb.toFixed(1)} KB`, plan: 'nothing of a package kept in the host' },
];
process.stdout.write(`\nThroughput counts ${note}.\n`);
printTable(figures);
const missed = figures.filter((f) => verdict(f) === 'missed');
if (missed.length) printMissed(missed, await host.profile(trade, orders));
await host.stop();
if (values.json)
  process.stdout.write(`${JSON.stringify(Object.fromEntries(figures.map((f) => [`${f.id} ${f.what}`, { ratio: f.ratio, verdict: verdict(f) }])))}\n`);
