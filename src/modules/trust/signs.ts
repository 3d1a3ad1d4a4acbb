import { isBefore } from '#kernel';
import { holdsIban, isCardNumber } from './secret-words.ts';

/** What should not be, about a technician. */
export const SIGNS = [
  'address-unassigned', 'many-addresses', 'secret-without-presence', 'secret-of-another', 'secret-on-new-phone', 'session-outside-slot', 'price-up',
  'text-card', 'text-iban', 'text-gift-card', 'text-one-time-code', 'text-remote-tool', 'text-contact', 'worry',
] as const;
export type Sign = (typeof SIGNS)[number];

/** At so many points within thirty days everything stops, and a person decides. */
export const STOP_AT = 100;
export const SIGN_DAYS = 30;
/** Too much for the code beside what was agreed before, and refused: it may come from an old page, so the second such stops. */
export const TRIED_POINTS = 50;
/** So soon after a new telephone nobody opens secrets with it. */
export const NEW_PHONE_MINUTES = 60;
/** Every sign alarms a person; these many points say how soon it stops the technician. */
export const POINTS: Readonly<Record<Sign, number>> = {
  'address-unassigned': 100, 'many-addresses': 100, 'secret-without-presence': 100, 'secret-of-another': 100, 'secret-on-new-phone': 100, 'session-outside-slot': 100, 'price-up': 100,
  'text-card': 100, 'text-iban': 100, 'text-gift-card': 100, 'text-one-time-code': 100, 'text-remote-tool': 100, 'text-contact': 50, worry: 50,
};

export type Noticed = Readonly<{ points: number; at: Temporal.Instant }>;
/** Whether it is enough: what was noticed in thirty days, since a person last lifted it. */
export function isEnough(noticed: readonly Noticed[], now: Temporal.Instant, liftedAt?: Temporal.Instant): boolean {
  const from = now.subtract({ hours: 24 * SIGN_DAYS });
  return noticed.filter(({ at }) => !isBefore(at, from) && !(liftedAt && !isBefore(liftedAt, at))).reduce((sum, { points }) => sum + points, 0) >= STOP_AT;
}

const plainly = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('’', "'");
// A warning speaks of the same things as a scam does: "never buy gift cards", "we removed AnyDesk".
const WARNS = /\b(never|not|n't|no longer|nobody|without|removed|uninstalled|deleted|blocked|stopped|refuse|jamais|ne|n'|pas|aucun|aucune|personne|sans|supprime|supprimee?s?|desinstalle|retire|enleve|bloque|refusez)\b/;

const GIFT = /\b(gift ?cards?|itunes cards?|google play cards?|steam cards?|amazon (gift )?cards?|cartes?[- ]cadeaux?|cartes? prepayees?|transcash|neosurf|pcs|paysafe(card)?|bitcoins?|crypto(s|currency|monnaies?)?|western union|moneygram)\b/;
const ONE_TIME = /\b(one[- ]time (code|password)|(the )?code (that |which )?(you|your bank|the bank)[\w ]{0,25}(receive|get|sends?|texts?)|(read|tell|give|send)( me| us)? (the |your )?(code|password|pin)( from your bank| of your bank)?|code (que vous|de votre banque|recu par sms)|(lisez|donnez|envoyez|dites|transmettez)[- ](moi|nous) (le |votre )?(code|mot de passe))\b/;
const TOOL = /\b(anydesk|teamviewer|team viewer|rustdesk|ultraviewer|supremo|ammyy|screenconnect|connectwise|logmein|quick assist|assistance rapide|hoptodesk|dwservice|aeroadmin)\b/;
const DOES = /\b(install|download|open|start|run|accept|allow|launch|click|enter|type|keep|leave|id is|installez|telechargez|ouvrez|lancez|acceptez|autorisez|cliquez|tapez|entrez|laissez|gardez|votre id|l'id)\b/;
const PAYS = /\b(pay|paid|buy|bought|cash|transfer|wire|send|payez|payer|paye|achetez|acheter|virement|virez|especes|liquide|envoyez|reglez|regler)\b/;
const PHONE = /(?:\+|00)\d[\d .()-]{7,16}\d|\b0[1-9](?:[ .-]?\d{2}){4}\b|\b0\d{2,4}[ -]?\d{3}[ -]?\d{3,4}\b/g;
const MAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const AWAY = /\b(call|text|ring|write|whats ?app|telegram|signal|contact|reach|appelez|telephonez|ecrivez|contactez|joindre|joignez)\b/;

/** Sentences, so that a warning in one does not excuse another. */
const sentencesOf = (text: string): string[] => plainly(text).split(/(?<=[.!?;\n])\s+|\n/).filter((one) => one.trim() !== '');

const digits = (text: string): string => text.replaceAll(/\D/g, '').replace(/^(?:0033|33|0044|44)/, '').replace(/^0/, '');

function signsOfSentence(sentence: string, ours: ReadonlySet<string>): Sign[] {
  const found: Sign[] = [];
  if ([...sentence.matchAll(/\b\d(?:[ .-]?\d){12,18}\b/g)].some(([number]) => isCardNumber(number))) found.push('text-card');
  if (holdsIban(sentence)) found.push('text-iban');
  if (WARNS.test(sentence)) return found;
  if (GIFT.test(sentence) && PAYS.test(sentence)) found.push('text-gift-card');
  if (ONE_TIME.test(sentence)) found.push('text-one-time-code');
  if (TOOL.test(sentence) && DOES.test(sentence)) found.push('text-remote-tool');
  const numbers = [...sentence.matchAll(PHONE)].map(([number]) => digits(number)).filter((number) => number.length >= 8 && !ours.has(number));
  const mails = [...sentence.matchAll(MAIL)].map(([mail]) => mail).filter((mail) => !ours.has(mail));
  if ((numbers.length > 0 || mails.length > 0) && (AWAY.test(sentence) || PAYS.test(sentence))) found.push('text-contact');
  return found;
}

const AMOUNT = /(?:€|£|eur|gbp)\s?(\d{1,5}(?:[ .,]\d{3})*(?:[.,]\d{1,2})?)|(\d{1,5}(?:[ .,]\d{3})*(?:[.,]\d{1,2})?)\s?(?:€|£|euros?|pounds?|eur\b|gbp\b)/g;
// What something else would cost, or did before, is no price of this visit.
const NOT_THIS = /\b(would|could|new one|instead|otherwise|elsewhere|save[sd]?|saving|compared|per year|a year|month|serait|aurait|couterait|neuf|neuve|nouvel(le)?|sinon|ailleurs|economis\w*|au lieu|compare\w*|par an|par mois)\b/;
const centsOf = (written: string): number => {
  const plain = written.replaceAll(' ', '').replace(/[.,](?=\d{3}(?:\D|$))/g, '').replace(',', '.');
  return Math.round(Number(plain) * 100);
};
/** The highest price that a text says was paid for this, in cents; undefined where it says none. */
export function highestPriceIn(text: string): number | undefined {
  const found = sentencesOf(text).filter((one) => !WARNS.test(one) && !NOT_THIS.test(one)).flatMap((one) => [...one.matchAll(AMOUNT)].map((match) => centsOf(match[1] ?? match[2] ?? '0')));
  return found.length === 0 ? undefined : Math.max(...found);
}

/** What a text that a technician wrote for a person holds that it must not. `ours`: telephones and mailboxes that are known to be ours or the provider's. */
export function signsIn(text: string, ours: readonly string[] = []): readonly Sign[] {
  const known = new Set(ours.flatMap((one) => [plainly(one), digits(one)]));
  return [...new Set(sentencesOf(text).flatMap((sentence) => signsOfSentence(sentence, known)))];
}
