import type { Lang } from '#kernel';

/** A part of a step that is not its list of acts. */
export type Label = 'helped' | 'alone' | 'see' | 'mistake' | 'undo' | 'ask';
/** A part of a guide. */
export type Part = 'stopFirst' | 'have' | 'step' | 'done' | 'stuck';

/** The labels a writer types in a guide file, in the writer's language. */
export const LABELS: Readonly<Record<Lang, Readonly<Record<Label, string>>>> = {
  en: { helped: 'With help', alone: 'Alone', see: 'You see', mistake: 'Mistake', undo: 'Undo', ask: 'Stop and ask' },
  fr: { helped: 'Avec aide', alone: 'Seul', see: 'Vous voyez', mistake: 'Erreur', undo: 'Pour revenir', ask: 'Demandez de l’aide' },
};

/** The headings a writer types in a guide file; a step's heading is followed by a colon and its title. */
export const HEADINGS: Readonly<Record<Lang, Readonly<Record<Part, string>>>> = {
  en: { stopFirst: 'Stop first', have: 'Have ready', step: 'Step', done: 'You are done when', stuck: 'Still not right' },
  fr: { stopFirst: 'D’abord, arrêtez', have: 'À préparer', step: 'Étape', done: 'C’est fini quand', stuck: 'Toujours bloqué' },
};
