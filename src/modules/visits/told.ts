import type { FileId, Lang, Money, TaskId, VisitId } from '#kernel';
import type { Extra } from './extra.ts';
import type { NextStep, Outcome, OutcomeRule } from './outcome.ts';
import type { Block, Sheet } from './sheet.ts';
import type { Minutes } from './time.ts';

/** A part that was used, by its key in `content/services.json`. */
export type Part = Readonly<{ id: string; item: string; quantity: number; task?: TaskId; serial?: string; at: Temporal.Instant }>;
export type Note = Readonly<{ phase: 'before' | 'after'; text: string; task?: TaskId; photo?: FileId; at: Temporal.Instant }>;
/** "Show me how you would do it": what the person could do at the end. */
export type HandedBack = Readonly<{ how: 'alone' | 'with-help' | 'not-yet' | 'did-not-want'; task?: TaskId; note?: string; at: Temporal.Instant }>;
/** What a task turned out to be: a leaf of the problem tree. */
export type Found = Readonly<{ task: TaskId; leaf: string }>;
/** A label for triage's nightly learning: the person's words and what they were. `weight`: how much it counts, 1 for what people chose themselves. */
export type Taught = Readonly<{ text: string; category: string; weight: number }>;
/** Drawn on the screen, by the person's code, or said aloud and written down. A sheet that changes afterwards is signed again. */
export type Signature = Readonly<{ how: 'drawn' | 'code' | 'spoken'; at: Temporal.Instant; picture?: FileId; words?: string }>;

/** A sheet as the person reads it: what was written, or the sentences `visits.sheet-<outcome>-<block>` when nobody came in. */
export type SheetToRead = Readonly<{ visit: VisitId; outcome?: Outcome; next?: NextStep } & ({ kind: 'written'; lang: Lang; blocks: Readonly<Record<Block, string>> } | { kind: 'ready-made'; says: Readonly<Record<Block, string>> })>;

/** What the invoice is made from, once the visit has ended. `items` are the parts that the quote knows. */
export type Bill = Readonly<{
  visit: VisitId; outcome: Outcome; rule: OutcomeRule; attendedMinutes: number; unattendedMinutes: number;
  perTask?: Readonly<Record<TaskId, Minutes>>;
  items: readonly Readonly<{ item: string; task?: TaskId; quantity: number }>[];
  approvedExtras: readonly Extra[];
  /** The sum of the approved extras, as proposed and at most. */
  extrasGross: Money; extrasWorst: Money;
  endedAt: Temporal.Instant;
}>;
export type WrittenSheet = Readonly<{ sheet: Sheet }>;

/** One thing that the telephone tells once it has signal again. `id`: its own name, the same however often it is sent; `what`: the verb; `at` and `sent`: when it happened and when it was sent, both by the clock of the telephone. */
export type Told = Readonly<{ id: string; what: string; at: Temporal.Instant; sent: Temporal.Instant }>;
/** What a telephone takes to a door: the word, the code, and between when they may be used. The caller closes both before they leave the house. */
export type TakenAlong = Readonly<{ visit: VisitId; opens: Temporal.Instant; closes: Temporal.Instant; word: string; code: string }>;
