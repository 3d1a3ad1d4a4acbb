import { no, ok } from '#kernel';
import type { SmsSettings } from './installation-ways.ts';
import { type SmsGateway, type SmsOutbox, type SmsSender, createSms } from './sms/index.ts';

const PATIENCE_MS = 15_000;
const LATER = new Set([408, 425, 429]);

/**
 * A gateway over HTTP: `POST url` with `Authorization: Bearer key` and `{ to, from, text, id }` as JSON. `id` stays the same
 * however often a message is tried; it is the `Idempotency-Key` too. 2xx is taken; 401 and 403 are about us, 408, 429 and 5xx pass; else it is for ever.
 */
export const httpSms = ({ url, key, sender }: SmsSettings): SmsGateway => async ({ to, text, messageId }) => {
  try {
    const answer = await fetch(url, {
      method: 'POST', redirect: 'error', signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'idempotency-key': messageId }, body: JSON.stringify({ to, from: sender, text, id: messageId }),
    });
    await answer.body?.cancel();
    if (answer.ok) return ok(true);
    const ours = answer.status === 401 || answer.status === 403;
    return no({ kind: ours || answer.status >= 500 || LATER.has(answer.status) ? 'sms-later' : 'sms-refused', why: `${answer.status}` });
  } catch (fault) {
    return no({ kind: 'sms-later', why: fault instanceof Error && fault.name === 'TimeoutError' ? 'no answer' : 'not reached' });
  }
};

/** SMS by the gateway that is set at this moment, else into the outbox. */
export const liveSms = (has: Readonly<{ settings(): SmsSettings | undefined; outbox: SmsOutbox }>): SmsSender => ({
  send(sms) {
    const settings = has.settings();
    return createSms({ gateway: settings && httpSms(settings), outbox: has.outbox }).send(sms);
  },
});
