import type { Lang } from '#kernel';

/** How sure a reader feels: never done it, with help beside them, fine alone. */
export const LEVELS = ['never', 'helped', 'alone'] as const;
export type Level = (typeof LEVELS)[number];

/**
 * How carefully a guide must be shown. `usual`: an ordinary page. `danger`: what to stop comes before all else, and everyone gets
 * the same full wording. `quiet`: someone may be watching the reader, so a quick exit, no history, no "send me this page".
 */
export const CARES = ['usual', 'danger', 'quiet'] as const;
export type Care = (typeof CARES)[number];

/** What a guide is about, coarsely: enough to choose an icon and to filter a list. */
export const DEVICES = ['computer', 'phone', 'printer', 'internet-box', 'tv', 'account', 'storage', 'console', 'home', 'any'] as const;
export type Device = (typeof DEVICES)[number];

/** One step. Strings hold plain sentences and **bold**, nothing else. */
export type Step = Readonly<{
  title: string;
  /** Every small act, one idea a sentence: the wording for someone who has never done it. */
  actions: readonly string[];
  /** The same step for someone with help beside them; `null` in a guide that has one wording for all. */
  helped: string | null;
  /** The same step for someone fine alone; `null` in a guide that has one wording for all. */
  alone: string | null;
  /** What the reader sees when the step worked. */
  see: string;
  /** The typical mistake, and how to undo it. */
  mistake: string;
  undo: string;
  /** When to stop here and ask a person; `null` where nothing can go wrong. */
  ask: string | null;
}>;

export type Guide = Readonly<{
  slug: string;
  lang: Lang;
  /** The leaf of the problem tree it answers. */
  leaf: string;
  title: string;
  device: Device;
  /** About how long a beginner needs. */
  minutes: number;
  /** The wordings it has: all three, or only `never` where everyone must read the same words. */
  levels: readonly Level[];
  care: Care;
  /** The day a person last read it through. */
  reviewed: Temporal.PlainDate;
  /** What people type when they look for it, in their own words. */
  asks: readonly string[];
  summary: readonly string[];
  /** What must stop, or be true, before the first step. Empty when nothing is at risk. */
  stopFirst: readonly string[];
  /** What to have at hand. */
  have: readonly string[];
  steps: readonly Step[];
  /** How the reader knows it is solved. */
  done: readonly string[];
  /** What to do, and to tell the helper, when it is not. */
  stuck: readonly string[];
}>;

/** What one reader is shown of one step. */
export type StepAsRead = Readonly<{
  title: string;
  actions: readonly string[];
  see: string;
  mistake: string | null;
  undo: string | null;
  ask: string | null;
}>;

/**
 * A step in the wording of one level. The typical mistake is shown to all but those fine alone; a guide with one wording gives it to
 * everyone, whatever they chose: nobody may skip a line of a danger guide.
 */
export function stepFor(step: Step, level: Level): StepAsRead {
  const { title, see, mistake, undo, ask } = step;
  if (level === 'alone' && step.alone !== null) return { title, actions: [step.alone], see, mistake: null, undo: null, ask };
  if (level === 'helped' && step.helped !== null) return { title, actions: [step.helped], see, mistake, undo, ask };
  return { title, actions: step.actions, see, mistake, undo, ask };
}

/** Every sentence of a guide in reading order: what is read aloud, measured and looked through for hard words. */
export function sentencesOf(guide: Guide): readonly string[] {
  const ofStep = (step: Step): (string | null)[] =>
    [step.title, ...step.actions, step.helped, step.alone, step.see, step.mistake, step.undo, step.ask];
  return [...guide.summary, ...guide.stopFirst, ...guide.have, ...guide.steps.flatMap(ofStep), ...guide.done, ...guide.stuck]
    .filter((text) => text !== null);
}

/** The wording a reader of one level is read aloud, in order. */
export function readAloud(guide: Guide, level: Level): readonly string[] {
  const steps = guide.steps.flatMap((step) => {
    const read = stepFor(step, level);
    return [read.title, ...read.actions, read.see, read.mistake, read.undo, read.ask];
  });
  return [guide.title, ...guide.summary, ...guide.stopFirst, ...guide.have, ...steps, ...guide.done, ...guide.stuck].filter((text) => text !== null);
}
