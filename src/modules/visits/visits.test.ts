import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Actor, type HomeId, type PersonId, type ProviderId, type QuoteId, type TaskId, type TechnicianId, type VisitId, clockAt, jobActor, money, must, newId, ok, visitor } from '#kernel';
import type { Appointment, Request } from '#modules/booking';
import { createDevices } from '#modules/devices';
import { readability } from '#modules/learning';
import { createPeople } from '#modules/people';
import type { Quote, Scope } from '#modules/pricing';
import { createTechnicians } from '#modules/technicians';
import { type Pool, openDb, openPool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { keysFrom } from '#platform/keys';
import { type Works, createWorks } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Visits, createVisits } from './index.ts';

const seed = jobActor('seed');
const clock = clockAt('2026-11-24T08:00:00Z');
const told: string[] = [];
let database: TestDatabase;
let pool: Pool;
let works: Works;
let visits: Visits;
let people: ReturnType<typeof createPeople>;
let technicians: ReturnType<typeof createTechnicians>;
const appointments = new Map<VisitId, Appointment>();
const requests = new Map<string, Request>();
const done: string[] = [];
let person: PersonId;
let helper: PersonId;
let home: HomeId;
let provider: ProviderId;
let technician: TechnicianId;
let visit: VisitId;
let task: TaskId;
let technicianActor: Actor;
let mother: Actor;

const quote = { ceiling: money(12_000, 'EUR'), lines: [{ kind: 'labour', vatBasisPoints: 2000 }, { kind: 'parts', vatBasisPoints: 550 }] } as unknown as Quote;
const scope = { tasks: [{ items: [{ kind: 'parts', item: 'usb-cable', quantity: { expected: 0, worst: 1 } }] }] } as unknown as Scope;

before(async () => {
  database = await testDatabase();
  pool = openPool({ url: database.url, log: { info() {}, warn() {}, error() {} } as never });
  const facts = inlineFacts();
  for (const fact of ['technician-on-the-way', 'technician-arrived', 'visit-started', 'door-code-wrong', 'visit-frozen', 'visit-unfrozen', 'extra-proposed', 'extra-answered', 'visit-ended']) facts.listen(fact, 'test', async (heard) => { told.push(heard.fact); });
  works = createWorks({ db: openDb(pool), clock, facts });
  people = createPeople({ dbOf: works.dbOf, keys: keysFrom(Buffer.alloc(32, 7)), site: { name: 'Porchlight', url: 'http://localhost:4100' } });
  technicians = createTechnicians({ dbOf: works.dbOf });
  const known = {
    visit: async (_work: unknown, id: VisitId) => appointments.get(id), request: async (_work: unknown, id: string) => requests.get(id), doorOf: async () => ({ word: 'quiet heron', code: '4712' }),
    taught: async () => [...requests.values()].flatMap((request) => request.tasks.map((one) => ({ task: one.id, text: one.words, category: one.leaf ?? null }))),
  };
  visits = createVisits({
    dbOf: works.dbOf, people, technicians, devices: createDevices({ dbOf: works.dbOf, people }), readability,
    booking: { known, visitDone: async (_work: unknown, asked: { visit: VisitId }) => { done.push(asked.visit); return { ok: true, value: appointments.get(asked.visit) }; } } as never,
    pricing: { known: { quote: async () => quote, scopeOf: async () => scope } } as never, contracts: { known: { doorText: async () => ok({ text: { digest: 'a'.repeat(64) }, terms: {} }), agreeAtDoor: async () => ok({}), isRefused: async () => false } } as never,
  });
  await settle();
});
after(async () => { await pool.end(); await database.drop(); });

const welcome = async (givenName: string) => must(await works.inWork(seed, (work) => people.welcomePerson(work, { givenName, familyName: 'Klein', lang: 'en', country: 'FR', prefers: 'letter' }))).id;

/** A home, a helper with a mandate, and a technician whose checks are in order. */
async function settle(): Promise<void> {
  [person, helper] = [await welcome('Odile'), await welcome('Anna')];
  home = must(await works.inWork(seed, (work) => people.addHome(work, { person, address: { line: '2 rue du Puits', postcode: '67000', town: 'Strasbourg', country: 'FR' } }))).id;
  provider = must(await works.inWork(seed, (work) => technicians.addProvider(work, {
    name: 'Atelier', legalName: 'Atelier', kind: 'solo', country: 'FR', companyNumber: '900', vat: { registered: false, mention: 'TVA non applicable' }, address: { line: '1', postcode: '67000', town: 'S', country: 'FR' },
    phone: '+33388000000', email: 'a@example.org', pay: { kind: 'iban', iban: 'FR7630006000011234567890189', name: 'A' }, base: { lat: 48.5, lng: 7.7 }, guaranteeDays: 30, about: '' }))).id;
  const who = await welcome('Samira');
  technician = must(await works.inWork(seed, (work) => technicians.addTechnician(work, { provider, person: who, firstName: 'Samira', lastInitial: 'B', car: 'van', languages: ['fr'], skills: [], home: { lat: 48.5, lng: 7.7 }, reachMetres: 9000, hours: [] }))).id;
  for (const kind of ['identity', 'insurance', 'charter'] as const) must(await works.inWork(seed, (work) => technicians.recordVetting(work, { technician, kind, outcome: 'good', verifiedOn: Temporal.PlainDate.from('2026-01-05'), how: 'seen' })));
  technicianActor = { kind: 'person', person: who, homes: [], mandates: [], roles: [], technician };
  mother = { kind: 'person', person, homes: [home], mandates: [], roles: [] };
}

beforeEach(async () => {
  clock.set('2026-11-24T08:00:00Z');
  told.length = 0;
  const request = newId('Request');
  [visit, task] = [newId('Visit'), newId('Task')];
  const start = Temporal.Instant.from('2026-11-24T09:00:00Z');
  const appointment: Appointment = {
    id: visit, request, quote: newId('Quote') as QuoteId, provider, technician, home, country: 'FR', way: 'visit', promisedFrom: start, promisedUntil: start.add({ hours: 1 }), plannedStart: start, plannedEnd: start.add({ hours: 1 }),
    minutes: 60, at: { lat: 48.5, lng: 7.7 }, quiet: false, state: 'booked', sequence: 0, bookedAt: start,
  };
  appointments.set(visit, appointment);
  requests.set(request, { id: request, lang: 'en', person, tasks: [{ id: task, words: 'the printer', leaf: 'printer-problem', guesses: [], answers: {}, done: false }] } as unknown as Request);
  await pool.query(`insert into booking.requests values ($1, $2, 'x', 'printer', 'en', 'web', 'me', 'FR', null, $3, $4, null, '{}', '[]', false, false, false, 'visit', 'booked', null, $5, $5, null, '[]')`,
    [request, `${visit.slice(4, 7)}-${visit.slice(7, 10)}`.toUpperCase(), person, home, start.toString()]);
  await pool.query(`insert into booking.visits (id, request_id, quote_id, provider_id, technician_id, home_id, country, way, day, promised_from, promised_until, planned_start, planned_end, minutes, lat, lng, quiet, state, sequence, booked_at, changed_at, door_word, code)
    values ($1, $2, 'q', $3, $4, $5, 'FR', 'visit', '2026-11-24', $6, $7, $6, $7, 60, 48, 7, false, 'done', 0, $6, $6, 'w', 'c')`, [visit, request, provider, technician, home, start.toString(), start.add({ hours: 1 }).toString()]);
});

const inWork: Works['inWork'] = (by, todo) => works.inWork(by, todo);
const arrive = (by: Actor = technicianActor) => inWork(by, (work) => visits.arrive(work, { visit }));
const checkIn = (code: string) => inWork(technicianActor, (work) => visits.checkIn(work, { visit, code }));
const blocks = { 'what-was-wrong': 'The printer was paused.', 'what-we-did': 'We let it go on.', 'what-it-cost': 'Forty minutes of work.', 'if-it-comes-back': 'Press the round button.', 'what-to-watch': 'Nothing special.' };
const writeSheet = () => inWork(technicianActor, (work) => visits.writeSheet(work, { visit, lang: 'en', blocks })).then(must);
const end = (outcome: 'solved' | 'nobody-home' | 'unsafe', by: Actor = technicianActor) => inWork(by, (work) => visits.end(work, { visit, outcome }));
const begin = async () => { clock.set('2026-11-24T09:00:00Z'); must(await arrive()); must(await checkIn('4712')); };

describe('at the door', () => {
  test('the promised technician alone learns the word, and only near the promised time', async () => {
    const other: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['operator', 'admin'], technician: newId('Technician') };
    for (const by of [other, mother, visitor]) {
      const answer = await arrive(by); assert.equal(!answer.ok && answer.error.kind, 'no-such-visit');
    }
    clock.set('2026-11-24T06:59:00Z'); const early = await arrive();
    assert.equal(!early.ok && early.error.kind, 'too-early');
    clock.set('2026-11-24T08:40:00Z');
    for (let twice = 0; twice < 2; twice += 1) must(await inWork(technicianActor, (work) => visits.setOut(work, { visit })));
    clock.set('2026-11-24T08:55:00Z');
    assert.equal(must(await arrive()).doorWord, 'quiet heron');
    assert.equal(await works.looking(mother, (work) => visits.doorWord(work, visit)), undefined);
    assert.deepEqual(told, ['technician-on-the-way', 'technician-arrived'], 'each is told once');
  });

  test('whoever was suspended after the booking learns nothing', async () => {
    must(await inWork(seed, (work) => technicians.suspend(work, { technician, why: 'looked at' })));
    const answer = await arrive();
    must(await inWork(seed, (work) => technicians.reinstate(work, { technician, why: 'settled' })));
    assert.equal(!answer.ok && answer.error.kind, 'technician-suspended');
    assert.equal((await works.looking(seed, (work) => visits.known.record(work, visit))).state, 'expected');
  });

  test('three wrong codes freeze the visit, and the tries survive', async () => {
    must(await arrive());
    assert.deepEqual(must(await checkIn('0000')), { came: 'wrong', wrong: 1, triesLeft: 2 });
    assert.equal(must(await checkIn('471')).came, 'wrong');
    assert.equal(must(await checkIn('9999')).came, 'frozen');
    const right = await checkIn('4712');
    assert.equal(!right.ok && right.error.kind, 'visit-frozen');
    assert.deepEqual(told.filter((fact) => !fact.startsWith('technician-')), ['door-code-wrong', 'door-code-wrong', 'door-code-wrong', 'visit-frozen']);
    const operator: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['operator'] };
    const himself = await inWork(technicianActor, (work) => visits.unfreeze(work, { visit, why: 'it was me' }));
    assert.equal(himself.ok, false);
    assert.ok((await works.looking(operator, (work) => visits.frozen(work))).some((one) => one.id === visit));
    must(await inWork(operator, (work) => visits.unfreeze(work, { visit, why: 'both were rung' })));
    assert.equal(must(await checkIn('4712')).came, 'right');
    const seen = await works.looking(operator, (work) => visits.see(work, visit));
    assert.deepEqual(seen?.worry, { wentOn: 'both were rung' });
    assert.deepEqual((await works.looking(mother, (work) => visits.see(work, visit)))?.worry, {});
  });

  test('many tries at once are counted one by one', async () => {
    must(await arrive());
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => checkIn(String(1000 + i))));
    assert.equal(answers.filter((answer) => answer.ok && answer.value.came === 'wrong').length, 2);
    assert.equal(answers.filter((answer) => answer.ok && answer.value.came === 'frozen').length, 1);
    assert.equal(answers.filter((answer) => !answer.ok).length, 5);
  });

  test('nobody home is told after ten minutes, with a sheet that is ready made', async () => {
    clock.set('2026-11-24T09:05:00Z');
    must(await arrive());
    clock.set('2026-11-24T09:14:00Z');
    const soon = await end('nobody-home');
    assert.equal(!soon.ok && soon.error.kind, 'wait-at-the-door');
    clock.set('2026-11-24T09:15:00Z');
    assert.equal(must(await end('nobody-home')).rule.money, 'missed-fee');
    const sheet = await works.looking(mother, (work) => visits.sheet(work, visit));
    assert.equal(sheet?.kind === 'ready-made' && sheet.says['what-we-did'], 'visits.sheet-nobody-home-what-we-did');
    const bill = await works.looking(seed, (work) => visits.known.bill(work, visit));
    assert.deepEqual([bill?.attendedMinutes, bill?.unattendedMinutes, bill?.outcome], [0, 0, 'nobody-home']);
  });
});

describe('at work', () => {
  test('time, parts and yeses become what is billed', async () => {
    await begin();
    clock.set('2026-11-24T09:20:00Z');
    must(await inWork(technicianActor, (work) => visits.startTime(work, { visit, kind: 'unattended', task })));
    must(await inWork(technicianActor, (work) => visits.stopTime(work, { visit, kind: 'attended' })));
    clock.set('2026-11-24T09:50:00Z');
    must(await inWork(technicianActor, (work) => visits.startTime(work, { visit, kind: 'attended', task })));
    must(await inWork(technicianActor, (work) => visits.stopTime(work, { visit, kind: 'unattended' })));
    must(await inWork(technicianActor, (work) => visits.addPart(work, { visit, item: 'usb-cable', quantity: 1, task })));
    const foreign = await inWork(technicianActor, (work) => visits.addPart(work, { visit, item: 'ssd-1tb', quantity: 1 }));
    assert.equal(!foreign.ok && foreign.error.kind, 'part-not-agreed');
    clock.set('2026-11-24T10:00:30Z');
    const early = await end('solved');
    assert.equal(!early.ok && early.error.kind, 'sheet-incomplete');
    await writeSheet();
    must(await inWork(technicianActor, (work) => visits.sign(work, { visit, how: 'spoken', words: 'Yes, it prints' })));
    must(await end('solved'));
    assert.ok(done.includes(visit));
    const bill = await works.looking(seed, (work) => visits.known.bill(work, visit));
    assert.deepEqual([bill?.attendedMinutes, bill?.unattendedMinutes, bill?.perTask?.[task], bill?.items], [30, 30, { attended: 30, unattended: 30 }, [{ item: 'usb-cable', quantity: 1, task }]]);
    const after = await inWork(technicianActor, (work) => visits.startTime(work, { visit, kind: 'attended' }));
    assert.equal(!after.ok && after.error.kind, 'visit-over');
    assert.equal((await works.looking(mother, (work) => visits.sheet(work, visit)))?.kind, 'written');
  });

  const extra = () => inWork(technicianActor, (work) => visits.proposeExtra(work, {
    visit, why: 'The cable is broken.', lines: [{ kind: 'parts', says: 'a longer cable', unit: 'piece', quantity: 1, worstQuantity: 2, unitPrice: money(900, 'EUR'), item: 'hdmi-cable' }] })).then(must);
  const answer = (by: Actor, id: Awaited<ReturnType<typeof extra>>['id'], what: 'yes' | 'no', code?: string) => inWork(by, (work) => visits.answerExtra(work, { extra: id, answer: what, ...(code ? { code } : {}) }));

  test('extra work takes the person’s own yes: code, screen or mandate; a technician may write down a no', async () => {
    await begin();
    const one = await extra();
    assert.deepEqual([one.gross.cents, one.worst.cents, one.lines[0]?.vatBasisPoints], [900, 1800, 550]);
    const alone = await answer(technicianActor, one.id, 'yes');
    assert.equal(!alone.ok && alone.error.kind, 'code-needed');
    assert.equal(must(await answer(technicianActor, one.id, 'yes', '1111')).came, 'wrong');
    const byCode = must(await answer(technicianActor, one.id, 'yes', '4712'));
    assert.ok(byCode.came === 'answered' && byCode.extra.saidBy === 'code');
    const again = await answer(mother, one.id, 'no');
    assert.equal(!again.ok && again.error.kind, 'extra-already-answered');

    const anna = (scopes: ('approve-extras' | 'see-quotes')[]): Actor => ({ kind: 'person', person: helper, homes: [], mandates: [{ home, scopes }], roles: [] });
    const two = await extra();
    const without = await answer(anna(['see-quotes']), two.id, 'yes');
    assert.equal(!without.ok && without.error.kind, 'no-such-extra');
    const byMandate = must(await answer(anna(['approve-extras']), two.id, 'yes'));
    assert.ok(byMandate.came === 'answered' && byMandate.extra.saidBy === 'mandate');
    const three = must(await answer(technicianActor, (await extra()).id, 'no'));
    assert.ok(three.came === 'answered' && three.extra.saidBy === 'technician' && three.extra.state === 'refused');

    must(await inWork(technicianActor, (work) => visits.addPart(work, { visit, item: 'hdmi-cable', quantity: 1 })));
    await writeSheet();
    must(await end('solved'));
    const bill = await works.looking(seed, (work) => visits.known.bill(work, visit));
    assert.deepEqual([bill?.approvedExtras.length, bill?.extrasGross.cents, bill?.extrasWorst.cents, bill?.items], [2, 1800, 3600, []]);
    await assert.rejects(pool.query(`update visits.extras set state = 'approved', said_by = 'technician' where state = 'refused'`), /violates check/);
  });

  test('whoever lives there can stop everything, and the clock with it', async () => {
    await begin();
    clock.set('2026-11-24T09:10:00Z');
    must(await inWork(mother, (work) => visits.freeze(work, { visit, why: 'He asks for my bank card' })));
    clock.set('2026-11-24T10:00:00Z');
    const goesOn = await inWork(technicianActor, (work) => visits.startTime(work, { visit, kind: 'attended' }));
    assert.equal(!goesOn.ok && goesOn.error.kind, 'visit-frozen');
    assert.deepEqual(must(await end('unsafe')).rule.money, 'nothing');
    assert.equal((await works.looking(seed, (work) => visits.known.bill(work, visit)))?.attendedMinutes, 10);
  });

  test('a technician may stop too, and does not lift it even as an operator', async () => {
    await begin();
    assert.equal(must(await inWork(technicianActor, (work) => visits.freeze(work, { visit }))).frozenWhy, 'technician');
    const both: Actor = { ...technicianActor, roles: ['operator'] } as Actor;
    const lifted = await inWork(both, (work) => visits.unfreeze(work, { visit, why: 'all is well' }));
    assert.equal(!lifted.ok && lifted.error.kind, 'no-such-visit');
    const ended = await end('solved', both);
    assert.equal(!ended.ok && ended.error.kind, 'visit-frozen');
  });

  test('what it turned out to be is kept when the visit ends, and teaches more than what was chosen', async () => {
    await begin();
    await writeSheet();
    const ending = (found: { task: TaskId; leaf: string }[]) => inWork(technicianActor, (work) => visits.end(work, { visit, outcome: 'solved', found }));
    for (const [wrong, kind] of [[{ task: newId('Task'), leaf: 'internet-down' }, 'no-such-task'], [{ task, leaf: 'no-such-thing' }, 'no-such-leaf']] as const) {
      const answer = await ending([wrong]);
      assert.equal(!answer.ok && answer.error.kind, kind);
    }
    const labels = async () => (await works.looking(seed, (work) => visits.known.taught(work))).slice(-1);
    assert.deepEqual(await labels(), [{ text: 'the printer', category: 'printer-problem', weight: 1 }]);
    must(await ending([{ task, leaf: 'printer-scanner-setup' }]));
    assert.deepEqual(await labels(), [{ text: 'the printer', category: 'printer-scanner-setup', weight: 3 }]);
  });

  test('a sheet that changes after it was signed is signed again', async () => {
    await begin();
    await writeSheet();
    assert.equal(must(await inWork(technicianActor, (work) => visits.sign(work, { visit, how: 'code', code: '4712' }))).came, 'signed');
    await writeSheet();
    assert.equal((await works.looking(technicianActor, (work) => visits.see(work, visit)))?.signature, undefined);
  });

  test('steps are of this visit’s list, notes are for staff', async () => {
    await begin();
    must(await inWork(technicianActor, (work) => visits.tick(work, { visit, task, step: 'print-test', ticked: 'done' })));
    const foreign = await inWork(technicianActor, (work) => visits.tick(work, { visit, task, step: 'listen-disk', ticked: 'done' }));
    assert.equal(!foreign.ok && foreign.error.kind, 'no-such-step');
    const nowhere = await inWork(technicianActor, (work) => visits.tick(work, { visit, task: newId('Task'), step: 'print-test', ticked: 'done' }));
    assert.equal(!nowhere.ok && nowhere.error.kind, 'no-such-task');
    must(await inWork(technicianActor, (work) => visits.note(work, { visit, phase: 'before', text: 'much dust' })));
    must(await inWork(technicianActor, (work) => visits.handBack(work, { visit, how: 'alone', task })));
    const device = must(await inWork(technicianActor, (work) => visits.noteDevice(work, { visit, kind: 'printer', maker: 'Brother' })));
    assert.equal(device.home, home);
    const seen = await works.looking(technicianActor, (work) => visits.see(work, visit));
    assert.deepEqual([seen?.checklist[0]?.steps.filter((step) => step.ticked).map((step) => step.step), seen?.notes.length, seen?.handedBack[0]?.how], [['print-test'], 1, 'alone']);
    assert.deepEqual((await works.looking(mother, (work) => visits.see(work, visit)))?.notes, []);
    assert.equal(await works.looking(visitor, (work) => visits.see(work, visit)), undefined);
  });
});

test('what was written in a home goes with the person who lived there alone; the hours stay', async () => {
  await begin();
  must(await inWork(technicianActor, (work) => visits.note(work, { visit, phase: 'after', text: 'grandson helps on Sundays' })));
  await writeSheet();
  must(await end('solved'));
  assert.match(JSON.stringify(await works.looking(seed, (work) => visits.aboutPerson.export(work, person))), /grandson helps/);
  await inWork(seed, async (work) => ({ ok: true as const, value: await visits.aboutPerson.erase(work, person) }));
  assert.doesNotMatch(JSON.stringify(await works.looking(seed, (work) => visits.aboutPerson.export(work, person))), /grandson|printer was paused/);
  assert.equal((await works.looking(seed, (work) => visits.known.bill(work, visit)))?.outcome, 'solved');
});
