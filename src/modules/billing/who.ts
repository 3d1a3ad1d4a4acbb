import type { Actor } from '#kernel';

/** Who acted, as an id that is safe to keep. */
export const nameOf = (by: Actor): string => {
  switch (by.kind) {
    case 'person': return by.person;
    case 'asker': return by.request;
    case 'job': return by.job;
    case 'visitor': return 'visitor';
  }
};
