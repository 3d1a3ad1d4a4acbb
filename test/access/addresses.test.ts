/** Where somebody lives: who of the firms may read it and when, and that whoever of us reads it stands in the journal. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Actor, type PersonId, type Refusal, type RequestId, type Result, jobActor, must, no, visitor } from '#kernel';
import type { Appointment } from '#modules/booking';
import { sql } from '#platform/db';
import { textOf } from '#platform/documents/index';
import type { Door } from '#platform/http/index';
import { keepHouse } from '#platform/installation';
import type { Work, Works } from '#platform/work';
import { doorsOf } from '../../src/site.ts';
import { soulNamed } from '../../worlds/stage.ts';
import { type Behind, type Things, asOpen, layBehind } from './behind.ts';
import { type Caller, everybody } from './callers.ts';
import { callOf, nameOf, wantsOpen } from './samples.ts';
import { type Hung, type TestTown, noLimits, openTestTown, sessionOf } from './town.ts';

let town: TestTown;
let behind: Behind;
let hung: Hung;
let doors: readonly Door[];
/** What was written down while a page was made; the page is then undone, so that each look is a first one. */
let opened: string[] = [];
before(async () => {
  town = await openTestTown();
  behind = await layBehind(town);
  hung = await town.hang({ works: onlyLooking });
  const keeper = keepHouse({ db: town.db, dbOf: town.ground.works.dbOf, house: town.house, keys: town.ground.keys });
  doors = doorsOf({ app: hung.app, ground: { ...hung.ground, limits: noLimits }, keeper }).doors;
});
after(async () => { await town.close(); });

const onlyLooking = (real: Works): Pick<Works, 'inWork'> => ({
  inWork: async <T, E extends Refusal>(by: Actor, todo: (work: Work) => Promise<Result<T, E>>): Promise<Result<T, E>> => {
    let kept: Result<T, E> | undefined;
    await real.inWork(by, async (work) => {
      kept = await todo(work);
      const { rows } = await sql<{ did: string }>`select did from platform.audit_lines where tx = pg_current_xact_id() and did like 'opened-%'`.execute(town.ground.works.dbOf(work));
      opened.push(...rows.map(({ did }) => did));
      return no({ kind: 'only-looking' });
    });
    if (!kept) throw new Error('A work ended without an answer.');
    return kept;
  },
});

/** What an answer says, papers too. Undefined when it opens nothing. */
async function readAt(door: Door, token: string | undefined, things: Things): Promise<string | undefined> {
  opened = [];
  const answer = await hung.site.fetch(callOf(door, things, { cookie: `lang=en; session=${token}`, 'idempotency-key': `look-${++looks}-at-this` }));
  if (answer.headers.get('content-type')?.includes('event-stream')) { await answer.body?.cancel(); return undefined; }
  const bytes = Buffer.from(await answer.arrayBuffer());
  const text = bytes.subarray(0, 4).toString() === '%PDF' ? textOf(bytes) : bytes.toString().replaceAll('\r\n ', '').replaceAll('\\,', ',').replaceAll('&#39;', '\'');
  return answer.status === 200 ? text : undefined;
}
let looks = 0;
/** The demo's own page lists everybody of the invented town. */
const isDemo = (door: Door): boolean => door.path === '/demo';
const looking = (): readonly Door[] => doors.filter((door) => door.method === 'GET' && !isDemo(door));

describe('a technician and their office', () => {
  const CANARY = { line: '4 Impasse des Canaris', phone: '+33353010444', name: 'Bergeronnet', note: 'La clef est sous le pot de romarin.' };
  let visit: Appointment;
  let asked: RequestId;
  let things: Things;
  const world = jobActor('test');
  const act = async <T>(by: Actor, todo: (work: Work) => Promise<Result<T, Refusal>>): Promise<T> => must(await town.ground.works.inWork(by, todo));
  /** Everybody of the firms, newly signed in: who is sent, a colleague, their office, and other firms that gave a price. */
  const FIRMS = ['ines', 'samira', 'coralie', 'helene', 'gregoire', 'basile'];
  const SENT = ['ines', 'helene', 'samira'];
  const BOOKED = ['helene GET /visits/:visit/calendar.ics: where', 'ines GET /day/:visit: where, reach, door, who', 'ines GET /visits/:visit/calendar.ics: where'];

  const PHONES = [CANARY.phone, '03 53 01 04 44'];
  /** Every page, call, paper and calendar that opens to them and says where it is, how to reach them, or how to find the door. */
  async function where(keys: readonly string[] = FIRMS): Promise<string[]> {
    const found: string[] = [];
    for (const key of keys) {
      const token = await sessionOf(town, { person: soulNamed(town.stage, key).person });
      for (const door of looking()) {
        const text = await readAt(door, token, { ...behind.missing, ...things });
        const says = { where: [CANARY.line], reach: PHONES, door: [CANARY.note], who: [CANARY.name] };
        const said = text === undefined ? [] : Object.entries(says).filter(([, plants]) => plants.some((plant) => text.includes(plant))).map(([what]) => what);
        if (said.length > 0) found.push(`${key} ${nameOf(door)}: ${said.join(', ')}`);
      }
    }
    return found.toSorted();
  }
  /** Where more than a name is said. */
  const places = async (keys: readonly string[]): Promise<string[]> => (await where(keys)).filter((one) => !one.endsWith(': who'));
  /** What any of them was ever told by message, attachments too. */
  async function told(): Promise<string> {
    const all: unknown[] = [];
    for (const key of FIRMS) all.push(await town.ground.works.looking(world, (work) => town.app.messages.aboutPerson.export(work, soulNamed(town.stage, key).person)));
    return JSON.stringify(all);
  }
  const itIs = (at: Temporal.Instant): void => town.clock.set(at.toString());

  before(async () => {
    const ask = await act(visitor, (work) => town.app.booking.ask(work, { words: 'Mon imprimante n’imprime plus.', lang: 'fr', country: 'FR', askedFor: 'me', source: 'web', photos: [] }));
    asked = ask.request;
    const by: Actor = { kind: 'asker', request: asked };
    const who = await act(by, async (work) => {
      const seen = await town.app.booking.request(work, asked);
      for (const task of seen?.tasks ?? []) must(await town.app.booking.understandBetter(work, { request: asked, task: task.id, leaf: 'printer-problem' }));
      must(await town.app.booking.chooseWay(work, { request: asked, way: 'visit' }));
      const told = must(await town.app.booking.tellWho(work, { request: asked, who: { givenName: 'Ondine', familyName: CANARY.name, phone: CANARY.phone, prefers: 'sms' }, address: { line: CANARY.line, postcode: '21140', town: 'Semur-en-Auxois', country: 'FR' }, at: { lat: 47.4905, lng: 4.3336 }, precision: 'street', accessNotes: CANARY.note }));
      must(await town.app.booking.askForQuotes(work, { request: asked }));
      return { ok: true, value: told } as const;
    });
    const quotes = await town.ground.works.looking(by, (work) => town.app.pricing.quotesFor(work, asked));
    const quote = quotes.find(({ provider }) => provider === town.stage.firms.get('lanterne'));
    assert.ok(quote && quotes.length >= 2, 'several firms have a price for this home');
    const reference = (await town.ground.works.looking(world, (work) => town.app.booking.known.request(work, asked)))?.reference ?? '';
    things = { request: asked, reference, quote: quote.id, file: `${quote.id}.pdf`, home: who.home, person: who.person, provider: quote.provider, technician: soulNamed(town.stage, 'ines').technician ?? '' };
  });

  test('read nothing but the area and how far it is before it is booked', async () => {
    assert.deepEqual(await where(), []);
    const paper = looking().find((door) => nameOf(door) === 'GET /quotes/:file');
    assert.ok(paper);
    const seen = await readAt(paper, await sessionOf(town, { person: soulNamed(town.stage, 'helene').person }), { ...behind.missing, ...things });
    assert.match(seen ?? '', /21140 Semur-en-Auxois/, 'their own price says for which area it is');
    assert.deepEqual(opened, [], 'and an area is nobody’s address');
  });

  test('read all of it from the booking on, on the pages of who is sent, and each look is a line', async () => {
    const by: Actor = { kind: 'asker', request: asked };
    const quote = things['quote'] as never;
    const slot = (await town.ground.works.looking(by, (work) => town.app.booking.times(work, quote))).find(({ technician }) => technician === soulNamed(town.stage, 'ines').technician);
    assert.ok(slot, 'Inès has a time');
    const version = (await town.ground.works.looking(by, (work) => town.app.pricing.quotesFor(work, asked))).find(({ id }) => id === quote)?.version ?? '';
    visit = await act(by, (work) => town.app.booking.book(work, { quote, slot: slot.key, expressRequest: true, termsHash: version }));
    things = { ...things, visit: visit.id };
    assert.deepEqual(await places(FIRMS), BOOKED);
    await town.app.messages.deliver(500);
    const texts = await told();
    for (const secret of [CANARY.line, CANARY.phone, CANARY.note]) assert.equal(texts.includes(secret), false, `a message says (${secret})`);
  });

  test('read it until a day after the visit, and from then on nothing of it, even while its page was not written', async () => {
    const held = async (): Promise<number> => {
      const answer = await hung.site.request(`http://localhost:3000/day/${visit.id}`, { headers: { cookie: `session=${await sessionOf(town, { person: soulNamed(town.stage, 'ines').person })}` } });
      return Number(answer.headers.get('x-hold-seconds') ?? 0);
    };
    itIs(visit.promisedFrom);
    const lasts = await held();
    assert.ok(lasts > 20 * 3_600 && Temporal.Instant.compare(town.clock.now().add({ seconds: lasts }), visit.plannedEnd.add({ hours: 24 })) <= 0, `a telephone without signal holds it no longer either (${lasts} s)`);
    itIs(visit.plannedEnd.add({ hours: 23, minutes: 59 }));
    assert.deepEqual(await places(SENT), BOOKED);
    itIs(visit.plannedEnd.add({ hours: 24 }));
    assert.deepEqual(await places(SENT), []);
    const page = looking().find((door) => nameOf(door) === 'GET /day/:visit');
    assert.ok(page);
    assert.match((await readAt(page, await sessionOf(town, { person: soulNamed(town.stage, 'ines').person }), { ...behind.missing, ...things })) ?? '', /no longer shown here/, 'she can still write what happened');
  });

  test('lose it with the visit: one that is cancelled is nobody’s any more', async () => {
    itIs(visit.promisedFrom.subtract({ hours: 30 }));
    assert.deepEqual(await places(SENT), BOOKED);
    const by: Actor = { kind: 'asker', request: asked };
    const fee = await town.ground.works.looking(by, (work) => town.app.booking.feeFor(work, visit.id, 'cancel'));
    assert.ok(fee);
    await act(by, (work) => town.app.booking.cancelVisit(work, { visit: visit.id, fee: fee.fee }));
    assert.deepEqual(await places(SENT), []);
    itIs(Temporal.Instant.from('2026-11-24T09:00:00Z'));
  });
});

describe('whoever of us reads where somebody lives, or how to find their door', () => {
  /** By which line a look at each is told. */
  const TOLD_BY = { address: /^opened-(address|paper|letter|listed|found)$/, note: /^opened-note$/ } as const;
  const STAFF = /^(ines|samira|helene|jules|staff: (finance|vetting))$/;
  test('stands in the journal, written in the transaction that reads: every page, call and paper', async () => {
    const plants: Readonly<{ what: keyof typeof TOLD_BY; text: string }>[] = [];
    await town.ground.works.looking(jobActor('test'), async (work) => {
      for (const target of ['past', 'now', 'other'] as const) {
        const home = await town.app.people.known.home(work, behind.of[target]['home'] as never);
        if (home) plants.push({ what: 'address', text: home.address.line }, ...(home.accessNotes ? [{ what: 'note' as const, text: home.accessNotes }] : []));
      }
    });
    assert.equal(plants.length, 6);
    const callers = (await everybody(town, behind)).filter(({ name }) => STAFF.test(name));
    assert.equal(callers.length, 6);
    const unseen: string[] = [];
    let found = 0;
    const tell = (caller: Caller, door: Door, text: string): void => {
      for (const { what, text: plant } of plants) {
        if (!text.includes(plant)) continue;
        found += 1;
        if (!opened.some((did) => TOLD_BY[what].test(did))) unseen.push(`${caller.name} ${nameOf(door)}: ${what}`);
      }
    };
    for (const caller of callers) for (const door of looking()) for (const target of ['past', 'now'] as const) {
      const own = behind.of[target];
      for (const things of wantsOpen(door) ? [own, asOpen(own)] : [own]) {
        const text = await readAt(door, caller.token, { ...behind.missing, ...things });
        if (text !== undefined) tell(caller, door, text);
      }
    }
    assert.ok(found > 40, `only ${found} looks found an address`);
    assert.deepEqual([...new Set(unseen)], []);
  });

  test('a bill that a firm opens later is such a line', async () => {
    const { site } = await town.hang();
    const helene = soulNamed(town.stage, 'helene');
    const token = await sessionOf(town, { person: helene.person });
    const answer = await site.request(`http://localhost:3000/invoices/${behind.of.past['invoice']}.pdf`, { headers: { cookie: `session=${token}` } });
    assert.equal(answer.status, 200);
    const odette = await sessionOf(town, { person: behind.of.past['person'] as PersonId });
    const journal = await (await site.request('http://localhost:3000/mine/journal', { headers: { cookie: `lang=en; session=${odette}` } })).text();
    assert.match(journal, /office of the technician\)\s+opened a document with your name and address\.\s*<span class="quiet">For a visit to you/);
    assert.doesNotMatch(await (await site.request('http://localhost:3000/mine/journal', { headers: { cookie: `lang=en; session=${await sessionOf(town, { person: soulNamed(town.stage, 'marcel').person })}` } })).text(), /opened a document/);
  });
});
