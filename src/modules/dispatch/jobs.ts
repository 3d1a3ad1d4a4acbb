import type { Sweep } from '#platform/jobs';
import type { Dispatch } from './front.ts';

/** In the evening a proposal for tomorrow; each minute a look at visits that run over, and at plans that are waited for and that nobody looks into. */
export const dispatchSweeps = (dispatch: Pick<Dispatch, 'known'>): Sweep[] => [
  { name: 'plans', everyMinutes: 15, run: async () => { await dispatch.known.planEvening(); } },
  { name: 'runs', everyMinutes: 1, run: async () => { await dispatch.known.watchRuns(); } },
  { name: 'asked-plans', everyMinutes: 1, run: async () => { await dispatch.known.takeUpRuns(); } },
];
