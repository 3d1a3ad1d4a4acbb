import { type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToWelcome } from '../asks.ts';
import type { PersonWelcomed } from '../facts.ts';
import type { NotYou } from '../front.ts';
import { mayWelcome, nameOf } from '../may.ts';
import { type CannotReach, type Person, reachable } from '../person.ts';

type Needs = { people: { addPerson(work: Work, person: Person, by: string): Promise<void> } };

/** Someone new: written down by themselves, by a relative, or by whoever took the call. */
export async function welcomePerson(needs: Needs, work: Work, asked: AsksToWelcome): Promise<Result<Person, NotYou | CannotReach>> {
  if (!mayWelcome(work.by)) return no({ kind: 'not-allowed' });
  const contact = reachable(asked);
  if (!contact.ok) return contact;

  const { givenName, familyName, lang, country, prefers, phone, email, comfort } = asked;
  const person: Person = {
    givenName, familyName, lang, country, prefers, id: newId('Person'), largePrint: asked.largePrint ?? false,
    ...(phone ? { phone } : {}), ...(email ? { email: email.toLowerCase() } : {}), ...(comfort ? { comfort } : {}),
  };
  await needs.people.addPerson(work, person, nameOf(work.by));
  await work.audit({ did: 'welcome-person', to: person.id, person: person.id });
  await work.announce({ fact: 'person-welcomed', person: person.id } satisfies PersonWelcomed);
  return ok(person);
}
