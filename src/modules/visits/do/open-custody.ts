import { type Result, type VisitId, no, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Work } from '#platform/work';
import type { Custody, NoReceipt } from '../custody.ts';
import type { NoSuchVisit } from '../front.ts';
import { mayKeep } from '../may.ts';
import type { AwayNeeds } from '../needs.ts';

/** A thing in our hands, with its row locked, for the technician who took it, their office and the operator. */
export async function openCustody(needs: Pick<AwayNeeds, 'visits' | 'booking'>, work: Work, visit: VisitId): Promise<Result<{ custody: Custody; appointment: Appointment }, NoSuchVisit | NoReceipt>> {
  const appointment = await needs.booking.known.visit(work, visit);
  if (!appointment || !mayKeep(work.by, appointment)) return no({ kind: 'no-such-visit' });
  const custody = await needs.visits.takeCustody(work, visit);
  return custody?.taken ? ok({ custody, appointment }) : no({ kind: 'no-receipt' });
}
