import type { HomeId, Money, TechnicianId, VisitId } from '#kernel';
import type { Secret } from './secret.ts';

/** The telephone of a technician: its public key as a JSON Web Key. */
export type Phone = Readonly<{ id: string; technician: TechnicianId; name: string; publicKey: Readonly<Record<string, unknown>>; addedAt: Temporal.Instant; replaces?: string }>;
export type Opening = Readonly<{ id: string; secret: string; at: Temporal.Instant }>;
/** What the household sees of its secrets. */
export type SecretSeen = Secret & Readonly<{ openings: readonly Opening[] }>;

export type HeldWhy = 'quarantine' | 'suspended' | 'checks';
/** A visit that its technician cannot keep. */
export type HeldVisit = Readonly<{ visit: VisitId; technician: TechnicianId; why: HeldWhy; since: Temporal.Instant; toldAt?: Temporal.Instant; settled?: 'moved' | 'cancelled' | 'stands' | 'over' }>;

export type ReportState = 'new' | 'looking' | 'settled';
export const HAPPENED = ['call', 'message', 'door', 'other'] as const;
/** Somebody was told "this is Porchlight", and doubts it. */
export type Report = Readonly<{ id: string; happened: (typeof HAPPENED)[number]; told: string; contact?: string; at: Temporal.Instant; state: ReportState; note?: string }>;

/** "Something felt wrong." */
export type Worry = Readonly<{ id: string; visit: VisitId; home: HomeId; what: string; at: Temporal.Instant; answer?: string; answeredAt?: Temporal.Instant }>;
/** A price that rose far above what was agreed at home, with the person's own yes: `more` on top of `agreed`. */
export type Rise = Readonly<{ visit: VisitId; technician: TechnicianId; agreed: Money; more: Money; at: Temporal.Instant; lookedAt?: Temporal.Instant }>;
export type SignSeen = Readonly<{ id: string; technician: TechnicianId; sign: string; points: number; about: string; at: Temporal.Instant }>;
