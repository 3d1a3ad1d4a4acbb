import type { Situation } from './situation.ts';
import type { Leaf } from './taxonomy.ts';
import type { Channel, Flag } from './understanding.ts';

/** A turn of the usual channel: for these leaves, when these words are there (and, if said so, only when nothing is asked). */
type Turn = Readonly<{ leaves: readonly string[]; words: RegExp; and?: RegExp; channel: Channel; notWhenAsked?: true }>;

const COMPANY = /ask_?spectrum|comcast|xfinity|coxhelp|@cox|t-?mobile\w*|verizon|at&t|centurylink|sprint|airtel|vodafone|@o2|@bt|\b(?:chez orange|sfr|bouygues|chez free|freebox|operateur|fournisseur|my (?:provider|isp)|warranty|refund|customer service|outage|coupure|chez (?:le|les|mes|mon) voisins?|garantie|service client)\b/u;
const ONLINE_THINGS = /\b(?:e-?mails?|bookmarks?|firefox|thunderbird|gmail|notes?|contacts|messages|mails?|favoris|word)\b/u;

const TURNS: readonly Turn[] = [
  { leaves: ['internet-down', 'calls-sms-mobile-data'], words: COMPANY, channel: 'refer' },
  { leaves: ['malware-popups-ransomware'], words: /\b(?:fbi|money ?pa\w+|ransom\w*|rancon\w*|police|gendarmerie|ukash|lock(?:ed|s)|encrypt\w*|chiffre\w*|crypte\w*|safe mode)\b/u, channel: 'visit' },
  { leaves: ['phishing-fraud-extortion', 'account-or-device-compromised'], words: /\b(?:my (?:\S+ )?(?:account|card|debit|bank)|paypal|charged|ma (?:carte|banque)|mon compte bancaire|virement|preleve\w*)\b/u, and: /fraud|charge|virement|preleve|debit|vol/u, channel: 'refer' },
  { leaves: ['phishing-fraud-extortion'], words: /\b(?:blackmail\w*|extort\w*|sextort\w*|chantage|menac\w*|numero de carte|carte (?:bleue|bancaire)|jamais recu|never arrived|paid|paye)\b/u, channel: 'refer' },
  { leaves: ['account-or-device-compromised'], words: /\b(?:mouse|souris|remote|controls?|controlling|controle)\b/u, channel: 'visit' },
  { leaves: ['tech-support-scam'], words: /\b(?:fell for|paid (?:them|him|her|for|\d|\$|£)|gave (?:him|her|them) (?:access|my|control|money|the|remote)|let (?:him|her|them)|remote access|any ?desk|team ?viewer|pris (?:la main|le controle)|paye|installer|donne|dans mon (?:ordi|ordinateur|pc))\b/u, channel: 'visit' },
  { leaves: ['password-lockout-2fa'], words: /\b(?:windows|win ?7|pc|macbook|laptop|computer|ordinateur|ordi|iphone|ipad|telephone|bitlocker|tablette)\b/u, channel: 'visit', notWhenAsked: true },
  { leaves: ['phone-tablet-battery-damage'], words: /\b(?:crack\w*|shatter\w*|broken?|screen|water|wet|swoll\w*|bulg\w*|charging port|casse\w*|fissur\w*|ecran|eau|tombe\w*|gonfl\w*|cable|vitre|toilettes|mouille\w*)\b/u, channel: 'visit', notWhenAsked: true },
  { leaves: ['printer-problem'], words: /\b(?:ink|cartridges?|jam(?:med)?|black|rose|couleurs?)\b/u, channel: 'self-help' },
  { leaves: ['game-console'], words: /\b(?:refund|charged?|redeem|codes?|rembours\w*)\b/u, channel: 'refer' },
];
/** Leaves that need someone else only when something fails; a mere wish there is answered by a guide. */
const ONLY_WHEN_BROKEN = new Set(['email-problem', 'os-update-upgrade', 'storage-full', 'slow-or-freezing', 'usb-or-external-device', 'transfer-migration-sync',
  'maintenance-drivers-uninstall', 'account-or-device-compromised']);
const ONLY_WHEN_BROKEN_FIRST = new Set(['hardware-upgrade-part', 'keyboard-mouse-touchpad', 'home-cinema-audio-setup', 'new-device-setup']);

const SEEN_FROM_AFAR = new Set(['browser-or-website-problem', 'email-problem', 'app-malfunction', 'slow-or-freezing', 'transfer-migration-sync', 'os-update-upgrade', 'backup-setup', 'storage-full']);

function usual(leaf: Leaf, how: Situation): Channel {
  if (how.asks && (!how.brokenFirst || leaf.id === 'overheating-smoke-noise')) return leaf.channelAsked;
  if (ONLY_WHEN_BROKEN.has(leaf.id) && !how.asks && !how.broken && leaf.channel === 'remote') return leaf.channelAsked;
  if (ONLY_WHEN_BROKEN_FIRST.has(leaf.id) && !how.brokenFirst) return leaf.channelAsked;
  return leaf.channel;
}

const turnFor = (leaf: Leaf, how: Situation): Turn | undefined => TURNS.find(({ leaves, words, and, notWhenAsked }) =>
  leaves.includes(leaf.id) && words.test(how.read) && (and === undefined || and.test(how.read)) && !(notWhenAsked === true && (how.asks || leaf.channel !== usual(leaf, how))));

/** Leaves whose channel hangs on an alarm or on what was lost. */
function byAlarm(leaf: Leaf, how: Situation, flags: readonly Flag[]): Channel | undefined {
  if (leaf.id === 'privacy-surveillance-stalking' && flags.includes('abuse-or-threat')) return 'visit';
  if (leaf.id === 'parental-controls' && flags.includes('abuse-or-threat')) return 'refer';
  const onDisk = /\b(?:hard ?drive|disk|hdd|drive|disque|cle usb|corbeille|telephone)\b/u.test(how.read);
  return leaf.id === 'data-recovery' && ONLINE_THINGS.test(how.read) && !onDisk ? 'remote' : undefined;
}

/** The channel of a leaf in this situation: the cheapest that is enough. Bars and acute alarms come afterwards. */
export function channelOf(leaf: Leaf, how: Situation, flags: readonly Flag[]): Channel {
  const channel = byAlarm(leaf, how, flags) ?? turnFor(leaf, how)?.channel ?? usual(leaf, how);
  // What may be lost or was broken into is not left to a guide alone, where someone can look at it from afar.
  const needsEyes = flags.includes('data-loss') || (flags.includes('security-or-privacy') && how.broken);
  return channel === 'self-help' && needsEyes && SEEN_FROM_AFAR.has(leaf.id) ? 'remote' : channel;
}
