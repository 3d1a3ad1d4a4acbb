import { z } from 'zod';
import { type ExtraId, type Refusal, type Result, type TaskId, type VisitId, isId, money } from '#kernel';
import { BLOCKS, type Block, OUTCOMES } from '#modules/visits';
import type { Opening } from '#modules/privacy';
import { type Call, type Door, type Problem, type Reply, type Typed, file, go, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { fresh } from '../parts/form.ts';
import { type AtWork, workPage } from './visit.ts';

const code = z.string().trim().max(20, 'work.code-unclear');
const blocks = z.object(Object.fromEntries(BLOCKS.map((block) => [block, z.string().trim().max(2_000, 'work.too-long')])) as Record<Block, z.ZodString>);
const extraAsks = z.object({
  says: z.string().trim().min(3, 'work.extra-what-missing').max(200, 'work.too-long'),
  price: z.string().trim().transform((typed) => Math.round(Number(typed.replace(',', '.')) * 100)).pipe(z.number('work.price-unclear').int('work.price-unclear').min(0, 'work.price-unclear').max(1_000_000, 'work.price-unclear')),
  ground: z.enum(['none', 'urgent-repair', 'successive-service']).default('none'), urgentWhy: z.string().trim().max(500, 'work.too-long').optional(),
}).refine(({ ground, urgentWhy }) => ground === 'none' || (urgentWhy ?? '').length >= 10, { path: ['urgentWhy'], error: 'visits.ground-not-described' });

type Verb = (work: Work, visit: VisitId) => Promise<Result<unknown, Refusal>>;

/** What a technician does at a visit: each press is one verb of visits, and the same page again. */
export function workDoors(has: WebHas): Door[] {
  const act = <S extends z.ZodType>(name: string, asks: S, verb: (asked: z.infer<S>, call: Call) => Verb): Door => screen({
    method: 'POST', path: `/day/:visit/${name}`, who: ['technician'], asks,
    again: (call, typed, problems) => show(has, call, typed, problems),
    answer: (call) => press(has, call as unknown as Call, verb(call.asked as z.infer<S>, call as unknown as Call)),
  });
  const nothing = z.object({});
  return [
    screen({ method: 'GET', path: '/day/:visit', who: ['technician'], answer: (call) => show(has, call, {}, []) }),
    screen({
      method: 'GET', path: '/day/:visit/photos/:photo', who: ['technician'],
      answer: async (call) => {
        const id = call.params['visit'] ?? '';
        const at = isId('Visit', id) ? await call.look((work) => atWork(has, work, id, call)) : undefined;
        const photo = at?.request.photos.find((one) => one === call.params['photo']);
        const kept = photo && (await has.files.read(photo));
        return kept ? file(kept.bytes, kept.type, kept.type === 'application/pdf' ? { name: `${photo}.pdf` } : {}) : missing;
      },
    }),
    act('arrive', nothing, () => (work, visit) => has.visits.arrive(work, { visit })),
    act('check-in', z.object({ code }), (asked) => (work, visit) => has.visits.checkIn(work, { visit, code: asked.code })),
    act('start', z.object({ kind: z.enum(['attended', 'unattended']) }), (asked) => (work, visit) => has.visits.startTime(work, { visit, kind: asked.kind })),
    act('stop', z.object({ kind: z.enum(['attended', 'unattended']) }), (asked) => (work, visit) => has.visits.stopTime(work, { visit, kind: asked.kind })),
    act('tick', z.object({ task: z.string().refine((id) => isId('Task', id)), step: z.string().max(60), ticked: z.enum(['done', 'not-needed']) }), (asked) => (work, visit) => has.visits.tick(work, { visit, task: asked.task as TaskId, step: asked.step, ticked: asked.ticked })),
    act('part', z.object({ item: z.string().max(60), quantity: z.coerce.number('work.number-unclear').int().min(1).max(100) }), (asked) => (work, visit) => has.visits.addPart(work, { visit, item: asked.item, quantity: asked.quantity })),
    act('extra', extraAsks, (asked) => async (work, visit) => {
      const seen = await has.visits.see(work, visit);
      const currency = seen?.country === 'GB' ? 'GBP' : 'EUR';
      return has.visits.proposeExtra(work, { visit, why: asked.says, ...(asked.ground === 'none' ? {} : { ground: asked.ground, urgentWhy: asked.urgentWhy ?? '' }), lines: [{ kind: 'labour', says: asked.says, unit: 'package', quantity: 1, unitPrice: money(asked.price, currency) }] });
    }),
    act('extras/:extra', z.object({ answer: z.enum(['yes', 'no']), code: code.optional(), shown: z.string().regex(/^[0-9a-f]{64}$/).optional() }), (asked, call) => (work) => has.visits.answerExtra(work, { extra: call.params['extra'] as ExtraId, answer: asked.answer, startNow: asked.answer === 'yes', ...(asked.code ? { code: asked.code } : {}), ...(asked.shown ? { shown: asked.shown } : {}) })),
    act('note', z.object({ phase: z.enum(['before', 'after']), text: z.string().trim().min(2, 'work.note-missing').max(2_000, 'work.too-long') }), (asked) => (work, visit) => has.visits.note(work, { visit, phase: asked.phase, text: asked.text })),
    act('sheet', blocks, (asked, call) => async (work, visit) => has.visits.writeSheet(work, { visit, lang: await personLang(has, work, visit, call), blocks: asked })),
    act('hand-back', z.object({ how: z.enum(['alone', 'with-help', 'not-yet', 'did-not-want']) }), (asked) => (work, visit) => has.visits.handBack(work, { visit, how: asked.how })),
    act('sign', z.object({ how: z.literal('code'), code }), (asked) => (work, visit) => has.visits.sign(work, { visit, how: 'code', code: asked.code })),
    act('freeze', nothing, () => (work, visit) => has.visits.freeze(work, { visit })),
    act('end', z.object({ outcome: z.enum(OUTCOMES, 'work.outcome-missing') }).catchall(z.string().max(80, 'work.too-long')), (asked) => (work, visit) => has.visits.end(work, { visit, outcome: asked.outcome, found: foundIn(asked) })),
    act('invoice', nothing, () => (work, visit) => has.billing.invoiceFor(work, { visit })),
  ];
}

/** What each task turned out to be, from the fields `was-<task>`. */
const foundIn = (asked: Readonly<Record<string, string>>): { task: TaskId; leaf: string }[] => Object.entries(asked).flatMap(([field, leaf]) => {
  const task = field.startsWith('was-') ? field.slice(4) : '';
  return isId('Task', task) ? [{ task: task as TaskId, leaf }] : [];
});

const personLang = async (has: WebHas, work: Work, visit: VisitId, call: Call): Promise<'en' | 'fr'> => (await has.visits.see(work, visit))?.sheetLang ?? call.lang;

/** A wrong code is an answer that must be kept; it is shown as what was wrong. */
function wrongIn(value: unknown): Problem | undefined {
  if (typeof value !== 'object' || value === null || !('came' in value)) return undefined;
  if (value.came === 'wrong' && 'triesLeft' in value) return { field: 'code', says: 'work.code-wrong', with: { left: Number(value.triesLeft) } };
  return value.came === 'frozen' ? { field: 'code', says: 'work.code-froze' } : undefined;
}

async function press(has: WebHas, call: Call, verb: Verb): Promise<Reply> {
  const id = call.params['visit'] ?? '';
  if (!isId('Visit', id)) return missing;
  return call.change((work) => verb(work, id), (value) => {
    const wrong = wrongIn(value);
    return wrong ? show(has, call, {}, [wrong]) : go(`/day/${id}`);
  }, (refusal) => show(has, call, {}, [{ field: 'form', says: `visits.${refusal.kind}` }]));
}

async function show(has: WebHas, call: Call, typed: Typed, problems: readonly Problem[]): Promise<Reply> {
  const id = call.params['visit'] ?? '';
  if (!isId('Visit', id)) return missing;
  const at = await has.privacy.opening(call.by, async (work) => {
    const found = await atWork(has, work, id, call);
    return found && { shows: found, opened: openedAt(found) };
  });
  if (!at) return missing;
  return page(workPage(frameOf(has, call), at, problems.length > 0 ? { typed, problems } : fresh), problems.length > 0 ? 422 : 200);
}

/** Where to go, whom to call, how to find the door: shown until the visit is over or stopped. */
function openedAt({ seen, home, person }: AtWork): Opening[] {
  if (seen.record.state === 'ended' || seen.record.state === 'frozen') return [];
  const saw = ['address' as const, ...(person?.phone ? ['contact' as const] : []), ...(home.accessNotes ? ['note' as const] : [])];
  return saw.map((what) => ({ saw: what, home: home.id, for: seen.visit }));
}

async function atWork(has: WebHas, work: Work, id: VisitId, call: Call): Promise<AtWork | undefined> {
  const seen = await has.visits.see(work, id);
  if (!seen) return undefined;
  const booked = await has.booking.known.visit(work, id);
  const request = booked && (await has.booking.known.request(work, booked.request));
  const quote = booked && (await has.pricing.known.quote(work, booked.quote));
  const home = await has.people.known.home(work, seen.home);
  if (!request || !quote || !home) return undefined;
  const words = has.text[call.lang];
  const items = quote.lines.flatMap((line) => ('item' in line && line.item !== undefined ? [{ item: line.item, says: words.say(line.says.key, line.says.with) }] : []));
  const texts = await Promise.all(seen.extras.filter(({ state }) => state === 'proposed').map(async ({ id: extra }) => [extra, (await has.visits.extraTerms(work, extra))?.text] as const));
  return { seen, request, home, quote, items, grounds: await has.contracts.known.grounds(work, seen.country), texts: new Map(texts.flatMap(([extra, text]) => (text ? [[extra, text] as const] : []))), person: request.person && (await has.people.known.person(work, request.person)), word: await has.visits.doorWord(work, id) };
}
