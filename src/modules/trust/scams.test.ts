import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Actor, type ExtraId, type Refusal, must, newId, ok, visitor } from '#kernel';
import { type Booked, type Helper, type TrustTown, openTrustTown, seed } from './test-town.ts';

const START = '2026-11-24T07:00:00Z';
const key = { kty: 'RSA', n: 'b'.repeat(512), e: 'AQAB' };
const box = { sealed: 'c2VhbGVk'.repeat(4), wrapped: 'd3JhcHBlZA'.repeat(30), half: 'aGFsZg'.repeat(7) };
let town: TrustTown;
before(async () => { town = await openTrustTown(START, 8); });
after(async () => { await town.close(); });

const act: TrustTown['ground']['works']['inWork'] = (by, todo) => town.ground.works.inWork(by, todo);
const look = <T>(by: Actor, todo: Parameters<typeof town.ground.works.looking<T>>[1]): Promise<T> => town.ground.works.looking(by, todo);
const of = (booked: Booked): Helper => { const found = town.helpers.find(({ id }) => id === booked.visit.technician); assert.ok(found); return found; };
const otherThan = (booked: Booked): Helper => { const found = town.helpers.find(({ id }) => id !== booked.visit.technician); assert.ok(found); return found; };
const comesIn = async (booked: Booked): Promise<void> => {
  town.itIs(booked.visit.promisedFrom);
  must(await town.arrive(booked.visit.id));
  must(await act(of(booked).by, (work) => town.app.visits.checkIn(work, { visit: booked.visit.id, code: booked.code })));
};
const propose = (booked: Booked, why: string, cents = 2_000) => act(of(booked).by, (work) => town.app.visits.proposeExtra(work, { visit: booked.visit.id, why, lines: [{ kind: 'parts', says: why, unit: 'piece', quantity: 1, unitPrice: { cents, currency: 'EUR' } }] }));
const SHEET = ['L’ordinateur était très lent.', 'Nous avons retiré ce qui le ralentissait.', 'Cela coûte ce qui était convenu.', 'Redémarrez-le, puis appelez-nous.', 'Rien de particulier.'];
const write = (booked: Booked, said: readonly string[]) => act(of(booked).by, (work) => town.app.visits.writeSheet(work, { visit: booked.visit.id, lang: 'fr', blocks: { 'what-was-wrong': said[0] ?? '', 'what-we-did': said[1] ?? '', 'what-it-cost': said[2] ?? '', 'if-it-comes-back': said[3] ?? '', 'what-to-watch': said[4] ?? '' } }));
const finish = async (booked: Booked, said: readonly string[] = SHEET): Promise<void> => {
  const { faults } = must(await write(booked, said));
  assert.deepEqual(faults, [], said.join(' '));
  must(await act(of(booked).by, (work) => town.app.visits.end(work, { visit: booked.visit.id, outcome: 'solved' })));
};
const signs = async (): Promise<string[]> => (await look(town.operator, (work) => town.app.trust.signs(work))).map(({ sign }) => sign);
const stopped = async (helper: Helper): Promise<boolean> => (await look(seed, (work) => town.app.technicians.technician(work, helper.id)))?.standing === 'suspended';
const phone = async (helper: Helper) => must(await act(helper.by, (work) => town.app.trust.addPhone(work, { publicKey: key, name: 'Chrome, Android' })));
const sealFor = async (booked: Booked, label = 'the laptop', kind: 'device-password' | 'key-safe' = 'device-password') => {
  const to = await look(booked.by, (work) => town.app.trust.phoneFor(work, booked.visit.id)) ?? await phone(of(booked));
  return act(booked.by, (work) => town.app.trust.sealSecret(work, { visit: booked.visit.id, kind, label, phone: to.id, ...box }));
};
const yes = (booked: Booked, extra: ExtraId) => act(of(booked).by, (work) => town.app.visits.answerExtra(work, { extra, answer: 'yes', code: booked.code, startNow: true }));
const refused = (answer: { ok: boolean }): void => { assert.equal(answer.ok, false); };
/** Everybody works again; what was noticed before counts no more. */
const anew = async (): Promise<void> => {
  for (const one of await look(town.operator, (work) => town.app.trust.quarantines(work, 'all'))) if (!one.decision) must(await act(town.operator, (work) => town.app.trust.decideQuarantine(work, { quarantine: one.id, decision: 'lifted', reasons: 'It was a scripted scam.' })));
  await town.ground.pool.query('delete from trust.quarantines; delete from trust.signs');
};
beforeEach(async () => { town.itIs(START); await anew(); });
let nth = 0;
const newBooking = async (): Promise<Booked> => { town.itIs(START); return town.booked(nth++ % 20); };

/** Something written to a person during a visit: the technician is stopped at once, and a person is paged. */
const scamText = (what: string, text: string, sign: string): void => {
  test(`in a text: ${what}`, async () => {
    const booked = await newBooking();
    await comesIn(booked);
    must(await propose(booked, text));
    assert.ok((await signs()).includes(sign), (await signs()).join());
    if (sign !== 'text-contact') assert.ok(await stopped(of(booked)));
    if (sign !== 'text-contact') assert.equal((await look(seed, (work) => town.app.visits.known.record(work, booked.visit.id))).state, 'frozen', 'the visit stops where it is');
  });
};

describe('scams', () => {
  scamText('gift cards', 'To finish please buy two gift cards and read me the numbers.', 'text-gift-card');
  scamText('cartes cadeaux', 'Payez avec une carte cadeau de 100 euros, c’est plus rapide.', 'text-gift-card');
  scamText('a code of the bank', 'Tell me the code that your bank sends you now.', 'text-one-time-code');
  scamText('un code par SMS', 'Donnez-moi le code reçu, c’est pour la réparation.', 'text-one-time-code');
  scamText('remote control', 'Please install AnyDesk so that I can go on tonight.', 'text-remote-tool');
  scamText('prise de contrôle', 'Téléchargez TeamViewer et laissez-le ouvert.', 'text-remote-tool');
  scamText('an account number', 'Transfer it to FR76 3000 6000 0112 3456 7890 189 please.', 'text-iban');
  scamText('a card number', 'I noted your card 4111 1111 1111 1111 for later.', 'text-card');
  scamText('a private number', 'Next time call me on 06 12 34 56 78, it is cheaper.', 'text-contact');
  scamText('cash sent away', 'Envoyez les espèces par Western Union avant demain.', 'text-gift-card');
  test('in the sheet: a private mailbox and a transfer', async () => {
    const booked = await newBooking();
    await comesIn(booked);
    await finish(booked, [...SHEET.slice(0, 3), 'Écrivez-moi à bruno.prive@example.net. Le reste va bien.', 'Rien de particulier.']);
    assert.ok((await signs()).includes('text-contact'));
  });
  test('the price rises by more than thirty per cent, with the code on the technician’s own telephone, around the page: nothing is agreed and everything stops', async () => {
    const booked = await newBooking();
    await comesIn(booked);
    const extra = must(await propose(booked, 'Un disque neuf', 7_000));
    assert.equal(must(await yes(booked, extra.id)).came, 'own-yes-needed');
    assert.equal((await look(seed, (work) => town.app.visits.known.extra(work, extra.id)))?.state, 'proposed');
    assert.deepEqual([(await signs()).includes('price-up'), await stopped(of(booked))], [true, true]);
  });
  test('the price rises in slices: none passes above thirty per cent, and who tries twice is stopped', async () => {
    const booked = await newBooking();
    await comesIn(booked);
    const came: string[] = [];
    for (let slice = 0; slice < 4; slice += 1) {
      const extra = must(await propose(booked, `Une pièce ${slice + 1}`, 2_000));
      const answer = await yes(booked, extra.id);
      came.push(answer.ok ? answer.value.came : answer.error.kind);
      if (answer.ok && answer.value.came === 'own-yes-needed') break;
    }
    assert.equal(came.at(-1), 'own-yes-needed', came.join());
    assert.deepEqual([(await signs()).includes('price-up'), await stopped(of(booked))], [true, false], 'it may come from an old page: a person looks');
    const again = must(await propose(booked, 'Encore une pièce', 2_000));
    must(await yes(booked, again.id));
    assert.ok(await stopped(of(booked)));
  });
  test('what was agreed far above the price by another way stops at once', async () => {
    const booked = await newBooking();
    await comesIn(booked);
    const extra = must(await propose(booked, 'Un câble', 2_000));
    must(await yes(booked, extra.id));
    await town.ground.pool.query('update visits.extras set worst_cents = 9000, gross_cents = 9000 where id = $1', [extra.id]);
    const small = must(await propose(booked, 'Une vis', 1));
    must(await act(booked.by, (work) => town.app.visits.answerExtra(work, { extra: small.id, answer: 'no' })));
    assert.deepEqual([(await signs()).includes('price-up'), await stopped(of(booked))], [true, true]);
  });
  test('the sheet says that far more was taken than was agreed', async () => {
    const booked = await newBooking();
    await comesIn(booked);
    await finish(booked, [...SHEET.slice(0, 2), 'Cela a coûté 400 €, payés sur place.', ...SHEET.slice(3)]);
    assert.deepEqual([(await signs()).includes('price-up'), await stopped(of(booked))], [true, true]);
  });
  test('a yes to more money that the technician writes down without the person', async () => {
    const booked = await newBooking();
    await comesIn(booked);
    const extra = must(await propose(booked, 'Un câble', 3_000));
    refused(await act(of(booked).by, (work) => town.app.visits.answerExtra(work, { extra: extra.id, answer: 'yes' })));
  });
  test('false badge, false name, false number: the register says so; and the report reaches the office', async () => {
    for (const told of ['PL-0000000', 'Jean Dupont', '06 99 88 77 66', 'service@lanterne-aide.example', 'FAC-2026-9999']) assert.equal(must(await act(visitor, (work) => town.app.trust.lookUp(work, told))), 'not-us', told);
    must(await act(visitor, (work) => town.app.trust.report(work, { happened: 'door', told: 'A man with the badge PL-0000000.' })));
    assert.match((await look(town.operator, (work) => town.app.trust.reports(work)))[0]?.told ?? '', /PL-0000000/);
  });
  test('the badge of somebody who is stopped', async () => {
    const [one] = town.helpers;
    assert.ok(one);
    must(await act(town.operator, (work) => town.app.technicians.suspend(work, { technician: one.id, why: 'left' })));
    const badge = (await look(seed, (work) => town.app.technicians.technician(work, one.id)))?.badge ?? '';
    assert.equal(must(await act(visitor, (work) => town.app.trust.lookUp(work, badge))), 'stopped');
    must(await act(town.vetter, (work) => town.app.technicians.reinstate(work, { technician: one.id, why: 'came back' })));
  });
  test('the caller who only has a code', async () => { assert.equal(must(await act(visitor, (work) => town.app.trust.lookUp(work, '4711'))), 'only-a-code'); });
  test('a forwarded link to a visit opens nothing', async () => {
    const booked = await newBooking();
    const stranger: Actor = { kind: 'asker', request: newId('Request') };
    assert.equal(await look(stranger, (work) => town.app.booking.visit(work, booked.visit.id)), undefined);
    assert.equal(await look(stranger, (work) => town.app.booking.doorWordFor(work, booked.visit.id)), undefined);
  });
  test('a second technician of the same firm comes to the door', async () => {
    const booked = await newBooking();
    town.itIs(booked.visit.promisedFrom);
    refused(await town.arrive(booked.visit.id, otherThan(booked)));
  });
  test('the visitor comes a day early', async () => {
    const booked = await newBooking();
    town.itIs(booked.visit.promisedFrom.subtract({ hours: 20 }));
    refused(await town.arrive(booked.visit.id));
  });
  test('a visit that never was: the code is guessed three times', async () => {
    const booked = await newBooking();
    town.itIs(booked.visit.promisedFrom);
    must(await town.arrive(booked.visit.id));
    for (const code of ['0000', '1111', '2222', '3333'].filter((digits) => digits !== booked.code).slice(0, 3)) must(await act(of(booked).by, (work) => town.app.visits.checkIn(work, { visit: booked.visit.id, code })));
    assert.equal((await look(seed, (work) => town.app.visits.known.record(work, booked.visit.id))).state, 'frozen');
  });
  test('work is billed without anybody at the door', async () => {
    const booked = await newBooking();
    town.itIs(booked.visit.promisedFrom);
    refused(await act(of(booked).by, (work) => town.app.visits.checkIn(work, { visit: booked.visit.id, code: booked.code })));
    refused(await act(of(booked).by, (work) => town.app.visits.end(work, { visit: booked.visit.id, outcome: 'solved' })));
  });
  test('a telephone says that it was at the door yesterday', async () => {
    const booked = await newBooking();
    town.itIs(booked.visit.promisedFrom.add({ hours: 20 }));
    const at = booked.visit.promisedFrom;
    refused(await act(of(booked).by, (work) => town.app.visits.tellLater<unknown, Refusal>(work, { visit: booked.visit.id, told: { id: newId('Form'), what: 'arrive', at, sent: at.add({ minutes: 5 }) } }, (then) => town.app.visits.arrive(then, { visit: booked.visit.id }))));
  });
  test('another technician opens what was sealed for their colleague', async () => {
    const booked = await newBooking();
    const secret = must(await sealFor(booked));
    const thief = otherThan(booked);
    const answer = must(await act(thief.by, (work) => town.app.trust.openSecret(work, { secret: secret.id, phone: 'phn_x' })));
    assert.equal(answer.came, 'closed');
    assert.ok(await stopped(thief));
  });
  test('a sealed password is wanted from afar', async () => {
    const booked = await newBooking();
    const secret = must(await sealFor(booked));
    const own = await look(of(booked).by, (work) => town.app.trust.ownPhone(work));
    assert.equal(must(await act(of(booked).by, (work) => town.app.trust.openSecret(work, { secret: secret.id, phone: own?.id ?? '' }))).came, 'closed');
    assert.ok((await signs()).includes('secret-without-presence') && await stopped(of(booked)));
  });
  test('a stolen session on another telephone', async () => {
    const booked = await newBooking();
    const secret = must(await sealFor(booked));
    await comesIn(booked);
    assert.deepEqual(must(await act(of(booked).by, (work) => town.app.trust.openSecret(work, { secret: secret.id, phone: 'phn_stolen' }))), { came: 'closed', why: 'not-your-phone' });
  });
  test('a new telephone, and at once the secrets', async () => {
    const booked = await newBooking();
    await phone(of(booked));
    await comesIn(booked);
    const fresh = await phone(of(booked));
    const secret = must(await sealFor(booked));
    assert.deepEqual(must(await act(of(booked).by, (work) => town.app.trust.openSecret(work, { secret: secret.id, phone: fresh.id }))), { came: 'closed', why: 'phone-too-new' });
    assert.ok(await stopped(of(booked)));
  });
  test('a changed telephone number closes what is sealed', async () => {
    const booked = await newBooking();
    const secret = must(await sealFor(booked, 'the key box', 'key-safe'));
    const own = await look(of(booked).by, (work) => town.app.trust.ownPhone(work));
    const person = (await look(seed, (work) => town.app.booking.known.request(work, booked.request)))?.person;
    must(await act(seed, (work) => town.app.people.changeContact(work, { person, phone: '+33380777777' } as never)));
    town.itIs(booked.visit.promisedFrom);
    const answer = must(await act(of(booked).by, (work) => town.app.trust.openSecret(work, { secret: secret.id, phone: own?.id ?? '' })));
    // Two days on, the three days may be over: then it is open again by right.
    if (booked.visit.promisedFrom.since(Temporal.Instant.from(START)).total('hours') < 72) assert.deepEqual(answer, { came: 'closed', why: 'secret-closed-for-now' });
  });
  test('a changed bank account, asked for and confirmed by the same hand', async () => {
    const provider = (await look(seed, (work) => town.app.technicians.technician(work, town.helpers[0]?.id as never)))?.provider;
    assert.ok(provider);
    const change = must(await act(town.operator, (work) => town.app.technicians.askPayChange(work, { provider, pay: { kind: 'iban', iban: 'DE89370400440532013000', name: 'x' } })));
    refused(await act(town.operator, (work) => town.app.technicians.verifyPayChange(work, { change: change.id, how: 'it is fine' })));
    town.itIs('2026-12-24T09:00:00Z');
    must(await act(seed, async (work) => ok(await town.app.technicians.keepChecks(work))));
    const pay = (await look(seed, (work) => town.app.technicians.provider(work, provider)))?.pay;
    assert.ok(pay?.kind === 'iban' && pay.iban.startsWith('FR'));
  });
  for (const label of ['my bank login', 'le code reçu par SMS', 'password of my mailbox', 'codes de secours Google', 'code PIN de la carte bleue']) {
    test(`somebody is talked into sealing: ${label}`, async () => { refused(await sealFor(await newBooking(), label)); });
  }
  test('the office asks for what was sealed, by telephone', async () => {
    const booked = await newBooking();
    const secret = must(await sealFor(booked));
    refused(await act(town.operator, (work) => town.app.trust.openSecret(work, { secret: secret.id, phone: '' })));
    assert.deepEqual(await look(town.operator, (work) => town.app.trust.secretsOf(work, booked.visit.id)), []);
  });
  test('a technician opens the addresses of others', async () => {
    const booked = await newBooking();
    const curious = otherThan(booked);
    await act(curious.by, async (work) => { await work.audit({ did: 'opened-address', to: booked.visit.id, home: booked.visit.home, why: 'as-technician' }); return ok(true); });
    must(await act(seed, async (work) => { await town.app.trust.watch(work); return ok(true); }));
    assert.ok((await signs()).includes('address-unassigned') && await stopped(curious));
  });
  test('a technician opens more than twenty addresses within the hour', async () => {
    const greedy = town.helpers[2];
    assert.ok(greedy);
    for (let i = 0; i < 24; i += 1) {
      const person = must(await act(seed, (work) => town.app.people.welcomePerson(work, { givenName: `Une${i}`, familyName: 'Autre', lang: 'fr', country: 'FR', prefers: 'letter' }))).id;
      const home = must(await act(seed, (work) => town.app.people.addHome(work, { person, address: { line: `${i} rue Basse`, postcode: '21130', town: 'Auxonne', country: 'FR' } }))).id;
      await town.app.privacy.opening(greedy.by, async () => ({ shows: true, opened: [{ saw: 'address', home }] }));
    }
    assert.ok((await signs()).includes('many-addresses') && await stopped(greedy), (await signs()).join());
  });
  test('whoever was stopped lets themselves off', async () => {
    const [one] = town.helpers;
    assert.ok(one && one.by.kind === 'person');
    must(await act(seed, async (work) => ok(await town.app.trust.notice(work, { technician: one.id, sign: 'session-outside-slot', about: 'x' }))));
    const [quarantine] = await look(one.by, (work) => town.app.trust.quarantines(work, { technician: one.id }));
    const both: Actor = { ...one.by, roles: ['operator', 'vetting', 'admin'] };
    refused(await act(both, (work) => town.app.trust.decideQuarantine(work, { quarantine: quarantine?.id ?? '', decision: 'lifted', reasons: 'It was me, and I say it is fine.' })));
    refused(await act(both, (work) => town.app.technicians.reinstate(work, { technician: one.id, why: 'fine' })));
  });
});
