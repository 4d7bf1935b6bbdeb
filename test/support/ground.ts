/** A host whose clock is turned by hand, for walks that trade on it as examples/trading does. */
import { ManualClock, silentLog } from '../../runtime/base/index.ts';
import { composeHost, type Host } from '../../runtime/host/compose.ts';
import { seedOperator } from '../../runtime/host/seed.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import type { Ground } from '../../examples/trading/trade.ts';
import type { EngineCase } from './engines.ts';

/** Longer than the pause between two steps of the platform. */
const STEP_MS = 200;

export interface StartedGround extends AsyncDisposable {
  host: Host;
  ground: Ground & { hurry(): Promise<void> };
  close(): Promise<void>;
}

export async function startGround(engine: EngineCase): Promise<StartedGround> {
  const clock = new ManualClock(Date.parse('2026-02-01T08:00:00Z'));
  const store = await engine.open({ clock });
  const host = await composeHost({ store, log: silentLog, port: 0, address: '127.0.0.1', manual: true });
  const { token } = await store.write(SYSTEM, seedOperator);
  const hurry = () => {
    clock.advance(STEP_MS);
    return host.pass();
  };
  const ground = { api: `${host.url}/public/v1`, operator: token, say: () => {}, hurry };
  return { host, ground, close: () => host.close(), [Symbol.asyncDispose]: () => host.close() };
}
