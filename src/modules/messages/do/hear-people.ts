import type { PeopleFact } from '#facts/people';
import type { Mandate, Person } from '#modules/people';
import type { Filling, Words } from '#platform/text';
import type { Work } from '#platform/work';
import type { Kind } from '../message.ts';
import { type Notice, type UsesPost, bodyFor, keep, post } from './post.ts';

type Of<Name> = Extract<PeopleFact, { fact: Name }>;
const nameOf = (person: Person): string => `${person.givenName} ${person.familyName}`.trim();

/** Goes to the telephone or mailbox that was typed in, at once; nobody's preference counts. */
async function signInCode(needs: UsesPost, work: Work, key: string, fact: Of<'sign-in-code-made'>): Promise<void> {
  const code = await needs.people.known.codeToSend(work, fact.code);
  if (!code) return;
  const words = needs.words[code.lang];
  const [channel, to] = 'phone' in code.to ? (['sms', code.to.phone] as const) : (['mail', code.to.email] as const);
  const country = to.startsWith('+44') ? 'GB' : 'FR';
  const filling = { digits: code.digits, house: needs.house.name, phone: needs.house.phone, until: words.hour(code.until, country) };
  await keep(needs, work, {
    key, kind: 'sign-in-code', receiver: needs.keys.digest(`receiver:${to}`).slice(0, 40), channel, lang: code.lang, country,
    body: { to, title: words.say('messages.sign-in-code-title', filling), text: words.say(`messages.sign-in-code-${channel === 'sms' ? 'sms' : 'text'}`, filling) },
  });
}

/** The old telephone and mailbox are told, so that a thief cannot change them unseen. */
async function contactChanged(needs: UsesPost, work: Work, key: string, fact: Of<'contact-changed'>): Promise<void> {
  const change = await needs.people.known.contactChange(work, fact.change);
  const person = await needs.people.known.person(work, fact.person);
  if (!change || !person) return;
  for (const [channel, to] of [['sms', change.before.phone], ['mail', change.before.email]] as const) {
    if (!to || to === person.phone || to === person.email) continue;
    const notice: Notice = { key, kind: 'contact-changed', to: { ...person, ...(channel === 'sms' ? { phone: to } : { email: to }) }, as: 'self', country: person.country, filling: () => ({}) };
    await keep(needs, work, {
      key, kind: 'contact-changed', person: person.id, receiver: needs.keys.digest(`receiver:${to}`).slice(0, 40), channel, lang: person.lang, country: person.country,
      body: bodyFor(needs, notice, channel, undefined),
    });
  }
}

async function tellBoth(needs: UsesPost, work: Work, key: string, kind: Kind, mandate: Mandate, whom: { household: boolean; helper: boolean }): Promise<void> {
  const [helper, residents] = [await needs.people.known.person(work, mandate.helper), await needs.people.known.residentsOf(work, mandate.home)];
  if (!helper) return;
  const [first] = residents;
  const filling = (words: Words): Filling => ({ helper: nameOf(helper), person: first ? nameOf(first) : '', until: words.date(mandate.until, helper.country) });
  const told = { key, kind, about: mandate.id, home: mandate.home };
  // Everyone who lives there: a mandate over a home is a mandate over all of them.
  if (whom.household) for (const person of residents) if (person.id !== helper.id) await post(needs, work, { ...told, to: person, as: 'self', country: person.country, filling });
  if (whom.helper) await post(needs, work, { ...told, home: undefined, to: helper, as: 'helper', country: helper.country, filling });
}

const ofMandate = (kind: Kind, whom: { household: boolean; helper: boolean }) =>
  async (needs: UsesPost, work: Work, key: string, fact: Of<'mandate-claimed' | 'mandate-given' | 'mandate-revoked'>): Promise<void> => {
    const mandate = await needs.people.known.mandate(work, fact.mandate);
    if (mandate) await tellBoth(needs, work, key, kind, mandate, whom);
  };

/** What is told of people, fact by fact. */
export const HEARS_PEOPLE = {
  'sign-in-code-made': signInCode, 'contact-changed': contactChanged,
  'mandate-claimed': ofMandate('mandate-claimed', { household: true, helper: false }),
  'mandate-given': ofMandate('mandate-given', { household: true, helper: true }),
  'mandate-revoked': ofMandate('mandate-revoked', { household: true, helper: true }),
} as const;
