import type { Situation } from './situation.ts';
import type { Leaf } from './taxonomy.ts';
import { plain } from './text.ts';
import { URGENCIES, type Category, type Channel, type DeviceKind, type Flag, type Urgency, type Way } from './understanding.ts';

/** Names of things, the most telling first: the first that is found decides, unless the leaf knows better. */
const NAMED: readonly (readonly [DeviceKind, RegExp])[] = [
  ['printer-scanner', /\b(?:printers?|scanners?|imprimantes?|imprimentes?|photocopieu\w+|officejet|deskjet|laserjet|pixma|epson|cartouches?|bourrage)\b/u],
  ['game-console', /\b(?:xbox|ps[345]|playstation|nintendo|wii|joy-?cons?|switch lite|psn|manette)\b/u],
  ['tv-or-streaming-box', /\b(?:tv|tvs|television|tele|televiseur|roku|chromecast|fire ?stick|apple ?tv|hulu|set[- ]top|decodeur|receiver|soundbar|subwoofer|chaines|netflix)\b/u],
  ['smart-home-device', /\b(?:alexa|echo dot|google home|nest|thermostat\w*|doorbell|sonnette|ampoules?|roomba|smart (?:bulb|plug|lock)|domotique|montre connectee)\b/u],
  ['tablet-or-ereader', /\b(?:ipads?|tablets?|tablettes?|kindles?|liseuses?|nexus 7|nook|kobo)\b/u],
  ['phone', /\b(?:i?phones?|telephones?|smartphones?|android|galaxy s\d|samsung|mobile|ios ?\d*|sms|whatsapp|htc|nexus|lumia|blackberry|siri|snapchat)\b/u],
  ['mac', /\b(?:macs?|macbooks?|imacs?|mac ?mini|osx|os x|mbp|mba|macos)\b/u],
  ['laptop', /\b(?:laptops?|notebooks?|netbooks?|chromebooks?|thinkpads?|ultrabooks?|portables?|touch ?pad|pave tactile|charniere|hinge)\b/u],
  ['desktop-pc', /\b(?:desktops?|towers?|tour|motherboard|mobo|psu|graphics card|gpu|case fans?|gaming (?:pc|rig)|custom (?:pc|build))\b/u],
  ['external-storage', /\b(?:external (?:hard|drive|hdd)\w*|usb (?:stick|drive|key)|flash drive|thumb drive|cle usb|disque externe|disque dur externe|sd card|carte sd|nas|pen ?drive)\b/u],
  ['router-or-network', /\b(?:routers?|modems?|livebox|freebox|bbox|isp|comcast|spectrum|fibre|fiber|dsl|internet (?:is )?down|panne internet|repeteur|wifi)\b/u],
  ['online-account', /\b(?:accounts?|gmail|facebook|instagram|hotmail|yahoo|spotify|paypal|comptes?|abonnement|mot de passe)\b/u],
  ['computer-unspecified', /\b(?:computers?|pcs?|ordinateurs?|ordis?|windows|firefox|chrome|thunderbird)\b/u],
];

/** The device: answered, or believed by the trained part when nothing named contradicts it, or named, or usual for the leaf. */
export function deviceOf(text: string, leaf: Leaf, answered: DeviceKind | undefined, believed: { device: DeviceKind; share: number } | undefined): DeviceKind {
  if (answered !== undefined) return answered;
  if (believed !== undefined && believed.share > 0.6) return believed.device;
  const read = plain(text);
  const named = NAMED.filter(([, words]) => words.test(read)).map(([device]) => device);
  if (named.includes(leaf.device)) return leaf.device;
  return named[0] ?? believed?.device ?? leaf.device;
}

export const moreUrgent = (a: Urgency, b: Urgency): Urgency => (URGENCIES.indexOf(a) >= URGENCIES.indexOf(b) ? a : b);

const PRESSING = /\b(?:urgent\w*|asap|emergency|urgence|right now|tout de suite|immediatement|medical|telealarme|oxygen\w*|dialysis|exam tomorrow|due (?:today|tomorrow)|disabled|handicape\w*|elderly|alone|seule?)\b/u;

/** What each flag makes of urgency, at the least. */
const FLOOR: Readonly<Record<Flag, Urgency>> = {
  scam: 'low', 'security-or-privacy': 'low', 'data-loss': 'normal', 'physical-hazard': 'urgent', 'abuse-or-threat': 'urgent', child: 'low',
};

/** Asking politely does not make these less grave. */
const GRAVE = new Set(['tech-support-scam', 'malware-popups-ransomware', 'account-or-device-compromised', 'privacy-surveillance-stalking', 'lost-or-stolen-device']);
/** Words that put money, identity or a person at stake: with an alarm they are never a matter for later. */
const AT_STAKE = /\b(?:(?:my|our|her|his|their) (?:\S+ ){0,2}(?:accounts?|cards?|bank|money|savings|paypal|identity|passwords?|photos?)|bank(?:ing)?|urgen\w*|emergency|victims?|police|please (?:help|call)|help me|(?:ma|mon|mes|sa|son|ses|notre) (?:\S+ ){0,2}(?:comptes?|cartes?|banque|argent|economies|identite|mots? de passe|photos?)|au secours|aidez|gendarmerie|victimes?|que faire)\b/u;

/** Urgency: the highest of what the leaf, the flags, the rules' words and the answers ask for. Asking for advice is low, unless a rule says otherwise. */
export function urgencyOf(leaf: Leaf, how: Situation, flags: readonly Flag[], byRules: readonly Urgency[], answered: Urgency | undefined): Urgency {
  const calm = how.asks && !how.brokenFirst && !GRAVE.has(leaf.id) ? 'low' : leaf.urgency;
  const all: Urgency[] = [calm, ...flags.map((flag) => FLOOR[flag]), ...byRules, answered ?? 'low'];
  if (PRESSING.test(how.read) && calm !== 'low') all.push('urgent');
  if (flags.some((flag) => flag !== 'data-loss' && flag !== 'child') && AT_STAKE.test(how.read)) all.push('urgent');
  return all.reduce(moreUrgent);
}

/** Whether a remote session must not be offered: someone else may control the device, it could hurt, or the disk must rest. */
export const noRemoteFor = (flags: readonly Flag[], cards: readonly string[], leaf: Leaf | undefined, answered: boolean): boolean =>
  answered || flags.includes('physical-hazard') || flags.includes('abuse-or-threat') || cards.includes('scam-in-progress')
  || leaf?.id === 'tech-support-scam' || leaf?.id === 'privacy-surveillance-stalking';

/** A channel that is barred or beyond the leaf's reach gives way: a device that someone may control is seen at home, and nobody is told to handle smoke, sparks or a swollen battery alone. */
export function within(channel: Channel, barred: boolean, acute: boolean): Channel {
  if (channel === 'remote' && barred) return 'visit';
  return channel === 'self-help' && acute ? 'visit' : channel;
}

const LESSONS = new Set(['how-to-lesson', 'office-spreadsheet-help', 'accessibility', 'phone-tablet-setup-use']);

/** What is offered first: the cheapest way that is enough. Lessons and workshops are kinds of visit. */
export function wayOf(leaf: Leaf, channel: Channel, barred: boolean, sure: boolean): Way {
  if (channel === 'refer') return 'refer';
  if (LESSONS.has(leaf.id) && sure) return 'lesson';
  if (leaf.group === 'problem' && channel === 'visit' && leaf.remote === 'no' && (leaf.device === 'laptop' && leaf.minutes.expected >= 90)) return 'workshop';
  if (channel === 'self-help') return 'guide';
  if (channel === 'remote') return barred ? 'visit' : 'remote';
  return 'visit';
}

/** The head label with its share, when the trained part gives one. */
export const surest = <L extends string>(told: { labels: readonly string[]; shares: Float64Array } | undefined): { label: L; share: number } | undefined => {
  if (told === undefined) return undefined;
  let best = 0;
  told.shares.forEach((share, at) => { if (share > (told.shares[best] ?? 0)) best = at; });
  return { label: told.labels[best] as L, share: told.shares[best] ?? 0 };
};

export const firstOf = (categories: readonly Category[]): string => categories[0]?.id ?? 'too-vague';
