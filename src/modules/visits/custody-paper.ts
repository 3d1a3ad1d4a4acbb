import { addressLines } from '#modules/pricing';
import type { Provider } from '#modules/technicians';
import { pdf } from '#platform/documents/index';
import type { Words } from '#platform/text';
import type { Custody } from './custody.ts';

const TAG = { en: 'en-GB', fr: 'fr-FR' } as const;
type On = Readonly<{ provider: Pick<Provider, 'name' | 'legalName' | 'address' | 'phone' | 'email' | 'companyNumber'>; person: string; technician: string; house: Readonly<{ name: string; phone: string }>; largePrint: boolean }>;
const say = (words: Words, key: string, filling: Record<string, string | number> = {}): string => words.say(`workshop.${key}`, filling);
const about = (words: Words, title: string, on: On, at: Temporal.Instant, number: string) =>
  ({ title, lang: TAG[words.lang === 'fr' ? 'fr' : 'en'], author: on.provider.legalName, at, footer: `${on.house.name} · ${number}`, ...(on.largePrint ? { scale: 1.5 } : {}) });

/** The rows of a receipt, on paper and on a page. */
export function receiptRows(words: Words, custody: Custody): (readonly [string, string])[] {
  const { country } = custody;
  return [
    [say(words, 'what'), custody.what], ...(custody.serial ? [[say(words, 'serial'), custody.serial] as const] : []), [say(words, 'condition'), custody.condition],
    [say(words, 'accessories'), custody.accessories ?? say(words, 'accessories-none')], [say(words, 'purpose'), custody.purpose],
    [say(words, 'files'), custody.lookWhy ? say(words, 'files-yes', { why: custody.lookWhy }) : say(words, 'files-no')], [say(words, 'backup'), say(words, `backup-${custody.backup}`)],
    [say(words, 'free-up-to'), custody.freeUpTo.cents > 0 ? say(words, 'free-up-to-is', { amount: words.money(custody.freeUpTo), whom: custody.askWhom }) : say(words, 'ask-always', { whom: custody.askWhom })],
    [say(words, 'diagnosis'), custody.diagnosis.cents > 0 ? say(words, 'diagnosis-is', { amount: words.money(custody.diagnosis) }) : say(words, 'diagnosis-free')],
    [say(words, 'expected'), words.date(custody.expectedOn, country)],
  ];
}

/** What left the home, in whose hands and under what terms: one copy for the person, one for the firm. `other`: the second language, in which the terms stand once more; `rules`: as they hold in the country. */
export function receiptPdf(custody: Custody, words: Words, other: Words, on: On, rules: Readonly<{ notFetchedDays?: number | undefined; offerDays?: number | undefined }>): Promise<Buffer> {
  const title = say(words, 'receipt', { number: custody.number });
  return pdf(about(words, title, on, custody.taken?.at ?? custody.writtenAt, custody.number), (page) => {
    page.letterhead(on.provider.name, [on.provider.legalName, addressLines(on.provider.address).join(', '), on.provider.phone, on.provider.email, on.provider.companyNumber].filter((line) => line !== on.provider.name && line !== ''));
    page.heading(title);
    page.rows([[say(words, 'from-whom'), on.person], [say(words, 'taken-by'), on.technician], ...(custody.taken ? [[say(words, 'taken-on'), `${words.date(custody.taken.at, custody.country)}, ${words.hour(custody.taken.at, custody.country)}`] as const] : [])]);
    page.rows(receiptRows(words, custody));
    for (const line of lawLines(words, rules)) page.paragraph(line);
    for (const line of lawLines(other, rules)) page.small(line);
    if (custody.taken) page.paragraph(say(words, `signed-${custody.taken.how}`, { words: custody.taken.words ?? '' }));
    else { page.gap(6); page.paragraph(say(words, 'sign-here')); }
  });
}

/** What holds for a thing in the workshop, in the words of the house; the articles stand on the operator's page of rules. */
export const lawLines = (words: Words, rules: Readonly<{ notFetchedDays?: number | undefined; offerDays?: number | undefined }>): string[] => [
  say(words, 'law-yours'), say(words, 'law-data-parts'), ...(rules.offerDays === undefined ? [] : [say(words, 'law-offer', { days: rules.offerDays })]),
  ...(rules.notFetchedDays === undefined ? [] : [say(words, 'law-not-fetched', { days: rules.notFetchedDays })]),
];

/** That it is back in the person's hands. */
export function returnPdf(custody: Custody, words: Words, on: On): Promise<Buffer> {
  const title = say(words, 'return-receipt', { number: custody.number });
  const { returned } = custody;
  return pdf(about(words, title, on, returned?.at ?? custody.writtenAt, custody.number), (page) => {
    page.letterhead(on.provider.name, [on.provider.legalName, on.provider.phone].filter((line) => line !== on.provider.name));
    page.heading(title);
    page.rows([
      [say(words, 'what'), custody.what], ...(custody.serial ? [[say(words, 'serial'), custody.serial] as const] : []), [say(words, 'result'), custody.result ? say(words, `result-${custody.result}`) : ''],
      ...(custody.resultWords ? [[say(words, 'result-words'), custody.resultWords] as const] : []), ...(custody.keptParts ? [[say(words, 'kept-parts'), custody.keptParts] as const] : []),
      ...(returned ? [[say(words, 'returned-on'), `${words.date(returned.at, custody.country)}, ${words.hour(returned.at, custody.country)}`] as const, [say(words, 'returned-by'), say(words, `returned-${returned.by}`)] as const] : []),
    ]);
    if (returned) page.paragraph(say(words, `signed-${returned.how}`, { words: returned.words ?? '' }));
  });
}
