// Read by the server and, as it stands, by the browser: what must never be told to us, however well it is closed.

/** Why something is not taken: it opens a bank, a mailbox's way back, or is a code that a bank or mailbox sent. */
export type NeverTold = 'bank' | 'mail-recovery' | 'one-time-code';

const plainly = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('’', "'");

const BANK = /\b(bank|banking|banque|bancaire|bancaires|bancontact|iban|cb|credit card|debit card|carte bleue|carte de credit|carte de paiement|card number|numero de carte|cvv|cvc|cryptogramme|pin of (my|the) card|paypal|wero|lydia|revolut|monzo|n26|livret|compte courant|virement|code secret de la carte)\b/;
const RECOVERY = /\b(recovery|backup codes?|codes? de secours|recuperation|security question|question secrete|(password|pass|code|mot de passe|mdp)s?( \w+){0,4} (e-?mail|mail|mailbox|gmail|outlook|hotmail|yahoo|orange mail|messagerie|boite mail|courriel)|(e-?mail|mail|mailbox|gmail|outlook|hotmail|yahoo|messagerie|boite mail|courriel)( \w+){0,3} (password|mot de passe|mdp))\b/;
const ONE_TIME = /\b(one[- ]time|otp|2fa|two[- ]factor|double authentification|code (de|du) (verification|validation|securite recu)|verification code|security code (i|you) (got|receive\w*)|code (recu|received|sent|envoye)|sms code|code sms|authenticator|texted (me )?a code)\b/;

const digitsOf = (text: string): string => text.replaceAll(/[\s.-]/g, '');

/** The check digit of card numbers (ISO/IEC 7812, Annex B). */
export function isCardNumber(text: string): boolean {
  const digits = digitsOf(text);
  if (!/^\d{13,19}$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Whether a text holds an account number (ISO 13616: two letters, two digits, the rest; checked modulo 97). */
export function holdsIban(text: string): boolean {
  for (const [found] of text.toUpperCase().matchAll(/\b[A-Z]{2}\d{2}(?:[ .-]?[A-Z0-9]){11,30}/g)) {
    const iban = found.replaceAll(/[ .-]/g, '');
    for (let length = Math.min(34, iban.length); length >= 15; length -= 1) {
      const part = iban.slice(0, length);
      const digits = [...(part.slice(4) + part.slice(0, 4))].map((sign) => (/\d/.test(sign) ? sign : String(sign.charCodeAt(0) - 55))).join('');
      if ([...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1) return true;
    }
  }
  return false;
}

/** Eight or more codes of the same shape: the list that opens an account when everything else is lost. */
const isCodeList = (value: string): boolean => (value.match(/\b[a-z0-9]{4,5}[- ][a-z0-9]{4,5}\b|\b\d{8}\b/gi) ?? []).length >= 4;

/** What somebody wants to seal: `label` says what it is for, `value` is the secret (empty where only the label is known). */
export function neverTold(label: string, value: string): NeverTold | undefined {
  const said = plainly(label);
  const all = plainly(`${label} ${value}`);
  if (BANK.test(said) || isCardNumber(value) || holdsIban(value)) return 'bank';
  if (ONE_TIME.test(all)) return 'one-time-code';
  if (RECOVERY.test(said) || isCodeList(value)) return 'mail-recovery';
  return undefined;
}
