import { type Result, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Decision } from '../agreement.ts';
import type { AskedDecide, CannotDecide, SeenRule } from '../front.ts';
import { mayDecide } from '../may.ts';
import type { Needs } from '../needs.ts';
import { applies, figureOf, withFigure } from '../rules.ts';
import { lawNow } from './show-terms.ts';

const COUNTRIES = ['FR', 'GB'] as const;

/** The operator says whether a rule holds that we could not confirm, and with which figure. It counts from now on; agreements that stand keep their dates. */
export async function decide(needs: Pick<Needs, 'store' | 'book'>, work: Work, asked: AskedDecide): Promise<Result<Decision, CannotDecide>> {
  if (!mayDecide(work.by)) return no({ kind: 'not-allowed' });
  const rule = COUNTRIES.flatMap((country) => needs.book[country].rules).find(({ id }) => id === asked.rule);
  if (!rule) return no({ kind: 'no-such-rule' });
  if (rule.confirmed) return no({ kind: 'rule-is-confirmed' });
  const figure = figureOf(rule);
  if (asked.figure !== undefined && (!figure || !Number.isSafeInteger(asked.figure) || asked.figure < figure.least || asked.figure > figure.most)) return no({ kind: 'figure-wrong' });
  const decision: Decision = { rule: rule.id, applies: asked.applies, figure: asked.figure, why: asked.why, decidedAt: work.now, decidedBy: work.by.kind === 'person' ? work.by.person : work.by.kind };
  await needs.store.decide(work, decision);
  await work.audit({ did: 'decide-contract-rule', to: rule.id });
  return ok(decision);
}

export async function seeRules(needs: Pick<Needs, 'store' | 'book'>, work: Work): Promise<SeenRule[]> {
  if (!mayDecide(work.by)) return [];
  const last = await needs.store.decisions(work);
  const { decided, figures } = await lawNow(needs, work);
  return COUNTRIES.flatMap((country) => needs.book[country].rules.map((rule): SeenRule => ({ country, rule: withFigure(rule, figures), holds: applies(rule, decided), decision: last.find((one) => one.rule === rule.id) })));
}
