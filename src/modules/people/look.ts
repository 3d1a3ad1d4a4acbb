import { type HomeId, type PersonId, isStaff } from '#kernel';
import type { Keys } from '#platform/keys';
import type { Work } from '#platform/work';
import { oldWays } from './change.ts';
import { undoCodeOf } from './do/keep-change.ts';
import type { ContactChange, Found, People } from './front.ts';
import type { Home } from './home.ts';
import { type Mandate, isInForce } from './mandate.ts';
import { mayFind, mayRevoke, maySeeHome, maySeePerson, maySeeWayIn } from './may.ts';
import type { Person } from './person.ts';
import type { PeopleStore } from './store.ts';
import type { SignInStore } from './store-sign-in.ts';

type Needs = { people: PeopleStore; signIn: SignInStore; keys: Pick<Keys, 'digest'> };
type Looks = Pick<People, 'find' | 'person' | 'home' | 'homesOf' | 'residentsOf' | 'mandatesOf' | 'helpersOf' | 'staff' | 'ownSignIn' | 'changesOf'> & { known: Omit<People['known'], 'codeToSend' | 'endSessionsOf'> };
const MOST_FOUND = 20;

const asSeen = ({ accessNotes, ...home }: Home, withWayIn: boolean): Home => ({ ...home, ...(withWayIn && accessNotes ? { accessNotes } : {}) });

/** What may be looked at. What one may not see is answered like what does not exist. */
export function lookingIn({ people, signIn, keys }: Needs): Looks {
  const changes = changesIn({ people, keys });
  const withHelpers = async (work: Work, mandates: readonly Mandate[]): Promise<{ helper: Person; mandate: Mandate }[]> => {
    const found = await Promise.all(mandates.map(async (mandate) => ({ mandate, helper: await people.person(work, mandate.helper) })));
    return found.flatMap(({ mandate, helper }) => (helper ? [{ mandate, helper }] : []));
  };
  const seenHome = async (work: Work, id: HomeId): Promise<Home | undefined> => {
    const kept = await people.home(work, id);
    return kept && maySeeHome(work.by, id, kept.addedBy) ? asSeen(kept.home, maySeeWayIn(work.by, id, kept.addedBy)) : undefined;
  };
  const isSeen = async (work: Work, id: PersonId): Promise<boolean> => {
    const about = await people.about(work, id);
    return about !== undefined && maySeePerson(work.by, about);
  };
  return {
    async find(work, text): Promise<readonly Found[]> {
      if (!mayFind(work.by)) return [];
      const words = text.trim().split(/\s+/).filter(Boolean).slice(0, 6);
      // A telephone number is kept without spaces and with its country, so it is looked for by its last nine digits.
      const digits = text.replaceAll(/\D/g, '');
      const isPhone = digits.length >= 6 && /^[\d\s+().-]+$/.test(text.trim());
      if (words.length === 0) return [];
      const found = await people.find(work, isPhone ? [digits.replace(/^0+/, '').slice(-9)] : words, MOST_FOUND);
      return Promise.all(found.map(async (person) => ({ person, homes: await people.homesOf(work, person.id) })));
    },
    person: async (work, id) => (await isSeen(work, id) ? people.person(work, id) : undefined),
    home: seenHome,
    async homesOf(work, person) {
      if (!await isSeen(work, person)) return [];
      // Who may know a person need not know where they live: vetting sees the one and not the other.
      const seen = await Promise.all((await people.homesOf(work, person)).map(({ id }) => seenHome(work, id)));
      return seen.filter((home) => home !== undefined);
    },
    residentsOf: async (work, home) => (await seenHome(work, home) ? people.residentsOf(work, home) : []),
    mandatesOf: async (work, home) => (await seenHome(work, home) ? (await people.mandatesOf(work, home)).filter(({ helper }) => mayRevoke(work.by, home, helper)) : []),
    helpersOf: async (work, home) => (await seenHome(work, home) ? withHelpers(work, (await people.mandatesOf(work, home)).filter((mandate) => !mandate.revokedAt)) : []),
    changesOf: changes.changesOf,
    async ownSignIn(work) {
      if (work.by.kind !== 'person') return undefined;
      const own = work.by.person;
      const staff = await signIn.staffOf(work, own);
      return { ...(staff ? { login: staff.login } : {}), passkeys: await signIn.passkeysSeen(work, own), sessions: await signIn.livingSessionsOf(work, own) };
    },
    async staff(work) {
      if (work.by.kind !== 'job' && !isStaff(work.by, 'admin')) return [];
      const rows = await signIn.allStaff(work);
      return rows.map((row) => ({ person: row.person_id, login: row.login, roles: row.roles, passkeys: Number(row.passkeys ?? 0), ended: row.ended_at !== null }));
    },
    known: {
      person: people.person,
      home: async (work, id) => (await people.home(work, id))?.home,
      homesOf: people.homesOf,
      residentsOf: people.residentsOf, households: people.households, aloneIn: people.aloneIn,
      helpersOf: async (work, home) => withHelpers(work, (await people.mandatesOf(work, home)).filter((mandate) => isInForce(mandate, work.now))),
      mandate: people.mandate,
      ...changes.known,
      quietSince: people.quietSince,
      worksHere: async (work, person) => (await signIn.staffOf(work, person)) !== undefined,
      withPhone: people.withPhone, personsAfter: people.personsAfter, withEmail: people.withEmail,
    },
  };
}

/** What changed lately of an account: for the person and the operator, and, with the code that undoes it, for whoever tells the old ways. */
const changesIn = ({ people, keys }: Pick<Needs, 'people' | 'keys'>): Pick<People, 'changesOf'> & { known: Pick<People['known'], 'contactChange' | 'changePending'> } => ({
  changesOf: async (work, person) => (isStaff(work.by, 'operator') || (work.by.kind === 'person' && work.by.person === person) ? people.openChangesOf(work, person) : []),
  known: {
    async contactChange(work, id): Promise<ContactChange | undefined> {
      const change = await people.contactChange(work, id);
      const person = change && (await people.person(work, change.person));
      if (!change || !person) return undefined;
      return { ...change, code: undoCodeOf(keys, id), ...oldWays([...await people.openChangesOf(work, person.id), change], person) };
    },
    changePending: async (work, person) => (await people.openChangesOf(work, person)).length > 0,
  },
});
