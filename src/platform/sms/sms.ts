import { no, ok } from '#kernel';
import type { Result } from '#kernel';

/** One text message. `to` is an international number (`+33612345678`); `messageId` stays the same however often it is tried. */
export type Sms = Readonly<{ to: string; text: string; messageId: string }>;

/** `sms-later`: try again. `sms-refused`: this number will never get it; ring or write instead. */
export type SmsRefused = Readonly<{ kind: 'sms-later' | 'sms-refused'; why: string }>;

/** Who carries it: a gateway of the operator's choice, which must treat a `messageId` it has seen as done. */
export type SmsGateway = (sms: Sms) => Promise<Result<unknown, SmsRefused>>;

/** Where the local twin keeps what a gateway would have carried. */
export type SmsOutbox = (sms: Sms) => Promise<void>;

export type SmsSender = Readonly<{ send(sms: Sms): Promise<Result<{ via: 'gateway' | 'outbox'; parts: number }, SmsRefused>> }>;

/** An international number as machines write it (E.164). */
export const isSmsNumber = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text);

// The letters of GSM 03.38; those after the bar need two places.
const GSM = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
const GSM_TWO = new Set('^{}\\[~]|€');

/** How many messages a text is billed as: 160 letters, or 153 each when longer; 70 and 67 as soon as one letter is outside GSM 03.38 (`ê`, `ç`, `’` are). */
export function smsParts(text: string): number {
  const letters = Array.from(text);
  if (letters.every((letter) => GSM.has(letter) || GSM_TWO.has(letter))) {
    const places = letters.reduce((total, letter) => total + (GSM_TWO.has(letter) ? 2 : 1), 0);
    return places <= 160 ? 1 : Math.ceil(places / 153);
  }
  return text.length <= 70 ? 1 : Math.ceil(text.length / 67);
}

/** Sends through `gateway` when there is one, else hands every message to `outbox`. */
export function createSms({ gateway, outbox }: Readonly<{ gateway?: SmsGateway | undefined; outbox: SmsOutbox }>): SmsSender {
  return {
    async send(sms) {
      if (!isSmsNumber(sms.to)) return no({ kind: 'sms-refused', why: 'not an international number' });
      const parts = smsParts(sms.text);
      if (!gateway) {
        await outbox(sms);
        return ok({ via: 'outbox', parts });
      }
      const sent = await gateway(sms);
      return sent.ok ? ok({ via: 'gateway', parts }) : sent;
    },
  };
}
