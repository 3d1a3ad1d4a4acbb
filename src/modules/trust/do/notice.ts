import { type ExtraId, type TechnicianId, type VisitId, newId, sum } from '#kernel';
import type { Work } from '#platform/work';
import type { SignNoticed } from '../facts.ts';
import type { Needs } from '../needs.ts';
import { POINTS, STOP_AT, type Sign, priceRuleOn, priceUpPoints, signsIn } from '../signs.ts';

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

const readTexts = async (needs: Needs, work: Work, technician: TechnicianId, about: string, texts: readonly string[]): Promise<void> => {
  const ours = await oursFor(needs, work, technician);
  for (const sign of new Set(texts.flatMap((text) => signsIn(text, ours)))) await notice(needs, work, { technician, sign, about });
};

/** Extra work as it was proposed: what is written to the person is read. */
export async function watchProposal(needs: Needs, work: Work, asked: { visit: VisitId; extra: ExtraId }): Promise<void> {
  const [visit, extra] = [await needs.booking.known.visit(work, asked.visit), await needs.visits.known.extra(work, asked.extra)];
  if (visit && extra) await readTexts(needs, work, visit.technician, asked.extra, [extra.why, ...extra.lines.map((line) => line.says)]);
}

/** What was agreed with the code on the technician's own telephone, together: nobody else saw it being said. */
export async function watchPrice(needs: Needs, work: Work, id: VisitId): Promise<void> {
  const visit = await needs.booking.known.visit(work, id);
  const ceiling = visit && (await needs.agreed(work, visit.quote));
  if (!visit || !ceiling) return;
  const atTheDoor = (await needs.visits.extrasOf(work, id)).filter(({ state, saidBy, away }) => state === 'approved' && saidBy === 'code' && away === undefined);
  const points = priceUpPoints(sum(atTheDoor.map(({ gross }) => gross), ceiling.currency), ceiling, priceRuleOn(work.now.toString().slice(0, 10)));
  // The same about the same visit is written once: what was small and grew is another matter.
  if (points !== undefined) await notice(needs, work, { technician: visit.technician, sign: 'price-up', about: points < STOP_AT ? `${id} small` : id, points });
}

/** The plain page and the notes of a visit that ended. */
export async function watchSheet(needs: Needs, work: Work, id: VisitId): Promise<void> {
  const [visit, sheet] = [await needs.booking.known.visit(work, id), await needs.visits.known.sheet(work, id)];
  if (visit && sheet?.kind === 'written') await readTexts(needs, work, visit.technician, id, Object.values(sheet.blocks));
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
