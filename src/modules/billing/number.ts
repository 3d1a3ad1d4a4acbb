import type { ProviderId } from '#kernel';

/** What is numbered: invoices, or credit notes in a series of their own. */
export type Numbered = 'invoice' | 'credit-note';

const code = (issuer: ProviderId): string => issuer.slice(4, 8).toUpperCase();

/** One series for each issuer, year and kind: `7K2M-2026`, `7K2M-C2026`. */
export const seriesOf = (issuer: ProviderId, what: Numbered, day: Temporal.PlainDate): string => `${code(issuer)}-${what === 'credit-note' ? 'C' : ''}${day.year}`;

/** `7K2M-2026-0012`: short enough for a transfer, can be read out, and never the same for two issuers' invoices of a house. */
export const numberOf = (series: string, sequence: number): string => `${series}-${String(sequence).padStart(4, '0')}`;
