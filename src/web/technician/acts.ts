import { z } from 'zod';
import { type ExtraId, type FileId, type Lang, type Refusal, type Result, type TaskId, type VisitId, isId, money } from '#kernel';
import { BLOCKS, type Block, OUTCOMES } from '#modules/visits';
import type { Work } from '#platform/work';
import type { WebHas } from '../has.ts';

/** What comes with an act besides its fields: the language of whoever works, the extra work that is meant, a picture that was kept. */
export type Brings = Readonly<{ lang: Lang; extra?: string | undefined; picture?: FileId | undefined }>;
export type Verb = (work: Work, visit: VisitId) => Promise<Result<unknown, Refusal>>;
/** One thing that a technician does at a visit. `picture`: the file that may, or must, come along. `papers`: dated by when the house does it, not by when it is said to have happened. */
export type Act = Readonly<{ asks: z.ZodType; verb(asked: never, brings: Brings): Verb; picture?: 'may' | 'must'; papers?: true }>;
export type Acts = Readonly<Record<string, Act>>;

const code = z.string().trim().max(20, 'work.code-unclear');
const blocks = z.object(Object.fromEntries(BLOCKS.map((block) => [block, z.string().trim().max(2_000, 'work.too-long')])) as Record<Block, z.ZodString>);
const extraAsks = z.object({
  says: z.string().trim().min(3, 'work.extra-what-missing').max(200, 'work.too-long'),
  price: z.string().trim().transform((typed) => Math.round(Number(typed.replace(',', '.')) * 100)).pipe(z.number('work.price-unclear').int('work.price-unclear').min(0, 'work.price-unclear').max(1_000_000, 'work.price-unclear')),
  ground: z.enum(['none', 'urgent-repair', 'successive-service']).default('none'), urgentWhy: z.string().trim().max(500, 'work.too-long').optional(),
}).refine(({ ground, urgentWhy }) => ground === 'none' || (urgentWhy ?? '').length >= 10, { path: ['urgentWhy'], error: 'visits.ground-not-described' });
const answerAsks = z.object({ answer: z.enum(['yes', 'no']), code: code.optional(), shown: z.string().regex(/^[0-9a-f]{64}$/).optional() });
const clockAsks = z.object({ kind: z.enum(['attended', 'unattended']) });
const nothing = z.object({});
export const spokenAsks = z.object({ words: z.string().trim().min(2, 'sign.spoken-missing').max(300, 'where.too-long') });

const act = <S extends z.ZodType>(asks: S, verb: (asked: z.infer<S>, brings: Brings) => Verb, more: Pick<Act, 'picture' | 'papers'> = {}): Act => ({ asks, verb: verb as Act['verb'], ...more });

/** Every act by its name, which is the end of its address: with signal each is a form of its own, without it the telephone tells it later by that name. */
export function actsOf(has: WebHas): Acts {
  const { visits } = has;
  return {
    'set-out': act(nothing, () => (work, visit) => visits.setOut(work, { visit })),
    arrive: act(nothing, () => (work, visit) => visits.arrive(work, { visit })),
    'check-in': act(z.object({ code }), (asked) => (work, visit) => visits.checkIn(work, { visit, code: asked.code })),
    start: act(clockAsks, ({ kind }) => (work, visit) => visits.startTime(work, { visit, kind })),
    stop: act(clockAsks, ({ kind }) => (work, visit) => visits.stopTime(work, { visit, kind })),
    tick: act(z.object({ task: z.string().refine((id) => isId('Task', id)), step: z.string().max(60), ticked: z.enum(['done', 'not-needed']) }), ({ task, step, ticked }) => (work, visit) => visits.tick(work, { visit, task: task as TaskId, step, ticked })),
    part: act(z.object({ item: z.string().max(60), quantity: z.coerce.number('work.number-unclear').int().min(1).max(100) }), (asked) => (work, visit) => visits.addPart(work, { visit, item: asked.item, quantity: asked.quantity })),
    extra: act(extraAsks, (asked) => proposeExtra(has, asked)),
    extras: act(answerAsks, (asked, { extra }) => (work) => visits.answerExtra(work, { extra: extra as ExtraId, answer: asked.answer, startNow: asked.answer === 'yes', ...(asked.code ? { code: asked.code } : {}), ...(asked.shown ? { shown: asked.shown } : {}) })),
    note: act(z.object({ phase: z.enum(['before', 'after']), text: z.string().trim().min(2, 'work.note-missing').max(2_000, 'work.too-long') }), (asked, { picture }) => (work, visit) => visits.note(work, { visit, phase: asked.phase, text: asked.text, ...(picture ? { photo: picture } : {}) }), { picture: 'may' }),
    sheet: act(blocks, (asked, { lang }) => async (work, visit) => visits.writeSheet(work, { visit, lang: (await visits.see(work, visit))?.sheetLang ?? lang, blocks: asked })),
    'hand-back': act(z.object({ how: z.enum(['alone', 'with-help', 'not-yet', 'did-not-want']) }), ({ how }) => (work, visit) => visits.handBack(work, { visit, how })),
    sign: act(z.object({ how: z.literal('code'), code }), (asked) => (work, visit) => visits.sign(work, { visit, how: 'code', code: asked.code })),
    'by-hand/drawn': act(nothing, (_asked, { picture }) => (work, visit) => visits.sign(work, { visit, how: 'drawn', picture: picture as FileId }), { picture: 'must' }),
    'by-hand/spoken': act(spokenAsks, ({ words }) => (work, visit) => visits.sign(work, { visit, how: 'spoken', words })),
    freeze: act(nothing, () => (work, visit) => visits.freeze(work, { visit })),
    end: act(z.object({ outcome: z.enum(OUTCOMES, 'work.outcome-missing') }).catchall(z.string().max(80, 'work.too-long')), (asked) => (work, visit) => visits.end(work, { visit, outcome: asked.outcome, found: foundIn(asked) })),
    invoice: act(nothing, () => (work, visit) => has.billing.invoiceFor(work, { visit }), { papers: true }),
  };
}

const proposeExtra = (has: WebHas, asked: z.infer<typeof extraAsks>): Verb => async (work, visit) => {
  const seen = await has.visits.see(work, visit);
  const currency = seen?.country === 'GB' ? 'GBP' : 'EUR';
  return has.visits.proposeExtra(work, { visit, why: asked.says, ...(asked.ground === 'none' ? {} : { ground: asked.ground, urgentWhy: asked.urgentWhy ?? '' }), lines: [{ kind: 'labour', says: asked.says, unit: 'package', quantity: 1, unitPrice: money(asked.price, currency) }] });
};

/** What each task turned out to be, from the fields `was-<task>`. */
const foundIn = (asked: Readonly<Record<string, string>>): { task: TaskId; leaf: string }[] => Object.entries(asked).flatMap(([field, leaf]) => {
  const task = field.startsWith('was-') ? field.slice(4) : '';
  return isId('Task', task) ? [{ task: task as TaskId, leaf }] : [];
});
