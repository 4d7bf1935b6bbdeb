/**
 * Every event of the catalogue fires with every status it is declared with, and reaches a hook for just that status with
 * the object in it: the parts of the walk are driven, and a runner that serves three accounts writes down what it gets.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { EVENTS, HOOK_TYPES, type EventDefinition, type Manifest, type TaskFrame } from '../../sdk/contract/index.ts';
import { createInstallation, registerPackage } from '../../runtime/registry/index.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { Drive } from '../conformance/walk/drive.ts';
import { startWalkHost, type RunningHost } from '../conformance/walk/host.ts';
import { PARTS } from '../conformance/walk/parts/index.ts';
import type { Json, Party } from '../conformance/walk/walk.ts';
import { describeWalks, type EngineCase } from '../support/engines.ts';
import { rest } from './rest.ts';

/** Published, and nothing here fires them: the platform does not have their objects. */
const LISTED_ONLY = ['pricelist_version_changed', 'translation_change', 'billing_transformation_request', 'pricing_transformation_request'];

interface Got {
  event: TaskFrame['event'];
  object: { id: string; status?: string; state?: string };
}

interface Walked {
  got: Got[];
  /** Types and statuses of all events that were written, whoever heard of them; a webhook's trigger by hand is no event for hooks. */
  written: string[];
  /** `GET /devops/event-definitions`, whole and the last two. */
  definitions: Json[];
  page: { range: string | null; types: string[] };
}

const definitionOf = (type: string) => (EVENTS as Record<string, EventDefinition>)[type];
const statusesOf = (type: string): readonly string[] => definitionOf(type)?.statuses ?? [];
const keysOf = (type: string) => (statusesOf(type).length ? statusesOf(type) : ['']).map((status) => [type, status] as const);
const CASES = HOOK_TYPES.flatMap(keysOf);

describeWalks('the event catalogue', (engine) => {
  let walked: Walked;
  beforeAll(async () => void (walked = await walk(engine)), 240_000);

  test.each(CASES)('%s %s reaches its hook', (type, status) => {
    const found = walked.got.find(({ event }) => event.type === type && event.status === status);
    expect(found, `${type} ${status} was never delivered`).toBeDefined();
    expect(found!.object.id).toBe(found!.event.objectId);
    if (status) expect(found!.object.status ?? found!.object.state).toBe(status);
  });

  test('nothing fires that is not in it', () => {
    expect(walked.written.filter((key) => !CASES.some(([type, status]) => key === `${type} ${status}`))).toEqual([]);
  });

  test('GET /devops/event-definitions has all of it, in pages', () => {
    expect(walked.definitions.map((d) => [d.type, d.category])).toEqual(Object.entries(EVENTS).map(([type, { category }]) => [type, category]));
    expect(walked.page).toEqual({ range: `items 1-2/${Object.keys(EVENTS).length}`, types: Object.keys(EVENTS).slice(1, 3) });
  });
});

describe('what is listed and never fires', () => {
  test('is named here', () => {
    const silent = Object.keys(EVENTS).filter((type) => !(HOOK_TYPES as string[]).includes(type));
    expect(silent.sort()).toEqual([...LISTED_ONLY].sort());
  });
});

async function walk(engine: EngineCase): Promise<Walked> {
  const host = await startWalkHost((options) => engine.open(options));
  try {
    const { got, drain } = runner(host);
    for (const by of [host.parties.vendor, host.parties.distributor, host.parties.reseller]) await install(host, by);
    const pass = async (ms: number) => {
      await host.pass(ms);
      await drain();
    };
    const drive = new Drive({ ...host, pass }, host.parties, async (_sent, send) => {
      const answer = await send();
      await drain();
      return answer;
    });
    for (const part of Object.values(PARTS)) await part(drive, host);
    await rest(drive);
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
