import { type ExtraId, type Money, type TechnicianId, type VisitId, add, money, newId } from '#kernel';
import type { Appointment } from '#modules/booking';
import { type Extra, agreedByOwnYes, agreedOnTheirs, priceRuleFor, risesTooMuch } from '#modules/visits';
import type { Work } from '#platform/work';
import type { SignNoticed } from '../facts.ts';
import type { Needs } from '../needs.ts';
import { POINTS, type Sign, TRIED_POINTS, highestPriceIn, signsIn } from '../signs.ts';

/** `points`: where it weighs less than its kind. */
export type Saw = Readonly<{ technician: TechnicianId; sign: Sign; about: string; points?: number }>;

/** Writes down that something is not as it should be; the same about the same matter once. What follows is weighed when this work is done. */
export async function notice(needs: Pick<Needs, 'store'>, work: Work, saw: Saw): Promise<boolean> {
  const sign = { id: `sgn_${newId('Form').slice(4)}`, technician: saw.technician, sign: saw.sign, points: saw.points ?? POINTS[saw.sign], about: saw.about, at: work.now };
  if (!(await needs.store.addSign(work, sign))) return false;
  await work.audit({ did: `noticed-${saw.sign}`, to: saw.technician });
  await work.announce({ fact: 'sign-noticed', sign: sign.id, technician: saw.technician } satisfies SignNoticed);
  return true;
}

async function oursFor(needs: Needs, work: Work, technician: TechnicianId): Promise<readonly string[]> {
  const who = await needs.technicians.technician(work, technician);
  const provider = who && (await needs.technicians.provider(work, who.provider));
  return [...needs.ours(), ...(provider ? [provider.phone, provider.email] : [])];
}

/** Whether what somebody wrote to a person asks for what we never ask for: then it is not passed on. */
export async function isUnwanted(needs: Needs, work: Work, technician: TechnicianId, text: string): Promise<boolean> {
  return signsIn(text, await oursFor(needs, work, technician)).length > 0;
}

const readTexts = async (needs: Needs, work: Work, technician: TechnicianId, about: string, texts: readonly string[]): Promise<void> => {
  const ours = await oursFor(needs, work, technician);
  for (const sign of new Set(texts.flatMap((text) => signsIn(text, ours)))) await notice(needs, work, { technician, sign, about });
};

/** Extra work as it was proposed: what is written to the person is read. */
export async function watchProposal(needs: Needs, work: Work, asked: { visit: VisitId; extra: ExtraId }): Promise<void> {
  const [visit, extra] = [await needs.booking.known.visit(work, asked.visit), await needs.visits.known.extra(work, asked.extra)];
  if (visit && extra) await readTexts(needs, work, visit.technician, asked.extra, [extra.why, ...extra.lines.map((line) => line.says)]);
}

type Agreed = Readonly<{ visit: Appointment; ceiling: Money; extras: readonly Extra[] }>;
async function agreedFor(needs: Needs, work: Work, id: VisitId): Promise<Agreed | undefined> {
  const visit = await needs.booking.known.visit(work, id);
  const ceiling = visit && (await needs.agreed(work, visit.quote));
  return visit && ceiling && { visit, ceiling, extras: await needs.visits.extrasOf(work, id) };
}

/** What came on top of what was agreed at home. Without a yes of the person's own, far more stops the technician; with it, a person here is told and looks. */
export async function watchPrice(needs: Needs, work: Work, id: VisitId): Promise<void> {
  const agreed = await agreedFor(needs, work, id);
  if (!agreed) return;
  const { visit, ceiling, extras } = agreed;
  const rule = priceRuleFor(work.now, visit);
  const [theirs, own] = [agreedOnTheirs(extras, ceiling.currency), agreedByOwnYes(extras, ceiling.currency)];
  if (risesTooMuch(theirs, ceiling, rule)) await notice(needs, work, { technician: visit.technician, sign: 'price-up', about: id });
  const more = add(theirs, own);
  if (own.cents > 0 && risesTooMuch(more, ceiling, rule)) await needs.store.keepRise(work, { visit: id, technician: visit.technician, agreed: ceiling, more, at: work.now });
}

/** The code was given where only the person's own yes counts: nothing was agreed. Where no page ever offered it, somebody went around the page. */
export async function watchBeyondCode(needs: Needs, work: Work, asked: { visit: VisitId; extra: ExtraId; alone: boolean }): Promise<void> {
  const visit = await needs.booking.known.visit(work, asked.visit);
  if (visit) await notice(needs, work, { technician: visit.technician, sign: 'price-up', about: asked.extra, ...(asked.alone ? {} : { points: TRIED_POINTS }) });
}

/** What may be asked for a visit at most without anybody being alarmed: what was agreed at home and by the person's own yes, and what the rule lets rise on top. */
const isTooMuch = (work: Work, { visit, ceiling, extras }: Agreed, asked: Money): boolean => {
  const agreed = add(ceiling, agreedByOwnYes(extras, ceiling.currency));
  return asked.cents > agreed.cents && risesTooMuch({ ...asked, cents: asked.cents - agreed.cents }, ceiling, priceRuleFor(work.now, visit));
};

/** A bill that is far above what was agreed: our own sums never make one, so somebody found a way. The bill of a second visit holds what was agreed at the first. */
export async function watchBill(needs: Needs, work: Work, id: VisitId): Promise<void> {
  const [agreed, billed] = [await agreedFor(needs, work, id), await needs.billed(work, id)];
  if (!agreed || !billed) return;
  const visits = (await needs.booking.known.visitsOfRequest(work, agreed.visit.request)).filter(({ quote, state }) => quote === agreed.visit.quote && state === 'done');
  const extras = (await Promise.all(visits.map((one) => needs.visits.extrasOf(work, one.id)))).flat();
  const whole: Agreed = { ...agreed, ceiling: money(agreed.ceiling.cents * Math.max(1, visits.length), agreed.ceiling.currency), extras };
  if (isTooMuch(work, whole, billed)) await notice(needs, work, { technician: agreed.visit.technician, sign: 'price-up', about: `${id} bill` });
}

/** What the plain page says that it cost. */
async function watchSaidPrice(needs: Needs, work: Work, id: VisitId, said: string): Promise<void> {
  const [agreed, cents] = [await agreedFor(needs, work, id), highestPriceIn(said)];
  if (agreed && cents !== undefined && isTooMuch(work, agreed, { cents, currency: agreed.ceiling.currency })) await notice(needs, work, { technician: agreed.visit.technician, sign: 'price-up', about: `${id} sheet` });
}

/** The plain page and the notes of a visit that ended. */
export async function watchSheet(needs: Needs, work: Work, id: VisitId): Promise<void> {
  const [visit, sheet] = [await needs.booking.known.visit(work, id), await needs.visits.known.sheet(work, id)];
  if (!visit || sheet?.kind !== 'written') return;
  await readTexts(needs, work, visit.technician, id, Object.values(sheet.blocks));
  await watchSaidPrice(needs, work, id, sheet.blocks['what-it-cost']);
}

const LOOK_BACK_MINUTES = 30;

/** Addresses that a technician opened and that belong to no visit of theirs. For the sweep. */
export async function watchTrail(needs: Needs, work: Work): Promise<number> {
  let noticed = 0;
  for (const line of await needs.store.openedSince(work, work.now.subtract({ minutes: LOOK_BACK_MINUTES }))) {
    const { technician } = await needs.technicians.known.placeOf(work, line.by);
    // Who works in the office too opens files there, with a reason of their own: the journal marks those.
    if (!technician || !line.about.startsWith('vis_')) continue;
    const visit = await needs.booking.known.visit(work, line.about as VisitId);
    if (visit && visit.technician !== technician && await notice(needs, work, { technician, sign: 'address-unassigned', about: line.about })) noticed += 1;
  }
  return noticed;
}
