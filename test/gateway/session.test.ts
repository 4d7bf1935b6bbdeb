/** The door for runners, against clients that do not keep to the protocol: wire.md sections 1, 2 and 9. */
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { silentLog } from '../../runtime/base/index.ts';
import { createGateway, type Gateway } from '../../runtime/gateway/index.ts';
import { CREDITS_MAX, INTERACTIVE_CREDITS_MAX, SESSION_LIMITS, type SessionLimits } from '../../runtime/gateway/session.ts';
import { createRunnerToken } from '../../runtime/registry/index.ts';
import { SYSTEM, type Store } from '../../runtime/store/index.ts';
import type { HostFrame, RunnerFrame } from '../../sdk/contract/index.ts';
import { approved, CHECK, ok, openDispatch, resultOf } from '../support/dispatch.ts';
import { ENGINES } from '../support/engines.ts';

const HELLO: RunnerFrame = { t: 'hello', protocol: ['entrepot.1'], runner: 'test:1', walls: { files: true, network: false }, versions: { node: 'v26' } };

let store: Store;
let d: Awaited<ReturnType<typeof openDispatch>>;
let server: Server;
let gateway: Gateway;
let url: string;
let token: string;
const clients: Client[] = [];

beforeEach(async () => {
  const database = await ENGINES[0]!.database();
  d = await openDispatch(database);
  store = d.store;
  await serve();
  token = await store.write(SYSTEM, (ctx) => createRunnerToken(ctx, { name: 'test', environments: ['*'], secretsGranted: true }));
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.terminate();
  await gateway.close();
  await d.dispatcher.stop();
  await new Promise((resolve) => server.close(resolve));
  await store.close();
});

async function serve(limits: Partial<SessionLimits> = {}): Promise<void> {
  if (server) {
    await gateway.close();
    await new Promise((resolve) => server.close(resolve));
  }
  gateway = createGateway({ store, dispatcher: d.dispatcher, log: silentLog, limits: { ...SESSION_LIMITS, ...limits } });
  server = createServer();
  gateway.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/runner/v1/connect`;
}

class Client {
  readonly socket: WebSocket;
  readonly frames: HostFrame[] = [];
  readonly messages: number[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly open: Promise<number>;

  constructor(options: { authorization?: string; origin?: string } = {}) {
    const { authorization = `Bearer ${token}`, origin } = options;
    this.socket = new WebSocket(url, { headers: { authorization }, perMessageDeflate: false, ...(origin ? { origin } : {}) });
    clients.push(this);
    this.socket.on('error', () => {});
    this.socket.on('message', (data) => {
      this.messages.push(String(data).length);
      this.frames.push(...(JSON.parse(String(data)) as HostFrame[]));
    });
    this.closed = new Promise((resolve) => this.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })));
    this.open = new Promise((resolve) => {
      this.socket.on('open', () => resolve(101));
      this.socket.on('unexpected-response', (_, answer) => resolve(answer.statusCode ?? 0));
    });
  }

  async say(...frames: unknown[]): Promise<this> {
    await this.open;
    this.socket.send(JSON.stringify(frames));
    return this;
  }

  async until<T extends HostFrame['t']>(t: T, count = 1): Promise<Extract<HostFrame, { t: T }>[]> {
    for (const end = Date.now() + 5_000; ; await new Promise((resolve) => setTimeout(resolve, 5))) {
      const found = this.frames.filter((f) => f.t === t);
      if (found.length >= count) return found as Extract<HostFrame, { t: T }>[];
      if (Date.now() > end) throw new Error(`no ${t} came; came: ${this.frames.map((f) => f.t).join(', ')}`);
    }
  }
}

async function orders(count: number, concurrency = 300): Promise<void> {
  await d.install({ concurrency });
  for (let i = 0; i < count; i++) await d.order(`PR-${i}`);
  d.dispatcher.start();
}

test('a runner is let in by its token, from no browser, at one path', async () => {
  expect(await new Client().open).toBe(101);
  expect(await new Client({ authorization: `Bearer RT-${'0'.repeat(12)}:${'0'.repeat(48)}` }).open).toBe(401);
  expect(await new Client({ authorization: '' }).open).toBe(401);
  expect(await new Client({ origin: 'https://evil.example' }).open).toBe(403);
  url = url.replace('connect', 'elsewhere');
  expect(await new Client().open).toBe(404);
});

test('hello comes first, in time, once, and in a protocol that is spoken', async () => {
  await serve({ helloMs: 50 });
  expect(await new Client().closed).toEqual({ code: 1008, reason: 'no hello within 50 ms' });
  expect(await (await new Client().say({ t: 'credit', n: 1 })).closed).toEqual({ code: 1008, reason: 'credit before hello' });
  expect(await (await new Client().say(HELLO, HELLO)).closed).toEqual({ code: 1008, reason: 'hello was said already' });
  expect(await (await new Client().say({ ...HELLO, protocol: ['entrepot.9'] })).closed).toEqual({
    code: 1008,
    reason: 'protocol: entrepot.9 is not spoken here; entrepot.1 is.',
  });
  const [welcome] = await (await new Client().say(HELLO)).until('welcome');
  expect(welcome).toMatchObject({ leaseMs: d.dispatcher.leaseMs, creditsMax: CREDITS_MAX });
  expect(gateway.runners()).toEqual([{ name: 'test', walls: { files: true, network: false } }]);
});

test.each([
  ['not json', 'a message is not JSON.'],
  ['{"t":"hello"}', 'a message is a JSON array of frames.'],
  ['[{"t":"task"}]', 't: "task" is not a frame; known:'],
  ['[null]', 't: null is not a frame; known:'],
  ['[{"t":"__proto__"}]', 't: "__proto__" is not a frame'],
  ['[{"t":["hello"]}]', 't: ["hello"] is not a frame'],
  ['[{"t":"credit","n":-1}]', 'credit.n: -1 must be >= 0.'],
  ['[{"t":"credit","n":1,"x":1}]', 'credit.x: This field is not known here; allowed: t, n, class.'],
  ['[{"t":"beat","tasks":[{"task":"TQ"}]}]', 'beat.tasks.0.fence: This field is required.'],
  ['[{"t":"result","task":"TQ","fence":1,"outcome":{"ok":1}}]', 'result'],
])('the message %s closes the session with its fault', async (text, reason) => {
  const client = await new Client().say(HELLO);
  client.socket.send(text);
  const closed = await client.closed;
  expect(closed.code).toBe(1008);
  expect(closed.reason).toContain(reason);
});

test('messages too large, in too many pieces, or binary end the session', async () => {
  const large = await new Client().say(HELLO);
  large.socket.send(JSON.stringify([{ t: 'bye', reason: 'x'.repeat(5_000_000) }]));
  expect((await large.closed).code).toBe(1009);
  const pieces = await new Client().say(HELLO);
  for (let i = 0; i < 200; i++) pieces.socket.send('[', { fin: false });
  expect((await pieces.closed).code).toBe(1008);
  const binary = await new Client().say(HELLO);
  binary.socket.send(randomBytes(10));
  expect(await binary.closed).toEqual({ code: 1003, reason: 'messages are text' });
});

test('a runner gets as many tasks as it gave credits for, and one for each it gave back', async () => {
  await orders(10);
  const client = await new Client().say(HELLO, { t: 'credit', n: 3 });
  const first = await client.until('task', 3);
  await client.say(resultOf(first[0]!, approved));
  expect(await client.until('ack')).toMatchObject([{ task: first[0]!.task, accepted: true }]);
  await client.say({ t: 'beat', tasks: [] });
  await client.until('beat.ok');
  expect(client.frames.filter((f) => f.t === 'task')).toHaveLength(3);
  await client.say({ t: 'credit', n: 1 });
  expect(await client.until('task', 4)).toHaveLength(4);
});

test('forged credits are not believed: nobody holds more than the maximum', async () => {
  await orders(CREDITS_MAX + 20, CREDITS_MAX + 20);
  const client = await new Client().say(HELLO, { t: 'credit', n: 1_000_000 }, { t: 'credit', n: 1_000_000 });
  await client.until('task', CREDITS_MAX);
  for (let i = 1; i <= 3; i++) {
    await client.say({ t: 'credit', n: 1_000_000 }, { t: 'beat', tasks: [] });
    await client.until('beat.ok', i);
  }
  expect(client.frames.filter((f) => f.t === 'task')).toHaveLength(CREDITS_MAX);
  // frames leave in messages of bounded size, in order
  expect(Math.max(...client.messages)).toBeLessThan(SESSION_LIMITS.messageBytes * 1.1);
});

test('credits kept for tasks that somebody waits for are used for nothing else, and are not believed beyond their maximum', async () => {
  await d.install({ account: 'VA-9', hooks: { [CHECK]: { budgetMs: 5_000 } } });
  await orders(3);
  const client = await new Client().say(HELLO, { t: 'credit', n: 1 }, { t: 'credit', n: 1_000_000, class: 'interactive' });
  await client.until('task');
  const words = Array.from({ length: INTERACTIVE_CREDITS_MAX }, (_, i) => d.ask(`PR-ask-${i}`, 'VA-9'));
  for (let n = 2; n <= INTERACTIVE_CREDITS_MAX + 1; n++) {
    const [, ...asked] = await client.until('task', n);
    expect(asked[n - 2]!.class).toBe('interactive');
    await client.say(resultOf(asked[n - 2]!, ok({ decision: 'accept' })));
  }
  expect((await Promise.all(words)).flat().every((w) => 'answer' in w)).toBe(true);
  // all kept credits are used, and the background got no more than its one
  const late = d.ask('PR-late', 'VA-9');
  expect(client.frames.filter((f) => f.t === 'task' && !f.class)).toHaveLength(1);
  await client.say({ t: 'credit', n: 1, class: 'interactive' });
  const [last] = (await client.until('task', INTERACTIVE_CREDITS_MAX + 2)).slice(-1);
  await client.say(resultOf(last!, ok({ decision: 'accept' })));
  expect(await late).toMatchObject([{ answer: { decision: 'accept' } }]);
  await d.asks.stop();
});

test('a result is acknowledged whenever it is said, and is accepted once', async () => {
  await orders(1);
  const client = await new Client().say(HELLO, { t: 'credit', n: 1 });
  const [task] = await client.until('task');
  await client.say(resultOf(task!, approved), resultOf(task!, approved));
  expect(await client.until('ack', 2)).toMatchObject([{ accepted: true }, { accepted: false, reason: 'DUPLICATE' }]);
  const later = await new Client().say(HELLO, resultOf(task!, approved), resultOf({ task: 'TQ-0', fence: 1 }, approved));
  expect((await later.until('ack', 2)).map((a) => a.reason)).toEqual(['DUPLICATE', 'UNKNOWN_TASK']);
});

test('log lines said with a result are kept before it is settled', async () => {
  await orders(1);
  const client = await new Client().say(HELLO, { t: 'credit', n: 1 });
  const [task] = await client.until('task');
  const line = (text: string) => ({ at: new Date().toISOString(), level: 'info', text });
  const log = (text: string) => ({ t: 'log', task: task!.task, fence: task!.fence, lines: [line(text)] });
  await client.say(log('one'), log('two'), resultOf(task!, approved));
  await client.until('ack');
  const rows = await store.read(SYSTEM, (ctx) => ctx.tx.selectFrom('task_log').select('text').where('task_id', '=', task!.task).orderBy('id').execute());
  expect(rows.map((r) => r.text)).toEqual(['one', 'two']);
});

test('calls run side by side up to a limit, and each gets its own answer', async () => {
  await serve({ calls: 2 });
  await orders(1);
  const client = await new Client().say(HELLO, { t: 'credit', n: 1 });
  const [task] = await client.until('task');
  const call = (n: number, op: string, args: unknown) => ({ t: 'call', call: n, task: task!.task, fence: task!.fence, op, args });
  await client.say(...[1, 2, 3].map((n) => call(n, 'step.put', { name: `s${n}`, value: n })), call(4, 'toString', {}));
  const replies = new Map((await client.until('reply', 4)).map((r) => [r.call, r]));
  expect(replies.get(1)).toMatchObject({ ok: true, value: null });
  expect(replies.get(2)).toMatchObject({ ok: true });
  expect(replies.get(3)).toMatchObject({ ok: false, code: 'SYS_002' });
  await client.say(call(5, 'toString', {}), { ...call(6, 'step.put', { name: 'x', value: 1 }), fence: 9 });
  const later = new Map((await client.until('reply', 6)).map((r) => [r.call, r]));
  expect(later.get(5)).toMatchObject({ ok: false, code: 'VAL_001' });
  expect(later.get(6)).toMatchObject({ ok: false, code: 'TSK_001' });
});

test('a stream of frames for leases that are not held ends the session', async () => {
  await serve({ refused: 20 });
  const client = await new Client().say(HELLO);
  for (let i = 0; i < 30; i++) await client.say(resultOf({ task: `TQ-${i}`, fence: 1 }, approved));
  expect(await client.closed).toEqual({ code: 1008, reason: 'too many frames for leases that are not held' });
});

test('a silent session is closed; its tasks stay leased until the lease ends', async () => {
  await serve({ silenceMs: 100 });
  await orders(1);
  const client = await new Client().say(HELLO, { t: 'credit', n: 1 });
  const [task] = await client.until('task');
  expect(await client.closed).toEqual({ code: 1008, reason: 'no frame within 100 ms' });
  expect(await d.task(task!.task)).toMatchObject({ status: 'leased', fence: 1 });
  // the same runner comes back and still holds it
  const again = await new Client().say(HELLO, { t: 'beat', tasks: [{ task: task!.task, fence: 1 }] }, resultOf(task!, approved));
  expect(await again.until('beat.ok')).toMatchObject([{ cancel: [] }]);
  expect(await again.until('ack')).toMatchObject([{ accepted: true }]);
});

test('a draining host says so and sends nothing new, to runners that come later too', async () => {
  const client = await new Client().say(HELLO, { t: 'credit', n: 5 });
  await client.until('welcome');
  gateway.drain();
  await client.until('drain');
  await orders(2);
  const late = await new Client().say(HELLO, { t: 'credit', n: 5 });
  await late.until('drain');
  d.dispatcher.wake();
  await late.say({ t: 'beat', tasks: [] });
  await late.until('beat.ok');
  expect([...client.frames, ...late.frames].filter((f) => f.t === 'task')).toEqual([]);
  const closing = gateway.close();
  expect(await late.closed).toEqual({ code: 1001, reason: 'the host is going away' });
  await closing;
});

test('while the database does not answer, a result is not acknowledged and the session asks to come back', async () => {
  await orders(1);
  const client = await new Client().say(HELLO, { t: 'credit', n: 1 });
  const [task] = await client.until('task');
  const { settle } = d.dispatcher;
  const { PlatformError } = await import('../../runtime/base/index.ts');
  let failures = 0;
  d.dispatcher.settle = () => Promise.reject(new PlatformError('unavailable', `no disk ${failures++}`));
  await client.say(resultOf(task!, approved));
  expect(await client.closed).toEqual({ code: 1013, reason: 'the database does not answer' });
  expect(failures).toBe(4);
  d.dispatcher.settle = settle.bind(d.dispatcher);
  const again = await new Client().say(HELLO, resultOf(task!, approved));
  expect(await again.until('ack')).toMatchObject([{ accepted: true }]);
});
