/** What a package asks for, as a canonical list an admin consents to by its digest. */
import type { Manifest, PermissionsManifest } from '../../sdk/contract/index.ts';
import { sha256 } from '../base/index.ts';

export interface Permission {
  /** Stable text: two versions ask for the same when these are equal. */
  key: string;
  sentence: string;
}

export function permissionsOf(manifest: Manifest): Permission[] {
  const asked: PermissionsManifest = manifest.permissions ?? {};
  return [
    ...Object.keys(manifest.hooks).map((type) => ({ key: `hook:${type}`, sentence: `Act on ${type}` })),
    ...(asked.objects ?? []).map((scope) => ({ key: `object:${scope}`, sentence: `${scope.endsWith(':write') ? 'Change' : 'Read'} ${scope.split(':')[0]}` })),
    ...(asked.egress ?? []).map((rule) => ({
      key: `egress:${rule.host}:${(rule.methods ?? ['*']).join(',')}`,
      sentence: `Send data to ${rule.host}: ${rule.reason}`,
    })),
    ...Object.entries(asked.secrets ?? {}).map(([name, secret]) => ({
      key: `secret:${name}:${secret.hosts.join(',')}`,
      sentence: `Use the secret "${name}" only towards ${secret.hosts.join(', ')}; it cannot read it`,
    })),
    ...(asked.storage ? [{ key: 'storage', sentence: 'Keep data of its own' }] : []),
  ].sort((a, b) => a.key.localeCompare(b.key));
}

export function permissionsDigest(manifest: Manifest): string {
  return sha256(JSON.stringify(permissionsOf(manifest).map((p) => p.key)));
}
