/** Recordings at the host: written with the settlement, sealed, read by whom they belong to, deleted by rule. */
import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ResultFrame, TaskFrame } from '../../sdk/contract/index.ts';
import { readRecording, recordingsJob } from '../../runtime/dispatch/recordings.ts';
import { retentionJob } from '../../runtime/dispatch/index.ts';
import { taskRoutes } from '../../runtime/dispatch/routes.ts';
import { changeSwitches } from '../../runtime/registry/commands.ts';
import { SYSTEM, type Actor } from '../../runtime/store/index.ts';
import { approved, failed, openDispatch, resultOf, RUNNER, type OpenDispatch } from '../support/dispatch.ts';
import { describeEngines, type TestDatabase } from '../support/engines.ts';

const DAY_MS = 86_400_000;
const TEXT = '{"t":"header"}\n{"t":"call","n":1,"op":"log"}\n{"t":"end"}';
const packed = (text: string) => zstdCompressSync(text).toString('base64');
const FOR_EVER = { recordings: 0, failedRecordings: 0, logs: 0, invocations: 0, tasks: 0, deadLetters: 0, events: 0 };
const actor = (accountId: string, role: Actor['role']): Actor => ({ accountId, role, by: { id: accountId, name: accountId } });

describeEngines('recordings', (engine) => {
  let database: TestDatabase;
  let world: OpenDispatch;
  let installation: string;
  beforeAll(async () => {
    database = await engine.database();
    world = await openDispatch(database, {
      commands: {
        approve: async (_, id) => {
          if (id === 'broken') throw new Error('no');
        },
      },
    });
    Object.assign(world.source, { recordings: true });
    installation = await world.install({ concurrency: 32 });
  });
  afterAll(async () => {
    await world.close();
    await database.drop();
  });

  const settle = (frame: TaskFrame, outcome: ResultFrame['outcome'], recording: string) =>
    world.dispatcher.settle({ ...resultOf(frame, outcome), recording }, RUNNER);
  async function claimed(id: string): Promise<TaskFrame> {
    await world.order(id);
    await world.route();
    return (await world.claim(32)).find((frame) => frame.event.objectId === id)!;
  }
  const rows = () => world.store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('recording').selectAll().orderBy('id').execute());
  const clear = () => world.store.write(SYSTEM, (ctx) => ctx.tx.deleteFrom('recording').execute());
  const read = (task: string, fence?: string) => world.store.read(SYSTEM, (ctx) => readRecording(ctx, task, fence));
  const keep = async (rules: Partial<typeof FOR_EVER>) => {
    const job = retentionJob({ ...FOR_EVER, ...rules });
    while (await job.run(world.store));
  };

  test('are written in the unit that settles, sealed, and read back by attempt', async () => {
    const frame = await claimed('one');
    expect(frame.record).toEqual({ key: expect.stringMatching(/^[0-9a-f]{64}$/) as string, personal: [] });
    await settle(frame, failed('RETRY', { retryAfterMs: 1 }), packed(TEXT));
    world.clock.advance(DAY_MS);
    const [again] = await world.claim(32);
    await settle(again!, approved, packed('{"t":"second"}'));
    const [first, second] = await rows();
    expect([first!.failed, second!.failed, first!.installation_id]).toEqual([1, 0, installation]);
    expect(Buffer.from(first!.body).includes(Buffer.from(packed(TEXT), 'base64'))).toBe(false);
    expect(await read(frame.task)).toBe('{"t":"second"}\n');
    expect(await read(frame.task, String(frame.fence))).toBe(`${TEXT}\n`);
    await expect(read(frame.task, '9')).rejects.toThrow(`${frame.task} has no recording of attempt 9`);
    await expect(read(frame.task, 'x')).rejects.toThrow('fence: "x" is not allowed');
  });

  test('of an attempt whose decision is refused or comes late are kept with the end it got, or not at all', async () => {
    await clear();
    const frame = await claimed('broken');
    await settle(frame, approved, packed(TEXT));
    expect((await rows()).map((row) => row.failed)).toEqual([1]);
    expect((await settle(frame, approved, packed(TEXT))).accepted).toBe(false);
    expect((await rows()).length).toBe(1);
  });

  test('are read by the owner of the installation and the operator, and by nobody else', async () => {
    await clear();
    const frame = await claimed('private');
    await settle(frame, approved, packed(TEXT));
    const route = taskRoutes.find((r) => r.operation === 'getTaskRecording') as unknown as { run(ctx: unknown, input: unknown): Promise<string> };
    const asked = (as: Actor) => world.store.read(as, (ctx) => route.run(ctx, { params: { id: frame.task }, query: {} }));
    for (const one of [actor('VA-1', 'vendor'), actor('PA-0', 'operator')]) expect(await asked(one)).toBe(`${TEXT}\n`);
    for (const one of [actor('VA-2', 'vendor'), actor('PA-1', 'distributor'), actor('VA-1-1', 'reseller')])
      await expect(asked(one)).rejects.toMatchObject({ kind: 'notFound' });
  });

  test('that are no recordings, or unfold to more than one can have, are not read', async () => {
    const frames = [await claimed('noise'), await claimed('bomb')];
    await settle(frames[0]!, approved, Buffer.from('noise').toString('base64'));
    await settle(frames[1]!, approved, zstdCompressSync(Buffer.alloc(50_000_000)).toString('base64'));
    for (const frame of frames) await expect(read(frame.task)).rejects.toThrow('cannot be read');
  });

  test('are not asked for where the host or the installation has them off', async () => {
    const owner = (recording: boolean) => world.store.write(actor('VA-1', 'vendor'), (ctx) => changeSwitches(ctx, installation, { recording }));
    await owner(false);
    expect((await claimed('off')).record).toBeUndefined();
    await owner(true);
    expect((await claimed('on')).record).toBeDefined();
    Object.assign(world.source, { recordings: false });
    expect((await claimed('host off')).record).toBeUndefined();
    Object.assign(world.source, { recordings: true });
  });

  test('go after their days, those of failures later', async () => {
    await clear();
    await settle(await claimed('well'), approved, packed(TEXT));
    await settle(await claimed('ill'), failed('NON_RETRIABLE'), packed(TEXT));
    world.clock.advance(8 * DAY_MS);
    await settle(await claimed('young'), approved, packed(TEXT));
    await keep({ recordings: 7, failedRecordings: 30 });
    expect((await rows()).map((row) => row.failed)).toEqual([1, 0]);
    world.clock.advance(31 * DAY_MS);
    await keep({ recordings: 7, failedRecordings: 30 });
    expect(await rows()).toEqual([]);
  });

  test('go, the oldest first, when an installation has more bytes of them than it may', async () => {
    await clear();
    for (const id of ['a', 'b', 'c', 'd']) await settle(await claimed(id), approved, packed(TEXT));
    const before = await rows();
    const job = recordingsJob(before[0]!.bytes * 2);
    while (await job.run(world.store));
    expect((await rows()).map((row) => row.id)).toEqual(before.slice(2).map((row) => row.id));
  });

  test('do not hold a password that a step of an earlier attempt made: the next task says to mask it', async () => {
    const frame = await claimed('secretive');
    const call = (value: unknown, secret?: boolean) =>
      world.dispatcher.call({ ...frame, call: 1 }, RUNNER, 'step.put', { name: `step ${String(secret)}`, value, ...(secret ? { secret } : {}) });
    await call({ password: 'kQ7mVx2RtY9w' }, true);
    await call({ id: 'box-1' });
    await settle(frame, failed('RETRY', { retryAfterMs: 1 }), packed(TEXT));
    world.clock.advance(DAY_MS);
    const again = (await world.claim(32)).find((one) => one.event.objectId === 'secretive')!;
    expect(again.masked).toEqual(['kQ7mVx2RtY9w']);
  });
});
