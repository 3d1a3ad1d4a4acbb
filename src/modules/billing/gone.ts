import type { ProviderId } from '#kernel';

/** Why a firm works with this house no more: it closed, it was stopped, or its contract ended. */
export const GONE_WHY = ['closed', 'stopped', 'contract-ended'] as const;
export type GoneWhy = (typeof GONE_WHY)[number];
export type Gone = Readonly<{ provider: ProviderId; why: GoneWhy; words?: string; at: Temporal.Instant }>;
