import type { BookingFact } from '#facts/booking';
import type { VisitLate } from '#facts/dispatch';
import type { VisitsFact } from '#facts/visits';
import type { Work } from '#platform/work';
import type { Kind } from '../message.ts';
import type { UsesPost } from './post.ts';
import { type Audience, type More, type Scene, alertOperator, doorParts, sceneOf, tellHousehold, tellTechnician } from './tell-of-visit.ts';

type Of<F, Name> = Extract<F, { fact: Name }>;
type VisitFact = Of<BookingFact, 'visit-booked' | 'visit-moved' | 'visit-cancelled' | 'window-narrowed'> | VisitsFact;
export type Hears = (needs: UsesPost, work: Work, key: string, fact: never) => Promise<void>;

const BOTH: Audience = { self: true, helpers: 'see-appointments' };
const HELPERS: Audience = { self: false, helpers: 'see-appointments' };
/** Once a visit changed, what still waits about its old time is no longer true. */
const ABOUT_TIME: readonly Kind[] = ['visit-booked', 'visit-moved', 'window-narrowed'];

/** Tells of a visit as long as it still is what the fact says. */
const telling = (kind: Kind, audience: Audience, holds: (scene: Scene) => boolean = () => true, more?: (needs: UsesPost, work: Work, scene: Scene) => Promise<More>) =>
  async (needs: UsesPost, work: Work, key: string, fact: VisitFact): Promise<void> => {
    const scene = await sceneOf(needs, work, fact.visit);
    if (!scene || !holds(scene)) return;
    await tellHousehold(needs, work, key, kind, scene, audience, await more?.(needs, work, scene));
  };

const stands = (scene: Scene): boolean => scene.visit.state === 'booked';
const withDoor = (needs: UsesPost, work: Work, scene: Scene): Promise<More> => doorParts(needs, work, scene.visit.id);

async function booked(needs: UsesPost, work: Work, key: string, fact: Of<BookingFact, 'visit-booked'>): Promise<void> {
  await telling('visit-booked', BOTH, stands, withDoor)(needs, work, key, fact);
  const scene = await sceneOf(needs, work, fact.visit);
  if (scene && stands(scene)) await tellTechnician(needs, work, key, scene, fact.technician);
}

async function changed(needs: UsesPost, work: Work, key: string, fact: Of<BookingFact, 'visit-moved' | 'visit-cancelled'>): Promise<void> {
  await needs.outbox.overtake(work, fact.visit, ABOUT_TIME);
  if (fact.fact === 'visit-moved') await telling('visit-moved', BOTH, stands, withDoor)(needs, work, key, fact);
  // Where the firm is gone, what is told of that says this too.
  else if (fact.why !== 'provider-gone') await telling(fact.why === 'called-off' ? 'visit-called-off' : 'visit-cancelled', BOTH)(needs, work, key, fact);
  const scene = await sceneOf(needs, work, fact.visit);
  if (!scene) return;
  await tellTechnician(needs, work, key, scene, fact.technician);
  if (fact.fact === 'visit-moved' && fact.before !== fact.technician) await tellTechnician(needs, work, key, scene, fact.before);
}

/** Somebody before them takes longer: the new time, while the visit still stands and nobody is there yet. A later word takes the place of an earlier one that still waits. */
async function late(needs: UsesPost, work: Work, key: string, fact: VisitLate): Promise<void> {
  const scene = await sceneOf(needs, work, fact.visit);
  if (!scene || !stands(scene)) return;
  await needs.outbox.overtake(work, fact.visit, ['visit-late']);
  await tellHousehold(needs, work, key, 'visit-late', scene, BOTH, { filling: (words) => ({ hour: words.hour(Temporal.Instant.from(fact.expected), scene.visit.country) }) });
}

async function frozen(needs: UsesPost, work: Work, key: string, fact: Of<VisitsFact, 'visit-frozen'>): Promise<void> {
  await telling('visit-frozen', BOTH)(needs, work, key, fact);
  const scene = await sceneOf(needs, work, fact.visit);
  if (scene) await alertOperator(needs, work, key, scene);
}

async function extraProposed(needs: UsesPost, work: Work, key: string, fact: Of<VisitsFact, 'extra-proposed'>): Promise<void> {
  const extra = await needs.reads.visits.known.extra(work, fact.extra);
  const visit = extra && (await needs.reads.booking.known.visit(work, fact.visit));
  if (!extra || !visit) return;
  // It stops the technician; who waits there hears that, and not what was asked of them.
  if (await needs.reads.isUnwanted?.(work, visit.technician, extra.why)) return;
  const amounts = async (): Promise<More> => ({ filling: (words) => ({ amount: words.money(extra.gross), most: words.money(extra.worst), why: extra.why.trim().replace(/[.!?…]+$/u, '') }) });
  await telling('extra-proposed', { self: true, helpers: 'approve-extras' }, () => true, amounts)(needs, work, key, fact);
}

/** Where nobody came in, or it was not safe, the message says so and what happens next. */
const ENDED_AS: Readonly<Record<string, Kind>> = { 'nobody-home': 'nobody-home', 'entry-refused': 'entry-refused', unsafe: 'visit-unsafe', 'to-be-continued': 'visit-goes-on', 'handed-over': 'visit-goes-on' };
const ended = (needs: UsesPost, work: Work, key: string, fact: Of<VisitsFact, 'visit-ended'>): Promise<void> => telling(ENDED_AS[fact.outcome] ?? 'visit-ended', BOTH)(needs, work, key, fact);

/** What is told of visits, fact by fact. */
export const HEARS_VISITS = {
  'visit-booked': booked, 'visit-moved': changed, 'visit-cancelled': changed, 'window-narrowed': telling('window-narrowed', BOTH, stands), 'visit-late': late,
  'technician-on-the-way': telling('technician-on-the-way', BOTH, stands), 'technician-arrived': telling('technician-arrived', BOTH), 'visit-started': telling('visit-started', HELPERS), 'visit-ended': ended,
  'visit-frozen': frozen, 'visit-unfrozen': telling('visit-unfrozen', BOTH), 'extra-proposed': extraProposed,
} as const;
