/** clients/python against a real host and against one that fails, and its RQL beside that of the TypeScript client. */
import { execFileSync, spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { queryText, rql } from '../../sdk/client/rql.ts';
import { startTestHost } from '../support/host.ts';
import { testSeed } from '../support/seed.ts';
import { createWorld, CUSTOMER } from '../support/world.ts';

const why = missingPython();

/** What keeps the client from running here. */
function missingPython(): string | undefined {
  try {
    const version = execFileSync('python3', ['-c', 'import sys; print(*sys.version_info[:2])'], { encoding: 'utf8' });
    const [major, minor] = version.trim().split(' ').map(Number) as [number, number];
    return major > 3 || (major === 3 && minor >= 11) ? undefined : `python3 is ${major}.${minor}, 3.11 is needed`;
  } catch {
    return 'there is no python3';
  }
}

/** Beside this process, which serves what it calls. */
function python(script: string, args: string[], input: unknown): Promise<string> {
  const child = spawn('python3', [`test/client/python/${script}`, ...args], {
    env: { ...process.env, PYTHONPATH: 'clients/python', PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  child.stdin.end(JSON.stringify(input));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(said.out) : reject(new Error(`${script} ended with ${code}: ${said.err}`))));
  });
}

describe.skipIf(why)(`the Python client${why ? ` (skipped: ${why})` : ''}`, () => {
  test('walks an order on a real host', async () => {
    await using system = await startTestHost({ runners: 0 });
    const world = await createWorld(system.store);
    const { connection, item, template } = world;
    const given = { url: system.host.url, vendor: world.vendor.token, distributor: world.distributor.token, customer: CUSTOMER, connection, item, template };
    expect(JSON.parse(await python('walk.py', [], given))).toEqual([
      ...['pending', 'inquiring', 'pending', 'approved', 'Your URL: https://n.example'],
      ['active'],
      [5, ['Hub 0', 'Hub 1', 'Hub 2', 'Hub 3', 'Hub 4'], 3, 5],
      4,
      [404, 'NFND_000', ['Object `PR-0000-0000-0000-001` not found.'], 32],
    ]);
  });

  test('repeats what may be repeated, and tells no secret', async () => {
    const calls = new Map<string, number>();
    const server = createServer((request, response) => answerAs(request, response, calls));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      expect(JSON.parse(await python('calls.py', [url, 'SU-1:planted-secret'], {}))).toEqual({
        ...{ get: { id: 'later-twice' }, dropped: { id: 'dropped-once' }, put: { id: 'later-twice-put' }, delete: null },
        post: ['ApiError', 'SYS_003', 1, false],
        change: ['NetworkError', 'network', 1, false],
        order: { id: 'PR-9' },
        always: ['ApiError', 'SYS_003', 3, false],
        slow: ['NetworkError', 'timeout', 3, false],
        patient: ['ApiError', 'SYS_003', 1, false],
        echo: ['ApiError', 'AUTH_001', 1, false],
        redirect: 'http://evil.example/',
      });
      expect(Object.fromEntries(calls)).toMatchObject({ 'later-post': 1, change: 1, purchase: 2, 'PR-9': 1, always: 3, 'in-an-hour': 1 });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('writes conditions as the TypeScript client does', async () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...'\\\\"\'(),&|;=*+% #?/~!'), fc.string({ unit: 'binary', maxLength: 2 })), { maxLength: 8 }).map((parts) => parts.join('').replaceAll('\0', '')).filter((value) => value.isWellFormed()); // prettier-ignore
    const one = fc.tuple(fc.constantFrom('eq', 'like'), fc.constant('asset.id'), text);
    const many = fc.tuple(fc.constantFrom('in', 'out'), fc.constant('id'), fc.array(text, { maxLength: 3 }));
    const cases = fc.sample(fc.oneof(one, many), { numRuns: 1000, seed: testSeed() }) as ['eq', string, never][];
    const make = { ...rql, like: (field: string, value: string) => rql.like(field, `${rql.literal(value)}*`) };
    const texts = cases.map(([op, field, value]) => queryText({ filter: [make[op](field, value)], ordering: ['-id'], search: 'x', limit: 1, offset: 2 }));
    expect(JSON.parse(await python('rql.py', [], cases))).toEqual(texts);
  });
});

const LATER: [number, object] = [503, { error_code: 'SYS_003', errors: ['later'] }];

/** Each object fails in its own way; orders are lost after they were made. */
function answerAs(request: IncomingMessage, response: ServerResponse, calls: Map<string, number>): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString();
    const steps = request.url!.split('/');
    const name = request.url === '/public/v1/requests' ? (JSON.parse(body) as { type: string }).type : steps[4] ?? steps[3]!; // prettier-ignore
    const count = (calls.get(name) ?? 0) + 1;
    calls.set(name, count);
    const json = (status: number, value: object, headers = {}) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value)); // prettier-ignore
    if (name === 'slow') return;
    if (/dropped|change|purchase/.test(name) && count === 1) return void request.socket.destroy();
    if (name === 'purchase') return void json(409, { error_code: 'REQ_005', errors: [], params: { request_id: 'PR-9' } });
    if (name === 'dropped-then-gone') return void json(404, { error_code: 'NFND_000', errors: [] });
    if (name === 'echo') return void json(401, { error_code: 'AUTH_001', errors: [request.headers.authorization] });
    if (name === 'elsewhere') return void response.writeHead(302, { location: 'http://evil.example/' }).end();
    if (name === 'in-an-hour') return void json(...LATER, { 'retry-after': '3600' });
    if (name === 'always' || name === 'later-post' || (name.startsWith('later-twice') && count < 3)) return void json(...LATER, { 'retry-after': '0' });
    json(200, { id: name });
  });
}
