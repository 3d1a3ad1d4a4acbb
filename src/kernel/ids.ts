declare const of: unique symbol;

/** A name for one thing, that cannot be handed over as the name of another kind of thing. Safe to read out and to log. */
export type Id<Kind extends string> = string & { readonly [of]: Kind };

const PREFIX = {
  Person: 'per', Home: 'hom', Mandate: 'man', Session: 'ses',
  Provider: 'pro', Technician: 'tec', Device: 'dev', Lesson: 'les',
  Request: 'req', Task: 'tas', Tariff: 'tar', Quote: 'quo', QuoteLine: 'qln', Visit: 'vis', Hold: 'hol', Extra: 'ext',
  Invoice: 'inv', Payment: 'pay', Message: 'msg', File: 'fil', Form: 'frm', Complaint: 'cmp', AuditLine: 'aud', Part: 'prt', Plan: 'pln', Agreement: 'agr', Round: 'rnd', Question: 'que', Withdrawal: 'wdr', Change: 'chg', Partner: 'ptn', Series: 'ser', Voucher: 'vou', Link: 'lnk',
} as const;

/** The kinds of thing that have ids. */
export type IdKind = keyof typeof PREFIX;
export type PersonId = Id<'Person'>;
export type HomeId = Id<'Home'>;
export type MandateId = Id<'Mandate'>;
export type ProviderId = Id<'Provider'>;
export type TechnicianId = Id<'Technician'>;
export type DeviceId = Id<'Device'>;
export type RequestId = Id<'Request'>;
export type TaskId = Id<'Task'>;
export type TariffId = Id<'Tariff'>;
export type QuoteId = Id<'Quote'>;
export type QuoteLineId = Id<'QuoteLine'>;
export type VisitId = Id<'Visit'>;
export type HoldId = Id<'Hold'>;
export type ExtraId = Id<'Extra'>;
export type InvoiceId = Id<'Invoice'>;
export type PaymentId = Id<'Payment'>;
export type MessageId = Id<'Message'>;
export type FileId = Id<'File'>;
export type ComplaintId = Id<'Complaint'>;
export type AgreementId = Id<'Agreement'>;
export type WithdrawalId = Id<'Withdrawal'>;
export type ChangeId = Id<'Change'>;
export type RoundId = Id<'Round'>;
export type QuestionId = Id<'Question'>;
export type PartnerId = Id<'Partner'>;
export type SeriesId = Id<'Series'>;
export type VoucherId = Id<'Voucher'>;
export type LinkId = Id<'Link'>;

// Crockford's letters: no I, L, O, U, so an id can be read out over the telephone.
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

const LENGTH = 26;
// Drawn for many ids at once: a page may have a hundred forms, each with an id of its own.
const drawn = new Uint8Array(LENGTH * 128);
let used = drawn.length;

/** 128 random bits after the prefix of the kind. */
export function newId<K extends IdKind>(kind: K): Id<K> {
  if (used === drawn.length) {
    globalThis.crypto.getRandomValues(drawn);
    used = 0;
  }
  let id = `${PREFIX[kind]}_`;
  for (const end = used + LENGTH; used < end; used += 1) id += LETTERS[(drawn[used] ?? 0) & 31];
  return id as Id<K>;
}

/** Whether a text has the shape of an id of this kind. */
export const isId = <K extends IdKind>(kind: K, text: string): text is Id<K> =>
  text.startsWith(`${PREFIX[kind]}_`) && /^[a-z]{3}_[0-9a-z]{26}$/.test(text);
