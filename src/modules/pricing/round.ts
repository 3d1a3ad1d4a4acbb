import type { Country, HomeId, ProviderId, QuestionId, RequestId, RoundId } from '#kernel';
import type { WrongLine } from './own-lines.ts';
import type { Scope } from './scope.ts';

/** One request, open to the providers that could do it, until a stated time. `brief` is what they read of it. */
export type Round = Readonly<{ id: RoundId; request: RequestId; home: HomeId; country: Country; brief: string; scope: Scope; openedAt: Temporal.Instant; until: Temporal.Instant; closedAt?: Temporal.Instant | undefined }>;
export type Invited = Readonly<{ provider: ProviderId; state: 'asked' | 'answered' | 'declined'; why?: string | undefined }>;
/** A provider's question. Question and answer are read by everybody who quotes; who asked is told to nobody but the one who answers. */
export type RoundQuestion = Readonly<{ id: QuestionId; provider?: ProviderId | undefined; question: string; answer?: string | undefined }>;
export type RoundSeen = Readonly<{ round: Round; invited: readonly Invited[]; questions: readonly RoundQuestion[] }>;

/** A round lasts from two hours to thirty days. */
export const SHORTEST_HOURS = 2;
export const LONGEST_DAYS = 30;
export const MOST_QUESTIONS = 5;

export const isOpenAt = (round: Pick<Round, 'until' | 'closedAt'>, now: Temporal.Instant): boolean => round.closedAt === undefined && Temporal.Instant.compare(now, round.until) < 0;

/** Whether a round may end then, if it begins now. */
export function mayEndAt(until: Temporal.Instant, now: Temporal.Instant): boolean {
  const hours = now.until(until).total('hours');
  return hours >= SHORTEST_HOURS && hours <= LONGEST_DAYS * 24;
}

/** What one provider sees of a round: the questions of all without their names, and of those invited only itself. */
export const asSeenBy = (seen: RoundSeen, provider: ProviderId): RoundSeen => ({
  round: seen.round, invited: seen.invited.filter((one) => one.provider === provider),
  questions: seen.questions.map(({ provider: who, ...question }) => (who === provider ? { ...question, provider } : question)),
});

export type NoSuchRound = { kind: 'no-such-round' };
export type RoundOver = { kind: 'round-over'; since: Temporal.Instant };
export type CannotOpenRound = { kind: 'round-open-already' } | { kind: 'round-time-wrong' } | { kind: 'nobody-to-ask' };
export type CannotAskInRound = NoSuchRound | RoundOver | { kind: 'questions-enough' };
export type CannotOffer = NoSuchRound | RoundOver | { kind: 'not-signed' } | { kind: 'no-tariff' } | { kind: 'no-lines' } | { kind: 'another-quote-booked' } | { kind: 'lines-wrong'; lines: readonly WrongLine[] };

/** What is asked of whom, until when. `brief` is what providers read: no name, no address. */
export type AsksToOpenRound = Readonly<{ scope: Scope; brief: string; until: Temporal.Instant; invited: readonly ProviderId[] }>;
