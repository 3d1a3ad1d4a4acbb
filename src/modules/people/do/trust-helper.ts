import { type HomeId, type MandateId, type PersonId, type Result, isAfter, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToGiveMandate } from '../asks.ts';
import type { MandateClaimed, MandateDelayed, MandateGiven, MandateRevoked } from '../facts.ts';
import type { NoSuchHome, NoSuchMandate, NoSuchPerson } from '../front.ts';
import type { Home } from '../home.ts';
import { CHANGE_WAITS, type CannotGive, type Mandate, checkMandate, isAnotherHelper } from '../mandate.ts';
import { mayClaim, mayConfirm, mayGive, mayRevoke, nameOf } from '../may.ts';
import type { Person } from '../person.ts';
import { type Needs as KeepNeeds, keepChange } from './keep-change.ts';

type Needs = KeepNeeds & {
  people: {
    mandatesOf(work: Work, home: HomeId): Promise<readonly Mandate[]>;
    residentsOf(work: Work, home: HomeId): Promise<readonly Person[]>;
    home(work: Work, id: HomeId): Promise<{ home: Home; addedBy: string } | undefined>;
    person(work: Work, id: PersonId): Promise<Person | undefined>;
    mandate(work: Work, id: MandateId): Promise<Mandate | undefined>;
    addMandate(work: Work, mandate: Mandate, by: string): Promise<void>;
    saveMandate(work: Work, mandate: Mandate): Promise<void>;
  };
};

/** Lets a trusted helper act for a home. What a helper claims for themselves gives nothing before the person at home says yes. */
export async function giveMandate(needs: Needs, work: Work, asked: AsksToGiveMandate): Promise<Result<Mandate, NoSuchHome | NoSuchPerson | CannotGive>> {
  const kept = await needs.people.home(work, asked.home);
  const gives = kept !== undefined && mayGive(work.by, asked.home, kept.addedBy);
  if (!kept || !(gives || mayClaim(work.by, asked.helper, kept.addedBy))) return no({ kind: 'no-such-home' });
  if (!await needs.people.person(work, asked.helper)) return no({ kind: 'no-such-person' });
  const waits = await mustWait(needs, work, asked.home, asked.helper);
  const from = waits ? later(asked.from ?? work.now, work.now.add(CHANGE_WAITS)) : asked.from ?? work.now;
  const checked = checkMandate(from, asked.until, asked.scopes);
  if (!checked.ok) return checked;

  const claimed = !gives || asked.givenHow === 'claimed-by-helper';
  const said = { id: newId('Mandate'), home: asked.home, helper: asked.helper, scopes: asked.scopes, from, until: asked.until } as const;
  const mandate: Mandate = claimed ? { ...said, givenHow: 'claimed-by-helper' } : { ...said, givenHow: asked.givenHow, confirmedAt: work.now };
  await needs.people.addMandate(work, mandate, nameOf(work.by));
  await work.audit({ did: claimed ? 'claim-mandate' : 'give-mandate', to: mandate.id, home: mandate.home, person: mandate.helper });
  if (claimed) await work.announce({ fact: 'mandate-claimed', mandate: mandate.id } satisfies MandateClaimed);
  else await given(needs, work, mandate, waits);
  return ok(mandate);
}

/** People wait for another helper; the house itself, which writes down what was so before, does not. */
const mustWait = async (needs: Needs, work: Work, home: HomeId, helper: PersonId): Promise<boolean> =>
  work.by.kind === 'person' && isAnotherHelper(helper, await needs.people.mandatesOf(work, home), work.now);

const later = (one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant => (isAfter(one, other) ? one : other);

/** Who is told, and when: a first helper begins at once; another one later, and then everybody at home can still undo it. */
async function given(needs: Needs, work: Work, mandate: Mandate, waits: boolean): Promise<void> {
  if (!waits) {
    await work.announce({ fact: 'mandate-given', mandate: mandate.id } satisfies MandateGiven);
    return;
  }
  await work.announce({ fact: 'mandate-delayed', mandate: mandate.id } satisfies MandateDelayed);
  for (const person of await needs.people.residentsOf(work, mandate.home)) await keepChange(needs, work, person, 'helper', { mandate: mandate.id });
}

/** The person at home says yes to what a helper claimed: on screen, or to the operator by telephone. */
export async function confirmMandate(needs: Needs, work: Work, id: MandateId): Promise<Result<Mandate, NoSuchMandate>> {
  const mandate = await needs.people.mandate(work, id);
  if (!mandate || !mayConfirm(work.by, mandate.home)) return no({ kind: 'no-such-mandate' });
  if (mandate.confirmedAt) return ok(mandate);

  const waits = await mustWait(needs, work, mandate.home, mandate.helper);
  const confirmed: Mandate = { ...mandate, confirmedAt: work.now, from: later(mandate.from, waits ? work.now.add(CHANGE_WAITS) : mandate.from) };
  if (!isAfter(mandate.until, confirmed.from)) return no({ kind: 'no-such-mandate' });
  await needs.people.saveMandate(work, confirmed);
  await work.audit({ did: 'confirm-mandate', to: id, home: mandate.home, person: mandate.helper });
  await given(needs, work, confirmed, waits);
  return ok(confirmed);
}

/** Ends a mandate now: the person at home, the helper, or the operator. */
export async function revokeMandate(needs: Needs, work: Work, id: MandateId): Promise<Result<Mandate, NoSuchMandate>> {
  const mandate = await needs.people.mandate(work, id);
  if (!mandate || !mayRevoke(work.by, mandate.home, mandate.helper)) return no({ kind: 'no-such-mandate' });
  if (mandate.revokedAt) return ok(mandate);

  const revoked: Mandate = { ...mandate, revokedAt: work.now };
  await needs.people.saveMandate(work, revoked);
  await work.audit({ did: 'revoke-mandate', to: id, home: mandate.home, person: mandate.helper });
  await work.announce({ fact: 'mandate-revoked', mandate: id } satisfies MandateRevoked);
  return ok(revoked);
}
