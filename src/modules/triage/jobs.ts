import { jobActor, must, ok } from '#kernel';
import type { Sweep } from '#platform/jobs';
import type { Work, Works } from '#platform/work';
import type { SiteLabel } from './learn.ts';
import { learnedIn } from './store.ts';
import type { Needs, Triage } from './triage.ts';

const BY = jobActor('triage-learning');
const ONCE_A_DAY = 24 * 60;

/** The learning port on a database. `taught`: what finished visits say of people's words; booking tells it. */
export function learningStore(works: Works, taught: (work: Work) => Promise<readonly SiteLabel[]>): NonNullable<Needs['store']> {
  const kept = learnedIn(works.dbOf);
  return {
    labels: () => works.looking(BY, taught),
    learned: () => works.looking(BY, (work) => kept.find(work)),
    keepLearned: async (weights) => { must(await works.inWork(BY, async (work) => { await kept.keep(work, weights); return ok(true); })); },
  };
}

/** Each night the house learns from its own visits. Nothing leaves it. */
export const learnSweep = (triage: Pick<Triage, 'relearn'>): Sweep => ({ name: 'triage-learning', everyMinutes: ONCE_A_DAY, run: async () => { await triage.relearn(); } });
