import { type Actor, type Clock, type Country, type HomeId, type MandateInForce, type PersonId, type ProviderId, type Refusal, type Result, type Role, type TechnicianId, type VisitId, ZONE } from '#kernel';
import type { Person } from '#modules/people';
import type { Work, Works } from '#platform/work';
import type { App } from '../src/app.ts';
import type { LookUpPlace } from '../src/web/places.ts';
import type { Agenda } from './agenda.ts';
import type { PlannedVisit } from './steps/visits.ts';

export type MovableClock = Clock & { set(iso: string): void };

/** A person of the world as it remembers them while it is written: enough to act as them. */
export type Soul = Readonly<{ person: PersonId; givenName: string; familyName: string; homes: HomeId[]; mandates: MandateInForce[]; roles: readonly Role[]; technician?: TechnicianId; provider?: ProviderId }>;

/** Where a world is written: the verbs, the time it plays, and who is who so far. */
export type Stage = Readonly<{
  app: App; works: Pick<Works, 'inWork' | 'looking'>; clock: MovableClock; today: Temporal.PlainDate; findPlace: LookUpPlace; agenda: Agenda;
  /** The notable ones, by their key; staff among them. */
  souls: Map<string, Soul>;
  /** Households by key, in the order in which they came. */
  households: Map<string, Household>;
  firms: Map<string, ProviderId>;
  /** Visits that were promised, and whether their day has begun. */
  promises: Map<VisitId, { planned: PlannedVisit; isUnderWay: boolean }>;
  /** What has come about so far. */
  told: { bookings: number; visits: number; invoices: number };
}>;

export type Household = Readonly<{ key: string; home: HomeId; country: Country; lang: 'en' | 'fr'; souls: readonly Soul[]; helper?: Soul; placed: boolean; comfort: Person['comfort'] }>;

export const actorOf = (soul: Soul): Actor => ({
  kind: 'person', person: soul.person, homes: soul.homes, mandates: soul.mandates, roles: soul.roles,
  ...(soul.technician ? { technician: soul.technician } : {}), ...(soul.provider ? { provider: soul.provider } : {}),
});

/** Does one thing as someone. A refusal here is a fault of the world, told with who wanted it. */
export async function act<T, E extends Refusal>(stage: Pick<Stage, 'works' | 'clock'>, by: Actor, todo: (work: Work) => Promise<Result<T, E>>): Promise<T> {
  const answer = await stage.works.inWork(by, todo);
  if (answer.ok) return answer.value;
  throw new Error(`The world was refused something at ${stage.clock.now().toString()}: ${JSON.stringify(answer.error)} (by ${JSON.stringify(by)}).`);
}

/** An hour on the wall of a country, so many days from today (before it: negative). */
export const wallTime = (today: Temporal.PlainDate, days: number, hour: string, country: Country): Temporal.Instant =>
  today.add({ days }).toZonedDateTime({ timeZone: ZONE[country], plainTime: Temporal.PlainTime.from(hour) }).toInstant();

export function soulNamed(stage: Pick<Stage, 'souls'>, key: string): Soul {
  const soul = stage.souls.get(key);
  if (!soul) throw new Error(`Nobody in this world is called (${key}) yet. Maybe they come later.`);
  return soul;
}

/** A seed of its own for everything that has a name, so that one more household changes no other. */
export function seedOf(text: string, seed: number): number {
  let hash = 2_166_136_261 ^ seed;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return hash >>> 0;
}
