import assert from 'node:assert/strict';
import { test } from 'node:test';
import { calendarFile, creditorReference, epcQr, isCreditorReference, isIban, qrSvg } from './index.ts';

const transfer = { name: 'Max Mustermann', iban: 'DE89 3704 0044 0532 0130 00', cents: 9_999, text: 'Invoice 2026-001' };

test('a transfer code holds the lines of EPC069-12 in their order', () => {
  assert.equal(epcQr(transfer), 'BCD\n002\n1\nSCT\n\nMax Mustermann\nDE89370400440532013000\nEUR99.99\n\n\nInvoice 2026-001');
});

test('empty lines at the end are dropped and small amounts keep their zeros', () => {
  assert.match(epcQr({ name: 'A', iban: transfer.iban, cents: 5 }), /EUR0\.05$/);
});

test('a reference and a free text never stand together', () => {
  assert.throws(() => epcQr({ ...transfer, reference: 'RF18539007547034' }), /a reference and a text/);
  assert.match(epcQr({ name: 'A', iban: transfer.iban, cents: 5, reference: 'RF18 5390 0754 7034' }), /\n\nRF18539007547034$/);
});

test('money that would go wrong makes no code', () => {
  assert.throws(() => epcQr({ ...transfer, iban: 'DE89370400440532013001' }), /not an account number/);
  assert.throws(() => epcQr({ ...transfer, bic: 'NOT A BIC' }), /bank's code/);
  for (const cents of [0, -1, 0.5, 100_000_000_000]) assert.throws(() => epcQr({ ...transfer, cents }), /cannot be transferred/);
  assert.throws(() => epcQr({ ...transfer, text: '漢'.repeat(140) }), /more than 331/);
  assert.throws(() => epcQr({ ...transfer, name: '  ' }), /no name/);
});

test('a line break typed into a name cannot become a line of the code', () => {
  assert.equal(epcQr({ ...transfer, name: 'Max\nFR7612345' }).split('\n').length, epcQr(transfer).split('\n').length);
});

test('account numbers and creditor references are known by their check digits', () => {
  for (const iban of ['FR14 2004 1010 0505 0001 3M02 606', 'GB29 NWBK 6016 1331 9268 19']) assert.ok(isIban(iban), iban);
  assert.ok(!isIban('FR14 2004 1010 0505 0001 3M02 607'));
  assert.ok(isCreditorReference('RF18 5390 0754 7034'));
  assert.equal(creditorReference('539007547034'), 'RF18539007547034');
  assert.ok(isCreditorReference(creditorReference('F-2026-0042')));
  assert.throws(() => creditorReference('–'), RangeError);
});

test('a square code is a drawing of its own with a quiet border of four', () => {
  const svg = qrSvg('BCD', 'M');
  assert.match(svg, /viewBox="0 0 29 29"/);
  assert.match(svg, /<path fill="#000" d="M4 4h1v1h-1z/);
  assert.doesNotMatch(svg, /<script|href/);
});

const at = (iso: string): Temporal.Instant => Temporal.Instant.from(iso);
const event = {
  uid: 'a@porchlight', sequence: 1, method: 'publish', start: at('2026-11-30T09:00:00Z'), end: at('2026-11-30T10:00:00Z'), at: at('2026-11-23T10:00:00.123Z'),
  title: 'Visite, à 10 h; à la maison', description: 'Une\nDeux', location: '12 rue Haute', url: 'https://example.org/v/1',
} as const;

test('a calendar file is the same each time, says its instants in UTC and escapes what was typed', () => {
  assert.equal(calendarFile(event), [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Porchlight//calendar//EN', 'METHOD:PUBLISH', 'BEGIN:VEVENT', 'UID:a@porchlight', 'SEQUENCE:1',
    'DTSTAMP:20261123T100000Z', 'DTSTART:20261130T090000Z', 'DTEND:20261130T100000Z', 'SUMMARY:Visite\\, à 10 h\\; à la maison',
    'LOCATION:12 rue Haute', 'DESCRIPTION:Une\\nDeux', 'URL;VALUE=URI:https://example.org/v/1', 'STATUS:CONFIRMED', 'END:VEVENT', 'END:VCALENDAR', '',
  ].join('\r\n'));
});

test('a cancelled event says so with the same name and a higher number', () => {
  const file = calendarFile({ ...event, method: 'cancel', sequence: 2, organiser: { name: 'Atelier', email: 'a@example.org' } });
  assert.match(file, /METHOD:CANCEL/);
  assert.match(file, /SEQUENCE:2\r\n/);
  assert.match(file, /STATUS:CANCELLED/);
  assert.match(file, /ORGANIZER;CN="Atelier":mailto:a@example\.org/);
});

test('an event that ends before it begins is a fault', () => {
  assert.throws(() => calendarFile({ ...event, end: event.start }), RangeError);
});
