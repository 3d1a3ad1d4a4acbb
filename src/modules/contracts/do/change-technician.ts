import { type Actor, type ChangeId, type Result, type TechnicianId, type VisitId, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { TechnicianChange } from '../agreement.ts';
import type { TechnicianChangeAnnounced, TechnicianChangeAnswered } from '../facts.ts';
import type { AskedChange, CannotChange, NoSuchChange } from '../front.ts';
import { isHousehold, mayWithdrawFor } from '../may.ts';
import type { Needs } from '../needs.ts';

type Uses = Pick<Needs, 'store' | 'technicians' | 'pricing'>;
const nameOf = (by: Actor): string => (by.kind === 'person' ? by.person : by.kind === 'asker' ? by.request : by.kind === 'job' ? by.job : by.kind);

/** Somebody else of the same firm is to come. Whom the household chose themselves need not be announced to them; a no that they said before is then over. */
export async function announceChange(needs: Uses, work: Work, asked: AskedChange): Promise<Result<TechnicianChange | undefined, CannotChange>> {
  const quote = await needs.pricing.known.quote(work, asked.quote);
  const technician = await needs.technicians.technician(work, asked.after);
  if (!quote || technician?.provider !== quote.provider) return no({ kind: 'another-provider' });
  const theyChose = isHousehold(work.by, { ...asked, provider: quote.provider });
  const stands = theyChose ? await needs.store.changeOf(work, asked.visit) : undefined;
  if (theyChose ? stands === undefined || stands.answer === 'agreed' : asked.before === asked.after) return ok(undefined);
  const change: TechnicianChange = { id: newId('Change'), provider: quote.provider, announcedAt: work.now, quote: asked.quote, visit: asked.visit, request: asked.request, home: asked.home, quiet: asked.quiet, before: stands && asked.before === asked.after ? stands.before : asked.before, after: asked.after };
  await needs.store.addChange(work, change);
  if (theyChose) {
    await needs.store.answerChange(work, change.id, 'agreed', nameOf(work.by));
    return ok(undefined);
  }
  await work.audit({ did: 'announce-technician', to: asked.visit, home: asked.home });
  await work.announce({ fact: 'technician-change-announced', change: change.id, visit: asked.visit, request: asked.request, home: asked.home } satisfies TechnicianChangeAnnounced);
  return ok(change);
}

export async function answerChange(needs: Uses, work: Work, asked: { change: ChangeId; answer: 'agreed' | 'refused' }): Promise<Result<TechnicianChange, NoSuchChange>> {
  const change = await needs.store.change(work, asked.change);
  if (!change || change.answer !== undefined || !mayWithdrawFor(work.by, change)) return no({ kind: 'no-such-change' });
  await needs.store.answerChange(work, change.id, asked.answer, nameOf(work.by));
  await work.audit({ did: asked.answer === 'agreed' ? 'agree-technician' : 'refuse-technician', to: change.visit, home: change.home });
  await work.announce({ fact: 'technician-change-answered', change: change.id, visit: change.visit, request: change.request, home: change.home, agreed: asked.answer === 'agreed' } satisfies TechnicianChangeAnswered);
  return ok({ ...change, answer: asked.answer });
}

/** A change that they have not said yes to. */
export const isFreeToLeave = async (needs: Pick<Needs, 'store'>, work: Work, visit: VisitId): Promise<boolean> => {
  const change = await needs.store.changeOf(work, visit);
  return change !== undefined && change.answer !== 'agreed';
};

/** This person got a no, and nobody else was named or chosen since. */
export const isRefused = async (needs: Pick<Needs, 'store'>, work: Work, visit: VisitId, technician: TechnicianId): Promise<boolean> => {
  const change = await needs.store.changeOf(work, visit);
  return change?.answer === 'refused' && change.after === technician;
};
