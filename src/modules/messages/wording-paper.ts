import { type Lang, money } from '#kernel';
import { type Letter, letterPdf } from '#platform/letters/index';
import { smsParts } from '#platform/sms/index';
import { type Filling, type Words, fill, holesIn } from '#platform/text';
import { type WordingNeeds, judged } from './do/set-wording.ts';
import { type Kind, plainSigns } from './message.ts';
import type { House, Needs } from './needs.ts';
import { PARTS, type Part, type Texts, type WrongText, keyOf } from './wording.ts';

type Has = Readonly<{ wordings: Needs['wordings']; words: Readonly<Record<Lang, Words>>; house: House }>;
/** `said`: each sentence filled for the sample person; missing where it cannot be read. `smsParts`: as how many messages a text message is billed. */
export type WordingPreview = Readonly<{ wrong: readonly WrongText[]; said: Texts; smsParts: Readonly<Partial<Record<Part, number>>>; letter(): Promise<Buffer> }>;
type Said = WordingNeeds & Readonly<{ filled(lang: Lang, text: string): string; house: House; words: Has['words'] }>;

const DAY = Temporal.Instant.from('2026-12-01T08:15:00Z');
const inTwoHours = DAY.add({ minutes: 60 });

/** Everything that may fill a message, as one invented person would read it. */
function sampleOf(words: Words, house: House): Filling {
  const say = (name: string): string => words.say(`wordings.sample-${name}`);
  return {
    house: house.name, phone: house.phone, url: house.url, given: 'Odette', person: 'Odette Perrin', name: 'Odette Perrin', helper: 'Camille Perrin', technician: 'Samira B.', before: 'Thibault R.', provider: 'La Lanterne', car: say('car'),
    reference: 'K7M-4QX', word: say('word'), code: '4821', digits: '482913', number: 'LL-2026-0042', undo: `${house.url}/undo/7k2m`, why: say('why'), words: say('words'), count: 2,
    day: words.day(DAY, 'FR'), date: words.date(DAY, 'FR'), agreed: words.date(DAY, 'FR'), by: words.date(DAY, 'FR'), from: words.hour(DAY, 'FR'), until: words.hour(inTwoHours, 'FR'), hour: words.hour(DAY, 'FR'), amount: words.money(money(6_500, 'EUR')), most: words.money(money(9_600, 'EUR')),
  };
}

const oursOf = (words: Words, kind: Kind): Texts => Object.fromEntries(PARTS.flatMap((part) => { const text = words.raw(keyOf(kind, part)); return text === undefined ? [] : [[part, text]]; }));

/** What a sentence may be filled with: whatever ours of the same audience are, in either language, and the house itself. */
function allowedFor(words: Has['words'], kind: Kind, part: Part): ReadonlySet<string> {
  const same = (one: string): boolean => one.startsWith('helper-') === part.startsWith('helper-');
  const ours = [words.en, words.fr].flatMap((each) => Object.entries(oursOf(each, kind)).filter(([one]) => same(one)).map(([, text]) => text));
  return new Set(['given', 'house', 'phone', 'url', ...ours.flatMap((text) => holesIn(text) ?? [])]);
}

/** What judging and showing a wording needs, from our own catalogue. */
export function wordingNeedsOf({ wordings, words, house }: Has): Said {
  const filled = (lang: Lang, text: string): string => fill(lang, text, sampleOf(words[lang], house));
  return {
    wordings, words, house, filled, oursOf: (kind, lang) => oursOf(words[lang], kind),
    rulesFor: (kind, lang, part) => ({
      ours: words[lang].raw(keyOf(kind, part)) ?? '', allowed: allowedFor(words, kind, part), mustSay: words[lang].raw(`must-say.${kind}-${part}`),
      holes: holesIn, smsParts: (text) => smsParts(plainSigns(text)), filled: (text) => filled(lang, text),
    }),
  };
}

const tryFill = (said: Said, lang: Lang, text: string): string | undefined => { try { return said.filled(lang, text); } catch { return undefined; } };

export function previewOf(needs: Said, asked: Readonly<{ kind: Kind; lang: Lang; texts: Texts }>): WordingPreview {
  const whole: Texts = { ...needs.oursOf(asked.kind, asked.lang), ...asked.texts };
  const said: Texts = Object.fromEntries(PARTS.flatMap((part) => { const text = whole[part]; const told = text === undefined ? undefined : tryFill(needs, asked.lang, text); return told === undefined ? [] : [[part, part.endsWith('sms') ? plainSigns(told) : told]]; }));
  const parts = Object.fromEntries((['sms', 'helper-sms'] as const).flatMap((part) => { const text = said[part]; return text === undefined ? [] : [[part, smsParts(text)]]; }));
  const words = needs.words[asked.lang];
  const letter: Letter = {
    messageId: 'preview', country: 'FR', lang: asked.lang === 'fr' ? 'fr-FR' : 'en-GB', at: DAY, sender: { name: needs.house.name, lines: [words.say('messages.letter-phone', { phone: needs.house.phone })] },
    to: ['Odette Perrin', '17 rue de la Liberté', '21140 Semur-en-Auxois'], dateline: words.date(DAY, 'FR'), title: said.title ?? '', text: said.letter ?? said.text ?? '',
  };
  return { wrong: judged(needs, asked), said, smsParts: parts, letter: () => letterPdf(letter) };
}
