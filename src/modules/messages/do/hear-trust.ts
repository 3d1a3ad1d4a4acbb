import type { Country } from '#kernel';
import type { TechniciansFact } from '#facts/technicians';
import type { TrustFact } from '#facts/trust';
import type { Person } from '#modules/people';
import type { Filling, Words } from '#platform/text';
import type { Work } from '#platform/work';
import type { Kind } from '../message.ts';
import { type Notice, type UsesPost, bodyFor, keep, post } from './post.ts';
import { type Audience, type Scene, sceneOf, tellHousehold } from './tell-of-visit.ts';

type Of<F, Name> = Extract<F, { fact: Name }>;
type OfVisit = Of<TrustFact, 'visit-held' | 'visit-stands-again' | 'secret-opened' | 'secrets-destroyed'>;

const BOTH: Audience = { self: true, helpers: 'see-appointments' };
// Of secrets a helper learns nothing, not even that there are any.
const SELF: Audience = { self: true };

const telling = (kind: Kind, audience: Audience, holds: (scene: Scene, fact: OfVisit) => boolean) => async (needs: UsesPost, work: Work, key: string, fact: OfVisit): Promise<void> => {
  const scene = await sceneOf(needs, work, fact.visit);
  if (!scene || !holds(scene, fact)) return;
  await tellHousehold(needs, work, key, kind, scene, audience, { filling: (words) => ({ why: 'why' in fact && words.knows(`messages.secret-gone-${fact.why}`) ? words.say(`messages.secret-gone-${fact.why}`) : '' }) });
};
const stands = (scene: Scene): boolean => scene.visit.state === 'booked';

async function tellTechnician(needs: UsesPost, work: Work, key: string, kind: Kind, technician: Of<TrustFact, 'technician-quarantined'>['technician'], filling: (words: Words, person: Person) => Filling): Promise<void> {
  const who = await needs.reads.technicians.technician(work, technician);
  const person = who && (await needs.people.known.person(work, who.person));
  if (person) await post(needs, work, { key, kind, to: person, as: 'self', country: person.country, filling: (words) => filling(words, person) });
}

/** Whom an alarm is about, and in which country: the office there picks up the telephone, in its language. */
type About = Readonly<{ name: string; country: Country }>;
const NOBODY: About = { name: '', country: 'FR' };

/** A line on the list that somebody in the office works through, before all others. */
async function alert(needs: UsesPost, work: Work, key: string, about: string, { name, country }: About, what: string): Promise<void> {
  const to: Person = { id: '' as Person['id'], givenName: '', familyName: '', lang: country === 'GB' ? 'en' : 'fr', country, prefers: 'phone', largePrint: false };
  const notice: Notice = { key, kind: 'trust-alert', to, as: 'self', country, filling: (words) => ({ technician: name, why: words.say(`messages.alert-${what}`) }) };
  await keep(needs, work, { key, kind: 'trust-alert', receiver: 'operator', about, channel: 'call', lang: to.lang, country, body: bodyFor(needs, notice, 'call', undefined) });
}

const aboutTechnician = async (needs: UsesPost, work: Work, technician: Of<TrustFact, 'technician-quarantined'>['technician']): Promise<About> => {
  const who = await needs.reads.technicians.technician(work, technician);
  const person = who && (await needs.people.known.person(work, who.person));
  return { name: who ? `${who.firstName} ${who.lastInitial}.` : '', country: person?.country ?? NOBODY.country };
};
const aboutVisit = async (needs: UsesPost, work: Work, visit: OfVisit['visit']): Promise<About> => {
  const scene = await sceneOf(needs, work, visit);
  return scene ? { name: scene.technician, country: scene.visit.country } : NOBODY;
};

async function quarantined(needs: UsesPost, work: Work, key: string, fact: Of<TrustFact, 'technician-quarantined' | 'quarantine-overdue'>): Promise<void> {
  const isNew = fact.fact === 'technician-quarantined';
  await alert(needs, work, key, fact.quarantine, await aboutTechnician(needs, work, fact.technician), isNew ? 'quarantine' : 'overdue');
  if (isNew) await tellTechnician(needs, work, key, 'technician-stopped', fact.technician, () => ({}));
}

async function payChangeAsked(needs: UsesPost, work: Work, key: string, fact: Of<TechniciansFact, 'pay-change-asked'>): Promise<void> {
  const provider = await needs.reads.technicians.provider(work, fact.provider);
  if (!provider) return;
  const lang = provider.country === 'GB' ? 'en' : 'fr';
  const to: Person = { id: '' as Person['id'], givenName: provider.name, familyName: '', lang, country: provider.country, prefers: 'mail', largePrint: false, email: provider.email, phone: provider.phone };
  for (const channel of ['mail', 'sms'] as const) {
    await keep(needs, work, {
      key, kind: 'pay-change-asked', receiver: needs.keys.digest(`receiver:${provider.email}`).slice(0, 40), about: fact.change, channel, lang, country: provider.country,
      body: bodyFor(needs, { key, kind: 'pay-change-asked', to, as: 'self', country: provider.country, filling: () => ({ provider: provider.name }) }, channel, undefined),
    });
  }
}

/** What is told of trust, fact by fact. */
export const HEARS_TRUST = {
  'visit-held': telling('visit-held', BOTH, stands), 'visit-stands-again': telling('visit-stands-again', BOTH, stands),
  'secret-opened': telling('secret-opened', SELF, () => true),
  'secrets-destroyed': telling('secrets-destroyed', SELF, (_scene, fact) => 'why' in fact && fact.why !== 'taken-back'),
  'technician-quarantined': quarantined, 'quarantine-overdue': quarantined,
  'quarantine-decided': async (needs: UsesPost, work: Work, key: string, fact: Of<TrustFact, 'quarantine-decided'>): Promise<void> =>
    tellTechnician(needs, work, key, 'quarantine-decided', fact.technician, (words) => ({ why: words.say(`messages.decided-${fact.decision}`) })),
  'report-made': async (needs: UsesPost, work: Work, key: string, fact: Of<TrustFact, 'report-made'>): Promise<void> => alert(needs, work, key, fact.report, NOBODY, 'report'),
  'worry-told': async (needs: UsesPost, work: Work, key: string, fact: Of<TrustFact, 'worry-told'>): Promise<void> => alert(needs, work, key, fact.worry, await aboutVisit(needs, work, fact.visit), 'worry'),
  'sign-noticed': async (needs: UsesPost, work: Work, key: string, fact: Of<TrustFact, 'sign-noticed'>): Promise<void> => alert(needs, work, key, fact.sign, await aboutTechnician(needs, work, fact.technician), 'sign'),
  'vetting-expires': async (needs: UsesPost, work: Work, key: string, fact: Of<TechniciansFact, 'vetting-expires'>): Promise<void> =>
    tellTechnician(needs, work, key, 'vetting-expires', fact.technician, (words, person) => ({ until: words.date(work.now.add({ hours: 24 * fact.days }), person.country) })),
  'pay-change-asked': payChangeAsked,
} as const;
