/** What an order says: which virtual host is wanted, which one it has, and what its quantities allow. */
import { NonRetriable, type Request } from 'entrepot';
import type { Settings } from './broker.ts';

/** The parameters the product must have, by name; see README.md. */
export const WANTED = 'vhost';

/** Letters that need no care in an AMQP address; the platform's asset ids fit, too. */
const VHOST_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;

const param = (request: Request, name: string) => request.asset.params.find((p) => p.id === name)?.value.trim() ?? '';

/** The name the buyer asked for, else the asset's id, which nobody else has. */
export function wantedVhost(request: Request): string {
  return param(request, WANTED) || request.asset.id;
}

export function isVhostName(name: string): boolean {
  return VHOST_NAME.test(name);
}

export function userName(request: Request): string {
  return `u-${request.asset.id}`;
}

export function addressOf(settings: Settings, vhost: string): string {
  return `${settings.amqpUrl.replace(/\/+$/, '')}/${encodeURIComponent(vhost)}`;
}

/** The virtual host of a subscription, from the address it was approved with: the wanted name may have changed since. */
export function presentVhost(request: Request): string {
  const url = param(request, 'url');
  const name = decodeURIComponent(url.slice(url.lastIndexOf('/') + 1));
  if (!isVhostName(name)) throw new NonRetriable(`the parameter url of ${request.asset.id} holds no virtual host: ${JSON.stringify(url)}`);
  return name;
}

export interface Limits {
  connections: number;
  queues: number;
}

/** Ordered quantities; -1 where the platform sells no such item or an unlimited one, 0 where it was not ordered. */
export function limitsOf(settings: Settings, request: Request): Limits {
  const ordered = (mpn: string | undefined): number => {
    if (mpn === undefined) return -1;
    const quantity = request.asset.items.find((i) => i.mpn === mpn)?.quantity ?? '0';
    return quantity === 'unlimited' ? -1 : Number(quantity);
  };
  return { connections: ordered(settings.connectionsItem), queues: ordered(settings.queuesItem) };
}

/** Whether the first limit allows less than the second. */
export function isLower(now: number, before: number): boolean {
  return now !== -1 && (before === -1 || now < before);
}
