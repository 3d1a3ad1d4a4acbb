import { type Country, ZONE } from '#kernel';

/** The day that it is in a country at an instant. */
export const dayIn = (at: Temporal.Instant, country: Country): Temporal.PlainDate => at.toZonedDateTimeISO(ZONE[country]).toPlainDate();
