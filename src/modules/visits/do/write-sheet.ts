import { type Lang, type PersonId, type Result, type VisitId, no, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Work } from '#platform/work';
import type { AsksToSign, AsksToWriteSheet } from '../asks.ts';
import type { CodeFroze, CodeWrong, NoSuchVisit, NotWorking } from '../front.ts';
import { mayDraw } from '../may.ts';
import { type Readability, type Sheet, type SheetFault, faultsOf, isComplete } from '../sheet.ts';
import type { Signature } from '../told.ts';
import { giveCode } from '../visit.ts';
import { type OpenNeeds, codeFits, keepWrong, openAtWork } from './open-visit.ts';

export type SheetNeeds = OpenNeeds & {
  readability: Readability;
  people: { known: { person(work: Work, id: PersonId): Promise<{ lang: Lang } | undefined> } };
  visits: OpenNeeds['visits'] & {
    sheet(work: Work, visit: VisitId): Promise<Sheet | undefined>;
    writeSheet(work: Work, visit: VisitId, sheet: Sheet): Promise<void>;
    sign(work: Work, visit: VisitId, signature: Signature): Promise<void>;
  };
};

/** The language of whoever the help is for; of the request while nobody is known. */
export async function langOf(needs: Pick<SheetNeeds, 'booking' | 'people'>, work: Work, appointment: Appointment): Promise<Lang> {
  const request = await needs.booking.known.request(work, appointment.request);
  const person = request?.person && await needs.people.known.person(work, request.person);
  return person ? person.lang : request?.lang ?? 'en';
}
export const faultsOfSheet = async (needs: Pick<SheetNeeds, 'booking' | 'people' | 'readability'>, work: Work, appointment: Appointment, sheet: Sheet | undefined): Promise<readonly SheetFault[]> =>
  faultsOf(sheet, await langOf(needs, work, appointment), needs.readability);

/** Keeps the sheet as it is so far, and says what is missing: a draft is worth keeping. */
export async function writeSheet(needs: SheetNeeds, work: Work, asked: AsksToWriteSheet): Promise<Result<{ sheet: Sheet; faults: readonly SheetFault[] }, NoSuchVisit | NotWorking>> {
  const open = await openAtWork(needs, work, asked.visit);
  if (!open.ok) return open;
  const sheet: Sheet = { lang: asked.lang, blocks: asked.blocks };
  await needs.visits.writeSheet(work, asked.visit, sheet);
  await work.audit({ did: 'write-sheet', to: asked.visit, home: open.value.appointment.home });
  return ok({ sheet, faults: await faultsOfSheet(needs, work, open.value.appointment, sheet) });
}

type Signed = { came: 'signed'; signature: Signature } | CodeWrong | CodeFroze;

/** The person has read the sheet, or heard it: drawn, by the code, or said aloud. */
export async function sign(needs: SheetNeeds, work: Work, asked: AsksToSign): Promise<Result<Signed, NoSuchVisit | NotWorking | { kind: 'sheet-incomplete' }>> {
  const open = await (asked.how === 'drawn' ? openAtWork(needs, work, asked.visit, (visit) => mayDraw(work.by, visit, work.now)) : openAtWork(needs, work, asked.visit));
  if (!open.ok) return open;
  const sheet = await needs.visits.sheet(work, asked.visit);
  if (!isComplete(await faultsOfSheet(needs, work, open.value.appointment, sheet))) return no({ kind: 'sheet-incomplete' });
  if (asked.how === 'code') {
    const given = giveCode(open.value.record, await codeFits(needs, work, asked.visit, asked.code), work.now);
    if (given.came !== 'right') return ok(await keepWrong(needs, work, open.value, given));
  }
  const signature: Signature = { how: asked.how, at: work.now, ...(asked.how === 'drawn' ? { picture: asked.picture } : {}), ...(asked.how === 'spoken' ? { words: asked.words } : {}) };
  await needs.visits.sign(work, asked.visit, signature);
  await work.audit({ did: `sign-${asked.how}`, to: asked.visit, home: open.value.appointment.home });
  return ok({ came: 'signed', signature });
}
