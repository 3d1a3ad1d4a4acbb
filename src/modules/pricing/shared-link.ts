import type { HomeId, LinkId, RequestId } from '#kernel';

/** A link that lets whoever has it read the quotes of one request: no name, no address, nothing to press. */
export type SharedLink = Readonly<{ id: LinkId; request: RequestId; home: HomeId; madeAt: Temporal.Instant; until: Temporal.Instant; stoppedAt?: Temporal.Instant | undefined }>;

/** So long a link lasts, and so many may be open at once for one request. */
export const LINK_DAYS = 7;
export const MOST_LINKS = 5;

export const isOpenLink = (link: Pick<SharedLink, 'until' | 'stoppedAt'>, now: Temporal.Instant): boolean => link.stoppedAt === undefined && Temporal.Instant.compare(now, link.until) < 0;

export type CannotShare = { kind: 'no-such-quote' } | { kind: 'links-enough' };
export type NoSuchLink = { kind: 'no-such-link' };
