import type { Scope, VisitId } from '#kernel';
import type { Person } from '#modules/people';
import type { Filling, Words } from '#platform/text';
import type { Work } from '#platform/work';
import type { Body, Kind } from '../message.ts';
import type { RequestSeen, VisitSeen } from '../needs.ts';
import { type Notice, type UsesPost, bodyFor, keep, post } from './post.ts';

/** What is known about a visit when something about it is told. */
export type Scene = Readonly<{ visit: VisitSeen; request: RequestSeen; person: Person | undefined; technician: string; car: string; provider: string }>;

export async function sceneOf(needs: UsesPost, work: Work, id: VisitId): Promise<Scene | undefined> {
  const visit = await needs.reads.booking.known.visit(work, id);
  const request = visit && (await needs.reads.booking.known.request(work, visit.request));
  if (!visit || !request) return undefined;
  const who = await needs.reads.technicians.technician(work, visit.technician);
  const provider = await needs.reads.technicians.provider(work, visit.provider);
  const person = request.person === undefined ? (await needs.people.known.residentsOf(work, visit.home))[0] : await needs.people.known.person(work, request.person);
  return { visit, request, person, technician: who ? `${who.firstName} ${who.lastInitial}.` : '', car: who?.car ?? '', provider: provider?.name ?? '' };
}

const fillingOf = ({ visit, request, person, technician, car, provider }: Scene, words: Words): Filling => ({
  technician, car, provider, reference: request.reference, person: person ? `${person.givenName} ${person.familyName}`.trim() : '',
  day: words.day(visit.promisedFrom, visit.country), from: words.hour(visit.promisedFrom, visit.country), until: words.hour(visit.promisedUntil, visit.country),
});

/** What is told in addition to who and when: the word and the code, an amount. */
export type More = Readonly<{ filling?: (words: Words) => Filling; large?: Notice['large']; attachment?: Body['attachment'] }>;
export type Audience = Readonly<{ self: boolean; helpers?: Scope }>;

/** Tells the person, and whoever helps them under a mandate that covers it. Of a quiet request nobody is told anything. */
export async function tellHousehold(needs: UsesPost, work: Work, key: string, kind: Kind, scene: Scene, audience: Audience, more: More = {}): Promise<void> {
  const { visit, person } = scene;
  if (visit.quiet || scene.request.quiet) return;
  const about = { key, kind, country: visit.country, by: visit.promisedFrom, about: visit.id, home: visit.home };
  const filling = (words: Words): Filling => ({ ...fillingOf(scene, words), ...more.filling?.(words) });
  if (audience.self && person) await post(needs, work, { ...about, to: person, as: 'self', filling, large: more.large, attachment: more.attachment });
  if (!audience.helpers) return;
  for (const { helper, mandate } of await needs.people.known.helpersOf(work, visit.home)) {
    if (helper.id === person?.id || !mandate.scopes.includes(audience.helpers)) continue;
    await post(needs, work, { ...about, to: helper, as: 'helper', home: undefined, filling });
  }
}

/** The word that is said at the door and the person's own code. */
export async function doorParts(needs: UsesPost, work: Work, id: VisitId): Promise<More> {
  const door = await needs.reads.booking.known.doorOf(work, id);
  if (!door) return {};
  const calendar = await needs.reads.booking.visitCalendar(work, id);
  return {
    filling: () => ({ word: door.word, code: door.code }),
    large: (words) => ({ label: words.say('messages.large-door-word'), text: door.word }),
    ...(calendar === undefined ? {} : { attachment: { name: 'visit.ics', type: 'text/calendar', text: calendar } }),
  };
}

const DAY_HOURS = 36;

/** A change of today or tomorrow reaches the technician too, without a name or an address: their own pages hold those. */
export async function tellTechnician(needs: UsesPost, work: Work, key: string, scene: Scene, technician: VisitSeen['technician']): Promise<void> {
  if (scene.visit.promisedFrom.since(work.now).total('hours') > DAY_HOURS) return;
  const who = await needs.reads.technicians.technician(work, technician);
  const person = who && (await needs.people.known.person(work, who.person));
  if (!person) return;
  const day = (words: Words): Filling => ({ day: words.day(scene.visit.promisedFrom, scene.visit.country) });
  await post(needs, work, { key, kind: 'day-changed', to: person, as: 'self', country: scene.visit.country, about: `day:${scene.visit.id}`, filling: day });
}

/** A line on the operator's telephone list, which comes before all others. */
export async function alertOperator(needs: UsesPost, work: Work, key: string, scene: Scene): Promise<void> {
  const { visit, person } = scene;
  const to: Person = person ?? { id: '' as Person['id'], givenName: '', familyName: '', lang: scene.request.lang, country: visit.country, prefers: 'phone', largePrint: false };
  const notice: Notice = { key, kind: 'operator-alert', to, as: 'self', country: visit.country, filling: (words) => fillingOf(scene, words) };
  // Of a quiet request even the operator's list holds no number: they know from the file whether and how it is safe to ring.
  const body = bodyFor(needs, notice, 'call', undefined);
  const isQuiet = visit.quiet || scene.request.quiet;
  await keep(needs, work, {
    key, kind: 'operator-alert', receiver: 'operator', person: isQuiet ? undefined : person?.id, about: visit.id, channel: 'call', lang: to.lang, country: visit.country,
    body: isQuiet ? { ...body, to: '' } : body,
  });
}
