/**
 * Lists stay flat: each list over a table that grows is asked for its plan, as it comes and by every filter that has an
 * index. None reads the table from end to end, and none sorts more than it found by that index.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listCollection, type Collection } from '../../runtime/domain/kit/index.ts';
import { ROUTES } from '../../runtime/host/compose.ts';
import { openStore, type Actor } from '../../runtime/store/index.ts';
import { TEST_SEALER } from '../support/engines.ts';
import { planOf, recordStatements } from '../support/plans.ts';

type Listed = Collection<{ id: string }>;

/**
 * Tables with rows for every order or every month, and those that their lists are made of. Tier accounts are not among them:
 * their list sorts the account's own, because an index for it would cost every order with a new customer a page.
 */
const GROWING = [
  ...['request', 'asset', 'task', 'event', 'billing_request', 'tier_account_request', 'tier_config', 'tier_config_request'],
  ...['usage_file', 'usage_record', 'usage_chunk', 'usage_reconciliation', 'helpdesk_case'],
];
/** How a plan calls them in views. */
const ALIASES: Record<string, string> = { r: 'usage_record', f: 'usage_file', c: 'usage_chunk' };
/** Who sees everything waits for it in other lists: an index would cost each row that is written. */
const FOR_OPERATOR = ['request', 'asset'];

const actor = (id: string, role: Actor['role']): Actor => ({ accountId: id, role, by: { id, name: id } });
const LISTS = new Map(
  ROUTES.flatMap((route) => (route.kind === 'list' && !route.below ? [[route.collection as Listed, route.path] as const] : [])).filter(
    ([{ table, rows }]) => !rows && (GROWING.includes(table) || table === 'usage_record_shown'),
  ),
);

/** Queries, and whether an index of the filter leads to the few rows that are then put in order. */
function queries({ fields, states, order }: Listed): { text: string; found: boolean }[] {
  const byDefault = Object.entries(fields).find(([, f]) => f.order && f.column === order[0]![0])?.[0];
  const ordered = (filter: string) => (byDefault ? [`${filter}ordering(${byDefault})`, `${filter}ordering(-${byDefault})`] : []);
  const stated = states ? ['status=pending&', 'in(status,(pending,active))&'].flatMap(ordered) : [];
  const indexed = Object.keys(fields).filter((name) => fields[name]!.indexed);
  return [
    ...['', ...ordered(''), ...stated].map((text) => ({ text, found: false })),
    ...indexed.flatMap((name) => [`${name}=x`, `in(${name},(x,y))`].map((text) => ({ text, found: true }))),
  ];
}

test('no list over a table that grows reads it through, or sorts all of an account', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'entrepot-plans-'));
  const store = await openStore({ database: join(folder, 'entrepot.db'), sealer: TEST_SEALER });
  try {
    const faults: string[] = [];
    let asked = 0;
    const texts = recordStatements();
    for (const [collection, path] of LISTS)
      for (const role of ['vendor', 'distributor', 'operator'] as const)
        for (const { text, found } of role === 'operator' && !FOR_OPERATOR.includes(collection.table) ? [] : queries(collection)) {
          texts.clear();
          for (const limit of [0, 20]) await store.read(actor('VA-1', role), (ctx) => listCollection(ctx, collection, `${text}&limit=${limit}`));
          const lists = [...texts].filter((sent) => / limit \+\?/.test(sent));
          expect(lists.length, path).toBeGreaterThan(0);
          for (const sent of lists) {
            asked++;
            const plan = await store.read(actor('VA-1', role), (ctx) => planOf(ctx, sent));
            // what was sold on through a distributor is found by its links and then put in order
            const linked = role === 'distributor' && plan.some((step) => step.includes('asset_seller'));
            for (const step of plan) if (isFault(step, found || linked)) faults.push(`${path}?${text} as ${role}: ${step}`);
          }
        }
    expect([...new Set(faults)]).toEqual([]);
    expect(asked).toBeGreaterThan(100);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});

/** Sorting is of all rows found, unless only rows of the same time are put in order. */
function isFault(step: string, found: boolean): boolean {
  const [, name, index] = /^SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?/.exec(step) ?? [];
  const table = name === undefined ? '' : (ALIASES[name] ?? name);
  return step === 'MULTI-INDEX OR' || (GROWING.includes(table) && index === undefined) || (!found && step === 'USE TEMP B-TREE FOR ORDER BY');
}
