import type { Actor, Lang } from '#kernel';

/** Who holds this token; a token that is unknown, old or ended is a visitor's. The language is the one that person chose. */
export type Identify = (token: string | undefined) => Promise<{ by: Actor; lang?: Lang | undefined }>;
