import { knowledge } from './knowledge.ts';
import { shown, type Leaf } from './taxonomy.ts';
import type { Question } from './understanding.ts';

/** All kinds of request, in the order of the taxonomy. */
export const leaves = (): readonly Leaf[] => knowledge().leaves;
export const leafOf = (id: string): Leaf | undefined => knowledge().leafById.get(id);
/** One of our questions, as it is shown. */
export function questionOf(id: string): Question | undefined {
  const question = knowledge().questions.get(id);
  return question && shown(question);
}
