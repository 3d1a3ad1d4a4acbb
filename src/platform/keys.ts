import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The house's own key, in a file that is not in the database. */
export type Keys = {
  /** Encrypts a short text (AES-256-GCM, random nonce); `about` must be the same when it is opened. */
  seal(text: string, about: string): string;
  /** Opens what `seal` closed; undefined when it is not ours, was changed, or is about something else. */
  open(sealed: string, about: string): string | undefined;
  /** A keyed digest (HMAC-SHA-256, hex): the same words give the same digest in this house only. */
  digest(words: string): string;
};

export function keysIn(dir: string): Keys {
  const file = join(dir, 'house.key');
  if (!existsSync(file)) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  chmodSync(file, 0o600);
  return keysFrom(Buffer.from(readFileSync(file, 'utf8').trim(), 'hex'));
}

export function keysFrom(key: Buffer): Keys {
  if (key.length !== 32) throw new Error(`The house key has ${key.length} bytes instead of 32. Maybe the file was cut: restore it from a backup.`);
  return {
    seal(text, about) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < 28) return undefined;
      try {
        const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(about)).setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([cipher.update(bytes.subarray(28)), cipher.final()]).toString('utf8');
      } catch {
        return undefined;
      }
    },
    digest: (words) => createHmac('sha256', key).update(words).digest('hex'),
  };
}
