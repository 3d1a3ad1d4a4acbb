const plainly = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const CODE_OF = String.raw`(?<!post ?)(?:code(?! postal)s?|digicode|passcode|pin|combination|combinaison|key ?safe|key ?box|lock ?box|boites? a (?:cles?|clefs?)|coffre a (?:cles?|clefs?)|alarme?)`;
/** Three figures or more, letters between them or not: 4711, 12A34, B1234. A telephone number has more. */
const FIGURES = String.raw`(?=(?:[a-z]*\d){3})[a-z0-9]{3,8}(?![a-z0-9]| ?\d{2})`;
const CODE = new RegExp(String.raw`\b${CODE_OF}\b[^.\n]{0,24}?(?<![a-z0-9+])${FIGURES}`);
const PASSWORD = /\b(password|passphrase|mot de passe|mdp)\b\s*(is|est|:|=)\s*\S+/;

/** Whether somebody wrote the code of a door, a key box or an alarm, or a password, where it would lie open: those are sealed, on the page of a visit. */
export const holdsCode = (text: string): boolean => { const said = plainly(text); return CODE.test(said) || PASSWORD.test(said); };
