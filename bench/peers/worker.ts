/** A peer's worker in a process of its own: `worker.ts ADAPTER PLACE`. Tells the bench which orders its handler finished. */
import type { Adapter, Place } from './adapter.ts';

const [name, place] = process.argv.slice(2);
const adapter = (await import(`./adapters/${name}.ts`)) as Adapter;

let told: string[] = [];
/** One message for all that finished in a turn of the event loop, so that a fast peer does not pay for being watched. */
function handled(id: string): void {
  if (told.push(id) > 1) return;
  setImmediate(() => {
    process.send!({ handled: told });
    told = [];
  });
}

process.on('disconnect', () => process.exit(0));
await adapter.work!(JSON.parse(place!) as Place, handled);
process.send!({ ready: true });
