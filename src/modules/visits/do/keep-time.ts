import type { Result } from '#kernel';
import { ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksForClock } from '../asks.ts';
import type { NoSuchTask, NoSuchVisit, NotWorking } from '../front.ts';
import { startClock, stopClock } from '../time.ts';
import type { VisitRecord } from '../visit.ts';
import { type OpenNeeds, onlyTask, openAtWork, taskOf } from './open-visit.ts';

/** Starts a clock: someone attends (to one thing at a time), or a machine works alone. */
export async function startTime(needs: OpenNeeds, work: Work, asked: AsksForClock): Promise<Result<VisitRecord, NoSuchVisit | NoSuchTask | NotWorking>> {
  const open = await openAtWork(needs, work, asked.visit);
  if (!open.ok) return open;
  const task = await taskOf(needs, work, open.value.appointment, asked.task);
  if (!task.ok) return task;

  const record: VisitRecord = { ...open.value.record, spans: startClock(open.value.record.spans, { kind: asked.kind, task: asked.task ?? await onlyTask(needs, work, open.value.appointment) }, work.now) };
  await needs.visits.save(work, record);
  await work.audit({ did: `start-${asked.kind}-time`, to: record.id, home: open.value.appointment.home });
  return ok(record);
}

export async function stopTime(needs: OpenNeeds, work: Work, asked: AsksForClock): Promise<Result<VisitRecord, NoSuchVisit | NotWorking | { kind: 'no-clock-runs' }>> {
  const open = await openAtWork(needs, work, asked.visit);
  if (!open.ok) return open;
  const spans = stopClock(open.value.record.spans, asked, work.now);
  if (!spans.ok) return spans;

  const record: VisitRecord = { ...open.value.record, spans: spans.value };
  await needs.visits.save(work, record);
  await work.audit({ did: `stop-${asked.kind}-time`, to: record.id, home: open.value.appointment.home });
  return ok(record);
}
