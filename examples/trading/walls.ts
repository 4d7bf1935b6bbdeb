/**
 * The walls between the parties, looked at from every side: each list of each party holds exactly the objects of the trade that it is
 * to see, and every other one is not found. The lists hold the other ways' objects, too, if a wall has a hole.
 */
import { ApiError } from '../../runtime/cli/client.ts';
import type { Json, Party, Trade } from './trade.ts';

export async function checkWalls(trade: Trade): Promise<number> {
  let checks = 0;
  for (const party of trade.parties) {
    const started = Date.now();
    const faults: string[] = [];
    for (const [list, objects] of trade.made) {
      const own = [...objects].filter(([, seers]) => seers.some((by) => by().includes(party))).map(([id]) => id);
      const shown = ((await party.get(`${list}?limit=1000`)) as Json[]).map((o) => o.id as string);
      if (own.sort().join() !== shown.sort().join()) faults.push(`${list} shows ${difference(shown, own)}, hides ${difference(own, shown)}`);
      for (const id of objects.keys()) {
        checks++;
        const found = await finds(party, `${list}/${id}`);
        if (found !== own.includes(id)) faults.push(`${list}/${id} is ${found ? 'found' : 'not found'}`);
      }
    }
    const ended = faults.join('; ') || 'only its own';
    trade.note({ name: party.id, who: party.name, what: `looks into ${trade.made.size} lists`, planned: 'only its own', ended, ms: Date.now() - started });
  }
  return checks;
}

const difference = (some: string[], others: string[]) => some.filter((id) => !others.includes(id)).join(' ') || 'nothing';

async function finds(party: Party, path: string): Promise<boolean> {
  try {
    await party.get(path);
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  }
}
