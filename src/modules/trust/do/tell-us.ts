import { type Result, type VisitId, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { ReportMade, WorryTold } from '../facts.ts';
import { isHousehold, mayDecide, maySeeAlarms } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { Report, Worry } from '../told.ts';
import { notice } from './notice.ts';
import { type NoSuchVisit, about } from './seal-secret.ts';

const reportSeal = (id: string): string => `report:${id}`;
const worrySeal = (id: string): string => `worry:${id}`;
type NoSuchReport = { kind: 'no-such-report' };
type NoSuchWorry = { kind: 'no-such-worry' };

/** "Somebody said they were from you." Anyone may say so; what they say is sealed. */
export async function report(needs: Needs, work: Work, asked: Readonly<{ happened: Report['happened']; told: string; contact?: string | undefined }>): Promise<Result<{ report: string }, never>> {
  const id = `rep_${newId('Form').slice(4)}`;
  const { seal } = needs.keys;
  await needs.store.addReport(work, { id, happened: asked.happened, told: seal(asked.told, reportSeal(id)), ...(asked.contact ? { contact: seal(asked.contact, reportSeal(id)) } : {}), at: work.now, state: 'new' });
  await work.audit({ did: 'report', to: id });
  await work.announce({ fact: 'report-made', report: id } satisfies ReportMade);
  return ok({ report: id });
}

export async function seeReports(needs: Needs, work: Work): Promise<readonly Report[]> {
  if (!maySeeAlarms(work.by)) return [];
  const open = (text: string | undefined, id: string): string => (text === undefined ? '' : needs.keys.open(text, reportSeal(id)) ?? '');
  return (await needs.store.reports(work)).map((one) => ({ ...one, told: open(one.told, one.id), ...(one.contact ? { contact: open(one.contact, one.id) } : {}), ...(one.note ? { note: open(one.note, one.id) } : {}) }));
}

export async function handleReport(needs: Needs, work: Work, asked: Readonly<{ report: string; state: 'looking' | 'settled'; note?: string | undefined }>): Promise<Result<true, NoSuchReport>> {
  if (!mayDecide(work.by)) return no({ kind: 'no-such-report' });
  const note = asked.note ? needs.keys.seal(asked.note, reportSeal(asked.report)) : undefined;
  if (!(await needs.store.handleReport(work, asked.report, asked.state, note, work.by.person))) return no({ kind: 'no-such-report' });
  await work.audit({ did: `report-${asked.state}`, to: asked.report });
  return ok(true);
}

/** "Something felt wrong": the visit stops if it can still be stopped, the office is told, and it is kept until somebody has answered. */
export async function feltWrong(needs: Needs, work: Work, asked: Readonly<{ visit: VisitId; what: string }>): Promise<Result<{ worry: string; stopped: boolean }, NoSuchVisit>> {
  const visit = await needs.booking.known.visit(work, asked.visit);
  // Whoever may see the visit may say so, a helper too; staff have their own ways.
  const seen = visit && (isHousehold(work.by, visit) || (await needs.visits.see(work, asked.visit)) !== undefined);
  if (!visit || !seen) return no({ kind: 'no-such-visit' });
  const id = `wor_${newId('Form').slice(4)}`;
  await needs.store.addWorry(work, { id, visit: visit.id, home: visit.home, what: needs.keys.seal(asked.what, worrySeal(id)), at: work.now });
  const stopped = await needs.visits.freeze(work, { visit: visit.id, ...(asked.what ? { why: asked.what } : {}) });
  await work.audit({ did: 'felt-wrong', to: visit.id, home: visit.home });
  if (isHousehold(work.by, visit)) await notice(needs, work, { technician: visit.technician, sign: 'worry', about: visit.id });
  await work.announce({ fact: 'worry-told', worry: id, ...about(visit) } satisfies WorryTold);
  return ok({ worry: id, stopped: stopped.ok });
}

const openWorry = (needs: Needs, one: Worry): Worry => ({ ...one, what: needs.keys.open(one.what, worrySeal(one.id)) ?? '', ...(one.answer ? { answer: needs.keys.open(one.answer, worrySeal(one.id)) ?? '' } : {}) });

export async function seeWorries(needs: Needs, work: Work): Promise<readonly Worry[]> {
  return maySeeAlarms(work.by) ? (await needs.store.worries(work)).map((one) => openWorry(needs, one)) : [];
}

/** What the household of a visit was answered. */
export async function worriesAbout(needs: Needs, work: Work, id: VisitId): Promise<readonly Worry[]> {
  const visit = await needs.booking.known.visit(work, id);
  if (!visit || !isHousehold(work.by, visit)) return [];
  return (await needs.store.worriesOfHomes(work, [visit.home])).filter((one) => one.visit === id).map((one) => openWorry(needs, one));
}

export async function answerWorry(needs: Needs, work: Work, asked: Readonly<{ worry: string; answer: string }>): Promise<Result<true, NoSuchWorry>> {
  const one = await needs.store.worry(work, asked.worry);
  if (!one || !mayDecide(work.by)) return no({ kind: 'no-such-worry' });
  await needs.store.answerWorry(work, one.id, needs.keys.seal(asked.answer, worrySeal(one.id)), work.by.person);
  await work.audit({ did: 'answer-worry', to: one.visit, home: one.home });
  return ok(true);
}
