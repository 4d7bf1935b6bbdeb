/**
 * The sandbox process: it holds isolates and nothing else. No environment, no secrets, no files beyond its own, no
 * network; its parent speaks to it over stdin and stdout and kills it when a turn does not end.
 */
import { Isolate } from './isolate.ts';
import { createDecoder, encodeMessage, type FromSandbox, type ToSandbox } from './protocol.ts';
import { testWalls } from './walls.ts';

/** Replaced by the guest's bundle when this entry is bundled (cli/bundle and host/assets). */
declare const ENTREPOT_GUEST: string;

const MAX_MESSAGE = 64 * 1024 * 1024;
const isolates = new Map<number, Isolate>();

function say(message: FromSandbox): void {
  process.stdout.write(encodeMessage(message));
}

function open(message: Extract<ToSandbox, { t: 'open' }>): void {
  const isolate = new Isolate(ENTREPOT_GUEST, message.memoryMb, (reason) => {
    process.stderr.write(`isolate: ${reason}\n`);
    process.kill(process.pid, 'SIGKILL');
  });
  isolates.set(message.isolate, isolate);
  turn(message.isolate, isolate, () => isolate.load(message.code, Math.max(message.turnMs, 1000)));
}

/** Runs one entry, then tells what was sent and that the turn ended; a failed isolate is gone. */
function turn(id: number, isolate: Isolate, run: () => ReturnType<Isolate['deliver']>): void {
  const before = isolate.cpuMs();
  const failed = run();
  const texts = isolate.takeSent();
  if (texts.length && !failed) say({ t: 'send', isolate: id, texts });
  say({ t: 'turn', isolate: id, cpuMs: Math.max(0, isolate.cpuMs() - before), ...(failed ? { failed } : {}) });
  if (failed) close(id);
}

function close(id: number): void {
  isolates.get(id)?.dispose();
  isolates.delete(id);
}

function receive(message: ToSandbox): void {
  if (message.t === 'open') return open(message);
  if (message.t === 'close') return close(message.isolate);
  const isolate = isolates.get(message.isolate);
  if (!isolate) return say({ t: 'turn', isolate: message.isolate, cpuMs: 0, failed: { code: 'LOAD_ERROR', message: 'the isolate is gone' } });
  turn(message.isolate, isolate, () => isolate.deliver(message.text, message.turnMs));
}

process.on('uncaughtException', (error) => {
  process.stderr.write(`sandbox: ${error.message}\n`);
  process.exit(70);
});
process.stdin.on('data', createDecoder<ToSandbox>(receive, MAX_MESSAGE));
process.stdin.on('end', () => process.exit(0));
say({ t: 'ready', walls: await testWalls(), engine: process.versions.v8 });
