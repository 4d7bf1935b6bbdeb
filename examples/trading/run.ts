/** Walks ways of trading on a host that is there, and tells what came of each, as read back over REST. */
import { clientOf } from '../../runtime/cli/client.ts';
import { Trade, type Ground, type Json, type Party } from './trade.ts';
import { checkWalls } from './walls.ts';
import { WAYS } from './ways/index.ts';

export interface Walked {
  ok: boolean;
  /** Why it did not end as planned. */
  error?: string;
  parties: readonly Party[];
  steps: number;
  contracts: number;
  listings: number;
  orders: { placed: number; approved: number };
  bills: number;
  usage: { records: number; closed: number };
  /** Objects looked for by each of the parties. */
  walls: number;
  ms: number;
}

export async function walkWay(name: string, ground: Ground): Promise<Walked> {
  const started = Date.now();
  const trade = new Trade(ground);
  let walls = 0;
  let error: string | undefined;
  try {
    await WAYS[name]!.walk(trade);
    walls = await checkWalls(trade);
  } catch (thrown) {
    error = (thrown as Error).message;
  }
  const [placed, records] = [await shown(ground, trade, '/requests'), await shown(ground, trade, '/usage/records')];
  const approved = placed.filter((r) => r.status === 'approved').length;
  const closed = records.filter((r) => r.status === 'closed').length;
  return {
    ok: error === undefined && placed.length > 0 && approved === placed.length && records.length > 0 && closed === records.length,
    ...(error === undefined ? {} : { error }),
    parties: trade.parties,
    steps: trade.walks.length,
    ...{ contracts: trade.count('/contracts'), listings: trade.count('/listings'), bills: trade.count('/subscriptions/requests') },
    orders: { placed: placed.length, approved },
    usage: { records: records.length, closed },
    ...{ walls, ms: Date.now() - started },
  };
}

/** The objects of the trade as the operator reads them, who sees all. */
async function shown({ api, operator }: Ground, trade: Trade, list: string): Promise<Json[]> {
  const ids = [...(trade.made.get(list)?.keys() ?? [])];
  return ids.length ? clientOf(api, operator).request('GET', `${list}?in(id,(${ids.join()}))&limit=1000`) : [];
}
