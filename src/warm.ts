import { type Country, jobActor } from '#kernel';
import type { App } from './app.ts';
import type { Ground } from './ground.ts';

/** A new day, a visit that comes near, a row that no news told of: everything is looked at again this often. */
const EVERY_MS = 30_000;
/** News often come together, and one changed day is read at once by whoever asks: this is for the many of a plan that was taken. */
const SOON_MS = 1_000;

type Has = Readonly<{ app: Pick<App, 'booking'>; ground: Pick<Ground, 'works' | 'live' | 'log' | 'hours'>; countries(): readonly Country[] }>;

/**
 * Has the days of all technicians in memory before somebody asks for times: at the start, soon after a day changed in any
 * process, and every half minute. Until the house closes. Answers the first round.
 */
export function keepTimesWarm({ app, ground, countries }: Has): Promise<void> {
  let running: Promise<void> | undefined;
  let isWanted = false;
  let soon: ReturnType<typeof setTimeout> | undefined;
  const round = async (): Promise<void> => {
    do {
      isWanted = false;
      await ground.hours.refresh();
      for (const country of countries()) await ground.works.looking(jobActor('warm'), (work) => app.booking.known.keepWarm(work, country));
    } while (isWanted);
  };
  const warm = (): Promise<void> => {
    isWanted = true;
    running ??= round().catch((fault: unknown) => {
      ground.log.warn({ error: fault instanceof Error ? fault.message : String(fault) }, 'times are not kept warm; the next who asks waits a little');
    }).finally(() => { running = undefined; });
    return running;
  };
  const hush = ground.live.listen('board', () => { soon ??= setTimeout(() => { soon = undefined; void warm(); }, SOON_MS).unref(); });
  const ticking = setInterval(() => { void warm(); }, EVERY_MS).unref();
  ground.live.onClose(() => { hush(); clearInterval(ticking); clearTimeout(soon); });
  return warm();
}
