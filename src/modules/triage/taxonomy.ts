import type { Channel, DeviceKind, Flag, Question, Told, Urgency } from './understanding.ts';

/** One kind of request. Minutes are estimates until our own visits replace them. */
export type Leaf = Readonly<{
  id: string; group: string; label: Told; skills: readonly string[]; minutes: Readonly<{ expected: number; worst: number }>;
  remote: 'yes' | 'partly' | 'no'; parts: readonly Told[];
  /** The usual channel when something fails, and when advice is asked. */
  channel: Channel; channelAsked: Channel; urgency: Urgency; device: DeviceKind; guide: string;
  /** Ids of the clarifying questions, the most telling first. */
  questions: readonly string[];
  /** What people write when they mean this, per language. */
  words: Readonly<{ en: readonly string[]; fr: readonly string[] }>;
}>;

/** What choosing an option means. `leans` is added to the log-odds of leaves. */
export type OptionEffect = Readonly<{
  id: string; en: string; fr: string; leans?: Readonly<Record<string, number>>; raises?: readonly Flag[]; lowers?: readonly Flag[];
  device?: DeviceKind; urgency?: Urgency; inProgress?: true; noRemote?: true;
}>;
export type QuestionWithEffects = Readonly<Told & { id: string; options: readonly OptionEffect[] }>;

/** The question as it is shown: without what its answers mean to us. */
export const shown = (question: QuestionWithEffects): Question =>
  ({ id: question.id, en: question.en, fr: question.fr, options: question.options.map(({ id, en, fr }) => ({ id, en, fr })) });
