import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Result, no, ok } from '#kernel';
import { z } from 'zod';
import { isSmsNumber } from './sms.ts';

/** How a gateway hands us a text message: JSON with the headers `x-sms-time` (seconds since 1970) and `x-sms-signature` (hex HMAC-SHA-256 of `time.body` under the gateway's key). */
export type Handed = Readonly<{ body: string; time: string | undefined; signature: string | undefined }>;
export type SmsCame = Readonly<{ id: string; from: string; text: string; at: Temporal.Instant }>;
export type NotTaken = Readonly<{ kind: 'not-signed' | 'too-old' | 'not-understood' }>;

/** Older than this is a copy that somebody kept. */
const MINUTES = 5;
const said = z.object({ id: z.string().min(1).max(200), from: z.string().max(30), text: z.string().max(8_000), at: z.iso.datetime({ offset: true }).optional() });

export const signatureFor = (key: string, time: string, body: string): string => createHmac('sha256', key).update(`${time}.${body}`).digest('hex');

const isSame = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Reads one message that a gateway handed us. The signature is checked before a letter of it is read. */
export function smsReceived(handed: Handed, key: string, now: Temporal.Instant): Result<SmsCame, NotTaken> {
  const { body, time, signature } = handed;
  if (time === undefined || signature === undefined || !/^\d{1,12}$/.test(time) || !isSame(signature.toLowerCase(), signatureFor(key, time, body))) return no({ kind: 'not-signed' });
  if (Math.abs(now.epochMilliseconds - Number(time) * 1_000) > MINUTES * 60_000) return no({ kind: 'too-old' });
  const read = said.safeParse(jsonIn(body));
  const from = read.success ? read.data.from.replaceAll(/[\s().-]/g, '') : '';
  if (!read.success || !isSmsNumber(from)) return no({ kind: 'not-understood' });
  return ok({ id: read.data.id, from, text: read.data.text, at: read.data.at === undefined ? now : Temporal.Instant.from(read.data.at) });
}

function jsonIn(body: string): unknown {
  try { return JSON.parse(body); } catch { return undefined; }
}
