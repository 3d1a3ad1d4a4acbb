import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Actor, must, ok } from '#kernel';
import { type Booked, type Helper, type TrustTown, openTrustTown, seed } from './test-town.ts';
import { signsIn } from './signs.ts';

const START = '2026-11-24T07:00:00Z';
const key = { kty: 'RSA', n: 'b'.repeat(512), e: 'AQAB' };
const box = { sealed: 'c2VhbGVk'.repeat(4), wrapped: 'd3JhcHBlZA'.repeat(30), half: 'aGFsZg'.repeat(7) };
let town: TrustTown;
before(async () => { town = await openTrustTown(START, 4); });
after(async () => { await town.close(); });

const act: TrustTown['ground']['works']['inWork'] = (by, todo) => town.ground.works.inWork(by, todo);
const look = <T>(by: Actor, todo: Parameters<typeof town.ground.works.looking<T>>[1]): Promise<T> => town.ground.works.looking(by, todo);
const of = (booked: Booked): Helper => { const found = town.helpers.find(({ id }) => id === booked.visit.technician); assert.ok(found); return found; };
const propose = (booked: Booked, why: string, cents = 2_000) => act(of(booked).by, (work) => town.app.visits.proposeExtra(work, { visit: booked.visit.id, why, lines: [{ kind: 'parts', says: why, unit: 'piece', quantity: 1, unitPrice: { cents, currency: 'EUR' } }] }));
const SHEET = ['L’ordinateur était très lent.', 'Nous avons retiré ce qui le ralentissait.', 'Cela coûte ce qui était convenu.', 'Redémarrez-le, puis appelez-nous.', 'Rien de particulier.'];
const write = (booked: Booked, said: readonly string[]) => act(of(booked).by, (work) => town.app.visits.writeSheet(work, { visit: booked.visit.id, lang: 'fr', blocks: { 'what-was-wrong': said[0] ?? '', 'what-we-did': said[1] ?? '', 'what-it-cost': said[2] ?? '', 'if-it-comes-back': said[3] ?? '', 'what-to-watch': said[4] ?? '' } }));
const finish = async (booked: Booked, said: readonly string[] = SHEET): Promise<void> => {
  const { faults } = must(await write(booked, said));
  assert.deepEqual(faults, [], said.join(' '));
  must(await act(of(booked).by, (work) => town.app.visits.end(work, { visit: booked.visit.id, outcome: 'solved' })));
};
const signs = async (): Promise<string[]> => (await look(town.operator, (work) => town.app.trust.signs(work))).map(({ sign }) => sign);
const phone = async (helper: Helper) => must(await act(helper.by, (work) => town.app.trust.addPhone(work, { publicKey: key, name: 'Chrome, Android' })));
const sealFor = async (booked: Booked, label = 'the laptop', kind: 'device-password' | 'key-safe' = 'device-password') => {
  const to = await look(booked.by, (work) => town.app.trust.phoneFor(work, booked.visit.id)) ?? await phone(of(booked));
  return act(booked.by, (work) => town.app.trust.sealSecret(work, { visit: booked.visit.id, kind, label, phone: to.id, ...box }));
};

const HONEST = [
  'Nous avons retiré AnyDesk, installé par un faux technicien.', 'N’achetez jamais de carte cadeau pour quelqu’un au téléphone.', 'Votre banque ne demande jamais votre code par téléphone.', 'Si cela revient, appelez-nous au 03 80 12 34 56.', 'Le numéro de série est 1234567890123.',
  'Votre box affiche le code 12 34 56.', 'Ne lisez à personne un code reçu par SMS.', 'L’imprimante est branchée sur la prise du bas.', 'Pour la livraison, écrivez à lanterne@example.org.', 'Le 17 janvier, Windows se met à jour seul.',
];

test('what honest technicians write alarms nobody', () => {
  const more = ['We removed TeamViewer, which a caller had you install.', 'Never read a code from your bank to anybody.', 'Do not buy gift cards for callers.', 'The warranty number is 4929 1234 5678.', 'Nobody from us asks you to install AnyDesk.', 'Call the number on the back of your card.', 'Your new cable is 10 m long and cost 12,50.', 'Windows 11 24H2 26100.2314 is installed.', 'The router has the address 192.168.1.254.', 'Opened on 24 11 2026 at 10 15.'];
  for (const text of [...HONEST, ...more]) assert.deepEqual(signsIn(text, ['03 80 12 34 56', 'lanterne@example.org']), [], text);
});

test('two hundred honest visits, with late arrivals, one wrong code, small and large extra work, moved times and sealed passwords: no alarm', async () => {
  town.itIs(START);
  let done = 0;
  let day = Temporal.Instant.from(START);
  while (done < 200) {
    town.itIs(day);
    for (let i = 0; i < 14 && done < 200; i += 1) {
      const booked = await town.booked(i % 9);
      town.itIs(booked.visit.promisedFrom.subtract({ minutes: 5 }));
      const helper = of(booked);
      const own = await look(helper.by, (work) => town.app.trust.ownPhone(work)) ?? await phone(helper);
      const secret = done % 5 === 0 ? must(await sealFor(booked)) : undefined;
      town.itIs(booked.visit.promisedFrom.add({ minutes: (done % 4) * 15 }));
      must(await town.arrive(booked.visit.id));
      if (done % 7 === 0) must(await act(helper.by, (work) => town.app.visits.checkIn(work, { visit: booked.visit.id, code: booked.code === '1234' ? '4321' : '1234' })));
      must(await act(helper.by, (work) => town.app.visits.checkIn(work, { visit: booked.visit.id, code: booked.code })));
      if (secret) assert.equal(must(await act(helper.by, (work) => town.app.trust.openSecret(work, { secret: secret.id, phone: own.id }))).came, 'open');
      if (done % 3 === 0) {
        // Large extra work is agreed on the person's own screen; small with the code.
        const large = done % 2 === 0;
        const extra = must(await propose(booked, large ? 'Un disque neuf, comme vu ensemble' : 'Un câble plus long', large ? 18_000 : 2_450));
        must(await act(large ? booked.by : helper.by, (work) => town.app.visits.answerExtra(work, { extra: extra.id, answer: done % 9 === 0 ? 'no' : 'yes', ...(large ? {} : { code: booked.code }) })));
      }
      town.itIs(town.now().add({ minutes: 40 }));
      const watch = HONEST[done % HONEST.length] ?? '';
      const { faults } = must(await write(booked, [...SHEET.slice(0, 4), watch]));
      // A sentence too hard to read is sent back before anybody could be alarmed by it.
      await finish(booked, faults.length === 0 ? [...SHEET.slice(0, 4), watch] : SHEET);
      done += 1;
      town.itIs(day);
    }
    day = day.add({ hours: 24 });
    must(await act(seed, async (work) => { await town.app.trust.watch(work); return ok(await town.app.trust.destroyDue(work)); }));
  }
  assert.deepEqual(await signs(), []);
  assert.deepEqual(await look(town.operator, (work) => town.app.trust.quarantines(work, 'all')), []);
});
