import type { PersonId, Refusal, Result, TechnicianId, VisitId } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Facts } from '#platform/facts';
import type { Work } from '#platform/work';
import type { AsksToAddPhone, AsksToOpen, OpenAnswer } from './do/open-secret.ts';
import type { AsksToSeal, NoSuchSecret, NoSuchVisit, Unwanted } from './do/seal-secret.ts';
import type { CannotDecide, NoSuchQuarantine } from './do/stop-technician.ts';
import type { Decision, Quarantine } from './quarantine.ts';
import type { Known } from './register.ts';
import type { Secret } from './secret.ts';
import type { Sign } from './signs.ts';
import type { HeldVisit, Phone, Report, Rise, SecretSeen, SignSeen, Worry } from './told.ts';

type Say<T, E extends Refusal> = Promise<Result<T, E>>;

/** What trust does and tells. */
export type Trust = Readonly<{
  /** Hears what others tell; to be called once, before `facts.start`. */
  listen(facts: Pick<Facts, 'listen'>): void;

  addPhone(work: Work, asked: AsksToAddPhone): Say<Phone, { kind: 'not-allowed' } | { kind: 'key-unclear' }>;
  /** The technician's own telephone, as it is known here. */
  ownPhone(work: Work): Promise<Phone | undefined>;
  /** For the household: the key that its browser closes a secret for. */
  phoneFor(work: Work, visit: VisitId): Promise<Phone | undefined>;
  sealSecret(work: Work, asked: AsksToSeal): Say<Secret, NoSuchVisit | Unwanted | { kind: 'visit-over' } | { kind: 'phone-changed' } | { kind: 'too-many-secrets' }>;
  /** Whether the caller may seal for a visit: its household, never a helper or staff. */
  isOfHousehold(work: Work, visit: VisitId): Promise<boolean>;
  takeBack(work: Work, asked: { secret: string }): Say<true, NoSuchSecret>;
  secretsOf(work: Work, visit: VisitId): Promise<readonly SecretSeen[]>;
  /** A closed answer is kept like an open one, so it is no refusal. */
  openSecret(work: Work, asked: AsksToOpen): Say<OpenAnswer, NoSuchSecret>;
  /** For the sweep: what is due is destroyed; returns how many. */
  destroyDue(work: Work): Promise<number>;

  /** Something that should not be, seen by another module (a session outside its time, too many addresses). In a work of the house. */
  notice(work: Work, saw: { technician: TechnicianId; sign: Sign; about: string }): Promise<boolean>;
  /** For the sweep: reads the trail, pages again what nobody decided. */
  watch(work: Work): Promise<void>;
  quarantines(work: Work, of: { technician: TechnicianId } | 'all'): Promise<readonly Quarantine[]>;
  decideQuarantine(work: Work, asked: { quarantine: string; decision: Decision; reasons: string }): Say<Quarantine, CannotDecide>;
  appealQuarantine(work: Work, asked: { quarantine: string; text: string }): Say<Quarantine, NoSuchQuarantine | { kind: 'appealed-already' }>;
  answerAppeal(work: Work, asked: { quarantine: string; decision: Decision; answer: string }): Say<Quarantine, NoSuchQuarantine | { kind: 'no-appeal' } | { kind: 'appeal-needs-second-person' }>;
  /** What was noticed in the last thirty days: for the office. */
  signs(work: Work): Promise<readonly SignSeen[]>;
  /** Prices that rose far with the person's own yes, in the last thirty days: a person here looks at each. */
  rises(work: Work): Promise<readonly Rise[]>;
  lookedAtRise(work: Work, asked: { visit: VisitId }): Say<true, { kind: 'no-such-rise' }>;
  /** Visits that their technician cannot keep, the soonest first: for the office. */
  heldVisits(work: Work): Promise<readonly (HeldVisit & { appointment: Appointment })[]>;
  /** Whether this visit waits for another time: for its household. */
  isHeld(work: Work, visit: VisitId): Promise<boolean>;

  lookUp(work: Work, told: string): Say<Known, never>;
  report(work: Work, asked: Readonly<{ happened: Report['happened']; told: string; contact?: string | undefined }>): Say<{ report: string }, never>;
  reports(work: Work): Promise<readonly Report[]>;
  handleReport(work: Work, asked: Readonly<{ report: string; state: 'looking' | 'settled'; note?: string | undefined }>): Say<true, { kind: 'no-such-report' }>;
  feltWrong(work: Work, asked: Readonly<{ visit: VisitId; what: string }>): Say<{ worry: string; stopped: boolean }, NoSuchVisit>;
  worries(work: Work): Promise<readonly Worry[]>;
  worriesAbout(work: Work, visit: VisitId): Promise<readonly Worry[]>;
  answerWorry(work: Work, asked: Readonly<{ worry: string; answer: string }>): Say<true, { kind: 'no-such-worry' }>;

  known: Readonly<{
    quarantine(work: Work, id: string): Promise<Quarantine | undefined>;
    /** Whether a technician's text for a person asks for what we never ask for (gift cards, codes, remote control, another way to pay or to be reached). */
    isUnwanted(work: Work, technician: TechnicianId, text: string): Promise<boolean>;
  }>;
  aboutPerson: Readonly<{
    export(work: Work, person: PersonId): Promise<Record<string, unknown>>;
    erase(work: Work, person: PersonId): Promise<{ erased: number }>;
  }>;
}>;
