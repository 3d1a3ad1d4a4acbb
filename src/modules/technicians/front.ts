import type { FileId, Country, PersonId, ProviderId, Refusal, Result, TechnicianId } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToAddProvider, AsksToAddTechnician, AsksToChangeHours, AsksToChangeIdentity, AsksToChangeProvider, AsksToChangeTechnician, AsksToRecordFirmCheck, AsksToRecordVetting, AsksToSuspend, AsksToTakeAbsence } from './asks.ts';
import type { PastIdentity } from './do/change-identity.ts';
import type { Provider } from './provider.ts';
import type { Absence, Shift, Technician } from './technician.ts';
import type { ProvedSkill, Repairs } from './proved-skill.ts';
import type { TrustFact } from './trust-facts.ts';
import type { CannotSend, FirmCheck, Vetting } from './vetting.ts';
import type { Checks } from './verbs.ts';
import type { Wanted, WhoCould } from './who-could.ts';

export type NotYou = { kind: 'not-allowed' };
export type NoSuchProvider = { kind: 'no-such-provider' };
export type NoSuchTechnician = { kind: 'no-such-technician' };
/** The firm works with this house no more. */
export type ProviderLeft = { kind: 'provider-left' };
export type BadPay = { kind: 'account-number-wrong' };
/** Another provider of the country has this company number. */
export type ProviderKnown = { kind: 'provider-known' };
export type BadHours = { kind: 'hours-do-not-fit' };

type Answer<T, E extends Refusal> = Promise<Result<T, E>>;

/** The verbs and reads of technicians. Providers and technicians are public by nature: their reads ask nobody who they are. */
export type Technicians = Checks & {
  addProvider(work: Work, asked: AsksToAddProvider): Answer<Provider, NotYou | BadPay | ProviderKnown>;
  /** "Computed quotes bind me", said by the provider's own office. */
  signBinding(work: Work, provider: ProviderId): Answer<Provider, NoSuchProvider>;
  /** Someone who works in the provider's office. */
  addToOffice(work: Work, asked: { provider: ProviderId; person: PersonId }): Answer<true, NoSuchProvider>;
  addTechnician(work: Work, asked: AsksToAddTechnician): Answer<Technician, NoSuchProvider | ProviderLeft | BadHours>;
  /** A firm works with this house no more: offered to nobody, and nobody of it is sent again. By the operator; billing settles what it promised. */
  providerLeft(work: Work, asked: { provider: ProviderId }): Answer<true, NotYou | NoSuchProvider>;
  recordVetting(work: Work, asked: AsksToRecordVetting): Answer<Vetting, NotYou | NoSuchTechnician | { kind: 'vetting-needs-second-person' } | { kind: 'vetting-dates-wrong' }>;
  recordFirmCheck(work: Work, asked: AsksToRecordFirmCheck): Answer<FirmCheck, NotYou | NoSuchProvider | { kind: 'vetting-needs-second-person' } | { kind: 'vetting-dates-wrong' }>;
  suspend(work: Work, asked: AsksToSuspend): Answer<Technician, NotYou | NoSuchTechnician>;
  reinstate(work: Work, asked: AsksToSuspend): Answer<Technician, NotYou | NoSuchTechnician | ProviderLeft>;
  takeAbsence(work: Work, asked: AsksToTakeAbsence): Answer<Absence, NoSuchTechnician | { kind: 'absence-ends-before-it-begins' }>;
  changeHours(work: Work, asked: AsksToChangeHours): Answer<Technician, NoSuchTechnician | BadHours>;

  dropAbsence(work: Work, asked: { absence: string }): Answer<true, NoSuchTechnician>;
  /** Area, car, languages, skills: what is named is changed, the rest stays. */
  changeTechnician(work: Work, asked: AsksToChangeTechnician): Answer<Technician, NoSuchTechnician>;
  changeProvider(work: Work, asked: AsksToChangeProvider): Answer<Provider, NoSuchProvider>;
  /** Who it is by law from now on; what was written before keeps the old one. */
  changeIdentity(work: Work, asked: AsksToChangeIdentity): Answer<Provider, NoSuchProvider | ProviderKnown>;
  /** Who it was before, the latest first. */
  identitiesOf(work: Work, provider: ProviderId): Promise<readonly PastIdentity[]>;

  provider(work: Work, id: ProviderId): Promise<Provider | undefined>;
  providers(work: Work, country: Country): Promise<readonly Provider[]>;
  technician(work: Work, id: TechnicianId): Promise<Technician | undefined>;
  techniciansOf(work: Work, provider: ProviderId): Promise<readonly Technician[]>;
  /** Both days included; the wall clock of the provider's country, minus absences; one shift for each stretch. */
  shifts(work: Work, technician: TechnicianId, fromDay: Temporal.PlainDate, toDay: Temporal.PlainDate): Promise<readonly Shift[]>;
  maySend(work: Work, technician: TechnicianId, onDay: Temporal.PlainDate): Answer<true, NoSuchTechnician | CannotSend>;
  whoCould(work: Work, wanted: Wanted, onDay: Temporal.PlainDate): Promise<WhoCould>;
  trustFacts(work: Work, whom: { technician: TechnicianId } | { provider: ProviderId }): Promise<readonly TrustFact[]>;
  /** The levels that certificates, or these repairs (by skill), prove today. */
  provedSkills(work: Work, technician: TechnicianId, repairs: ReadonlyMap<string, Repairs>): Promise<readonly ProvedSkill[]>;
  /** The records of a technician, the newest first: for staff, the provider's office and the technician. */
  vettingOf(work: Work, technician: TechnicianId): Promise<readonly Vetting[]>;
  /** The checks of a firm, the newest first: for staff and its office. */
  firmChecksOf(work: Work, provider: ProviderId): Promise<readonly FirmCheck[]>;
  /** Who works in a provider's office: for the operator and the office itself. */
  inOffice(work: Work, provider: ProviderId): Promise<readonly PersonId[]>;
  absencesOf(work: Work, technician: TechnicianId): Promise<readonly Absence[]>;
  known: {
    /** What a person is besides a person: for whoever makes the Actor. */
    placeOf(work: Work, person: PersonId): Promise<{ technician?: TechnicianId; provider?: ProviderId }>;
    /** Why this technician may not be sent today; undefined when they may. */
    stoppedBecause(work: Work, technician: TechnicianId): Promise<'suspended' | 'checks' | undefined>;
    photosInUse(work: Work): Promise<readonly FileId[]>;
    withBadge(work: Work, badge: string): Promise<Technician | undefined>;
    /** Records that end on or before a day, of technicians who are active. */
    expiringBy(work: Work, day: Temporal.PlainDate): Promise<readonly Vetting[]>;
    /** For everybody of a country: the shifts between two days, both included, on which they may be sent. */
    shiftsAhead(work: Work, country: Country, from: Temporal.PlainDate, until: Temporal.PlainDate): Promise<(technician: TechnicianId) => readonly Shift[]>;
  };
  aboutPerson: {
    export(work: Work, person: PersonId): Promise<Record<string, unknown>>;
    erase(work: Work, person: PersonId): Promise<{ erased: number }>;
  };
};
