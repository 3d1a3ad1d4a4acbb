import { type Result, no, ok } from '#kernel';
import type { CannotAsk } from './answers.ts';
import { scopeAsk } from './asks.ts';
import type { Catalogue } from './catalogue.ts';
import type { Scope } from './scope.ts';

/** Whether a scope can be priced: something to do, whole figures, and each item what the catalogue says it is. */
export function checkScope(scope: Scope, catalogue: Catalogue): Result<true, CannotAsk> {
  const read = scopeAsk.safeParse(scope);
  if (!read.success) return no({ kind: 'scope-not-whole', where: read.error.issues[0]?.path.join('.') ?? '' });
  if (scope.tasks.length === 0) return no({ kind: 'nothing-to-price' });
  for (const need of scope.tasks.flatMap((task) => task.items)) {
    const item = catalogue.item(need.item);
    if (!item) return no({ kind: 'unknown-item', item: need.item });
    if (item.kind !== need.kind) return no({ kind: 'hidden-subscription', item: need.item });
  }
  return ok(true);
}

/** The scope as we keep it: without anyone's words and without the place on the map. */
export const withoutWords = (scope: Scope): Scope => ({ ...scope, at: undefined, tasks: scope.tasks.map((task) => ({ ...task, says: '' })) });
