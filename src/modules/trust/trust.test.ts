import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { type Actor, type VisitId, must, newId, ok, visitor } from '#kernel';
import { type Booked, type Helper, type TrustTown, openTrustTown, seed } from './test-town.ts';
import { destroyAt, mayOpenNow } from './secret.ts';

const START = '2026-11-24T07:00:00Z';
const key = { kty: 'RSA', n: 'a'.repeat(512), e: 'AQAB' };
const box = { sealed: 'c2VhbGVk'.repeat(4), wrapped: 'd3JhcHBlZA'.repeat(30), half: 'aGFsZg'.repeat(7) };
let town: TrustTown;
before(async () => { town = await openTrustTown(START, 3, ['secret-opened', 'secrets-destroyed', 'sign-noticed', 'technician-quarantined', 'quarantine-overdue', 'quarantine-decided', 'visit-held', 'visit-stands-again', 'worry-told', 'report-made']); });
after(async () => { await town.close(); });
beforeEach(() => { town.itIs(START); town.told.length = 0; });

const act: TrustTown['ground']['works']['inWork'] = (by, todo) => town.ground.works.inWork(by, todo);
const look = <T>(by: Actor, todo: Parameters<typeof town.ground.works.looking<T>>[1]): Promise<T> => town.ground.works.looking(by, todo);
const of = (booked: Booked): Helper => { const found = town.helpers.find(({ id }) => id === booked.visit.technician); assert.ok(found); return found; };
const phone = async (helper: Helper) => must(await act(helper.by, (work) => town.app.trust.addPhone(work, { publicKey: key, name: 'Chrome, Android' })));
const seal = async (booked: Booked, kind: 'device-password' | 'key-safe' = 'device-password', label = 'the laptop on the table') => {
  const to = await look(booked.by, (work) => town.app.trust.phoneFor(work, booked.visit.id));
  return act(booked.by, (work) => town.app.trust.sealSecret(work, { visit: booked.visit.id, kind, label, phone: to?.id ?? '', ...box }));
};
const open = async (helper: Helper, secret: string, on: string): Promise<string> => {
  const answer = await act(helper.by, (work) => town.app.trust.openSecret(work, { secret, phone: on }));
  return answer.ok ? (answer.value.came === 'open' ? 'open' : answer.value.why) : answer.error.kind;
};
const sweep = async (): Promise<number> => must(await act(seed, async (work) => { await town.app.trust.watch(work); return ok(await town.app.trust.destroyDue(work)); }));
const heard = (name: string): number => town.told.filter(({ fact }) => fact === name).length;
const comesIn = async (booked: Booked): Promise<void> => {
  must(await town.arrive(booked.visit.id));
  must(await act(of(booked).by, (work) => town.app.visits.checkIn(work, { visit: booked.visit.id, code: booked.code })));
};
/** Lifts what the test before has stopped. */
const lift = async (): Promise<void> => {
  for (const one of await look(town.operator, (work) => town.app.trust.quarantines(work, 'all'))) {
    if (!one.decision) must(await act(town.operator, (work) => town.app.trust.decideQuarantine(work, { quarantine: one.id, decision: 'lifted', reasons: 'it was a test of ours' })));
  }
};

test('a password opens once the person let them in, on that one telephone, is written first and seen at once, and is gone a day after', async () => {
  const booked = await town.booked();
  const helper = of(booked);
  const own = await phone(helper);
  const secret = must(await seal(booked));
  assert.equal(await open(helper, secret.id, own.id), 'secret-after-check-in');
  await lift();
  town.itIs(booked.visit.promisedFrom);
  await comesIn(booked);
  assert.equal(await open(helper, secret.id, 'phn_other'), 'not-your-phone');
  assert.equal(await open(helper, secret.id, own.id), 'open');
  assert.equal(heard('secret-opened'), 1);
  const [seen] = await look(booked.by, (work) => town.app.trust.secretsOf(work, booked.visit.id));
  assert.equal(seen?.openings.length, 1, 'the person sees when');
  const { rows } = await town.ground.pool.query<{ did: string }>("select did from platform.audit_lines where about = $1 and did = 'opened-secret'", [booked.visit.id]);
  assert.equal(rows.length, 1);
  assert.deepEqual(await look(town.operator, (work) => town.app.trust.secretsOf(work, booked.visit.id)), [], 'not even the office sees that there is one');

  const ended = booked.visit.promisedFrom.add({ minutes: 40 });
  town.itIs(ended);
  must(await act(helper.by, (work) => town.app.visits.end(work, { visit: booked.visit.id, outcome: 'unsafe' })));
  assert.equal(await open(helper, secret.id, own.id), 'secret-over', 'and never after');
  town.itIs(ended.add({ hours: 23, minutes: 59 }));
  assert.equal(await sweep(), 0);
  town.itIs(ended.add({ hours: 24 }));
  assert.equal(await sweep(), 1);
  const kept = await town.ground.pool.query('select sealed, wrapped, half from trust.secrets where id = $1', [secret.id]);
  assert.deepEqual(kept.rows, [{ sealed: null, wrapped: null, half: null }], 'nothing of it is left');
  await assert.rejects(town.ground.pool.query("update trust.secrets set half = 'x' where id = $1", [secret.id]), /violates check/);
  const [after] = await look(booked.by, (work) => town.app.trust.secretsOf(work, booked.visit.id));
  assert.deepEqual([after?.destroyedWhy, after?.opened, after?.label], ['over', true, 'the laptop on the table'], 'what to change is still on the list');
});

test('a key-safe code opens a quarter of an hour before, not earlier; helpers and strangers see none', async () => {
  const booked = await town.booked(3);
  const helper = of(booked);
  const own = await look(helper.by, (work) => town.app.trust.ownPhone(work)) ?? await phone(helper);
  town.itIs('2026-11-24T07:00:00Z');
  const secret = must(await seal(booked, 'key-safe', 'the key box left of the door'));
  town.itIs(booked.visit.promisedFrom.subtract({ minutes: 16 }));
  assert.equal(await open(helper, secret.id, own.id), 'secret-too-early');
  town.itIs(booked.visit.promisedFrom.subtract({ minutes: 15 }));
  assert.equal(await open(helper, secret.id, own.id), 'open');
  const aide: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [{ home: booked.visit.home, scopes: ['see-appointments', 'see-quotes', 'see-invoices', 'ask', 'answer-quotes', 'approve-extras'] }], roles: [] };
  for (const by of [aide, visitor, town.operator]) {
    assert.deepEqual(await look(by, (work) => town.app.trust.secretsOf(work, booked.visit.id)), []);
    const answer = await act(by, (work) => town.app.trust.sealSecret(work, { visit: booked.visit.id, kind: 'key-safe', label: 'x', phone: own.id, ...box }));
    assert.equal(!answer.ok && answer.error.kind, 'no-such-visit');
  }
  must(await act(booked.by, (work) => town.app.trust.takeBack(work, { secret: secret.id })));
  assert.equal(await open(helper, secret.id, own.id), 'secret-gone');
});

test('somebody else comes: what they could not open is destroyed, and so it is with another telephone', async () => {
  const booked = await town.booked(5);
  await phone(of(booked));
  const secret = must(await seal(booked));
  const times = await look(booked.by, (work) => town.app.booking.timesToMove(work, booked.visit.id));
  const fee = (await look(booked.by, (work) => town.app.booking.feeFor(work, booked.visit.id)))?.fee ?? { cents: 0, currency: 'EUR' as const };
  const other = times.find((slot) => slot.technician !== booked.visit.technician);
  if (other) {
    must(await act(booked.by, (work) => town.app.booking.moveVisit(work, { visit: booked.visit.id, slot: other.key, fee })));
    const [gone] = await look(booked.by, (work) => town.app.trust.secretsOf(work, booked.visit.id));
    assert.equal(gone?.destroyedWhy, 'technician-changed');
  } else {
    must(await act(of(booked).by, (work) => town.app.trust.addPhone(work, { publicKey: key, name: 'another' })));
    const [gone] = await look(booked.by, (work) => town.app.trust.secretsOf(work, booked.visit.id));
    assert.equal(gone?.destroyedWhy, 'phone-changed');
  }
  assert.equal(heard('secrets-destroyed'), 1);
  assert.ok(secret.id);
});

test('what opens a bank, a mailbox or is a code that was sent is not taken, whatever the browser lets through', async () => {
  const booked = await town.booked(6);
  await phone(of(booked));
  for (const [label, why] of [['my bank password', 'bank'], ['le code reçu par SMS', 'one-time-code'], ['mot de passe de ma boîte mail', 'mail-recovery'], ['codes de secours', 'mail-recovery'], ['PayPal', 'bank']] as const) {
    const answer = await seal(booked, 'device-password', label);
    assert.deepEqual(!answer.ok && answer.error, { kind: 'secret-never-told', why }, label);
  }
  for (const label of ['the laptop', 'mot de passe de l’ordinateur', 'code du téléphone de Mamie', 'Wi-Fi', 'boîte à clés', 'session Windows']) {
    const answer = await seal(booked, 'device-password', label);
    assert.ok(answer.ok || answer.error.kind === 'too-many-secrets', label);
  }
});

test('a change of telephone or mailbox closes what is sealed for three days; undone, it opens again', async () => {
  const booked = await town.booked(8);
  const helper = of(booked);
  const own = await phone(helper);
  const secret = must(await seal(booked, 'key-safe'));
  const person = (await look(seed, (work) => town.app.booking.known.request(work, booked.request)))?.person;
  assert.ok(person);
  must(await act(seed, (work) => town.app.people.changeContact(work, { person, phone: '+33380999999' } as never)));
  town.itIs(booked.visit.promisedFrom);
  assert.equal(await open(helper, secret.id, own.id), 'secret-closed-for-now');
});

test('at no instant, whatever happened at the door, does anything open outside its time', () => {
  const at = (minutes: number): Temporal.Instant => Temporal.Instant.from(START).add({ minutes });
  fc.assert(fc.property(fc.constantFrom('device-password', 'key-safe', 'absence'), fc.constantFrom('booked', 'cancelled', 'done'), fc.constantFrom('expected', 'at-door', 'working', 'frozen', 'ended'), fc.integer({ min: -5000, max: 5000 }), fc.option(fc.integer({ min: 0, max: 600 })), (kind, state, door, now, ended) => {
    const moment = { state, door, promisedFrom: at(0), promisedUntil: at(60), ...(door === 'ended' ? { endedAt: at(ended ?? 60) } : {}) } as const;
    const may = mayOpenNow({ kind }, moment, at(now)).ok;
    const inTime = state === 'booked' && (door === 'working' || (kind !== 'device-password' && (door === 'expected' || door === 'at-door') && now >= -15 && now <= 180));
    assert.equal(may, inTime);
    if (state !== 'cancelled') assert.ok(destroyAt(moment).since(at(0)).total('hours') <= 34);
  }), { numRuns: 10_000 });
});

test('a sign stops the technician at once; a person decides with reasons; lifted, the visits stand again; kept, another time is offered for free', async () => {
  town.itIs('2026-11-24T07:05:00Z');
  const soon = await town.booked(1);
  const helper = of(soon);
  let later = await town.booked(20);
  for (let nth = 24; later.visit.technician !== helper.id; nth += 3) later = await town.booked(nth);
  const session = must(await act(seed, (work) => town.app.people.openSession(work, { person: helper.person }, 'phone')));
  must(await act(seed, async (work) => ok(await town.app.trust.notice(work, { technician: helper.id, sign: 'session-outside-slot', about: 'ses_x' }))));
  assert.equal(heard('technician-quarantined'), 1);
  assert.equal(await look(visitor, (work) => town.app.people.whoHolds(work, session.token)), undefined, 'sessions are ended');
  const arrived = await town.arrive(soon.visit.id);
  assert.equal(!arrived.ok && arrived.error.kind, 'technician-suspended');
  const held = await look(town.operator, (work) => town.app.trust.heldVisits(work));
  assert.ok(held.some(({ visit }) => visit === soon.visit.id), 'the next visit is held');
  assert.equal(town.told.some((fact) => fact.fact === 'visit-held' && 'visit' in fact && fact.visit === later.visit.id), false, 'who has days to spare is not alarmed before it is decided');

  const [one] = await look(helper.by, (work) => town.app.trust.quarantines(work, { technician: helper.id }));
  assert.ok(one);
  const no = await act(helper.by, (work) => town.app.trust.decideQuarantine(work, { quarantine: one.id, decision: 'lifted', reasons: 'I am innocent' }));
  assert.equal(!no.ok && no.error.kind, 'no-such-quarantine');
  must(await act(helper.by, (work) => town.app.trust.appealQuarantine(work, { quarantine: one.id, text: 'The link was sent to me by the office.' })));
  town.itIs(town.now().add({ minutes: 31 }));
  await sweep();
  await sweep();
  assert.equal(heard('quarantine-overdue'), 1, 'paged once more after half an hour');
  must(await act(town.operator, (work) => town.app.trust.decideQuarantine(work, { quarantine: one.id, decision: 'lifted', reasons: 'The office had sent the link itself.' })));
  assert.ok(heard('visit-stands-again') >= 1);
  assert.deepEqual((await look(town.operator, (work) => town.app.trust.heldVisits(work))).filter(({ technician }) => technician === helper.id), []);
  town.itIs(town.now().add({ minutes: 1 }));
  must(await act(seed, async (work) => ok(await town.app.trust.notice(work, { technician: helper.id, sign: 'text-contact', about: 'vis_1' }))));
  assert.equal(heard('technician-quarantined'), 1, 'what was before the lifting counts no more');
  must(await act(seed, async (work) => ok(await town.app.trust.notice(work, { technician: helper.id, sign: 'worry', about: 'vis_2' }))));
  assert.equal(heard('technician-quarantined'), 2, 'two smaller ones are enough');
  const second = (await look(town.operator, (work) => town.app.trust.quarantines(work, 'all'))).find(({ decision }) => !decision);
  must(await act(town.operator, (work) => town.app.trust.decideQuarantine(work, { quarantine: second?.id ?? '', decision: 'kept', reasons: 'Two households say the same.' })));
  assert.ok(town.told.some((fact) => fact.fact === 'visit-held' && 'visit' in fact && fact.visit === later.visit.id), 'everybody is told');
  const times = await look(later.by, (work) => town.app.booking.timesToMove(work, later.visit.id));
  assert.ok(times.length > 0 && times.every(({ technician }) => technician !== helper.id));
  assert.equal((await look(later.by, (work) => town.app.booking.feeFor(work, soon.visit.id)))?.fee.cents ?? 0, 0);
  must(await act(later.by, (work) => town.app.booking.moveVisit(work, { visit: later.visit.id, slot: times[0]?.key ?? '', fee: { cents: 0, currency: 'EUR' } })));
  assert.equal((await look(town.operator, (work) => town.app.trust.heldVisits(work))).some(({ visit }) => visit === later.visit.id), false);
});

test('what felt wrong stops the visit, reaches the office, is sealed, and is answered; a report too', async () => {
  const booked = await town.booked(2);
  const said = must(await act(booked.by, (work) => town.app.trust.feltWrong(work, { visit: booked.visit.id, what: 'He asked for my card.' })));
  assert.equal(said.stopped, true);
  const { rows } = await town.ground.pool.query<{ what: string }>('select what from trust.worries');
  assert.ok(rows.every(({ what }) => !what.includes('card')));
  const [worry] = await look(town.operator, (work) => town.app.trust.worries(work));
  assert.equal(worry?.what, 'He asked for my card.');
  must(await act(town.operator, (work) => town.app.trust.answerWorry(work, { worry: said.worry, answer: 'We rang you, and him.' })));
  assert.equal((await look(booked.by, (work) => town.app.trust.worriesAbout(work, booked.visit.id)))[0]?.answer, 'We rang you, and him.');
  const stranger = await act(visitor, (work) => town.app.trust.feltWrong(work, { visit: booked.visit.id as VisitId, what: 'x' }));
  assert.equal(!stranger.ok && stranger.error.kind, 'no-such-visit');
  const made = must(await act(visitor, (work) => town.app.trust.report(work, { happened: 'call', told: 'A man said he was from Lanterne.' })));
  must(await act(town.operator, (work) => town.app.trust.handleReport(work, { report: made.report, state: 'settled', note: 'Not ours.' })));
  const [report] = await look(town.operator, (work) => town.app.trust.reports(work));
  assert.deepEqual([report?.told, report?.state, report?.note], ['A man said he was from Lanterne.', 'settled', 'Not ours.']);
});

test('the register knows what is ours, and never says where or when', async () => {
  const booked = await town.booked(4);
  const ask = async (told: string): Promise<string> => must(await act(visitor, (work) => town.app.trust.lookUp(work, told)));
  const badge = (await look(seed, (work) => town.app.technicians.technician(work, town.helpers[2]?.id as never)))?.badge ?? '';
  const { standing } = (await look(seed, (work) => town.app.technicians.technician(work, town.helpers[2]?.id as never))) ?? {};
  const is = (known: string): string => (standing === 'active' ? known : 'stopped');
  assert.deepEqual(await Promise.all(['03 80 12 34 56', 'help@localhost', 'Lanterne', '03 80 00 00 00', 'lanterne@example.org', badge, badge.toLowerCase(), `https://x/check?told=${badge}`, 'Aide2', 'Aide2 T.', 'Mme Aide2 Test', booked.reference, booked.reference.replace('-', ' ').toLowerCase(), booked.visit.id, '4711', 'Gérard Menteur', '06 12 34 56 78', 'PL-0000000'].map(ask)),
    ['our-number', 'our-mail', 'a-provider', 'a-provider', 'a-provider', is('a-badge'), is('a-badge'), is('a-badge'), is('a-technician'), is('a-technician'), is('a-technician'), 'a-request', 'a-request', 'a-visit', 'only-a-code', 'not-us', 'not-us', 'not-us']);
});
