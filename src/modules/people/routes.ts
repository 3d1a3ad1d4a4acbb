import { z } from 'zod';
import { type Actor, type HomeId, type MandateId, type PersonId, type Refusal, type Result, isId, no, ok } from '#kernel';
import { type Call, type Door, type Reply, idShape, instantShape, json, listAsks, missing, onePage, pageAsks, pageOf, placeIn, problem, refused, route } from '#platform/http/index';
import type { Work } from '#platform/work';
import { address, asksToAddHome, asksToChangeContact, asksToPlaceHome, asksToSetComfort, asksToWelcome, latLng, phoneFrom, precision } from './asks.ts';
import type { Found, People } from './front.ts';
import type { Home } from './home.ts';
import { type Mandate, SCOPES, isInForce } from './mandate.ts';
import { COMFORTS, PREFERS, type Person } from './person.ts';

type Saw = 'address' | 'contact' | 'note';
type Read<T> = Readonly<{ shows: T; opened: readonly Readonly<{ saw: Saw; home: HomeId }>[] }>;
/** Reads and writes down, in one work, what staff thereby opened of a household. */
type Opening = <T>(by: Actor, read: (work: Work) => Promise<Read<T> | undefined>) => Promise<T | undefined>;
type Needs = Readonly<{ people: People; opening: Opening }>;

const person = z.object({
  id: idShape('per'), givenName: z.string(), familyName: z.string(), lang: z.enum(['en', 'fr']), country: z.enum(['FR', 'GB']), phone: z.string().optional(), email: z.string().optional(), prefers: z.enum(PREFERS as ['sms']),
  comfort: z.enum(COMFORTS as ['fine-alone']).optional(), largePrint: z.boolean(),
});
const home = z.object({ id: idShape('hom'), address, at: latLng.optional(), precision: precision.optional(), accessNotes: z.string().optional() });
const scope = z.enum(SCOPES as ['ask']);
const mandate = z.object({ id: idShape('man'), home: idShape('hom'), helper: idShape('per'), scopes: z.array(scope), from: instantShape, until: instantShape, givenHow: z.string(), confirmedAt: instantShape.optional(), revokedAt: instantShape.optional(), inForce: z.boolean() });

const seenPerson = ({ id, givenName, familyName, lang, country, phone, email, prefers, comfort, largePrint }: Person) => ({ id, givenName, familyName, lang, country, phone, email, prefers, comfort, largePrint });
const seenHome = ({ id, address: where, at, precision: to, accessNotes }: Home) => ({ id, address: where, at, precision: to, accessNotes });
const seenMandate = (given: Mandate, now: Temporal.Instant) => ({
  id: given.id, home: given.home, helper: given.helper, scopes: given.scopes, from: given.from, until: given.until, givenHow: given.givenHow, confirmedAt: given.confirmedAt, revokedAt: given.revokedAt, inForce: isInForce(given, now),
});
const openedHome = ({ id, accessNotes }: Home): Read<unknown>['opened'] => [{ saw: 'address', home: id }, ...(accessNotes ? [{ saw: 'note' as const, home: id }] : [])];

/** What changes one's own account takes a fresh proof; the office works for whoever rang. */
const isOwn = ({ by, params }: Pick<Call, 'by' | 'params'>): boolean => by.kind === 'person' && by.person === params['person'];
/** Who helps is changed at home after a fresh proof, by the office for whoever rang; in their own home those of the office are people at home. */
const forOwnHome = ({ by, params }: Pick<Call, 'by' | 'params'>): boolean => by.kind === 'person' && (by.roles.length === 0 || by.homes.some((home) => home === params['home']));
const withPerson = (call: Pick<Call, 'params'>, todo: (id: PersonId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['person'] ?? ''; return isId('Person', id) ? todo(id) : missing; };
const withHome = (call: Pick<Call, 'params'>, todo: (id: HomeId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['home'] ?? ''; return isId('Home', id) ? todo(id) : missing; };
const withMandate = (call: Pick<Call, 'params'>, todo: (id: MandateId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['mandate'] ?? ''; return isId('Mandate', id) ? todo(id) : missing; };
const noSuchHome = refused({ kind: 'no-such-home' });

/** Persons, homes and trusted helpers, for programs. */
export const peopleRoutes = (needs: Needs): Door[] => [...sessionRoutes(needs.people), ...personRoutes(needs), ...homeRoutes(needs), ...mandateRoutes(needs.people)];

const sessionRoutes = (people: People): Door[] => [
  route({
    method: 'GET', path: '/me', who: ['asker'], summary: 'Who you are to this house, and what you may act for',
    gives: z.object({ person: idShape('per').nullable(), request: idShape('req').nullable(), homes: z.array(idShape('hom')), mandates: z.array(z.object({ home: idShape('hom'), scopes: z.array(scope) })), roles: z.array(z.string()), technician: idShape('tec').nullable(), provider: idShape('pro').nullable() }),
    answer: ({ by }) => json({
      person: by.kind === 'person' ? by.person : null, request: by.kind === 'asker' ? by.request : null, homes: by.kind === 'person' ? by.homes : [], mandates: by.kind === 'person' ? by.mandates : [],
      roles: by.kind === 'person' ? by.roles : [], technician: (by.kind === 'person' && by.technician) || null, provider: (by.kind === 'person' && by.provider) || null,
    }),
  }),
  route({
    method: 'POST', path: '/sign-in-codes', who: ['anyone'], limit: 'ask', summary: 'Have a code sent to a telephone or a mailbox; the answer is the same for one that we do not know', asks: z.object({ phone: z.string().regex(/^\+[1-9]\d{6,14}$/) }).or(z.object({ email: z.email().max(254) })), gives: z.object({ code: z.string(), until: instantShape }),
    answer: (call) => call.change((work) => people.askForCode(work, call.asked), (sent) => json(sent, 201), refused),
  }),
  route({
    method: 'POST', path: '/sessions', who: ['anyone'], limit: 'code', summary: 'Sign in with the digits that were sent; `which` names the people of a shared telephone', asks: z.object({ code: z.string().min(8).max(64), digits: z.string().regex(/^\d{6}$/), person: z.string().refine((id) => isId('Person', id)).optional() }),
    gives: z.object({ person: idShape('per'), token: z.string(), until: instantShape }).or(z.object({ which: z.array(z.object({ person: idShape('per'), givenName: z.string() })) })),
    answer: (call) => call.change((work) => people.useCode(work, { code: call.asked.code, digits: call.asked.digits, device: call.device, ...(call.asked.person ? { person: call.asked.person as PersonId } : {}) }), (tried) => {
      switch (tried.kind) {
        case 'signed-in': return json({ person: tried.person, token: tried.token, until: tried.until }, 201);
        case 'which': return json({ which: tried.persons });
        case 'wrong': case 'over': return problem(409, 'code-does-not-fit', 'These digits do not fit, or the code is old. Ask for a new one.');
      }
    }, refused),
  }),
  route({
    method: 'DELETE', path: '/sessions/mine', who: ['asker'], summary: 'Sign out', gives: z.object({ ended: z.number() }),
    answer: (call) => call.change((work) => (call.token ? people.endSession(work, call.token) : Promise.resolve(ok(true as const))), () => json({ ended: 1 }), refused),
  }),
];

const personRoutes = ({ people, opening }: Needs): Door[] => [
  route({
    method: 'GET', path: '/people', who: ['operator'], summary: 'Find people by name, telephone, street, town or postcode; at most twenty', asks: z.object({ q: z.string().trim().min(2).max(120), ...pageAsks }), gives: pageOf(z.object({ person, homes: z.array(home) })),
    answer: async (call) => {
      const found = await opening(call.by, async (work): Promise<Read<readonly Found[]>> => {
        const shows = await people.find(work, call.asked.q);
        return { shows, opened: shows.flatMap(({ homes }) => homes.flatMap((one) => [...openedHome(one), { saw: 'contact' as const, home: one.id }])) };
      });
      return onePage(found ?? [], call.asked, { of: (one) => `${one.person.familyName} ${one.person.givenName} ${one.person.id}`, order: 'up' }, (one) => ({ person: seenPerson(one.person), homes: one.homes.map(seenHome) }));
    },
  }),
  route({
    method: 'POST', path: '/people', who: ['operator'], summary: 'Write down somebody new, as they say it on the telephone', asks: asksToWelcome, gives: person,
    answer: (call) => call.change((work) => people.welcomePerson(work, call.asked), (made) => json(seenPerson(made), 201), refused),
  }),
  route({
    method: 'GET', path: '/people/:person', who: ['asker'], summary: 'A person: yourself, whom you live with or help, or for staff', gives: person,
    answer: (call) => withPerson(call, async (id) => {
      const found = await opening(call.by, async (work) => {
        const shows = await people.person(work, id);
        return shows && { shows, opened: (await people.known.homesOf(work, id)).map((one) => ({ saw: 'contact' as const, home: one.id })) };
      });
      return found ? json(seenPerson(found)) : refused({ kind: 'no-such-person' });
    }),
  }),
  route({ method: 'PUT', path: '/people/:person/contact', who: ['asker'], proved: isOwn, summary: 'How to reach them; what is not said is taken away, and the old ways are told', asks: asksToChangeContact.omit({ person: true }), gives: person, answer: (call) => withPerson(call, (id) => call.change((work) => people.changeContact(work, { ...call.asked, person: id }), (done) => json(seenPerson(done)), refused)) }),
  route({ method: 'PUT', path: '/people/:person/comfort', who: ['asker'], summary: 'How at home they feel with such things', asks: asksToSetComfort.omit({ person: true }), gives: person, answer: (call) => withPerson(call, (id) => call.change((work) => people.setComfort(work, { ...call.asked, person: id }), (done) => json(seenPerson(done)), refused)) }),
  route({ method: 'DELETE', path: '/people/:person/sessions', who: ['person'], proved: isOwn, summary: 'End everything that is signed in as this person', gives: z.object({ ended: z.number() }), answer: (call) => withPerson(call, (id) => call.change((work) => people.endAllSessions(work, id), (done) => json(done), refused)) }),
];

const homeRoutes = ({ people, opening }: Needs): Door[] => [
  route({
    method: 'GET', path: '/people/:person/homes', who: ['asker'], summary: 'Where somebody lives', asks: listAsks, gives: pageOf(home),
    answer: (call) => withPerson(call, async (id) => {
      const found = await opening(call.by, async (work): Promise<Read<readonly Home[]> | undefined> => {
        if (!(await people.person(work, id))) return undefined;
        const shows = await people.homesOf(work, id);
        return { shows, opened: shows.flatMap(openedHome) };
      });
      return found ? onePage(found, call.asked, { of: (one) => one.id, order: 'up' }, seenHome) : refused({ kind: 'no-such-person' });
    }),
  }),
  route({ method: 'POST', path: '/homes', who: ['asker'], summary: 'Write down where somebody lives; without `at` nobody has placed it yet', asks: asksToAddHome, gives: home, answer: (call) => call.change((work) => people.addHome(work, call.asked), (made) => json(seenHome(made), 201), refused) }),
  route({
    method: 'GET', path: '/homes/:home', who: ['asker'], summary: 'A home: yours, one you help in, or for staff', gives: home,
    answer: (call) => withHome(call, async (id) => {
      const found = await opening(call.by, async (work) => { const shows = await people.home(work, id); return shows && { shows, opened: openedHome(shows) }; });
      return found ? json(seenHome(found)) : noSuchHome;
    }),
  }),
  route({ method: 'PUT', path: '/homes/:home/place', who: ['asker'], summary: 'Put an address on the map', asks: asksToPlaceHome.omit({ home: true }), gives: home, answer: (call) => withHome(call, (id) => call.change((work) => people.placeHome(work, { ...call.asked, home: id }), (done) => json(seenHome(done)), refused)) }),
  route({
    method: 'GET', path: '/homes/:home/residents', who: ['asker'], summary: 'Who lives there', asks: listAsks, gives: pageOf(person),
    answer: (call) => withHome(call, async (id) => {
      const found = await opening(call.by, async (work): Promise<Read<readonly Person[]> | undefined> => ((await people.home(work, id)) ? { shows: await people.residentsOf(work, id), opened: [{ saw: 'contact', home: id }] } : undefined));
      return found ? onePage(found, call.asked, { of: (one) => one.id, order: 'up' }, seenPerson) : noSuchHome;
    }),
  }),
];

const helperAsks = z.object({
  helper: z.object({ givenName: z.string().trim().min(1).max(80), familyName: z.string().trim().max(80), phone: z.string().trim().min(6).max(40) }),
  scopes: z.array(scope).min(1), months: z.number().int().min(1).max(24),
});

const mandateRoutes = (people: People): Door[] => [
  route({
    method: 'GET', path: '/homes/:home/mandates', who: ['asker'], summary: 'Whom a home trusts, ended mandates too, the newest first', asks: listAsks, gives: pageOf(mandate),
    answer: (call) => withHome(call, async (id) => {
      const found = await call.look(async (work) => ((await people.home(work, id)) ? (await people.mandatesOf(work, id)).map((one) => seenMandate(one, work.now)) : undefined));
      return found ? onePage(found, call.asked, { of: (one) => placeIn(one.from, one.id), order: 'down' }, (one) => one) : noSuchHome;
    }),
  }),
  route({
    method: 'POST', path: '/homes/:home/mandates', who: ['person'], proved: forOwnHome, summary: 'Trust a helper: with what, for how many months', asks: helperAsks, gives: mandate,
    answer: (call) => withHome(call, (id) => call.change((work) => trust(people, work, id, call.asked, call.lang), (made) => json(seenMandate(made, made.from), 201), trustRefused)),
  }),
  ...(['confirmation', 'revocation'] as const).map((what) => route({
    method: 'POST', path: `/mandates/:mandate/${what}`, who: ['person'], proved: forOwnHome, summary: what === 'confirmation' ? 'Say yes to what a helper claimed' : 'End a mandate now', gives: mandate,
    answer: (call) => withMandate(call, (id) => call.change(async (work) => {
      const done = await (what === 'confirmation' ? people.confirmMandate(work, id) : people.revokeMandate(work, id));
      return done.ok ? ok(seenMandate(done.value, work.now)) : done;
    }, (done) => json(done), refused)),
  })),
];

/** The helper is who answers that telephone under that name, or somebody new. */
async function trust(people: People, work: Work, id: HomeId, asked: z.infer<typeof helperAsks>, lang: Person['lang']): Promise<Result<Mandate, Refusal>> {
  const where = await people.home(work, id);
  if (!where) return no({ kind: 'no-such-home' });
  const phone = phoneFrom(asked.helper.phone, where.address.country);
  if (!phone) return no({ kind: 'phone-unclear' });
  const known = (await people.known.withPhone(work, phone)).find((one) => one.givenName.toLowerCase() === asked.helper.givenName.toLowerCase());
  const helper = known ? ok(known) : await people.welcomePerson(work, { givenName: asked.helper.givenName, familyName: asked.helper.familyName, lang, country: where.address.country, phone, prefers: 'sms' });
  if (!helper.ok) return helper;
  const until = work.now.toZonedDateTimeISO('UTC').add({ months: asked.months }).toInstant();
  return people.giveMandate(work, { home: id, helper: helper.value.id, scopes: asked.scopes, until, givenHow: work.by.kind === 'person' && work.by.homes.includes(id) ? 'on-screen' : 'phone' });
}
const trustRefused = (refusal: Refusal): Reply => (refusal.kind === 'phone-unclear' ? problem(422, 'not-understood', 'Some fields were not accepted.', [{ pointer: '/helper/phone', detail: 'a telephone number of this country, or one with + and its country' }]) : refused(refusal));
