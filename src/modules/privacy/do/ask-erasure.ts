import { type PersonId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { ERASURE_WAITS, type Erasure } from '../erasure.ts';
import type { ErasureAsked, ErasureStopped } from '../facts.ts';
import { mayAskErasure, nameOf } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { CannotErase } from './erase-person.ts';

type Uses = Pick<Needs, 'wishes' | 'seesPerson' | 'worksHere' | 'sees'>;

/** Somebody rings and wants to be forgotten: it waits three days, they are told on the way we have, and can stop it. */
export async function askErasure(needs: Uses, work: Work, person: PersonId): Promise<Result<Erasure, CannotErase>> {
  if (!mayAskErasure(work.by, person) || !(await needs.seesPerson(work, person))) return no({ kind: 'no-such-person' });
  if (await needs.worksHere(work, person)) return no({ kind: 'you-work-here' });
  if ((await needs.sees.visitsAhead(work, person)) > 0) return no({ kind: 'visit-ahead' });
  const before = await needs.wishes.erasureOf(work, person);
  if (before) return ok(before);
  const erasure: Erasure = { id: `era_${newId('Message').slice(4)}`, person, askedAt: work.now, dueAt: work.now.add(ERASURE_WAITS) };
  await needs.wishes.addErasure(work, erasure, nameOf(work.by));
  await work.audit({ did: 'ask-erasure', to: erasure.id, person, why: 'as-operator' });
  await work.announce({ fact: 'erasure-asked', person, erasure: erasure.id } satisfies ErasureAsked);
  return ok(erasure);
}

/** They changed their mind, or it was not they who rang. */
export async function stopErasure(needs: Uses, work: Work, person: PersonId): Promise<Result<true, CannotErase>> {
  const waiting = mayAskErasure(work.by, person) ? await needs.wishes.erasureOf(work, person) : undefined;
  if (!waiting || !(await needs.wishes.endErasure(work, person, 'stopped'))) return no({ kind: 'no-such-person' });
  await work.audit({ did: 'stop-erasure', to: waiting.id, person });
  await work.announce({ fact: 'erasure-stopped', person, erasure: waiting.id } satisfies ErasureStopped);
  return ok(true);
}
