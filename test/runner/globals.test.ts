/** The globals of a guest: each answers what Node's own answers, and everything replays. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SandboxProcess } from '../../runtime/runner/sandbox/index.ts';
import { Guest } from '../support/guest.ts';

let sandbox: SandboxProcess;
let guest: Guest;
beforeAll(async () => {
  sandbox = await SandboxProcess.start({ rssMaxMb: 512 });
  guest = new Guest(sandbox, 'return { decision: "done", value: (0, eval)(object) };');
});
afterAll(() => sandbox.end());

/** Shows a value with its type, so that a Map is not taken for an object. */
const SHOWN = `(value) => JSON.stringify(value, function (key, v) {
  const raw = key === '' ? value : this[key];
  if (raw instanceof Date) return 'Date ' + raw.getTime();
  if (raw instanceof Map) return ['Map', ...raw];
  if (raw instanceof Set) return ['Set', ...raw];
  if (ArrayBuffer.isView(raw)) return [raw.constructor.name, ...new Uint8Array(raw.buffer, raw.byteOffset, raw.byteLength)];
  if (raw instanceof ArrayBuffer) return ['ArrayBuffer', ...new Uint8Array(raw)];
  if (raw instanceof RegExp) return String(raw);
  if (raw instanceof Error) return [raw.name, raw.message, raw.cause];
  if (typeof raw === 'bigint') return raw + 'n';
  if (raw === undefined) return 'undefined';
  if (Object.is(raw, -0)) return '-0';
  return v;
})`;
const outcome = (expression: string) => `(() => { try { return (${SHOWN})(${expression}); } catch (error) { return 'throws ' + error.name; } })()`;

// prettier-ignore
const SAME_AS_NODE = [
  // URL
  ...['https://user:pw@Example.COM:8443/a/../b/%7Efoo?q=1&r=ä#frag', 'http://ex.com:80/', 'https://bücher.example/ä ö', 'file:///C:/a/b', 'mailto:a@b.c', 'http://[::1]:3000/x',
    'http://0x7f.1/', 'http://2130706433/', 'https://a.b/?a=b c', 'nonsense', '//relative', 'http://', 'http://a b/', 'javascript:alert(1)', 'http://ex.com/%zz', 'HTTP://EX.com\\\\path']
    .map((url) => `(() => { const u = new URL(${JSON.stringify(url)}); return [u.href, u.origin, u.protocol, u.host, u.hostname, u.port, u.pathname, u.search, u.hash, u.username, u.password]; })()`),
  `new URL('../x?y#z', 'https://a.example/b/c/d').href`, `URL.canParse('x:/y')`, `URL.canParse('/y')`, `URL.canParse('/y', 'https://a.b')`,
  `(() => { const u = new URL('https://a.b/'); u.searchParams.append('q', 'ü &='); u.pathname = '/ä b'; u.port = '99'; u.hash = 'h h'; return [u.href, String(u), JSON.stringify(u)]; })()`,
  `[...new URLSearchParams('?a=1&b=2&a=%20+3')]`, `new URLSearchParams({ x: '1', y: 'ß' }).toString()`, `new URLSearchParams([['b', '2'], ['a', '1']]).toString()`,
  `(() => { const p = new URLSearchParams('c=3&a=1&b=2&a=0'); p.sort(); p.delete('b'); p.set('c', 'x'); return [p.toString(), p.getAll('a'), p.has('a'), p.size]; })()`,
  // text
  `new TextEncoder().encode('aä€😀\\ud800')`, `new TextEncoder().encode()`, `new TextEncoder().encodeInto('aä€😀', new Uint8Array(6))`,
  ...['[0x61,0xc3,0xa4,0xe2,0x82,0xac,0xf0,0x9f,0x98,0x80]', '[0xef,0xbb,0xbf,0x61]', '[0xff,0x61]', '[0xe2,0x82]', '[0xe2,0x82,0x61]', '[0xf0,0x9f,0x98]', '[0xed,0xa0,0x80]', '[0xc0,0x80]', '[0xf4,0x90,0x80,0x80]', '[0xf0,0x9f,0xe2,0x82,0xac]']
    .flatMap((bytes) => [`new TextDecoder().decode(new Uint8Array(${bytes}))`, `new TextDecoder('utf8', { fatal: true }).decode(new Uint8Array(${bytes}))`, `new TextDecoder('utf-8', { ignoreBOM: true }).decode(new Uint8Array(${bytes}))`]),
  `(() => { const d = new TextDecoder(); return [d.decode(new Uint8Array([0xe2]), { stream: true }), d.decode(new Uint8Array([0x82]), { stream: true }), d.decode(new Uint8Array([0xac, 0x61]), { stream: true }), d.decode()]; })()`,
  `(() => { const d = new TextDecoder(); return [d.decode(new Uint8Array([0xef, 0xbb]), { stream: true }), d.decode(new Uint8Array([0xbf, 0x61]), { stream: true }), d.decode(new Uint8Array([0xef, 0xbb, 0xbf])), d.decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x62]))]; })()`,
  `new TextDecoder().decode(new Uint8Array(50000).fill(97)).length`, `new TextDecoder('nonsense')`, `new TextDecoder().decode(new Uint16Array([0x6161]).buffer)`,
  ...['', 'a', 'ab', 'abc', 'äÿ\\u0000', '€'].map((text) => `btoa('${text}')`), ...['', 'YQ==', 'YQ', 'YWI=', 'YWJj', ' Y W J j ', 'Y', 'Y===', 'YQ=', 'a*b', 'YR=='].map((text) => `atob('${text}')`),
  // clones
  `structuredClone({ a: [1, , undefined], d: new Date(5), m: new Map([[{ k: 1 }, new Set([1n])]]), r: /x/gi, n: -0, s: 'ä' })`,
  `(() => { const o = { self: null, list: [] }; o.self = o; o.list.push(o); const c = structuredClone(o); return [c.self === c, c.list[0] === c, c !== o]; })()`,
  `structuredClone(new Uint16Array([1, 2, 3]).subarray(1))`, `structuredClone(new DataView(new ArrayBuffer(4), 1, 2))`, `structuredClone(new ArrayBuffer(2))`,
  `(() => { const b = new ArrayBuffer(4); const c = structuredClone([new Uint8Array(b), new Uint8Array(b)]); return c[0].buffer === c[1].buffer; })()`,
  `structuredClone(new TypeError('no', { cause: { why: 1 } }))`, `structuredClone(Object.assign(new Error('x'), { name: 'Mine', extra: 1 }))`, `structuredClone(new TypeError('no')) instanceof TypeError`,
  `structuredClone(() => 1)`, `structuredClone({ f() {} })`, `structuredClone(Symbol('x'))`, `structuredClone(Promise.resolve())`, `structuredClone(new WeakMap())`, `structuredClone(Object(Symbol('x')))`,
  `structuredClone(Object(1n)) instanceof BigInt`, `structuredClone(new Boolean(false)).valueOf()`, `structuredClone(new (class A { x = 1; get y() { return 2; } })())`, `structuredClone(Object.create({ inherited: 1 }))`,
  `structuredClone({ get x() { return 7; } })`, `structuredClone(RegExp.prototype)`, `structuredClone({ [Symbol.toStringTag]: 'Map' })`, `({}).polluted === undefined && structuredClone(JSON.parse('{"__proto__":{"polluted":1}}')) && ({}).polluted === undefined`,
  // aborting
  `(() => { const c = new AbortController(); const seen = []; c.signal.addEventListener('abort', (e) => seen.push(e.type), { once: true }); c.signal.onabort = () => seen.push('on'); c.abort('why'); c.abort('again'); return [seen.sort(), c.signal.aborted, c.signal.reason]; })()`,
  `(() => { const c = new AbortController(); c.abort(); return c.signal.reason.name; })()`, `AbortSignal.abort('x').throwIfAborted()`, `new AbortSignal()`,
  `(() => { const [a, b] = [new AbortController(), new AbortController()]; const any = AbortSignal.any([a.signal, b.signal]); b.abort(2); return [any.aborted, any.reason]; })()`, `AbortSignal.any([AbortSignal.abort(1)]).reason`,
  `(() => { const c = new AbortController(); let n = 0; const l = () => n++; c.signal.addEventListener('abort', l); c.signal.removeEventListener('abort', l); c.abort(); return n; })()`,
  // what is there at all
  `typeof crypto.randomUUID() + /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(crypto.randomUUID())`,
  `crypto.getRandomValues(new Uint32Array(3)).length`, `crypto.getRandomValues(new Float64Array(1))`, `new Intl.DateTimeFormat('en', { timeZone: 'UTC' }).format(0)`, `typeof new Date().getTime()`, `Date.name`, `new Date(0) instanceof Date`, `Date.UTC(2020, 1)`,
];

test.each(SAME_AS_NODE)('the same as in Node: %s', async (expression) => {
  const end = await guest.run(outcome(expression));
  expect(end).toMatchObject({ ok: true });
  expect((end as { decision: { value: unknown } }).decision.value).toEqual((0, eval)(outcome(expression)));
});

test.each(['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'FinalizationRegistry', 'Temporal', 'process', 'require', 'module', 'exports', 'EntrepotGuest'])(
  '%s does not exist',
  async (name) => {
    expect(await guest.run(`typeof ${name}`)).toMatchObject({ decision: { value: 'undefined' } });
  },
);

test('time is that of the attempt, wherever a package looks for it, in UTC', async () => {
  const now = 1_700_000_000_000;
  const clocks = `[Date.now(), new Date().getTime(), new Intl.DateTimeFormat('en').format(), new Intl.DateTimeFormat('en').formatToParts().length,
    new Date().getTimezoneOffset(), Intl.DateTimeFormat().resolvedOptions().timeZone, Date()]`;
  const end = await guest.run(clocks, { now });
  expect(end).toMatchObject({
    decision: { value: [now, now, '11/14/2023', 5, 0, 'UTC', 'Tue Nov 14 2023 22:13:20 GMT+0000 (Coordinated Universal Time)'] },
  });
});

test('chance is that of the attempt: the same seed gives the same numbers, and used random bytes are gone', async () => {
  const numbers = '[Math.random(), Math.random(), crypto.randomUUID()]';
  const [a, b, c] = [await guest.run(numbers, { seed: 5 }), await guest.run(numbers, { seed: 5 }), await guest.run(numbers, { seed: 6 })];
  expect(a).toEqual(b);
  expect(c).not.toEqual(b);
  expect(await guest.run('crypto.getRandomValues(new Uint8Array(2))', { entropy: 'ab' })).toMatchObject({
    ok: false,
    message: expect.stringContaining('used up'),
  });
});

test('timers run in order, intervals until they are cleared, cleared ones never', async () => {
  const timed = new Guest(
    sandbox,
    `const seen = [];
     const late = setTimeout(() => seen.push('cleared'), 1);
     clearTimeout(late);
     await new Promise((done) => {
       const every = setInterval((word) => { if (seen.push(word) === 3) { clearInterval(every); setTimeout(done, 5); } }, 1, 'tick');
     });
     setTimeout(() => { throw new Error('told') }, 1);
     await ctx.sleep(1);
     return { decision: 'done', value: seen };`,
  );
  timed.answer = ({ op }) => (op === 'sleep' ? null : undefined);
  expect(await timed.run()).toMatchObject({ decision: { value: ['tick', 'tick', 'tick'] } });
  expect(timed.calls.filter((c) => c.op === 'log').map((c) => (c.args as { text: string }).text)[0]).toContain('in a timer: Error: told');
});

test('console has levels and shows what it is given', async () => {
  const talk = new Guest(
    sandbox,
    `const cycle = {}; cycle.self = cycle;
     console.log('a', 1, { b: [2] }, null, undefined); console.debug(10n, { n: 1n }); console.warn(cycle); console.error(new TypeError('bad')); console.assert(1 === 2, 'math');
     return { decision: 'done' };`,
  );
  await talk.run();
  expect(talk.calls.map((c) => c.args)).toEqual([
    { level: 'info', text: 'a 1 {"b":[2]} null undefined' },
    { level: 'debug', text: '10n {"n":"1n"}' },
    { level: 'warn', text: '[object Object]' },
    { level: 'error', text: expect.stringContaining('TypeError: bad\n') },
    { level: 'error', text: 'Assertion failed math' },
  ]);
});

test('nothing of an ended attempt reaches the next in the same isolate', async () => {
  const twice = new Guest(
    sandbox,
    `if (object === 'first') {
       globalThis.saved = ctx;
       globalThis.heard = [];
       setTimeout(() => heard.push('timer'), 1);
       setInterval(() => heard.push('interval'), 1);
       ctx.storage.get('k').then(() => heard.push('reply'));
       (async () => { for (;;) { await ctx.sleep(1); heard.push('loop'); ctx.log.info('from the dead'); } })();
       return { decision: 'done' };
     }
     await ctx.sleep(1);
     saved.log.info('from the dead');
     const refused = await saved.step('s', async () => 1).catch((error) => error.code);
     return { decision: 'done', value: [heard, refused, Date.now()] };`,
  );
  await twice.run('first');
  const old = twice.calls.splice(0);
  expect(old.map((c) => c.op).sort()).toEqual(['kv.get', 'sleep', 'sleep', 'sleep']);
  const second = twice.run('second', { now: 1_800_000_000_000 });
  // late answers to the first attempt
  for (const { id } of old) twice.reply(id, null, 1_700_000_000_500);
  twice.answer = ({ op }) => (op === 'sleep' ? null : undefined);
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (const call of twice.calls) twice.reply(call.id, null);
  expect(await second).toMatchObject({ decision: { value: [[], 'ATTEMPT_ENDED', 1_800_000_000_000] } });
  expect(twice.calls.map((c) => c.op)).toEqual(['sleep']);
});
