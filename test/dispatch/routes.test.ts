/** /devops/tasks: who sees which tasks, under which names, and what may be done with them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { taskRoutes } from '../../runtime/dispatch/index.ts';
import { listCollection, type CallRoute, type ListRoute } from '../../runtime/domain/kit/index.ts';
import type { Actor, Role } from '../../runtime/store/index.ts';
import { approved, failed, openDispatch, RUNNER, type OpenDispatch } from '../support/dispatch.ts';
import { describeEngines } from '../support/engines.ts';

const actor = (accountId: string, role: Role = 'vendor'): Actor => ({ accountId, role, by: { id: `SU-${accountId}`, name: accountId } });
const OPERATOR = actor('OA-1', 'operator');

interface Task {
  id: string;
  status: string;
  state: string;
  replay_of: string | null;
  replayed_as: string[];
  lane: { state: string; head: boolean };
  result: unknown;
  attempts: { outcome: string; counted: boolean; stack: string | null }[];
  last_error: string | null;
}

describeEngines('tasks over REST', (engine) => {
  let d: OpenDispatch;
  const done: string[] = [];
  let dead = '';
  beforeAll(async () => {
    d = await openDispatch(engine);
    await d.install({ account: 'VA-1' });
    await d.install({ account: 'VA-2' });
    for (const [object, account] of [
      ['PR-1', 'VA-1'],
      ['PR-2', 'VA-1'],
      ['PR-3', 'VA-2'],
    ] as const)
      await d.order(object, { accounts: [account] });
    await d.route();
    for (const frame of await d.claim(10)) {
      if (frame.event.objectId === 'PR-2') {
        dead = frame.task;
        await d.dispatcher.log(frame, RUNNER, [{ at: '2026-01-01T00:00:00.000Z', level: 'info', text: 'made', fields: { n: 1 } }]);
        await d.settle(frame, failed('NON_RETRIABLE', { message: 'quota exceeded' }));
      } else {
        done.push(frame.task);
        await d.settle(frame, approved);
      }
    }
  });
  afterAll(() => d.close());

  const { collection } = taskRoutes.find((r) => r.operation === 'listTasks') as ListRoute;
  const list = async (who: Actor, query = '') => (await d.store.read(who, (ctx) => listCollection(ctx, collection, query))).items as Task[];
  async function call<T = Task>(who: Actor, operation: string, id: string, body: unknown = {}, query: Record<string, string> = {}): Promise<T> {
    const route = taskRoutes.find((r) => r.operation === operation) as CallRoute;
    const input = { params: { id }, query, body, headers: () => undefined };
    const unit = route.kind === 'write' ? d.store.write : d.store.read;
    return unit(who, (ctx) => route.run(ctx, input, { store: d.store, actor: who, words: [] })) as Promise<T>;
  }

  test('an account sees the tasks of its own installations, the operator all', async () => {
    expect(await list(actor('VA-1'))).toHaveLength(2);
    expect(await list(actor('VA-2'))).toHaveLength(1);
    expect(await list(actor('VA-3'))).toEqual([]);
    expect(await list(OPERATOR)).toHaveLength(3);
    for (const operation of ['getTask', 'getTaskLogs', 'getTaskAttempts', 'replayTask', 'resubmitTask', 'discardTask'])
      await expect(call(actor('VA-2'), operation, dead, { reason: 'x' })).rejects.toMatchObject({ kind: 'notFound' });
  });

  test('tasks are found by their published status and by our own state', async () => {
    expect((await list(OPERATOR, 'eq(status,succeeded)')).map((t) => t.state)).toEqual(['done', 'done']);
    expect((await list(OPERATOR, 'status=failed')).map((t) => t.id)).toEqual([dead]);
    expect((await list(OPERATOR, 'in(state,(dead,retry))')).map((t) => t.status)).toEqual(['failed']);
    expect((await list(OPERATOR, 'object.id=PR-3&event_type=asset_purchase_request_processing')).map((t) => t.id)).toHaveLength(1);
    await expect(list(OPERATOR, 'eq(result,x)')).rejects.toMatchObject({ kind: 'badRql' });
  });

  test('one task tells how each attempt went, where its lane stands, and what was logged', async () => {
    const task = await call(actor('VA-1'), 'getTask', dead);
    expect(task).toMatchObject({
      status: 'failed',
      result: { code: 'NON_RETRIABLE', message: 'quota exceeded' },
      last_error: 'quota exceeded',
      lane: { state: 'parked', head: true },
      attempts: [{ outcome: 'NON_RETRIABLE', counted: true }],
    });
    expect(await call(actor('VA-1'), 'getTaskAttempts', dead)).toMatchObject([{ fence: 1, outcome: 'NON_RETRIABLE' }]);
    const [line] = await call<{ id: number; text: string }[]>(OPERATOR, 'getTaskLogs', dead);
    expect(line).toMatchObject({ level: 'info', text: 'made', fields: { n: 1 }, fence: 1 });
    expect(await call(OPERATOR, 'getTaskLogs', dead, {}, { after: String(line!.id) })).toEqual([]);
  });

  test('a replay is a task of its own that knows where it came from, and a discard says why', async () => {
    const replayed = await call(actor('VA-1'), 'replayTask', dead, { forget_steps: true });
    expect(replayed).toMatchObject({ status: 'scheduled', replay_of: dead, attempts: [] });
    expect((await call(actor('VA-1'), 'getTask', dead)).replayed_as).toEqual([replayed.id]);
    const logs = await call<{ text: string }[]>(actor('VA-1'), 'getTaskLogs', replayed.id);
    expect(logs.map((l) => l.text)).toEqual([`replay of ${dead}`, 'recorded steps forgotten: there were none']);
    const [frame] = await d.claim(1);
    await d.settle(frame!, failed('NON_RETRIABLE'));
    const given = await call(OPERATOR, 'discardTask', replayed.id, { reason: 'sold twice' });
    expect(given).toMatchObject({
      status: 'skipped',
      state: 'cancelled',
      lane: { state: 'empty' },
      result: { discarded: { reason: 'sold twice', by: { id: 'SU-OA-1' } } },
    });
    await expect(call(OPERATOR, 'discardTask', done[0]!, { reason: 'x' })).rejects.toThrow('only a dead letter is discarded');
  });
});
