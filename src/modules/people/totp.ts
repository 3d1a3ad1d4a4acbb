import { Secret, TOTP } from 'otpauth';

const SECONDS = 30;
const totpOf = (secret: string, label: string, issuer: string): TOTP =>
  new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period: SECONDS, secret: Secret.fromBase32(secret) });

/** A new secret (160 bit, base32) and the address that an authenticator app reads from a QR code. */
export function newTotp(login: string, issuer: string): { secret: string; uri: string } {
  const secret = new Secret({ size: 20 }).base32;
  return { secret, uri: totpOf(secret, login, issuer).toString() };
}

/** The 30-second step that these digits belong to, one step of grace on both sides; undefined when they are wrong (RFC 6238). */
export function totpStepOf(secret: string, digits: string, now: Temporal.Instant): number | undefined {
  const timestamp = now.epochMilliseconds;
  const delta = totpOf(secret, 'porchlight', 'porchlight').validate({ token: digits, timestamp, window: 1 });
  return delta === null ? undefined : Math.floor(timestamp / 1000 / SECONDS) + delta;
}

/** The digits of an instant: for tests and for the demo world's own staff. */
export const totpAt = (secret: string, now: Temporal.Instant): string => totpOf(secret, 'porchlight', 'porchlight').generate({ timestamp: now.epochMilliseconds });
