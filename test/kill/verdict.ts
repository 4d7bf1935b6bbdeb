/** What must hold after all the killing, read from both databases and from what the service was asked. */
import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { createSealer } from '../../runtime/base/index.ts';
import { openStore, SYSTEM, type StepRow } from '../../runtime/store/index.ts';
import { ledgerFaults, longLanes, outcomesOf, readLedger, type Ledger } from './ledger.ts';
import type { Asked } from './proxy.ts';

const PURCHASE = 'asset_purchase_request_processing';

export interface Verdict {
  faults: string[];
  approved: number;
  resources: number;
  /** Resources beyond one for each subscription. */
  duplicates: number;
  requests: number;
  repeated: number;
  attempts: number;
  /** How the attempts ended, by name. */
  outcomes: Record<string, number>;
  lost: number;
  superseded: number;
  lanesWithSeveral: number;
  dead: number;
}

export async function judge(input: { database: string; vendorDatabase: string; asked: Asked[]; orders: number }): Promise<Verdict> {
  const state = await readPlatform(input.database);
  const vendor = new Database(input.vendorDatabase, { readonly: true });
  const resources = (vendor.prepare('select asset from workspace').all() as { asset: string }[]).map((row) => row.asset);
  vendor.close();
  const effects = Map.groupBy(
    input.asked.filter((a) => a.method === 'POST'),
    (a) => a.asset,
  );
  const { ledger } = state;
  const outcomes = outcomesOf(ledger);
  const dead = ledger.tasks.filter((t) => t.status === 'dead' || t.status === 'cancelled');
  return {
    faults: [
      ...(state.approved.length === input.orders ? [] : [`${state.approved.length} of ${input.orders} orders are approved`]),
      ...resourceFaults(resources, state.approved),
      ...keyFaults(effects),
      ...stepFaults(effects, state),
      ...ledgerFaults(ledger),
      ...dead.map((t) => `${t.id} is ${t.status}: ${t.result ?? ''}`),
    ],
    approved: state.approved.length,
    resources: resources.length,
    duplicates: resources.length - new Set(resources).size,
    requests: input.asked.length,
    repeated: [...effects.values()].reduce((sum, list) => sum + list.length - 1, 0),
    attempts: [...ledger.attempts.values()].flat().length,
    outcomes,
    lost: (outcomes['RUNNER_LOST'] ?? 0) + (outcomes['SANDBOX_LOST'] ?? 0),
    superseded: ledger.tasks.filter((t) => t.status === 'superseded').length,
    lanesWithSeveral: longLanes(ledger).length,
    dead: dead.length,
  };
}

interface State {
  ledger: Ledger;
  steps: StepRow[];
  /** Assets whose purchase is approved. */
  approved: string[];
  assetOf: Map<string, string>;
}

async function readPlatform(database: string): Promise<State> {
  const store = await openStore({ database, sealer: createSealer(randomBytes(32)) });
  try {
    return await store.read(SYSTEM, async (ctx) => {
      const { tx } = ctx;
      const requests = await tx.selectFrom('request').select(['id', 'asset_id', 'status']).execute();
      const active = new Set((await tx.selectFrom('asset').select('id').where('status', '=', 'active').execute()).map((a) => a.id));
      return {
        ledger: await readLedger(ctx, PURCHASE),
        steps: await tx.selectFrom('step').selectAll().where('handler', '=', PURCHASE).execute(),
        approved: requests.filter((r) => r.status === 'approved' && active.has(r.asset_id)).map((r) => r.asset_id),
        assetOf: new Map(requests.map((r) => [r.id, r.asset_id])),
      };
    });
  } finally {
    await store.close();
  }
}

/** Resources in the vendor's database = subscriptions approved. */
function resourceFaults(resources: string[], approved: string[]): string[] {
  const count = Map.groupBy(resources, (asset) => asset);
  const twice = [...count].filter(([, list]) => list.length > 1).map(([asset, list]) => `${asset} has ${list.length} resources`);
  const none = approved.filter((asset) => !count.has(asset)).map((asset) => `${asset} is approved and has no resource`);
  const stray = [...count.keys()].filter((asset) => !approved.includes(asset)).map((asset) => `${asset} has a resource and is not approved`);
  return [...twice, ...none, ...stray];
}

/** Every repeat carried its first key, and no two orders share one. */
function keyFaults(effects: Map<string, Asked[]>): string[] {
  const faults: string[] = [];
  const owners = new Map<string, string>();
  for (const [asset, list] of effects) {
    const keys = new Set(list.map((a) => a.key));
    if (keys.size !== 1 || keys.has('')) faults.push(`${asset} was asked for with the keys ${[...keys].join(', ') || 'none'}`);
    for (const key of keys) {
      if (owners.has(key)) faults.push(`${asset} and ${owners.get(key)} share the key ${key}`);
      owners.set(key, asset);
    }
  }
  return faults;
}

/** Nothing is asked for after its step was recorded; and what was approved was recorded. */
function stepFaults(effects: Map<string, Asked[]>, state: State): string[] {
  const recorded = new Map(state.steps.filter((s) => s.name === 'workspace').map((s) => [state.assetOf.get(s.object_id)!, Date.parse(s.created_at)]));
  const faults = state.approved.filter((asset) => !recorded.has(asset)).map((asset) => `${asset} is approved without a recorded step`);
  for (const [asset, list] of effects) {
    const at = recorded.get(asset);
    for (const asked of list)
      if (at !== undefined && asked.at > at) faults.push(`${asset} was asked for again ${asked.at - at} ms after its step was recorded`);
  }
  return faults;
}
