import type { Country, HomeId, PersonId } from '#kernel';
import type { Keys } from '#platform/keys';
import type { DbOf, Work } from '#platform/work';
import { addHome, addResident, placeHome } from './do/keep-home.ts';
import { changeContact, setComfort, setNote } from './do/change-person.ts';
import { noteEnds } from './do/note-ends.ts';
import { changeToUndo, undoChange } from './do/undo-change.ts';
import { endAllSessions, endEverySession, endSession, endSessionsOf, openSession, sessionSeen, whoHolds } from './do/hold-session.ts';
import { beginPasskey, beginPasskeySignIn, finishPasskey, removePasskey, signInWithPasskey } from './do/passkeys.ts';
import { endStaff, firstOperatorLink, inviteStaff, setUpLink, setUpStaff } from './do/set-up-staff.ts';
import { askForCode, codeToSend, useCode } from './do/sign-in-by-code.ts';
import { changePassword, passwordToCheck, signInWithPassword } from './do/sign-in-with-password.ts';
import { confirmMandate, giveMandate, revokeMandate } from './do/trust-helper.ts';
import { welcomePerson } from './do/welcome-person.ts';
import type { People } from './front.ts';
import { lookingIn } from './look.ts';
import { peopleIn } from './store.ts';
import { signInIn } from './store-sign-in.ts';
import { weakness } from './weak-password.ts';

/** Where this installation is reached: passkeys belong to it. */
export type Site = Readonly<{ name: string; url: string }>;
/** `commonPasswords`: those that nobody may choose. */
export type PeopleHas = { dbOf: DbOf; keys: Keys; site: Site; commonPasswords?: () => ReadonlySet<string> };
const NONE: ReadonlySet<string> = new Set();

export function createPeople(has: PeopleHas): People {
  const needs = { people: peopleIn(has.dbOf), signIn: signInIn(has.dbOf), keys: has.keys, site: has.site };
  const bind = <Asked extends unknown[], Answer>(verb: (own: typeof needs, work: Work, ...asked: Asked) => Answer) => (work: Work, ...asked: Asked): Answer => verb(needs, work, ...asked);
  const looks = lookingIn(needs);
  return {
    welcomePerson: bind(welcomePerson), addHome: bind(addHome), addResident: bind(addResident), placeHome: bind(placeHome), changeContact: bind(changeContact), setComfort: bind(setComfort), setNote: bind(setNote), changeToUndo: bind(changeToUndo), undoChange: bind(undoChange),
    giveMandate: bind(giveMandate), confirmMandate: bind(confirmMandate), revokeMandate: bind(revokeMandate),
    openSession: bind(openSession), endSession: bind(endSession), endAllSessions: bind(endAllSessions), whoHolds: bind(whoHolds), sessionSeen: bind(sessionSeen), endEverySession: bind(endEverySession),
    askForCode: bind(askForCode), useCode: bind(useCode),
    firstOperatorLink: bind(firstOperatorLink), inviteStaff: bind(inviteStaff), setUpLink: bind(setUpLink), setUpStaff: bind(setUpStaff), endStaff: bind(endStaff),
    passwordToCheck: bind(passwordToCheck), signInWithPassword: bind(signInWithPassword), changePassword: bind(changePassword),
    weakness: (password: string, context: readonly string[]) => weakness(password, has.commonPasswords?.() ?? NONE, context),
    beginPasskey: bind(beginPasskey), finishPasskey: bind(finishPasskey), removePasskey: bind(removePasskey), beginPasskeySignIn: bind(beginPasskeySignIn), signInWithPasskey: bind(signInWithPasskey),
    ...looks,
    known: { ...looks.known, codeToSend: bind(codeToSend), endSessionsOf: bind(endSessionsOf) },
    forgetNotes: (work: Work, country: Country, before: Temporal.Instant) => needs.people.forgetNotes(work, country, before),
    forgetSignIns: (work: Work, before: Temporal.Instant) => needs.signIn.forgetSignIns(work, before),
    async sweep(work: Work) {
      await needs.signIn.sweep(work, work.now.subtract({ hours: 24 }));
      await noteEnds(needs, work);
    },
    aboutPerson: {
      async export(work: Work, person: PersonId) {
        const [self, homes, held, sessions] = await Promise.all([
          needs.people.person(work, person), needs.people.homesOf(work, person), needs.people.mandatesHeldBy(work, person), needs.signIn.sessionsOf(work, person),
        ]);
        const given = (await Promise.all(homes.map((home: { id: HomeId }) => needs.people.mandatesOf(work, home.id)))).flat();
        return { person: self, homes, mandatesHeld: held, mandatesGiven: given, sessions };
      },
      erase: async (work: Work, person: PersonId) => ({ erased: await needs.signIn.erase(work, person) + await needs.people.erase(work, person) }),
    },
  };
}
