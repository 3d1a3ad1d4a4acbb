import { z } from 'zod';
import { type FileId, type Id, type Refusal, type Result, type VisitId, isId } from '#kernel';
import { type Appointment, isSentTo } from '#modules/booking';
import type { ShownText } from '#modules/contracts';
import { BACKUPS, type Extra, RESULTS } from '#modules/visits';
import { type Call, type Door, type Problem, type Reply, type Typed, file, go, missing, page, screen } from '#platform/http/index';
import type { Quote } from '#modules/pricing';
import type { Words } from '#platform/text';
import type { Work } from '#platform/work';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { fresh } from '../parts/form.ts';
import { drawnAsks, keptDrawing } from '../parts/signature.ts';
import { type AwaySeen, awayPage } from './workshop-page.ts';
import { listPage } from './workshop-list.ts';

const WHO = ['technician', 'provider', 'operator'] as const;
const text = (max: number) => z.string().trim().min(2, 'workshop.missing').max(max, 'work.too-long');
const maybe = (max: number) => z.string().trim().max(max, 'work.too-long').transform((typed) => typed || undefined).optional();
/** An amount as people type it, in cents; nothing typed is nothing. */
const price = z.string().trim().transform((typed) => (typed === '' ? 0 : Math.round(Number(typed.replace(/\s/g, '').replace(',', '.')) * 100))).pipe(z.number('work.price-unclear').int('work.price-unclear').min(0, 'work.price-unclear').max(1_000_000, 'work.price-unclear'));
const day = z.iso.date('invoice.date-unclear').transform((typed) => Temporal.PlainDate.from(typed));
const receiptAsks = z.object({
  what: text(200), serial: maybe(80), condition: text(1_000), accessories: maybe(500), purpose: text(500), look: z.enum(['no', 'yes']).default('no'), lookWhy: maybe(500), backup: z.enum(BACKUPS, 'workshop.backup-missing'),
  freeUpTo: price.default(0), askWhom: text(200), diagnosis: price.default(0), expectedOn: day,
}).refine(({ look, lookWhy }) => look === 'no' || (lookWhy ?? '').length >= 3, { path: ['lookWhy'], error: 'workshop.look-why-missing' });
const spoken = z.object({ words: text(300) });
const byAsks = z.enum(['fetched', 'visit'], 'workshop.how-missing');

type Verb = (work: Work, visit: VisitId) => Promise<Result<unknown, Refusal>>;

/** What leaves a home and what is on order: the receipt, the hands, the price of the repair, the way back; for who took it, their office and the operator. */
export function workshopDoors(has: WebHas): Door[] {
  const act = <S extends z.ZodType>(name: string, asks: S, verb: (asked: z.infer<S>, call: Call) => Verb | Promise<Verb | Problem>): Door => screen({
    method: 'POST', path: `/workshop/:visit/${name}`, who: WHO, asks, again: (call, typed, problems) => show(has, call, typed, problems),
    answer: async (call) => { const made = await verb(call.asked as z.infer<S>, call as unknown as Call); const typed = typedAgain(call.asked); return typeof made === 'function' ? press(has, call as unknown as Call, made, typed) : show(has, call as unknown as Call, typed, [made]); },
  });
  const part = z.object({ part: z.string().refine((id) => isId('Part', id)) });
  const drawn = (todo: (visit: VisitId, picture: FileId) => (work: Work) => Promise<Result<unknown, Refusal>>) => async (asked: Readonly<{ drawing: string }>): Promise<Verb | Problem> => {
    const picture = await keptDrawing(has.files, asked.drawing);
    return picture ? (work, visit) => todo(visit, picture)(work) : { field: 'drawing', says: 'sign.empty' };
  };
  return [
    screen({ method: 'GET', path: '/workshop', who: WHO, answer: (call) => listPage(has, call) }),
    screen({ method: 'GET', path: '/workshop/:visit', who: WHO, answer: (call) => show(has, call, {}, []) }),
    screen({ method: 'GET', path: '/workshop/:visit/photos/:photo', who: WHO, answer: (call) => photo(has, call) }),
    act('receipt', receiptAsks, async (asked, call) => {
      const { look, lookWhy, ...rest } = asked;
      const photos = await keepPhotos(has, call);
      return (work, visit) => has.visits.writeReceipt(work, { visit, ...rest, ...(look === 'yes' ? { lookWhy } : {}), photos });
    }),
    act('sign', z.object({ code: z.string().trim().max(20, 'work.code-unclear') }), (asked) => (work, visit) => has.visits.signReceipt(work, { visit, how: 'code', code: asked.code.replaceAll(/\D/g, '') })),
    act('sign-spoken', spoken, (asked) => (work, visit) => has.visits.signReceipt(work, { visit, how: 'spoken', words: asked.words })),
    act('sign-drawn', drawnAsks, drawn((visit, picture) => (work) => has.visits.signReceipt(work, { visit, how: 'drawn', picture }))),
    act('hands', z.object({ kind: z.enum(['technician', 'workshop', 'other-firm', 'carrier'], 'workshop.hands-missing'), name: text(120), why: maybe(300) }), (asked) => (work, visit) => has.visits.handOn(work, { visit, ...asked })),
    act('offer', z.object({ says: text(300), labour: price.default(0), partSays: maybe(200), partPrice: price.default(0) }), (asked) => (work, visit) => has.visits.offerRepair(work, { visit, ...asked })),
    act('answer', z.object({ extra: z.string().refine((id) => isId('Extra', id)), answer: z.enum(['yes', 'no']), shown: z.string().regex(/^[0-9a-f]{64}$/).optional() }),
      (asked) => (work) => has.visits.answerExtra(work, { extra: asked.extra as Id<'Extra'>, answer: asked.answer, startNow: asked.answer === 'yes', ...(asked.shown ? { shown: asked.shown } : {}) })),
    act('ready', z.object({ result: z.enum(RESULTS, 'workshop.result-missing'), words: maybe(1_000), keptParts: maybe(300) }), (asked) => (work, visit) => has.visits.makeReady(work, { visit, ...asked })),
    act('back-spoken', spoken.extend({ by: byAsks }), (asked) => (work, visit) => has.visits.giveBackDevice(work, { visit, by: asked.by, how: 'spoken', words: asked.words })),
    act('back-drawn', drawnAsks, drawn((visit, picture) => async (work) => {
      // On a visit of the same request it is brought; where nobody works at one, it is fetched.
      const brought = await has.visits.giveBackDevice(work, { visit, by: 'visit', how: 'drawn', picture });
      return brought.ok || brought.error.kind !== 'no-return-visit' ? brought : has.visits.giveBackDevice(work, { visit, by: 'fetched', how: 'drawn', picture });
    })),
    act('invoice', z.object({}), () => (work, visit) => has.billing.invoiceFor(work, { visit })),
    act('part-of-quote', z.object({ item: z.string().regex(/^[a-z0-9-]{2,60}$/, 'workshop.item-missing'), quantity: z.coerce.number('work.number-unclear').int('work.number-unclear').min(1, 'work.number-unclear').max(100, 'work.number-unclear'), deposit: price.default(0), partOn: day }),
      (asked) => (work, visit) => orderOfQuote(has, work, visit, asked)),
    act('part', z.object({ part: text(200), quantity: z.coerce.number('work.number-unclear').int('work.number-unclear').min(1, 'work.number-unclear').max(100, 'work.number-unclear'), each: price, deposit: price.default(0), partOn: day }),
      (asked) => (work, visit) => has.visits.orderPart(work, { visit, says: asked.part, quantity: asked.quantity, price: asked.each, deposit: asked.deposit, expectedOn: asked.partOn })),
    act('part-answer', z.object({ extra: z.string().refine((id) => isId('Extra', id)), answer: z.enum(['yes', 'no']), code: z.string().trim().max(20, 'work.code-unclear').optional(), shown: z.string().regex(/^[0-9a-f]{64}$/).optional() }),
      (asked) => (work) => has.visits.answerExtra(work, { extra: asked.extra as Id<'Extra'>, answer: asked.answer, startNow: asked.answer === 'yes', ...(asked.code ? { code: asked.code.replaceAll(/\D/g, '') } : {}), ...(asked.shown ? { shown: asked.shown } : {}) })),
    act('part-ordered', part, (asked) => (work) => has.visits.partOrdered(work, { part: asked.part as Id<'Part'> })),
    act('part-comes', part.extend({ on: day }), (asked) => (work) => has.visits.partComes(work, { part: asked.part as Id<'Part'>, on: asked.on })),
    act('part-arrived', part, (asked) => (work) => has.visits.partArrived(work, { part: asked.part as Id<'Part'> })),
    act('part-deposit', part, (asked) => (work) => has.billing.invoiceDeposit(work, { part: asked.part })),
    act('part-off', part, (asked) => (work) => callOff(has, work, asked.part)),
  ];
}

/** A part that their price names already: at that price, and with the yes that was given with it. */
async function orderOfQuote(has: WebHas, work: Work, visit: VisitId, asked: Readonly<{ item: string; quantity: number; deposit: number; partOn: Temporal.PlainDate }>): Promise<Result<unknown, Refusal>> {
  const booked = await has.booking.known.visit(work, visit);
  const [quote, request] = [booked && (await has.pricing.known.quote(work, booked.quote)), booked && (await has.booking.known.request(work, booked.request))];
  const named = partsOf(has.text[request?.lang ?? 'en'], quote).find(({ item }) => item === asked.item);
  return named ? has.visits.orderPart(work, { visit, says: named.says.slice(0, 200), item: asked.item, quantity: asked.quantity, price: 0, deposit: asked.deposit, expectedOn: asked.partOn }) : { ok: false, error: { kind: 'part-not-agreed' } };
}

/** The parts that a price names, with what each costs and the most of it that was agreed to. */
const partsOf = (words: Words, quote: Quote | undefined): AwaySeen['named'] => (quote?.lines ?? []).flatMap((line) => ('item' in line && line.item !== undefined && line.kind === 'parts' ? [{ item: line.item, says: words.say(line.says.key, line.says.with), each: line.unitPrice, most: line.worst.quantity }] : []));

/** Called off, and what was paid ahead given back, in one step. */
export async function callOff(has: Pick<WebHas, 'visits' | 'billing'>, work: Work, part: string): Promise<Result<unknown, Refusal>> {
  const off = await has.visits.callOffPart(work, { part: part as Id<'Part'> });
  return off.ok ? has.billing.giveBackDeposit(work, { part }) : off;
}

/** One photo of the receipt; that one of us looked at it stands in the household's journal. */
async function photo(has: WebHas, call: Call): Promise<Reply> {
  const id = call.params['visit'] ?? '';
  const found = isId('Visit', id) ? await has.privacy.opening(call.by, async (work) => {
    const custody = (await awaySeen(has, work, id as VisitId))?.custody?.custody;
    const shows = custody?.photos.find((one) => one === call.params['photo']);
    return custody && shows && { shows, opened: [{ saw: 'photo' as const, home: custody.home, for: custody.visit }] };
  }) : undefined;
  const kept = found && (await has.files.read(found));
  return kept ? file(kept.bytes, kept.type) : missing;
}

async function keepPhotos(has: WebHas, call: Pick<Call, 'files'>): Promise<FileId[]> {
  const kept: FileId[] = [];
  for (const photo of call.files.filter((sent) => sent.field === 'photos').slice(0, 6)) {
    const file = await has.files.keep(photo.bytes, { name: photo.name, declaredType: photo.type });
    if (file.ok) kept.push(file.value.id);
  }
  return kept;
}

const MONEY: ReadonlySet<string> = new Set(['freeUpTo', 'diagnosis', 'labour', 'partPrice', 'each', 'deposit']);
const NEVER_AGAIN: ReadonlySet<string> = new Set(['code', 'drawing', 'shown']);
/** What was typed, as it stood in the fields: nothing is lost with a no. */
const typedAgain = (asked: unknown): Typed => Object.fromEntries(Object.entries(asked as Record<string, unknown>).flatMap(([field, value]) =>
  (value === undefined || NEVER_AGAIN.has(field) ? [] : [[field, MONEY.has(field) ? (value === 0 ? '' : String(Number(value) / 100)) : String(value)] as const])));
/** Under which field a refusal stands, where it is about one. */
const FIELD_OF: Readonly<Record<string, string>> = { 'deposit-too-high': 'deposit', 'no-diagnosis-fee': 'diagnosis', 'diagnosis-too-high': 'diagnosis', 'repair-not-agreed': 'result', 'no-return-visit': 'by', 'extra-empty': 'labour', 'repair-withdrawn': 'result', 'part-not-agreed': 'item' };

/** A wrong code is an answer that must be kept; it is shown as what was wrong. */
function wrongIn(value: unknown): Problem | undefined {
  if (typeof value !== 'object' || value === null || !('came' in value)) return undefined;
  if (value.came === 'wrong' && 'triesLeft' in value) return { field: 'code', says: 'work.code-wrong', with: { left: Number(value.triesLeft) } };
  if (value.came === 'own-yes-needed') return { field: 'form', says: 'visits.own-yes-needed' };
  return value.came === 'frozen' ? { field: 'code', says: 'work.code-froze' } : undefined;
}

async function press(has: WebHas, call: Call, verb: Verb, typed: Typed): Promise<Reply> {
  const id = call.params['visit'] ?? '';
  if (!isId('Visit', id)) return missing;
  return call.change((work) => verb(work, id), (value) => {
    const wrong = wrongIn(value);
    return wrong ? show(has, call, typed, [wrong]) : go(`/workshop/${id}`);
  }, (refusal) => (refusal.kind === 'no-such-visit' ? missing : show(has, call, typed, [{ field: FIELD_OF[refusal.kind] ?? (refusal.kind === 'expected-in-the-past' ? ('partOn' in typed ? 'partOn' : 'on' in typed ? 'on' : 'expectedOn') : 'form'), says: has.text[call.lang].knows(`visits.${refusal.kind}`) ? `visits.${refusal.kind}` : `billing.${refusal.kind}` }])));
}

async function show(has: WebHas, call: Call, typed: Typed, problems: readonly Problem[]): Promise<Reply> {
  const id = call.params['visit'] ?? '';
  const seen = isId('Visit', id) ? await call.look((work) => awaySeen(has, work, id, has.text[call.lang])) : undefined;
  if (!seen) return missing;
  return page(awayPage(frameOf(has, call), seen, problems.length > 0 ? { typed, problems } : fresh), problems.length > 0 ? 422 : 200);
}

/** Whoever came sees this as long as they may work there, and afterwards only while there is something to keep; their office and the operator always. */
function isKeeper(work: Work, booked: Appointment, hasSomething: boolean): boolean {
  const { by } = work;
  if (by.kind !== 'person') return false;
  if (by.technician === booked.technician && (hasSomething || isSentTo(by, booked, work.now))) return true;
  return by.provider === booked.provider || by.roles.includes('operator') || by.roles.includes('admin');
}
const isTheirs = ({ by }: Work, booked: Appointment): boolean => by.kind === 'person' && (by.technician === booked.technician || by.provider === booked.provider);

/** The words of every contract that waits for a yes. */
async function textsOf(has: WebHas, work: Work, asked: readonly Extra[]): Promise<Map<string, ShownText>> {
  const texts = await Promise.all(asked.map(async ({ id }) => [id, (await has.visits.extraTerms(work, id))?.text] as const));
  return new Map(texts.flatMap(([id, shown]) => (shown ? [[id, shown] as const] : [])));
}

const asWhom = (work: Work, booked: Appointment): Pick<AwaySeen, 'isOperator' | 'isTechnician'> => ({ isOperator: work.by.kind === 'person' && work.by.roles.includes('operator') && !isTheirs(work, booked), isTechnician: work.by.kind === 'person' && work.by.technician === booked.technician });

/** What the page of keepers needs: nothing of where the person lives. */
async function awaySeen(has: WebHas, work: Work, visit: VisitId, words: Words = has.text.en): Promise<AwaySeen | undefined> {
  const booked = await has.booking.known.visit(work, visit);
  if (!booked) return undefined;
  const [custody, parts] = [await has.visits.custody(work, visit), await has.visits.partsOnOrder(work, visit)];
  if (!isKeeper(work, booked, custody !== undefined || parts.length > 0)) return undefined;
  const request = await has.booking.known.request(work, booked.request);
  const person = request?.person && (await has.people.known.person(work, request.person));
  const asked = [...(custody?.offer ? [custody.offer] : []), ...parts.flatMap(({ extra }) => (extra?.state === 'proposed' ? [extra] : []))];
  return {
    visit, country: booked.country, reference: request?.reference ?? '', name: person ? person.givenName : '', state: (await has.visits.known.record(work, visit)).state, custody, parts, texts: await textsOf(has, work, asked),
    rules: await has.contracts.known.goods(work, booked.country), ...asWhom(work, booked),
    invoices: await has.billing.invoicesFor(work, visit), now: work.now, named: partsOf(words, await has.pricing.known.quote(work, booked.quote)), withdrawn: await has.visits.known.withdrawnFrom(work, visit), covers: await has.visits.codeCovers(work, visit),
  };
}
