import { pdf } from '#platform/documents/index';
import type { Words } from '#platform/text';
import type { Agreement, ShownText, Withdrawal } from './agreement.ts';
import { type House, type Party, formLines, partsOf } from './terms.ts';

const TAG = { en: 'en-GB', fr: 'fr-FR' } as const;
const langOf = (lang: string): string => (lang === 'fr' ? TAG.fr : TAG.en);
/** Its number in groups of eight, so that two papers can be compared by eye. */
export const digestLine = (digest: string): string => (digest.match(/.{1,8}/g) ?? []).join(' ');

type On = Readonly<{ house: House; reference: string; largePrint?: boolean | undefined }>;

/** What was agreed, letter for letter as it was shown; the form stands on a page of its own, to be cut off. */
export function contractPdf(text: ShownText, agreement: Agreement, words: Words, on: On): Promise<Buffer> {
  const title = words.say(agreement.kind === 'extra' ? 'terms.title-extra' : 'terms.title');
  const form = words.say('terms.form');
  return pdf({ title, lang: langOf(text.lang), author: on.house.name, at: agreement.agreedAt, footer: `${on.house.name} · ${on.reference}`, ...(on.largePrint ? { scale: 1.5 } : {}) }, (page) => {
    page.letterhead(on.house.name, [on.house.phone]);
    page.heading(title);
    page.rows([[words.say('contracts.agreed-on'), `${words.date(agreement.agreedAt, agreement.country)}, ${words.hour(agreement.agreedAt, agreement.country)}`], [words.say('contracts.how'), words.say(`contracts.channel-${agreement.channel}`)], [words.say('contracts.reference'), on.reference]]);
    for (const part of partsOf(text.words)) {
      if (part.kind === 'heading') {
        if (part.text === form) page.newPage();
        page.heading(part.text, 2);
      } else if (part.kind === 'point') page.list([part.text]);
      else page.paragraph(part.text);
    }
    page.gap(4);
    page.small(words.say('contracts.number', { digest: digestLine(text.digest), version: text.version }));
  });
}

/** The form alone, to print, fill in and send. */
export function withdrawalFormPdf(party: Party, words: Words, on: On & Readonly<{ at: Temporal.Instant }>): Promise<Buffer> {
  const title = words.say('terms.form');
  return pdf({ title, lang: langOf(words.lang), author: party.legalName, at: on.at, footer: `${on.house.name} · ${on.reference}`, ...(on.largePrint ? { scale: 1.5 } : {}) }, (page) => {
    page.heading(title);
    for (const line of formLines(words, party)) { page.paragraph(line); page.gap(5); }
    page.small(words.say('contracts.form-reference', { reference: on.reference }));
  });
}

/** That the declaration came, with its day and its hour: to keep. */
export function acknowledgementPdf(withdrawal: Withdrawal, agreement: Agreement, words: Words, on: On & Readonly<{ provider: string; says: readonly string[] }>): Promise<Buffer> {
  const title = words.say('contracts.acknowledgement');
  return pdf({ title, lang: langOf(words.lang), author: on.house.name, at: withdrawal.declaredAt, footer: `${on.house.name} · ${on.reference}`, ...(on.largePrint ? { scale: 1.5 } : {}) }, (page) => {
    page.letterhead(on.house.name, [on.house.phone]);
    page.heading(title);
    page.rows([
      [words.say('contracts.declared-on'), `${words.date(withdrawal.declaredAt, agreement.country)}, ${words.hour(withdrawal.declaredAt, agreement.country)}`], [words.say('contracts.declared-by'), withdrawal.name],
      [words.say('contracts.contract-with'), on.provider], [words.say('contracts.agreed-on'), words.date(agreement.agreedAt, agreement.country)], [words.say('contracts.reference'), on.reference],
    ]);
    page.paragraph(words.say('contracts.declared-says'));
    for (const line of on.says) page.paragraph(line);
  });
}
