/** A host for the walk: in this process, on a database of its own, with a clock that is turned and jobs that run when told. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSealer, silentLog, type Clock } from '../../../runtime/base/index.ts';
import type { Dispatcher } from '../../../runtime/dispatch/index.ts';
import { seedOperator } from '../../../runtime/host/seed.ts';
import { composeHost } from '../../../runtime/host/compose.ts';
import { openStore, SYSTEM, type Store } from '../../../runtime/store/index.ts';
import type { Party, Walk, WalkHost } from './walk.ts';

export interface RunningHost extends WalkHost {
  store: Store;
  dispatcher: Dispatcher;
  parties: Walk['parties'];
  /** Another account of a role, for what needs two of them. */
  account(role: Party['role'], name: string): Promise<Party>;
  close(): Promise<void>;
}

/** `open`: on another database than one of its own. */
export async function startWalkHost(open?: (options: { clock: Clock }) => Promise<Store>): Promise<RunningHost> {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-walk-'));
  // real time, and what `pass` adds to it: what happens one after the other has times one after the other. While the host works it
  // stands still, so a slow machine makes no step due that is a pause away
  let ahead = 0;
  let still: number | undefined;
  const now = () => still ?? Date.now() + ahead;
  const clock: Clock = { now, iso: () => new Date(now()).toISOString() };
  const store = await (open?.({ clock }) ?? openStore({ database: join(folder, 'entrepot.db'), sealer: createSealer(randomBytes(32)), clock }));
  const host = await composeHost({ store, log: silentLog, port: 0, address: '127.0.0.1', manual: true });
  const api = `${host.url}/public/v1`;
  const operator: Party = { role: 'operator', ...(await store.write(SYSTEM, seedOperator)) };

  /** As an operator does it by hand: the account, then its first token. */
  async function account(role: Party['role'], name: string): Promise<Party> {
    const post = async (path: string, body: object) => {
      const headers = { authorization: operator.token, 'content-type': 'application/json' };
      const answer = await fetch(api + path, { method: 'POST', headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as { id: string; token: string };
    };
    const { id } = await post('/accounts', { name, role });
    const { token } = await post('/auth/tokens', { name: `${name} (first)`, owner: { id } });
    return { role, id, token };
  }

  const [vendor, distributor, reseller] = [await account('vendor', 'Acme'), await account('distributor', 'Contoso'), await account('reseller', 'Nordwind')];
  return {
    ...{ api, store, dispatcher: host.dispatcher },
    parties: { operator, vendor, distributor, reseller },
    account,
    async pass(ms) {
      ahead += ms;
      still = now();
      await host.pass().finally(() => (still = undefined));
    },
    lastEvent: (objectId) =>
      store.read(SYSTEM, async (ctx) => {
        const row = await ctx.tx.selectFrom('event').select('id').where('object_id', '=', objectId).orderBy('seq', 'desc').limit(1).executeTakeFirst();
        return row?.id ?? null;
      }),
    async close() {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
