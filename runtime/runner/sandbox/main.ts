/**
 * The sandbox process: it holds isolates and nothing else. No environment, no secrets, no files beyond its own, no
 * network; its parent speaks to it over stdin and stdout and kills it when a turn does not end.
 */
import { LIMITS } from '../../../sdk/contract/limits.ts';
import { Isolate, threadCpuMs } from './isolate.ts';
import { createDecoder, encodeMessage, type FromSandbox, type ToSandbox } from './protocol.ts';
import { testWalls } from './walls.ts';

/** Replaced by the guest's bundle when this entry is bundled (bundle.ts). */
declare const ENTREPOT_GUEST: string;

const MAX_MESSAGE = 64 * 1024 * 1024;
/** A quiet moment long enough that making an isolate ahead holds nobody up. */
const QUIET_MS = 10;
/** An isolate's memory limit is fixed when it is made: the one made ahead has the limit that most packages keep. */
const AHEAD_MB = LIMITS.memoryMb.default;

const isolates = new Map<number, Isolate>();
/** An isolate with the guest's first code in it, so that a cold package costs only its own loading. */
let ahead: Isolate | undefined;
let quiet: NodeJS.Timeout | undefined;

/** Messages that belong together leave together: one write, and the runner never sees half of a turn. */
function say(...messages: FromSandbox[]): void {
  process.stdout.write(messages.length === 1 ? encodeMessage(messages[0]!) : Buffer.concat(messages.map(encodeMessage)));
}

function create(memoryMb: number): Isolate {
  return new Isolate(ENTREPOT_GUEST, memoryMb, (reason) => {
    process.stderr.write(`isolate: ${reason}\n`);
    process.kill(process.pid, 'SIGKILL');
  });
}

function take(memoryMb: number): Isolate {
  const made = memoryMb === AHEAD_MB ? ahead : undefined;
  if (made) ahead = undefined;
  return made ?? create(memoryMb);
}

/** The next isolate is made when nothing has arrived for a moment. */
function prepareLater(): void {
  quiet ??= setTimeout(() => (ahead ??= create(AHEAD_MB)), QUIET_MS);
  quiet.refresh();
}

/** Runs one entry, then tells what was sent and that the turn ended; a failed isolate is gone. */
function turn(id: number, isolate: Isolate, run: () => ReturnType<Isolate['deliver']>): void {
  const before = threadCpuMs();
  const failed = run();
  const texts = isolate.takeSent();
  const end: FromSandbox = { t: 'turn', isolate: id, cpuMs: threadCpuMs() - before, ...(failed ? { failed } : { heapBytes: isolate.heapBytes }) };
  if (texts.length && !failed) say({ t: 'send', isolate: id, texts }, end);
  else say(end);
  if (failed) close(id);
}

function close(id: number): void {
  isolates.get(id)?.dispose();
  isolates.delete(id);
}

function receive(message: ToSandbox): void {
  if (message.t === 'close') return close(message.isolate);
  if (message.t === 'open') isolates.set(message.isolate, take(message.memoryMb));
  const isolate = isolates.get(message.isolate);
  if (!isolate) return say({ t: 'turn', isolate: message.isolate, cpuMs: 0, failed: { code: 'LOAD_ERROR', message: 'the isolate is gone' } });
  turn(message.isolate, isolate, () => (message.t === 'open' ? isolate.load(message.code, message.turnMs) : isolate.deliver(message.text, message.turnMs)));
}

process.on('uncaughtException', (error) => {
  process.stderr.write(`sandbox: ${error.message}\n`);
  process.exit(70);
});
const decode = createDecoder<ToSandbox>(receive, MAX_MESSAGE);
process.stdin.on('data', (chunk: Buffer) => {
  decode(chunk);
  if (!ahead) prepareLater();
});
process.stdin.on('end', () => process.exit(0));
const walls = await testWalls();
ahead = create(AHEAD_MB);
say({ t: 'ready', walls, engine: process.versions.v8 });
