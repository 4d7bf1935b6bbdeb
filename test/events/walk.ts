/** The walk that fires every event: its parts are driven, and a runner that serves three accounts writes down what it gets. */
import { EVENTS, HOOK_TYPES, type EventDefinition, type Manifest, type TaskFrame } from '../../sdk/contract/index.ts';
import { createInstallation, registerPackage } from '../../runtime/registry/index.ts';
import { SYSTEM, type Store } from '../../runtime/store/index.ts';
import type { Clock } from '../../runtime/base/index.ts';
import { Drive } from '../conformance/walk/drive.ts';
import { startWalkHost, type RunningHost } from '../conformance/walk/host.ts';
import { PARTS } from '../conformance/walk/parts/index.ts';
import type { Json, Party } from '../conformance/walk/walk.ts';
import { rest } from './rest.ts';

export interface Got {
  event: TaskFrame['event'];
  object: { id: string; status?: string; state?: string };
}

export interface Walked {
  got: Got[];
  /** Types and statuses of all events that were written, whoever heard of them; a webhook's trigger by hand is no event for hooks. */
  written: string[];
  /** `GET /devops/event-definitions`, whole and the last two. */
  definitions: Json[];
  page: { range: string | null; types: string[] };
}

/** What is under way at the end is waited for so long. */
const SETTLED_MS = 5_000;

const definitionOf = (type: string) => (EVENTS as Record<string, EventDefinition>)[type];
export const statusesOf = (type: string): readonly string[] => definitionOf(type)?.statuses ?? [];

/** `begin` is told of each call and pause before it is made. */
export async function walkEvents(open?: (options: { clock: Clock }) => Promise<Store>, begin: (name: string) => void = () => {}): Promise<Walked> {
  const host = await startWalkHost(open);
  try {
    const { got, drain } = runner(host);
    for (const by of [host.parties.vendor, host.parties.distributor, host.parties.reseller]) await install(host, by);
    const pass = async (ms: number) => {
      begin('pass');
      await host.pass(ms);
      await drain();
    };
    const drive = new Drive({ ...host, pass }, host.parties, async ({ method, path }, send) => {
      begin(`${method} ${path.split('?')[0]!.replaceAll(/[A-Z]+-[\d-]+/g, 'ID')}`);
      const answer = await send();
      await drain();
      return answer;
    });
    for (const part of Object.values(PARTS)) await part(drive, host);
    await rest(drive);
    // on PostgreSQL the host's own loop may be at what a round of ours did not see
    const atWork = () =>
      host.store.read(SYSTEM, async ({ tx }) => {
        const leased = await tx.selectFrom('lane').select('id').where('state', '=', 'leased').executeTakeFirst();
        return leased ?? (await tx.selectFrom('event').select('id').where('routed', '=', 0).executeTakeFirst());
      });
    for (const end = Date.now() + SETTLED_MS; (await atWork()) && Date.now() < end;) await drain();
    const events = (ctx: Parameters<Parameters<typeof host.store.read>[1]>[0]) =>
      ctx.tx.selectFrom('event').where('type', '!=', 'webhook_triggered').select(['type', 'status']).distinct().execute();
    const written = (await host.store.read(SYSTEM, events)).map(({ type, status }) => `${type} ${status}`);
    const ask = (query: string) => fetch(`${host.api}/devops/event-definitions?${query}`, { headers: { authorization: host.parties.vendor.token } });
    const page = await ask('limit=2&offset=1');
    const types = ((await page.json()) as Json[]).map((d) => d.type as string);
    return { got, written, definitions: (await (await ask('')).json()) as Json[], page: { range: page.headers.get('content-range'), types } };
  } finally {
    await host.close();
  }
}

/** A runner with one hundred places that is done with everything at once; who waits is answered before anything else. */
function runner({ dispatcher }: RunningHost) {
  const got: Got[] = [];
  const frames: TaskFrame[] = [];
  const usage = { wallMs: 0, cpuMs: 0, calls: 0, requests: 0 };
  async function end({ task, fence, event, object }: TaskFrame): Promise<void> {
    got.push({ event, object: object as Got['object'] });
    const decision = definitionOf(event.type)!.decisions[0]!;
    await dispatcher.settle({ t: 'result', task, fence, outcome: { ok: true, decision: { decision } }, usage }, 'host');
  }
  dispatcher.join({
    ...{ runnerId: 'RT-1', name: 'test', environments: ['*'], secretsGranted: false, room: () => 100, askedRoom: () => 100 },
    deliver(more) {
      for (const frame of more)
        if (frame.class === 'interactive') void end(frame);
        else frames.push(frame);
      return true;
    },
  });
  return {
    got,
    async drain() {
      for (let more = true; more || frames.length;) {
        more = await dispatcher.round();
        for (const frame of frames.splice(0)) await end(frame);
      }
    },
  };
}

async function install(host: RunningHost, by: Party): Promise<void> {
  const hooks = Object.fromEntries(HOOK_TYPES.map((type) => [type, statusesOf(type).length ? { statuses: [...statusesOf(type)] } : {}]));
  const manifest: Manifest = { name: `all-of-${by.role}`, version: '1.0.0', type: 'multiaccount', hooks, schedules: [{ name: 'minute', everySeconds: 60 }] };
  await host.store.write(SYSTEM, async (ctx) => {
    const { extension } = await registerPackage(ctx, by.id, { manifest, bundle: '', sourceMap: '', digest: by.id });
    await createInstallation(ctx, { extensionId: extension.id, version: '1.0.0', accountId: by.id });
  });
}
