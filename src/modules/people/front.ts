import type { HomeId, MandateId, PersonId, Refusal, RequestId, Result, Role } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksForCode, AsksToAddHome, AsksToChangeContact, AsksToGiveMandate, AsksToPlaceHome, AsksToSetComfort, AsksToSetNote, AsksToUseCode, AsksToWelcome } from './asks.ts';
import type { Change } from './change.ts';
import type { Home } from './home.ts';
import type { CannotGive, Mandate } from './mandate.ts';
import type { CannotReach, Person } from './person.ts';
import type { Holds, Opened } from './session.ts';
import type { TryAnswer } from './sign-in-code.ts';
import type { SignInAnswer } from './staff.ts';
import type { PasswordProof, ToCheck } from './password.ts';
import type { Weak } from './weak-password.ts';

export type NotYou = { kind: 'not-allowed' };
export type NoSuchPerson = { kind: 'no-such-person' };
export type NoSuchHome = { kind: 'no-such-home' };
export type NoSuchChange = { kind: 'no-such-change' };
export type NoSuchPasskey = { kind: 'no-such-passkey' };
export type NoSuchMandate = { kind: 'no-such-mandate' };

/** A passkey ceremony: what the browser is asked (`options`, JSON for `@simplewebauthn/browser`), and the id under which we wait. */
/** `knownHere`: who has signed in from this browser before; others who guess at their name make them wait nowhere here. */
export type Knows = Readonly<{ knownHere?: readonly PersonId[] }>;
export type Ceremony = Readonly<{ ceremony: string; options: Record<string, unknown> }>;
/** What the operator's search shows of someone. */
export type Found = Readonly<{ person: Person; homes: readonly Home[] }>;
export type StaffSeen = Readonly<{ person: PersonId; login: string; roles: readonly Role[]; passkeys: number; ended: boolean }>;
/** How somebody signs in: their passkeys and where they are signed in now, as they see it themselves. */
export type OwnSignIn = Readonly<{
  /** The name of those who work here; nobody else has one. */
  login?: string;
  passkeys: readonly Readonly<{ id: string; name: string; addedAt: Temporal.Instant; usedAt: Temporal.Instant | null }>[];
  sessions: readonly Readonly<{ device: string; openedAt: Temporal.Instant; until: Temporal.Instant }>[];
}>;
/** What to send where, for a sign-in code that is still worth sending. */
export type CodeToSend = Readonly<{ to: { phone: string } | { email: string }; digits: string; lang: Person['lang']; until: Temporal.Instant }>;
/** A change of somebody's account, with the code that undoes it and the old ways that are told. */
export type ContactChange = Change & Readonly<{ code: string; phones: readonly string[]; emails: readonly string[] }>;

type Answer<T, E extends Refusal> = Promise<Result<T, E>>;

/** The verbs and reads of people, as everyone else sees them. */
export type People = {
  welcomePerson(work: Work, asked: AsksToWelcome): Answer<Person, NotYou | CannotReach>;
  addHome(work: Work, asked: AsksToAddHome): Answer<Home, NoSuchPerson>;
  /** A second person who lives there. */
  addResident(work: Work, asked: { home: HomeId; person: PersonId }): Answer<true, NoSuchHome | NoSuchPerson>;
  placeHome(work: Work, asked: AsksToPlaceHome): Answer<Home, NoSuchHome>;
  changeContact(work: Work, asked: AsksToChangeContact): Answer<Person, NoSuchPerson | CannotReach>;
  /** What whoever comes should know, for a stated time; without `note` it is taken away. */
  setNote(work: Work, asked: AsksToSetNote): Answer<true, NoSuchPerson>;
  /** What a code would undo, for whoever holds it. */
  changeToUndo(work: Work, code: string): Promise<Change | undefined>;
  /** With the code from the old way, by the person, or by the operator on the telephone; within three days. */
  undoChange(work: Work, asked: { code: string } | { change: string }): Answer<Change, NoSuchChange>;
  /** Changes that can still be undone, for the person and the operator. */
  changesOf(work: Work, person: PersonId): Promise<readonly Change[]>;
  setComfort(work: Work, asked: AsksToSetComfort): Answer<Person, NoSuchPerson>;
  /** In force at once when the person at home, or staff on their word, gives it; one that a helper claims waits for `confirmMandate`. */
  giveMandate(work: Work, asked: AsksToGiveMandate): Answer<Mandate, NoSuchHome | NoSuchPerson | CannotGive>;
  confirmMandate(work: Work, id: MandateId): Answer<Mandate, NoSuchMandate>;
  revokeMandate(work: Work, id: MandateId): Answer<Mandate, NoSuchMandate>;

  /** The caller has already proved who this is (a code, a request's reference and code, a demo door). `device` is a short description. */
  openSession(work: Work, whom: { person: PersonId } | { request: RequestId }, device: string): Answer<Opened, NoSuchPerson>;
  endSession(work: Work, token: string): Answer<true, never>;
  endAllSessions(work: Work, person: PersonId): Answer<{ ended: number }, NoSuchPerson>;
  whoHolds(work: Work, token: string): Promise<Holds | undefined>;
  /** Somebody used this session: it does not end unused from here. */
  sessionSeen(work: Work, token: string): Answer<true, never>;
  /** For an administrator after a break-in: everybody signs in again. */
  endEverySession(work: Work): Answer<{ ended: number }, NotYou>;

  /** The same answer for known and unknown. */
  askForCode(work: Work, asked: AsksForCode & Knows): Answer<{ code: string; until: Temporal.Instant }, never>;
  useCode(work: Work, asked: AsksToUseCode): Answer<TryAnswer, never>;

  /** A link's token for the very first operator (128 bit, 24 hours, once); refused once there is one. */
  firstOperatorLink(work: Work): Answer<{ token: string; until: Temporal.Instant }, NotYou | { kind: 'already-set-up' }>;
  /** A link's token for a colleague or a technician: they choose their own password. */
  inviteStaff(work: Work, asked: { person: PersonId; roles: readonly Role[] }): Answer<{ token: string; until: Temporal.Instant }, NotYou | NoSuchPerson>;
  /** What a set-up link is for; undefined when it is unknown, old or used. */
  setUpLink(work: Work, token: string): Promise<{ person?: Person; roles: readonly Role[]; until: Temporal.Instant } | undefined>;
  /** Uses a set-up link; the first operator says their name too. `passwordHash` and `totp` come from the door. */
  setUpStaff(work: Work, asked: { token: string; login: string; passwordHash: string; totpSecret: string; totp: string; device: string; name?: { givenName: string; familyName: string; lang: Person['lang']; country: Person['country'] } }):
    Answer<{ person: PersonId } & Opened, { kind: 'set-up-link-gone' } | { kind: 'login-taken' } | { kind: 'digits-wrong' } | { kind: 'name-missing' }>;
  /** What the door hashes against, outside any work; looks the same for a name that nobody has. */
  passwordToCheck(work: Work, login: string): Promise<ToCheck>;
  signInWithPassword(work: Work, asked: { proof: PasswordProof; totp: string; device: string } & Knows): Answer<SignInAnswer, never>;
  /** Why a password that is to be chosen will not do; for doors, before it is hashed. `context`: words that somebody would try first. */
  weakness(password: string, context: readonly string[]): Weak | undefined;
  /** One's own password anew: the old one and the digits of the telephone are asked, everything else that is signed in ends, and a new session begins. A wrong try is counted, so it is an answer. */
  changePassword(work: Work, asked: { proof: PasswordProof; totp: string; passwordHash: string; device: string }): Answer<SignInAnswer, NotYou>;
  endStaff(work: Work, person: PersonId): Answer<true, NotYou | NoSuchPerson>;
  staff(work: Work): Promise<readonly StaffSeen[]>;

  beginPasskey(work: Work): Answer<Ceremony, NotYou>;
  finishPasskey(work: Work, asked: { ceremony: string; response: unknown; name: string }): Answer<{ passkey: string }, NotYou | { kind: 'passkey-refused' }>;
  removePasskey(work: Work, id: string): Answer<true, NoSuchPasskey>;
  /** The caller's own; undefined for whoever is not signed in as a person. */
  ownSignIn(work: Work): Promise<OwnSignIn | undefined>;
  beginPasskeySignIn(work: Work): Answer<Ceremony, never>;
  signInWithPasskey(work: Work, asked: { ceremony: string; response: unknown; device: string }): Answer<{ person: PersonId } & Opened, { kind: 'passkey-refused' }>;

  /** For the operator: by name, telephone, street, town or postcode; at most 20. */
  find(work: Work, text: string): Promise<readonly Found[]>;
  /** Yours, one of your homes' residents under a mandate, or for staff. Undefined otherwise. */
  person(work: Work, id: PersonId): Promise<Person | undefined>;
  home(work: Work, id: HomeId): Promise<Home | undefined>;
  homesOf(work: Work, person: PersonId): Promise<readonly Home[]>;
  residentsOf(work: Work, home: HomeId): Promise<readonly Person[]>;
  /** All mandates of a home, ended ones too, the newest first. */
  mandatesOf(work: Work, home: HomeId): Promise<readonly Mandate[]>;
  helpersOf(work: Work, home: HomeId): Promise<readonly { helper: Person; mandate: Mandate }[]>;

  /** For other modules only: no look at who asks. */
  known: {
    person(work: Work, id: PersonId): Promise<Person | undefined>;
    home(work: Work, id: HomeId): Promise<Home | undefined>;
    homesOf(work: Work, person: PersonId): Promise<readonly Home[]>;
    residentsOf(work: Work, home: HomeId): Promise<readonly Person[]>;
    /** Many homes at once, with who lives there, the longest first; a home that is gone is left out. */
    households(work: Work, homes: readonly HomeId[]): Promise<ReadonlyMap<HomeId, { home: Home; residents: readonly Person[] }>>;
    /** Homes where nobody else lives: what is kept about them goes with the person. */
    aloneIn(work: Work, person: PersonId): Promise<HomeId[]>;
    /** Mandates in force now. */
    helpersOf(work: Work, home: HomeId): Promise<readonly { helper: Person; mandate: Mandate }[]>;
    mandate(work: Work, id: MandateId): Promise<Mandate | undefined>;
    codeToSend(work: Work, code: string): Promise<CodeToSend | undefined>;
    contactChange(work: Work, change: string): Promise<ContactChange | undefined>;
    /** Whether something of this account changed within three days and was not undone: sealed secrets stay closed. */
    changePending(work: Work, person: PersonId): Promise<boolean>;
    /** People of a country who came, were signed in or helped somebody only before an instant; never those who work here. */
    quietSince(work: Work, country: Person['country'], before: Temporal.Instant, limit: number): Promise<readonly PersonId[]>;
    /** For rooms that stop somebody: everything that is signed in as this person ends. */
    endSessionsOf(work: Work, person: PersonId): Promise<number>;
    /** Whether somebody signs in as staff. */
    worksHere(work: Work, person: PersonId): Promise<boolean>;
    withPhone(work: Work, phone: string): Promise<readonly Person[]>;
    /** Everybody, in the order of their ids, after an id ('' for the first): for exports that two people agreed to. */
    personsAfter(work: Work, after: string, most: number): Promise<readonly Person[]>;
    withEmail(work: Work, email: string): Promise<readonly Person[]>;
  };
  /** For privacy's nightly job: sessions, codes and links that ended before an instant; how many. */
  forgetSignIns(work: Work, before: Temporal.Instant): Promise<number>;
  /** For privacy's nightly job: notes whose time is over. */
  forgetNotes(work: Work, country: Person['country'], before: Temporal.Instant): Promise<number>;
  /** Takes away sessions, codes, links and old contacts that nobody can use any more: for the nightly job. */
  sweep(work: Work): Promise<void>;
  aboutPerson: {
    export(work: Work, person: PersonId): Promise<Record<string, unknown>>;
    erase(work: Work, person: PersonId): Promise<{ erased: number }>;
  };
};
