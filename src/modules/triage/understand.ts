import type { Country, Lang } from '#kernel';
import { meaningOf, type Answers, type Meant } from './answers.ts';
import { told, type Guessed } from './classify.ts';
import { channelOf } from './channel.ts';
import { deviceOf, firstOf, noRemoteFor, surest, urgencyOf, wayOf, within } from './direct.ts';
import { knowledge, type Knowledge } from './knowledge.ts';
import { languageOf } from './language.ts';
import { mattersIn } from './matters.ts';
import { alarmsIn, type Hit } from './safety.ts';
import { situationOf } from './situation.ts';
import { shown, type Leaf } from './taxonomy.ts';
import { FLAGS, type Alarm, type Channel, type DeviceKind, type Flag, type Question, type TaskUnderstood, type Understanding } from './understanding.ts';

/** What else may be known: the language of the page, answers given so far, the person's country. */
export type Asked = Readonly<{ lang?: Lang; answers?: Answers; country?: Country; knows?: Knowledge }>;

/** The one-tap question of each flag. */
const ALARM_QUESTION: Readonly<Record<Flag, string>> = {
  scam: 'caller-now', 'security-or-privacy': 'can-sign-in', 'data-loss': 'other-copy', 'physical-hazard': 'danger-now', 'abuse-or-threat': 'safe-now', child: 'child-danger',
};
const PLAIN_CARD: Readonly<Record<Flag, string>> = {
  scam: 'scam', 'security-or-privacy': 'account-taken-over', 'data-loss': 'data-loss', 'physical-hazard': 'hazard-smoke', 'abuse-or-threat': 'surveillance', child: 'child',
};
/** Leaves that are an alarm by themselves: the card is not forced, but the question is asked. */
const FLAG_OF_LEAF: Readonly<Record<string, Flag>> = {
  'tech-support-scam': 'scam', 'phishing-fraud-extortion': 'scam', 'malware-popups-ransomware': 'security-or-privacy', 'account-or-device-compromised': 'security-or-privacy',
  'privacy-surveillance-stalking': 'security-or-privacy', 'lost-or-stolen-device': 'security-or-privacy', 'data-recovery': 'data-loss', 'parental-controls': 'child',
};
/** A model may add an alarm when it is this sure of such a leaf. It may never take one away. */
const MODEL_MAY_RAISE = 0.35;
const MOST_QUESTIONS = 3;
const HARD_CARDS = ['scam-in-progress', 'extortion', 'hazard-battery', 'hazard-smoke', 'hazard-liquid', 'hazard-shock'];

function alarmOf(flag: Flag, hits: readonly Hit[], meant: Meant, knows: Knowledge): Alarm {
  const own = hits.filter(({ rule }) => rule.flag === flag);
  const shows = own.filter(({ rule }) => rule.level === 'show');
  const card = HARD_CARDS.find((hard) => own.some(({ rule }) => rule.card === hard)) ?? own[0]?.rule.card ?? PLAIN_CARD[flag];
  const happening = meant.inProgress.has(flag);
  const question = knows.questions.get(ALARM_QUESTION[flag]);
  return {
    flag, show: shows.length > 0 || meant.raises.has(flag), question: question && shown(question),
    card: happening && flag === 'scam' ? 'scam-in-progress' : card,
    because: Array.from(new Set(own.map(({ words }) => words.slice(0, 80)))).slice(0, 3),
    ...(happening ? { inProgress: true as const } : flag === 'scam' || flag === 'abuse-or-threat' || flag === 'child' ? { inProgress: 'ask' as const } : {}),
  };
}

/** The alarms: from rules on the words, from answers, and, only as an addition, from a leaf the model is sure of. */
function alarms(hits: readonly Hit[], meant: Meant, guessed: readonly Guessed[], knows: Knowledge): Alarm[] {
  const raised = new Set<Flag>([...hits.map(({ rule }) => rule.flag), ...meant.raises.keys()]);
  for (const { categories, telling } of guessed) {
    if (!telling) continue;
    const flag = FLAG_OF_LEAF[firstOf(categories)];
    if (flag !== undefined && (categories[0]?.score ?? 0) >= MODEL_MAY_RAISE) raised.add(flag);
  }
  // Who let a stranger in, or is being watched, has more than money to look after.
  if (hits.some(({ rule }) => rule.card === 'surveillance' || rule.card === 'scam-in-progress')) raised.add('security-or-privacy');
  for (const flag of meant.lowers) if (!meant.raises.has(flag)) raised.delete(flag);
  const found = FLAGS.filter((flag) => raised.has(flag)).map((flag) => alarmOf(flag, hits, meant, knows));
  return found.sort((a, b) => Number(b.show) - Number(a.show));
}

function questionsFor(leaves: readonly Leaf[], unsure: boolean, meant: Meant, knows: Knowledge): Question[] {
  const ids = unsure ? ['which-device', 'know-or-broken', ...leaves.flatMap((leaf) => leaf.questions)] : (leaves[0]?.questions ?? []);
  const open = Array.from(new Set(ids)).filter((id) => !meant.answered.has(id));
  return open.slice(0, MOST_QUESTIONS).flatMap((id) => { const question = knows.questions.get(id); return question ? [shown(question)] : []; });
}

const isAcute = (hits: readonly Hit[], flag: Flag): boolean => hits.some(({ rule }) => rule.flag === flag && rule.urgency === 'emergency');

/** Who must act first in an emergency: for a child the police, for money the bank. */
function acuteChannel(hits: readonly Hit[], leaf: Leaf): Channel | undefined {
  if (isAcute(hits, 'child')) return 'refer';
  if (!isAcute(hits, 'scam')) return undefined;
  return leaf.id === 'phishing-fraud-extortion' || leaf.group === 'accounts' ? 'refer' : undefined;
}

function taskOf(text: string, guess: Guessed, context: { hits: readonly Hit[]; flags: readonly Flag[]; cards: readonly string[]; meant: Meant; knows: Knowledge }): TaskUnderstood {
  const { hits, flags, cards, meant, knows } = context;
  const leaves = guess.categories.flatMap(({ id }) => knows.leafById.get(id) ?? []);
  const leaf = leaves[0] as Leaf;
  const device = surest<DeviceKind>(told(knows, guess.features, 'device'));
  const how = situationOf(text);
  const barred = noRemoteFor(flags, cards, leaf, meant.noRemote);
  return {
    text, categories: guess.categories, unsure: guess.unsure,
    device: deviceOf(text, leaf, meant.device, device && { device: device.label, share: device.share }),
    urgency: urgencyOf(leaf, how, flags, hits.flatMap(({ rule }) => rule.urgency ?? []), meant.urgency),
    channel: within(acuteChannel(hits, leaf) ?? channelOf(leaf, how, flags), barred, isAcute(hits, 'physical-hazard')),
    skills: leaf.skills, minutes: leaf.minutes, parts: leaf.parts, guide: leaf.guide,
    questions: questionsFor(leaves, guess.unsure, meant, knows),
  };
}

/**
 * Understands a person's words: alarms first, then what it is, on which device, how urgent, and the first way to offer.
 * Takes any string and never throws for what it says; what it cannot understand comes back as a kind question.
 */
export function understand(text: string, asked: Asked = {}): Understanding {
  const knows = asked.knows ?? knowledge();
  const meant = meaningOf(asked.answers ?? {}, knows.questions);
  const { lang } = languageOf(text, asked.lang ?? (asked.country === 'FR' ? 'fr' : 'en'));
  const hits = alarmsIn(meant.words === '' ? text : `${text} . ${meant.words}`, knows.rules);
  const matters = mattersIn(text, meant, knows);
  const safety = alarms(hits, meant, matters.map(({ guess }) => guess), knows);
  const flags = safety.filter((alarm) => alarm.show || hits.some(({ rule }) => rule.flag === alarm.flag)).map(({ flag }) => flag);
  const cards = safety.map(({ card }) => card);
  const context = { flags, cards, meant, knows };
  const tasks = matters.map((matter) => taskOf(matter.text, matter.guess, { ...context, hits: matters.length === 1 ? hits : alarmsIn(matter.text, knows.rules) }));
  const first = tasks[0] as TaskUnderstood;
  const leaf = knows.leafById.get(firstOf(first.categories)) as Leaf;
  const noRemote = noRemoteFor(flags, cards, leaf, meant.noRemote);
  return {
    lang, tasks, safety, noRemote, way: wayOf(leaf, first.channel, noRemote, !first.unsure),
    hidden: safety.some((alarm) => alarm.flag === 'abuse-or-threat' && alarm.show && alarm.card === 'surveillance'),
  };
}
