/**
 * Where the handlers of a simulation run. `sandboxes`: in the isolates of production. `inProcess`: in the test's own process,
 * so that a debugger steps from the test into the handler; the messages, their order and the globals are the same, the limits
 * on memory and CPU are not there.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { silentLog } from '../../runtime/base/index.ts';
import type { Guest, Guests } from '../../runtime/runner/attempt.ts';
import { SandboxPool, type Borrow } from '../../runtime/runner/sandbox/index.ts';
import { createBridge } from '../guest/bridge.ts';
import type { RunHeader } from '../guest/protocol.ts';
import { serve, type Hook } from '../guest/serve.ts';
import { openScope } from './scope.ts';
import type { VirtualTime } from './time.ts';

export interface OpenGuests extends Guests {
  close(): void;
}

/** One pool for all simulations of a process; it stays a moment for the next one. */
let pool: SandboxPool | undefined;
let users = 0;
let leaving: NodeJS.Timeout | undefined;
const LINGER_MS = 250;

/** `name` keeps isolates of one simulation from the next. */
export function sandboxes(name: string): OpenGuests {
  clearTimeout(leaving);
  users++;
  const shared = (pool ??= new SandboxPool({ processesMax: 2, idleMax: 8, tasksMax: 10_000, rssMaxMb: 512, log: silentLog }));
  const own = (installation: string) => `${name} ${installation}`;
  return {
    borrow: ({ key, ...rest }) => shared.borrow({ ...rest, key: { ...key, account: own(key.account), installation: own(key.installation) } }),
    deliver: (guest, text, turnMs) => shared.deliver(guest as never, text, turnMs),
    release: (guest, outcome) => shared.release(guest as never, outcome),
    convict: (installation) => shared.convict(own(installation)),
    close() {
      if (--users > 0) return;
      leaving = setTimeout(() => {
        const last = pool;
        pool = undefined;
        void last?.close();
      }, LINGER_MS);
    },
  };
}

/** A started sandbox process costs 0.2 s: it is started beside everything else. */
export function warmUp(): void {
  void pool?.warmUp().catch(() => {});
}

export function inProcess(hooks: Record<string, Hook>): OpenGuests {
  const scope = openScope();
  return {
    async borrow({ listener }) {
      let sent: string[] = [];
      const bridge = createBridge((text) => sent.push(text));
      const inside = scope.enter(bridge);
      const served = serve(bridge, inside.world, () => hooks);
      return {
        tasks: 1,
        // an entry, its microtasks, what it sent, and its end: as the sandbox tells it
        async enter(text: string) {
          inside.run(() => served(JSON.parse(text) as RunHeader));
          await nextTurn();
          const told = sent;
          sent = [];
          for (const message of told) listener.sent(message);
          listener.turn(0);
        },
      };
    },
    deliver: (guest, text) => void (guest as Guest & { enter(text: string): Promise<void> }).enter(text),
    release() {},
    convict() {},
    close: () => scope.close(),
  };
}

/** Time stands while a turn runs. */
export function counted(guests: OpenGuests, time: VirtualTime): OpenGuests {
  const turns = new Map<Guest, { left: number }>();
  return {
    ...guests,
    async borrow(given: Borrow) {
      const open = { left: 1 };
      time.enter();
      const { listener } = given;
      const turn: typeof listener.turn = (...told) => {
        listener.turn(...told);
        if (open.left > 0 && open.left--) time.leave();
      };
      try {
        const guest = await guests.borrow({ ...given, listener: { ...listener, turn } });
        turns.set(guest, open);
        // one that has been loaded has no first turn
        if (guest.tasks > 0 && open.left > 0 && open.left--) time.leave();
        return guest;
      } catch (error) {
        time.leave();
        throw error;
      }
    },
    deliver(guest, text, turnMs) {
      const open = turns.get(guest);
      if (open) open.left++;
      time.enter();
      guests.deliver(guest, text, turnMs);
    },
    release(guest, outcome) {
      guests.release(guest, outcome);
      const open = turns.get(guest);
      for (; open && open.left > 0; open.left--) time.leave();
      turns.delete(guest);
    },
  };
}
