import { type ProviderId, type RequestId, type Result, no, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Work } from '#platform/work';
import { isStanding, takenOff } from '../deposit.ts';
import type { ProviderGone } from '../facts.ts';
import type { Gone, GoneWhy } from '../gone.ts';
import { type CreditNote, type Invoice, owedOf } from '../invoice.ts';
import { mayLetGo } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { OpenPromises } from '../verbs.ts';
import { nameOf } from '../who.ts';
import { backWhole } from './deposits.ts';

const HOURS = 24;
/** Visits older than this hold no promise any more. */
const BACK_DAYS = 400;

type Uses = Pick<Needs, 'invoices' | 'booking' | 'visits' | 'pricing' | 'depositBackSays'>;
type Found = OpenPromises & Readonly<{ deposits: readonly Invoice[] }>;

/** Whether a visit that has ended goes on: in the workshop, waiting for a part, or to be continued. */
async function goesOn(needs: Uses, work: Work, visit: Appointment): Promise<boolean> {
  const request = await needs.booking.known.request(work, visit.request);
  return request?.state === 'quoted' && (await needs.visits.known.bill(work, visit.id))?.rule.money === 'later';
}

type Standing = 'ahead' | 'underWay' | 'waiting' | 'guaranteed' | 'over';
/** What a visit of a firm still means to its household. */
async function standingOf(needs: Uses, work: Work, visit: Appointment): Promise<Standing> {
  if (visit.state === 'booked') return (await needs.visits.known.record(work, visit.id)).state === 'expected' ? 'ahead' : 'underWay';
  if (visit.state !== 'done') return 'over';
  if (await goesOn(needs, work, visit)) return 'waiting';
  const [bill, quote] = [await needs.visits.known.bill(work, visit.id), await needs.pricing.known.quote(work, visit.quote)];
  if (!bill || !quote || (bill.outcome !== 'solved' && bill.outcome !== 'partly')) return 'over';
  return Temporal.Instant.compare(bill.endedAt.add({ hours: HOURS * quote.guaranteeDays }), work.now) > 0 ? 'guaranteed' : 'over';
}

/** Every promise of a firm that is still open, what it owes, what it holds, and what it guarantees. */
async function findPromises(needs: Uses, work: Work, provider: ProviderId): Promise<Found> {
  const span = { from: work.now.subtract({ hours: HOURS * BACK_DAYS }), until: work.now.add({ hours: HOURS * BACK_DAYS }) };
  const visits = (await needs.booking.known.visitsBetween(work, span.from, span.until)).filter((visit) => visit.provider === provider);
  const by: Record<Standing, Appointment[]> = { ahead: [], underWay: [], waiting: [], guaranteed: [], over: [] };
  for (const visit of visits) by[await standingOf(needs, work, visit)].push(visit);
  const invoices = await needs.invoices.ofProvider(work, provider, span.from, span.until);
  const off = takenOff(invoices);
  return {
    ahead: by.ahead, underWay: by.underWay, waiting: by.waiting, guaranteed: by.guaranteed, owedBack: invoices.filter((invoice) => owedOf(invoice).cents < 0),
    held: await needs.visits.known.heldBy(work, provider), deposits: invoices.filter((invoice) => isStanding(invoice) && !off.has(invoice.id)),
  };
}

export async function openPromises(needs: Uses, work: Work, provider: ProviderId): Promise<OpenPromises | undefined> {
  return mayLetGo(work.by) ? findPromises(needs, work, provider) : undefined;
}

/**
 * A firm is gone. Nobody is moved to another: each household is told, owes nothing for what will not take place, gets back what it
 * paid ahead, and may compare anew. What the firm holds of theirs and what it guarantees stays listed, with whom to ask.
 */
export async function providerGone(needs: Uses, work: Work, asked: { provider: ProviderId; why: GoneWhy; words?: string | undefined }): Promise<Result<{ gone: Gone; told: number; back: readonly CreditNote[] }, { kind: 'no-such-provider' } | { kind: 'already-gone' } | { kind: 'visit-under-way' }>> {
  if (!mayLetGo(work.by)) return no({ kind: 'no-such-provider' });
  if (await needs.invoices.gone(work, asked.provider)) return no({ kind: 'already-gone' });
  const promises = await findPromises(needs, work, asked.provider);
  if (promises.underWay.length > 0) return no({ kind: 'visit-under-way' });
  const gone: Gone = { provider: asked.provider, why: asked.why, ...(asked.words ? { words: asked.words } : {}), at: work.now };
  await needs.invoices.addGone(work, gone, nameOf(work.by));
  await work.audit({ did: 'provider-gone', to: asked.provider, why: asked.why });

  const told = new Map<RequestId, Appointment>();
  for (const visit of promises.ahead) {
    const cancelled = await needs.booking.known.cancelGone(work, visit.id);
    if (cancelled.ok) told.set(visit.request, visit);
  }
  for (const visit of promises.waiting) {
    for (const part of await needs.visits.known.partOrders(work, visit.id)) if (!part.cancelledAt && !part.arrivedAt) await needs.visits.callOffPart(work, { part: part.id as never });
    await needs.booking.known.compareAnew(work, visit.request);
    told.set(visit.request, visit);
  }
  await needs.pricing.known.letGo(work, { provider: asked.provider, requests: [...told.keys()] });
  const back: CreditNote[] = [];
  for (const deposit of promises.deposits) back.push(await backWhole(needs, work, deposit));
  for (const visit of told.values()) await work.announce({ fact: 'provider-gone', provider: asked.provider, visit: visit.id, request: visit.request, home: visit.home } satisfies ProviderGone);
  return ok({ gone, told: told.size, back });
}
