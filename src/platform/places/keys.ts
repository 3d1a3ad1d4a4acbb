import type { Country } from '#kernel';

/** What people shorten, by country. `first` and `last` hold only at that end of a street's name. */
type Shortened = Readonly<{ any: Record<string, string>; first: Record<string, string>; last: Record<string, string>; silent: ReadonlySet<string> }>;

const SHORTENED: Readonly<Record<Country, Shortened>> = {
  FR: {
    any: { st: 'saint', ste: 'sainte', gal: 'general', gl: 'general', dr: 'docteur', mal: 'marechal', pdt: 'president', pres: 'president', col: 'colonel', cdt: 'commandant', prof: 'professeur', ph: 'philippe', jb: 'jean baptiste' },
    first: {
      r: 'rue', bd: 'boulevard', bld: 'boulevard', bvd: 'boulevard', blvd: 'boulevard', boul: 'boulevard', av: 'avenue', ave: 'avenue', pl: 'place',
      all: 'allee', che: 'chemin', chem: 'chemin', ch: 'chemin', imp: 'impasse', rte: 'route', sq: 'square', fg: 'faubourg', fbg: 'faubourg',
      crs: 'cours', pass: 'passage', res: 'residence', lot: 'lotissement', prom: 'promenade', ham: 'hameau', rle: 'ruelle', q: 'quai',
    },
    last: {},
    silent: new Set(['de', 'du', 'des', 'd', 'la', 'le', 'les', 'l', 'a', 'au', 'aux', 'et']),
  },
  GB: {
    any: { gdn: 'garden', gdns: 'gardens', mt: 'mount', nth: 'north', sth: 'south', gt: 'great' },
    first: { st: 'saint' },
    last: {
      st: 'street', str: 'street', rd: 'road', ave: 'avenue', av: 'avenue', ln: 'lane', la: 'lane', cl: 'close', dr: 'drive', ct: 'court', cres: 'crescent', cr: 'crescent',
      gr: 'grove', grv: 'grove', pl: 'place', sq: 'square', ter: 'terrace', terr: 'terrace', pk: 'park', pde: 'parade', wy: 'way', bldgs: 'buildings', cotts: 'cottages', est: 'estate', bk: 'bank', yd: 'yard',
    },
    silent: new Set(['the', 'of']),
  },
};

/** Letters and digits in lower case without accents, words parted by one space. In English an apostrophe joins (`marys`), in French it parts (`l eglise`). */
export function plain(text: string, country: Country): string {
  return text.toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae').replaceAll('ß', 'ss').replaceAll('ø', 'o').replaceAll('ł', 'l')
    .normalize('NFD').replaceAll(/\p{M}/gu, '')
    .replaceAll(/['’`´]/g, country === 'GB' ? '' : ' ').replaceAll('&', country === 'GB' ? ' and ' : ' et ')
    .replaceAll(/[^a-z0-9]+/g, ' ').trim();
}

/** The key of a street: written out in full, without the small words that people leave out. */
export function streetKey(text: string, country: Country): string {
  const { any, first, last, silent } = SHORTENED[country];
  const words = plain(text, country).split(' ').filter((word) => word !== '');
  const full = words.map((word, i) =>
    (i === 0 ? first[word] : undefined) ?? (i === words.length - 1 && i > 0 ? last[word] : undefined) ?? any[word] ?? word);
  const heard = full.filter((word) => !silent.has(word));
  return (heard.length > 0 ? heard : full).join(' ');
}

/** The key of a town: saints written out; a French `CEDEX` and what follows is the post's affair. */
export function townKey(text: string, country: Country): string {
  const saints: Record<string, string> = { st: 'saint', ste: 'sainte' };
  const { silent } = SHORTENED[country];
  return plain(text, country).replace(/ cedex.*$/, '').split(' ').map((word) => saints[word] ?? word)
    .filter((word) => !silent.has(word)).join(' ');
}

/** The key of a postcode: capitals and digits, no space. */
export const postcodeKey = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z\d]/g, '');

/** The key of a house number: `12 bis`, `12BIS` and `12 B.` are `12bis`, `12bis` and `12b`. */
export const numberKey = (text: string): string => text.toLowerCase().replaceAll(/[^a-z\d]/g, '');

/** One way to read an address line. */
export type Reading = Readonly<{ number: string; street: string }>;

const INSIDE = /^(flat|apartment|apt|unit|room|floor|appartement|appart|appt|app|bat|batiment|bât|bâtiment|esc|escalier|etage|étage|porte|lot)\b\.?\s*(n°\s*)?(\d\w*|[a-z]\b)\s*/i;
const NUMBER_FIRST = /^(?:n°\s*)?(\d{1,5})(?:\s*[-/]\s*\d{1,5})?\s*(bis|ter|quater|[a-z](?![a-z'’]))?\s*(?:,\s*)?(.*)$/i;

/** The ways a line may be meant, likeliest first: each part between commas, with and without its house number. */
export function readings(line: string): Reading[] {
  const joined = line.replaceAll(/[\n;]/g, ',').replaceAll(/\s+/g, ' ').replaceAll(/(^|,)\s*((?:n°\s*)?\d{1,5}\s*(?:bis|ter|quater|[a-z])?)\s*,/gi, '$1$2 ');
  const parts = joined.split(',').map((part) => part.trim().replace(INSIDE, '').trim()).filter((part) => part !== '');
  const found = parts.flatMap((part): Reading[] => {
    const [, digits, suffix = '', rest = ''] = NUMBER_FIRST.exec(part) ?? [];
    if (digits !== undefined && rest !== '') return [{ number: numberKey(digits + suffix), street: rest }, { number: '', street: part }];
    return [{ number: '', street: part }];
  });
  return found.toSorted((a, b) => Number(b.number !== '') - Number(a.number !== ''));
}
