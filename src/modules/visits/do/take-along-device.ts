import { type ExtraId, type RequestId, type Result, type VisitId, ZONE, money, no, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Work } from '#platform/work';
import type { AsksToGiveBack, AsksToHandOn, AsksToMakeReady, AsksToSign, AsksToWriteReceipt } from '../asks.ts';
import { type CannotReady, type Custody, type Holder, type NoReceipt, type ReceiptSigned, makeReady as readies } from '../custody.ts';
import type { DeviceReady, DeviceReturned, DeviceTaken } from '../facts.ts';
import type { CodeFroze, CodeWrong, NoSuchVisit, NotWorking } from '../front.ts';
import { mayDraw } from '../may.ts';
import type { AwayNeeds } from '../needs.ts';
import { giveCode } from '../visit.ts';
import { agreedByReceipt, coveredBy, nameOf } from './agree-away.ts';
import { openCustody } from './open-custody.ts';
import { about, codeFits, keepWrong, openAtWork } from './open-visit.ts';

/** Short enough to be read out, and never the same for two visits of a house. */
const receiptNumber = (visit: VisitId): string => `W-${visit.slice(4, 10).toUpperCase()}`;

type CannotAsk = { kind: 'no-diagnosis-fee' } | { kind: 'diagnosis-too-high' };
/** What is asked for looking into it: where the country has such a fee, and no more than may be agreed on the technician's telephone. */
async function mayAsk(needs: AwayNeeds, work: Work, appointment: Appointment, { diagnosis, visit }: AsksToWriteReceipt): Promise<Result<true, CannotAsk>> {
  if (diagnosis === 0) return ok(true);
  if (!(await needs.contracts.known.goods(work, appointment.country)).diagnosisFee) return no({ kind: 'no-diagnosis-fee' });
  return diagnosis > (await coveredBy(needs, work, appointment, await needs.visits.extras(work, visit))) ? no({ kind: 'diagnosis-too-high' }) : ok(true);
}

/** The receipt is written while the thing still stands in its home. Until it is signed it can be written again. */
export async function writeReceipt(needs: AwayNeeds, work: Work, asked: AsksToWriteReceipt): Promise<Result<Custody, NoSuchVisit | NotWorking | ReceiptSigned | CannotAsk | { kind: 'expected-in-the-past' }>> {
  const open = await openAtWork(needs, work, asked.visit);
  if (!open.ok) return open;
  const { appointment } = open.value;
  const before = await needs.visits.takeCustody(work, asked.visit);
  if (before?.taken) return no({ kind: 'receipt-signed' });
  const fee = await mayAsk(needs, work, appointment, asked);
  if (!fee.ok) return fee;
  if (Temporal.PlainDate.compare(asked.expectedOn, work.now.toZonedDateTimeISO(ZONE[appointment.country]).toPlainDate()) < 0) return no({ kind: 'expected-in-the-past' });
  const quote = await needs.pricing.known.quote(work, appointment.quote);
  const currency = quote?.ceiling.currency ?? (appointment.country === 'GB' ? 'GBP' : 'EUR');
  const { visit, diagnosis, freeUpTo, photos, ...words } = asked;
  const custody: Custody = {
    ...words, visit, request: appointment.request, home: appointment.home, provider: appointment.provider, technician: appointment.technician, number: receiptNumber(visit), country: appointment.country,
    diagnosis: money(diagnosis, currency), freeUpTo: money(freeUpTo, currency), photos: [...(before?.photos ?? []), ...(photos ?? [])].slice(0, MOST_PHOTOS), writtenAt: work.now, holders: [], reminders: 0,
  };
  await needs.visits.keepCustody(work, custody);
  await work.audit({ did: 'write-receipt', to: visit, home: appointment.home });
  return ok(custody);
}
const MOST_PHOTOS = 6;

type Taken = { came: 'signed'; custody: Custody } | CodeWrong | CodeFroze;
/** The person has read it, or heard it, and signs: now it may leave the home. What was announced for looking into it is agreed with it. */
export async function signReceipt(needs: AwayNeeds, work: Work, asked: AsksToSign): Promise<Result<Taken, NoSuchVisit | NotWorking | NoReceipt | ReceiptSigned>> {
  const open = await openAtWork(needs, work, asked.visit, asked.how === 'drawn' ? (visit) => mayDraw(work.by, visit, work.now) : undefined);
  if (!open.ok) return open;
  const custody = await needs.visits.takeCustody(work, asked.visit);
  if (!custody) return no({ kind: 'no-receipt' });
  if (custody.taken) return no({ kind: 'receipt-signed' });
  if (asked.how === 'code') {
    const given = giveCode(open.value.record, await codeFits(needs, work, asked.visit, asked.code), work.now);
    if (given.came !== 'right') return ok(await keepWrong(needs, work, open.value, given));
  }
  const first: Holder = { kind: 'technician', name: '', at: work.now };
  const signed: Custody = {
    ...custody, holders: [first],
    taken: { how: asked.how, at: work.now, ...(asked.how === 'drawn' ? { picture: asked.picture } : {}), ...(asked.how === 'spoken' ? { words: asked.words } : {}) },
  };
  await needs.visits.keepCustody(work, signed);
  await needs.visits.addHolder(work, asked.visit, 0, first, nameOf(work));
  const { appointment } = open.value;
  if (custody.diagnosis.cents > 0) {
    await agreedByReceipt(needs, work, appointment, { away: 'diagnosis', why: custody.purpose, lines: [{ kind: 'labour', says: custody.purpose, unit: 'package', quantity: 1, unitPrice: custody.diagnosis }] });
  }
  await work.audit({ did: `sign-receipt-${asked.how}`, to: asked.visit, home: appointment.home });
  await work.announce({ fact: 'device-taken', ...about(appointment) } satisfies DeviceTaken);
  return ok({ came: 'signed', custody: signed });
}

type CannotKeep = NoSuchVisit | NoReceipt;

/** It passes into other hands: a line for each, and the person reads the last one. */
export async function handOn(needs: AwayNeeds, work: Work, asked: AsksToHandOn): Promise<Result<Custody, CannotKeep | { kind: 'already-returned' }>> {
  const open = await openCustody(needs, work, asked.visit);
  if (!open.ok) return open;
  const { custody, appointment } = open.value;
  if (custody.returned) return no({ kind: 'already-returned' });
  const holder: Holder = { kind: asked.kind, name: asked.name, at: work.now, ...(asked.why ? { why: asked.why } : {}) };
  await needs.visits.addHolder(work, asked.visit, custody.holders.length, holder, nameOf(work));
  await work.audit({ did: 'hand-on-device', to: asked.visit, home: appointment.home, why: asked.kind });
  return ok({ ...custody, holders: [...custody.holders, holder] });
}

/** Extra work of a request that they said yes to and then withdrew from. */
export const withdrawnFrom = async (needs: Pick<AwayNeeds, 'contracts'>, work: Work, { request }: Readonly<{ request: RequestId }>): Promise<readonly ExtraId[]> =>
  (await needs.contracts.known.agreementsOf(work, request)).flatMap(({ extra, withdrawal }) => (extra && withdrawal ? [extra] : []));

/** Repaired as agreed, or to go home as it came. */
export async function makeReady(needs: AwayNeeds, work: Work, asked: AsksToMakeReady): Promise<Result<Custody, CannotKeep | CannotReady>> {
  const open = await openCustody(needs, work, asked.visit);
  if (!open.ok) return open;
  const { custody, appointment } = open.value;
  const ready = readies(custody, { extras: await needs.visits.extras(work, asked.visit), withdrawn: await withdrawnFrom(needs, work, appointment) }, asked, work.now, ZONE[appointment.country]);
  if (!ready.ok) return ready;
  await needs.visits.keepCustody(work, ready.value);
  await work.audit({ did: `device-${asked.result}`, to: asked.visit, home: appointment.home });
  await work.announce({ fact: 'device-ready', ...about(appointment) } satisfies DeviceReady);
  return ready;
}

/** It is back in the person's hands, who sign for it: fetched at the workshop, or brought on another visit of the same request. */
export async function giveBackDevice(needs: AwayNeeds, work: Work, asked: AsksToGiveBack): Promise<Result<Custody, CannotKeep | { kind: 'not-ready' } | { kind: 'already-returned' } | { kind: 'no-return-visit' }>> {
  const open = await openCustody(needs, work, asked.visit);
  if (!open.ok) return open;
  const { custody, appointment } = open.value;
  if (custody.returned) return no({ kind: 'already-returned' });
  if (!custody.readyAt) return no({ kind: 'not-ready' });
  const returning = await atWorkNow(needs, work, custody);
  if (asked.by === 'visit' && !returning) return no({ kind: 'no-return-visit' });
  const back: Holder = { kind: 'person', name: '', at: work.now };
  const given: Custody = {
    ...custody, holders: [...custody.holders, back],
    returned: { how: asked.how, at: work.now, by: asked.by, ...(asked.by === 'visit' && returning ? { visit: returning } : {}), ...(asked.how === 'drawn' ? { picture: asked.picture } : { words: asked.words }) },
  };
  await needs.visits.keepCustody(work, given);
  await needs.visits.addHolder(work, asked.visit, custody.holders.length, back, nameOf(work));
  // Whoever fetched it needs nobody at the door any more; on a visit, ending the visit says so.
  if (asked.by === 'fetched') await needs.booking.known.requestOver(work, custody.request);
  await work.audit({ did: `give-back-device-${asked.by}`, to: asked.visit, home: appointment.home });
  await work.announce({ fact: 'device-returned', ...about(appointment) } satisfies DeviceReturned);
  return ok(given);
}

/** Another visit of the same request, at which somebody works at this moment. */
async function atWorkNow(needs: AwayNeeds, work: Work, custody: Custody): Promise<VisitId | undefined> {
  for (const other of await needs.booking.known.visitsOfRequest(work, custody.request)) {
    if (other.id === custody.visit || other.state !== 'booked') continue;
    if ((await needs.visits.record(work, other)).state === 'working') return other.id;
  }
  return undefined;
}
