import { createHash, randomBytes, randomInt } from 'node:crypto';

/** 256 random bits, base64url: for a session. */
export const newToken = (): string => randomBytes(32).toString('base64url');
/** 128 random bits, base64url: for a link that someone opens once. */
export const newLinkToken = (): string => randomBytes(16).toString('base64url');
/** What is kept of a token. It has too many bits to be guessed, so it needs no slow hash. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();
/** Six digits, each row as likely as any other. */
export const newDigits = (): string => String(randomInt(0, 1_000_000)).padStart(6, '0');
