/** The address that rings a telephone: digits and a plus, whatever else stands in the number. */
export const dial = (phone: string): string => `tel:${phone.replace(/[^\d+]/g, '')}`;
