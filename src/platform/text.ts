import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { type Country, type Lang, type Money, ZONE } from '#kernel';

/** What a sentence may be filled with. */
export type Filling = Record<string, string | number>;

/** Everything that is said to people in one language: `say('ask.title')`, and how this language writes money, days and hours. */
export type Words = Readonly<{
  lang: Lang;
  /** The sentence of a key (`file.key`), filled in; throws when there is none, for then a page would show a hole. */
  say(key: string, filling?: Filling): string;
  /** Whether the catalogue has this key. */
  knows(key: string): boolean;
  /** The sentence of a key as it stands in the catalogue, unfilled. */
  raw(key: string): string | undefined;
  /** 65 €, £65.50: cents are shown only when there are some. */
  money(amount: Money): string;
  /** Tuesday 24 November */
  day(at: Temporal.PlainDate | Temporal.Instant, country?: Country): string;
  /** 24 November 2026 */
  date(at: Temporal.PlainDate | Temporal.Instant, country?: Country): string;
  /** 10:30, 10 h 30 */
  hour(at: Temporal.Instant, country: Country): string;
  /** about 45 minutes, 1 hour 30 */
  span(minutes: number): string;
  /** 12 km, 1.5 km */
  distance(metres: number): string;
}>;

const TAG: Record<Lang, Record<Country, string>> = { en: { GB: 'en-GB', FR: 'en-IE' }, fr: { FR: 'fr-FR', GB: 'fr-FR' } };

/** Reads `dir/<lang>/<file>.json`, each a flat object of ICU messages. */
export function createText(dir: string): Record<Lang, Words> {
  return { en: wordsOf('en', readCatalogue(dir, 'en')), fr: wordsOf('fr', readCatalogue(dir, 'fr')) };
}

export function readCatalogue(dir: string, lang: Lang): Map<string, string> {
  const all = new Map<string, string>();
  for (const name of readdirSync(join(dir, lang)).filter((file) => file.endsWith('.json')).sort()) {
    const says = JSON.parse(readFileSync(join(dir, lang, name), 'utf8')) as Record<string, string>;
    for (const [key, text] of Object.entries(says)) all.set(`${name.slice(0, -5)}.${key}`, text);
  }
  return all;
}

const dayOf = (at: Temporal.PlainDate | Temporal.Instant, country: Country): Temporal.PlainDate =>
  at instanceof Temporal.Instant ? at.toZonedDateTimeISO(ZONE[country]).toPlainDate() : at;

function wordsOf(lang: Lang, catalogue: Map<string, string>): Words {
  const ready = new Map<string, IntlMessageFormat>();
  const say = (key: string, filling: Filling = {}): string => {
    let message = ready.get(key);
    if (!message) {
      const text = catalogue.get(key);
      if (text === undefined) throw new Error(`The ${lang} catalogue has no sentence (${key}). Maybe it was added in the other language only.`);
      message = new IntlMessageFormat(text, TAG[lang][lang === 'en' ? 'GB' : 'FR'], undefined, { ignoreTag: true });
      ready.set(key, message);
    }
    const text = String(message.format(filling));
    return lang === 'fr' ? frenchSpaces(text) : text;
  };
  return {
    lang, say, knows: (key) => catalogue.has(key), raw: (key) => catalogue.get(key),
    money: (amount) => writeMoney(lang, amount),
    day: (at, country = 'FR') => firstOf(lang, written(TAG[lang][country], 'day', dayOf(at, country))),
    date: (at, country = 'FR') => firstOf(lang, written(TAG[lang][country], 'date', dayOf(at, country))),
    hour: (at, country) => {
      const { hour, minute } = at.toZonedDateTimeISO(ZONE[country]);
      const two = String(minute).padStart(2, '0');
      return lang === 'fr' ? `${hour}\u00a0h\u00a0${two}` : `${hour}:${two}`;
    },
    span: (minutes) => writeSpan(lang, minutes),
    distance: (metres) => {
      const km = metres < 10_000 ? Math.round(metres / 100) / 10 : Math.round(metres / 1000);
      return `${kilometres[lang].format(km)} km`;
    },
  };
}

const localeOf = (lang: Lang): string => TAG[lang][lang === 'en' ? 'GB' : 'FR'];

/** Says some sentences in a house's own words, and all others as ever. A sentence of its own that cannot be filled is said as we say it: a message always goes out. */
export function reworded(words: Words, own: (key: string) => string | undefined): Words {
  return {
    ...words,
    say(key, filling = {}) {
      const text = own(key);
      if (text === undefined) return words.say(key, filling);
      try { return fill(words.lang, text, filling); } catch { return words.say(key, filling); }
    },
  };
}

/** A sentence that stands in no catalogue, filled. @throws when it cannot be read, or something that fills it is missing. */
export function fill(lang: Lang, text: string, filling: Filling): string {
  const said = String(new IntlMessageFormat(text, localeOf(lang), undefined, { ignoreTag: true }).format(filling));
  return lang === 'fr' ? frenchSpaces(said) : said;
}

// The parser's own numbers for plain text and for the # of a plural.
const LITERAL = 0;
const POUND = 7;

/** The names that fill a sentence; undefined when it cannot be read. */
export function holesIn(text: string): readonly string[] | undefined {
  const names = new Set<string>();
  const walk = (parts: ReturnType<IntlMessageFormat['getAst']>): void => {
    for (const part of parts) {
      if (part.type === LITERAL || part.type === POUND) continue;
      if ('value' in part) names.add(String(part.value));
      if ('options' in part) for (const option of Object.values(part.options)) walk(option.value);
    }
  };
  try { walk(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst()); } catch { return undefined; }
  return [...names];
}

const DATES = { day: { weekday: 'long', day: 'numeric', month: 'long' }, date: { day: 'numeric', month: 'long', year: 'numeric' } } as const;
/** A formatter takes longer to make than to use a hundred times; there are few kinds. */
const writers = new Map<string, Intl.DateTimeFormat>();
function written(tag: string, kind: keyof typeof DATES, day: Temporal.PlainDate): string {
  const known = writers.get(tag + kind);
  const writer = known ?? new Intl.DateTimeFormat(tag, { ...DATES[kind], timeZone: 'UTC' });
  if (!known) writers.set(tag + kind, writer);
  return writer.format(day);
}

const kilometres: Record<Lang, Intl.NumberFormat> = { en: new Intl.NumberFormat('en-GB'), fr: new Intl.NumberFormat('fr-FR') };
const moneyWriters = new Map<string, Intl.NumberFormat>();

/** The first of a month is an ordinal in French, and only the first. */
const firstOf = (lang: Lang, date: string): string => (lang === 'fr' ? date.replace(/(^|\s)1(?= \p{L})/u, '$11er') : date);

/** French keeps its double signs on the line of their word. */
const frenchSpaces = (text: string): string => text.replace(/ ([?!:;»])/g, '\u00a0$1').replace(/« /g, '«\u00a0');

function writeMoney(lang: Lang, amount: Money): string {
  const whole = amount.cents % 100 === 0;
  const kind = `${lang} ${amount.currency} ${whole}`;
  const known = moneyWriters.get(kind);
  const writer = known ?? new Intl.NumberFormat(lang === 'fr' ? 'fr-FR' : 'en-GB', {
    style: 'currency', currency: amount.currency, minimumFractionDigits: whole ? 0 : 2, maximumFractionDigits: 2,
  });
  if (!known) moneyWriters.set(kind, writer);
  return writer.format(amount.cents / 100);
}

function writeSpan(lang: Lang, minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  const inHours = lang === 'fr' ? `${hours} h` : hours === 1 ? '1 hour' : `${hours} hours`;
  if (hours === 0) return `${rest} ${rest === 1 ? 'minute' : 'minutes'}`;
  if (rest === 0) return hours === 1 && lang === 'fr' ? '1 heure' : lang === 'fr' ? `${hours} heures` : inHours;
  return lang === 'fr' ? `${hours}\u00a0h\u00a0${String(rest).padStart(2, '0')}` : `${inHours} ${rest}`;
}
