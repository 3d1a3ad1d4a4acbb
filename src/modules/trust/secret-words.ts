// Read by the server and, as it stands, by the browser: what must never be told to us, however well it is closed.

/** Why something is not taken: it opens a bank, a mailbox's way back, or is a code that a bank or mailbox sent. */
export type NeverTold = 'bank' | 'mail-recovery' | 'one-time-code';

const plainly = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('’', "'");

/** Words for money, and the houses where people here keep it (France and Great Britain; looked up 24 November 2026). */
const BANK = new RegExp(String.raw`\b(${[
  'bank', 'banking', 'banque', 'bancaires?', 'bancontact', 'iban', 'cb', 'sort code', 'account numbers?', 'numeros? de comptes?', '(mes|mon|le|les|notre) comptes?( courants?| joint)?$', 'compte courant', 'rib', 'virement', 'livret', 'building society',
  '(credit|debit|payment) cards?', 'carte (bleue|de credit|de debit|de paiement|visa)', 'card number', 'numero de carte', 'cvv', 'cvc', 'cryptogramme', 'visa', 'master ?card', 'amex', 'american express', 'maestro', 'code confidentiel',
  'paypal', 'wero', '(compte|appli|application|code) lydia', 'lydia app', 'revolut', 'monzo', 'n26', 'starling', 'klarna', 'bitcoins?', 'crypto\\w*', 'wallet', 'seed phrase', 'western union',
  'credit (agricole|mutuel|lyonnais|du nord|cooperatif)', 'societe generale', 'bnp', 'lcl', 'cic', "caisse d'? ?epargne", 'boursorama', 'boursobank', 'fortuneo', 'bforbank', 'monabanq', 'hsbc', 'cetelem', 'cofidis', 'sofinco',
  'barclays?', 'barclaycard', 'lloyds', 'natwest', 'santander', 'halifax', 'nationwide', 'first direct', 'tsb', 'rbs', 'coutts', 'virgin money',
].join('|')})\b`);
/** The code of a card that pays; not that of a door, a telephone or a machine. */
const CARD_CODE = /\b(pin|code|codes|password|mot de passe|mdp)( \w+){0,4} (card|carte)\b|\b(card|carte)( \w+){0,2} (pin|code)\b|\bpin carte\b/;
const OTHER_CARD = /\b(sim|access|acces|badge|memory|memoire|graphics|graphique|sd|network|reseau|wi-?fi|sound|library|bibliotheque|hotel)\b/;
const CODES_BACK = /\b(recovery|backup codes?|codes? de secours|recuperation|security question|question secrete|password manager|gestionnaire de mots? de passe|keychain|(1|last|dash)pass(word|lane)?|bitwarden|keepass\w*)\b/;
const MAILBOX = /\b(e-?mails?|mails?|mailbox|webmail|gmail|outlook|hotmail|yahoo|icloud|wanadoo|laposte|aol|proton ?mail|messagerie|courriels?|boites? mails?|(google|microsoft|apple) (account|id)|(compte|identifiant) (google|microsoft|apple))\b/;
/** A box for letters has a key, and no password. */
const OF_METAL = /\b(keys?|cles?|clefs?|letterbox|letter box)\b/;
const ONE_TIME = /\b(one[- ]time|otp|2fa|two[- ]factor|usage unique|double authentification|code (de|du) (verification|validation|securite recu)|verification code|validation code|security code (i|you) (got|receive\w*)|code (recu|received|sent|envoye)|codes?( \w+){0,3} (sms|text message|texto)|sms code|authenticator|texted (me )?a code|codes?( \w+){0,4} (sent|texted|gave) me|codes?( [\w']+){0,3} m'(a|ont) (envoye|donne)s?|franceconnect)\b/;

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
  if (BANK.test(said) || (CARD_CODE.test(said) && !OTHER_CARD.test(said)) || isCardNumber(value) || holdsIban(value)) return 'bank';
  if (ONE_TIME.test(all)) return 'one-time-code';
  if (CODES_BACK.test(said) || (MAILBOX.test(said) && !OF_METAL.test(said)) || isCodeList(value)) return 'mail-recovery';
  return undefined;
}
