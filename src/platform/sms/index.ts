/** Text messages that go out: through a gateway, or into the outbox where there is none. It does not know what they say. */
export { signatureFor, smsReceived, type Handed, type NotTaken, type SmsCame } from './received.ts';
export { createSms, isSmsNumber, smsParts } from './sms.ts';
export type { Sms, SmsGateway, SmsOutbox, SmsRefused, SmsSender } from './sms.ts';
