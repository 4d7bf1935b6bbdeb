/** The WebSocket door for runners and the HTTP door for their bundles: token checked before anything is read. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Log } from '../base/index.ts';
import type { Dispatcher } from '../dispatch/index.ts';
import { authenticateRunner, findBundle } from '../registry/index.ts';
import { SYSTEM, type Store } from '../store/index.ts';
import { entrepotCodec } from './codec.ts';
import { Session } from './session.ts';

export const RUNNER_PATH = '/runner/v1';
/** A task frame carries an object and its steps; larger things go over HTTP. */
const MAX_PAYLOAD = 4_194_304;

export interface Gateway {
  attach(server: Server): void;
  /** Answers `GET /runner/v1/bundles/DIGEST` for a runner's token; undefined where there is no such bundle. */
  bundle(authorization: string | undefined, digest: string): Promise<{ bundle: string; sourceMap: string } | undefined>;
  /** The connected runners and the walls each reported. */
  runners(): { name: string; walls: Record<string, boolean> }[];
  /** Tells every runner to finish what it has and take nothing new. */
  drain(): void;
  close(): Promise<void>;
}

export function createGateway(options: { store: Store; dispatcher: Dispatcher; log: Log }): Gateway {
  const { store, dispatcher, log } = options;
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_PAYLOAD });
  const sessions = new Set<Session>();

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (new URL(request.url ?? '/', 'http://host').pathname !== `${RUNNER_PATH}/connect`) return refuse(socket, '404 Not Found');
    if (request.headers.origin !== undefined) return refuse(socket, '403 Forbidden');
    const identity = await store.read(SYSTEM, (ctx) => authenticateRunner(ctx, request.headers.authorization)).catch(() => undefined);
    if (!identity) return refuse(socket, '401 Unauthorized');
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const session = new Session(ws, entrepotCodec, identity, dispatcher, log);
      sessions.add(session);
      ws.on('close', () => sessions.delete(session));
    });
  }

  return {
    attach: (server) =>
      void server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head).catch(() => refuse(socket, '500 Internal Server Error'))),
    bundle: (authorization, digest) =>
      store.read(SYSTEM, async (ctx) => {
        await authenticateRunner(ctx, authorization);
        return findBundle(ctx, digest);
      }),
    runners: () => [...sessions].map((s) => ({ name: s.name, walls: s.walls ?? {} })),
    drain: () => sessions.forEach((session) => session.drain()),
    async close() {
      for (const session of sessions) session.close(1001, 'the host is going away');
      for (const client of sockets.clients) client.terminate();
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
