import type { Lang } from '#kernel';
import type { Care, Guide } from './guide.ts';
import { sentencesIn } from './words.ts';

/** Something no guide may tell anyone to do. A sentence that forbids it, and the line that names the typical mistake, are fine. */
type NeverSaid = Readonly<{ what: string; in: readonly Care[]; lang: Lang; pattern: RegExp }>;

const ALL: readonly Care[] = ['usual', 'danger', 'quiet'];
/** Sources: the order of steps for victims, batteries, liquids and surveillance in docs/guides.md. */
const NEVER: readonly NeverSaid[] = [
  { what: 'tells a watched person to remove or change something', in: ['quiet'], lang: 'en', pattern: /\b(?:remove|delete|uninstall|wipe|erase|reset|turn (?:\w+ ){0,3}off|switch off|block|change|sign out|log out|unplug|confront)\b/ },
  { what: 'tells a watched person to remove or change something', in: ['quiet'], lang: 'fr', pattern: /\b(?:enlev|supprim|effac|désinstall|réinitialis|vid|coup|bloqu|chang|déconnect|débranch|confront)(?:ez|er)\b/u },
  { what: 'touches a sick battery', in: ALL, lang: 'en', pattern: /\b(?:press|open|prick|puncture|bend|cut|push|take out|charge)\b[^.?!]*\b(?:swollen|bulg\w+|sick battery)|\b(?:swollen|bulg\w+)\b[^.?!]*\b(?:press|open it|prick|puncture|charge)\b/ },
  { what: 'touches a sick battery', in: ALL, lang: 'fr', pattern: /\b(?:appuyez|ouvrez|piquez|percez|pliez|coupez|poussez|chargez)\b[^.?!]*\b(?:gonfl|bosse|batterie malade)/u },
  { what: 'dries with heat or rice', in: ['danger'], lang: 'en', pattern: /\b(?:hair dryer|oven|microwave|rice|radiator)\b/ },
  { what: 'dries with heat or rice', in: ['danger'], lang: 'fr', pattern: /\b(?:sèche-cheveux|micro-ondes|riz|radiateur)\b/u },
  { what: 'asks for a password or a code to be told', in: ALL, lang: 'en', pattern: /\b(?:tell|give|send|read)\b[^.?!]*\b(?:us|helper|them|him|her)\b[^.?!]*\b(?:password|pin|code)s?\b/ },
  { what: 'asks for a password or a code to be told', in: ALL, lang: 'fr', pattern: /\b(?:dites|donnez|envoyez|lisez)-(?:nous|leur|lui)\b[^.?!]*\b(?:mots? de passe|codes? pin|codes?)\b/u },
  { what: 'opens what can hold a shock', in: ALL, lang: 'en', pattern: /\bopen\b[^.?!]*\b(?:power supply|charger|case)\b/ },
  { what: 'opens what can hold a shock', in: ALL, lang: 'fr', pattern: /\bouvrez\b[^.?!]*\b(?:alimentation|chargeur|boîtier)\b/u },
];

const FORBIDS: Readonly<Record<Lang, RegExp>> = {
  en: /\b(?:not|never|no|nothing|nobody|stop|without|don’t|keep away|say no|ask us|asks|where)\b/,
  fr: /(?<!\p{L})(?:ne|n’|ni|pas|jamais|rien|sans|aucun|aucune|personne|arrêtez|loin|dites non|non)(?!\p{L})|n’/u,
};

/** The dangerous things a guide tells people to do, each with its sentence. */
export function dangersIn(guide: Guide): readonly string[] {
  const steps = guide.steps.flatMap((step) => [...step.actions, step.helped, step.alone, step.see, step.undo, step.ask]);
  const sentences = [...guide.summary, ...guide.stopFirst, ...guide.have, ...steps, ...guide.done, ...guide.stuck].filter((text) => text !== null).flatMap(sentencesIn);
  const rules = NEVER.filter((rule) => rule.lang === guide.lang && rule.in.includes(guide.care));
  return sentences.flatMap((sentence) => {
    const small = sentence.toLowerCase();
    if (FORBIDS[guide.lang].test(small)) return [];
    return rules.filter((rule) => rule.pattern.test(small)).map((rule) => `${rule.what}: "${sentence}"`);
  });
}
