import { type ProviderId, type VisitId, ZONE } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Work } from '#platform/work';
import { type Custody, hasLapsed, owedAway, remindDue, stageOf } from '../custody.ts';
import type { Extra } from '../extra.ts';
import type { DeviceNotFetched } from '../facts.ts';
import type { Away, CustodySeen, PartSeen, Visits } from '../front.ts';
import { mayKeep, maySeeAway } from '../may.ts';
import type { AwayNeeds } from '../needs.ts';
import type { Outcome } from '../outcome.ts';
import { partState } from '../part-order.ts';
import { about } from './open-visit.ts';
import { tellLateParts } from './order-part.ts';
import { withdrawnFrom } from './take-along-device.ts';

type Ended = Readonly<{ outcome: Outcome; extras: readonly Extra[] }>;
/** Whether another visit of the same price came after, or is promised: then it is not over with this one. */
async function goesOn(needs: AwayNeeds, work: Work, appointment: Appointment): Promise<boolean> {
  const others = await needs.booking.known.visitsOfRequest(work, appointment.request);
  return others.some((other) => other.id !== appointment.id && other.quote === appointment.quote && other.state !== 'cancelled' && Temporal.Instant.compare(other.bookedAt, appointment.bookedAt) > 0);
}

/**
 * How a visit ended, once all that hung on it is settled: what was fetched from the workshop is done or was not repaired; a part that
 * was called off leaves the fault where it was, and the tariff's word on work that did not help counts. Extra work that fell away is left out.
 */
export async function endedAway(needs: AwayNeeds, work: Work, appointment: Appointment, outcome: Outcome, extras: readonly Extra[]): Promise<Ended> {
  const orders = await needs.visits.partOrders(work, appointment.id);
  const off = new Set(orders.filter(({ cancelledAt }) => cancelledAt !== undefined).map(({ extra }) => extra));
  const standing = extras.filter(({ id }) => !off.has(id));
  const custody = await needs.visits.custody(work, appointment.id);
  if (custody?.taken) {
    const owed = custody.returned ? owedAway(custody, standing) : standing;
    if (custody.returned?.by !== 'fetched') return { outcome, extras: owed };
    return { outcome: custody.result === 'repaired' ? 'partly' : 'unsolved', extras: owed };
  }
  const isOff = outcome === 'to-be-continued' && orders.length > 0 && orders.every(({ cancelledAt }) => cancelledAt !== undefined) && !(await goesOn(needs, work, appointment));
  return { outcome: isOff ? 'unsolved' : outcome, extras: standing };
}

const seenWith = async (needs: AwayNeeds, work: Work, custody: Custody): Promise<CustodySeen> => {
  const extras = (await needs.visits.extras(work, custody.visit)).filter(({ away }) => away === 'diagnosis' || away === 'repair');
  const zone = ZONE[custody.country];
  return { custody, extras, stage: stageOf(custody, extras.filter((extra) => !hasLapsed(extra, work.now, zone))), offer: extras.findLast(({ away, state }) => away === 'repair' && state === 'proposed') };
};

async function partSeen(needs: AwayNeeds, work: Work, id: string): Promise<PartSeen | undefined> {
  const order = await needs.visits.partOrder(work, id);
  const appointment = order && (await needs.booking.known.visit(work, order.visit));
  if (!order || !appointment) return undefined;
  const extra = order.extra ? await needs.visits.extra(work, order.extra) : undefined;
  return { order, extra, state: partState(order, extra, work.now.toZonedDateTimeISO(ZONE[appointment.country]).toPlainDate()) };
}

/** What was taken along and what is on order, for whoever may see it. */
export function awayIn(needs: AwayNeeds): Pick<Away, 'custody' | 'partsOnOrder' | 'inTheirHands' | 'partsAwaited'> {
  const theirs = async (work: Work, id: VisitId): Promise<Appointment | undefined> => {
    const appointment = await needs.booking.known.visit(work, id);
    return appointment && maySeeAway(work.by, appointment, work.now) ? appointment : undefined;
  };
  return {
    async custody(work, id) {
      const custody = (await theirs(work, id)) && (await needs.visits.custody(work, id));
      return custody && seenWith(needs, work, custody);
    },
    async partsOnOrder(work, id) {
      if (!(await theirs(work, id))) return [];
      const seen = await Promise.all((await needs.visits.partOrders(work, id)).map((order) => partSeen(needs, work, order.id)));
      return seen.flatMap((one) => (one ? [one] : []));
    },
    async partsAwaited(work, provider: ProviderId) {
      const seen = await Promise.all((await needs.visits.awaitedPartOrders(work)).map(async ({ id, visit }) => {
        const appointment = await needs.booking.known.visit(work, visit);
        return appointment?.provider === provider && mayKeep(work.by, appointment) ? partSeen(needs, work, id) : undefined;
      }));
      return seen.flatMap((one) => (one ? [one] : []));
    },
    async inTheirHands(work, provider: ProviderId) {
      if (!mayKeep(work.by, { provider, technician: '' as Appointment['technician'] })) return [];
      return Promise.all((await needs.visits.heldBy(work, provider)).map((custody) => seenWith(needs, work, custody)));
    },
  };
}

/** Who has not fetched what is theirs is reminded every so many days, as the rule of the country says; parts that are late are told of. Returns how many were told. */
async function remindOfAway(needs: AwayNeeds, work: Work): Promise<number> {
  let told = await tellLateParts(needs, work);
  for (const custody of await needs.visits.unfetched(work)) {
    const rule = (await needs.contracts.known.goods(work, custody.country)).notFetched;
    const appointment = await needs.booking.known.visit(work, custody.visit);
    if (!rule || !appointment || !remindDue(custody, rule.value.remindDays, work.now)) continue;
    await needs.visits.keepCustody(work, { ...custody, reminders: custody.reminders + 1, remindedAt: work.now });
    await work.audit({ did: 'remind-to-fetch', to: custody.visit, home: custody.home });
    await work.announce({ fact: 'device-not-fetched', ...about(appointment) } satisfies DeviceNotFetched);
    told += 1;
  }
  return told;
}

/** What other modules read, and what the sweep does. */
export const knownAway = (needs: AwayNeeds): Pick<Visits['known'], 'custody' | 'heldBy' | 'partOrder' | 'partOrders' | 'remindOfAway' | 'withdrawnFrom'> => ({
  async withdrawnFrom(work, id) { const visit = await needs.booking.known.visit(work, id); return visit ? withdrawnFrom(needs, work, visit) : []; },
  custody: (work, id) => needs.visits.custody(work, id), heldBy: (work, provider) => needs.visits.heldBy(work, provider), partOrder: (work, id) => partSeen(needs, work, id), partOrders: (work, id) => needs.visits.partOrders(work, id),
  remindOfAway: (work) => remindOfAway(needs, work),
});
