/** Schedules of manifests: each due time becomes one event, for one installation, in the right hour. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ManualClock } from '../../runtime/base/index.ts';
import { SYSTEM } from '../../runtime/store/index.ts';
import { fireDue, somethingDue } from '../../runtime/scheduler/fire.ts';
import { nextDue } from '../../runtime/scheduler/due.ts';
import { scheduleSubject } from '../../runtime/scheduler/index.ts';
import { syncSchedules } from '../../runtime/scheduler/sync.ts';
import { describeEngines, type TestDatabase } from '../support/engines.ts';
import { ok, openDispatch, ORDER } from '../support/dispatch.ts';

const at = (text: string) => Date.parse(text);
const cron = (text: string, timezone: string | null = null) => ({ cron: text, every_ms: null, timezone });

test('cron times are those of the time zone, across the change to summer time', () => {
  const daily = cron('30 2 * * *', 'Europe/Berlin');
  expect(new Date(nextDue(daily, at('2026-03-27T12:00:00Z'))).toISOString()).toBe('2026-03-28T01:30:00.000Z');
  expect(new Date(nextDue(daily, at('2026-03-29T12:00:00Z'))).toISOString()).toBe('2026-03-30T00:30:00.000Z');
  expect(new Date(nextDue(cron('0 9 1 * *'), at('2026-01-15T00:00:00Z'))).toISOString()).toBe('2026-02-01T09:00:00.000Z');
});

test('an interval keeps its beat, whatever was missed', () => {
  const every = { cron: null, every_ms: 60_000, timezone: null };
  expect(nextDue(every, 1_000_000)).toBe(1_060_000);
  expect(nextDue(every, 1_060_000, 1_060_000)).toBe(1_120_000);
  expect(nextDue(every, 1_300_001, 1_060_000)).toBe(1_360_000);
});

describeEngines('schedules', (engine) => {
  let database: TestDatabase;
  let d: Awaited<ReturnType<typeof openDispatch>>;
  beforeEach(async () => {
    database = await engine.database();
    d = await openDispatch(database, { clock: new ManualClock('2026-01-01T00:00:30.000Z') });
    (d.source.subjects as Map<string, unknown>).set('schedule', scheduleSubject);
  });
  afterEach(async () => {
    await d.store.close();
    await database.drop();
  });
  const hooks = { [ORDER]: {}, scheduled_execution: {} };
  const setManifest = (installation: string, version: string, schedules: object[]) =>
    d.store.write(SYSTEM, async (ctx) => {
      const { extension_id } = await ctx.tx.selectFrom('installation').select('extension_id').where('id', '=', installation).executeTakeFirstOrThrow();
      const present = await ctx.tx.selectFrom('package_version').selectAll().where('extension_id', '=', extension_id).executeTakeFirstOrThrow();
      const manifest = JSON.stringify({ hooks: {}, schedules });
      await ctx.tx
        .insertInto('package_version')
        .values({ ...present, id: `${extension_id}/${version}`, version, manifest })
        .execute();
      await ctx.tx.updateTable('installation').set({ version }).where('id', '=', installation).execute();
    });
  const round = () => d.store.write(SYSTEM, async (ctx) => [await syncSchedules(ctx), await fireDue(ctx)]);
  const schedules = () => d.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('schedule').selectAll().orderBy('name').execute());
  const fired = () => d.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('event').selectAll().where('type', '=', 'scheduled_execution').orderBy('seq').execute());

  test('a due time fires once and reaches its own installation only, with its name and due time', async () => {
    const mine = await d.install({ hooks });
    await d.install({ hooks });
    await setManifest(mine, '1.1.0', [{ name: 'sync', everySeconds: 60 }]);
    await round();
    await round();
    expect(await fired()).toEqual([]);
    d.clock.advance(60_000);
    await Promise.all([round(), round(), round()]);
    const events = await fired();
    expect(events).toMatchObject([{ status: '', data: JSON.stringify({ installation: mine, due: '2026-01-01T00:01:30.000Z' }) }]);
    expect(events[0]!.object_id).toMatch(/^EFS-\d{4}-\d{4}$/);
    await d.route();
    const frames = await d.claim(10);
    expect(frames.map((f) => [f.installation, f.object])).toEqual([[mine, { id: events[0]!.object_id, name: 'sync', due: '2026-01-01T00:01:30.000Z' }]]);
    await d.dispatcher.call(frames[0]!, { runnerId: 'RT-1', name: 'one', environments: ['*'], secretsGranted: true }, 'step.put', { name: 's', value: 1 });
    await d.settle(frames[0]!, ok({ decision: 'done' }));
    // recorded steps belong to one execution, not to the schedule
    d.clock.advance(60_000);
    await round();
    await d.route();
    const [second] = await d.claim(10);
    expect(second!.steps).toEqual({});
    await d.settle(second!, ok({ decision: 'done' }));
  });

  test('what was missed is skipped, what is a little late is not', async () => {
    const id = await d.install({ hooks });
    await setManifest(id, '1.1.0', [{ name: 'hourly', cron: '0 * * * *' }]);
    await round();
    d.clock.advance(5.5 * 3_600_000);
    await round();
    expect(await fired()).toEqual([]);
    expect(new Date((await schedules())[0]!.next_due_ms).toISOString()).toBe('2026-01-01T06:00:00.000Z');
    d.clock.advance(at('2026-01-01T06:00:50.000Z') - d.clock.now());
    await round();
    expect((await fired()).map((e) => (JSON.parse(e.data) as { due: string }).due)).toEqual(['2026-01-01T06:00:00.000Z']);
  });

  test('schedules follow the installed version, and go with the installation', async () => {
    const id = await d.install({ hooks });
    await setManifest(id, '1.1.0', [
      { name: 'a', everySeconds: 60 },
      { name: 'b', cron: '0 0 * * *' },
    ]);
    await round();
    const before = await schedules();
    await setManifest(id, '1.2.0', [
      { name: 'a', everySeconds: 60 },
      { name: 'b', cron: '0 1 * * *' },
      { name: 'c', everySeconds: 120 },
    ]);
    await round();
    const after = await schedules();
    expect(after.map((s) => s.name)).toEqual(['a', 'b', 'c']);
    expect(after[0]).toEqual(before[0]);
    expect(after[1]).toMatchObject({ id: before[1]!.id, cron: '0 1 * * *' });
    await setManifest(id, '1.3.0', [{ name: 'c', everySeconds: 120 }]);
    await round();
    expect((await schedules()).map((s) => s.name)).toEqual(['c']);
    expect(await d.store.read(SYSTEM, somethingDue)).toBe(false);
    await d.store.write(SYSTEM, (ctx) => ctx.tx.updateTable('installation').set({ status: 'uninstalled' }).where('id', '=', id).execute());
    expect(await d.store.read(SYSTEM, somethingDue)).toBe(true);
    await round();
    expect(await schedules()).toEqual([]);
    expect(await d.store.read(SYSTEM, somethingDue)).toBe(false);
  });

  test('a paused installation is not disturbed', async () => {
    const id = await d.install({ hooks });
    await setManifest(id, '1.1.0', [{ name: 'a', everySeconds: 60 }]);
    await round();
    await d.store.write(SYSTEM, (ctx) => ctx.tx.updateTable('installation').set({ status: 'paused' }).where('id', '=', id).execute());
    d.clock.advance(60_000);
    await round();
    expect(await fired()).toEqual([]);
  });
});
