/** What the public register answers: never "safe", never an address, never an appointment. */
export const KNOWN = ['our-number', 'our-mail', 'a-provider', 'a-technician', 'a-badge', 'a-request', 'a-visit', 'an-invoice', 'only-a-code', 'stopped', 'not-us'] as const;
export type Known = (typeof KNOWN)[number];

/** Letters without accents, case and signs: how things are written down from a badge or by ear. */
export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9@+]/g, '');

/** Four to six digits alone: a code that the person holds. It proves nothing to say it, and nobody of ours asks for it by telephone. */
export const isOnlyACode = (told: string): boolean => /^\s*\d(?:\s?\d){3,5}\s*$/.test(told);
/** `PL-` and seven signs; what stands behind the square code leads here too. */
export const badgeIn = (told: string): string | undefined => /\bPL[-\s]?([0-9A-Z]{7})\b/i.exec(told)?.[1]?.toUpperCase();

type Names = Readonly<{ firstName: string; lastInitial: string; familyName?: string | undefined }>;
/** Whether somebody said this name: "Samira", "Samira B.", "Samira Belhadj" or the other way round. */
export function isNameOf(told: string, who: Names): boolean {
  const said = folded(told.replace(/^\s*(m|mr|mrs|ms|mme|mlle|monsieur|madame)\.?\s+/i, ''));
  if (said === '' || who.firstName === '') return false;
  const first = folded(who.firstName);
  const family = folded(who.familyName ?? '');
  return [first, first + folded(who.lastInitial), ...(family ? [first + family, family + first, family] : [])].includes(said);
}
