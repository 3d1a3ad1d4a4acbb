import type { FileId, PersonId, ProviderId, Refusal, Result, TechnicianId } from '#kernel';
import type { DbOf, Work } from '#platform/work';
import { askPayChange, payChangesOf, settlePayChanges, stopPayChange, verifyPayChange } from './do/change-pay.ts';
import { type AsksToKeepEvidence, evidenceOf, keepEvidence, openEvidence } from './do/keep-evidence.ts';
import { seeRunningOut, tellExpiry } from './do/tell-expiry.ts';
import { setPhoto } from './do/add-technician.ts';
import type { Evidence } from './evidence.ts';
import type { RunsOut } from './expiry.ts';
import type { BadPay, NoSuchProvider, NoSuchTechnician } from './front.ts';
import type { PayChange } from './pay-change.ts';
import type { Pay } from './provider.ts';
import { checksStore } from './store-checks.ts';
import type { TechniciansStore } from './store.ts';
import type { Technician } from './technician.ts';

type Answer<T, E extends Refusal> = Promise<Result<T, E>>;
type NoSuchChange = { kind: 'no-such-pay-change' };
/** Closes and opens what must not lie in the database in clear. */
export type Seals = { seal(text: string, about: string): string; open(sealed: string, about: string): string | undefined };

/** Ends everything that is signed in as somebody. */
export type EndSessions = (work: Work, person: PersonId) => Promise<unknown>;

/** What is looked at, warned of and waits: the part of technicians that keeps checks alive. */
export type Checks = Readonly<{
  keepEvidence(work: Work, asked: AsksToKeepEvidence): Answer<Evidence, NoSuchTechnician | { kind: 'record-is-shown-not-kept' }>;
  openEvidence(work: Work, id: string): Answer<{ type: string; bytes: Uint8Array }, { kind: 'no-such-evidence' }>;
  evidenceOf(work: Work, technician: TechnicianId): Promise<readonly Evidence[]>;
  /** Checks that end within so many days (60), or have ended; the most pressing first. */
  runningOut(work: Work, within?: number): Promise<readonly RunsOut[]>;
  askPayChange(work: Work, asked: { provider: ProviderId; pay: Pay }): Answer<PayChange, NoSuchProvider | BadPay | { kind: 'pay-change-waits' }>;
  verifyPayChange(work: Work, asked: { change: string; how: string }): Answer<PayChange, NoSuchChange | { kind: 'pay-change-over' } | { kind: 'pay-change-needs-second-person' }>;
  stopPayChange(work: Work, asked: { change: string }): Answer<PayChange, NoSuchChange | { kind: 'pay-change-over' }>;
  payChangesOf(work: Work, provider: ProviderId): Promise<readonly PayChange[]>;
  setPhoto(work: Work, asked: { technician: TechnicianId; photo: FileId }): Answer<Technician, NoSuchTechnician>;
  /** For the sweep: warns, forgets old documents, puts bank accounts into force. */
  keepChecks(work: Work): Promise<{ told: number; forgotten: number; settled: number }>;
  /** Why the database would refuse to book or send somebody on a day; undefined when it would not. */
  databaseSays(work: Work, technician: TechnicianId, day: Temporal.PlainDate): Promise<string | undefined>;
}>;

const unsealed: Seals = {
  seal: () => { throw new Error('Technicians were built without keys. Maybe the assembly forgot to hand them in.'); },
  open: () => undefined,
};

export function checksIn(has: { dbOf: DbOf; keys?: Seals; endSessions?: EndSessions }, technicians: TechniciansStore): Checks & { evidenceGoes(work: Work, technician: TechnicianId, kind?: string): Promise<number> } {
  const store = checksStore(has.dbOf);
  const needs = { keys: has.keys ?? unsealed, technicians: { ...technicians, ...store }, ...(has.endSessions ? { endSessions: has.endSessions } : {}) };
  return {
    keepEvidence: (work, asked) => keepEvidence(needs, work, asked), openEvidence: (work, id) => openEvidence(needs, work, id), evidenceOf: (work, id) => evidenceOf(needs, work, id),
    runningOut: (work, within) => seeRunningOut(needs, work, within),
    askPayChange: (work, asked) => askPayChange(needs, work, asked), verifyPayChange: (work, asked) => verifyPayChange(needs, work, asked), stopPayChange: (work, asked) => stopPayChange(needs, work, asked),
    payChangesOf: (work, provider) => payChangesOf(needs, work, provider),
    setPhoto: (work, asked) => setPhoto(needs, work, asked),
    async keepChecks(work) {
      return { told: await tellExpiry(needs, work), forgotten: await store.forgetOldEvidence(work), settled: await settlePayChanges(needs, work) };
    },
    databaseSays: store.cannotSend,
    evidenceGoes: store.forgetEvidence,
  };
}
