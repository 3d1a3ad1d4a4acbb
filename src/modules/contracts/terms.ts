import type { Address, Country, Money } from '#kernel';
import type { DoorTerms } from './at-the-door.ts';
import type { Duties } from './information.ts';
import type { Channel } from './rules.ts';
import type { Right } from './withdrawal.ts';

/** How a language says and writes things: the catalogue fits as it is. */
export type Sayer = Readonly<{
  lang: string;
  say(key: string, filling?: Record<string, string | number>): string; money(amount: Money): string; date(at: Temporal.PlainDate | Temporal.Instant, country?: Country): string;
  day(at: Temporal.PlainDate | Temporal.Instant, country?: Country): string; hour(at: Temporal.Instant, country: Country): string;
}>;
/** The other side of the contract, as the law names it. */
export type Party = Readonly<{
  legalName: string; companyNumber: string; address: Address; phone: string; email: string; vat: Readonly<{ registered: true; number: string } | { registered: false; mention: string }>;
  sapNumber?: string | undefined; mediator?: string | undefined; guaranteeDays: number;
}>;
export type House = Readonly<{ name: string; phone: string; url: string }>;
/** A line as it is sold. `most`: what it costs at worst. */
export type SoldLine = Readonly<{
  says: string; gross: Money; most: Money; renews?: Readonly<{ on: Temporal.PlainDate; every: 'month' | 'year'; later: Money; minimumMonths?: number | undefined }> | undefined;
}>;
/** All that stands in the words before a contract. `today` is the day on which it would be agreed. */
export type Told = Readonly<{
  country: Country; channel: Channel; today: Temporal.PlainDate; house: House; party: Party; lines: readonly SoldLine[]; expected: Money; ceiling: Money; duties: Duties; right: Right; refundDays: number;
  salesCalls: 'consent' | 'no-objection';
  visit?: Readonly<{ fees: Readonly<{ lateCancel: Money; lateCancelHours: number; missedVisit: Money }>; promised?: Readonly<{ from: Temporal.Instant; until: Temporal.Instant }> | undefined }> | undefined;
  extra?: Readonly<{ why: string; door: DoorTerms; urgentWhy?: string | undefined }> | undefined;
}>;

type Section = Readonly<{ title: string; lines: readonly string[] }>;
const oneLine = ({ line, postcode, town, country }: Address): string => (country === 'FR' ? `${line}, ${postcode} ${town}` : `${line}, ${town}, ${postcode}`);
/** What somebody typed stays one line: it makes no heading of its own. */
const flat = (typed: string): string => typed.replaceAll(/\s+/g, ' ').trim();
const item = (text: string): string => `- ${text}`;

function whoSection(words: Sayer, { party, house }: Told): Section {
  const vat = party.vat.registered ? words.say('terms.who-vat', { number: party.vat.number }) : words.say('terms.who-mention', { mention: party.vat.mention });
  return {
    title: words.say('terms.who'),
    lines: [
      words.say('terms.who-provider', { legal: party.legalName, address: oneLine(party.address), phone: party.phone, email: party.email, number: party.companyNumber, vat }),
      ...(party.sapNumber === undefined ? [] : [words.say('terms.who-sap', { number: party.sapNumber })]), words.say('terms.who-house', { house: house.name, phone: house.phone }),
    ],
  };
}

function soldLine(words: Sayer, line: SoldLine, country: Country): string[] {
  const amount = words.money(line.gross);
  if (line.renews) {
    const { renews } = line;
    return [
      item(words.say('terms.work-renews', { says: line.says, amount, date: words.date(renews.on, country), later: words.money(renews.later), every: renews.every })),
      ...(renews.minimumMonths === undefined ? [] : [item(words.say('terms.work-minimum', { says: line.says, months: renews.minimumMonths }))]),
    ];
  }
  if (line.gross.cents !== 0) return [item(words.say('terms.work-line', { says: line.says, amount }))];
  return line.most.cents > 0 ? [item(words.say('terms.work-line-perhaps', { says: line.says, amount: words.money(line.most) }))] : [];
}

const workSection = (words: Sayer, told: Told): Section => ({
  title: words.say('terms.work'), lines: [...(told.extra ? [item(words.say('terms.work-extra', { why: flat(told.extra.why) }))] : []), ...told.lines.flatMap((line) => soldLine(words, line, told.country))],
});

function priceSection(words: Sayer, told: Told): Section {
  const { visit, duties } = told;
  const amounts = { expected: words.money(told.expected), ceiling: words.money(told.ceiling) };
  return {
    title: words.say('terms.price'),
    lines: [
      words.say(told.extra ? 'terms.price-extra' : 'terms.price-total', amounts),
      ...(visit ? [words.say('terms.price-fees', { hours: visit.fees.lateCancelHours, late: words.money(visit.fees.lateCancel), missed: words.money(visit.fees.missedVisit) })] : []),
      // The sentence of the law stands as the law has it, in its own language.
      ...(duties.writtenQuote?.says === undefined ? [] : [duties.writtenQuote.says, words.say('terms.price-quote')]),
    ],
  };
}

function paySection(words: Sayer, { extra, country }: Told): Section {
  const lines = [words.say('terms.pay-after')];
  const door = extra?.door;
  if (door?.waits && door.payableFrom) lines.push(words.say('terms.pay-wait', { date: words.date(door.payableFrom, country), article: door.waits.article }));
  if (door?.exemption) lines.push(words.say(door.exemption.ground === 'urgent-repair' ? 'terms.pay-exempt' : 'terms.pay-successive', { article: door.exemption.article, why: flat(extra?.urgentWhy ?? '') }));
  return { title: words.say('terms.pay'), lines };
}

function whenSection(words: Sayer, { extra, visit, country }: Told): Section {
  const promised = visit?.promised;
  const says = promised
    ? words.say('terms.when-promised', { day: words.day(promised.from, country), from: words.hour(promised.from, country), until: words.hour(promised.until, country) })
    : words.say(extra ? 'terms.when-at-once' : 'terms.when-later');
  return { title: words.say('terms.when'), lines: [says] };
}

function changeSection(words: Sayer, told: Told): Section {
  const { right, house, party, country } = told;
  if (!right.may) return { title: words.say('terms.change-mind'), lines: [words.say(`terms.change-none-${right.why}`, { article: right.article })] };
  return {
    title: words.say('terms.change-mind'),
    lines: [
      words.say('terms.change-until', { days: right.days, today: words.date(told.today, country), last: words.date(right.lastDay, country) }),
      words.say('terms.change-how', { url: house.url, phone: house.phone, address: `${party.legalName}, ${oneLine(party.address)}` }),
      words.say('terms.change-how-page', { url: house.url }), words.say('terms.change-effect', { days: told.refundDays }), words.say('terms.change-early'),
    ],
  };
}

function putRightSection(words: Sayer, { party, country, house, duties }: Told): Section {
  return {
    title: words.say('terms.put-right'),
    lines: [
      ...(party.guaranteeDays > 0 ? [words.say('terms.put-right-guarantee', { days: party.guaranteeDays })] : []), words.say(`terms.put-right-law-${country}`),
      words.say('terms.put-right-complain', { phone: house.phone, email: party.email }),
      ...(duties.mediator !== undefined && party.mediator !== undefined ? [words.say('terms.put-right-mediator', { mediator: party.mediator })] : []),
    ],
  };
}

function articlesOf({ duties, right, extra }: Told): string {
  const all = [duties.information.article, duties.writtenQuote?.article, duties.earlyStart.article, right.article, duties.withdrawalFunction, duties.putRight, extra?.door.waits?.article, extra?.door.exemption?.article];
  return [...new Set(all.filter((article) => article !== undefined && article !== ''))].join(' ; ');
}

/** The form that one may, but need not, use: the model of the directive, ready to be cut off. */
export function formLines(words: Sayer, party: Party): string[] {
  return [
    words.say('terms.form-only'), words.say('terms.form-to', { legal: party.legalName, address: oneLine(party.address), email: party.email }), words.say('terms.form-notice', { what: words.say('terms.form-service-short') }),
    words.say('terms.form-ordered', { date: '____________' }), words.say('terms.form-name'), words.say('terms.form-address'), words.say('terms.form-signature'), words.say('terms.form-date'),
  ];
}

/**
 * The words before a contract, as they are shown, hashed and kept: lines that begin with `# ` are headings, those with
 * `- ` points. The same facts give the same text, letter for letter; the form stands last, so that it can be cut off.
 */
export function termsText(words: Sayer, told: Told): string {
  const sections: Section[] = [
    whoSection(words, told), workSection(words, told), priceSection(words, told), paySection(words, told), whenSection(words, told), changeSection(words, told), putRightSection(words, told),
    { title: words.say('terms.technician'), lines: [words.say('terms.technician-change')] },
    { title: words.say('terms.calls'), lines: [words.say(told.salesCalls === 'consent' ? 'terms.calls-consent' : 'terms.calls-list')] },
  ];
  const form: Section[] = told.right.may ? [{ title: words.say('terms.form'), lines: formLines(words, told.party) }] : [];
  const all = [...sections.flatMap(({ title, lines }) => [`# ${title}`, ...lines]), words.say('terms.copy'), words.say('terms.law', { articles: articlesOf(told) }), ...form.flatMap(({ title, lines }) => [`# ${title}`, ...lines])];
  // The same letters on every machine: no spaces that only look like spaces.
  return all.join('\n').normalize('NFC');
}

export type TextPart = Readonly<{ kind: 'heading' | 'point' | 'line'; text: string }>;
/** A kept text, taken apart for a page or a sheet of paper. */
export const partsOf = (text: string): TextPart[] => text.split('\n').map((line): TextPart =>
  (line.startsWith('# ') ? { kind: 'heading', text: line.slice(2) } : line.startsWith('- ') ? { kind: 'point', text: line.slice(2) } : { kind: 'line', text: line }));
