import { type Actor, type Country, type ProviderId, type QuoteId, type VisitId, newId, ok } from '#kernel';
import type { Appointment, PlanDay, Planning, Searching } from '#modules/booking';
import type { Work } from '#platform/work';
import type { PlanChanged } from '../facts.ts';
import type { Needs } from '../needs.ts';
import { type Plan, type PlanId, type PlanJoins, type PlanKind, type PlanLine, isWorthShowing } from '../plan.ts';

type UsesPlanning = Pick<Needs, 'store' | 'inWork' | 'looking' | 'clock' | 'booking' | 'technicians' | 'visits' | 'digest' | 'lock'>;
/** `fits`: the quote of somebody who is to be fitted in. */
export type AskedPlan = Readonly<{ kind: PlanKind; provider: ProviderId; day: Temporal.PlainDate; seconds?: number | undefined; fits?: QuoteId | undefined }>;
/** The name that the plan will bear, and who wants to hear how far the search is. */
type Looked = Readonly<{ id?: PlanId | undefined; report?: ((how: Searching) => void) | undefined }>;

/** How long is searched: while somebody waits, and in the evening. */
const SOON_SECONDS = 2;
export const EVENING_SECONDS = 8;
/** What is added to a visit that still goes on, at each look. */
export const MORE_MINUTES = 15;

/** Everything that a plan depends on, in a few letters: the same picture twice is one plan. */
const pictureOf = (needs: Pick<Needs, 'digest'>, plan: PlanDay): string => needs.digest(JSON.stringify([
  plan.days.map((day) => [day.technician, day.from.toString(), day.until.toString(), day.breaks, day.promised.map((one) => [one.id, one.minutes])]),
  plan.orphans.map((one) => [one.id, one.technician]), [...plan.visits.values()].map((visit) => [visit.id, visit.technician, visit.sequence, visit.state]),
  ...(plan.joins ? [[plan.joins.quote, plan.joins.windows[0]?.from.toString()]] : []),
]));

/** Visits that go on after they should have ended, or as long as their technician said, with the minutes they will take at least. */
export function runningOver(visits: readonly Appointment[], working: ReadonlySet<VisitId>, now: Temporal.Instant, said: ReadonlyMap<VisitId, Temporal.Instant> = new Map()): Map<VisitId, number> {
  const least = now.add({ minutes: MORE_MINUTES });
  return new Map(visits.flatMap((visit): [VisitId, number][] => {
    if (visit.state !== 'booked' || !working.has(visit.id)) return [];
    const [isOver, told] = [Temporal.Instant.compare(visit.plannedEnd, now) <= 0, said.get(visit.id)];
    const until = [...(isOver ? [least] : []), ...(told ? [told] : [])].toSorted(Temporal.Instant.compare).at(-1);
    return until && Temporal.Instant.compare(until, visit.plannedEnd) > 0 ? [[visit.id, Math.ceil((until.epochMilliseconds - visit.plannedStart.epochMilliseconds) / 300_000) * 5]] : [];
  }));
}

function linesOf(plan: PlanDay, planning: Planning): PlanLine[] {
  return planning.moves.flatMap((move) => {
    const visit = plan.visits.get(move.visit);
    return visit ? [{ visit: visit.id, from: { technician: visit.technician, start: visit.plannedStart }, to: { technician: move.to, start: move.start }, sequence: visit.sequence, saves: move.saves }] : [];
  });
}

type Read = Readonly<{ country: Country; now: Temporal.Instant; plan: PlanDay }>;
/** The day as it stands, with what runs over taken as long as it will take. */
const readDay = (needs: UsesPlanning, by: Actor, asked: AskedPlan): Promise<Read | undefined> => needs.looking(by, async (work) => {
  const country = (await needs.technicians.provider(work, asked.provider))?.country;
  const first = country && (await needs.booking.plannable(work, asked));
  if (!country || !first) return undefined;
  const ids = [...first.visits.values()].map(({ id }) => id);
  const states = await needs.visits.known.states(work, ids);
  const said = new Map((await needs.store.longer(work, ids)).map((one) => [one.visit, one.until]));
  const longer = runningOver([...first.visits.values()], new Set(states.filter(({ state }) => state === 'working').map(({ id }) => id)), work.now, said);
  return { country, now: work.now, plan: longer.size > 0 ? ((await needs.booking.plannable(work, { ...asked, longer })) ?? first) : first };
});

type Answer = Readonly<{ planning: Planning; joins?: PlanJoins | undefined }>;
/** Whoever is to be fitted in comes after all promises; when there is no room then, it is looked who would have to be asked. */
async function answerFor(needs: UsesPlanning, read: Read, asked: AskedPlan, { report }: Looked): Promise<Answer | undefined> {
  const limits = { now: read.now, seconds: asked.seconds ?? SOON_SECONDS, report };
  const planning = await needs.booking.planDays(read.plan, limits);
  if (!planning || !asked.fits) return planning && { planning };
  if (!read.plan.joins) return undefined;
  if (planning.joined) return { planning, joins: { quote: asked.fits, comes: planning.joined, asks: false } };
  const nobody: Answer = { planning: { ...planning, moves: [], shifts: [], after: planning.before }, joins: { quote: asked.fits, asks: false } };
  const squeezed = read.plan.joins.windows.length > 0 ? await needs.booking.planDays(read.plan, { ...limits, must: true }) : undefined;
  return squeezed?.joined ? { planning: squeezed, joins: { quote: asked.fits, comes: squeezed.joined, asks: true } } : nobody;
}

/** Reads the day and searches outside of any work. Nothing is written; undefined when nothing is worth showing. */
export async function searchPlan(needs: UsesPlanning, by: Actor, asked: AskedPlan, looked: Looked = {}): Promise<Plan | undefined> {
  const read = await readDay(needs, by, asked);
  if (!read) return undefined;
  const answer = await answerFor(needs, read, asked, looked);
  if (!answer) return undefined;
  const { planning, joins } = answer;
  const plan: Plan = {
    id: looked.id ?? newId('Plan'), kind: asked.kind, provider: asked.provider, country: read.country, day: asked.day, state: 'proposed', madeAt: needs.clock.now(), picture: pictureOf(needs, read.plan),
    before: planning.before, after: planning.after, lines: linesOf(read.plan, planning), shifts: planning.shifts, unsaved: planning.left, taken: [], ...(joins ? { joins } : {}),
  };
  return isWorthShowing(plan) ? plan : undefined;
}

/** Writes a proposal down, in the place of an older one for the same; the same picture twice is one plan. */
export async function keepPlan(needs: Pick<Needs, 'store' | 'lock'>, work: Work, plan: Plan): Promise<Plan> {
  await needs.lock(work, `dispatch plan ${plan.provider} ${plan.day.toString()}`);
  const [last] = await needs.store.plansOfProvider(work, plan.provider, plan.day, plan.joins?.quote);
  if (last?.picture === plan.picture && last.kind === plan.kind && last.state === 'proposed') return last;
  await needs.store.addPlan(work, plan);
  await work.audit({ did: 'make-plan', to: plan.id });
  await work.announce({ fact: 'plan-changed', plan: plan.id, provider: plan.provider, country: plan.country, day: plan.day.toString() } satisfies PlanChanged);
  return plan;
}

/** Searches, and writes the proposal down. Nothing of the day is changed. */
export async function makePlan(needs: UsesPlanning, by: Actor, asked: AskedPlan): Promise<Plan | undefined> {
  const plan = await searchPlan(needs, by, asked);
  if (!plan) return undefined;
  const kept = await needs.inWork(by, async (work) => ok(await keepPlan(needs, work, plan)));
  return kept.ok ? kept.value : undefined;
}
