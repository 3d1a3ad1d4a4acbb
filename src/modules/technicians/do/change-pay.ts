import { type ProviderId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { PayChangeAsked, PayChanged } from '../facts.ts';
import type { BadPay, NoSuchProvider } from '../front.ts';
import { mayRun, nameOf } from '../may.ts';
import { PAY_CHANGE_HOURS, type PayChange, isDue, isGoodPay, verify } from '../pay-change.ts';
import type { Pay, Provider } from '../provider.ts';

type Needs = {
  technicians: {
    provider(work: Work, id: ProviderId): Promise<Provider | undefined>;
    addPayChange(work: Work, change: PayChange): Promise<boolean>;
    payChange(work: Work, id: string): Promise<PayChange | undefined>;
    payChanges(work: Work, provider?: ProviderId): Promise<readonly PayChange[]>;
    savePayChange(work: Work, change: PayChange): Promise<void>;
  };
};
type NoSuchChange = { kind: 'no-such-pay-change' };

/** Another bank account: announced to the provider on all ways known, checked by somebody else, in force after 72 hours. */
export async function askPayChange(needs: Needs, work: Work, asked: { provider: ProviderId; pay: Pay }): Promise<Result<PayChange, NoSuchProvider | BadPay | { kind: 'pay-change-waits' }>> {
  if (!mayRun(work.by, asked.provider) || !(await needs.technicians.provider(work, asked.provider))) return no({ kind: 'no-such-provider' });
  if (!isGoodPay(asked.pay)) return no({ kind: 'account-number-wrong' });
  const change: PayChange = { id: `pch_${newId('Technician').slice(4)}`, provider: asked.provider, pay: asked.pay, askedBy: nameOf(work.by), askedAt: work.now, dueAt: work.now.add({ hours: PAY_CHANGE_HOURS }), state: 'waiting' };
  if (!(await needs.technicians.addPayChange(work, change))) return no({ kind: 'pay-change-waits' });
  await work.audit({ did: 'ask-pay-change', to: asked.provider });
  await work.announce({ fact: 'pay-change-asked', provider: asked.provider, change: change.id } satisfies PayChangeAsked);
  return ok(change);
}

async function theirs(needs: Needs, work: Work, id: string): Promise<PayChange | undefined> {
  const change = await needs.technicians.payChange(work, id);
  return change && mayRun(work.by, change.provider) ? change : undefined;
}

/** Somebody of the house rang the provider on the number known before, and heard that it is so. */
export async function verifyPayChange(needs: Needs, work: Work, asked: { change: string; how: string }): Promise<Result<PayChange, NoSuchChange | { kind: 'pay-change-over' } | { kind: 'pay-change-needs-second-person' }>> {
  const change = await theirs(needs, work, asked.change);
  if (!change || (work.by.kind === 'person' && work.by.provider === change.provider)) return no({ kind: 'no-such-pay-change' });
  const verified = verify(change, nameOf(work.by), asked.how, work.now);
  if (!verified.ok) return verified;
  await needs.technicians.savePayChange(work, verified.value);
  await work.audit({ did: 'verify-pay-change', to: change.provider });
  return verified;
}

/** The old account stays: said by the provider's office or the house. */
export async function stopPayChange(needs: Needs, work: Work, asked: { change: string }): Promise<Result<PayChange, NoSuchChange | { kind: 'pay-change-over' }>> {
  const change = await theirs(needs, work, asked.change);
  if (!change) return no({ kind: 'no-such-pay-change' });
  if (change.state !== 'waiting') return no({ kind: 'pay-change-over' });
  const stopped: PayChange = { ...change, state: 'stopped' };
  await needs.technicians.savePayChange(work, stopped);
  await work.audit({ did: 'stop-pay-change', to: change.provider });
  return ok(stopped);
}

export async function payChangesOf(needs: Needs, work: Work, provider: ProviderId): Promise<readonly PayChange[]> {
  return mayRun(work.by, provider) ? needs.technicians.payChanges(work, provider) : [];
}

/** Puts into force what was checked and has waited long enough. For the sweep; returns how many. */
export async function settlePayChanges(needs: Needs, work: Work): Promise<number> {
  let settled = 0;
  for (const change of await needs.technicians.payChanges(work)) {
    if (!isDue(change, work.now)) continue;
    await needs.technicians.savePayChange(work, { ...change, state: 'in-force' });
    await work.audit({ did: 'pay-change-in-force', to: change.provider });
    await work.announce({ fact: 'pay-changed', provider: change.provider, change: change.id } satisfies PayChanged);
    settled += 1;
  }
  return settled;
}
