import type { PeopleFact } from '#facts/people';
import type { ErasureAsked, ErasureStopped } from '#facts/privacy';
import type { ContactChange, Mandate, Person } from '#modules/people';
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

/** What changed, in whose words. */
const TOLD: Readonly<Record<ContactChange['what'], Kind>> = { contact: 'contact-changed', passkey: 'passkey-added', 'passkey-removed': 'passkey-removed', helper: 'helper-changing' };

/** The old telephones and mailboxes are told, so that a thief cannot change them unseen; whoever had neither gets a letter or a call. Each can undo it. */
async function contactChanged(needs: UsesPost, work: Work, key: string, fact: Of<'contact-changed'>): Promise<void> {
  const change = await needs.people.known.contactChange(work, fact.change);
  const person = await needs.people.known.person(work, fact.person);
  if (!change || !person || change.undoneAt) return;
  const mandate = change.mandate && (await needs.people.known.mandate(work, change.mandate));
  const helper = mandate && (await needs.people.known.person(work, mandate.helper));
  const kind = TOLD[change.what];
  const filling = (words: Words): Filling => ({ undo: change.code, url: `${needs.house.url}/undo?code=${change.code}`, until: words.date(change.until, person.country), helper: helper ? nameOf(helper) : '' });
  // Who changed the telephone a moment ago may not be they: the ways before it are told too.
  if (change.what !== 'contact') await post(needs, work, { key, kind, to: person, as: 'self', country: person.country, about: change.id, filling });
  const ways = [...change.phones.map((to) => [change.before.prefers === 'phone' ? 'call' : 'sms', to] as const), ...change.emails.map((to) => ['mail', to] as const)];
  for (const [channel, to] of ways) {
    const notice: Notice = { key, kind, to: { ...person, ...(channel === 'mail' ? { email: to } : { phone: to }) }, as: 'self', country: person.country, filling };
    await keep(needs, work, {
      key, kind, person: person.id, receiver: needs.keys.digest(`receiver:${to}`).slice(0, 40), about: change.id, channel, lang: person.lang, country: person.country, body: bodyFor(needs, notice, channel, undefined),
    });
  }
  // Nothing but their door was known of them before.
  if (ways.length === 0 && change.what === 'contact') await post(needs, work, { key, kind, to: { ...person, prefers: 'letter' }, as: 'self', country: person.country, about: change.id, filling });
}

/** Somebody asked on the telephone to be erased: told on the way we have, so that nobody does it in their place. */
const ofErasure = (kind: 'erasure-asked' | 'erasure-stopped') => async (needs: UsesPost, work: Work, key: string, fact: ErasureAsked | ErasureStopped): Promise<void> => {
  const person = await needs.people.known.person(work, fact.person);
  if (person) await post(needs, work, { key, kind, to: person, as: 'self', country: person.country, about: fact.erasure, filling: () => ({ url: `${needs.house.url}/mine/privacy` }) });
};

/** It is as it was: said on the way that is right again, and on the one that is not any more nobody is told anything. */
async function changeUndone(needs: UsesPost, work: Work, key: string, fact: Of<'change-undone'>): Promise<void> {
  const person = await needs.people.known.person(work, fact.person);
  if (person) await post(needs, work, { key, kind: 'change-undone', to: person, as: 'self', country: person.country, about: fact.change, filling: () => ({}) });
}

/** Another helper will begin: they hear from when, and whoever helps now hears it too. */
async function mandateDelayed(needs: UsesPost, work: Work, key: string, fact: Of<'mandate-delayed'>): Promise<void> {
  const mandate = await needs.people.known.mandate(work, fact.mandate);
  const helper = mandate && (await needs.people.known.person(work, mandate.helper));
  if (!mandate || !helper) return;
  const [first] = await needs.people.known.residentsOf(work, mandate.home);
  const filling = (words: Words): Filling => ({ helper: nameOf(helper), person: first ? nameOf(first) : '', from: words.date(mandate.from, helper.country), until: words.date(mandate.until, helper.country) });
  const others = (await needs.people.known.helpersOf(work, mandate.home)).map((one) => one.helper).filter(({ id }) => id !== helper.id);
  for (const to of [helper, ...new Map(others.map((one) => [one.id, one])).values()]) await post(needs, work, { key, kind: 'mandate-delayed', to, as: 'helper', country: to.country, about: mandate.id, filling });
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
  'sign-in-code-made': signInCode, 'contact-changed': contactChanged, 'erasure-asked': ofErasure('erasure-asked'), 'erasure-stopped': ofErasure('erasure-stopped'), 'change-undone': changeUndone, 'mandate-delayed': mandateDelayed,
  'mandate-claimed': ofMandate('mandate-claimed', { household: true, helper: false }),
  'mandate-given': ofMandate('mandate-given', { household: true, helper: true }),
  'mandate-revoked': ofMandate('mandate-revoked', { household: true, helper: true }),
} as const;
