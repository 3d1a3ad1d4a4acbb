import { type HomeId, type Result, isMore, isStaff, no, ok, ownsHome } from '#kernel';
import type { Work } from '#platform/work';
import type { CannotSetEyes, SecondEyes } from '../answers.ts';
import type { SecondEyesEnding, SecondEyesNamed } from '../facts.ts';
import type { Needs } from '../needs.ts';
import { nameOf } from '../who.ts';

/** So long does it still count once a home has ended it: time to think, and for the one who was named to ring. */
const STILL_COUNTS = { hours: 72 };

/** The home (or the operator, on its word) names someone without whom a yes above an amount does not count. What would weaken it waits for its end. */
export async function setSecondEyes(needs: Pick<Needs, 'eyes' | 'people'>, work: Work, eyes: SecondEyes): Promise<Result<SecondEyes, CannotSetEyes>> {
  if (!ownsHome(work.by, eyes.home) && !isStaff(work.by, 'operator')) return no({ kind: 'no-such-home' });
  if (!(await needs.people.trusts(work, eyes.home, eyes.person))) return no({ kind: 'second-eyes-not-trusted' });
  const before = await needs.eyes.of(work, eyes.home);
  if (before && (before.person !== eyes.person || before.above.currency !== eyes.above.currency || isMore(eyes.above, before.above))) return no({ kind: 'second-eyes-in-force' });

  await needs.eyes.set(work, eyes, nameOf(work.by));
  await work.audit({ did: 'set-second-eyes', to: eyes.home, home: eyes.home, person: eyes.person });
  await work.announce({ fact: 'second-eyes-named', home: eyes.home, person: eyes.person } satisfies SecondEyesNamed);
  return ok({ home: eyes.home, person: eyes.person, above: eyes.above });
}

/** Ended by the home, or the operator on its word: it counts for three days more, and the one who was named is told. They themselves step back at once. */
export async function dropSecondEyes(needs: Pick<Needs, 'eyes'>, work: Work, home: HomeId): Promise<Result<{ home: HomeId; endsAt?: Temporal.Instant }, CannotSetEyes>> {
  const eyes = await needs.eyes.of(work, home);
  const isTheirs = work.by.kind === 'person' && eyes?.person === work.by.person;
  if (!eyes || (!isTheirs && !ownsHome(work.by, home) && !isStaff(work.by, 'operator'))) return no({ kind: 'no-such-home' });

  if (isTheirs) {
    await needs.eyes.drop(work, home);
    await work.audit({ did: 'drop-second-eyes', to: home, home, person: eyes.person });
    return ok({ home });
  }
  if (eyes.endsAt) return ok({ home, endsAt: eyes.endsAt });
  const endsAt = work.now.add(STILL_COUNTS);
  await needs.eyes.endAt(work, home, endsAt);
  await work.audit({ did: 'end-second-eyes', to: home, home, person: eyes.person });
  await work.announce({ fact: 'second-eyes-ending', home, person: eyes.person } satisfies SecondEyesEnding);
  return ok({ home, endsAt });
}
