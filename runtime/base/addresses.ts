/**
 * Which addresses what comes from outside (an extension, a webhook) may reach, decided where the connection is made: the name is resolved once, every address
 * of the answer is judged, and the connection goes to the judged one. A name that resolves differently later gains nothing.
 */
import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent } from 'undici';

export class PrivateAddressError extends Error {
  constructor(host: string) {
    super(`${host} is a private address`);
    this.name = 'PrivateAddressError';
  }
}

/** Only ordinary public addresses; ipaddr.js knows every special range, mapped IPv4 is judged as what it maps. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}

function judged(resolve: typeof systemLookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      if (!addresses.every((a) => isPublic(a.address))) return callback(new PrivateAddressError(hostname), '', 0);
      if (options.all) (callback as (e: null, a: typeof addresses) => void)(null, addresses);
      else callback(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

const CONNECT_MS = 5_000;
const limits = { connections: 32, pipelining: 1, maxResponseSize: -1, proxyTunnel: false };

/** Connections are pooled apart: one made for what may reach private addresses serves nothing else. */
const open = new Agent({ ...limits, connect: { timeout: CONNECT_MS } });
const guarded = guardedAgent(systemLookup);

/** `resolve` is injected by tests that rebind a name. */
function guardedAgent(resolve: typeof systemLookup): Agent {
  return new Agent({ ...limits, connect: { timeout: CONNECT_MS, lookup: judged(resolve) } });
}

/** The agent for a URL; an address written as such never passes a lookup, so it is judged here. */
export function agentFor(url: URL, allowPrivate: boolean): Agent {
  if (allowPrivate) return open;
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(literal) && !isPublic(literal)) throw new PrivateAddressError(url.hostname);
  return guarded;
}
