import type { Sweep } from '#platform/jobs';
import type { Triage } from './triage.ts';

const ONCE_A_DAY = 24 * 60;

/** Each night the house learns from its own visits. Nothing leaves it. */
export const learnSweep = (triage: Pick<Triage, 'relearn'>): Sweep => ({ name: 'triage-learning', everyMinutes: ONCE_A_DAY, run: async () => { await triage.relearn(); } });
