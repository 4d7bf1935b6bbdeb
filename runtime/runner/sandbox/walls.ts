/** Which walls around this process really hold: each is tried at start, and the answer travels with every runner. */
import { readFileSync } from 'node:fs';
import ivm from 'isolated-vm';

export async function testWalls(): Promise<Record<string, boolean>> {
  return {
    // the time zone is set for the guests, which have none of the machine's
    environment: Object.keys(process.env).every((name) => name === 'TZ'),
    files: denied(() => readFileSync('/etc/hostname')),
    children: await deniedAsync(async () => (await import('node:child_process')).execFileSync('/bin/true')),
    network: await deniedAsync(connect),
    webassembly: !('WebAssembly' in globalThis),
    engine: engineIsFixed(),
  };
}

/** GHSA-864f-rcv7-6rh4: a getter must not run while a value is copied out of an isolate. */
function engineIsFixed(): boolean {
  const isolate = new ivm.Isolate({ memoryLimit: 8 });
  try {
    const context = isolate.createContextSync();
    context.evalSync('globalThis.ran = false; globalThis.trap = { get x() { globalThis.ran = true; return 1; } }');
    try {
      context.evalSync('trap', { copy: true });
    } catch {
      // the fixed engine refuses to copy a value with a getter
    }
    return context.evalSync('ran') === false;
  } finally {
    isolate.dispose();
  }
}

function denied(attempt: () => unknown): boolean {
  try {
    attempt();
    return false;
  } catch {
    return true;
  }
}

async function deniedAsync(attempt: () => Promise<unknown>): Promise<boolean> {
  try {
    await attempt();
    return false;
  } catch (error) {
    return (error as { code?: string }).code === 'ERR_ACCESS_DENIED';
  }
}

/** Refused by the permission model, or only by nobody listening there? */
async function connect(): Promise<void> {
  const { Socket } = await import('node:net');
  await new Promise<void>((resolve, reject) => {
    const socket = new Socket();
    socket.on('connect', () => resolve(socket.destroy() as never));
    socket.on('error', reject);
    socket.connect(9, '127.0.0.1');
  });
}
