/** `npm run demo -- --json` as a newcomer runs it: every planned end reached, and nothing left running. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test('the demo walks all its orders to their planned ends', { timeout: 90_000 }, () => {
  const out = execFileSync(process.execPath, ['--import', 'tsx', 'runtime/cli/main.ts', 'demo', '--json'], { encoding: 'utf8', timeout: 60_000 });
  const summary = JSON.parse(out.trim().split('\n').at(-1)!) as {
    ok: boolean;
    orders: { placed: number; approved: number; failed: number; inquired: number };
    tasks: Record<string, number>;
    wallMs: number;
  };
  expect(summary.ok).toBe(true);
  expect(summary.orders.placed).toBe(summary.orders.approved + summary.orders.failed);
  expect(summary.orders.inquired).toBe(1);
  expect(summary.tasks).toMatchObject({ retried: 1, dead: 1, replayed: 1 });
});
