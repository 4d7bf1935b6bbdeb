/**
 * Stands between the extension and the vendor's service. It keeps what was asked with which key, and can hold an answer
 * back after the service has acted: the moment between an outside effect and its record, made long enough to kill in.
 */
import { createServer } from 'node:http';

export interface Asked {
  at: number;
  method: string;
  path: string;
  key: string;
  asset: string;
  status: number;
}

export interface Proxy {
  url: string;
  asked: Asked[];
  /** The next effect is told here before its answer is passed on. */
  arm(onEffect: (asked: Asked) => void): void;
  close(): void;
}

export async function startProxy(service: string): Promise<Proxy> {
  const asked: Asked[] = [];
  let armed: ((asked: Asked) => void) | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    const at = Date.now();
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => {});
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { authorization = '', 'idempotency-key': key = '' } = request.headers as Record<string, string>;
      fetch(service + request.url!, { method: request.method!, headers: { authorization, 'idempotency-key': key }, ...(body ? { body } : {}) })
        .then(async (answer) => {
          const text = await answer.text();
          const seen = { at, method: request.method!, path: request.url!, key, asset: assetOf(request.url!, body), status: answer.status };
          asked.push(seen);
          if (armed && answer.ok) {
            const tell = armed;
            armed = undefined;
            tell(seen);
          }
          response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
        })
        .catch((error: Error) => response.writeHead(502).end(error.message));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    asked,
    arm: (onEffect) => void (armed = onEffect),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function assetOf(path: string, body: string): string {
  return path.split('/')[2] ?? (JSON.parse(body || '{}') as { asset?: string }).asset ?? '';
}
