import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** The address that rings a telephone: digits and a plus, whatever else stands in the number. */
export const dial = (phone: string): string => `tel:${phone.replace(/[^\d+]/g, '')}`;

/** A number as people write it at home: 03 53 01 00 01, 01434 600100. What is no number stays as it is. */
export const asWritten = (phone: string): string => parsePhoneNumberFromString(phone)?.formatNational() ?? phone;
