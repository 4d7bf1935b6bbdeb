/** The WebSocket door for runners and the HTTP door for their bundles: token checked before anything is read. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Log } from '../base/index.ts';
import type { Dispatcher } from '../dispatch/index.ts';
import { authenticateRunner, findBundle } from '../registry/index.ts';
import { SYSTEM, type Store } from '../store/index.ts';
import { entrepotCodec } from './codec.ts';
import { Session, type SessionLimits } from './session.ts';

export const RUNNER_PATH = '/runner/v1';
/** A message of a runner; its largest frames are a result and a step of 256 KiB, and a runner cuts its messages. */
const MAX_PAYLOAD = 4_194_304;
/** A message in more pieces is an attack: runners send each in one. */
const MAX_FRAGMENTS = 64;
const MAX_BUFFERED_CHUNKS = 4_096;
const SESSIONS_MAX = 1_000;
/** How long closing waits for the runners to answer the close. */
const CLOSE_MS = 500;

export interface Gateway {
  attach(server: Server): void;
  /** Answers `GET /runner/v1/bundles/DIGEST` for a runner's token; undefined where there is no such bundle. */
  bundle(authorization: string | undefined, digest: string): Promise<{ bundle: string; sourceMap: string } | undefined>;
  /** The connected runners and the walls each reported. */
  runners(): { name: string; walls: Record<string, boolean> }[];
  /** Tasks that the connected runners hold. */
  tasks(): number;
  /** Tells every runner to finish what it has and take nothing new. */
  drain(): void;
  /** Whether every result is in. */
  idle(): boolean;
  close(): Promise<void>;
}

export function createGateway(options: { store: Store; dispatcher: Dispatcher; log: Log; limits?: SessionLimits }): Gateway {
  const { store, dispatcher, log } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD,
    maxFragments: MAX_FRAGMENTS,
    maxBufferedChunks: MAX_BUFFERED_CHUNKS,
  });
  let draining = false;
  const sessions = new Set<Session>();

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    if (new URL(request.url ?? '/', 'http://host').pathname !== `${RUNNER_PATH}/connect`) return refuse(socket, '404 Not Found');
    if (request.headers.origin !== undefined) return refuse(socket, '403 Forbidden');
    if (sessions.size >= SESSIONS_MAX) return refuse(socket, '503 Service Unavailable');
    const identity = await store.read(SYSTEM, (ctx) => authenticateRunner(ctx, request.headers.authorization)).catch(() => undefined);
    if (!identity) return refuse(socket, '401 Unauthorized');
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const session = new Session(ws, entrepotCodec, identity, dispatcher, log, options.limits);
      sessions.add(session);
      if (draining) session.drain();
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
    tasks: () => [...sessions].reduce((sum, session) => sum + session.tasks, 0),
    drain() {
      draining = true;
      for (const session of sessions) session.drain();
    },
    idle: () => [...sessions].every((session) => session.idle),
    async close() {
      draining = true;
      const closed = [...sockets.clients].map((ws) => new Promise((resolve) => ws.once('close', resolve)));
      for (const session of sessions) session.close(1001, 'the host is going away');
      await Promise.race([Promise.all(closed), new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
      for (const client of sockets.clients) client.terminate();
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
    },
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
