import type { Sweep } from '#platform/jobs';
import type { Privacy } from './privacy.ts';

/** Each hour of the night and day: what no rule lets us keep, and erasures whose three days are over. */
export const retentionSweep = (privacy: Pick<Privacy, 'retain' | 'eraseDue'>): Sweep => ({
  name: 'retention', everyMinutes: 60,
  run: async () => {
    await privacy.eraseDue();
    await privacy.retain();
  },
});
