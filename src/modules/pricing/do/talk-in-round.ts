import { type ProviderId, type QuestionId, type Result, type RoundId, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { RoundClosed, RoundQuestionAnswered, RoundQuestionAsked } from '../facts.ts';
import { mayAnswer, providerOf } from '../may.ts';
import type { Needs } from '../needs.ts';
import { type CannotAskInRound, MOST_QUESTIONS, type NoSuchRound, type RoundOver, type RoundQuestion, type RoundSeen, isOpenAt } from '../round.ts';

type UsesRounds = Pick<Needs, 'rounds'>;
export type Invitation = Readonly<{ seen: RoundSeen; provider: ProviderId }>;

/** The open round that the caller's own firm was asked in; to everybody else it does not exist. */
export async function invitedTo(needs: UsesRounds, work: Work, id: RoundId): Promise<Result<Invitation, NoSuchRound | RoundOver>> {
  const provider = providerOf(work.by);
  const seen = provider && (await needs.rounds.seen(work, id, true));
  if (!provider || !seen?.invited.some((one) => one.provider === provider)) return no({ kind: 'no-such-round' });
  return isOpenAt(seen.round, work.now) ? ok({ seen, provider }) : no({ kind: 'round-over', since: seen.round.until });
}

/** A provider asks; the answer goes to all who quote. */
export async function askInRound(needs: UsesRounds, work: Work, asked: { round: RoundId; question: string }): Promise<Result<RoundQuestion, CannotAskInRound>> {
  const invited = await invitedTo(needs, work, asked.round);
  if (!invited.ok) return invited;
  const { seen, provider } = invited.value;
  if (seen.questions.filter((one) => one.provider === provider).length >= MOST_QUESTIONS) return no({ kind: 'questions-enough' });
  const question: RoundQuestion = { id: newId('Question'), provider, question: asked.question.trim() };
  await needs.rounds.ask(work, asked.round, question);
  await work.audit({ did: 'ask-in-round', to: asked.round, home: seen.round.home });
  await work.announce({ fact: 'round-question-asked', round: asked.round, request: seen.round.request, question: question.id } satisfies RoundQuestionAsked);
  return ok(question);
}

/** The one at home, their helper or the operator answers, once. */
export async function answerInRound(needs: UsesRounds, work: Work, asked: { round: RoundId; question: QuestionId; answer: string }): Promise<Result<true, NoSuchRound | RoundOver>> {
  const seen = await needs.rounds.seen(work, asked.round, true);
  const question = seen?.questions.find((one) => one.id === asked.question);
  if (!seen || !question || !mayAnswer(work.by, { ...seen.round, ...(seen.round.scope.quiet ? { quiet: true } : {}) })) return no({ kind: 'no-such-round' });
  if (!isOpenAt(seen.round, work.now)) return no({ kind: 'round-over', since: seen.round.until });
  if (question.answer !== undefined) return ok(true as const);
  await needs.rounds.answer(work, asked.question, asked.answer.trim());
  await work.audit({ did: 'answer-in-round', to: asked.round, home: seen.round.home });
  await work.announce({ fact: 'round-question-answered', round: asked.round, request: seen.round.request, question: asked.question } satisfies RoundQuestionAnswered);
  return ok(true as const);
}

/** Not for us. A quote that was given already is taken back. */
export async function declineRound(needs: Pick<Needs, 'rounds' | 'quotes'>, work: Work, asked: { round: RoundId; why: string }): Promise<Result<true, NoSuchRound | RoundOver>> {
  const invited = await invitedTo(needs, work, asked.round);
  if (!invited.ok) return invited;
  const { seen, provider } = invited.value;
  for (const { quote } of await needs.quotes.ofRequest(work, seen.round.request, true)) {
    if (quote.round === asked.round && quote.provider === provider && quote.state === 'offered') await needs.quotes.answer(work, quote.id, 'withdrawn', provider);
  }
  await needs.rounds.settle(work, asked.round, { provider, state: 'declined', why: asked.why.trim() });
  await work.audit({ did: 'decline-round', to: asked.round, home: seen.round.home });
  return ok(true as const);
}

/** Rounds whose time has come end, and it is told once. For the sweep. */
export async function closeRounds(needs: UsesRounds, work: Work): Promise<number> {
  const due = work.by.kind === 'job' ? await needs.rounds.due(work) : [];
  for (const round of due) {
    await needs.rounds.close(work, round.id);
    await work.announce({ fact: 'round-closed', round: round.id, request: round.request } satisfies RoundClosed);
  }
  return due.length;
}
