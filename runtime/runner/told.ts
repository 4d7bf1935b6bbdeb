/** How a call went, as the record of an attempt tells it: where to, and with which status; never what was said. */
import type { Called, FetchReply } from '../../sdk/contract/index.ts';
import type { BrokerReply } from './broker/index.ts';

const TO_LENGTH = 300;

export function toldCall(op: string, args: unknown, reply: BrokerReply, span: string | undefined): Omit<Called, 'at' | 'ms'> {
  const to = destination(op, args);
  return {
    op: op.slice(0, 64),
    status: reply.ok ? 'ok' : reply.code.slice(0, 64),
    ...(to === undefined ? {} : { to: to.slice(0, TO_LENGTH) }),
    ...(span === undefined ? {} : { span }),
    ...(op === 'fetch' && reply.ok ? { http: (reply.value as FetchReply).status } : {}),
  };
}

/** Without query and fragment: they may carry what nobody else should read. */
function destination(op: string, args: unknown): string | undefined {
  const { url, method = 'GET', path } = (args ?? {}) as { url?: unknown; method?: unknown; path?: unknown };
  if (op === 'fetch' && typeof url === 'string') return URL.canParse(url) ? new URL(url).host : undefined;
  return op === 'platform' && typeof path === 'string' ? `${String(method)} ${path.replace(/[?#].*/s, '')}` : undefined;
}
