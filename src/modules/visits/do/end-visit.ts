import { type Result, type VisitId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToEnd, AsksToFreeze, AsksToUnfreeze } from '../asks.ts';
import type { VisitEnded, VisitFrozen, VisitUnfrozen } from '../facts.ts';
import type { CannotEndAway, NoSuchLeaf, NoSuchTask, NoSuchVisit } from '../front.ts';
import { isOfficeOf, mayEnd, mayFreeze, mayUnfreeze, stopsAs } from '../may.ts';
import { OUTCOME_RULES, type OutcomeRule } from '../outcome.ts';
import type { AwayStore } from '../needs.ts';
import { isComplete } from '../sheet.ts';
import { type CannotEnd, type VisitOver, type VisitRecord, end as ends, freeze as stops, unfreeze as goesOn } from '../visit.ts';
import type { Found } from '../told.ts';
import { type Open, type OpenNeeds, about, openVisit, taskOf } from './open-visit.ts';
import { type SheetNeeds, faultsOfSheet } from './write-sheet.ts';

type WhyNeeds = OpenNeeds & { visits: OpenNeeds['visits'] & { keepWhy(work: Work, visit: VisitId, said: { frozen_words: string } | { unfrozen_why: string }): Promise<void> } };

/** "Something is wrong": the clock stops and both sides are told. */
export async function freeze(needs: WhyNeeds, work: Work, asked: AsksToFreeze): Promise<Result<VisitRecord, NoSuchVisit | VisitOver>> {
  const open = await openVisit(needs, work, asked.visit, (appointment) => mayFreeze(work.by, appointment, work.now));
  if (!open.ok) return open;
  const why = stopsAs(work.by, open.value.appointment);
  const stopped = stops(open.value.record, why, work.now);
  if (!stopped.ok || open.value.record.state === 'frozen') return stopped;

  const { appointment } = open.value;
  await needs.visits.save(work, stopped.value);
  // What was said stays out of the trail, which holds no free text.
  if (asked.why) await needs.visits.keepWhy(work, appointment.id, { frozen_words: asked.why });
  await work.audit({ did: 'freeze-visit', to: appointment.id, home: appointment.home, why });
  await work.announce({ fact: 'visit-frozen', why, ...about(appointment) } satisfies VisitFrozen);
  return stopped;
}

/** The operator has spoken with both sides and lets it go on. */
export async function unfreeze(needs: WhyNeeds, work: Work, asked: AsksToUnfreeze): Promise<Result<VisitRecord, NoSuchVisit | VisitOver | { kind: 'visit-not-frozen' }>> {
  const open = await openVisit(needs, work, asked.visit, (appointment) => mayUnfreeze(work.by, appointment));
  if (!open.ok) return open;
  const goes = goesOn(open.value.record);
  if (!goes.ok) return goes;

  const { appointment } = open.value;
  await needs.visits.save(work, goes.value);
  await needs.visits.keepWhy(work, appointment.id, { unfrozen_why: asked.why });
  await work.audit({ did: 'unfreeze-visit', to: appointment.id, home: appointment.home });
  await work.announce({ fact: 'visit-unfrozen', ...about(appointment) } satisfies VisitUnfrozen);
  return goes;
}

type EndNeeds = SheetNeeds & {
  isLeaf(leaf: string): boolean;
  visits: SheetNeeds['visits'] & Pick<AwayStore, 'custody' | 'custodyOfRequest'> & { keepFound(work: Work, visit: VisitId, found: readonly Found[]): Promise<void> };
};

/** Whether what was found speaks of tasks of this visit and of kinds of problem that exist. */
async function whatItWas(needs: EndNeeds, work: Work, { appointment }: Open, found: readonly Found[]): Promise<Result<readonly Found[], NoSuchTask | NoSuchLeaf>> {
  for (const { task, leaf } of found) {
    const known = await taskOf(needs, work, appointment, task);
    if (!known.ok) return known;
    if (!needs.isLeaf(leaf)) return no({ kind: 'no-such-leaf' });
  }
  return ok(found);
}

/** A thing leaves only with a signed receipt; and while one is in our hands, nothing is called solved. */
async function awaySays(needs: EndNeeds, work: Work, appointment: Open['appointment'], outcome: AsksToEnd['outcome']): Promise<CannotEndAway | undefined> {
  if (outcome === 'workshop') return (await needs.visits.custody(work, appointment.id))?.taken ? undefined : { kind: 'receipt-missing' };
  if (outcome !== 'solved' && outcome !== 'partly') return undefined;
  return (await needs.visits.custodyOfRequest(work, appointment.request)).some((one) => one.taken && !one.returned) ? { kind: 'device-not-given-back' } : undefined;
}

/** How it ended, and what it turned out to be. The sheet must be whole first, where someone was let in. */
export async function end(needs: EndNeeds, work: Work, asked: AsksToEnd): Promise<Result<{ record: VisitRecord; rule: OutcomeRule }, NoSuchVisit | NoSuchTask | NoSuchLeaf | CannotEnd | CannotEndAway>> {
  const open = await openVisit(needs, work, asked.visit, (appointment) => mayEnd(work.by, appointment, work.now));
  if (!open.ok) return open;
  const { appointment, record } = open.value;
  const away = await awaySays(needs, work, appointment, asked.outcome);
  if (away) return no(away);
  const sheet = await needs.visits.sheet(work, asked.visit);
  const whole = isComplete(await faultsOfSheet(needs, work, appointment, sheet));
  const ended = ends(record, asked.outcome, { sheet: whole, operator: isOfficeOf(work.by, appointment), promisedFrom: appointment.promisedFrom }, work.now);
  if (!ended.ok) return ended;
  const found = await whatItWas(needs, work, open.value, asked.found ?? []);
  if (!found.ok) return found;

  const rule = OUTCOME_RULES[asked.outcome];
  await needs.visits.save(work, ended.value, asked.note);
  await needs.visits.keepFound(work, appointment.id, found.value);
  const over: { visit: VisitId; requestGoesOn: boolean } = { visit: appointment.id, requestGoesOn: !rule.closesRequest };
  await needs.booking.visitDone(work, over);
  await work.audit({ did: `end-visit-${asked.outcome}`, to: appointment.id, home: appointment.home });
  await work.announce({ fact: 'visit-ended', outcome: asked.outcome, ...about(appointment) } satisfies VisitEnded);
  return ok({ record: ended.value, rule });
}
