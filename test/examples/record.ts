/** The walk as examples: the first good call of each operation, with what was sent and what came back. */
import { ROUTES } from '../../runtime/host/compose.ts';
import { webhookRoutes } from '../../runtime/domain/webhooks/index.ts';
import type { Example } from '../../runtime/api/examples.ts';
import type { Route } from '../../runtime/domain/kit/index.ts';
import { Drive, type Sent } from '../conformance/walk/drive.ts';
import { startWalkHost } from '../conformance/walk/host.ts';
import { PARTS } from '../conformance/walk/parts/index.ts';
import type { Answer } from '../conformance/walk/walk.ts';
import { repeated, START } from './chance.ts';
import { uncovered } from './rest.ts';

export type Examples = Record<string, Example>;

export const ALL_ROUTES: readonly Route[] = [...ROUTES, ...webhookRoutes(() => '')];

/** Lists inside an example are cut to so many. */
const LENGTH = 2;
const MINUTE_MS = 60_000;
const EVENT = /\bEV-[0-9a-f]+/g;
const SECRET = /\b[0-9a-f]{24,}\b|\beyJ[\w.-]{40,}/g;
const TIME = /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g;

/** `send` is told the operation of each call and may send another body. */
export async function recorded(instead: (operation: string, sent: Sent) => { body: unknown } | undefined = () => undefined): Promise<Examples> {
  const chance = repeated();
  const host = await startWalkHost();
  try {
    const examples: Examples = {};
    const counts = new Map<string, number>();
    const begin = (name: string) => {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      chance.begin(`${name} ${count}`);
    };
    const drive = new Drive(
      {
        ...host,
        pass(ms) {
          begin('pass');
          return host.pass(ms);
        },
      },
      host.parties,
      async (sent, send) => {
        const route = routeOf(sent.method, sent.path);
        const operation = route?.operation;
        begin(operation ?? sent.path);
        const other = operation === undefined ? undefined : instead(operation, sent);
        const answer = await (other ? send(other.body) : send());
        if (route && operation !== undefined && answer.status < 400 && better(answer, examples[operation]))
          examples[operation] = exampleOf(sent, answer, host.api, route.kind === 'list' ? undefined : route.type);
        return answer;
      },
    );
    for (const part of [...Object.values(PARTS), uncovered]) await part(drive, host);
    return Object.fromEntries(ALL_ROUTES.flatMap(({ operation }) => (examples[operation] ? [[operation, examples[operation]]] : [])));
  } finally {
    await host.close();
    chance.end();
  }
}

/** The first, or of lists the first that shows something. */
const better = ({ body }: Answer, present: Example | undefined) =>
  present === undefined || (Array.isArray(present.answer) && present.answer.length === 0 && Array.isArray(body) && body.length > 0);

function exampleOf({ by, path, body }: Sent, { status, body: answer }: Answer, api: string, type = 'application/json'): Example {
  const sent = body === undefined || body instanceof FormData || body instanceof Uint8Array ? {} : { body };
  // a file or a page is no example of anything
  const shown = typeof answer === 'object' || type === 'text/markdown' ? { answer: settled(answer, api) } : {};
  return { by: by?.role ?? 'anyone', path: maskedPath(path), ...sent, status, ...shown };
}

export function routeOf(method: string, path: string): Route | undefined {
  const given = path.split('?')[0]!.split('/');
  const fits = (route: Route) => {
    const steps = route.path.split('/');
    return route.method === method && steps.length === given.length && steps.every((step, i) => step === given[i] || step.startsWith('{'));
  };
  const variables = (route: Route) => route.path.split('{').length;
  return ALL_ROUTES.filter(fits).sort((a, b) => variables(a) - variables(b))[0];
}

/** A code in a path is a secret of one walk. */
export const maskedPath = (path: string) => path.replaceAll(SECRET, '…');

/** Cut to one of a list, and without what differs from walk to walk and does not matter: the host's address, secrets and digests, when the walk got there. */
export function settled(answer: unknown, api: string): unknown {
  const origin = new URL(api).origin;
  const times = new Set<string>();
  const cut = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.slice(0, LENGTH).map(cut);
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, v]) => [name, cut(v)]));
    if (typeof value !== 'string') return value;
    for (const [time] of value.matchAll(TIME)) times.add(time);
    return value.replaceAll(origin, 'https://entrepot.example').replaceAll(SECRET, '…').replaceAll(EVENT, 'EV-…');
  };
  const text = JSON.stringify(cut(Array.isArray(answer) ? answer.slice(0, 1) : answer));
  const order = [...times].sort();
  return JSON.parse(text.replaceAll(TIME, (time) => new Date(START + order.indexOf(time) * MINUTE_MS).toISOString().slice(0, 19)));
}
