import { constants, createPublicKey, pbkdf2, publicEncrypt, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type VisitId, isId } from '#kernel';
import type { Phone } from '#modules/trust';
import { type TakenAlong, WRONG_CODES } from '#modules/visits';
import { type Call, type Door, type Reply, missing, screen } from '#platform/http/index';
import type { WebHas } from '../has.ts';

const derive = promisify(pbkdf2);
/** Rounds of PBKDF2-HMAC-SHA-256 (RFC 8018): trying all ten thousand codes takes a telephone about an hour. Four digits cannot do better; the house checks again. */
export const ROUNDS = 600_000;
/** So long a telephone reads what it holds without hearing from the house. */
const READS_SECONDS = 24 * 3_600;

/** What a telephone holds closed for a visit without signal: the door, and the half of the key that the house gives. */
export const heldDoorDoors = (has: WebHas): Door[] => [
  // A POST, because it writes a line: the telephone has taken along what opens a door.
  screen({ method: 'POST', path: '/day/:visit/take-along', who: ['technician'], answer: (call) => takeAlong(has, call) }),
  screen({ method: 'POST', path: '/day/field-key', who: ['technician'], asks: z.object({ phone: z.string().max(40) }), again: () => missing, answer: (call) => fieldKey(has, call) }),
];

const visitIn = (call: Pick<Call, 'params'>): VisitId | undefined => { const visit = call.params['visit'] ?? ''; return isId('Visit', visit) ? visit : undefined; };
const now = (has: WebHas): string => has.clock.now().toString();

/** One half of the key that closes what the telephone holds; the other never leaves it. Given to the technician's own telephone while they are signed in and may be sent, and never kept on disk there. */
async function fieldKey(has: WebHas, call: Call<{ phone: string }>): Promise<Reply> {
  const own = await call.look((work) => has.trust.ownPhone(work));
  if (!own || own.id !== call.asked.phone) return { kind: 'json', body: { kind: 'not-your-phone' }, status: 403, headers: { 'cache-control': 'no-store' } };
  return { kind: 'json', body: { half: has.keys.digest(`what ${own.technician} holds on ${own.id}`), seconds: READS_SECONDS, now: now(has) }, status: 200, headers: { 'cache-control': 'no-store' } };
}

async function takeAlong(has: WebHas, call: Call): Promise<Reply> {
  const visit = visitIn(call);
  const phone = await call.look((work) => has.trust.ownPhone(work));
  if (!visit || !phone) return missing;
  return call.change((work) => has.visits.takeAlong(work, { visit }), async (taken) => ({ kind: 'json', body: { ...(await closed(taken, phone)), now: now(has) }, status: 200, headers: { 'cache-control': 'no-store' } }), () => missing);
}

/** The word closed for one telephone, the code as a slow digest: neither can be read in transit or by another telephone. */
async function closed(taken: TakenAlong, phone: Phone): Promise<Record<string, unknown>> {
  const salt = randomBytes(16);
  const key = createPublicKey({ key: phone.publicKey as never, format: 'jwk' });
  const word = publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, Buffer.from(taken.word, 'utf8'));
  return {
    visit: taken.visit, phone: phone.id, opens: taken.opens.toString(), closes: taken.closes.toString(), word: word.toString('base64'),
    salt: salt.toString('base64'), rounds: ROUNDS, digest: (await derive(taken.code, salt, ROUNDS, 32, 'sha256')).toString('base64'), tries: WRONG_CODES,
  };
}
