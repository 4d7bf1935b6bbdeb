/** The last steps of an attempt are recorded with its result; nothing that can be seen outside overtakes a record. */
import { expect, test } from 'vitest';
import type { HeldStep } from '../../sdk/contract/index.ts';
import { createSteps } from '../../runtime/runner/broker/steps.ts';
import { openAttempts, taskOf } from '../support/attempts.ts';

const task = taskOf({ task: 'TQ-1', bundle: 'b' });
const step = (name: string): HeldStep => ({ name, value: name });
const later = () => new Promise((resolve) => setTimeout(resolve, 40));

function host() {
  const said: string[] = [];
  const state = { said, refuse: false };
  const steps = createSteps(async (_, op, args) => {
    if (state.refuse) throw new Error('not now');
    said.push(`${op} ${(args as HeldStep).name}`);
    return null;
  });
  return { state, steps };
}

test('what is taken by the result is not said', async () => {
  const { state, steps } = host();
  await steps.put(task, step('one'), 5);
  await steps.put(task, step('two'), 5);
  expect(steps.take(task)).toEqual([step('one'), step('two')]);
  expect(steps.take(task)).toEqual([]);
  await later();
  expect(state.said).toEqual([]);
});

test('what no result takes is said in a moment, and before the next call', async () => {
  const { state, steps } = host();
  await steps.put(task, step('one'), 5);
  await steps.bring(task);
  expect(state.said).toEqual(['step.put one']);
  expect(steps.bring(task)).toBeUndefined();
  await steps.put(task, step('two'), 5);
  await later();
  expect(state.said).toEqual(['step.put one', 'step.put two']);
  expect(steps.take(task)).toEqual([]);
});

test('what the host did not take waits on, and goes with the result', async () => {
  const { state, steps } = host();
  state.refuse = true;
  await steps.put(task, step('one'), 5);
  await expect(steps.bring(task)).rejects.toThrow('not now');
  await steps.put(task, step('two'), 5);
  expect(steps.take(task)).toEqual([step('one'), step('two')]);
});

test('a large one, one too many, and one whose name the host must judge are said at once, after those that wait', async () => {
  const { state, steps } = host();
  await steps.put(task, step('small'), 5);
  await steps.put(task, step('large'), 20_000);
  await steps.put(task, step('odd\0'), 5);
  for (let i = 1; i <= 9; i++) await steps.put(task, step(`s${i}`), 5);
  expect(state.said).toEqual(['small', 'large', 'odd\0', 's1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9'].map((name) => `step.put ${name}`));
});

test('in an attempt: a request waits for the record of the step before it, the last step comes with the result', { timeout: 20_000 }, async () => {
  const order: string[] = [];
  await using attempts = openAttempts({
    forward: async (_, op, args) => {
      await later();
      order.push(`${op} ${(args as HeldStep).name ?? ''}`.trim());
      return null;
    },
  });
  const body = `await ctx.step('first', async () => 1); await ctx.storage.get('k'); await ctx.step('last', async () => 2); return approve({ params: {} });`;
  const { outcome, steps } = await attempts.result('EIN-1', body);
  expect(outcome).toMatchObject({ ok: true });
  expect(order).toEqual(['step.put first', 'kv.get']);
  expect(steps).toEqual([{ name: 'last', value: 2 }]);
  const failed = await attempts.result('EIN-1', `await ctx.step('first', async () => 1); throw new Error('after it');`);
  expect(failed).toMatchObject({ outcome: { ok: false, code: 'HANDLER_ERROR' }, steps: [{ name: 'first', value: 1 }] });
});
