import type { Lang } from '#kernel';

// Words whose spelling misleads the rules below; counted as spoken.
const ENGLISH: ReadonlyMap<string, number> = new Map(Object.entries({
  every: 2, everyone: 3, everything: 3, business: 2, create: 2, created: 3, idea: 3, quiet: 2, area: 3, being: 2, doing: 2, going: 2,
  seeing: 2, trying: 2, real: 1, really: 2, people: 2, something: 2, someone: 2, sometimes: 2, somewhere: 2, safely: 2, device: 2,
  devices: 3, science: 2, poem: 2, lion: 2, diet: 2, fuel: 2, cruel: 2, evening: 2, chocolate: 2, vegetable: 3, favourite: 2, different: 2,
  interest: 2, camera: 2, cameras: 2, several: 2, file: 1, files: 1, one: 1, ones: 1, once: 1, eye: 1, eyes: 1, colour: 2, hour: 1, hours: 1,
  our: 1, wifi: 2, tv: 2, pc: 2, ok: 2, id: 2, usb: 3, sim: 1, pin: 1, bluetooth: 2, homepage: 2, username: 3, lifetime: 2, newer: 2,
  react: 2, reality: 4, theatre: 3, quietly: 3, client: 2, giant: 2, trial: 2, dial: 2, dialled: 2, diary: 3, reliable: 4, variety: 4, society: 4,
  worse: 1, household: 2, iphone: 2, ipad: 2, icloud: 2, google: 2, apple: 2, facetime: 2, whatsapp: 2, youtube: 2,
  fluid: 2, ruin: 2, pdf: 3, sms: 3, hdmi: 4, ssd: 3, dvd: 3, hp: 2,
}));

function english(word: string): number {
  const known = ENGLISH.get(word);
  if (known !== undefined) return known;
  const spoken = word
    .replace(/(?<=[gq])ues?$/, '')                             // league, unique
    .replace(/(?<=[a-z]{2})e(?=(?:ly|ment|ments|ful|less|ness)$)/, '') // saf(e)ly, mov(e)ment
    .replace(/(?<=[^aeioudt])ed$/, 'd')                                // clicked is one, wanted is two
    .replace(/(?<=[^aeiouy])(?<![scxz]|ch|sh|[^aeiou]l|g)es$/, 's')         // lines is one, boxes is two
    .replace(/(?<=[aeiouy][^aeiouyl]+|[aeiouy]l|rl|[^aeiouy]{2,}[^l])e$/, ''); // line, whole; not table, the
  const groups = spoken.match(/[aeiouy]+/g)?.length ?? 0;
  const hiatus = (spoken.match(/(?<![cstgx]|ll)i(?:a|ou?|u)|eo(?!u|p)|eum$|[aeiouy]ing$|[a-z]{2}ier$|(?<![gq])ua(?!r)|uou/g)?.length ?? 0);
  return Math.max(1, groups + hiatus - (/^[aeiouy]ing$/.test(spoken) ? 1 : 0));
}

// Read out letter by letter, or against the rules below.
const FRENCH: ReadonlyMap<string, number> = new Map(Object.entries({ usb: 3, pc: 2, tv: 2, ok: 2, pdf: 3, sms: 3, hdmi: 4, ssd: 3, dvd: 3, qr: 2, hp: 2, août: 1, yeux: 1, mail: 1, mails: 1 }));

function french(word: string): number {
  const known = FRENCH.get(word);
  if (known !== undefined) return known;
  const spoken = word.replaceAll('œ', 'oe')
    .replace(/([qg])u(?=[eéèêiaoîâ])/g, '$1')                 // qui, guide: the u is mute
    .replace(/(?<=[aeiouéèêàâôû])y(?=[aeiouéèêàâôû])/g, 'j')  // essayez, voyez: the y leads the next syllable
    .replace(/(?<=[aeiouyéèêàâôûîœ].*[^aeiouyéèêàâôûî])es?$/, '') // imprimant(e), messag(es)
    .replace(/(?<=[aeiouyéèêàâôûîœ])es?$/, '');               // envoy(ée), vi(e)
  const groups = spoken.match(/[aeiouyàâäéèêëîïôöùûüœ]+/g)?.length ?? 0;
  const hiatus = spoken.match(/é(?=[aiouèée])|[ao](?=[ïëéè])|ao(?!u)|oa|(?<=[bcdfgptv][rl])[iu](?=[eéo])/g)?.length ?? 0;
  return Math.max(1, groups + hiatus);
}

/**
 * Syllables of one word as it is spoken, by rules and a list of exceptions. A number counts one for each figure. In French a final mute e
 * is not counted; an elided article counts with its word.
 */
export function syllablesIn(word: string, lang: Lang): number {
  const low = word.toLowerCase().replace(/['’]/g, lang === 'fr' ? '' : "'");
  if (/^\p{N}+$/u.test(low)) return low.length;
  return lang === 'fr' ? french(low) : english(low.replace(/'(?:s|t|re|ve|ll|d|m)?$/, ''));
}
