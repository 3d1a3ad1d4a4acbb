import { type Result, type VisitId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { FeeWaived } from '../facts.ts';
import { stateOf } from '../invoice.ts';
import { mayWaive } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { Waived, WaivedWhy } from '../verbs.ts';
import { nameOf } from '../who.ts';
import { giveBack } from './credit-note.ts';

/** The fee of a missed visit, or of a late change, is not asked for: a bill that was made goes back whole, and none is made any more. Waived twice is waived once. */
export async function waiveFee(needs: Pick<Needs, 'invoices' | 'pricing' | 'booking' | 'visits'>, work: Work, asked: { visit: VisitId; why: WaivedWhy; says: string }): Promise<Result<Waived, { kind: 'no-such-visit' } | { kind: 'no-fee-here' }>> {
  const visit = await needs.booking.known.visit(work, asked.visit);
  if (!visit || !mayWaive(work.by, visit.provider)) return no({ kind: 'no-such-visit' });
  await needs.invoices.lock(work, visit.quote);
  const before = await needs.invoices.waived(work, visit.id);
  if (before) return ok(before);
  const isMissed = (await needs.visits.known.bill(work, visit.id))?.rule.money === 'missed-fee';
  if (!isMissed && (visit.fee?.cents ?? 0) === 0) return no({ kind: 'no-fee-here' });
  const waived: Waived = { visit: visit.id, why: asked.why, at: work.now };
  await needs.invoices.addWaived(work, { ...waived, provider: visit.provider }, nameOf(work.by));
  for (const invoice of await needs.invoices.ofVisit(work, visit.id)) {
    if ((invoice.kind !== 'missed-visit' && invoice.kind !== 'late-cancel') || stateOf(invoice) === 'taken-back') continue;
    const back = await giveBack(needs, work, invoice, undefined, asked.says);
    if (!back.ok) throw new Error(`The fee of (${visit.id}) could not be given back (${back.error.kind}). Maybe it was given back in the meantime.`);
  }
  await work.audit({ did: 'waive-fee', to: visit.id, home: visit.home, why: asked.why });
  await work.announce({ fact: 'fee-waived', visit: visit.id, request: visit.request, home: visit.home } satisfies FeeWaived);
  return ok(waived);
}
