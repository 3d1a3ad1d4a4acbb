import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Actor, type LatLng, type PersonId, clockAt, jobActor, must, newId } from '#kernel';
import { createPeople } from '#modules/people';
import { type Pool, openDb, openPool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { keysFrom } from '#platform/keys';
import { createText } from '#platform/text';
import { type Works, createWorks } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Provider, type Technician, type Technicians, createTechnicians, sayFact } from './index.ts';

const seed = jobActor('seed');
const strasbourg: LatLng = { lat: 48.5734, lng: 7.7521 };
const day = Temporal.PlainDate.from('2026-11-24');

let database: TestDatabase;
let pool: Pool;
let works: Works;
let technicians: Technicians;
let personNew: (name: string) => Promise<PersonId>;

before(async () => {
  database = await testDatabase();
  pool = openPool({ url: database.url, log: { info() {}, warn() {}, error() {} } as never });
  works = createWorks({ db: openDb(pool), clock: clockAt('2026-11-23T09:00:00Z'), facts: inlineFacts() });
  const people = createPeople({ dbOf: works.dbOf, keys: keysFrom(Buffer.alloc(32, 7)), site: { name: 'Porchlight', url: 'http://localhost:4100' } });
  technicians = createTechnicians({ dbOf: works.dbOf });
  personNew = async (name) => must(await works.inWork(seed, (work) => people.welcomePerson(work, { givenName: name, familyName: 'Test', lang: 'fr', country: 'FR', prefers: 'letter' }))).id;
});
after(async () => { await pool.end(); await database.drop(); });

const providerNew = async (number: string, sign = true): Promise<Provider> => {
  const provider = must(await works.inWork(seed, (work) => technicians.addProvider(work, {
    name: `Atelier ${number}`, legalName: `Atelier ${number} SARL`, kind: 'firm', country: 'FR', companyNumber: number, vat: { registered: false, mention: 'TVA non applicable, art. 293 B du CGI' },
    address: { line: '1 quai', postcode: '67000', town: 'Strasbourg', country: 'FR' }, phone: '+33388000000', email: 'bonjour@example.org',
    pay: { kind: 'iban', iban: 'FR7630006000011234567890189', name: 'Atelier' }, base: strasbourg, guaranteeDays: 60, about: 'Two brothers.', sapNumber: 'SAP123456789', sapSince: Temporal.PlainDate.from('2020-01-01'),
  })));
  return sign ? must(await works.inWork(seed, (work) => technicians.signBinding(work, provider.id))) : provider;
};
const technicianNew = async (provider: Provider, more: Partial<Technician> = {}): Promise<Technician> => {
  const person = await personNew('Samira');
  return must(await works.inWork(seed, (work) => technicians.addTechnician(work, {
    provider: provider.id, person, firstName: 'Samira', lastInitial: 'B', car: 'a small blue van', languages: ['fr'], skills: [{ skill: 'wifi', level: 2 }], home: strasbourg, reachMetres: 20_000,
    hours: [{ weekday: 2, from: '09:00', until: '17:00' }], ...more,
  })));
};
const vet = async (technician: Technician) => {
  for (const kind of ['identity', 'insurance', 'charter'] as const) {
    must(await works.inWork(seed, (work) => technicians.recordVetting(work, { technician: technician.id, kind, outcome: 'good', verifiedOn: Temporal.PlainDate.from('2026-01-05'), how: 'original seen', until: Temporal.PlainDate.from('2027-01-05') })));
  }
};

describe('who could come', () => {
  test('is whoever is signed, vetted, skilled, near and understood; each other provider is told the nearest reason', async () => {
    const [good, unsigned, far, unvetted, other] = [await providerNew('101'), await providerNew('102', false), await providerNew('103'), await providerNew('104'), await providerNew('105')];
    const samira = await technicianNew(good);
    const rest = [await technicianNew(unsigned), await technicianNew(far, { home: { lat: 48.0, lng: 7.3 } }), await technicianNew(other, { skills: [{ skill: 'printer', level: 1 }] })];
    await technicianNew(unvetted);
    for (const one of [samira, ...rest]) await vet(one);
    const found = await works.looking(seed, (work) => technicians.whoCould(work, { skills: ['wifi:2'], langs: ['fr'], country: 'FR', at: strasbourg }, day));
    assert.deepEqual(found.could.map(({ technician }) => technician.id), [samira.id]);
    assert.deepEqual(Object.fromEntries(found.cannot.map(({ provider, why }) => [provider.companyNumber, why])), { 102: 'not-signed', 103: 'too-far', 104: 'not-vetted', 105: 'no-skill' });
    const inEnglish = await works.looking(seed, (work) => technicians.whoCould(work, { skills: [], langs: ['en'], country: 'FR' }, day));
    assert.equal(inEnglish.could.length, 0);
  });
});

describe('a technician', () => {
  test('works by the week, and is not there on days away', async () => {
    const samira = await technicianNew(await providerNew('201'));
    const shifts = () => works.looking(seed, (work) => technicians.shifts(work, samira.id, day, day.add({ days: 7 })));
    assert.deepEqual((await shifts()).map((shift) => shift.day.toString()), ['2026-11-24', '2026-12-01']);
    must(await works.inWork(seed, (work) => technicians.takeAbsence(work, { technician: samira.id, from: day, until: day, why: 'ill' })));
    assert.deepEqual((await shifts()).map((shift) => shift.day.toString()), ['2026-12-01']);
  });

  test('is sent nowhere once suspended, and does not lift that themselves', async () => {
    const samira = await technicianNew(await providerNew('202'));
    await vet(samira);
    const may = () => works.looking(seed, (work) => technicians.maySend(work, samira.id, day));
    assert.ok((await may()).ok);
    must(await works.inWork(seed, (work) => technicians.suspend(work, { technician: samira.id, why: 'a complaint is looked at' })));
    assert.equal((await may()).ok, false);
    const herself: Actor = { kind: 'person', person: samira.person, homes: [], mandates: [], roles: ['operator'], technician: samira.id };
    const answer = await works.inWork(herself, (work) => technicians.reinstate(work, { technician: samira.id, why: 'I say so' }));
    assert.equal(!answer.ok && answer.error.kind, 'not-allowed');
    must(await works.inWork(seed, (work) => technicians.reinstate(work, { technician: samira.id, why: 'settled' })));
    assert.ok((await may()).ok);
  });

  test('of a firm that left is sent nowhere again, whoever lifts the stop, and nobody joins it', async () => {
    const provider = await providerNew('231');
    const samira = await technicianNew(provider);
    const office: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], provider: provider.id };
    const own = await works.inWork(office, (work) => technicians.providerLeft(work, { provider: provider.id }));
    assert.equal(!own.ok && own.error.kind, 'not-allowed', 'no office lets itself go');
    must(await works.inWork(seed, (work) => technicians.providerLeft(work, { provider: provider.id })));
    must(await works.inWork(seed, (work) => technicians.suspend(work, { technician: samira.id, why: 'gone' })));
    assert.ok((await works.looking(seed, (work) => technicians.provider(work, provider.id)))?.leftAt);
    const back = await works.inWork(seed, (work) => technicians.reinstate(work, { technician: samira.id, why: 'settled' }));
    assert.equal(!back.ok && back.error.kind, 'provider-left');
    const person = await personNew('Late');
    const joins = await works.inWork(seed, (work) => technicians.addTechnician(work, { provider: provider.id, person, firstName: 'Late', lastInitial: 'L', car: 'a bicycle', languages: ['fr'], skills: [], home: strasbourg, reachMetres: 5000, hours: [] }));
    assert.equal(!joins.ok && joins.error.kind, 'provider-left');
  });

  test('is checked by someone else than whoever brought them in', async () => {
    const provider = await providerNew('203');
    const boss: Actor = { kind: 'person', person: await personNew('Boss'), homes: [], mandates: [], roles: ['admin'] };
    const other: Actor = { kind: 'person', person: await personNew('Other'), homes: [], mandates: [], roles: ['vetting'] };
    const person = await personNew('Paul');
    const paul = must(await works.inWork(boss, (work) => technicians.addTechnician(work, {
      provider: provider.id, person, firstName: 'Paul', lastInitial: 'K', car: 'a bicycle', languages: ['fr', 'en'], skills: [], home: strasbourg, reachMetres: 5000, hours: [] })));
    const record = (by: Actor) => works.inWork(by, (work) => technicians.recordVetting(work, { technician: paul.id, kind: 'identity', outcome: 'good', verifiedOn: Temporal.PlainDate.from('2026-11-20'), how: 'card seen' }));
    const own = await record(boss);
    assert.equal(!own.ok && own.error.kind, 'vetting-needs-second-person');
    assert.ok((await record(other)).ok);
    const stranger = await record({ kind: 'person', person, homes: [], mandates: [], roles: [] });
    assert.equal(!stranger.ok && stranger.error.kind, 'not-allowed');
  });

  test('is seen as they are now, also within the work that changed them', async () => {
    const samira = await technicianNew(await providerNew('205'));
    await vet(samira);
    must(await works.inWork(seed, async (work) => {
      assert.ok((await technicians.maySend(work, samira.id, day)).ok);
      must(await technicians.suspend(work, { technician: samira.id, why: 'looked at' }));
      assert.equal((await technicians.maySend(work, samira.id, day)).ok, false);
      assert.equal((await technicians.technician(work, samira.id))?.standing, 'suspended');
      return technicians.reinstate(work, { technician: samira.id, why: 'settled' });
    }));
    assert.ok((await works.looking(seed, (work) => technicians.maySend(work, samira.id, day))).ok);
  });

  test('is known by person and by badge', async () => {
    const samira = await technicianNew(await providerNew('204'));
    assert.deepEqual(await works.looking(seed, (work) => technicians.known.placeOf(work, samira.person)), { technician: samira.id });
    assert.equal((await works.looking(seed, (work) => technicians.known.withBadge(work, ` ${samira.badge.toLowerCase()}`)))?.id, samira.id);
  });
});

test('trust facts are sentences in both languages', async () => {
  const provider = await providerNew('301');
  const samira = await technicianNew(provider);
  await vet(samira);
  const text = createText('content/words');
  for (const whom of [{ technician: samira.id }, { provider: provider.id }]) {
    const facts = await works.looking(seed, (work) => technicians.trustFacts(work, whom));
    assert.equal(facts.length, 3);
    for (const fact of facts) for (const lang of ['en', 'fr'] as const) assert.ok(sayFact(fact, text[lang]).length > 10);
  }
});

test('a quote binds only who signed it themselves: the operator cannot sign for a provider', async () => {
  const provider = await providerNew('401', false);
  const operator: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['operator'] };
  const answer = await works.inWork(operator, (work) => technicians.signBinding(work, provider.id));
  assert.equal(!answer.ok && answer.error.kind, 'no-such-provider');
  const office: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], provider: provider.id };
  assert.ok(must(await works.inWork(office, (work) => technicians.signBinding(work, provider.id))).bindingSignedAt);
});

test('who works in an office is told to the operator and to that office, and to nobody else', async () => {
  const [provider, other] = [await providerNew('501'), await providerNew('502')];
  const helene = await personNew('Hélène');
  must(await works.inWork(seed, (work) => technicians.addToOffice(work, { provider: provider.id, person: helene })));
  const someone = { kind: 'person', person: newId('Person'), homes: [], mandates: [] } as const;
  const told = (by: Actor) => works.looking(by, (work) => technicians.inOffice(work, provider.id));
  assert.deepEqual(await told({ ...someone, roles: ['operator'] }), [helene]);
  assert.deepEqual(await told({ ...someone, roles: [], provider: provider.id }), [helene]);
  assert.deepEqual(await told({ ...someone, roles: [], provider: other.id }), []);
  assert.deepEqual(await told({ ...someone, roles: ['vetting'] }), []);
});
