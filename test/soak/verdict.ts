/** What the database and the event log say after a soak. */
import { SYSTEM, type Store } from '../../runtime/store/index.ts';
import { ledgerFaults, longLanes, outcomesOf, readLedger } from '../kill/ledger.ts';

const PURCHASE = 'asset_purchase_request_processing';

export interface SoakVerdict {
  faults: string[];
  /** Orders by status, and their events by status, as the tables have them. */
  requests: Record<string, number>;
  events: Record<string, number>;
  tasks: Record<string, number>;
  attempts: number;
  outcomes: Record<string, number>;
  /** Results that came after their lease was gone, and were refused. */
  late: number;
  lanesWithSeveral: number;
  /** Assets made at the vendors, and requests that repeated one. */
  made: number;
  repeated: number;
}

export async function judge(store: Store, run: { placed: Set<string>; orders: number; made: Map<string, string[]> }): Promise<SoakVerdict> {
  const ledger = await store.read(SYSTEM, (ctx) => readLedger(ctx, PURCHASE));
  const requests = await store.read(SYSTEM, ({ tx }) => tx.selectFrom('request').select(['id', 'asset_id', 'status']).execute());
  const events = [...ledger.events.values()].filter((e) => e.type === PURCHASE);
  const approvals = Map.groupBy(
    events.filter((e) => e.status === 'approved'),
    (e) => e.object_id,
  );
  const there = new Set(requests.map((r) => r.id));
  return {
    faults: [
      ...(run.placed.size === run.orders ? [] : [`${run.placed.size} of ${run.orders} orders were placed`]),
      ...(requests.length === run.orders ? [] : [`${requests.length} orders are in the database, ${run.orders} were placed`]),
      ...[...run.placed].filter((id) => !there.has(id)).map((id) => `${id} was answered and is not there`),
      ...requests.filter((r) => r.status !== 'approved').map((r) => `${r.id} is ${r.status}`),
      ...requests.filter((r) => approvals.get(r.id)?.length !== 1).map((r) => `${r.id} was approved ${approvals.get(r.id)?.length ?? 0} times`),
      ...requests.filter((r) => r.status === 'approved' && !run.made.has(r.asset_id)).map((r) => `${r.asset_id} is approved and was never made`),
      ...[...run.made].filter(([, keys]) => new Set(keys).size !== 1).map(([asset, keys]) => `${asset} was asked for with the keys ${keys.join(', ')}`),
      ...ledgerFaults(ledger),
    ],
    requests: countBy(requests, (r) => r.status),
    events: countBy(events, (e) => e.status),
    tasks: countBy(ledger.tasks, (t) => t.status),
    attempts: [...ledger.attempts.values()].flat().length,
    outcomes: outcomesOf(ledger),
    late: [...ledger.attempts.values()].flat().filter((a) => a.late !== null).length,
    lanesWithSeveral: longLanes(ledger).length,
    made: run.made.size,
    repeated: [...run.made.values()].reduce((sum, keys) => sum + keys.length - 1, 0),
  };
}

function countBy<T>(rows: T[], name: (row: T) => string): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(rows, name)].map(([key, list]) => [key, list.length]));
}
