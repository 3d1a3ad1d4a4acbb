import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Country, type HomeId, type InvoiceId, type Lang, type Money, type PersonId, type ProviderId, type QuoteId, type RequestId, type TechnicianId, type VisitId, money } from '#kernel';
import { type Appointment, confirmationPdf } from '#modules/booking';
import { addressLines } from '#modules/pricing';
import { textOf } from '#platform/documents/index';
import { type Letter, letterPdf } from '#platform/letters/index';
import { createText } from '#platform/text';
import type { Work } from '#platform/work';
import { visitCalendar } from '../../src/modules/booking/documents.ts';
import { deliver } from '../../src/modules/messages/do/deliver.ts';
import { HEARS_MONEY } from '../../src/modules/messages/do/hear-money.ts';
import { HEARS_VISITS } from '../../src/modules/messages/do/hear-visits.ts';
import { letterOf } from '../../src/modules/messages/do/letters.ts';
import { bodyFor } from '../../src/modules/messages/do/post.ts';
import { remindByLetter } from '../../src/modules/messages/do/remind.ts';
import { KINDS as ALL_KINDS, type Kept, type Message } from '../../src/modules/messages/message.ts';
import type { Needs } from '../../src/modules/messages/needs.ts';
import { sameAsGolden } from './golden.ts';
import { exeter, grenoble } from './parties.ts';

const text = createText(join(import.meta.dirname, '../../content/words'));
const id = <T extends string>(prefix: string) => `${prefix}_7k2m9qx4ab0000000000000000` as T;
const ids = { visit: id<VisitId>('vis'), request: id<RequestId>('req'), home: id<HomeId>('hom'), person: id<PersonId>('per'), provider: id<ProviderId>('pro'), technician: id<TechnicianId>('tec'), quote: id<QuoteId>('quo'), invoice: id<InvoiceId>('inv') };
const now = Temporal.Instant.from('2026-11-23T10:00:00Z');
const house = { FR: { name: 'Porchlight Semur', phone: '03 80 00 00 00', url: 'https://aide.example.org' }, GB: { name: 'Porchlight Exeter', phone: '01392 000000', url: 'https://help.example.org' } } as const;
const PLACES: readonly (readonly [Country, Lang])[] = [['FR', 'fr'], ['FR', 'en'], ['GB', 'en'], ['GB', 'fr']];

/**
 * Tuesday 1 December 2026, winter time: 08:30 to 09:30 in UTC. By hand: in France the clocks are an hour ahead, so 9:30 to 10:30;
 * in Great Britain 8:30 to 9:30.
 */
const visitIn = (country: Country, more: Partial<Appointment> = {}): Appointment => ({
  id: ids.visit, request: ids.request, quote: ids.quote, provider: ids.provider, technician: ids.technician, home: ids.home, country, way: 'visit',
  promisedFrom: Temporal.Instant.from('2026-12-01T08:30:00Z'), promisedUntil: Temporal.Instant.from('2026-12-01T09:30:00Z'), plannedStart: Temporal.Instant.from('2026-12-01T08:50:00Z'), plannedEnd: Temporal.Instant.from('2026-12-01T10:20:00Z'), minutes: 90,
  at: { lat: 45.2, lng: 5.7 }, quiet: false, state: 'booked', sequence: 0, bookedAt: now, ...more,
});

/** Whoever has neither telephone nor mail: everything comes on paper. The amounts are those of `invoice.test.ts`: 191.50 and 142.39. */
async function lettersOf(country: Country, lang: Lang, appointment: Appointment, hear: (needs: Needs, work: Work) => Promise<void>): Promise<Letter[]> {
  const parties = country === 'FR' ? grenoble : exeter;
  const person = { id: ids.person, ...parties.person, lang, country, prefers: 'letter' as const, largePrint: false };
  const amount: Money = country === 'FR' ? money(191_50, 'EUR') : money(142_39, 'GBP');
  const kept: Kept[] = [];
  const letters: Letter[] = [];
  const needs = {
    wordings: { now: () => undefined }, outbox: {
      add: async (_: Work, message: Message, sealed: string) => { kept.push({ message, sealed }); return true; }, overtake: async () => undefined,
      claim: async () => kept.splice(0), settle: async () => undefined,
    },
    inWork: async (_by: unknown, todo: (work: Work) => unknown) => todo(work), words: text, house: house[country], keys: { seal: (words: string) => words, open: (sealed: string) => sealed, digest: (words: string) => words },
    people: { known: { person: async () => person, homesOf: async () => [{ id: ids.home, address: parties.home.address }], residentsOf: async () => [person], helpersOf: async () => [] } },
    reads: {
      booking: { visitCalendar: async () => undefined, known: { visitsBetween: async () => [appointment], visit: async () => appointment, request: async () => ({ id: ids.request, reference: 'K7M-4QX', lang, quiet: false, person: ids.person, home: ids.home, country }), doorOf: async () => ({ word: lang === 'fr' ? 'lanterne dorée' : 'golden lantern', code: '4821' }) } },
      technicians: { technician: async () => ({ firstName: 'Léa', lastInitial: 'B', car: lang === 'fr' ? 'une Clio verte' : 'a green Clio', person: id<PersonId>('per') }), provider: async () => ({ name: parties.provider.name }) },
      billing: { known: { invoice: async () => ({ number: '7K2M-2026-0012', gross: amount, home: ids.home, visit: ids.visit }), unpaid: async () => ({ number: '7K2M-2026-0012', owed: amount, dueOn: Temporal.PlainDate.from('2026-12-15') }) } },
    },
    post: { letters: { write: async (letter: Letter) => { letters.push(letter); return { path: '' }; } } },
  } as unknown as Needs;
  const work = { now, by: { kind: 'job', job: 'test' }, audit: async () => undefined, announce: async () => undefined } as unknown as Work;
  await hear(needs, work);
  await deliver(needs, 10);
  return letters;
}

const KINDS = {
  'visit-booked': (needs: Needs, work: Work) => HEARS_VISITS['visit-booked'](needs, work, 'key', { fact: 'visit-booked', visit: ids.visit, request: ids.request, technician: ids.technician } as never),
  'visit-reminder': (needs: Needs, work: Work) => remindByLetter(needs, work),
  'invoice-issued': (needs: Needs, work: Work) => HEARS_MONEY['invoice-issued'](needs, work, 'key', { fact: 'invoice-issued', invoice: ids.invoice, visit: ids.visit } as never),
  'invoice-unpaid': (needs: Needs, work: Work) => HEARS_MONEY['invoice-unpaid'](needs, work, 'key', { fact: 'invoice-unpaid', invoice: ids.invoice, visit: ids.visit } as never),
} as const;
/** Booked long before: the letter of confirmation is weeks old. */
const LONG_AGO = { bookedAt: Temporal.Instant.from('2026-11-02T10:00:00Z') };

describe('a letter', () => {
  for (const [country, lang] of PLACES) for (const [kind, hear] of Object.entries(KINDS)) {
    test(`${kind}, in ${country}, in ${lang}`, async () => {
      const [letter, ...others] = await lettersOf(country, lang, visitIn(country, kind === 'visit-reminder' ? LONG_AGO : {}), hear);
      assert.ok(letter);
      assert.deepEqual(others, []);
      sameAsGolden(`letter-${kind}-${country.toLowerCase()}-${lang}`, textOf(await letterPdf(letter)));
    });
  }
});

/** Everything else that may come on paper, as the paper says it. */
describe('every kind of letter, as it is printed', () => {
  const about = { technician: 'Léa B.', provider: 'Allard Informatique', reference: 'K7M-4QX', person: 'Odette Perrin', number: '7K2M-2026-0012', helper: 'Paul Perrin', digits: '482 193', code: '4821', name: 'Odette Perrin', before: 'Samira B.', count: 2 };
  const filled = {
    en: { ...about, car: 'a green Clio', day: 'Tuesday, 1 December', from: '9:30 am', until: '10:30 am', word: 'golden lantern', amount: '€191.50', most: '€240.00', why: 'The power supply is broken as well', undo: '7k2m', words: 'Please switch the box off for a minute, and on again.', date: '1 December 2026', hour: '10:00 am', by: '14 December 2026', agreed: '23 November 2026' },
    fr: { ...about, car: 'une Clio verte', day: 'mardi 1 décembre', from: '9 h 30', until: '10 h 30', word: 'lanterne dorée', amount: '191,50 €', most: '240,00 €', why: 'L’alimentation est cassée aussi', undo: '7k2m', words: 'Éteignez la box une minute, puis rallumez-la.', date: '1 décembre 2026', hour: '10 h', by: '14 décembre 2026', agreed: '23 novembre 2026' },
  } as const;
  for (const lang of ['en', 'fr'] as const) test(lang, async () => {
    const printed: string[] = [];
    for (const kind of ALL_KINDS) for (const as of ['self', 'helper'] as const) {
      if (!text[lang].knows(as === 'self' ? `messages.${kind}-text` : `messages.${kind}-helper-text`)) continue;
      const to = { id: ids.person, ...grenoble.person, lang, country: 'FR' as const, prefers: 'letter' as const, largePrint: false };
      const body = bodyFor({ words: text, house: house.FR }, { key: '', kind, to, as, country: 'FR', filling: () => filled[lang] }, 'letter', [`${grenoble.person.givenName} ${grenoble.person.familyName}`, ...addressLines(grenoble.home.address)]);
      const letter = letterOf({ words: text, house: house.FR }, { id: 'msg_golden', country: 'FR', lang, madeAt: now } as unknown as Message, body, false);
      printed.push(`=== ${kind}${as === 'helper' ? ' (to a helper)' : ''}\n${textOf(await letterPdf(letter))}`);
    }
    sameAsGolden(`letters-${lang}`, printed.join('\n'));
  });
});

describe('the page that one keeps by the door', () => {
  for (const [country, lang] of PLACES) test(`in ${country}, in ${lang}`, async () => {
    const { provider, person, home } = country === 'FR' ? grenoble : exeter;
    const parts = {
      appointment: visitIn(country), reference: 'K7M-4QX', doorWord: lang === 'fr' ? 'lanterne dorée' : 'golden lantern', code: '4821', lang, to: [`${person.givenName} ${person.familyName}`, ...addressLines(home.address)],
      technician: 'Léa B.', provider: provider.name, largePrint: false, at: now,
    };
    sameAsGolden(`confirmation-${country.toLowerCase()}-${lang}`, textOf(await confirmationPdf(parts, text[lang], house[country])));
  });
});

/** What any calendar makes of the file: its long lines joined, its lines parted. */
const readable = (file: string): string => {
  assert.match(file, /^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/);
  for (const line of file.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, `a line of ${Buffer.byteLength(line)} bytes`);
  return file.replaceAll(/\r\n[ \t]/g, '').replaceAll('\r\n', '\n').trimEnd();
};

describe('a calendar file', () => {
  // Booked for the promised hour and the 90 minutes after it; moved by a day; struck out. Each knows the one before by its name and a higher number.
  const MOVED = { promisedFrom: Temporal.Instant.from('2026-12-02T13:00:00Z'), promisedUntil: Temporal.Instant.from('2026-12-02T14:00:00Z'), sequence: 1 };
  const VERSIONS = { booked: {}, moved: MOVED, cancelled: { ...MOVED, sequence: 2, state: 'cancelled' } } as const satisfies Record<string, Partial<Appointment>>;
  for (const [country, lang] of PLACES) test(`in ${country}, in ${lang}: booked, moved and cancelled`, () => {
    const { home } = country === 'FR' ? grenoble : exeter;
    const files = Object.entries(VERSIONS).map(([name, more]) => {
      const file = visitCalendar({ appointment: visitIn(country, more), reference: 'K7M-4QX', technician: 'Léa B.', place: `${home.address.line}, ${home.address.town}`, lang, at: now }, text[lang]);
      assert.ok(!/4821|lantern/i.test(file), 'calendars lie on servers: neither word nor code');
      return `${name}\n${readable(file)}`;
    });
    const said = files.map((file) => [/SEQUENCE:(\d)/.exec(file)?.[1], /METHOD:(\w+)/.exec(file)?.[1], /STATUS:(\w+)/.exec(file)?.[1], /DTSTART:(\w+)/.exec(file)?.[1], /DTEND:(\w+)/.exec(file)?.[1]]);
    assert.deepEqual(said, [['0', 'PUBLISH', 'CONFIRMED', '20261201T083000Z', '20261201T110000Z'], ['1', 'PUBLISH', 'CONFIRMED', '20261202T130000Z', '20261202T153000Z'], ['2', 'CANCEL', 'CANCELLED', '20261202T130000Z', '20261202T153000Z']]);
    assert.equal(new Set(files.map((file) => /UID:(.*)/.exec(file)?.[1])).size, 1);
    sameAsGolden(`calendar-${country.toLowerCase()}-${lang}`, files.join('\n\n'));
  });
});
