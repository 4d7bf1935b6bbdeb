/** A candidate tried on recorded attempts: what is counted, how differences are grouped, what the gate says; and nothing is sent. */
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampled } from '../../runtime/cli/commands/shadow.ts';
import { readGate, shadow, type Named, type ShadowOptions } from '../../runtime/cli/shadow.ts';
import type { Task } from '../../runtime/cli/tasks.ts';
import { ORDER } from '../support/extension.ts';
import { openRecorded, recordingOf } from './attempts.ts';

const handler = (body: string) => ({ bundle: `module.exports.default = { hooks: { ${ORDER}: async (ctx, object) => { ${body} } } };` });
const body = (qty: string, note = '') => `
  const seen = await ctx.fetch('https://erp.example/stock/' + object.id);
  await ctx.fetch('https://erp.example/licenses/' + object.id, { method: 'POST', body: { qty: ${qty}, sent: Date.now() } });
  ${note}
  return { decision: 'approve', params: { seats: String(object.qty) } };`;
const BASELINE = handler(body('object.qty'));

let world: ReturnType<typeof openRecorded>;
const recorded: Named[] = [];
/** Whoever is reached by a replay says so here. */
const reached: string[] = [];
const canary = createServer((request, response) => (reached.push(request.url!), response.end('{}')));

beforeAll(async () => {
  world = openRecorded({ answer: (op) => (op === 'fetch' ? { status: 200, headers: {}, body: '{}', url: '' } : null) });
  for (let qty = 1; qty <= 6; qty++)
    recorded.push({ name: `TQ-${qty}`, recording: recordingOf(await world.run(BASELINE.bundle, { object: { id: `PR-${qty}`, qty } })) });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await world.pool.close();
  canary.close();
});

const tried = (candidate: { bundle: string }, more: Partial<ShadowOptions> = {}, recordings = recorded) => shadow(recordings, { candidate, ...more });

test('the same code is identical; one that only says more has the same effects', async () => {
  expect(await tried(BASELINE, { baseline: BASELINE })).toMatchObject({ total: 6, counts: { identical: 6, excluded: 0 }, groups: [] });
  expect(await tried(handler(body('object.qty', `ctx.log.info('more')`)))).toMatchObject({ counts: { 'same effects': 6 }, groups: [] });
});

test('a changed argument is one line for all its attempts, with both values of the first', async () => {
  const report = await tried(handler(body('String(object.qty)')), { gate: readGate('identical=95%,changed=0,diverged=0') });
  expect(report.counts).toMatchObject({ identical: 0, 'changed effects': 6, diverged: 0 });
  expect(report.groups).toEqual([
    {
      ...{ count: 6, what: 'fetch POST erp.example/licenses/…', path: 'body.qty', kind: 'number became text' },
      example: {
        name: expect.stringMatching(/^TQ-/) as string,
        recorded: expect.stringMatching(/^\d$/) as string,
        now: expect.stringMatching(/^"\d"$/) as string,
      },
    },
  ]);
  expect(report.gate).toEqual([
    { rule: 'identical >= 95%', passed: false, found: '0.0%' },
    { rule: 'changed effects <= 0', passed: false, found: '6' },
    { rule: 'diverged <= 0', passed: true, found: '0' },
  ]);
  expect((await tried(handler(body('String(object.qty)')), { ignore: ['body.qty'] })).counts).toMatchObject({ 'same effects': 6 });
});

test('another decision, a new effect and one that is gone are told as such; what fails now is counted', async () => {
  const inquires = handler(`if (object.qty > 4) return { decision: 'inquire', note: 'too many' }; ${body('object.qty')}`);
  const report = await tried(inquires);
  expect(report.counts).toMatchObject({ identical: 4, 'changed effects': 2 });
  expect(report.groups.map(({ count, what, kind }) => [count, what, kind])).toEqual(
    expect.arrayContaining([[2, 'fetch POST erp.example/licenses/…', 'gone'], [2, 'decides inquire', 'new'], [2, 'decides approve', 'gone']]), // prettier-ignore
  );
  const fails = await tried(handler(`${body('object.qty').replace('return', 'if (object.qty === 3) throw new TypeError("three"); return')}`));
  expect(fails.counts).toMatchObject({ identical: 5, failed: 1 });
  expect(fails.groups.map((g) => g.what)).toContain('ends HANDLER_ERROR');
});

test('an attempt that takes its process down is one that failed, and the others are tried all the same', async () => {
  expect((await tried(handler(body('object.qty', 'if (object.qty === 2) for (;;);')))).counts).toMatchObject({ identical: 5, failed: 1 });
});

test('what says nothing about the candidate is left out, with the reason', async () => {
  const chancy = handler(body('object.qty', 'globalThis.n = (globalThis.n ?? 0) + 1;'));
  const report = await tried(BASELINE, { baseline: chancy, gate: readGate('identical=1%') }, [
    ...recorded,
    { name: 'TQ-9', recording: 'it was not recorded, or not kept' },
  ]);
  expect(report.counts).toMatchObject({ excluded: 7, identical: 0 });
  expect(report.excluded).toEqual([
    { reason: 'recorded by another version (1.0.0)', count: 6 },
    { reason: 'it was not recorded, or not kept', count: 1 },
  ]);
  // nothing to judge is no success
  expect(report.gate).toMatchObject([{ passed: false }]);
});

test('nothing leaves, whatever the candidate asks for', async () => {
  const { port } = canary.address() as { port: number };
  const asks = handler(`await ctx.fetch('http://127.0.0.1:${port}/one', { method: 'POST', body: { id: object.id } });
    try { await ctx.fetch('http://127.0.0.1:${port}/two'); } catch {} await ctx.storage.set('k', 1); ${body('object.qty')}`);
  expect((await tried(asks)).counts).toMatchObject({ diverged: 6 });
  expect(reached).toEqual([]);
});

test('a gate that cannot be read is refused; the sample has failures first and one of each kind in turn', () => {
  for (const text of ['identical', 'good=1', 'diverged=101%', 'constructor=1']) expect(() => readGate(text)).toThrow(`--gate: ${JSON.stringify(text)}`);
  const task = (id: string, event_type: string, state: string) => ({ id, event_type, state }) as Task;
  const tasks = [task('a1', 'a', 'done'), task('a2', 'a', 'done'), task('a3', 'a', 'done'), task('b1', 'b', 'done'), task('d', 'a', 'dead')];
  expect(sampled(tasks, 4).map((t) => t.id)).toEqual(['d', 'a1', 'b1', 'a2']);
});
