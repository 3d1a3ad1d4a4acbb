import { type HomeId, type Result, isStaff, no, ok, ownsHome } from '#kernel';
import type { Work } from '#platform/work';
import type { CannotSetEyes, SecondEyes } from '../answers.ts';
import type { Needs } from '../needs.ts';
import { nameOf } from '../who.ts';

/** The home (or the operator, on its word) names someone without whom a yes above an amount does not count. */
export async function setSecondEyes(needs: Pick<Needs, 'eyes' | 'people'>, work: Work, eyes: SecondEyes): Promise<Result<SecondEyes, CannotSetEyes>> {
  if (!ownsHome(work.by, eyes.home) && !isStaff(work.by, 'operator')) return no({ kind: 'no-such-home' });
  if (!(await needs.people.trusts(work, eyes.home, eyes.person))) return no({ kind: 'second-eyes-not-trusted' });

  await needs.eyes.set(work, eyes, nameOf(work.by));
  await work.audit({ did: 'set-second-eyes', to: eyes.home, home: eyes.home, person: eyes.person });
  return ok(eyes);
}

/** Taken back by the home, the operator on its word, or by the one who was named. */
export async function dropSecondEyes(needs: Pick<Needs, 'eyes'>, work: Work, home: HomeId): Promise<Result<{ home: HomeId }, CannotSetEyes>> {
  const eyes = await needs.eyes.of(work, home);
  const isTheirs = work.by.kind === 'person' && eyes?.person === work.by.person;
  if (!eyes || (!isTheirs && !ownsHome(work.by, home) && !isStaff(work.by, 'operator'))) return no({ kind: 'no-such-home' });

  await needs.eyes.drop(work, home);
  await work.audit({ did: 'drop-second-eyes', to: home, home, person: eyes.person });
  return ok({ home });
}
