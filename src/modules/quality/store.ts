import type { ComplaintId, Country, ExtraId, HomeId, PersonId, ProviderId, RequestId, TechnicianId, VisitId } from '#kernel';
import { type Db, json, present, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { About, Complaint } from './complaint.ts';
import type { Answers, Review, Side } from './review.ts';

type Instant = Temporal.Instant;
type RepeatRow = { visit_id: VisitId; request_id: RequestId; home_id: HomeId; technician_id: TechnicianId; provider_id: ProviderId; words: string; at: Instant };
type ReviewRow = { visit_id: VisitId; side: Side; home_id: HomeId; technician_id: TechnicianId; provider_id: ProviderId; answers: Answers; words: string | null; ended_at: Instant; at: Instant };
type ComplaintRow = {
  id: ComplaintId; visit_id: VisitId; home_id: HomeId; provider_id: ProviderId; country: Country; quiet: boolean; about: About; words: string; wish: string | null; said_at: Instant; answer_by: Temporal.PlainDate;
  answer: string | null; answered_by: PersonId | null; answered_at: Instant | null; settled: 'settled' | 'not-settled' | null; settled_at: Instant | null; extra_id: ExtraId | null;
};
type Tables = { 'quality.repeats': RepeatRow; 'quality.reviews': ReviewRow; 'quality.complaints': ComplaintRow };
export type KeptRepeat = Readonly<{ visit: VisitId; request: RequestId; home: HomeId; at: Instant; words: string }>;
type Who = { technician: TechnicianId } | { provider: ProviderId };

const reviewFrom = (row: ReviewRow): Review => present({ visit: row.visit_id, side: row.side, home: row.home_id, technician: row.technician_id, provider: row.provider_id, answers: row.answers, words: row.words, endedAt: row.ended_at, at: row.at });
const repeatFrom = (row: RepeatRow): KeptRepeat => ({ visit: row.visit_id, request: row.request_id, home: row.home_id, at: row.at, words: row.words });
const complaintFrom = (row: ComplaintRow): Complaint => present({
  id: row.id, visit: row.visit_id, home: row.home_id, provider: row.provider_id, country: row.country, quiet: row.quiet, about: row.about, words: row.words, wish: row.wish, saidAt: row.said_at, answerBy: row.answer_by,
  answer: row.answer, answeredBy: row.answered_by, answeredAt: row.answered_at, settled: row.settled, settledAt: row.settled_at, extra: row.extra_id,
});

const complaintsIn = (db: (work: Work) => Db<Tables>) => ({
  async addComplaint(work: Work, one: Complaint): Promise<void> {
    await db(work).insertInto('quality.complaints').values({
      id: one.id, visit_id: one.visit, home_id: one.home, provider_id: one.provider, country: one.country, quiet: one.quiet, about: one.about, words: one.words, wish: one.wish ?? null, said_at: one.saidAt, answer_by: one.answerBy,
      answer: null, answered_by: null, answered_at: null, settled: null, settled_at: null, extra_id: one.extra ?? null,
    }).execute();
  },
  async complaint(work: Work, id: ComplaintId): Promise<Complaint | undefined> {
    const row = await db(work).selectFrom('quality.complaints').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    return row && complaintFrom(row);
  },
  async saveComplaint(work: Work, { id, answer, answeredBy, answeredAt, settled, settledAt }: Complaint): Promise<void> {
    await db(work).updateTable('quality.complaints').set({ answer: answer ?? null, answered_by: answeredBy ?? null, answered_at: answeredAt ?? null, settled: settled ?? null, settled_at: settledAt ?? null }).where('id', '=', id).execute();
  },
  async complaintsOfVisit(work: Work, visit: VisitId): Promise<Complaint[]> {
    return (await db(work).selectFrom('quality.complaints').selectAll().where('visit_id', '=', visit).orderBy('said_at').orderBy('id').execute()).map(complaintFrom);
  },
  /** What waits for an answer, or was not settled by it; the first to be due comes first. */
  async openComplaints(work: Work, provider?: ProviderId): Promise<Complaint[]> {
    const open = db(work).selectFrom('quality.complaints').selectAll().where((on) => on.or([on('answer', 'is', null), on('settled', '=', 'not-settled')])).orderBy('answer_by').orderBy('id').limit(200);
    return (await (provider ? open.where('provider_id', '=', provider) : open).execute()).map(complaintFrom);
  },
});

const countsIn = (db: (work: Work) => Db<Tables>) => ({
  /** Of each: how often somebody said of them that they explained clearly or were patient, and how often yes; only what is revealed (older than `before`, or both sides spoke). */
  async gentle(work: Work, technicians: readonly TechnicianId[], before: Instant): Promise<ReadonlyMap<TechnicianId, Readonly<{ yes: number; of: number }>>> {
    if (technicians.length === 0) return new Map();
    const { rows } = await sql<{ technician_id: TechnicianId; yes: number; of: number }>`
      select r.technician_id, (count(*) filter (where r.answers->>'explained' = 'true') + count(*) filter (where r.answers->>'patient' = 'true'))::int as yes, (count(r.answers->>'explained') + count(r.answers->>'patient'))::int as of
      from quality.reviews r where r.technician_id = any(${[...technicians]}) and r.side = 'household'
        and (r.ended_at <= ${before} or exists (select from quality.reviews other where other.visit_id = r.visit_id and other.side = 'technician')) group by r.technician_id`.execute(db(work));
    return new Map(rows.map(({ technician_id, yes, of }) => [technician_id, { yes, of }]));
  },
});

export const qualityStore = (dbOf: DbOf) => {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return {
    ...complaintsIn(db), ...countsIn(db),
    /** Once for a visit; false when somebody was first. */
    async addRepeat(work: Work, one: Omit<KeptRepeat, 'at'> & { technician: TechnicianId; provider: ProviderId }): Promise<boolean> {
      const added = await db(work).insertInto('quality.repeats').values({ visit_id: one.visit, request_id: one.request, home_id: one.home, technician_id: one.technician, provider_id: one.provider, words: one.words, at: work.now })
        .onConflict((first) => first.column('visit_id').doNothing()).executeTakeFirst();
      return Number(added.numInsertedOrUpdatedRows ?? 0) > 0;
    },
    async repeatOf(work: Work, visit: VisitId): Promise<KeptRepeat | undefined> {
      const row = await db(work).selectFrom('quality.repeats').selectAll().where('visit_id', '=', visit).executeTakeFirst();
      return row && repeatFrom(row);
    },
    async latestRepeats(work: Work, since: Instant): Promise<KeptRepeat[]> {
      return (await db(work).selectFrom('quality.repeats').selectAll().where('at', '>=', since).orderBy('at', 'desc').limit(100).execute()).map(repeatFrom);
    },
    /** Of these visits, those that came back within so many days of their end. */
    async cameBackOf(work: Work, visits: readonly Readonly<{ id: VisitId; endedAt: Instant }>[], days: number): Promise<ReadonlySet<VisitId>> {
      if (visits.length === 0) return new Set();
      const ends = new Map(visits.map(({ id, endedAt }) => [id, endedAt.add({ hours: 24 * days })]));
      const rows = await db(work).selectFrom('quality.repeats').select(['visit_id', 'at']).where('visit_id', 'in', [...ends.keys()]).execute();
      return new Set(rows.filter(({ visit_id, at }) => { const end = ends.get(visit_id); return end !== undefined && Temporal.Instant.compare(at, end) <= 0; }).map(({ visit_id }) => visit_id));
    },
    /** False when this side has spoken before. */
    async addReview(work: Work, one: Review): Promise<boolean> {
      const added = await db(work).insertInto('quality.reviews').values({
        visit_id: one.visit, side: one.side, home_id: one.home, technician_id: one.technician, provider_id: one.provider, answers: json(one.answers), words: one.words ?? null, ended_at: one.endedAt, at: one.at,
      }).onConflict((before) => before.doNothing()).executeTakeFirst();
      return Number(added.numInsertedOrUpdatedRows ?? 0n) === 1;
    },
    async reviewsOfVisit(work: Work, visit: VisitId): Promise<Review[]> {
      return (await db(work).selectFrom('quality.reviews').selectAll().where('visit_id', '=', visit).execute()).map(reviewFrom);
    },
    /** Both sides of every visit of theirs that anybody spoke of. */
    async reviewsFor(work: Work, who: Who): Promise<Review[]> {
      const rows = await db(work).selectFrom('quality.reviews').selectAll()
        .where((on) => ('technician' in who ? on('technician_id', '=', who.technician) : on('provider_id', '=', who.provider))).orderBy('at', 'desc').limit(1_000).execute();
      return rows.map(reviewFrom);
    },
    async wordsOfHomes(work: Work, homes: readonly HomeId[]): Promise<Record<string, unknown>> {
      if (homes.length === 0) return {};
      return {
        cameBack: (await db(work).selectFrom('quality.repeats').selectAll().where('home_id', 'in', homes).execute()).map(repeatFrom),
        reviews: (await db(work).selectFrom('quality.reviews').selectAll().where('home_id', 'in', homes).where('side', '=', 'household').execute()).map(reviewFrom),
        complaints: (await db(work).selectFrom('quality.complaints').selectAll().where('home_id', 'in', homes).where('quiet', '=', false).execute()).map(complaintFrom),
      };
    },
    /** The words go; that something came back, and when a complaint was answered, stays as a number without a name. */
    async forgetHomes(work: Work, homes: readonly HomeId[]): Promise<number> {
      if (homes.length === 0) return 0;
      const [repeats, reviews, complaints] = [
        await db(work).updateTable('quality.repeats').set({ words: '' }).where('home_id', 'in', homes).where('words', '<>', '').executeTakeFirst(),
        await db(work).updateTable('quality.reviews').set({ words: null }).where('home_id', 'in', homes).where('words', 'is not', null).executeTakeFirst(),
        await db(work).updateTable('quality.complaints').set({ words: '', wish: null, answer: sql`case when answer is null then null else '' end` }).where('home_id', 'in', homes).where('words', '<>', '').executeTakeFirst(),
      ];
      return [repeats, reviews, complaints].reduce((sum, done) => sum + Number(done.numUpdatedRows), 0);
    },
  };
};
export type QualityStore = ReturnType<typeof qualityStore>;
