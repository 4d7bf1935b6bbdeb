/** G10 and G11: the first event of a cold extension, and the memory of many of them. */
import { residentMb, type BenchHost } from './host.ts';
import { median } from './table.ts';
import { ONE_STEP, type Trade } from './world.ts';

export interface Cold {
  /** Milliseconds that a first event takes beyond a warm one of the same kind. */
  extraMs: number;
  activeMb: number;
  idleKb: number;
}

/** Each account gets a sandbox process of its own; first events come this far apart, so that the spare one is ready. */
const SPARE_MS = 400;

/**
 * The installations share no isolate: each is of another account. Before each first event an order of a warm extension
 * is placed after the same pause, so that what a pause costs the host itself stands on both sides.
 */
export async function measureCold(host: BenchHost, trades: number, warm: Trade): Promise<Cold> {
  const before = (await host.state()).rssMb;
  const installed: Trade[] = [];
  for (let i = 0; i < trades; i++) installed.push(await host.trade(`${ONE_STEP}\nexport const of = '${i} ${'p'.repeat(2000)}';`));
  const idleKb = (((await host.state()).rssMb - before) / trades) * 1024;
  const extra: number[] = [];
  for (const cold of installed) {
    const before = await afterPause(host, warm);
    const first = await afterPause(host, cold);
    extra.push(first - before);
  }
  return { extraMs: median(extra), activeMb: await activeMb(), idleKb };
}

async function afterPause(host: BenchHost, trade: Trade): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, SPARE_MS));
  const [placed] = await host.accept(trade, 1, 1);
  const at = new Map(await host.approvals(1, 10_000)).get(placed!.id);
  if (at === undefined) throw new Error(`order ${placed!.id} was not approved`);
  return at - placed!.at;
}

/** The growth of one sandbox process per isolate, 100 of them with the guest and a package loaded. */
async function activeMb(): Promise<number> {
  const { SandboxProcess } = await import('../runtime/runner/sandbox/index.ts');
  const sandbox = await SandboxProcess.start({ rssMaxMb: 2048 });
  await sandbox.ready;
  const before = residentMb(sandbox.pid) ?? NaN;
  const count = 100;
  await new Promise<void>((resolve) => {
    let loaded = 0;
    for (let i = 0; i < count; i++)
      sandbox.open('module.exports.default = { hooks: { x: async () => ({ decision: "done" }) } };', 64, 1000, {
        sent: () => ++loaded === count && resolve(),
        turn() {},
        lost: () => ++loaded === count && resolve(),
      });
  });
  const after = residentMb(sandbox.pid) ?? NaN;
  sandbox.kill('CANCELLED', 'measured');
  return (after - before) / count;
}
