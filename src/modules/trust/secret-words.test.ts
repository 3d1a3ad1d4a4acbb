import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NeverTold, neverTold } from './secret-words.ts';

/** As people write it who do not know that it is never asked for; both languages, with and without accents. */
const REFUSED: Readonly<Record<NeverTold, readonly string[]>> = {
  bank: [
    'my bank', 'online banking', 'mobile banking', 'Barclays app', 'Lloyds', 'NatWest', 'HSBC', 'Santander', 'Nationwide', 'Halifax', 'first direct', 'Monzo', 'Starling', 'building society', 'PIN for my card', 'card pin', 'debit card PIN', 'the code of my card', 'sort code', 'account number', 'PayPal', 'Visa', 'Mastercard', 'American Express', 'crypto wallet', 'seed phrase', 'bitcoin',
    'ma banque', 'La Banque Postale', 'Crédit Agricole', 'credit mutuel', 'Société Générale', 'BNP Paribas', 'LCL', 'Boursorama', 'Caisse d’Épargne', "caisse d'epargne", 'carte bancaire', 'carte bleue', 'code de la carte', 'code secret carte', 'code confidentiel', 'pin carte', 'numéro de compte', 'mes comptes', 'RIB', 'Livret A', 'identifiants bancaires', 'compte Lydia',
  ],
  'mail-recovery': [
    'my gmail password', 'email password', 'mailbox', 'Outlook', 'Hotmail', 'iCloud', 'Google account', 'Apple ID', 'BT mail', 'recovery key', 'backup codes', 'password manager', '1Password',
    'mot de passe de ma messagerie', 'ma boîte mail', 'Orange mail', 'mon e-mail', 'adresse mail', 'laposte.net', 'wanadoo', 'compte Google', 'identifiant Apple', 'compte Microsoft', 'clé de récupération', 'codes de secours', 'gestionnaire de mots de passe',
  ],
  'one-time-code': [
    'verification code', 'code from the text message', 'the code they sent me', 'a code they texted me', 'one time password', 'otp', '2FA', 'Google Authenticator',
    'code reçu par SMS', 'code SMS', 'le code qu’on m’a envoyé', 'code de vérification', 'code de validation', 'mot de passe à usage unique', 'code FranceConnect',
  ],
};
/** What help at home does need, and what only sounds alike. */
const TAKEN: readonly string[] = [
  'the laptop in the living room', 'Windows', 'the Mac', 'iPad', 'wifi', 'Wi-Fi box Orange', 'key box', 'gate code', 'alarm', 'printer', 'away', 'NAS in the cupboard', 'PIN of the SIM card', 'access card code', 'Lydia’s laptop', 'the key is in the letterbox', 'TV account',
  'l’ordinateur du salon', 'session de Marie', 'session Windows', 'la box', 'boîte à clés', 'digicode', 'code secret du portail', 'code PIN de la carte SIM', 'tablette', 'téléphone de Lydia', 'code du téléphone de Mamie', 'le compte Windows de Paul', 'absent lundi', 'imprimante', 'trousseau de clés sous le pot', 'banc du jardin',
];

test('what opens a bank, a mailbox or everything else is refused by what it is called, and the reason is the right one', () => {
  for (const [why, labels] of Object.entries(REFUSED)) for (const label of labels) assert.equal(neverTold(label, 'x'), why, label);
});
test('what is needed is taken, however near it sounds', () => {
  for (const label of TAKEN) assert.equal(neverTold(label, 'Tournesol-1941'), undefined, label);
});
test('a card, an account or a list of codes is known by its shape, whatever it is called', () => {
  for (const [value, why] of [['4111 1111 1111 1111', 'bank'], ['FR76 3000 6000 0112 3456 7890 189', 'bank'], ['GB29 NWBK 6016 1331 9268 19', 'bank'], ['abcde-fghij klmno-pqrst uvwxy-z1234 aaaaa-bbbbb', 'mail-recovery'], ['12345678 23456789 34567890 45678901', 'mail-recovery']] as const) assert.equal(neverTold('the laptop', value), why, value);
  for (const value of ['1234', '471147114711', 'Rosebud 1941', 'from Monday 3 to Friday 7 August, 14:00', '06 39 98 00 12']) assert.equal(neverTold('the laptop', value), undefined, value);
});
