/** One installation misbehaves in every way; another account's orders all settle, in order, with no attempt lost to it. */
import { expect, test } from 'vitest';
import { SYSTEM } from '../../runtime/store/index.ts';
import { installExtension, placeOrder, WORD } from '../support/extension.ts';
import { startTestHost, until } from '../support/host.ts';
import { createWorld } from '../support/world.ts';

const ATTACKS: Record<string, { code: string; outcome: RegExp }> = {
  spin: { code: 'for (;;);', outcome: /TURN_TIMEOUT/ },
  memory: { code: 'const hoard = []; for (;;) hoard.push(new Array(1e6).fill(1));', outcome: /OUT_OF_MEMORY/ },
  'spin after await': { code: 'await ctx.sleep(1); for (;;);', outcome: /TURN_TIMEOUT/ },
  'throwing proxy': { code: 'throw new Proxy({}, { get() { for (;;); }, getPrototypeOf() { for (;;); } });', outcome: /TURN_TIMEOUT/ },
  'never settles': { code: 'await new Promise(() => {});', outcome: /WALL_TIMEOUT/ },
};

test('200 orders of a neighbour settle while every attack ends with its named outcome', { timeout: 120_000 }, async () => {
  await using system = await startTestHost();
  const [good, bad] = [await createWorld(system.store), await createWorld(system.store)];
  await installExtension(
    system,
    good,
    `const made = await ctx.step('tenant', async () => ({ url: 'https://a.example/' + request.asset.id })); return approve({ params: { url: made.url } });`,
  );
  const branches = Object.entries(ATTACKS).map(([name, { code }]) => `if (which === ${JSON.stringify(name)}) { ${code} }`);
  await installExtension(system, bad, `const which = ${WORD}; ${branches.join(' ')} return approve();`);

  const attacks = new Map<string, string>();
  for (const name of Object.keys(ATTACKS)) attacks.set(name, (await placeOrder(system, bad, name, name)).body.id);
  for (let i = 0; i < 200; i++) expect((await placeOrder(system, good, `good-${i}`)).status).toBe(201);

  const settled = await until(
    'the neighbour and the attacks',
    () =>
      system.store.read(SYSTEM, async (ctx) => {
        const tasks = await ctx.tx.selectFrom('task').selectAll().orderBy('seq').execute();
        const mine = tasks.filter((t) => t.account_id === good.vendor.id && t.event_type.startsWith('asset'));
        const theirs = tasks.filter((t) => t.account_id === bad.vendor.id && t.event_type.startsWith('asset'));
        return mine.length === 200 && mine.every((t) => t.status === 'done') && theirs.every((t) => t.status === 'dead') && { mine, theirs };
      }),
    90_000,
  );
  // no counted attempt beyond the one that settled
  expect(settled.mine.every((t) => t.attempt === 0)).toBe(true);
  const attempts = await system.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('attempt').selectAll().execute());
  for (const [name, { outcome }] of Object.entries(ATTACKS)) {
    const task = settled.theirs.find((t) => t.object_id === attacks.get(name))!;
    expect(
      attempts
        .filter((a) => a.task_id === task.id && a.counted)
        .map((a) => a.outcome)
        .join(),
      name,
    ).toMatch(outcome);
  }
  // approvals were committed in the order in which the lanes were made, object by object: one task, one approval each
  const approved = await system.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('event').select('object_id').where('status', '=', 'approved').execute());
  expect(new Set(approved.map((e) => e.object_id)).size).toBe(200);
  expect(approved).toHaveLength(200);
});
