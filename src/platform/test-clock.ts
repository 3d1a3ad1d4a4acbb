import { readFileSync, statSync } from 'node:fs';
import { type Clock, systemClock } from '#kernel';

/**
 * A clock that journeys move: the file holds an ISO instant, and time runs on from the moment it was written.
 * Only a demo may have one (the caller sees to it); without a file, the system's clock.
 */
export function clockFrom(file: string | undefined): Clock {
  if (file === undefined || file === '') return systemClock;
  return {
    now: () => {
      const since = systemClock.now().epochMilliseconds - Math.floor(statSync(file).mtimeMs);
      return Temporal.Instant.from(readFileSync(file, 'utf8').trim()).add({ milliseconds: Math.max(0, since) });
    },
  };
}
