import { type PersonId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToChangeContact, AsksToSetComfort } from '../asks.ts';
import type { ContactChanged } from '../facts.ts';
import type { NoSuchPerson } from '../front.ts';
import { type About, mayChangePerson } from '../may.ts';
import { type CannotReach, type Person, reachable } from '../person.ts';

type Needs = {
  people: {
    about(work: Work, id: PersonId): Promise<About | undefined>;
    person(work: Work, id: PersonId): Promise<Person | undefined>;
    savePerson(work: Work, person: Person): Promise<void>;
    keepContactBefore(work: Work, id: string, before: Person, due: Temporal.Instant): Promise<void>;
  };
};

/** The old ways to reach someone are told of a change for three days; then they are forgotten. */
const KEPT = { hours: 72 };

async function mine(needs: Needs, work: Work, id: PersonId): Promise<Person | undefined> {
  const about = await needs.people.about(work, id);
  return about && mayChangePerson(work.by, about) ? needs.people.person(work, id) : undefined;
}

/** What is not said of telephone and e-mail is taken away: the whole way to reach someone is said at once. */
export async function changeContact(needs: Needs, work: Work, asked: AsksToChangeContact): Promise<Result<Person, NoSuchPerson | CannotReach>> {
  const before = await mine(needs, work, asked.person);
  if (!before) return no({ kind: 'no-such-person' });
  const contact = reachable(asked);
  if (!contact.ok) return contact;

  const { phone: _phone, email: _email, ...rest } = before;
  const after: Person = {
    ...rest, prefers: asked.prefers, largePrint: asked.largePrint ?? before.largePrint, lang: asked.lang ?? before.lang,
    ...(asked.phone ? { phone: asked.phone } : {}), ...(asked.email ? { email: asked.email.toLowerCase() } : {}),
  };
  const change = `chg_${newId('Message').slice(4)}`;
  await needs.people.keepContactBefore(work, change, before, work.now.add(KEPT));
  await needs.people.savePerson(work, after);
  await work.audit({ did: 'change-contact', to: after.id, person: after.id });
  await work.announce({ fact: 'contact-changed', person: after.id, change } satisfies ContactChanged);
  return ok(after);
}

/** How at ease someone is with their machines: asked once. */
export async function setComfort(needs: Needs, work: Work, asked: AsksToSetComfort): Promise<Result<Person, NoSuchPerson>> {
  const before = await mine(needs, work, asked.person);
  if (!before) return no({ kind: 'no-such-person' });

  const after: Person = { ...before, comfort: asked.comfort };
  await needs.people.savePerson(work, after);
  await work.audit({ did: 'set-comfort', to: after.id, person: after.id });
  return ok(after);
}
