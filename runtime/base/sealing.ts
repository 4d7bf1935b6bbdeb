/**
 * Secrets at rest: AES-256-GCM under the host's key, with the row's identity as associated data so that a sealed value
 * cannot be moved to another row. The key lives beside the database (`DIR/sealing.key`, mode 0600), never inside it.
 */
import { createCipheriv, createDecipheriv, hash, randomBytes, timingSafeEqual } from 'node:crypto';

export interface Sealer {
  seal(plain: string, identity: string): string;
  open(sealed: string, identity: string): string;
}

export function createSealer(key: Buffer): Sealer {
  return {
    seal(plain, identity) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(identity));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `v1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, identity) {
      const raw = Buffer.from(sealed.slice(3), 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, raw.subarray(0, 12)).setAAD(Buffer.from(identity));
      decipher.setAuthTag(raw.subarray(12, 28));
      return Buffer.concat([decipher.update(raw.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}

export function sha256(text: string | Uint8Array): string {
  return hash('sha256', text);
}

/** Compares two texts without telling by time where they differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));
}
