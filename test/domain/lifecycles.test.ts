/** The lifecycle tables: sound by themselves, and every (state, action, role) answers as the table says. */
import { describe, expect, test } from 'vitest';
import { checkLifecycle, nextState, type Lifecycle } from '../../runtime/base/index.ts';
import { sessionLifecycle, tokenLifecycle, userLifecycle } from '../../runtime/domain/accounts/index.ts';
import { contractLifecycles } from '../../runtime/domain/contracts/index.ts';
import { caseLifecycle } from '../../runtime/domain/helpdesk/index.ts';
import { postLifecycle } from '../../runtime/domain/news/index.ts';
import { REQUEST_KINDS, requestLifecycle } from '../../runtime/domain/orders/index.ts';
import { listingRequestLifecycle } from '../../runtime/domain/marketplaces/index.ts';
import { itemLifecycle, productLifecycle } from '../../runtime/domain/products/index.ts';
import { configRequestLifecycle } from '../../runtime/domain/tier-configs/index.ts';
import { accountRequestLifecycle } from '../../runtime/domain/tiers/index.ts';
import { usageChunkLifecycle, usageFileLifecycle } from '../../runtime/domain/usage/index.ts';
import { installationLifecycle } from '../../runtime/registry/commands.ts';

const LIFECYCLES: Lifecycle[] = [
  ...[productLifecycle, itemLifecycle, listingRequestLifecycle],
  ...[configRequestLifecycle, accountRequestLifecycle],
  ...[requestLifecycle, usageFileLifecycle, usageChunkLifecycle, installationLifecycle],
  caseLifecycle,
  ...[userLifecycle, tokenLifecycle, sessionLifecycle, postLifecycle, ...Object.values(contractLifecycles)],
];

describe.each(LIFECYCLES)('the lifecycle of a $name', (lifecycle) => {
  test('has no unreachable state, no dead end and no two rows for one case', () => expect(checkLifecycle(lifecycle)).toEqual([]));

  test('allows exactly its rows, and says what is allowed instead', () => {
    const states = new Set(lifecycle.transitions.flatMap((t) => [...t.from, t.to]));
    const actions = new Set(lifecycle.transitions.map((t) => t.on));
    const roles = new Set(lifecycle.transitions.flatMap((t) => t.by));
    for (const status of states)
      for (const action of actions)
        for (const role of roles) {
          const row = lifecycle.transitions.find((t) => t.on === action && t.from.includes(status));
          const move = () => nextState(lifecycle, { id: 'X', status }, action, role);
          if (!row) expect(move, `${action} in ${status}`).toThrow(/not possible there/);
          else if (!row.by.includes(role)) expect(move, `${action} by ${role}`).toThrow(/is for/);
          else expect(move()).toBe(row.to);
        }
  });
});

test('the published transitions of requests and subscriptions each have a row', () => {
  const rules = new Set([...requestLifecycle.transitions.map((t) => t.rule), ...Object.values(REQUEST_KINDS).flatMap((k) => k.rules)]);
  for (const n of [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]) expect(rules).toContain(`fulfilment-request/${n}`);
  for (let n = 1; n <= 12; n++) expect(rules).toContain(`subscription/${n}`);
});
