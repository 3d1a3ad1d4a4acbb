import { newId } from '#kernel';

/** What a badge says: `PL-` and seven letters and digits that cannot be mistaken for one another (35 random bits). */
export const newBadge = (): string => `PL-${newId('Technician').slice(4, 11).toUpperCase()}`;
