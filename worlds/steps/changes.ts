import type { Actor } from '#kernel';
import type { Appointment } from '#modules/booking';
import { type Stage, act, actorOf } from '../stage.ts';
import { planAgain } from './visits.ts';

/** What somebody does with a promise: another time, none after all, or none so late that it costs the fee they were shown. */
export type Change = 'move' | 'cancel' | 'cancel-late';
type Changing = Readonly<{ visit: Appointment; change: Change; by: Actor }>;

/** The change is made the day after the booking, a late one some hours before the door would have opened. */
export function planChange(stage: Stage, { visit, change, by }: Changing): void {
  const when = change === 'cancel-late' ? visit.promisedFrom.subtract({ minutes: 100 }) : stage.clock.now().add({ hours: 22 });
  stage.agenda.at(when, () => (change === 'move' ? move(stage, visit, by) : cancel(stage, visit, by)));
}

/** To a time near the end of what can be had. */
async function move(stage: Stage, visit: Appointment, by: Actor): Promise<void> {
  const { booking } = stage.app;
  const { fee, slots } = await stage.works.looking(by, async (work) => ({ fee: await booking.feeFor(work, visit.id), slots: await booking.timesToMove(work, visit.id) }));
  const slot = slots[Math.floor(slots.length * 0.7)];
  if (fee && slot) planAgain(stage, await act(stage, by, (work) => booking.moveVisit(work, { visit: visit.id, slot: slot.key, fee: fee.fee })));
}

async function cancel(stage: Stage, visit: Appointment, by: Actor): Promise<void> {
  const { booking, billing } = stage.app;
  const fee = await stage.works.looking(by, (work) => booking.feeFor(work, visit.id));
  if (!fee) return;
  await act(stage, by, (work) => booking.cancelVisit(work, { visit: visit.id, fee: fee.fee }));
  if (fee.fee.cents === 0) return;
  const office = [...stage.souls.values()].find((soul) => soul.provider === visit.provider);
  if (office) await act(stage, actorOf(office), (work) => billing.invoiceLateFee(work, { visit: visit.id }));
  stage.told.invoices += 1;
}
