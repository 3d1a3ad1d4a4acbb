import { qrModules } from './qr.ts';

/** A transfer in euros, as a banking app reads it from a square code. `reference` is an ISO 11649 creditor reference; never with `text`. */
export type Transfer = Readonly<{ name: string; iban: string; bic?: string; cents: number; reference?: string; text?: string }>;

const compact = (text: string): string => text.replaceAll(/\s/g, '').toUpperCase();

/** ISO 7064 mod 97-10 over letters and digits, the first four moved to the end. */
function mod97(text: string): number {
  let rest = 0;
  for (const letter of text.slice(4) + text.slice(0, 4)) {
    const value = Number.parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}

/** Whether a text is an account number: two letters, two check digits that hold, 15 to 34 long. Spaces are allowed. */
export function isIban(text: string): boolean {
  const iban = compact(text);
  return /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(iban) && mod97(iban) === 1;
}

/** Whether a text is a creditor reference of ISO 11649 (`RF18…`). */
export const isCreditorReference = (text: string): boolean => /^RF\d{2}[A-Z\d]{1,21}$/.test(compact(text)) && mod97(compact(text)) === 1;

/** The creditor reference of an invoice number: its letters and digits behind two check digits. RangeError without any, or with more than 21. */
export function creditorReference(number: string): string {
  const body = number.toUpperCase().replaceAll(/[^A-Z\d]/g, '');
  if (body.length < 1 || body.length > 21) throw new RangeError(`A reference holds 1 to 21 letters and digits, got (${body}).`);
  return `RF${String(98 - mod97(`RF00${body}`)).padStart(2, '0')}${body}`;
}

const oneLine = (text: string, most: number): string => Array.from(text.replaceAll(/\s+/g, ' ').trim()).slice(0, most).join('');

function refuse(why: string): never {
  throw new RangeError(`No transfer code: ${why} Maybe the account was never checked with isIban().`);
}

/** What the account must be; RangeError when money would go wrong. */
function account(transfer: Transfer): { iban: string; bic: string } {
  const iban = compact(transfer.iban);
  if (!isIban(iban)) refuse(`(${transfer.iban}) is not an account number.`);
  const bic = compact(transfer.bic ?? '');
  if (!/^([A-Z]{6}[A-Z\d]{2}([A-Z\d]{3})?)?$/.test(bic)) refuse(`(${bic}) is not a bank's code.`);
  return { iban, bic };
}

function amount(cents: number): string {
  if (!Number.isSafeInteger(cents) || cents < 1 || cents > 99_999_999_999) refuse(`(${cents}) cents cannot be transferred.`);
  return `EUR${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
}

/**
 * The words of a SEPA transfer code (EPC069-12 v2.1, version 002, UTF-8), to be drawn at level M.
 * A name beyond 70 letters is cut, a free text beyond 140 too; what would send money wrong throws RangeError.
 */
export function epcQr(transfer: Transfer): string {
  const { iban, bic } = account(transfer);
  const name = oneLine(transfer.name, 70);
  if (name === '') refuse('there is no name.');
  const reference = compact(transfer.reference ?? '');
  const text = oneLine(transfer.text ?? '', 140);
  if (reference !== '' && text !== '') refuse('it has a reference and a text.');
  if (reference !== '' && !isCreditorReference(reference)) refuse(`(${reference}) is not a creditor reference.`);
  const payload = ['BCD', '002', '1', 'SCT', bic, name, iban, amount(transfer.cents), '', reference, text].join('\n').replace(/\n+$/, '');
  const bytes = Buffer.byteLength(payload, 'utf8');
  if (bytes > 331 || qrModules(payload, 'M').version > 13) refuse(`${bytes} bytes are more than 331.`);
  return payload;
}
