import type { Actor, Lang } from '#kernel';

/** Who calls. `lang`: the one that person chose; `provedMinutesAgo`: since they last proved who they are. */
export type Known = Readonly<{ by: Actor; lang?: Lang | undefined; provedMinutesAgo?: number | undefined }>;

/**
 * Who holds this token; a token that is unknown, old, unused for too long or ended is a visitor's. `isUse`: somebody did
 * this; what a page asks by itself keeps no session alive.
 */
export type Identify = (token: string | undefined, isUse: boolean) => Promise<Known>;
