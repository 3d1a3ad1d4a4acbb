import type { ProviderGone, RefundPaid } from '#facts/billing';
import type { AwayFact, RepairOffered } from '#facts/visits';
import type { Filling, Words } from '#platform/text';
import type { Work } from '#platform/work';
import type { Kind } from '../message.ts';
import type { UsesPost } from './post.ts';
import { type Audience, sceneOf, tellHousehold } from './tell-of-visit.ts';

const BOTH: Audience = { self: true, helpers: 'see-appointments' };
type OfDevice = Extract<AwayFact, { fact: 'device-taken' | 'device-ready' | 'device-returned' | 'device-not-fetched' }>;
type OfPart = Extract<AwayFact, { part: string }>;
const flat = (said: string): string => said.trim().replace(/[.!?…]+$/u, '');

/** A thing of theirs is in our hands, ready, back, or waits for them: with the number of its receipt. */
const ofDevice = (kind: Kind) => async (needs: UsesPost, work: Work, key: string, fact: OfDevice): Promise<void> => {
  const [scene, custody] = [await sceneOf(needs, work, fact.visit), await needs.reads.visits.known.custody(work, fact.visit)];
  if (!scene || !custody) return;
  const filling = (words: Words): Filling => ({ number: custody.number, date: custody.readyAt ? words.date(custody.readyAt, scene.visit.country) : '' });
  await tellHousehold(needs, work, key, kind, scene, BOTH, { filling });
};

/** What the repair would cost: their yes or no, or that of a helper who may approve extra work. */
async function offered(needs: UsesPost, work: Work, key: string, fact: RepairOffered): Promise<void> {
  const [scene, extra] = [await sceneOf(needs, work, fact.visit), await needs.reads.visits.known.extra(work, fact.extra)];
  if (!scene || !extra) return;
  const filling = (words: Words): Filling => ({ why: flat(extra.why), amount: words.money(extra.worst), date: extra.standsUntil ? words.date(extra.standsUntil) : words.date(work.now, scene.visit.country) });
  await tellHousehold(needs, work, key, 'repair-offered', scene, { self: true, helpers: 'approve-extras' }, { filling });
}

/** A part on order, and what became of its day. */
const ofPart = (kind: Kind) => async (needs: UsesPost, work: Work, key: string, fact: OfPart): Promise<void> => {
  const [scene, part] = [await sceneOf(needs, work, fact.visit), await needs.reads.visits.known.partOrder(work, fact.part)];
  if (!scene || !part) return;
  const on = 'on' in fact && fact.on !== undefined ? Temporal.PlainDate.from(fact.on) : undefined;
  const filling = (words: Words): Filling => ({
    why: flat(part.order.says), date: words.date(part.order.expectedOn), words: on ? words.say('messages.part-late-on', { date: words.date(on) }) : words.say('messages.part-late-unknown'),
  });
  await tellHousehold(needs, work, key, kind, scene, BOTH, { filling });
};

/** Money went back: how much, and on which day. */
async function refunded(needs: UsesPost, work: Work, key: string, fact: RefundPaid): Promise<void> {
  const [scene, invoice] = [await sceneOf(needs, work, fact.visit), await needs.reads.billing.known.invoice(work, fact.invoice)];
  const refund = invoice?.refunds?.find(({ id }) => id === fact.refund);
  if (!scene || !invoice || !refund) return;
  await tellHousehold(needs, work, key, 'refund-paid', scene, { self: true, helpers: 'see-invoices' }, { filling: (words) => ({ number: invoice.number, amount: words.money(refund.amount), date: words.date(refund.paidOn) }) });
}

/** The firm that was to come is gone: nobody comes in its place unless they say so. */
async function gone(needs: UsesPost, work: Work, key: string, fact: ProviderGone): Promise<void> {
  const scene = await sceneOf(needs, work, fact.visit);
  if (scene) await tellHousehold(needs, work, key, 'provider-gone', scene, BOTH);
}

/** What is told of things that are away, of parts, and of money that goes back. */
export const HEARS_AWAY = {
  'device-taken': ofDevice('device-taken'), 'device-ready': ofDevice('device-ready'), 'device-returned': ofDevice('device-returned'), 'device-not-fetched': ofDevice('device-not-fetched'), 'repair-offered': offered,
  'part-ordered': ofPart('part-ordered'), 'part-late': ofPart('part-late'), 'part-arrived': ofPart('part-arrived'), 'part-cancelled': ofPart('part-cancelled'), 'refund-paid': refunded, 'provider-gone': gone,
} as const;
