import { type Result, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Decision } from '../agreement.ts';
import type { CannotDecide, SeenRule } from '../front.ts';
import { mayDecide } from '../may.ts';
import type { Needs } from '../needs.ts';
import { applies } from '../rules.ts';

const COUNTRIES = ['FR', 'GB'] as const;

/** The operator says whether a rule holds that we could not confirm. It counts from now on; agreements that stand keep their dates. */
export async function decide(needs: Pick<Needs, 'store' | 'book'>, work: Work, asked: { rule: string; applies: boolean; why: string }): Promise<Result<Decision, CannotDecide>> {
  if (!mayDecide(work.by)) return no({ kind: 'not-allowed' });
  const rule = COUNTRIES.flatMap((country) => needs.book[country].rules).find(({ id }) => id === asked.rule);
  if (!rule) return no({ kind: 'no-such-rule' });
  if (rule.confirmed) return no({ kind: 'rule-is-confirmed' });
  const decision: Decision = { rule: rule.id, applies: asked.applies, why: asked.why, decidedAt: work.now, decidedBy: work.by.kind === 'person' ? work.by.person : work.by.kind };
  await needs.store.decide(work, decision);
  await work.audit({ did: 'decide-contract-rule', to: rule.id, why: asked.why });
  return ok(decision);
}

export async function seeRules(needs: Pick<Needs, 'store' | 'book'>, work: Work): Promise<SeenRule[]> {
  if (!mayDecide(work.by)) return [];
  const last = await needs.store.decisions(work);
  const decided = new Map(last.map(({ rule, applies: holds }) => [rule, holds]));
  return COUNTRIES.flatMap((country) => needs.book[country].rules.map((rule): SeenRule => ({ country, rule, holds: applies(rule, decided), decision: last.find((one) => one.rule === rule.id) })));
}
