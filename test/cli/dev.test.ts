/** `entrepot dev` as an author uses it: a host of its own, a build for each save, events on demand, and nothing left behind. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { EXIT } from '../../runtime/cli/output.ts';
import { setPath } from '../../runtime/cli/trigger.ts';
import { until } from '../support/host.ts';

const MAIN = resolve('runtime/cli/main.ts');
const TSX = import.meta.resolve('tsx');
const work = mkdtempSync(join(tmpdir(), 'entrepot-dev-'));
const project = join(work, 'mine');
const PATIENCE_MS = 60_000;
afterAll(() => rmSync(work, { recursive: true, force: true }));

function started(cwd: string, ...args: string[]) {
  const child = spawn(process.execPath, ['--import', TSX, MAIN, ...args], { cwd, env: { PATH: process.env['PATH'], HOME: work } });
  const seen = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (seen.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (seen.err += chunk.toString()));
  return { child, seen, ended: new Promise<number | null>((done) => child.on('close', done)) };
}
async function run(cwd: string, ...args: string[]) {
  const one = started(cwd, ...args);
  return { code: await one.ended, ...one.seen };
}

const source = (qty: string) => `import { approve, defineExtension } from 'entrepot';
export default defineExtension({
  hooks: {
    asset_purchase_request_processing: async (ctx, request) => {
      ctx.log.info('seats', { seats: ${qty} });
      return approve({ params: { url: 'https://mine.example' } });
    },
  },
});
`;
const MANIFEST = `name: mine\nversion: 0.1.0\ntype: products\nhooks:\n  asset_purchase_request_processing: {}\n`;
const write = (file: string, text: string) => writeFileSync(join(project, file), text);
const pidOfHost = () => (JSON.parse(readFileSync(join(project, '.entrepot/dev/host.json'), 'utf8')) as { pid: number }).pid;
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test('a save is live at once, a bad one changes nothing, an event runs on what is live; at the end nothing is left', { timeout: 240_000 }, async () => {
  expect((await run(work, 'init', 'mine')).code).toBe(EXIT.ok);
  write('extension.yaml', MANIFEST);
  write('src/index.ts', source('request.asset.items[0]?.quantity'));
  const dev = started(project, 'dev');
  const says = (what: string | RegExp, stream: 'out' | 'err' = 'out') =>
    until(String(what), async () => (typeof what === 'string' ? dev.seen[stream].includes(what) : what.test(dev.seen[stream])), PATIENCE_MS);
  await says(/build [0-9a-f]{6} is live {2}\d+ ms {2}asset_purchase_request_processing/);
  const host = pidOfHost();
  const [, first] = /build ([0-9a-f]{6})/.exec(dev.seen.out)!;

  // commands in the project talk to this host; the object behind the event is real
  const done = await run(project, 'trigger', 'asset_purchase_request_processing', '--set', 'asset.items[0].quantity=500', '--wait', '--json');
  expect([done.code, JSON.parse(done.out)]).toEqual([EXIT.ok, expect.objectContaining({ task: expect.objectContaining({ state: 'done' }) as object })]);
  await says(/info {3}seats {2}\{"seats":"?500"?\}/);
  const { id, task } = JSON.parse(done.out) as { id: string; task: { id: string } };
  expect((await run(project, 'task', task.id)).out).toContain(`version 0.1.0-dev.${first}`);
  await says(`-> done  asset_purchase_request_processing  ${id}`);

  // a bad build is told with its place, and what was live goes on
  write('src/index.ts', source('request.asset.items[0'));
  await says(new RegExp(`does not build; ${first} goes on\n {2}src/index.ts:5:\\d+: .*\n {4} +ctx.log.info.*\n +\\^`));
  expect((await run(project, 'trigger', 'asset_purchase_request_processing', '--wait')).code).toBe(EXIT.ok);
  write('src/index.ts', source("'other'"));
  await says(/goes on[^]*build (?!x)[0-9a-f]{6} is live/);

  // new powers are shown as sentences
  write('extension.yaml', `${MANIFEST}permissions:\n  egress:\n    - { host: tax.example, reason: check the VAT number }\n`);
  await says(/ {2}\+ .*tax\.example/);
  write('extension.yaml', MANIFEST);
  await says(/ {2}- .*tax\.example/);

  dev.child.kill('SIGINT');
  expect(await dev.ended).toBe(EXIT.ok);
  expect(dev.seen.err.replaceAll(/^Waiting .*\n/gm, '')).toBe('');
  expect([isAlive(host), existsSync(join(project, '.entrepot/dev/host.json'))]).toEqual([false, false]);

  // its host goes with it, also where nobody says goodbye; the world is still there
  const again = started(project, 'dev');
  await until('the second one', async () => /is live/.test(again.seen.out), PATIENCE_MS);
  const second = pidOfHost();
  again.child.kill('SIGKILL');
  await again.ended;
  await until('its host to end', async () => !isAlive(second), PATIENCE_MS);
});

test('what cannot be triggered, or set, is refused by name', async () => {
  const body = { asset: { items: [{ quantity: 1 }], name: 'x' } };
  for (const pair of ['asset', '=1', 'a..b=1', 'a[x]=1']) expect(() => setPath(body, pair)).toThrow(`--set: ${JSON.stringify(pair)} is not PATH=VALUE`);
  expect(() => setPath(body, 'asset.name.first=1')).toThrow('--set asset.name.first: asset.name is "x" and has no parts.');
  setPath(body, 'asset.items[0].quantity=7');
  setPath(body, 'asset.params[0].id=seats');
  setPath(body, '__proto__.polluted=1');
  expect(JSON.stringify(body)).toBe('{"asset":{"items":[{"quantity":7}],"name":"x","params":[{"id":"seats"}]},"__proto__":{"polluted":1}}');
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
  const refused = await run(work, 'trigger', 'constructor');
  expect([refused.code, refused.err]).toEqual([
    EXIT.usage,
    expect.stringContaining('"constructor" cannot be triggered; these can: asset_purchase_request_processing') as string,
  ]);
});
