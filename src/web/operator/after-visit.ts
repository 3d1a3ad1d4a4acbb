import { z } from 'zod';
import { type ComplaintId, type ExtraId, type Refusal, type Result, type VisitId, isId, isStaff, ok } from '#kernel';
import { WAIVED_WHY, type WaivedWhy } from '#modules/billing';
import type { Appointment } from '#modules/booking';
import { type Person, fullName } from '#modules/people';
import type { Opening } from '#modules/privacy';
import type { Step } from '#modules/quality';
import { type Call, type Door, type Problem, type Reply, type Typed, go, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { fresh } from '../parts/form.ts';
import { listPage } from './after-visit-list.ts';
import { type After, afterPage } from './after-visit-page.ts';

const WHO = ['operator', 'provider'] as const;
const FEE = ['ask', ...WAIVED_WHY] as const;
const rangAsks = z.object({ words: z.string().trim().min(2, 'after.words-missing').max(1_000, 'work.too-long'), fee: z.enum(FEE, 'after.fee-missing').optional() });
const answerAsks = z.object({ answer: z.string().trim().min(2, 'quality.answer-missing').max(2_000, 'quality.answer-missing'), decide: z.enum(['stands', 'give-back'], 'after.decide-missing').optional() });

type Verb = (work: Work, visit: VisitId) => Promise<Result<unknown, Refusal>>;

/** After a visit: what was promised with its end, what it costs or does not, and what was complained about; for the firm's office and the operator. */
export function afterVisitDoors(has: WebHas): Door[] {
  const act = <S extends z.ZodType>(name: string, asks: S, field: string, verb: (asked: z.infer<S>, call: Call) => Verb): Door => screen({
    method: 'POST', path: `/after/:visit/${name}`, who: WHO, asks, again: (call, typed, problems) => show(has, call as unknown as Call, typed, problems),
    answer: (call) => press(has, call as unknown as Call, verb(call.asked as z.infer<S>, call as unknown as Call), { field, typed: typedAgain(call.asked) }),
  });
  return [
    screen({ method: 'GET', path: '/after', who: WHO, answer: (call) => listPage(has, call) }),
    screen({ method: 'GET', path: '/after/:visit', who: WHO, answer: (call) => show(has, call, {}, []) }),
    act('rang', rangAsks, 'words', (asked) => async (work, visit) => {
      const fee = asked.fee === undefined || asked.fee === 'ask' ? ok(true) : await waive(has, work, visit, asked.fee);
      return fee.ok ? has.quality.rang(work, { visit, words: asked.words }) : fee;
    }),
    act('waive', z.object({ why: z.enum(WAIVED_WHY, 'after.fee-missing') }), 'why', ({ why }) => (work, visit) => waive(has, work, visit, why)),
    act('invoice', z.object({}), 'form', () => (work, visit) => has.billing.invoiceFor(work, { visit })),
    act('late-fee', z.object({}), 'form', () => (work, visit) => has.billing.invoiceLateFee(work, { visit })),
    act('complaints/:complaint', answerAsks, 'answer', (asked, call) => (work, visit) => answered(has, work, visit, { complaint: call.params['complaint'] ?? '', ...asked })),
  ];
}

/** Not asked for; what stands on the credit note is in the language of whoever asked for help. */
async function waive(has: WebHas, work: Work, visit: VisitId, why: WaivedWhy): Promise<Result<unknown, Refusal>> {
  const booked = await has.booking.known.visit(work, visit);
  const request = booked && (await has.booking.known.request(work, booked.request));
  return has.billing.waiveFee(work, { visit, why, says: has.text[request?.lang ?? 'en'].say(`after.waived-${why}`) });
}

type Answered = Readonly<{ complaint: string; answer: string; decide?: 'stands' | 'give-back' | undefined }>;
/** The answer, and where extra work is disputed, its money back if that is the answer: in one step. */
async function answered(has: WebHas, work: Work, visit: VisitId, { complaint, answer, decide }: Answered): Promise<Result<unknown, Refusal>> {
  const one = (await has.quality.complaintsOf(work, visit)).find(({ id }) => id === complaint);
  if (!isId('Complaint', complaint) || !one) return { ok: false, error: { kind: 'no-such-complaint' } };
  const said = await has.quality.answerComplaint(work, { complaint: complaint as ComplaintId, answer });
  return said.ok && one.extra && decide === 'give-back' ? giveBackExtra(has, work, visit, { extra: one.extra, why: answer }) : said;
}

/** What was billed for extra work goes back, line by line. */
async function giveBackExtra(has: WebHas, work: Work, visit: VisitId, { extra, why }: Readonly<{ extra: ExtraId; why: string }>): Promise<Result<unknown, Refusal>> {
  for (const invoice of await has.billing.invoicesFor(work, visit)) {
    const lines = invoice.lines.flatMap(({ id, source, gross }) => (source.kind === 'extra' && source.extra === extra ? [{ line: id, gross: gross.cents }] : []));
    if (lines.length > 0) return has.billing.creditNote(work, { invoice: invoice.id, why: why.slice(0, 300), lines });
  }
  return { ok: false, error: { kind: 'extra-not-billed' } };
}

const typedAgain = (asked: unknown): Typed => Object.fromEntries(Object.entries(asked as Record<string, unknown>).flatMap(([field, value]) => (typeof value === 'string' ? [[field, value] as const] : [])));

async function press(has: WebHas, call: Call, verb: Verb, { field, typed }: Readonly<{ field: string; typed: Typed }>): Promise<Reply> {
  const id = call.params['visit'] ?? '';
  if (!isId('Visit', id)) return missing;
  const key = (kind: string): string => ['after', 'quality', 'billing', 'visits'].map((topic) => `${topic}.${kind}`).find((one) => has.text[call.lang].knows(one)) ?? `after.${kind}`;
  return call.change((work) => (isTheirs(call, work, has, id as VisitId).then((may) => (may ? verb(work, id as VisitId) : { ok: false as const, error: { kind: 'no-such-visit' } }))), () => go(`/after/${id}`),
    (refusal) => (refusal.kind === 'no-such-visit' || refusal.kind === 'no-such-complaint' ? missing : show(has, call, typed, [{ field, says: key(refusal.kind) }])));
}

/** The firm whose visit it was, and the operator. */
async function isTheirs(call: Pick<Call, 'by'>, work: Work, has: WebHas, id: VisitId): Promise<boolean> {
  const booked = await has.booking.known.visit(work, id);
  return booked !== undefined && call.by.kind === 'person' && (isStaff(call.by, 'operator') || call.by.provider === booked.provider);
}

async function show(has: WebHas, call: Call, typed: Typed, problems: readonly Problem[]): Promise<Reply> {
  const id = call.params['visit'] ?? '';
  if (!isId('Visit', id)) return missing;
  const after = await has.privacy.opening(call.by, async (work) => {
    const shows = await afterOf(has, work, call, id as VisitId);
    return shows && { shows, opened: shows.phone ? [{ saw: 'contact', home: shows.seen.home, for: id as VisitId } satisfies Opening] : [] };
  });
  return after ? page(afterPage(frameOf(has, call), after, problems.length > 0 ? { typed, problems } : fresh), problems.length > 0 ? 422 : 200) : missing;
}

const isToRing = (step: Step): boolean => !step.doneAt && step.step !== 'ask-how-it-goes';

/** Whoever asked for the visit; of a quiet one nobody is named. */
async function whoAsked(has: WebHas, work: Work, booked: Appointment): Promise<Readonly<{ isQuiet: boolean; reference: string; person: Person | undefined }>> {
  const request = await has.booking.known.request(work, booked.request);
  const isQuiet = booked.quiet || request?.quiet === true;
  return { isQuiet, reference: request?.reference ?? '', person: !isQuiet && request?.person ? await has.people.known.person(work, request.person) : undefined };
}

async function afterOf(has: WebHas, work: Work, call: Pick<Call, 'by' | 'params'>, id: VisitId): Promise<After | undefined> {
  const [booked, seen] = [await has.booking.known.visit(work, id), await has.visits.see(work, id)];
  if (!booked || !seen || !(await isTheirs(call, work, has, id))) return undefined;
  const [who, step] = [await whoAsked(has, work, booked), await has.quality.stepOf(work, id)];
  const technician = await has.technicians.technician(work, booked.technician);
  return {
    seen, booked, step, isQuiet: who.isQuiet, reference: who.reference, name: who.person ? fullName(who.person) : '', technician: technician?.firstName ?? '',
    // A number is shown only where somebody is to ring it.
    phone: step && isToRing(step) ? who.person?.phone : undefined,
    bills: await has.billing.invoicesFor(work, id), waived: await has.billing.known.waived(work, id), complaints: await has.quality.complaintsOf(work, id), now: work.now,
    isOperator: isStaff(call.by, 'operator'), answering: call.params['complaint'], mayGiveBack: call.by.kind === 'person' && (call.by.provider === booked.provider || isStaff(call.by, 'finance')),
  };
}
