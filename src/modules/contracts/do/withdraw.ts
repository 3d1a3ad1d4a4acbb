import { type Actor, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { type Withdrawal, asAgreed } from '../agreement.ts';
import type { ContractWithdrawn } from '../facts.ts';
import type { AskedWithdraw, CannotWithdraw } from '../front.ts';
import { isOnTelephone, mayWithdrawFor } from '../may.ts';
import type { Needs } from '../needs.ts';
import { mayWithdraw, refundBy } from '../withdrawal.ts';
import { lawNow } from './show-terms.ts';

const nameOf = (by: Actor): string => (by.kind === 'person' ? by.person : by.kind === 'asker' ? by.request : by.kind === 'job' ? by.job : by.kind);

/** The declaration, with its instant. It needs no reason, and nobody may make it harder than the yes was. */
export async function withdraw(needs: Pick<Needs, 'store' | 'book'>, work: Work, asked: AskedWithdraw): Promise<Result<Withdrawal, CannotWithdraw>> {
  const seen = await needs.store.find(work, asked.agreement);
  if (!seen || !mayWithdrawFor(work.by, seen)) return no({ kind: 'no-such-agreement' });
  await needs.store.lock(work, seen.id);
  const agreement = (await needs.store.find(work, seen.id)) ?? seen;
  if (agreement.withdrawal) return no({ kind: 'already-withdrawn', at: agreement.withdrawal.declaredAt });
  const law = await lawNow(needs, work);
  const answer = mayWithdraw(law, asAgreed(agreement), work.now, asked.performedAt);
  if (!answer.counts) return no({ kind: `withdrawal-${answer.why}`, article: answer.article });

  const withdrawal: Withdrawal = {
    id: newId('Withdrawal'), agreement: agreement.id, declaredAt: work.now, receivedBy: asked.receivedBy ?? (isOnTelephone(work.by) ? 'phone' : 'web'), name: asked.name, replyTo: asked.replyTo, article: answer.article,
    performedAt: asked.performedAt, refundBy: refundBy(law, agreement, work.now), takenBy: nameOf(work.by),
  };
  await needs.store.withdraw(work, withdrawal);
  await work.audit({ did: 'withdraw-contract', to: agreement.id, home: agreement.home, person: agreement.person });
  await work.announce({ fact: 'contract-withdrawn', agreement: agreement.id, request: agreement.request, home: agreement.home } satisfies ContractWithdrawn);
  return ok(withdrawal);
}
