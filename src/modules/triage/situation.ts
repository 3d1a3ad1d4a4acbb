import { plain } from './text.ts';

/** How a person puts it: asking for advice, or telling of something that fails; with the text the rules read. */
export type Situation = Readonly<{ read: string; opening: string; asks: boolean; broken: boolean; brokenFirst: boolean }>;

const ASKS = new RegExp(String.raw`\b(?:how (?:do|can|to|would|should|does|fast|long)|is there|what(?:'s| is| are| should| do you)|which|should i|can i|anyone (?:know|have)|best|recommend\w*|`
  + String.raw`worth|where can|does anyone|does it|is it (?:ok|safe|bad|possible|good|worth)|way to|suggestions|advice|thoughts|opinions?|curious|question about|quick question|wondering|`
  + String.raw`looking (?:for|to)|thinking (?:of|about)|teach me|learn(?:ing)?|i(?:'d| would) like to`
  + String.raw`|comment|quel(?:le|s|les)?|est[- ]ce qu\w*|faut[- ]il|peut[- ]on|puis[- ]je|dois[- ]je|vaut[- ]il|conseil\w*|je (?:voudrais|souhaite|veux|cherche)|j'aimerais|apprendre|m'expliquer|c'est quoi|ou trouver)\b|^(?:why|pourquoi)\b`, 'u');
const BROKEN = new RegExp(String.raw`\b(?:won't|doesn't|not (?:working|work|connect|print|load|show|start|turn|recogni|detect|accept|respond)\w*|can't|cannot|unable|stopped|broken?|crash\w*|fail\w*|errors?|dead|died|lost|gone|`
  + String.raw`stuck|freez\w*|keeps?|suddenly|randomly|refus\w+|locked out|problems?|issues?|trouble`
  + String.raw`|ne (?:\w+ ){0,2}(?:plus|pas)|(?:marche|fonctionne|demarre|imprime|s'allume|repond|charge|capte|arrive|peux|recois|trouve) (?:plus|pas)|impossible|bloque\w*|plante\w*|panne|casse\w*|perdu\w*|disparu\w*|erreurs?|problemes?|soucis?|plus (?:de|d')|rame|fige\w*|tout seul|toute seule|sans arret)\b`, 'u');

/** Reads how it is put; the opening (160 characters) says whether the writer asks or complains. */
export function situationOf(text: string): Situation {
  const read = plain(text).slice(0, 600);
  const opening = read.slice(0, 160);
  return { read, opening, asks: ASKS.test(opening), broken: BROKEN.test(read), brokenFirst: BROKEN.test(opening) };
}
