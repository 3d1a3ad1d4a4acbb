import { type PersonId, type Result, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToChangeContact, AsksToSetComfort, AsksToSetNote } from '../asks.ts';
import type { NoSuchPerson } from '../front.ts';
import { type About, mayChangePerson } from '../may.ts';
import { type Needs as KeepNeeds, keepChange } from './keep-change.ts';
import { type CannotReach, type Person, reachable } from '../person.ts';

type Needs = KeepNeeds & {
  people: {
    about(work: Work, id: PersonId): Promise<About | undefined>;
    person(work: Work, id: PersonId): Promise<Person | undefined>;
    savePerson(work: Work, person: Person): Promise<void>;
    setNote(work: Work, id: PersonId, note: string | undefined, until: Temporal.Instant | undefined): Promise<void>;
  };
};

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
  await needs.people.savePerson(work, after);
  await work.audit({ did: 'change-contact', to: after.id, person: after.id });
  // Larger letters are no way to reach somebody.
  const isReachedOtherwise = after.phone !== before.phone || after.email !== before.email || after.prefers !== before.prefers;
  if (isReachedOtherwise) await keepChange(needs, work, before, 'contact');
  return ok(after);
}

/** What whoever comes should know about someone, for a stated time; nothing takes the note away. Consent to it is kept by privacy. */
export async function setNote(needs: Pick<Needs, 'people'>, work: Work, asked: AsksToSetNote): Promise<Result<true, NoSuchPerson>> {
  const about = await needs.people.about(work, asked.person);
  if (!about || !mayChangePerson(work.by, about)) return no({ kind: 'no-such-person' });
  await needs.people.setNote(work, asked.person, asked.note, asked.note ? asked.until : undefined);
  await work.audit({ did: asked.note ? 'set-note' : 'drop-note', to: asked.person, person: asked.person });
  return ok(true);
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
