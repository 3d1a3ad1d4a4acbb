import { type Result, ZONE, newId, no, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { DoorExtra } from '#modules/contracts';
import type { LineKind, Quote } from '#modules/pricing';
import type { Work } from '#platform/work';
import type { AsksToOfferRepair } from '../asks.ts';
import { type AskedLine, type Away, type BadExtra, type Extra, extraLines, totalOf } from '../extra.ts';
import type { RepairOffered } from '../facts.ts';
import type { NoSuchVisit } from '../front.ts';
import type { AwayNeeds } from '../needs.ts';
import { about } from './open-visit.ts';
import { openCustody } from './open-custody.ts';
import { codeCovers, priceRuleFor } from '../rise.ts';

/** Who acted, as an id that is safe to keep. */
export const nameOf = (work: Work): string => (work.by.kind === 'person' ? work.by.person : work.by.kind === 'asker' ? work.by.request : work.by.kind);
/** The rate of a kind of line as this provider's quote has it; a kind that is not in it takes the rate of the work. */
export const vatOf = (quote: Quote) => (kind: LineKind): number =>
  (quote.lines.find((line) => line.kind === kind) ?? quote.lines.find((line) => line.kind === 'labour') ?? quote.lines[0])?.vatBasisPoints ?? 0;
/** Extra work as the rules of contracts want to know it. */
export const doorExtra = (extra: Extra): DoorExtra => ({
  extra: extra.id, why: extra.why, gross: extra.gross, most: extra.worst, ground: extra.ground, urgentWhy: extra.urgentWhy, lines: extra.lines.map((line) => ({ says: line.says, gross: line.gross, most: line.worst.gross })),
});

type AwayWork = Readonly<{ away: Away; why: string; lines: readonly AskedLine[]; standsUntil?: Temporal.PlainDate | undefined }>;
/** Work away from the door, with its sums, in the currency and at the rates of the visit's quote. */
export async function extraAway(needs: AwayNeeds, work: Work, appointment: Pick<Appointment, 'id' | 'quote'>, asked: AwayWork): Promise<Result<Extra, NoSuchVisit | BadExtra>> {
  const quote = await needs.pricing.known.quote(work, appointment.quote);
  if (!quote) return no({ kind: 'no-such-visit' });
  const { currency } = quote.ceiling;
  const lines = extraLines(asked.lines, currency, vatOf(quote));
  if (!lines.ok) return lines;
  return ok({
    id: newId('Extra'), visit: appointment.id, why: asked.why, lines: lines.value, gross: totalOf(lines.value, currency, 'expected'), worst: totalOf(lines.value, currency, 'worst'), state: 'proposed', proposedAt: work.now,
    away: asked.away, ...(asked.standsUntil ? { standsUntil: asked.standsUntil } : {}),
  });
}

/** The yes stands on the receipt that was signed. Nobody read these very words, so the time of withdrawal is the longer one. */
export async function agreedByReceipt(needs: AwayNeeds, work: Work, appointment: Appointment, asked: AwayWork): Promise<Result<Extra, NoSuchVisit | BadExtra>> {
  const made = await extraAway(needs, work, appointment, asked);
  if (!made.ok) return made;
  const request = await needs.booking.known.request(work, appointment.request);
  const agreed = await needs.contracts.known.agreeAtDoor(work, {
    quote: appointment.quote, lang: request?.lang ?? 'en', extra: doorExtra(made.value), request: appointment.request, home: appointment.home, person: request?.person, quiet: appointment.quiet, startNow: true,
  });
  if (!agreed.ok) throw new Error(`What stood on the receipt of (${appointment.id}) could not be agreed to (${agreed.error.kind}). Maybe its quote is gone.`);
  const extra: Extra = { ...made.value, state: 'approved', answeredAt: work.now, saidBy: 'receipt', startNow: true, ...(agreed.value.payableFrom ? { payableFrom: agreed.value.payableFrom } : {}) };
  await needs.visits.addExtra(work, extra);
  await needs.visits.answerExtra(work, extra, nameOf(work));
  await work.audit({ did: 'approve-extra', to: extra.id, home: appointment.home, why: 'receipt' });
  return ok(extra);
}

type CannotOffer = NoSuchVisit | BadExtra | { kind: 'no-receipt' } | { kind: 'already-ready' } | { kind: 'answer-awaited' };
/** How much more the price may rise without a yes of the person's own, in cents: a receipt is signed on the technician's telephone, as the code is given there. */
export async function coveredBy(needs: AwayNeeds, work: Work, appointment: Appointment, extras: readonly Extra[]): Promise<number> {
  const quote = await needs.pricing.known.quote(work, appointment.quote);
  return quote ? codeCovers(extras, quote.ceiling, priceRuleFor(work.now, appointment)).cents : 0;
}

/** What is left of what the receipt allows without asking again. */
const leftOf = (freeUpTo: number, extras: readonly Extra[]): number =>
  freeUpTo - extras.filter(({ away, saidBy, state }) => away === 'repair' && saidBy === 'receipt' && state === 'approved').reduce((total, { worst }) => total + worst.cents, 0);

/** What the repair in the workshop costs. Below what the receipt allows it is agreed; above it, or far above what was agreed at home, nothing is done without a new yes. */
export async function offerRepair(needs: AwayNeeds, work: Work, asked: AsksToOfferRepair): Promise<Result<Extra, CannotOffer>> {
  const open = await openCustody(needs, work, asked.visit);
  if (!open.ok) return open;
  const { custody, appointment } = open.value;
  if (custody.readyAt) return no({ kind: 'already-ready' });
  const extras = await needs.visits.extras(work, asked.visit);
  const today = work.now.toZonedDateTimeISO(ZONE[appointment.country]).toPlainDate();
  if (extras.some((extra) => extra.away === 'repair' && extra.state === 'proposed' && (!extra.standsUntil || Temporal.PlainDate.compare(today, extra.standsUntil) <= 0))) return no({ kind: 'answer-awaited' });
  const { currency } = custody.freeUpTo;
  const lines: AskedLine[] = [
    ...(asked.labour > 0 ? [{ kind: 'labour' as const, says: asked.says, unit: 'package' as const, quantity: 1, unitPrice: { cents: asked.labour, currency } }] : []),
    ...(asked.partSays && asked.partPrice ? [{ kind: 'parts' as const, says: asked.partSays, unit: 'piece' as const, quantity: 1, unitPrice: { cents: asked.partPrice, currency } }] : []),
  ];
  const stands = (await needs.contracts.known.goods(work, appointment.country)).repairOffer;
  const offer: AwayWork = { away: 'repair', why: asked.says, lines, ...(stands ? { standsUntil: today.add({ days: stands.value }) } : {}) };
  const sum = lines.reduce((total, { unitPrice }) => total + unitPrice.cents, 0);
  if (sum > 0 && sum <= leftOf(custody.freeUpTo.cents, extras) && sum <= (await coveredBy(needs, work, appointment, extras))) return agreedByReceipt(needs, work, appointment, offer);
  const made = await extraAway(needs, work, appointment, offer);
  if (!made.ok) return made;
  await needs.visits.addExtra(work, made.value);
  await work.audit({ did: 'offer-repair', to: made.value.id, home: appointment.home });
  await work.announce({ fact: 'repair-offered', extra: made.value.id, ...about(appointment) } satisfies RepairOffered);
  return made;
}
