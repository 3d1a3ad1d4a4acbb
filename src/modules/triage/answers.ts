import type { OptionEffect, QuestionWithEffects } from './taxonomy.ts';
import { URGENCIES, type DeviceKind, type Flag, type Urgency } from './understanding.ts';

/** Answers to our questions: id of the question to id of the option, or to free words. */
export type Answers = Readonly<Record<string, string>>;

/** What all answers mean together. Free words come back to be read like the rest of the text. */
export type Meant = Readonly<{
  leans: ReadonlyMap<string, number>; raises: ReadonlyMap<Flag, string>; lowers: ReadonlySet<Flag>; inProgress: ReadonlySet<Flag>;
  device: DeviceKind | undefined; urgency: Urgency | undefined; noRemote: boolean; words: string; answered: ReadonlySet<string>;
}>;

/** Only these may be answered away; a scam, a hazard, a threat or a child stays once words or an answer raised it. */
const MAY_LOWER: ReadonlySet<Flag> = new Set(['data-loss']);

type Chosen = Readonly<{ question: string; option: OptionEffect }>;

/** Adds up what the chosen options mean. */
function addedUp(chosen: readonly Chosen[]): Omit<Meant, 'words' | 'answered'> {
  const leans = new Map<string, number>();
  for (const { option } of chosen) for (const [leaf, lean] of Object.entries(option.leans ?? {})) leans.set(leaf, (leans.get(leaf) ?? 0) + lean);
  return {
    leans,
    raises: new Map(chosen.flatMap(({ question, option }) => (option.raises ?? []).map((flag) => [flag, question] as const))),
    lowers: new Set(chosen.flatMap(({ option }) => (option.lowers ?? []).filter((flag) => MAY_LOWER.has(flag)))),
    inProgress: new Set(chosen.flatMap(({ option }) => (option.inProgress ? option.raises ?? [] : []))),
    device: chosen.findLast(({ option }) => option.device)?.option.device,
    urgency: chosen.map(({ option }) => option.urgency).filter((one) => one !== undefined).sort((a, b) => URGENCIES.indexOf(b) - URGENCIES.indexOf(a))[0],
    noRemote: chosen.some(({ option }) => option.noRemote === true),
  };
}

/** Reads answers; unknown questions and options are let go, so that an old form still works. */
export function meaningOf(answers: Answers, questions: ReadonlyMap<string, QuestionWithEffects>): Meant {
  const given = Object.entries(answers).flatMap(([id, answer]) => {
    const question = questions.get(id);
    return question !== undefined && typeof answer === 'string' ? [{ question, answer }] : [];
  });
  const chosen = given.flatMap(({ question, answer }): Chosen[] => {
    const option = question.options.find(({ id }) => id === answer);
    return option ? [{ question: question.id, option }] : [];
  });
  return {
    ...addedUp(chosen),
    words: given.filter(({ question }) => question.options.length === 0).map(({ answer }) => answer).join(' . '),
    answered: new Set(given.map(({ question }) => question.id)),
  };
}
