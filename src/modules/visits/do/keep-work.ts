import { type QuoteId, type Result, type VisitId, newId, no, ok } from '#kernel';
import type { AsksToAddDevice, Device } from '#modules/devices';
import type { Scope } from '#modules/pricing';
import type { Work } from '#platform/work';
import type { AsksToAddPart, AsksToHandBack, AsksToNote, AsksToNoteDevice, AsksToTick } from '../asks.ts';
import { type Checklists, type Tick, stepsFor } from '../checklist.ts';
import type { Extra } from '../extra.ts';
import type { NoSuchTask, NoSuchVisit, NotWorking } from '../front.ts';
import type { HandedBack, Note, Part } from '../told.ts';
import { type OpenNeeds, openAtWork, taskOf } from './open-visit.ts';

type Needs = OpenNeeds & {
  checklists: Checklists;
  pricing: { known: { scopeOf(work: Work, quote: QuoteId): Promise<Scope | undefined> } };
  devices: { known: { noteDevice(work: Work, asked: AsksToAddDevice): Promise<Result<Device, { kind: 'no-such-home' }>> } };
  visits: OpenNeeds['visits'] & {
    tick(work: Work, visit: VisitId, tick: Tick): Promise<void>;
    addPart(work: Work, visit: VisitId, part: Part): Promise<void>;
    removePart(work: Work, visit: VisitId, part: string): Promise<boolean>;
    addNote(work: Work, visit: VisitId, id: string, note: Note): Promise<void>;
    addHandedBack(work: Work, visit: VisitId, id: string, shown: HandedBack): Promise<void>;
    extras(work: Work, visit: VisitId): Promise<readonly Extra[]>;
  };
};
const newRow = (prefix: string): string => `${prefix}_${newId('Part').slice(4)}`;

/** One step of the list: done, or not needed here. */
export async function tick(needs: Needs, work: Work, asked: AsksToTick): Promise<Result<{ task: string; step: string }, NoSuchVisit | NoSuchTask | NotWorking | { kind: 'no-such-step' }>> {
  const open = await openAtWork(needs, work, asked.visit);
  if (!open.ok) return open;
  const task = await taskOf(needs, work, open.value.appointment, asked.task);
  if (!task.ok) return task;
  if (!stepsFor(needs.checklists, task.value?.leaf).some(({ step }) => step === asked.step)) return no({ kind: 'no-such-step' });

  await needs.visits.tick(work, asked.visit, { task: asked.task, step: asked.step, ticked: asked.ticked, at: work.now, ...(asked.note ? { note: asked.note } : {}) });
  await work.audit({ did: `tick-${asked.step}`, to: asked.visit, home: open.value.appointment.home });
  return ok({ task: asked.task, step: asked.step });
}

/** A part from the van: one that the quote names, or that the person has said yes to. */
export async function addPart(needs: Needs, work: Work, asked: AsksToAddPart): Promise<Result<Part, NoSuchVisit | NoSuchTask | NotWorking | { kind: 'part-not-agreed' }>> {
  const open = await openAtWork(needs, work, asked.visit);
  if (!open.ok) return open;
  const task = await taskOf(needs, work, open.value.appointment, asked.task);
  if (!task.ok) return task;
  const quoted = (await needs.pricing.known.scopeOf(work, open.value.appointment.quote))?.tasks.flatMap((one) => one.items.map(({ item }) => item)) ?? [];
  const extra = (await needs.visits.extras(work, asked.visit)).filter(({ state }) => state === 'approved').flatMap(({ lines }) => lines.map(({ item }) => item));
  if (![...quoted, ...extra].includes(asked.item)) return no({ kind: 'part-not-agreed' });

  const part: Part = { id: newId('Part'), item: asked.item, quantity: asked.quantity, at: work.now, ...(asked.task ? { task: asked.task } : {}), ...(asked.serial ? { serial: asked.serial } : {}) };
  await needs.visits.addPart(work, asked.visit, part);
  await work.audit({ did: 'add-part', to: part.id, home: open.value.appointment.home });
  return ok(part);
}

export async function removePart(needs: Needs, work: Work, asked: { visit: VisitId; part: string }): Promise<Result<true, NoSuchVisit | NotWorking | { kind: 'no-such-part' }>> {
  const open = await openAtWork(needs, work, asked.visit);
  if (!open.ok) return open;
  if (!await needs.visits.removePart(work, asked.visit, asked.part)) return no({ kind: 'no-such-part' });
  await work.audit({ did: 'remove-part', to: asked.part, home: open.value.appointment.home });
  return ok(true);
}

/** How it was before, how it is after. For staff; the person reads the sheet. */
export async function note(needs: Needs, work: Work, asked: AsksToNote): Promise<Result<Note, NoSuchVisit | NoSuchTask | NotWorking>> {
  const open = await openAtWork(needs, work, asked.visit);
  if (!open.ok) return open;
  const task = await taskOf(needs, work, open.value.appointment, asked.task);
  if (!task.ok) return task;

  const written: Note = { phase: asked.phase, text: asked.text, at: work.now, ...(asked.task ? { task: asked.task } : {}), ...(asked.photo ? { photo: asked.photo } : {}) };
  await needs.visits.addNote(work, asked.visit, newRow('not'), written);
  await work.audit({ did: `note-${asked.phase}`, to: asked.visit, home: open.value.appointment.home });
  return ok(written);
}

/** A device that was seen while someone was let in. */
export async function noteDevice(needs: Needs, work: Work, asked: AsksToNoteDevice): Promise<Result<Device, NoSuchVisit | NotWorking | { kind: 'no-such-home' }>> {
  const open = await openAtWork(needs, work, asked.visit);
  if (!open.ok) return open;
  const { visit: _visit, ...device } = asked;
  return needs.devices.known.noteDevice(work, { ...device, home: open.value.appointment.home });
}

/** "Show me how you would do it": what the person can do alone now. */
export async function handBack(needs: Needs, work: Work, asked: AsksToHandBack): Promise<Result<HandedBack, NoSuchVisit | NoSuchTask | NotWorking>> {
  const open = await openAtWork(needs, work, asked.visit);
  if (!open.ok) return open;
  const task = await taskOf(needs, work, open.value.appointment, asked.task);
  if (!task.ok) return task;

  const shown: HandedBack = { how: asked.how, at: work.now, ...(asked.task ? { task: asked.task } : {}), ...(asked.note ? { note: asked.note } : {}) };
  await needs.visits.addHandedBack(work, asked.visit, newRow('hbk'), shown);
  await work.audit({ did: 'hand-back', to: asked.visit, home: open.value.appointment.home });
  return ok(shown);
}
