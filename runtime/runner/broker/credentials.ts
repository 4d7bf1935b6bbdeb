/** `auth` of a request: the broker puts a secret in by name, for the hosts it is bound to and no other. */
import type { FetchArgs, TaskFrame } from '../../../sdk/contract/index.ts';
import { CapabilityError } from './errors.ts';
import { checkHeaders, hostMatches } from './rules.ts';
import { lookUp } from '../../base/index.ts';

/** The header that carries the credentials; empty for a request without `auth`. */
export function credentialsFor(task: TaskFrame, auth: FetchArgs['auth'], url: URL): Record<string, string> {
  if (!auth) return {};
  const value = secretFor(task, auth.secret, url);
  switch (auth.type) {
    case 'bearer':
      return { authorization: `Bearer ${value}` };
    case 'header':
      return checkHeaders({ [auth.name]: value });
    case 'basic': {
      const username = auth.usernameSecret === undefined ? (auth.username ?? '') : secretFor(task, auth.usernameSecret, url);
      return { authorization: `Basic ${Buffer.from(`${username}:${value}`).toString('base64')}` };
    }
  }
}

function secretFor(task: TaskFrame, name: string, url: URL): string {
  const secret = lookUp(task.secrets, name);
  if (!secret)
    throw new CapabilityError('SECRET_UNKNOWN', `there is no secret ${JSON.stringify(name)}; known: ${Object.keys(task.secrets).join(', ') || 'none'}`);
  if (!secret.hosts.some((host) => hostMatches(host, url))) throw new CapabilityError('SECRET_HOST_MISMATCH', `secret ${name} may not be sent to ${url.host}`);
  return secret.value;
}
