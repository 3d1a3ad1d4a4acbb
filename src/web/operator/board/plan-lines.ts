import { isId } from '#kernel';
import type { PlanId } from '#modules/dispatch';
import type { Call } from '#platform/http/index';

export const planOf = (call: Pick<Call, 'params'>): PlanId | undefined => { const id = call.params['plan'] ?? ''; return isId('Plan', id) ? (id as PlanId) : undefined; };

/** The lines that were ticked: `line-0`, `line-3`. */
export const tickedIn = (asked: Readonly<Record<string, unknown>>): number[] => Object.keys(asked).flatMap((name) => { const number = /^line-(\d{1,4})$/.exec(name)?.[1]; return number ? [Number(number)] : []; });
