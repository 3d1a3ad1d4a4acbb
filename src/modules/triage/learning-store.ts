import { jobActor, must, ok } from '#kernel';
import type { Work, Works } from '#platform/work';
import type { SiteLabel } from './learn.ts';
import { learnedIn } from './store.ts';
import type { Needs } from './triage.ts';

const BY = jobActor('triage-learning');

/** The learning port on a database. `taught`: what finished visits say of people's words; visits tells it. */
export function learningStore(works: Works, taught: (work: Work) => Promise<readonly SiteLabel[]>): NonNullable<Needs['store']> {
  const kept = learnedIn(works.dbOf);
  return {
    labels: () => works.looking(BY, taught),
    learned: () => works.looking(BY, (work) => kept.find(work)),
    keepLearned: async (weights) => { must(await works.inWork(BY, async (work) => { await kept.keep(work, weights); return ok(true); })); },
  };
}
