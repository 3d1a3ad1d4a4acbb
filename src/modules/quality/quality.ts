import { bringVisit, pastVisitsSeen } from './do/bring-visit.ts';
import { pastCameBack, pastVisitSeen } from './do/past-came-back.ts';
import { type PastVisits, pastVisitsIn } from './past-store.ts';
import type { VisitBooked } from '#facts/booking';
import type { VisitEnded } from '#facts/visits';
import { type ProviderId, type TechnicianId, type VisitId, jobActor, must, ok } from '#kernel';
import { heldOf } from './past-visit.ts';
import type { Booking } from '#modules/booking';
import type { People } from '#modules/people';
import { FEWEST_RATINGS, type ProvedSkill, type Repairs, type Technicians, wilsonLowerBound } from '#modules/technicians';
import type { Pricing } from '#modules/pricing';
import type { Visits } from '#modules/visits';
import type { DbOf, InWork, Work } from '#platform/work';
import { cameBack, guaranteeOf } from './do/came-back.ts';
import { answerComplaint, complain, complaintsOf, settleComplaint } from './do/complain.ts';
import { review, reviewsOf } from './do/review.ts';
import { seeTargets, setTarget, watch } from './do/watch.ts';
import { askHowItGoes, openSteps, rang, stepOf, visitBooked, visitEnded } from './do/next-steps.ts';
import type { Quality, Shown, SubjectShown } from './front.ts';
import { maySeeQuality, officeOf } from './may.ts';
import type { Needs } from './needs.ts';
import { REVIEW_DAYS, countFacts, isRevealed } from './review.ts';
import { stepsIn } from './step-store.ts';
import { qualityStore } from './store.ts';
import type { Waiting } from './target.ts';
import { targetsIn } from './target-store.ts';

export type QualityHas = Readonly<{
  dbOf: DbOf; inWork: InWork; booking: Pick<Booking, 'ask' | 'askAgain' | 'known' | 'tellHome'>; pricing: Readonly<{ known: Pick<Pricing['known'], 'quote' | 'freeRepeat'> }>; visits: Readonly<{ known: Pick<Visits['known'], 'bill' | 'custody' | 'solvedBy' | 'foundAt'> }>;
  technicians: Pick<Technicians, 'techniciansOf' | 'provedSkills'>; people: Readonly<{ known: Pick<People['known'], 'homesOf' | 'aloneIn'> }>;
  /** What a fault (a leaf of the taxonomy) asks of whoever repairs it. */
  skillsFor: (leaf: string) => readonly string[];
}>;

/** A repair counts as a first-time fix when it held so long (the field's own measure). */
const FIX_DAYS = 30;
const SHOWN_DAYS = 365;
const HOURS = 24;
/** Of whom too little is known: neither better nor worse than others. */
const UNKNOWN = 0.5;
const REPAIR_DAYS = 90;
const SEEN_TO: ReadonlySet<string> = new Set(['booked', 'done', 'closed']);

/** What they solved in the last year, and that is old enough to say whether it held. */
const solvedBy = (has: Pick<QualityHas, 'visits'>, work: Work, technicians: readonly TechnicianId[]): ReturnType<QualityHas['visits']['known']['solvedBy']> =>
  has.visits.known.solvedBy(work, technicians, { from: work.now.subtract({ hours: HOURS * SHOWN_DAYS }), until: work.now.subtract({ hours: HOURS * FIX_DAYS }) });

async function skillsOf(needs: Needs, has: Pick<QualityHas, 'visits' | 'technicians' | 'skillsFor'>, work: Work, technician: TechnicianId): Promise<readonly ProvedSkill[]> {
  const solved = await solvedBy(has, work, [technician]);
  const back = await needs.store.cameBackOf(work, solved, FIX_DAYS);
  const repairs = new Map<string, Repairs>();
  // A visit counts once for each skill, however many of its faults asked for it.
  for (const [visit, leaves] of await has.visits.known.foundAt(work, solved.map(({ id }) => id))) for (const skill of new Set(leaves.flatMap(has.skillsFor))) {
    const before = repairs.get(skill) ?? { held: 0, of: 0 };
    repairs.set(skill, { held: before.held + (back.has(visit) ? 0 : 1), of: before.of + 1 });
  }
  return has.technicians.provedSkills(work, technician, repairs);
}

async function shownOf(needs: Needs, has: Pick<QualityHas, 'dbOf' | 'visits' | 'technicians'>, work: Work, who: { technician: TechnicianId } | { provider: ProviderId }): Promise<Shown> {
  const all = await needs.store.reviewsFor(work, who);
  const open = all.filter((one) => one.side === 'household' && isRevealed(one, all, work.now));
  const technicians = 'technician' in who ? [who.technician] : (await has.technicians.techniciansOf(work, who.provider)).map(({ id }) => id);
  const solved = await solvedBy(has, work, technicians);
  // Visits from before this house kept them count alike.
  const today = work.now.toZonedDateTimeISO('UTC').toPlainDate();
  const past = heldOf(await pastVisitsIn(has.dbOf).between(work, who, today.subtract({ days: SHOWN_DAYS }), today.subtract({ days: FIX_DAYS })), FIX_DAYS);
  const back = await needs.store.cameBackOf(work, solved, FIX_DAYS);
  const subjects = countSubjects(await has.visits.known.foundAt(work, solved.map(({ id }) => id)), back);
  return { facts: countFacts(open), reviews: open.length, solved: solved.length + past.solved, stayedSolved: solved.length - back.size + past.stayed, subjects };
}

/** By what each visit turned out to be: how many solved it, and after how many somebody had to ring again. */
function countSubjects(found: ReadonlyMap<VisitId, readonly string[]>, back: ReadonlySet<VisitId>): SubjectShown[] {
  const counts = new Map<string, { solved: number; cameBack: number }>();
  for (const [visit, leaves] of found) for (const leaf of leaves) {
    const before = counts.get(leaf) ?? { solved: 0, cameBack: 0 };
    counts.set(leaf, { solved: before.solved + 1, cameBack: before.cameBack + (back.has(visit) ? 1 : 0) });
  }
  return [...counts].map(([leaf, of]) => ({ leaf, ...of })).toSorted((a, b) => b.solved - a.solved || a.leaf.localeCompare(b.leaf));
}

/** Calls that were promised when a visit ended. */
const callsWaiting = async (needs: Needs, work: Work): Promise<Waiting[]> =>
  (await needs.steps.openCalls(work)).map(({ visit, step, promisedAt }) => ({ kind: 'after-visit', about: visit, urgent: step === 'call-at-once', since: promisedAt }));

/** Repairs under guarantee that have no time yet. */
async function repairsWaiting(needs: Needs, past: PastVisits, work: Work): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  const since = work.now.subtract({ hours: HOURS * REPAIR_DAYS });
  for (const one of [...await needs.store.latestRepeats(work, since), ...await past.againUnderGuarantee(work, since)]) {
    const request = await needs.booking.known.request(work, one.request);
    if (request && !SEEN_TO.has(request.state)) waiting.push({ kind: 'repair', about: one.request, urgent: request.safety.length > 0, since: one.at });
  }
  return waiting;
}

/** What must be seen to: the operator sees all of it, an office the complaints about it. */
async function due(needs: Needs, work: Work): ReturnType<Quality['due']> {
  if (maySeeQuality(work.by)) return { complaints: await needs.store.openComplaints(work), repeats: await needs.store.latestRepeats(work, work.now.subtract({ hours: HOURS * FIX_DAYS })) };
  const provider = officeOf(work.by);
  return provider && { complaints: await needs.store.openComplaints(work, provider), repeats: [] };
}

/** Quality over what was booked, done and priced. */
export function createQuality(has: QualityHas): Quality {
  const needs: Needs = { store: qualityStore(has.dbOf), steps: stepsIn(has.dbOf), booking: has.booking, pricing: has.pricing, visits: has.visits };
  const past = pastVisitsIn(has.dbOf);
  const targets = targetsIn(has.dbOf);
  return {
    cameBack: (work, asked) => cameBack(needs, work, asked),
    guaranteeOf: (work, visit) => guaranteeOf(needs, work, visit),
    review: (work, asked) => review(needs, work, asked),
    reviewsOf: (work, visit) => reviewsOf(needs, work, visit),
    complain: (work, asked) => complain(needs, work, asked),
    complaintsOf: (work, visit) => complaintsOf(needs, work, visit),
    answerComplaint: (work, asked) => answerComplaint(needs, work, asked),
    settleComplaint: (work, asked) => settleComplaint(needs, work, asked),
    due: (work) => due(needs, work),
    promised: (work) => openSteps(needs, work),
    stepOf: (work, visit) => stepOf(needs, work, visit),
    rang: (work, asked) => rang(needs, work, asked),
    listen(facts) {
      const hear = async (todo: (work: Work) => Promise<void>): Promise<void> => { must(await has.inWork(jobActor('quality'), async (work) => { await todo(work); return ok(true); })); };
      facts.listen<VisitEnded>('visit-ended', 'quality', (fact) => hear((work) => visitEnded(needs, work, fact)));
      facts.listen<VisitBooked>('visit-booked', 'quality', (fact) => hear((work) => visitBooked(needs, work, fact)));
    },
    watch: async (work, others, office) => watch(targets, work, [...others, ...await repairsWaiting(needs, past, work), ...await callsWaiting(needs, work)], office),
    targets: (work, zone) => seeTargets(targets, work, zone),
    setTarget: (work, asked) => setTarget(targets, work, asked),
    bringVisit: (work, asked) => bringVisit({ past }, work, asked),
    pastVisit: (work, id) => pastVisitSeen({ past }, work, id),
    pastCameBack: (work, asked) => pastCameBack({ past, booking: has.booking }, work, asked),
    pastVisitsOf: (work, home) => pastVisitsSeen({ past }, work, home),
    skillsOf: (work, technician) => skillsOf(needs, has, work, technician),
    shownOf: (work, who) => shownOf(needs, has, work, who),
    known: {
      cameBackOf: async (work, visits) => (await needs.store.cameBackOf(work, visits, FIX_DAYS)).size,
      complaint: (work, id) => needs.store.complaint(work, id),
      stepOf: (work, visit) => needs.steps.of(work, visit),
      isDisputed: async (work, visit) => (await needs.store.complaintsOfVisit(work, visit)).some(({ answer, settled }) => answer === undefined || settled === 'not-settled'),
      askHowItGoes: (work) => askHowItGoes(needs, work),
      async suits(work, technicians) {
        const counts = await needs.store.gentle(work, technicians, work.now.subtract({ hours: HOURS * REVIEW_DAYS }));
        return new Map(technicians.map((id) => { const { yes, of } = counts.get(id) ?? { yes: 0, of: 0 }; return [id, of < FEWEST_RATINGS ? UNKNOWN : wilsonLowerBound(yes, of)]; }));
      },
    },
    aboutPerson: {
      async export(work, person) {
        const homes = await has.people.known.aloneIn(work, person);
        return { ...await needs.store.wordsOfHomes(work, homes), visitsBefore: await past.ofHomes(work, homes), calledAfter: await needs.steps.wordsOfHomes(work, homes) };
      },
      async erase(work, person) {
        const homes = await has.people.known.aloneIn(work, person);
        return { erased: await needs.store.forgetHomes(work, homes) + await past.forgetHomes(work, homes) + await needs.steps.forgetHomes(work, homes) };
      },
    },
  };
}
