/** A headless Chromium, driven over its own protocol: a page is opened, and an expression evaluated in it. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome-headless-shell'];

/** What ENTREPOT_TEST_CHROMIUM names, else one on the path. */
export function findChromium(): string | undefined {
  const named = process.env['ENTREPOT_TEST_CHROMIUM'];
  if (named) return named;
  return NAMES.find((name) => {
    try {
      return execFileSync('which', [name], { stdio: ['ignore', 'pipe', 'ignore'] }).length > 0;
    } catch {
      return false;
    }
  });
}

// one process, no sandbox: it shows pages of this test only, also as root and in containers
const FLAGS = ['--headless', '--no-sandbox', '--no-zygote', '--single-process', '--disable-gpu', '--disable-dev-shm-usage', '--remote-debugging-port=0'];
const START_MS = 20_000;

export async function openPage(program: string, url: string) {
  const profile = mkdtempSync(join(tmpdir(), 'entrepot-chromium-'));
  const child = spawn(program, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const close = async () => {
    child.kill('SIGKILL');
    await ended;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const socket = new WebSocket(await new Promise<string>((resolve, reject) => {
      let said = '';
      const timer = setTimeout(() => reject(new Error(`${program} did not start within ${START_MS} ms: ${said}`)), START_MS);
      child.once('error', reject);
      child.stderr.on('data', (chunk: Buffer) => {
        const found = /DevTools listening on (ws:\S+)/.exec((said += chunk.toString()));
        if (!found) return;
        clearTimeout(timer);
        resolve(found[1]!);
      });
    })); // prettier-ignore
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const waiting = new Map<number, (message: { result?: never; error?: { message: string } }) => void>();
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString()) as { id?: number };
      if (message.id !== undefined) waiting.get(message.id)?.(message as never);
    });
    let last = 0;
    const command = <T>(method: string, params: object, sessionId?: string): Promise<T> => {
      const id = ++last;
      return new Promise((resolve, reject) => {
        waiting.set(id, ({ result, error }) => (error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result as T)));
        socket.send(JSON.stringify({ id, method, params, sessionId }));
      });
    };
    const { targetId } = await command<{ targetId: string }>('Target.createTarget', { url });
    const { sessionId } = await command<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });

    /** The value of an expression, awaited; what it throws is thrown here. */
    async function evaluate<T>(expression: string): Promise<T> {
      const answer = await command<{ result: { value: T }; exceptionDetails?: { exception?: { description?: string } } }>(
        'Runtime.evaluate',
        { expression, awaitPromise: true, returnByValue: true },
        sessionId,
      );
      if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? 'the page threw');
      return answer.result.value;
    }
    return { evaluate, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}
