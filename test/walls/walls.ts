/** The walls tried for a while: a world by a seed, then random lists, calls and replays, each run had again by its own number. */
import fc from 'fast-check';
import { newId } from '../../runtime/base/index.ts';
import { seeded } from '../kill/random.ts';
import type { EngineCase } from '../support/engines.ts';
import { Walls } from './checks.ts';
import { buildWorld } from './world.ts';

export interface Runs {
  list: number;
  call: number;
  replay: number;
}

/** Throws with the first answer that tells too much, or another than it should; answers how many calls were made. */
export async function tryWalls(engine: EngineCase, seed: number, runs: Runs): Promise<Walls['met']> {
  const digits = seeded(seed);
  const world = await buildWorld(({ clock }) => engine.open({ clock, newId: (kind) => newId(kind, () => Math.floor(digits() * 10)) }));
  try {
    const walls = await Walls.around(world);
    for (const ask of ['list', 'call', 'replay'] as const)
      await fc.assert(
        fc.asyncProperty(fc.noShrink(fc.nat()), (run) => walls[ask](seeded(run))),
        { seed, numRuns: runs[ask] },
      );
    return walls.met;
  } finally {
    await world.host.close();
  }
}
