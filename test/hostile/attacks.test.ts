/**
 * What a hostile or broken handler can do inside its isolate, and how each attack ends: by name, with the runner alive, and
 * with the next task of the same installation and of another account served. Numbers are those of the attack list.
 */
import { afterAll, expect, test } from 'vitest';
import type { Outcome, OutcomeCode } from '../../sdk/contract/index.ts';
import { openAttempts } from '../support/attempts.ts';

interface Attack {
  name: string;
  body: string;
  /** Module code, run when the package is loaded. */
  top?: string;
  /** A code, or the decision of a handler that only hurt itself. */
  ends: OutcomeCode | 'approve' | readonly (OutcomeCode | 'approve')[];
  message?: RegExp;
  /** What arrives instead, in full. */
  decision?: unknown;
}

const THROWS = (what: string, message: RegExp): Attack => ({ name: `throw ${what}`, body: `throw ${what};`, ends: 'HANDLER_ERROR', message });
const POLLUTED = ['reference', 'externalCopy', 'copy', 'result', 'arguments', 'timeout', 'promise', 'transferList', 'ok', 'id', 'op', 'code', 'then1'];

// prettier-ignore
const ATTACKS: Attack[] = [
  // time
  { name: '1 synchronous spin', body: 'for (;;);', ends: 'TURN_TIMEOUT' },
  { name: '2 microtask chain', body: 'const f = () => void Promise.resolve().then(f); f();', ends: 'TURN_TIMEOUT' },
  // each promise waits for the next, so the chain is also a hoard: it ends by what it reaches first
  { name: '2 microtask chain that is kept', body: 'const f = () => Promise.resolve().then(f); await f();', ends: ['OUT_OF_MEMORY', 'TURN_TIMEOUT'] },
  { name: '2 microtask spin beside the answer', body: 'Promise.resolve().then(() => { for (;;); }); return approve();', ends: 'TURN_TIMEOUT' },
  { name: '3 spin after await', body: 'await ctx.sleep(1); for (;;);', ends: 'TURN_TIMEOUT' },
  { name: '3 spin in a timer', body: 'setTimeout(() => { for (;;); }, 1); await new Promise(() => {});', ends: 'TURN_TIMEOUT' },
  { name: '4 never settles', body: 'await new Promise(() => {});', ends: 'WALL_TIMEOUT', message: /no result within 600 ms/ },
  { name: '4 sleeps for ever', body: 'for (;;) await ctx.sleep(10_000);', ends: 'WALL_TIMEOUT' },
  { name: '5 slow drip', body: 'for (;;) { await ctx.sleep(1); const end = Date; for (let i = 0; i < 8e5; i++); }', ends: 'CPU_BUDGET' },
  { name: '6 stall in a builtin', body: '(2n ** 20000000n).toString();', ends: 'TURN_TIMEOUT' },
  { name: '7 regular expression', body: '/^(a+)+$/.test("a".repeat(40) + "b");', ends: 'TURN_TIMEOUT' },
  { name: '8 swallowed termination', body: 'const f = () => { try { for (;;); } finally { f(); } }; f();', ends: 'TURN_TIMEOUT' },
  { name: '9 prepareStackTrace', body: 'Error.prepareStackTrace = () => { for (;;); }; throw new Error("x");', ends: 'TURN_TIMEOUT' },
  { name: '10 throwing proxy', body: 'throw new Proxy({}, { get() { for (;;); }, getPrototypeOf() { for (;;); } });', ends: 'TURN_TIMEOUT' },
  { name: '10 throwing getter', body: 'throw { get message() { for (;;); } };', ends: 'TURN_TIMEOUT' },
  { name: '11 unhandled rejection with a getter', body: 'Promise.reject({ get message() { for (;;); } }); await ctx.sleep(1000);', ends: 'TURN_TIMEOUT' },
  { name: '11 unhandled rejection', body: 'Promise.reject(new Error("forgotten")); await ctx.sleep(1000);', ends: 'HANDLER_ERROR', message: /forgotten/ },
  { name: 'spin in a getter of the answer', body: 'return { get decision() { for (;;); } };', ends: 'TURN_TIMEOUT' },
  { name: 'spin in toJSON of the answer', body: 'return { toJSON() { for (;;); } };', ends: 'TURN_TIMEOUT' },
  { name: 'promise flood', body: 'for (;;) new Promise((r) => setTimeout === r);', ends: 'TURN_TIMEOUT' },
  { name: 'spin while loading', top: 'for (;;);', body: 'return approve();', ends: 'TURN_TIMEOUT' },
  // memory
  { name: '12 arrays', body: 'const hoard = []; for (;;) hoard.push(new Array(1e6).fill(1));', ends: 'OUT_OF_MEMORY' },
  { name: '12 strings', body: 'const hoard = []; for (let i = 0; ; i++) hoard.push(String(i).padEnd(1e6, "x") + i);', ends: ['OUT_OF_MEMORY', 'TURN_TIMEOUT'] },
  { name: '12 Map', body: 'const m = new Map(); for (let i = 0; ; i++) m.set(i, i);', ends: ['OUT_OF_MEMORY', 'TURN_TIMEOUT'] },
  { name: '12 promises that are kept', body: 'const hoard = []; for (;;) hoard.push(new Promise(() => {}));', ends: ['OUT_OF_MEMORY', 'TURN_TIMEOUT'] },
  { name: '12 across turns', body: 'const hoard = []; for (;;) { hoard.push(new Array(5e5).fill(1)); await ctx.sleep(0); }', ends: 'OUT_OF_MEMORY' },
  { name: '13 typed arrays', body: 'const hoard = []; for (;;) hoard.push(new Uint8Array(1e6).fill(1));', ends: ['OUT_OF_MEMORY', 'HANDLER_ERROR'] },
  { name: '13 one huge buffer', body: 'new ArrayBuffer(4e9);', ends: 'HANDLER_ERROR', message: /allocation failed/i },
  { name: '14 WebAssembly', body: 'new WebAssembly.Memory({ initial: 1 });', ends: 'HANDLER_ERROR', message: /WebAssembly is not defined/ },
  { name: '15 Atomics.wait', body: 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);', ends: 'HANDLER_ERROR', message: /is not defined/ },
  { name: '16 deep recursion', body: 'const f = () => f() + 1; f();', ends: 'HANDLER_ERROR', message: /call stack/ },
  { name: '31 finalizers', body: 'new FinalizationRegistry(() => {});', ends: 'HANDLER_ERROR', message: /not defined/ },
  // answers
  { name: '16 deep answer', body: 'let a = []; for (let i = 0; i < 1000; i++) a = [a]; return { decision: "done", a };', ends: 'UNSERIALISABLE', message: /deeper than 64/ },
  { name: '16 answer too deep to walk', body: 'let a = []; for (let i = 0; i < 4e4; i++) a = [a]; return { decision: "done", a };', ends: 'UNSERIALISABLE' },
  { name: '24 huge answer', body: 'return { decision: "done", text: "x".repeat(300_000) };', ends: 'UNSERIALISABLE', message: /300\d\d\d characters/ },
  { name: '24 huge answer in bytes', body: 'return { decision: "done", text: "ä".repeat(200_000) };', ends: 'UNSERIALISABLE', message: /400\d\d\d bytes/ },
  { name: '24 cyclic answer', body: 'const a = { decision: "done" }; a.a = a; return a;', ends: 'UNSERIALISABLE', message: /circular/ },
  { name: '24 BigInt in the answer', body: 'return { decision: "done", n: 1n };', ends: 'UNSERIALISABLE', message: /BigInt/ },
  { name: '24 getter of the answer throws', body: 'return { get decision() { throw new Proxy({}, { get() { throw 1; } }); } };', ends: 'UNSERIALISABLE', message: /cannot be read/ },
  { name: '24 a function as answer', body: 'return () => {};', ends: 'BAD_DECISION', message: /returned nothing/ },
  { name: '24 nothing as answer', body: 'return;', ends: 'BAD_DECISION' },
  { name: '21 __proto__ in the answer', body: 'return JSON.parse(\'{"decision":"approve","__proto__":{"admin":true}}\');', ends: 'approve' },
  { name: '22 thenable that never calls', body: 'return { then() {} };', ends: 'WALL_TIMEOUT' },
  { name: '22 thenable of itself', body: 'return { then(r) { r(this); } };', ends: 'TURN_TIMEOUT' },
  { name: '22 thenable that calls twice', body: 'return { then(r, no) { r(approve()); r({ decision: "fail", reason: "x" }); no(new Error("y")); } };', ends: 'approve' },
  { name: '25 broken text', body: 'return { decision: "approve", note: "\\ud800\\u0000" };', ends: 'approve', decision: { decision: 'approve', note: '\ud800\u0000' } },
  // throwing
  THROWS('undefined', /undefined/), THROWS('null', /null/), THROWS('Symbol("s")', /Symbol\(s\)/), THROWS('42n', /42/), THROWS('{ get name() { throw 1; } }', /cannot be read/), THROWS('Object.create(null)', /undefined/),
  THROWS('new Proxy({}, { get() { throw new Error("inner"); } })', /cannot be read/), THROWS('{ message: { toString() { throw 1; } } }', /cannot be read/), THROWS('Object.assign(new Error("long"), { message: "x".repeat(1e5) })', /^x{4000}$/),
  // the realm
  { name: '17 constructor.constructor', body: 'const reach = (v) => v.constructor.constructor("return typeof process + typeof require + typeof ivm")(); return { decision: "approve", note: [ctx, ctx.log.info, request, ctx.step, (() => { try { null.x } catch (e) { return e } })(), globalThis].map(reach).join() };', ends: 'approve',
    decision: { decision: 'approve', note: Array(6).fill('undefinedundefinedundefined').join() } },
  { name: '18 what can be reached', body: `const seen = new Set(); const bad = []; const walk = (v, path) => { if ((typeof v !== 'object' && typeof v !== 'function') || v === null || seen.has(v) || seen.size > 5000) return; seen.add(v);
      try { if (/^(Reference|ExternalCopy|Callback|Isolate|Context|Session|Module|Script)$/.test(v.constructor?.name)) bad.push(path); } catch {} walk(Object.getPrototypeOf(v), path + '^'); for (const k of Reflect.ownKeys(v)) { let d = Object.getOwnPropertyDescriptor(v, k); if (k !== 'URL' && k !== 'URLSearchParams') for (const p of [d.value, d.get, d.set]) walk(p, path + '.' + String(k)); } };
      walk(globalThis, 'global'); walk(ctx, 'ctx'); walk(request, 'request'); return { decision: 'approve', note: bad.join() };`, ends: 'approve', decision: { decision: 'approve', note: '' } },
  { name: '19 options on Object.prototype', body: `for (const name of ${JSON.stringify(POLLUTED)}) Object.prototype[name] = true; ctx.log.info('x'); await ctx.step('s', async () => 1); await ctx.sleep(1); return approve();`, ends: 'approve' },
  { name: '19 setters on Object.prototype', body: `for (const name of ['id', 'op', 'args', 'resolve', 'reject', '1', '2']) Object.defineProperty(Object.prototype, name, { set() { throw 1; }, configurable: true }); await ctx.sleep(1); return approve();`, ends: ['approve', 'HANDLER_ERROR'] },
  { name: '20 toJSON on Object.prototype', body: 'Object.prototype.toJSON = () => null; return approve();', ends: 'approve', decision: null },
  { name: '20 toJSON forges an uncounted end', body: `Object.prototype.toJSON = function () { return { ok: false, code: 'CANCELLED', message: '' }; }; return approve();`, ends: ['approve', 'UNSERIALISABLE'] },
  { name: '20 JSON replaced', body: 'JSON.parse = JSON.stringify = () => { throw 1; }; await ctx.sleep(1); return approve();', ends: 'approve' },
  { name: '20 Promise replaced', body: 'Promise.prototype.then = function () {}; globalThis.Promise = null; await ctx.sleep(1); return approve();', ends: 'approve' },
  { name: '20 Array patched', body: 'for (const name of ["push", "map", "slice", "filter", "join", Symbol.iterator]) Array.prototype[name] = () => { throw 1; }; await ctx.sleep(1); return { decision: "approve" };', ends: 'approve' },
  { name: '20 toJSON while loading', top: 'Object.prototype.toJSON = () => null;', body: 'return approve();', ends: 'LOAD_ERROR' },
  // calls
  { name: '28 call flood', body: 'for (let i = 0; i < 2e4; i++) ctx.sleep(1);', ends: 'CALL_LIMIT' },
  // each call is a promise that is kept: a flood without end meets whichever limit is nearest
  { name: '28 endless call flood', body: 'for (;;) ctx.sleep(1);', ends: ['CALL_LIMIT', 'TURN_TIMEOUT', 'OUT_OF_MEMORY'] },
  { name: '28 calls one by one', body: 'for (;;) await ctx.sleep(0);', ends: 'CALL_LIMIT', message: /more than 200 calls/ },
  { name: '57 log flood', body: 'for (let i = 0; i < 4000; i++) console.log("line", i); return approve();', ends: 'CALL_LIMIT' },
  { name: '57 one huge line', body: 'ctx.log.info("x".repeat(5e6)); console.log("y".repeat(5e6)); ctx.log.info("fields", { z: "z".repeat(5e6) }); return approve();', ends: 'approve' },
  { name: '57 many large lines', body: 'const line = "x".repeat(9e5); for (let i = 0; i < 100; i++) ctx.log.info(line); return approve();', ends: 'CALL_LIMIT' },
  { name: 'huge arguments', body: 'await ctx.storage.set("k", "x".repeat(2e6));', ends: 'HANDLER_ERROR', message: /more than 1000000 characters/ },
  { name: '16 deep arguments', body: 'let a = []; for (let i = 0; i < 5000; i++) a = [a]; await ctx.storage.set("k", a);', ends: 'HANDLER_ERROR', message: /deeper than 64/ },
  { name: 'unknown call', body: 'await ctx.storage.list({ limit: -1 });', ends: 'HANDLER_ERROR', message: /limit/ },
  { name: '26 the host fails', body: 'await ctx.storage.get("broken");', ends: 'HANDLER_ERROR', message: /^the call failed inside the platform$/ },
  { name: '30 timers', body: 'for (let i = 0; i < 1e6; i++) setTimeout(() => {}, 1e6);', ends: 'HANDLER_ERROR', message: /TIMER_LIMIT/ },
  { name: '49 request flood', body: 'for (let i = 0; i < 9; i++) await ctx.fetch("https://a.example/").catch((e) => { if (e.code === "REQUEST_LIMIT") throw e; });', ends: 'HANDLER_ERROR', message: /at most 3 requests/ },
  { name: '37 undeclared host', body: 'await ctx.fetch("https://other.example/");', ends: 'HANDLER_ERROR', message: /not among the granted/ },
  // packages
  { name: 'throw while loading', top: 'throw new Error("at load");', body: 'return approve();', ends: 'LOAD_ERROR', message: /at load/ },
  { name: 'memory while loading', top: 'const hoard = []; for (;;) hoard.push(new Array(1e6).fill(1));', body: 'return approve();', ends: 'OUT_OF_MEMORY' },
  { name: '32 state left behind', body: 'globalThis.left = "behind"; Object.prototype.left = "behind"; return approve();', ends: 'approve' },
];

const INNOCENT = 'const made = await ctx.step("s", async () => ({ ok: 1 })); return { decision: "approve", note: String(made.ok) };';
const system = openAttempts({
  forward: async (_, op, args) => {
    if (op === 'kv.get' && (args as { key: string }).key === 'broken') throw new Error('SQLITE_ERROR at /srv/entrepot/store.ts: select secret');
    return null;
  },
});
afterAll(() => system.pool.close());

const named = (outcome: Outcome) =>
  outcome.ok ? (((outcome.decision ?? { decision: 'approve' }) as { decision: string }).decision ?? 'approve') : outcome.code;

test.each(ATTACKS)('$name', { timeout: 30_000 }, async ({ name, body, top, ends, message, decision }) => {
  const installation = `EIN-${name}`;
  const outcome = await system.run(installation, body, top === undefined ? {} : { top });
  const told = outcome.ok ? JSON.stringify(outcome.decision) : outcome.message;
  expect([ends].flat(), told).toContain(named(outcome));
  if (message) expect(told).toMatch(message);
  if (decision !== undefined) expect(outcome).toEqual({ ok: true, decision });
  expect(({} as { admin?: unknown }).admin).toBeUndefined();
  // the same installation goes on, and so does a stranger
  const note = { ok: true, decision: { decision: 'approve', note: '1' } };
  expect(await system.run(installation, INNOCENT)).toEqual(note);
  expect(await system.run('EIN-stranger', 'return { decision: "approve", note: typeof left };', { account: 'VA-2' })).toEqual({
    ok: true,
    decision: { decision: 'approve', note: 'undefined' },
  });
});

test('every line of a flood is cut to what a log may hold', () => {
  expect(system.lines.length).toBeGreaterThan(0);
  for (const line of system.lines) expect(line.text.length).toBeLessThanOrEqual(16_384 + ' [cut]'.length);
});
