import type { OptionEffect, QuestionWithEffects } from './taxonomy.ts';
import type { DeviceKind, Flag, Urgency } from './understanding.ts';

/** Answers to our questions: id of the question to id of the option, or to free words. */
export type Answers = Readonly<Record<string, string>>;

/** What all answers mean together. Free words come back to be read like the rest of the text. */
export type Meant = Readonly<{
  leans: ReadonlyMap<string, number>; raises: ReadonlyMap<Flag, string>; lowers: ReadonlySet<Flag>; inProgress: ReadonlySet<Flag>;
  device: DeviceKind | undefined; urgency: Urgency | undefined; noRemote: boolean; words: string; answered: ReadonlySet<string>;
}>;

/** Only these may be answered away; a scam, a hazard, a threat or a child stays once words or an answer raised it. */
const MAY_LOWER: ReadonlySet<Flag> = new Set(['data-loss']);

/** Reads answers; unknown questions and options are let go, so that an old form still works. */
export function meaningOf(answers: Answers, questions: ReadonlyMap<string, QuestionWithEffects>): Meant {
  const leans = new Map<string, number>();
  const raises = new Map<Flag, string>();
  const lowers = new Set<Flag>();
  const inProgress = new Set<Flag>();
  const answered = new Set<string>();
  const words: string[] = [];
  let chosen: OptionEffect | undefined;
  let device: DeviceKind | undefined;
  let urgency: Urgency | undefined;
  let noRemote = false;
  for (const [id, answer] of Object.entries(answers)) {
    const question = questions.get(id);
    if (question === undefined || typeof answer !== 'string') continue;
    answered.add(id);
    chosen = question.options.find((option) => option.id === answer);
    if (chosen === undefined) { if (question.options.length === 0) words.push(answer); continue; }
    for (const [leaf, lean] of Object.entries(chosen.leans ?? {})) leans.set(leaf, (leans.get(leaf) ?? 0) + lean);
    for (const flag of chosen.raises ?? []) { raises.set(flag, id); if (chosen.inProgress) inProgress.add(flag); }
    for (const flag of chosen.lowers ?? []) if (MAY_LOWER.has(flag)) lowers.add(flag);
    device = chosen.device ?? device;
    urgency = chosen.urgency ?? urgency;
    noRemote ||= chosen.noRemote === true;
  }
  return { leans, raises, lowers, inProgress, device, urgency, noRemote, words: words.join(' . '), answered };
}
