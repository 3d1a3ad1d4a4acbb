/** A small town on a real database, for the tests of booking: one firm, a few technicians, people who ask. */
import { type Actor, type LatLng, type QuoteId, type RequestId, type TechnicianId, clockAt, jobActor, must, newId } from '#kernel';
import { createContracts } from '#modules/contracts';
import { createPeople } from '#modules/people';
import { createPricing } from '#modules/pricing';
import { createTechnicians } from '#modules/technicians';
import { createTriage } from '#modules/triage';
import { type Pool, openDb, openPool } from '#platform/db';
import { type Fact, inlineFacts } from '#platform/facts';
import { keysFrom } from '#platform/keys';
import { createRoads } from '#platform/roads/index';
import { createText } from '#platform/text';
import { createWorks } from '#platform/work';
import { createBooking } from './booking.ts';

export const seed = jobActor('seed');
/** Auxonne and around. */
export const CENTRE: LatLng = { lat: 47.194, lng: 5.388 };
export const near = (east: number, north: number): LatLng => ({ lat: CENTRE.lat + north / 111_200, lng: CENTRE.lng + east / 75_600 });

const quietLog = { info() {}, warn() {}, error() {}, debug() {} } as never;
const eur = (cents: number) => ({ cents, currency: 'EUR' as const });
const FACTS = ['request-asked', 'request-placed', 'visit-booked', 'visit-moved', 'visit-cancelled', 'window-narrowed', 'request-closed'];
const SKILLS = ['os-maintenance', 'performance', 'wifi', 'teaching'];

export const TARIFF = {
  time: { visit: { first: { minutes: 60, price: eur(6500) }, after: { step: 15, hourly: eur(6000) } }, remote: { first: { minutes: 30, price: eur(3000) }, after: { step: 15, hourly: eur(4800) } } },
  packages: [], travel: { kind: 'flat', price: eur(1500) }, surcharges: {}, unattended: { billed: 'never' }, noFix: 'travel-only', missedVisit: eur(4000),
  lateCancel: { fee: eur(2500), hours: 24 }, parts: { pricing: 'at-cost' }, prices: {}, depositBasisPoints: 0, travelForCredit: false,
};

export function townOn(url: string, at: string, max = 12) {
  const pool: Pool = openPool({ url, log: quietLog, max });
  const clock = clockAt(at);
  const facts = inlineFacts();
  const told: Fact[] = [];
  for (const fact of FACTS) facts.listen(fact, 'test', async (heard) => { told.push(heard); });
  const works = createWorks({ db: openDb(pool), clock, facts });
  const { dbOf } = works;
  const keys = keysFrom(Buffer.alloc(32, 5));
  const people = createPeople({ dbOf, keys, site: { name: 'Porchlight', url: 'http://localhost:4300' } });
  const technicians = createTechnicians({ dbOf });
  const triage = createTriage();
  const pricing = createPricing({ vouchersPay: (work, country) => contracts.known.vouchersPay(work, country), dbOf, keys, technicians, people });
  const roads = createRoads();
  const words = createText('content/words');
  const contracts = createContracts({ dbOf, people, technicians, pricing, words, house: { name: 'Porchlight', phone: '03 80 00 00 00', url: 'http://localhost:4300' } });
  /** How patient and clear people found each: empty until a test says so. */
  const liked = new Map<TechnicianId, number>();
  const booking = createBooking({ contracts, dbOf, keys, roads, people, technicians, triage, pricing, words, suits: async () => liked });
  return { liked, pool, clock, works, told, keys, people, technicians, pricing, contracts, roads, words, booking, facts };
}
export type Town = ReturnType<typeof townOn>;

/** A provider that signed, with its tariff, and technicians at these places who work every weekday from 8:30 to 17:30. */
export async function settle(town: Town, homes: readonly LatLng[]): Promise<TechnicianId[]> {
  const { works, technicians, pricing, people } = town;
  const provider = must(await works.inWork(seed, (work) => technicians.addProvider(work, {
    name: 'Lanterne', legalName: 'Lanterne SARL', kind: 'firm', country: 'FR', companyNumber: newId('Form').slice(4, 13), vat: { registered: false, mention: 'TVA non applicable, art. 293 B du CGI' },
    address: { line: '1 place d’Armes', postcode: '21130', town: 'Auxonne', country: 'FR' }, phone: '+33380000000', email: 'lanterne@example.org',
    pay: { kind: 'iban', iban: 'FR7630006000011234567890189', name: 'Lanterne' }, base: CENTRE, guaranteeDays: 60, about: 'Proches de vous.',
  })));
  must(await works.inWork(seed, (work) => technicians.signBinding(work, provider.id)));
  must(await works.inWork(seed, (work) => pricing.setTariff(work, provider.id, TARIFF)));
  const settled: TechnicianId[] = [];
  for (const [i, home] of homes.entries()) {
    const person = must(await works.inWork(seed, (work) => people.welcomePerson(work, { givenName: `Aide${i}`, familyName: 'Test', lang: 'fr', country: 'FR', prefers: 'letter' })));
    const technician = must(await works.inWork(seed, (work) => technicians.addTechnician(work, {
      provider: provider.id, person: person.id, firstName: `Aide${i}`, lastInitial: 'T', car: 'une Kangoo bleue', languages: ['fr', 'en'], home, reachMetres: 40_000,
      skills: SKILLS.map((skill) => ({ skill, level: 3 as const })), hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:30', until: '17:30' })), breaks: [{ from: '12:30', until: '13:15' }],
    })));
    for (const kind of ['identity', 'insurance', 'charter'] as const) {
      must(await works.inWork(seed, (work) => technicians.recordVetting(work, { technician: technician.id, kind, outcome: 'good', verifiedOn: Temporal.PlainDate.from('2026-01-05'), how: 'original seen', until: Temporal.PlainDate.from('2027-12-31') })));
    }
    settled.push(technician.id);
  }
  return settled;
}

export type Asker = Readonly<{ by: Actor; request: RequestId; reference: string; code: string; quote: QuoteId; version: string }>;

/** Somebody who asked, said where, and has a price. */
export async function askerAt(town: Town, at: LatLng, words = 'Mon ordinateur est très lent'): Promise<Asker> {
  const { works, booking, pricing } = town;
  const asked = must(await works.inWork({ kind: 'visitor' }, (work) => booking.ask(work, { words, lang: 'fr', country: 'FR', askedFor: 'me', source: 'web' })));
  const by: Actor = { kind: 'asker', request: asked.request };
  const request = await works.looking(by, (work) => booking.request(work, asked.request));
  for (const task of request?.tasks ?? []) {
    must(await works.inWork(by, (work) => booking.understandBetter(work, { request: asked.request, task: task.id, leaf: 'slow-or-freezing' })));
  }
  must(await works.inWork(by, (work) => booking.chooseWay(work, { request: asked.request, way: 'visit' })));
  must(await works.inWork(by, (work) => booking.tellWho(work, {
    request: asked.request, who: { givenName: 'Odette', familyName: 'Perrin', prefers: 'letter' }, address: { line: '3 rue Haute', postcode: '21130', town: 'Auxonne', country: 'FR' }, at, precision: 'door',
  })));
  const quotes = must(await works.inWork(by, (work) => booking.askForQuotes(work, { request: asked.request })));
  const [quote] = quotes.quotes;
  if (!quote) throw new Error(`Nobody had a price: ${JSON.stringify(quotes.missing)}`);
  const priced = must(await works.looking(by, (work) => pricing.quote(work, quote)));
  return { by, request: asked.request, reference: asked.reference, code: asked.code, quote, version: priced.version };
}
