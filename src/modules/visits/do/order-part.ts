import { type Result, ZONE, money, newId, no, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Work } from '#platform/work';
import type { AsksOfPart, AsksToOrderPart, AsksToSayPartComes } from '../asks.ts';
import type { BadExtra, Extra } from '../extra.ts';
import type { ExtraProposed, PartArrived, PartCancelled, PartLate, PartOrdered } from '../facts.ts';
import type { NoSuchPart, NoSuchVisit, NotWorking } from '../front.ts';
import { answersAs, isOperator, mayKeep } from '../may.ts';
import type { AwayNeeds } from '../needs.ts';
import { type CannotCallOff, type PartOrder, type PartState, callOff, mostDeposit, partState } from '../part-order.ts';
import { extraAway } from './agree-away.ts';
import { about, openAtWork } from './open-visit.ts';

const todayOf = (work: Work, { country }: Pick<Appointment, 'country'>): Temporal.PlainDate => work.now.toZonedDateTimeISO(ZONE[country]).toPlainDate();

type CannotOrder = NoSuchVisit | NotWorking | BadExtra | { kind: 'deposit-too-high' } | { kind: 'expected-in-the-past' } | { kind: 'part-not-agreed' };
/** A part is missing: what it is, what it costs, when it comes, what is asked ahead. What the quote does not have needs a yes of its own. */
export async function orderPart(needs: AwayNeeds, work: Work, asked: AsksToOrderPart): Promise<Result<PartOrder, CannotOrder>> {
  const open = await openAtWork(needs, work, asked.visit);
  if (!open.ok) return open;
  const { appointment } = open.value;
  if (Temporal.PlainDate.compare(asked.expectedOn, todayOf(work, appointment)) < 0) return no({ kind: 'expected-in-the-past' });
  const priced = await priceOf(needs, work, appointment, asked);
  if (!priced.ok) return priced;
  const { gross, extra } = priced.value;
  const rules = await needs.contracts.known.goods(work, appointment.country);
  if (asked.deposit > mostDeposit(gross, rules.deposit?.value).cents) return no({ kind: 'deposit-too-high' });
  const order: PartOrder = {
    id: newId('Part'), visit: asked.visit, home: appointment.home, says: asked.says, quantity: asked.quantity, gross, deposit: money(asked.deposit, gross.currency), expectedOn: asked.expectedOn, proposedAt: work.now,
    ...(extra ? { extra: extra.id } : asked.item ? { item: asked.item } : {}),
  };
  if (extra) await needs.visits.addExtra(work, extra);
  await needs.visits.keepPartOrder(work, order);
  await work.audit({ did: 'order-part', to: order.id, home: appointment.home });
  if (extra) await work.announce({ fact: 'extra-proposed', extra: extra.id, ...about(appointment) } satisfies ExtraProposed);
  return ok(order);
}

/** From the quote where it has the article; else as typed, as extra work of its own. */
async function priceOf(needs: AwayNeeds, work: Work, appointment: Appointment, asked: AsksToOrderPart): Promise<Result<{ gross: PartOrder['gross']; extra?: Extra }, NoSuchVisit | BadExtra | { kind: 'part-not-agreed' }>> {
  const quote = await needs.pricing.known.quote(work, appointment.quote);
  if (!quote) return no({ kind: 'no-such-visit' });
  if (asked.item) {
    const line = quote.lines.find((one) => 'item' in one && one.item === asked.item);
    if (!line || asked.quantity > line.worst.quantity) return no({ kind: 'part-not-agreed' });
    return ok({ gross: money(line.unitPrice.cents * asked.quantity, quote.ceiling.currency) });
  }
  const each = { cents: asked.price, currency: quote.ceiling.currency };
  const made = await extraAway(needs, work, appointment, { away: 'part', why: asked.says, lines: [{ kind: 'parts', says: asked.says, unit: 'piece', quantity: asked.quantity, unitPrice: each }] });
  return made.ok ? ok({ gross: made.value.gross, extra: made.value }) : made;
}

type Opened = Readonly<{ order: PartOrder; appointment: Appointment; state: PartState }>;
/** A part on order with its row locked. What one may not touch does not exist. */
async function openPart(needs: AwayNeeds, work: Work, id: string, may: (appointment: Appointment) => boolean): Promise<Result<Opened, NoSuchPart>> {
  const order = await needs.visits.takePartOrder(work, id);
  const appointment = order && (await needs.booking.known.visit(work, order.visit));
  if (!order || !appointment || !may(appointment)) return no({ kind: 'no-such-part' });
  const extra = order.extra ? await needs.visits.extra(work, order.extra) : undefined;
  return ok({ order, appointment, state: partState(order, extra, todayOf(work, appointment)) });
}

type NotYet = { kind: 'answer-awaited' } | { kind: 'part-over' };
const mayMove = (state: PartState): Result<true, NotYet> => (state === 'asked' ? no({ kind: 'answer-awaited' }) : state === 'arrived' || state === 'cancelled' ? no({ kind: 'part-over' }) : ok(true));

/** It was ordered where parts come from: after the yes, never before. */
export async function partOrdered(needs: AwayNeeds, work: Work, asked: AsksOfPart): Promise<Result<PartOrder, NoSuchPart | NotYet>> {
  const open = await openPart(needs, work, asked.part, (visit) => mayKeep(work.by, visit));
  if (!open.ok) return open;
  const may = mayMove(open.value.state);
  if (!may.ok) return may;
  const { order, appointment } = open.value;
  if (order.orderedAt) return ok(order);
  const ordered: PartOrder = { ...order, orderedAt: work.now };
  await needs.visits.keepPartOrder(work, ordered);
  await work.audit({ did: 'part-ordered', to: order.id, home: order.home });
  await work.announce({ fact: 'part-ordered', part: order.id, ...about(appointment) } satisfies PartOrdered);
  return ok(ordered);
}

/** Another day than was said: the person hears it, and may wait or call it off free of charge. */
export async function partComes(needs: AwayNeeds, work: Work, asked: AsksToSayPartComes): Promise<Result<PartOrder, NoSuchPart | NotYet | { kind: 'expected-in-the-past' }>> {
  const open = await openPart(needs, work, asked.part, (visit) => mayKeep(work.by, visit));
  if (!open.ok) return open;
  const may = mayMove(open.value.state);
  if (!may.ok) return may;
  const { order, appointment } = open.value;
  if (Temporal.PlainDate.compare(asked.on, todayOf(work, appointment)) < 0) return no({ kind: 'expected-in-the-past' });
  const later = Temporal.PlainDate.compare(asked.on, order.expectedOn) > 0;
  // The first day stays the promise: a later one never takes away the right to call it off.
  const told: PartOrder = later ? { ...order, lateToldAt: work.now } : { ...order, expectedOn: asked.on };
  await needs.visits.keepPartOrder(work, told);
  await work.audit({ did: 'part-comes', to: order.id, home: order.home });
  if (later) await work.announce({ fact: 'part-late', part: order.id, on: asked.on.toString(), ...about(appointment) } satisfies PartLate);
  return ok(told);
}

/** It is here: now the second visit can be booked, at the same price and without the way being paid again. */
export async function partArrived(needs: AwayNeeds, work: Work, asked: AsksOfPart): Promise<Result<PartOrder, NoSuchPart | NotYet>> {
  const open = await openPart(needs, work, asked.part, (visit) => mayKeep(work.by, visit));
  if (!open.ok) return open;
  const may = mayMove(open.value.state);
  if (!may.ok) return may;
  const { order, appointment } = open.value;
  const here: PartOrder = { ...order, orderedAt: order.orderedAt ?? work.now, arrivedAt: work.now };
  await needs.visits.keepPartOrder(work, here);
  await work.audit({ did: 'part-arrived', to: order.id, home: order.home });
  await work.announce({ fact: 'part-arrived', part: order.id, ...about(appointment) } satisfies PartArrived);
  return ok(here);
}

/** It is called off. What was paid ahead goes back: see billing. */
export async function callOffPart(needs: AwayNeeds, work: Work, asked: AsksOfPart): Promise<Result<PartOrder, NoSuchPart | CannotCallOff>> {
  const isHome = (visit: Appointment): boolean => answersAs(work.by, visit) !== undefined;
  const open = await openPart(needs, work, asked.part, (visit) => isHome(visit) || mayKeep(work.by, visit) || isOperator(work.by));
  if (!open.ok) return open;
  const { order, appointment, state } = open.value;
  // A later day that was told is late already, whatever day was promised first.
  const off = callOff(order, state === 'ordered' && order.lateToldAt ? 'late' : state, isHome(appointment) ? 'household' : 'office', work.now);
  if (!off.ok) return off;
  await needs.visits.keepPartOrder(work, off.value);
  await work.audit({ did: 'call-off-part', to: order.id, home: order.home, why: off.value.cancelledBy ?? '' });
  await work.announce({ fact: 'part-cancelled', part: order.id, ...about(appointment) } satisfies PartCancelled);
  return ok(off.value);
}

/** Parts whose day has passed: each household is told once. Returns how many. */
export async function tellLateParts(needs: AwayNeeds, work: Work): Promise<number> {
  let told = 0;
  for (const late of await needs.visits.latePartOrders(work, work.now.toZonedDateTimeISO('UTC').toPlainDate())) {
    const open = await openPart(needs, work, late.id, () => true);
    if (!open.ok || open.value.state !== 'late') continue;
    await needs.visits.keepPartOrder(work, { ...open.value.order, lateToldAt: work.now });
    await work.announce({ fact: 'part-late', part: late.id, ...about(open.value.appointment) } satisfies PartLate);
    told += 1;
  }
  return told;
}
