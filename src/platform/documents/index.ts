/** Documents on paper and in files: A4 sheets as tagged PDF, square codes, calendar files. It lays out words; it writes none. */
export { calendarFile } from './calendar.ts';
export type { CalendarEvent } from './calendar.ts';
export { creditorReference, epcQr, isCreditorReference, isIban } from './epc.ts';
export type { Transfer } from './epc.ts';
export type { Page } from './page.ts';
export { pdf, pdfOfMany } from './pdf.ts';
export type { About, Paper } from './pdf.ts';
export { qrSvg } from './qr.ts';
export type { QrLevel } from './qr.ts';
export { textOf } from './read-text.ts';
export type { Column, Row, Table } from './table.ts';
export type { EnvelopeOf } from './window.ts';
