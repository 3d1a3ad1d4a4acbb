import { type Lang, type PersonId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Consent, How, Purpose } from '../consent.ts';
import { mayAnswerFor, nameOf } from '../may.ts';
import type { Needs } from '../needs.ts';

export type NoSuchPerson = { kind: 'no-such-person' };
type Uses = Pick<Needs, 'wishes' | 'seesPerson' | 'setNote'>;
type Said = Readonly<{ person: PersonId; purpose: Purpose; said: string; lang: Lang; how: How }>;

const isTheirs = async (needs: Uses, work: Work, person: PersonId): Promise<boolean> => mayAnswerFor(work.by, person) && (await needs.seesPerson(work, person));

/** Keeps that somebody agreed, in the words they read or heard. Agreed already: the receipt there is stays. */
export async function giveConsent(needs: Uses, work: Work, asked: Said): Promise<Result<Consent, NoSuchPerson>> {
  if (!(await isTheirs(needs, work, asked.person))) return no({ kind: 'no-such-person' });
  const consent: Consent = { id: `con_${newId('Message').slice(4)}`, person: asked.person, purpose: asked.purpose, said: asked.said, lang: asked.lang, givenHow: asked.how, givenAt: work.now };
  if (await needs.wishes.addConsent(work, consent, nameOf(work.by))) await work.audit({ did: `consent-${asked.purpose}`, to: consent.id, person: asked.person });
  return ok(consent);
}

/** Takes a consent back, as easily as it was given. What rested on it goes at once. */
export async function withdrawConsent(needs: Uses, work: Work, asked: Readonly<{ person: PersonId; purpose: Purpose; how: How }>): Promise<Result<true, NoSuchPerson>> {
  if (!(await isTheirs(needs, work, asked.person))) return no({ kind: 'no-such-person' });
  if (asked.purpose === 'note') await needs.setNote(work, { person: asked.person });
  if (await needs.wishes.withdraw(work, asked.person, asked.purpose, asked.how, nameOf(work.by))) await work.audit({ did: `withdraw-${asked.purpose}`, to: asked.person, person: asked.person });
  return ok(true);
}
