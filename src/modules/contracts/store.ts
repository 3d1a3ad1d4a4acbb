import { type AgreementId, type ChangeId, type Country, type Currency, type ExtraId, type HomeId, type Lang, type PersonId, type ProviderId, type QuoteId, type RequestId, type TechnicianId, type VisitId, type WithdrawalId, money } from '#kernel';
import type { Db } from '#platform/db';
import { type DbOf, type Work, lockFor } from '#platform/work';
import type { Agreement, Decision, ReceivedBy, ShownText, TechnicianChange, Withdrawal } from './agreement.ts';
import type { Channel } from './rules.ts';

type Instant = Temporal.Instant;
type AgreementRow = {
  id: AgreementId; kind: 'visit' | 'extra'; quote_id: QuoteId; provider_id: ProviderId; request_id: RequestId; extra_id: ExtraId | null; home_id: HomeId; person_id: PersonId | null; quiet: boolean;
  country: Country; channel: Channel; currency: Currency; most_cents: number; text_digest: string; informed_at: Instant | null; express_at: Instant | null; acknowledged_at: Instant | null;
  urgent_why: string | null; exemption_rule: string | null; exemption_article: string | null; payable_from: Temporal.PlainDate | null; agreed_at: Instant; agreed_by: string; keep_until: Temporal.PlainDate;
};
type WithdrawalRow = { id: WithdrawalId; agreement_id: AgreementId; declared_at: Instant; received_by: ReceivedBy; name: string; reply_to: string; article: string; performed_at: Instant | null; refund_by: Temporal.PlainDate; taken_by: string; forgotten_at: Instant | null };
type ChangeRow = {
  id: ChangeId; quote_id: QuoteId; provider_id: ProviderId; visit_id: VisitId; request_id: RequestId; home_id: HomeId; quiet: boolean; before_id: TechnicianId; after_id: TechnicianId; announced_at: Instant;
  answer: 'agreed' | 'refused' | null; answered_at: Instant | null; answered_by: string | null;
};
type DecisionRow = { rule_id: string; applies: boolean; figure: number | null; why: string; decided_at: Instant; decided_by: string };
type Tables = {
  'contracts.texts': { digest: string; words: string; lang: Lang; country: Country; version: string; written_at: Instant };
  'contracts.agreements': AgreementRow; 'contracts.withdrawals': WithdrawalRow; 'contracts.changes': ChangeRow; 'contracts.decisions': DecisionRow & { place?: number };
};
type In = (work: Work) => Db<Tables>;
const orNothing = <T>(value: T | null): T | undefined => value ?? undefined;
const orNull = <T>(value: T | undefined): T | null => value ?? null;

const withdrawalFrom = (row: WithdrawalRow): Withdrawal => ({
  id: row.id, agreement: row.agreement_id, declaredAt: row.declared_at, receivedBy: row.received_by, name: row.name, replyTo: row.reply_to, article: row.article, performedAt: orNothing(row.performed_at),
  refundBy: row.refund_by, takenBy: row.taken_by,
});
const agreementFrom = (row: AgreementRow, withdrawal: WithdrawalRow | undefined): Agreement => ({
  id: row.id, kind: row.kind, quote: row.quote_id, provider: row.provider_id, request: row.request_id, extra: orNothing(row.extra_id), home: row.home_id, person: orNothing(row.person_id), quiet: row.quiet,
  country: row.country, channel: row.channel, most: money(row.most_cents, row.currency), digest: row.text_digest, informedAt: orNothing(row.informed_at), expressAt: orNothing(row.express_at),
  acknowledgedAt: orNothing(row.acknowledged_at), urgentWhy: orNothing(row.urgent_why), payableFrom: orNothing(row.payable_from), agreedAt: row.agreed_at, agreedBy: row.agreed_by, keepUntil: row.keep_until,
  ...(row.exemption_rule !== null && row.exemption_article !== null ? { exemption: { rule: row.exemption_rule, article: row.exemption_article } } : {}), ...(withdrawal ? { withdrawal: withdrawalFrom(withdrawal) } : {}),
});
const changeFrom = (row: ChangeRow): TechnicianChange => ({
  id: row.id, quote: row.quote_id, provider: row.provider_id, visit: row.visit_id, request: row.request_id, home: row.home_id, quiet: row.quiet, before: row.before_id, after: row.after_id, announcedAt: row.announced_at, answer: orNothing(row.answer),
});

const agreementsIn = (db: In, dbOf: DbOf) => {
  const whole = async (work: Work, rows: readonly AgreementRow[]): Promise<Agreement[]> => {
    if (rows.length === 0) return [];
    const withdrawals = await db(work).selectFrom('contracts.withdrawals').selectAll().where('agreement_id', 'in', rows.map(({ id }) => id)).execute();
    return rows.map((row) => agreementFrom(row, withdrawals.find((one) => one.agreement_id === row.id)));
  };
  const all = (work: Work) => db(work).selectFrom('contracts.agreements').selectAll().orderBy('agreed_at').orderBy('id');
  return {
    lock: (work: Work, id: AgreementId) => lockFor(dbOf, work, `contract ${id}`),
    find: async (work: Work, id: AgreementId): Promise<Agreement | undefined> => (await whole(work, await all(work).where('id', '=', id).execute()))[0],
    ofRequest: async (work: Work, request: RequestId): Promise<Agreement[]> => whole(work, await all(work).where('request_id', '=', request).execute()),
    ofExtra: async (work: Work, extra: ExtraId): Promise<Agreement | undefined> => (await whole(work, await all(work).where('extra_id', '=', extra).execute()))[0],
    ofPerson: async (work: Work, person: PersonId): Promise<Agreement[]> => whole(work, await all(work).where('person_id', '=', person).execute()),
    async keepText(work: Work, text: ShownText): Promise<void> {
      await db(work).insertInto('contracts.texts').values({ ...text, written_at: work.now }).onConflict((again) => again.column('digest').doNothing()).execute();
    },
    async text(work: Work, digest: string): Promise<ShownText | undefined> {
      const row = await db(work).selectFrom('contracts.texts').selectAll().where('digest', '=', digest).executeTakeFirst();
      return row && { digest: row.digest, words: row.words, lang: row.lang, country: row.country, version: row.version };
    },
    async add(work: Work, one: Agreement): Promise<void> {
      await db(work).insertInto('contracts.agreements').values({
        id: one.id, kind: one.kind, quote_id: one.quote, provider_id: one.provider, request_id: one.request, extra_id: orNull(one.extra), home_id: one.home, person_id: orNull(one.person), quiet: one.quiet,
        country: one.country, channel: one.channel, currency: one.most.currency, most_cents: one.most.cents, text_digest: one.digest, informed_at: orNull(one.informedAt), express_at: orNull(one.expressAt),
        acknowledged_at: orNull(one.acknowledgedAt), urgent_why: orNull(one.urgentWhy), exemption_rule: orNull(one.exemption?.rule), exemption_article: orNull(one.exemption?.article),
        payable_from: orNull(one.payableFrom), agreed_at: one.agreedAt, agreed_by: one.agreedBy, keep_until: one.keepUntil,
      }).execute();
    },
    async withdraw(work: Work, one: Withdrawal): Promise<void> {
      await db(work).insertInto('contracts.withdrawals').values({
        id: one.id, agreement_id: one.agreement, declared_at: one.declaredAt, received_by: one.receivedBy, name: one.name, reply_to: one.replyTo, article: one.article, performed_at: orNull(one.performedAt),
        refund_by: one.refundBy, taken_by: one.takenBy, forgotten_at: null,
      }).execute();
    },
    /** Blanks who declared what, once the proof need not be kept any longer. */
    async forgetAfter(work: Work, day: Temporal.PlainDate): Promise<number> {
      const { numUpdatedRows } = await db(work).updateTable('contracts.withdrawals').set({ name: '', reply_to: '', forgotten_at: work.now }).where('forgotten_at', 'is', null)
        .where('agreement_id', 'in', (old) => old.selectFrom('contracts.agreements').select('contracts.agreements.id').where('keep_until', '<', day)).executeTakeFirst();
      return Number(numUpdatedRows);
    },
  };
};

const decisionsIn = (db: In) => ({
  /** The last word on each rule. */
  async decisions(work: Work): Promise<Decision[]> {
    const rows = await db(work).selectFrom('contracts.decisions').select(['rule_id', 'applies', 'figure', 'why', 'decided_at', 'decided_by']).orderBy('place').execute();
    return [...new Map(rows.map((row) => [row.rule_id, row])).values()].map((row) => ({ rule: row.rule_id, applies: row.applies, ...(row.figure === null ? {} : { figure: row.figure }), why: row.why, decidedAt: row.decided_at, decidedBy: row.decided_by }));
  },
  async decide(work: Work, one: Decision): Promise<void> {
    await db(work).insertInto('contracts.decisions').values({ rule_id: one.rule, applies: one.applies, figure: one.figure ?? null, why: one.why, decided_at: one.decidedAt, decided_by: one.decidedBy }).execute();
  },
});

const changesIn = (db: In) => ({
  async changeOf(work: Work, visit: VisitId): Promise<TechnicianChange | undefined> {
    const row = await db(work).selectFrom('contracts.changes').selectAll().where('visit_id', '=', visit).orderBy('announced_at', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
    return row && changeFrom(row);
  },
  async change(work: Work, id: ChangeId): Promise<TechnicianChange | undefined> {
    const row = await db(work).selectFrom('contracts.changes').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    return row && changeFrom(row);
  },
  async addChange(work: Work, one: TechnicianChange): Promise<void> {
    // An announcement that nobody answered is overtaken by the next one.
    await db(work).deleteFrom('contracts.changes').where('visit_id', '=', one.visit).where('answer', 'is', null).execute();
    await db(work).insertInto('contracts.changes').values({
      id: one.id, quote_id: one.quote, provider_id: one.provider, visit_id: one.visit, request_id: one.request, home_id: one.home, quiet: one.quiet, before_id: one.before, after_id: one.after, announced_at: one.announcedAt,
      answer: null, answered_at: null, answered_by: null,
    }).execute();
  },
  async answerChange(work: Work, id: ChangeId, answer: 'agreed' | 'refused', by: string): Promise<void> {
    await db(work).updateTable('contracts.changes').set({ answer, answered_at: work.now, answered_by: by }).where('id', '=', id).where('answer', 'is', null).execute();
  },
});

export function agreementsStore(dbOf: DbOf) {
  const db: In = (work) => dbOf<Tables>(work);
  return { ...agreementsIn(db, dbOf), ...decisionsIn(db), ...changesIn(db) };
}
export type Store = ReturnType<typeof agreementsStore>;
