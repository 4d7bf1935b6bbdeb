/** The host of `npm run bench -- usage`, in a process of its own so that its memory is only its own. */
import { randomBytes } from 'node:crypto';
import { createLog, createSealer } from '../runtime/base/index.ts';
import { composeHost } from '../runtime/host/compose.ts';
import { seedDemo } from '../runtime/host/seed.ts';
import { openStore, SYSTEM } from '../runtime/store/index.ts';

const store = await openStore({ database: process.argv[2]!, sealer: createSealer(randomBytes(32)) });
const seeded = await store.write(SYSTEM, seedDemo);
const host = await composeHost({ store, log: createLog({ level: 'error' }), port: 0, address: '127.0.0.1' });
process.send!({ url: `${host.url}/public/v1`, ...seeded });
process.on('message', (message) => {
  if (message === 'peak') process.send!({ peakMb: process.resourceUsage().maxRSS / 1024 });
  else void host.close().then(() => process.exit(0));
});
