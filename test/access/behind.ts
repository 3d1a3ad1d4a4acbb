/** What lies behind the doors: the things of three households, so that each is somebody's own and somebody else's. */
import { deflateSync } from 'node:zlib';
import { type Actor, type Id, type IdKind, type RequestId, type VisitId, jobActor, money, must, newId, ok, visitor } from '#kernel';
import { sql } from '#platform/db';
import type { Work } from '#platform/work';
import { actorOf, soulNamed } from '../../worlds/stage.ts';
import type { TestTown } from './town.ts';

/** Ids by the name under which addresses, queries and bodies carry them. */
export type Things = Readonly<Record<string, string>>;
/**
 * `past`: of Odette, ended and paid. `other`: of the Perrots, by a technician who was suspended since. `now`: at Marcel's,
 * going on. `quiet`: of somebody who fears a person near them; Lucien lives there too.
 */
export type Target = 'past' | 'other' | 'now' | 'quiet';
export const TARGETS: readonly Target[] = ['past', 'other', 'now', 'quiet'];
export type Behind = Readonly<{ of: Readonly<Record<Target, Things>>; missing: Things; code: string; wrongCode: string }>;

const world = jobActor('test');
const KINDS = {
  visit: 'Visit', request: 'Request', quote: 'Quote', invoice: 'Invoice', payment: 'Payment', extra: 'Extra', home: 'Home', person: 'Person', mandate: 'Mandate', technician: 'Technician', provider: 'Provider', message: 'Message', letter: 'Message', photo: 'File', task: 'Task', hold: 'Hold', part: 'Part', device: 'Device', agreement: 'Agreement', inbox: 'Message', technicianChange: 'Change',
} as const satisfies Record<string, IdKind>;

/** The same household with its request that is not booked yet, where it has one. */
export const asOpen = (things: Things): Things => ({ ...things, ...(things['openReference'] ? { reference: things['openReference'], request: things['openRequest'] ?? '', quote: things['openQuote'] ?? '', task: things['openTask'] ?? '' } : {}) });

/** Ids that nobody has, of the right shape. */
const nowhere = (): Things => ({ ...Object.fromEntries(Object.entries(KINDS).map(([name, kind]) => [name, newId(kind)])), reference: 'ZZZ-ZZ9', file: `${newId('Quote')}.pdf`, note: `${newId('Invoice')}.pdf`, secret: newId('File').replace('fil', 'sec'), complaint: newId('Complaint'), plan: newId('Plan'), evidence: newId('File'), export: newId('File'), round: newId('Plan'), link: 'A'.repeat(22), draft: newId('File'), matter: newId('Complaint'), change: `chg_${newId('Message').slice(4)}`, payChange: `pch_${newId('Technician').slice(4)}`, token: 'A'.repeat(43), slot: 'nowhere' });

type House = Pick<TestTown, 'stage' | 'app' | 'ground' | 'clock'>;

/** Brings it about: a helper of every sort, a suspension, a visit that goes on, a time that is held. */
export async function layBehind(town: TestTown): Promise<Behind> {
  const { stage } = town;
  await suspend(town);
  const now = await visitGoesOn(town);
  await town.app.messages.deliver(500);
  const past = await thingsOf(town, 'odette', 'lanterne', 'samira');
  const other = await thingsOf(town, 'perrot', 'trois', 'gael');
  const going = { ...(await thingsOf(town, 'marcel', 'lanterne', 'ines')), ...now.things };
  const quiet = await quietVisit(town);
  const { visit: wasThere } = past;
  const credit = must(await town.ground.works.inWork(actorOf(soulNamed(stage, 'helene')), async (work) => {
    const bill = must(await town.app.billing.invoice(work, past['invoice'] as Id<'Invoice'>));
    return town.app.billing.creditNote(work, { invoice: bill.id, why: 'Pour cet essai.', lines: [{ line: bill.lines[0]?.id ?? '', gross: 1 }] });
  }));
  must(await town.ground.works.inWork(actorOf(soulNamed(stage, 'odette')), (work) => town.app.pricing.setSecondEyes(work, { home: past['home'] as Id<'Home'>, person: soulNamed(stage, 'claire').person, above: money(1_00, 'EUR') })));
  const first = await town.ground.works.looking(world, (work) => town.app.booking.known.visit(work, wasThere as VisitId));
  const change = await contactChange(town);
  const staffLink = must(await town.ground.works.inWork(actorOf(soulNamed(stage, 'tom')), (work) => town.app.people.inviteStaff(work, { person: soulNamed(stage, 'coralie').person, roles: [] })));
  const more = await mattersOf(town, past, going);
  return { of: { past: { ...past, ...more.past, token: staffLink.token, change, note: `${credit.id}.pdf`, technician: first?.technician ?? '' }, other, now: { ...going, ...more.now }, quiet }, missing: nowhere(), code: now.code, wrongCode: now.code === '0000' ? '1111' : '0000' };
}

/** What waits for somebody: another account on invoices, another technician, an answer that came in, a document to look at, a sealed password, a wish to be forgotten. */
async function mattersOf(town: TestTown, past: Things, now: Things): Promise<Readonly<Record<'past' | 'now', Things>>> {
  const { app, stage, ground, clock } = town;
  const by = (key: string): Actor => actorOf(soulNamed(stage, key));
  const act = async <T>(who: Actor, todo: (work: Work) => ReturnType<typeof ground.works.inWork<T, { kind: string }>>): Promise<T> => must(await ground.works.inWork(who, todo));
  const visit = await ground.works.looking(world, (work) => app.booking.known.visit(work, past['visit'] as VisitId));
  if (!visit) throw new Error('The visit of the past is gone.');
  const colleague = (await ground.works.looking(world, (work) => app.technicians.techniciansOf(work, visit.provider))).find(({ id }) => id !== visit.technician);
  const pay = await act(by('helene'), (work) => app.technicians.askPayChange(work, { provider: visit.provider, pay: { kind: 'iban', iban: 'FR7630006000011234567890189', name: 'La Lanterne' } }));
  const other = colleague && (await act(world, (work) => app.contracts.known.announceChange(work, { visit: visit.id, quote: visit.quote, request: visit.request, home: visit.home, quiet: false, before: visit.technician, after: colleague.id })));
  const [agreement] = await ground.works.looking(world, (work) => app.contracts.known.agreementsOf(work, visit.request));
  await app.messages.takeIn({ way: 'sms', remoteId: 'of-this-test', from: '+33639980555', text: 'Merci.', at: clock.now() });
  const [came] = await ground.works.looking(by('jules'), (work) => app.messages.inbox(work));
  const evidence = await act(by('samira'), (work) => app.technicians.keepEvidence(work, { technician: soulNamed(stage, 'samira').technician as never, kind: 'insurance', purpose: 'to read until when it holds', type: 'image/png', bytes: dot() }));
  const phone = await act(by('ines'), (work) => app.trust.addPhone(work, { publicKey: { kty: 'RSA', n: 'b'.repeat(512), e: 'AQAB' }, name: 'Chrome, Android' }));
  const secret = await act(by('marcel'), (work) => app.trust.sealSecret(work, { visit: now['visit'] as VisitId, kind: 'device-password', label: 'le portable', phone: phone.id, sealed: 'c2VhbGVk'.repeat(4), wrapped: 'd3JhcHBlZA'.repeat(30), half: 'aGFsZg'.repeat(7) }));
  await act(by('jules'), (work) => app.privacy.askErasure(work, past['person'] as Id<'Person'>));
  if (!other || !agreement || !came) throw new Error(`Something does not wait (${[!!other, !!agreement, !!came].join()}).`);
  return { past: { payChange: pay.id, technicianChange: other.id, agreement: agreement.id, inbox: came.id, evidence: evidence.id }, now: { secret: secret.id } };
}

async function suspend({ stage, app, ground }: House): Promise<void> {
  const technician = soulNamed(stage, 'gael').technician;
  if (technician === undefined) throw new Error('Gaël is no technician any more. Maybe the firm has changed.');
  must(await ground.works.inWork(actorOf(soulNamed(stage, 'ruth')), (work) => app.technicians.suspend(work, { technician, why: 'for this test' })));
}

/** Odette has another telephone since this evening. */
async function contactChange({ stage, app, ground, db }: TestTown): Promise<string> {
  const odette = soulNamed(stage, 'odette');
  must(await ground.works.inWork(actorOf(odette), (work) => app.people.changeContact(work, { person: odette.person, phone: '+33353010099', prefers: 'phone' })));
  const { rows } = await sql<{ id: string }>`select id from people.contact_changes where person_id = ${odette.person} order by at desc limit 1`.execute(db);
  return rows[0]?.id ?? '';
}

/** A picture of one dot, as a telephone would send it. */
export function dot(): Buffer {
  const chunk = (type: string, bytes: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), bytes]);
    const out = Buffer.alloc(8);
    out.writeUInt32BE(bytes.length, 0);
    let crc = ~0;
    for (const byte of body) { crc ^= byte; for (let k = 0; k < 8; k += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xed_b8_83_20 : 0); }
    out.writeInt32BE(~crc, 4);
    return Buffer.concat([out.subarray(0, 4), body, out.subarray(4)]);
  };
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(Buffer.from([0, 200, 120, 40]))), chunk('IEND', Buffer.alloc(0))]);
}

/** Marcel asks, with a photo; Inès is there this morning, has begun and proposes a cable. */
async function visitGoesOn(town: TestTown): Promise<{ things: Things; code: string }> {
  const { stage, app, ground, clock } = town;
  const marcel = actorOf(soulNamed(stage, 'marcel'));
  const ines = soulNamed(stage, 'ines');
  const act = async <T>(by: Actor, todo: (work: Work) => ReturnType<typeof ground.works.inWork<T, { kind: string }>>): Promise<T> => must(await ground.works.inWork(by, todo));
  const photo = must(await ground.files.keep(dot(), { name: 'dot.png' })).id;
  const request = await quoted(town, marcel, photo);
  const quote = (await ground.works.looking(marcel, (work) => app.pricing.quotesFor(work, request))).find(({ provider }) => provider === stage.firms.get('lanterne'));
  if (!quote) throw new Error('La Lanterne has no price for Marcel.');
  const slots = await ground.works.looking(marcel, (work) => app.booking.times(work, quote.id));
  const slot = slots.find(({ technician }) => technician === ines.technician);
  if (!slot) throw new Error('Inès has no time for Marcel.');
  const visit = await act(marcel, (work) => app.booking.book(work, { quote: quote.id, slot: slot.key, expressRequest: true, termsHash: quote.version }));
  clock.set(visit.promisedFrom.toString());
  await act(actorOf(ines), (work) => app.visits.arrive(work, { visit: visit.id }));
  const code = await ground.works.looking(marcel, (work) => app.booking.visitCodeFor(work, visit.id)) ?? '';
  await act(actorOf(ines), (work) => app.visits.checkIn(work, { visit: visit.id, code }));
  const extra = await act(actorOf(ines), (work) => app.visits.proposeExtra(work, { visit: visit.id, why: 'Un câble est usé.', lines: [{ kind: 'parts', says: 'Câble', unit: 'piece', quantity: 1, unitPrice: { cents: 900, currency: 'EUR' } as never, item: 'network-cable-10m' }] }));
  // What would be taken along, as it looks: written down, not signed yet.
  await act(actorOf(ines), (work) => app.visits.writeReceipt(work, { visit: visit.id, what: 'Imprimante', condition: 'Une rayure', purpose: 'Chercher la panne', backup: 'none', askWhom: 'Marcel', freeUpTo: 0, diagnosis: 0, expectedOn: Temporal.PlainDate.from('2026-12-15'), photos: [photo] }));
  const open = await quoted(town, marcel, photo);
  const wanted = (await ground.works.looking(marcel, (work) => app.pricing.quotesFor(work, open)))[0];
  const times = wanted ? await ground.works.looking(marcel, (work) => app.booking.times(work, wanted.id)) : [];
  if (!wanted || !times[0]) throw new Error('Marcel finds no second time.');
  const hold = await act(marcel, (work) => app.booking.hold(work, { quote: wanted.id, slot: times[0]?.key ?? '' }));
  return { code, things: { visit: visit.id, request, quote: quote.id, extra: extra.id, photo, hold: hold.id, openQuote: wanted.id, openRequest: open, slot: times[1]?.key ?? '', ...(await referenceOf(town, request)), openReference: (await referenceOf(town, open)).reference, openTask: (await referenceOf(town, open)).task } };
}

/** Somebody fears whoever reads along. The house keeps quiet; only their code opens it. Lucien, who lives there, must not learn of it. */
async function quietVisit({ app, ground, stage }: House): Promise<Things> {
  const made = await ground.works.inWork(visitor, async (work) => {
    const asked = must(await app.booking.ask(work, { words: 'Je pense que mon mari a mis un logiciel espion sur mon téléphone et lit tous mes messages.', lang: 'fr', country: 'FR', askedFor: 'me', source: 'web' }));
    return ok(asked);
  });
  const { request, quiet } = must(made);
  if (!quiet) throw new Error('This request is not quiet. Maybe the rules of safety have changed.');
  const by: Actor = { kind: 'asker', request };
  const told = must(await ground.works.inWork(by, async (work) => {
    const seen = await app.booking.request(work, request);
    for (const task of seen?.tasks ?? []) must(await app.booking.understandBetter(work, { request, task: task.id, leaf: 'privacy-surveillance-stalking' }));
    must(await app.booking.chooseWay(work, { request, way: 'visit' }));
    const who = must(await app.booking.tellWho(work, { request, who: { givenName: 'Simone', familyName: 'Perrot', phone: '+33639980009', prefers: 'sms' }, address: { line: '35 Quai d\'Armançon', postcode: '21140', town: 'Semur-en-Auxois', country: 'FR' }, at: { lat: 47.4906, lng: 4.3333 }, precision: 'pin' }));
    must(await app.booking.askForQuotes(work, { request }));
    return ok(who);
  }));
  must(await ground.works.inWork(actorOf(soulNamed(stage, 'jules')), (work) => app.people.addResident(work, { home: told.home, person: soulNamed(stage, 'lucien').person })));
  const quote = (await ground.works.looking(by, (work) => app.pricing.quotesFor(work, request)))[0];
  const slot = quote && (await ground.works.looking(by, (work) => app.booking.times(work, quote.id)))[0];
  if (!quote || !slot) throw new Error('There is no price or no time for the quiet request.');
  const visit = must(await ground.works.inWork(by, (work) => app.booking.book(work, { quote: quote.id, slot: slot.key, expressRequest: true, termsHash: quote.version })));
  return { request, quote: quote.id, visit: visit.id, file: `${quote.id}.pdf`, ...(await referenceOf({ app, ground, stage } as House, request)) };
}

const referenceOf = async ({ app, ground }: House, id: RequestId): Promise<{ reference: string; task: string }> => {
  const request = await ground.works.looking(world, (work) => app.booking.known.request(work, id));
  return { reference: request?.reference ?? '', task: request?.tasks[0]?.id ?? '' };
};

export async function quoted({ app, ground, stage }: House, by: Actor, photo: Id<'File'>): Promise<RequestId> {
  const home = stage.households.get('marcel')?.home;
  if (!home) throw new Error('Marcel does not live here any more.');
  const done = await ground.works.inWork(by, async (work) => {
    const asked = must(await app.booking.ask(work, { words: 'Mon imprimante n’imprime plus.', lang: 'fr', country: 'FR', askedFor: 'me', source: 'web', photos: [photo] }));
    const told = must(await app.booking.tellHome(work, { request: asked.request, home }));
    for (const task of told.request.tasks) must(await app.booking.understandBetter(work, { request: asked.request, task: task.id, leaf: 'printer-problem' }));
    must(await app.booking.chooseWay(work, { request: asked.request, way: 'visit' }));
    must(await app.booking.askForQuotes(work, { request: asked.request }));
    return ok(asked.request);
  });
  return must(done);
}

async function thingsOf(town: House, household: string, firm: string, technicianKey: string): Promise<Things> {
  const { app, ground, stage } = town;
  const house = stage.households.get(household);
  const [first] = house?.souls ?? [];
  const technician = soulNamed(stage, technicianKey).technician;
  if (!house || !first || technician === undefined) throw new Error(`The household (${household}) is not as this test knows it.`);
  return ground.works.looking(world, async (work) => {
    const visit = (await app.booking.visitsOf(work, house.home)).at(-1);
    const request = visit && (await app.booking.known.request(work, visit.request));
    const invoice = (await app.billing.invoicesOf(work, house.home))[0];
    const extras = visit ? await app.visits.extrasOf(work, visit.id) : [];
    const told = await app.messages.outbox(work, { person: first.person, limit: 200 });
    const message = told.find(({ channel, state }) => channel === 'call' && state === 'waiting');
    const letter = told.find(({ channel, state }) => channel === 'letter' && state === 'sent');
    const device = (await app.devices.devicesOf(work, house.home))[0];
    const mandate = (await app.people.mandatesOf(work, house.home)).find(({ helper }) => !stage.souls.has('claire') || helper === soulNamed(stage, 'claire').person);
    const all: Record<string, string | undefined> = {
      home: house.home, person: first.person, provider: stage.firms.get(firm), technician, visit: visit?.id, request: request?.id, reference: request?.reference, task: request?.tasks[0]?.id, quote: visit?.quote, file: visit && `${visit.quote}.pdf`,
      invoice: invoice?.id, payment: invoice?.payments[0]?.id, extra: extras[0]?.id, message: message?.id, letter: letter?.id, device: device?.id, mandate: mandate?.id,
    };
    return Object.fromEntries(Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined));
  });
}
