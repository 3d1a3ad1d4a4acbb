/** A small town on a real database, with the whole house built over it: for the tests of trust. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Actor, type Clock, type LatLng, type PersonId, type QuoteId, type RequestId, type TechnicianId, type VisitId, clockAt, jobActor, must, newId, visitor } from '#kernel';
import type { Appointment } from '#modules/booking';
import { type Fact, inlineFacts } from '#platform/facts';
import { silentLog } from '#platform/log';
import { testDatabase } from '../../../test/support/database.ts';
import { type App, createApp } from '../../app.ts';
import { type Ground, layGround } from '../../ground.ts';

export const seed = jobActor('seed');
const CENTRE: LatLng = { lat: 47.194, lng: 5.388 };
export const near = (east: number, north: number): LatLng => ({ lat: CENTRE.lat + north / 111_200, lng: CENTRE.lng + east / 75_600 });
const eur = (cents: number) => ({ cents, currency: 'EUR' as const });
const SKILLS = ['os-maintenance', 'performance', 'wifi', 'teaching'];
const TARIFF = {
  time: { visit: { first: { minutes: 60, price: eur(6500) }, after: { step: 15, hourly: eur(6000) } } }, packages: [], travel: { kind: 'flat', price: eur(1500) }, surcharges: {}, unattended: { billed: 'never' },
  noFix: 'travel-only', missedVisit: eur(4000), lateCancel: { fee: eur(2500), hours: 24 }, parts: { pricing: 'at-cost' }, prices: {}, depositBasisPoints: 0, travelForCredit: false,
};
export type Helper = Readonly<{ id: TechnicianId; person: PersonId; by: Actor }>;
export type Booked = Readonly<{ by: Actor; request: RequestId; reference: string; quote: QuoteId; visit: Appointment; code: string; word: string }>;
export type TrustTown = Readonly<{
  app: App; ground: Ground; told: Fact[]; helpers: Helper[]; operator: Actor; vetter: Actor;
  itIs(at: Temporal.Instant | string): void;
  now(): Temporal.Instant;
  /** A person of the town with a home, who asked, was offered and booked the `nth` time. */
  booked(nth?: number): Promise<Booked>;
  arrive(visit: VisitId, by?: Helper): ReturnType<App['visits']['arrive']>;
  close(): Promise<void>;
}>;

async function firm(app: App, ground: Ground, count: number): Promise<Helper[]> {
  const act = ground.works.inWork;
  const provider = must(await act(seed, (work) => app.technicians.addProvider(work, {
    name: 'Lanterne', legalName: 'Lanterne SARL', kind: 'firm', country: 'FR', companyNumber: newId('Form').slice(4, 13), vat: { registered: false, mention: 'TVA non applicable, art. 293 B du CGI' },
    address: { line: '1 place d’Armes', postcode: '21130', town: 'Auxonne', country: 'FR' }, phone: '+33380000000', email: 'lanterne@example.org',
    pay: { kind: 'iban', iban: 'FR7630006000011234567890189', name: 'Lanterne' }, base: CENTRE, guaranteeDays: 60, about: 'Proches de vous.',
  })));
  must(await act(seed, (work) => app.technicians.signBinding(work, provider.id)));
  must(await act(seed, (work) => app.pricing.setTariff(work, provider.id, TARIFF)));
  const helpers: Helper[] = [];
  for (let i = 0; i < count; i += 1) {
    const person = must(await act(seed, (work) => app.people.welcomePerson(work, { givenName: `Aide${i}`, familyName: 'Test', lang: 'fr', country: 'FR', prefers: 'letter' })));
    const technician = must(await act(seed, (work) => app.technicians.addTechnician(work, {
      provider: provider.id, person: person.id, firstName: `Aide${i}`, lastInitial: 'T', car: 'une Kangoo bleue', languages: ['fr', 'en'], home: near(i * 900, 300), reachMetres: 40_000,
      skills: SKILLS.map((skill) => ({ skill, level: 3 as const })), hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '08:30', until: '17:30' })), breaks: [{ from: '12:30', until: '13:15' }],
    })));
    for (const kind of ['identity', 'insurance', 'charter'] as const) {
      must(await act(seed, (work) => app.technicians.recordVetting(work, { technician: technician.id, kind, outcome: 'good', verifiedOn: Temporal.PlainDate.from('2026-01-05'), how: 'original seen', until: Temporal.PlainDate.from('2027-12-31') })));
    }
    helpers.push({ id: technician.id, person: person.id, by: { kind: 'person', person: person.id, homes: [], mandates: [], roles: [], technician: technician.id } });
  }
  return helpers;
}

type Told = { listen: readonly string[] };
const HEARD: Told = { listen: ['visit-booked', 'visit-moved', 'visit-cancelled', 'vetting-expires', 'vetting-expired', 'technician-suspended', 'pay-change-asked', 'pay-changed'] };

export async function openTrustTown(at = '2026-11-24T07:00:00Z', count = 2, more: readonly string[] = []): Promise<TrustTown> {
  const database = await testDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'trust-'));
  let clock: Clock = clockAt(at);
  const facts = inlineFacts();
  const told: Fact[] = [];
  const ground = layGround({ url: database.url, dataDir, clock: { now: () => clock.now() }, facts, log: silentLog, publicUrl: 'http://localhost:4500', name: 'Porchlight' });
  const app = createApp(ground, { smtpUrl: undefined, mailFrom: 'help@localhost', lettersDir: join(dataDir, 'letters'), house: () => ({ name: 'Porchlight', phone: '03 80 12 34 56' }) });
  for (const fact of [...HEARD.listen, ...more]) facts.listen(fact, 'test', async (heard) => { told.push(heard); });
  const act = ground.works.inWork;
  const helpers = await firm(app, ground, count);
  const staff = async (role: 'operator' | 'vetting'): Promise<Actor> => ({ kind: 'person', person: must(await act(seed, (work) => app.people.welcomePerson(work, { givenName: role, familyName: 'Office', lang: 'fr', country: 'FR', prefers: 'letter' }))).id, homes: [], mandates: [], roles: [role] });
  const [operator, vetter] = [await staff('operator'), await staff('vetting')];
  let asked = 0;

  async function booked(nth = 0): Promise<Booked> {
    const mine = must(await act(visitor, (work) => app.booking.ask(work, { words: 'Mon ordinateur est très lent', lang: 'fr', country: 'FR', askedFor: 'me', source: 'web' })));
    const by: Actor = { kind: 'asker', request: mine.request };
    const request = await ground.works.looking(by, (work) => app.booking.request(work, mine.request));
    for (const task of request?.tasks ?? []) must(await act(by, (work) => app.booking.understandBetter(work, { request: mine.request, task: task.id, leaf: 'slow-or-freezing' })));
    must(await act(by, (work) => app.booking.chooseWay(work, { request: mine.request, way: 'visit' })));
    asked += 1;
    must(await act(by, (work) => app.booking.tellWho(work, {
      request: mine.request, who: { givenName: `Odette${asked}`, familyName: 'Perrin', phone: `03 80 11 ${String(20 + (asked % 70)).padStart(2, '0')} ${String(asked % 90 + 10)}`, prefers: 'phone' },
      address: { line: `${asked} rue Haute`, postcode: '21130', town: 'Auxonne', country: 'FR' }, at: near((asked % 7) * 200, (asked % 5) * 180), precision: 'door',
    })));
    const [quote] = must(await act(by, (work) => app.booking.askForQuotes(work, { request: mine.request }))).quotes;
    if (!quote) throw new Error('Nobody had a price.');
    const priced = must(await ground.works.looking(by, (work) => app.pricing.quote(work, quote)));
    const slots = await ground.works.looking(by, (work) => app.booking.times(work, quote));
    const slot = slots[nth];
    if (!slot) throw new Error(`There is no time number ${nth} (${slots.length} are offered).`);
    const visit = must(await act(by, (work) => app.booking.book(work, { quote, slot: slot.key, expressRequest: true, termsHash: priced.version })));
    const door = await ground.works.looking(by, (work) => app.booking.known.doorOf(work, visit.id));
    return { by, request: mine.request, reference: mine.reference, quote, visit, code: door?.code ?? '', word: door?.word ?? '' };
  }
  const of = (id: TechnicianId): Helper => { const found = helpers.find((one) => one.id === id); if (!found) throw new Error(`Nobody here is ${id}.`); return found; };
  return {
    app, ground, told, helpers, operator, vetter, booked,
    itIs: (when) => { clock = clockAt(when.toString()); }, now: () => clock.now(),
    arrive: async (visit, by) => {
      const booked = await ground.works.looking(seed, (work) => app.booking.known.visit(work, visit));
      const who = by ?? of(booked?.technician as TechnicianId);
      return act(who.by, (work) => app.visits.arrive(work, { visit }));
    },
    close: async () => { await ground.pool.end(); await database.drop(); rmSync(dataDir, { recursive: true }); },
  };
}
