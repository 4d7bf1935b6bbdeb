/** A host with some seeded trades, in a process of its own so that its time and memory are only its own. */
import { randomBytes } from 'node:crypto';
import { createLog, createSealer } from '../runtime/base/index.ts';
import { composeHost } from '../runtime/host/compose.ts';
import { seedDemo, seedOperator } from '../runtime/host/seed.ts';
import { openStore, SYSTEM } from '../runtime/store/index.ts';
import { fillLists } from './lists-rows.ts';
import type { Ask, Trade } from './seeded.ts';

const [database, trades] = [process.argv[2]!, Number(process.argv[3])];
const store = await openStore({ database, sealer: createSealer(randomBytes(32)) });
const operator = await store.write(SYSTEM, seedOperator);
const seeded: Trade[] = [];
for (let i = 0; i < trades; i++) seeded.push(await store.write(SYSTEM, seedDemo));
const host = await composeHost({ store, log: createLog({ level: 'error' }), port: 0, address: '127.0.0.1' });
process.send!({ url: `${host.url}/public/v1`, operator, trades: seeded });

process.on('message', (message: Ask) => {
  if (message.ask === 'peak') process.send!(process.resourceUsage().maxRSS / 1024);
  else if (message.ask === 'fill') void fillLists(store, message.originals, message.rows).then(() => process.send!(null));
  else void host.close().then(() => process.exit(0));
});
