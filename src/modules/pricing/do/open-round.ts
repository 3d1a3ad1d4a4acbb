import { type ProviderId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { CannotAsk } from '../answers.ts';
import type { RoundOpened } from '../facts.ts';
import { mayAskFor } from '../may.ts';
import type { Needs } from '../needs.ts';
import { type AsksToOpenRound, type CannotOpenRound, type Round, mayEndAt } from '../round.ts';
import { checkScope, withoutWords } from '../scope-check.ts';
import { nameOf } from '../who.ts';

/** Opens a request to the providers that could do it: for work that no tariff can price, or when somebody wishes it. */
export async function openRound(needs: Pick<Needs, 'rounds' | 'providers' | 'shelf'>, work: Work, asked: AsksToOpenRound): Promise<Result<Round, CannotAsk | CannotOpenRound>> {
  const { scope } = asked;
  if (!mayAskFor(work.by, scope)) return no({ kind: 'no-such-request' });
  const whole = checkScope(scope, needs.shelf.catalogue);
  if (!whole.ok) return whole;
  if (!mayEndAt(asked.until, work.now)) return no({ kind: 'round-time-wrong' });
  const standing = await needs.rounds.openFor(work, scope.request);
  if (standing) return no({ kind: 'round-open-already' });

  const signed: ProviderId[] = [];
  for (const provider of asked.invited) if ((await needs.providers.terms(work, provider))?.bindingSignedAt) signed.push(provider);
  if (signed.length === 0) return no({ kind: 'nobody-to-ask' });
  const round: Round = { id: newId('Round'), request: scope.request, home: scope.home, country: scope.country, brief: asked.brief.trim(), scope: withoutWords(scope), openedAt: work.now, until: asked.until };
  await needs.rounds.add(work, round, signed, nameOf(work.by));
  await work.audit({ did: 'open-round', to: round.id, home: round.home });
  await work.announce({ fact: 'round-opened', round: round.id, request: round.request } satisfies RoundOpened);
  return ok(round);
}
