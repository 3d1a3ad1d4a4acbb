import { type HomeId, type PersonId, type Refusal, type RequestId, type Result, type Scope, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { RequestPlaced } from '../facts.ts';
import { mayNameHome, mayTakeUp } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { BadPhone, CannotReach, NoSuchHome, NoSuchRequest, RequestClosedAlready } from '../refusals.ts';
import { type Request, isOpen, isUnderstood } from '../request.ts';
import type { Who, WhoInput, WhoOutput } from '../verbs.ts';

type UsesPeople = Pick<Needs, 'requests' | 'people' | 'phoneFrom'>;

/** What a helper may do when the person at home has said yes: everything of a request but the person's own code. */
const HELPER_SCOPES: readonly Scope[] = ['see-appointments', 'see-quotes', 'ask', 'answer-quotes'];
const MANDATE_DAYS = 365;

async function takeUp(needs: UsesPeople, work: Work, id: RequestId): Promise<Result<Request, NoSuchRequest | RequestClosedAlready>> {
  const request = await needs.requests.take(work, id);
  if (!request || !mayTakeUp(work.by, request)) return no({ kind: 'no-such-request' });
  return isOpen(request) && request.state !== 'booked' ? ok(request) : no({ kind: 'request-closed' });
}

async function welcome(needs: UsesPeople, work: Work, who: Who, request: Request) {
  const phone = who.phone === undefined ? undefined : needs.phoneFrom(who.phone, request.country);
  if (who.phone !== undefined && phone === undefined) return no({ kind: 'bad-phone' } satisfies BadPhone);
  return needs.people.welcomePerson(work, {
    givenName: who.givenName, familyName: who.familyName, lang: request.lang, country: request.country, prefers: who.prefers,
    ...(phone === undefined ? {} : { phone }), ...(who.email === undefined ? {} : { email: who.email }),
    ...(who.comfort === undefined ? {} : { comfort: who.comfort }), ...(who.largePrint === undefined ? {} : { largePrint: who.largePrint }),
  });
}

async function welcomeHelper(needs: UsesPeople, work: Work, helper: Who, request: Request, home: HomeId): Promise<Result<PersonId, Refusal>> {
  const welcomed = await welcome(needs, work, helper, request);
  if (!welcomed.ok) return welcomed;
  // A mandate is told to the household: of a quiet request nothing may be. Its code is the only way in.
  if (request.quiet) return ok(welcomed.value.id);
  const until = work.now.add({ hours: MANDATE_DAYS * 24 });
  const given = await needs.people.giveMandate(work, { home, helper: welcomed.value.id, scopes: HELPER_SCOPES, until, givenHow: 'claimed-by-helper' });
  return given.ok ? ok(welcomed.value.id) : given;
}

async function placed(needs: UsesPeople, work: Work, request: Request, person: PersonId, home: HomeId, helper: PersonId | undefined): Promise<Result<WhoOutput, never>> {
  const place = await needs.people.known.home(work, home);
  const unplaced = place?.at === undefined;
  const known: Request = {
    ...request, person, home, helper: helper ?? request.helper, country: place?.address.country ?? request.country,
    callFirst: unplaced || request.tasks.some((task) => task.leaf === null), state: isUnderstood(request) ? 'placed' : request.state,
  };
  await needs.requests.save(work, known);
  await work.audit({ did: 'tell-who', to: request.id, home, person });
  await work.announce({ fact: 'request-placed', request: request.id, person, home, unplaced } satisfies RequestPlaced);
  return ok({ request: known, person, home, unplaced });
}

/** Who it is for and where. An address that nobody could place is kept, and we ring. */
export async function tellWho(needs: UsesPeople, work: Work, asked: WhoInput): Promise<Result<WhoOutput, NoSuchRequest | RequestClosedAlready | CannotReach | Refusal>> {
  const found = await takeUp(needs, work, asked.request);
  if (!found.ok) return found;
  if (!asked.who.phone && !asked.who.email && asked.who.prefers !== 'letter') return no({ kind: 'no-way-to-reach-you' });
  const request = { ...found.value, country: asked.address.country };
  const person = await welcome(needs, work, asked.who, request);
  if (!person.ok) return person;
  const home = await needs.people.addHome(work, {
    person: person.value.id, address: asked.address, at: asked.at, precision: asked.at === undefined ? undefined : (asked.precision ?? 'pin'), accessNotes: asked.accessNotes,
  });
  if (!home.ok) return home;
  if (!asked.helper) return placed(needs, work, request, person.value.id, home.value.id, undefined);
  const helper = await welcomeHelper(needs, work, asked.helper, request, home.value.id);
  return helper.ok ? placed(needs, work, request, person.value.id, home.value.id, helper.value) : helper;
}

/** Somebody whom we know already names the home it is for. */
export async function tellHome(needs: UsesPeople, work: Work, asked: { request: RequestId; home: HomeId }): Promise<Result<WhoOutput, NoSuchRequest | NoSuchHome | RequestClosedAlready>> {
  const found = await takeUp(needs, work, asked.request);
  if (!found.ok) return found;
  if (!mayNameHome(work.by, asked.home)) return no({ kind: 'no-such-home' });
  const residents = await needs.people.known.residentsOf(work, asked.home);
  const by = work.by.kind === 'person' ? work.by.person : undefined;
  const person = residents.find((resident) => resident.id === by) ?? residents[0];
  if (!person) return no({ kind: 'no-such-home' });
  const helps = by !== undefined && by !== person.id && work.by.kind === 'person' && !work.by.roles.includes('operator');
  return placed(needs, work, found.value, person.id, asked.home, helps ? by : undefined);
}
