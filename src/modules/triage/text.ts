/** Longest text that is looked at, in characters; the rest of a longer one is left unread. */
export const MOST_CHARACTERS = 20_000;

const SHORTENED: Readonly<Record<string, string>> = {
  cant: "can't", wont: "won't", dont: "don't", doesnt: "doesn't", didnt: "didn't", isnt: "isn't", wasnt: "wasn't", havent: "haven't",
  hasnt: "hasn't", couldnt: "couldn't", wouldnt: "wouldn't", arent: "aren't", werent: "weren't",
};

/** The only words worth reading in a link. */
const TELLING = /scams?|fraud|phishing|ransom|virus|malware/iu;

/** The first and the last part of a very long text: people begin with the matter and end with the question. */
const bounded = (text: string): string =>
  text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS * 0.8)} … ${text.slice(-MOST_CHARACTERS * 0.2)}`;

/**
 * A person's text as the rules read it: lower case, no accents, no markup, straight apostrophes, one space between words,
 * letters repeated for emphasis cut to two. Keeps punctuation. Takes any string.
 */
export function plain(text: string): string {
  return bounded(text)
    .replaceAll(/<(script|style)\b[^<]{0,4000}<\/\1>/giu, ' ')
    .replaceAll(/<[^<>]{1,200}>/gu, ' ')
    .replaceAll(/https?:\/\/[^\s)\]]{1,400}|www\.[^\s)\]]{1,400}/giu, (link) => ` url ${TELLING.exec(link)?.[0] ?? ''} `)
    .normalize('NFKD').replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe').replaceAll('æ', 'ae')
    .replaceAll(/[‘’ʼ`´]/gu, "'").replaceAll(/[“”«»]/gu, '"')
    .replaceAll(/([a-z])\1{2,}/gu, '$1$1')
    .replaceAll(/\b(?:ca|wo|do|does|did|is|was|have|has|could|would|are|were)nt\b/gu, (word) => SHORTENED[word] ?? word)
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** The words of a plain text, without punctuation; English contractions stay one word, French elisions come apart. */
export function wordsOf(plainText: string): string[] {
  return plainText
    .replaceAll(/\b(?:qu|[ldjmtscn])'(?=[a-z])/gu, (elided) => `${elided.slice(0, -1)} `)
    .replaceAll(/wi-fi/gu, 'wifi').replaceAll(/e-mail/gu, 'email')
    .match(/[a-z0-9]+(?:'[a-z]+)?/gu) ?? [];
}

const undouble = (word: string): string => (/([bdfgmnprt])\1$/u.test(word) ? word.slice(0, -1) : word);

function withoutVerbEnding(word: string): string {
  if (word.endsWith('ing') && word.length > 5) return undouble(word.slice(0, -3));
  if (word.endsWith('ed') && word.length > 4) return undouble(word.slice(0, -2));
  return word.endsWith('ly') && word.length > 5 ? word.slice(0, -2) : word;
}

function withoutPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') && !/(?:ss|us|is)$/u.test(word) ? word.slice(0, -1) : word;
}

/** A light English stem: plural, -ing, -ed, -ly, final e. */
export function stemEnglish(word: string): string {
  const w = word.endsWith("'s") ? word.slice(0, -2) : word;
  if (w.length <= 3) return w;
  const stem = withoutVerbEnding(withoutPlural(w));
  return stem.endsWith('e') && stem.length > 3 ? stem.slice(0, -1) : stem;
}

/** A light French stem: plural, feminine, the commonest verb endings. Expects no accents. */
export function stemFrench(word: string): string {
  let w = word;
  if (w.length <= 3) return w;
  if (/[sx]$/u.test(w) && !w.endsWith('ss')) w = w.slice(0, -1);
  if (w.length > 6) w = w.replace(/(?:issement|ement|aient|erait|ions|ait|ant|ent|ees|ee|er|ez|ir|es)$/u, '');
  else if (w.length > 4) w = w.replace(/(?:ait|ee|er|ez|ir|es)$/u, '');
  return w.length > 3 ? w.replace(/e$/u, '') : w;
}
