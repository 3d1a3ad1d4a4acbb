import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Country, type HomeId, type Lang, type ProviderId, type RequestId, type TechnicianId, type VisitId, money } from '#kernel';
import { type Custody, receiptPdf, returnPdf } from '#modules/visits';
import { textOf } from '#platform/documents/index';
import { createText } from '#platform/text';
import { sameAsGolden } from './golden.ts';
import { exeter, grenoble } from './parties.ts';

const text = createText(join(import.meta.dirname, '../../content/words'));
const id = <T extends string>(prefix: string) => `${prefix}_7k2m9qx4ab0000000000000000` as T;
const at = (iso: string): Temporal.Instant => Temporal.Instant.from(iso);

/** What a laptop's receipt says, in each country: signed on the first of December, given back on the ninth. */
const custodyIn = (country: Country, lang: Lang): Custody => {
  const french = lang === 'fr';
  const currency = country === 'FR' ? 'EUR' : 'GBP';
  return {
    visit: id<VisitId>('vis'), request: id<RequestId>('req'), home: id<HomeId>('hom'), provider: id<ProviderId>('pro'), technician: id<TechnicianId>('tec'), number: 'W-7K2M9Q', country, photos: [], writtenAt: at('2026-12-01T09:00:00Z'), reminders: 0, holders: [],
    what: french ? 'Ordinateur portable gris' : 'Grey laptop', serial: 'SN-4471', condition: french ? 'Une rayure sur le couvercle' : 'A scratch on the lid', accessories: french ? 'Chargeur' : 'Charger',
    purpose: french ? 'Chercher pourquoi il s’éteint' : 'Find out why it switches itself off', backup: 'none', freeUpTo: money(80_00, currency), askWhom: french ? 'Sa fille, 06 39 98 00 11' : 'Her daughter, 07700 900123', diagnosis: money(20_00, currency), expectedOn: Temporal.PlainDate.from('2026-12-08'),
    taken: { how: 'code', at: at('2026-12-01T09:20:00Z') }, result: 'repaired', resultWords: french ? 'Nouveau ventilateur, essayé deux heures' : 'A new fan, tested for two hours', keptParts: french ? 'L’ancien ventilateur' : 'The old fan', readyAt: at('2026-12-08T10:00:00Z'),
    returned: { how: 'spoken', words: french ? 'Oui, je l’ai repris' : 'Yes, I have it back', at: at('2026-12-09T15:30:00Z'), by: 'fetched' },
  };
};

describe('the receipt of what leaves a home, and of what comes back', () => {
  for (const [country, lang] of [['FR', 'fr'], ['FR', 'en'], ['GB', 'en'], ['GB', 'fr']] as const) test(`in ${country}, in ${lang}`, async () => {
    const { provider, person } = country === 'FR' ? grenoble : exeter;
    const on = { provider, person: `${person.givenName} ${person.familyName}`, technician: 'Léa B.', house: { name: 'Porchlight', phone: '03 80 00 00 00' }, largePrint: false };
    const custody = custodyIn(country, lang);
    const receipt = await receiptPdf(custody, text[lang], text[lang === 'fr' ? 'en' : 'fr'], on, { notFetchedDays: 365, offerDays: 30 });
    sameAsGolden(`receipt-${country.toLowerCase()}-${lang}`, `${textOf(receipt)}\n\n${textOf(await returnPdf(custody, text[lang], on))}`);
  });
});
