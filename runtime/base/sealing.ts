/**
 * Secrets at rest: AES-256-GCM under the host's key, with the row's identity as associated data so that a sealed value
 * cannot be moved to another row. The key lives beside the database (`DIR/sealing.key`, mode 0600), never inside it.
 */
import { createCipheriv, createDecipheriv, createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Sealer {
  seal(plain: string, identity: string): string;
  open(sealed: string, identity: string): string;
  sealBytes(plain: Uint8Array, identity: string): Buffer;
  openBytes(sealed: Uint8Array, identity: string): Buffer;
  /** A key for one purpose, from which nothing about the sealing key follows. */
  derive(purpose: string): string;
}

export function createSealer(key: Buffer): Sealer {
  const sealBytes: Sealer['sealBytes'] = (plain, identity) => {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(identity));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]);
  };
  const openBytes: Sealer['openBytes'] = (sealed, identity) => {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(identity));
    decipher.setAuthTag(sealed.subarray(12, 28));
    return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
  };
  return {
    seal: (plain, identity) => `v1.${sealBytes(Buffer.from(plain), identity).toString('base64url')}`,
    open: (sealed, identity) => openBytes(Buffer.from(sealed.slice(3), 'base64url'), identity).toString('utf8'),
    sealBytes,
    openBytes,
    derive: (purpose) => createHmac('sha256', key).update(purpose).digest('hex'),
  };
}

export function sha256(text: string | Uint8Array): string {
  return hash('sha256', text);
}

/** Compares two texts without telling by time where they differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));
}
