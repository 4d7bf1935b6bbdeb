/** What a recording holds and what it does not, its limits, and what a replay says about other code. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CALLS_TOLD, RECORDING_LIMITS } from '../../sdk/contract/index.ts';
import { BadRecording, readRecording, replayRecording } from '../../runtime/runner/index.ts';
import { Redactor } from '../../runtime/runner/recording/index.ts';
import { withoutCredentials } from '../../runtime/runner/recording/redact.ts';
import { SandboxProcess } from '../../runtime/runner/sandbox/index.ts';
import { ORDER } from '../support/extension.ts';
import { CUSTOMER, openRecorded, PERSON, recordingOf, textOf } from './attempts.ts';

const handler = (body: string) => `module.exports.default = { hooks: { ${ORDER}: async (ctx, object) => { ${body} return { decision: 'done' }; } } };`;
const PASSWORD = 'kQ7mVx2RtY9wBnZs';

let world: ReturnType<typeof openRecorded>;
let sandbox: SandboxProcess;
beforeAll(async () => {
  world = openRecorded({
    answer(op, args) {
      if (op === 'random') return PASSWORD;
      if (op === 'fetch')
        return { status: 201, headers: { 'set-cookie': 'session=abc' }, body: 'x'.repeat(Number((args as { body?: string }).body ?? 0)), url: '' };
      return op === 'kv.get' ? { value: (args as { key: string }).key } : null;
    },
  });
  sandbox = await SandboxProcess.start({ rssMaxMb: 400 });
});
afterAll(async () => {
  await world.pool.close();
  await sandbox.end();
});

describe('redaction', () => {
  test('personal data, passwords and credentials are not in a recording, and the handler can be had again all the same', async () => {
    const code = handler(`
      const password = await ctx.password();
      const { contact } = object.contact_info;
      await ctx.fetch('https://api.example/?token=t0ken&user=' + encodeURIComponent(contact.email), {
        method: 'POST', headers: { Authorization: 'Basic ' + btoa('me:' + password), 'X-Api-Key': 'k3y-k3y' },
        body: JSON.stringify({ text: 'Dear ' + contact.first_name + ' ' + contact.last_name, password }) });
      ctx.log.info(contact.email, { user: ctx.settings.sender, password, old: object.old });
      throw new Error('no place for ' + contact.email + ' with ' + password);`);
    const task = {
      ...{ object: { ...CUSTOMER, old: 'old-password' }, settings: { sender: 'admin@private.example', plan: 'gold' }, masked: ['old-password'] },
      ...{ secrets: { serviceToken: { value: 'never-to-be-seen', hosts: [] } }, record: { key: 'k', personal: ['sender'] } },
    };
    const result = await world.run(code, task);
    const text = textOf(result);
    for (const word of [...Object.values(PERSON), encodeURIComponent(PERSON.email), CUSTOMER.tax_id, CUSTOMER.name, 'Hafenweg', 'admin@private.example'])
      expect(text, word).not.toContain(word);
    for (const word of [PASSWORD, 'old-password', 'never-to-be-seen', 't0ken', 'k3y-k3y', 'session=abc']) expect(text, word).not.toContain(word);
    const recording = recordingOf(result);
    expect(recording.header.secrets).toEqual(['serviceToken']);
    expect(recording.settings).toMatchObject({ plan: 'gold' });
    expect(recording.object).toMatchObject({ id: 'TA-1', contact_info: { country: 'DE' } });
    expect(await replayRecording(recording, { bundle: code }, sandbox)).toMatchObject({ verdict: 'identical', differences: [], calls: 3 });
  });

  test('a pseudonym keeps length and kinds of characters, is the same for an installation and another for another', () => {
    const mask = (key: string, text: string) => new Redactor(key).pseudonym(text);
    expect(mask('a', PERSON.email)).toMatch(/^[a-z]{10}@[a-z]{9}\.[a-z]{7}$/);
    expect(mask('a', '+49 30 1234')).toMatch(/^\+\d\d \d\d \d{4}$/);
    expect(mask('a', 'Ärger')).toMatch(/^[A-Z][a-z]{4}$/);
    expect(mask('a', PERSON.email)).toBe(mask('a', PERSON.email));
    expect(mask('a', PERSON.email)).not.toBe(mask('b', PERSON.email));
  });

  test('credentials are taken out of URLs and headers of any form, also of those that are refused', () => {
    const shown = (args: object) => JSON.stringify(withoutCredentials('fetch', args));
    const urls = [
      'https://me:hunter2@h.example/x',
      'HTTPS:\\\\hunter2@h.example',
      'https://h.example/?a=1&sig=hunter2',
      'https://h.example/?access_key=hunter2#x',
    ];
    for (const url of urls) expect(shown({ url }), url).not.toContain('hunter2');
    for (const name of ['Authorization', 'X-Auth-Key', 'Ocp-Apim-Subscription-Key', 'x-goog-credential']) {
      expect(shown({ url: 'https://h.example', headers: { [name]: 'hunter2' } }), name).not.toContain('hunter2');
      expect(shown({ url: 'https://h.example', headers: [[name, 'hunter2']] }), name).not.toContain('hunter2');
    }
    expect(withoutCredentials('fetch', { url: 'https://h.example/a@b?page=2', headers: { accept: '*/*' } })).toEqual({
      ...{ url: 'https://h.example/a@b?page=2', headers: { accept: '*/*' } },
    });
  });

  test('half of a character pair in a personal field is recorded as well as can be, and ends nothing', async () => {
    const result = await world.run(handler(`await ctx.storage.set('a', { email: 'abcd\\ud800', first_name: '\\udc00wxyz' });`));
    expect(result.outcome).toEqual({ ok: true, decision: { decision: 'done' } });
    expect(textOf(result)).not.toMatch(/abcd|wxyz/);
  });

  test('a task that does not ask for it is not recorded', async () => {
    expect((await world.run(handler(''))).recording).toBeTypeOf('string');
    expect((await world.run(handler(''), { record: undefined } as never)).recording).toBeUndefined();
  });
});

describe('limits', () => {
  const fetched = (bytes: number, more = '') => `see((await ctx.fetch('https://api.example/${more}', { method: 'POST', body: '${bytes}' })).body.length);`;
  const see = 'const see = (n) => ctx.log.info(String(n));';
  const { valueBytes, totalBytes, maskedWords } = RECORDING_LIMITS;

  test('a value above the limit is kept once, by its digest, and replays', async () => {
    const code = handler(`${see} ${fetched(valueBytes)} ${fetched(valueBytes)} ${fetched(100)}`);
    const result = await world.run(code);
    const kept = textOf(result).split('\n').filter((line) => line.startsWith('{"t":"value"')); // prettier-ignore
    expect(kept.length).toBe(1);
    expect(await replayRecording(recordingOf(result), { bundle: code }, sandbox)).toMatchObject({ verdict: 'identical', calls: 6 });
  });

  test('what would pass the limit of the whole is cut, and a replay says where it stops', async () => {
    const half = totalBytes / 2;
    const code = handler(`${see} ${fetched(half)} ${fetched(half + 1)} ${fetched(10)}`);
    const recording = recordingOf(await world.run(code));
    expect(recording.end.complete).toBe(false);
    const replayed = await replayRecording(recording, { bundle: code }, sandbox);
    expect(replayed).toMatchObject({ verdict: 'diverged', differences: [{ at: 'reply to call 3', recorded: 'too large to be recorded' }] });
  });

  test('with more personal values than can be looked for, values are cut and not shown', async () => {
    const object = { list: Array.from({ length: maskedWords + 1 }, (_, i) => ({ email: `person${i}@mail.example` })) };
    const result = await world.run(handler(`ctx.log.info('hidden by then');`), { object });
    expect(textOf(result)).not.toContain('hidden by then');
    expect(textOf(result)).not.toContain('@mail.example');
  });

  test('an attempt tells its first calls with status and time, its memory, and counts all', async () => {
    const { usage } = await world.run(
      handler(
        `ctx.log.info('not told'); for (let i = 0; i < ${CALLS_TOLD + 5}; i++) await ctx.platform.get('/requests/PR-' + i + '?secret=x'); ${see} ${fetched(1)}`,
      ),
    );
    expect(usage).toMatchObject({ calls: CALLS_TOLD + 8, requests: 1 });
    expect(usage.called).toHaveLength(CALLS_TOLD);
    expect(usage.called![0]).toEqual({
      op: 'platform',
      to: 'GET /requests/PR-0',
      status: 'ok',
      at: expect.any(Number) as number,
      ms: expect.any(Number) as number,
    });
    expect(usage.memoryBytes).toBeGreaterThan(1_000_000);
    const one = await world.run(handler(`${see} ${fetched(1, 'path?x')}`));
    expect(one.usage.called![0]).toMatchObject({ op: 'fetch', to: 'api.example', http: 201 });
  });
});

describe('a replay', () => {
  const CODE = handler(`const got = await ctx.storage.get('a'); await ctx.sleep(1); ctx.log.info('got', got); await ctx.storage.set('b', got.value);`);
  test.each([
    ['identical', CODE, []],
    [
      'same effects',
      CODE.replace("'got'", "'have got'"),
      [{ at: 'call 3', recorded: expect.stringContaining('"text":"got"') as string, now: expect.stringContaining('"text":"have got"') as string }],
    ],
    [
      'changed effects',
      CODE.replace('got.value', 'got.value + 1'),
      [{ at: 'call 4', recorded: 'kv.set {"key":"b","value":"a"}', now: 'kv.set {"key":"b","value":"a1"}' }],
    ],
    ['changed effects', CODE.replace("decision: 'done'", "decision: 'skip'"), [{ at: 'result', recorded: '{"decision":"done"}', now: '{"decision":"skip"}' }]],
    ['diverged', CODE.replace("get('a')", "get('c')"), [{ at: 'call 1', recorded: 'kv.get {"key":"a"}', now: 'kv.get {"key":"c"}' }]],
    [
      'failed',
      CODE.replace('got.value', 'got.value.x.y'),
      [
        { at: 'call 4', now: undefined },
        { at: 'result', now: expect.stringContaining('HANDLER_ERROR') as string },
      ],
    ],
  ])('of other code says %s, and shows both values', async (verdict, code, differences) => {
    const recording = recordingOf(await world.run(CODE));
    expect(await replayRecording(recording, { bundle: code }, sandbox)).toMatchObject({ verdict, differences });
  });

  test.each([
    ['handler error', `throw new TypeError('no ' + object.id);`, 'HANDLER_ERROR'],
    ['a time that ran out', `await new Promise(() => {});`, 'WALL_TIMEOUT'],
    ['too many calls', `for (;;) await ctx.storage.get('a');`, 'CALL_LIMIT'],
  ])('of an attempt that ended with %s is identical', async (_, body, code) => {
    const limits = { wallMs: 400, turnMs: 250, cpuMs: 5000, memoryMb: 64, calls: 20, requests: 3 };
    const result = await world.run(handler(body), { limits });
    expect(result.outcome).toMatchObject({ code });
    expect(await replayRecording(recordingOf(result), { bundle: handler(body) }, sandbox)).toMatchObject({ verdict: 'identical' });
  });

  test('of something else is refused, with the line', () => {
    expect(() => readRecording('{"t":"header","format":"x"}\n')).toThrow('line 1: "x" is not a recording; expected: entrepot.recording.1.');
    expect(() => readRecording('no json')).toThrow(BadRecording);
    expect(() => readRecording('{"t":"header","format":"entrepot.recording.1"}')).toThrow('has no end');
  });
});
