import type { TaskId } from '#kernel';

/** When a step is done: before anything is touched, during the work, or once it is done. The sentence is `visits.step-<key>`. */
export type Phase = 'before' | 'during' | 'after';
export type Step = Readonly<{ step: string; phase: Phase }>;
/** `not-needed` is an answer too. */
export type Ticked = 'done' | 'not-needed';
export type Tick = Readonly<{ task: TaskId; step: string; ticked: Ticked; at: Temporal.Instant; note?: string }>;
/** `content/checklists.json`: what is done at every visit, and what each leaf adds. */
export type Checklists = Readonly<{ always: readonly Step[]; leaves: Readonly<Record<string, readonly Step[]>> }>;

export type TaskToDo = Readonly<{ id: TaskId; words: string; leaf?: string | null | undefined }>;
export type TaskList = Readonly<{ task: TaskId; words: string; steps: readonly (Step & { ticked?: Ticked; note?: string })[] }>;

const PHASES: readonly Phase[] = ['before', 'during', 'after'];

/** The steps of one problem, in the order of doing. A leaf without its own list has what is always done. */
export function stepsFor(lists: Checklists, leaf: string | null | undefined): readonly Step[] {
  const own = leaf ? lists.leaves[leaf] ?? [] : [];
  const all = [...lists.always, ...own.filter((step) => !lists.always.some((one) => one.step === step.step))];
  return PHASES.flatMap((phase) => all.filter((step) => step.phase === phase));
}

/** What is to be done at this visit, task by task, with what was ticked. */
export const checklistOf = (lists: Checklists, tasks: readonly TaskToDo[], ticks: readonly Tick[]): readonly TaskList[] =>
  tasks.map((task) => ({
    task: task.id, words: task.words,
    steps: stepsFor(lists, task.leaf).map((step) => {
      const tick = ticks.findLast((one) => one.task === task.id && one.step === step.step);
      return tick ? { ...step, ticked: tick.ticked, ...(tick.note ? { note: tick.note } : {}) } : step;
    }),
  }));
