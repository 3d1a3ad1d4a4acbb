import type { ProviderId } from '#kernel';
import type { RoundClosed, RoundOpened, RoundQuestionAnswered, RoundQuestionAsked } from '#facts/pricing';
import type { Filling, Words } from '#platform/text';
import type { Work } from '#platform/work';
import type { Kind } from '../message.ts';
import type { RoundHeard } from '../needs.ts';
import { type UsesPost, post } from './post.ts';

type Sees = (words: Words, round: RoundHeard) => Filling;
type RoundFact = RoundOpened | RoundQuestionAsked | RoundQuestionAnswered | RoundClosed;

const untilIn = (words: Words, { round }: RoundHeard): string => `${words.day(round.until, round.country)}, ${words.hour(round.until, round.country)}`;

/** Everybody in the offices of the providers that may still answer. */
const toOffices = (kind: Kind, sees: Sees) => async (needs: UsesPost, work: Work, key: string, fact: RoundFact): Promise<void> => {
  const heard = await needs.reads.pricing.known.round(work, fact.round);
  const may: readonly ProviderId[] = heard?.invited.filter(({ state }) => state !== 'declined').map(({ provider }) => provider) ?? [];
  for (const provider of may) {
    for (const id of await needs.reads.technicians.inOffice(work, provider)) {
      const to = await needs.people.known.person(work, id);
      if (heard && to) await post(needs, work, { key, kind, to, as: 'self', country: heard.round.country, about: fact.round, filling: (words) => ({ url: `${needs.house.url}/office/rounds/${fact.round}`, ...sees(words, heard) }) });
    }
  }
};

/** Who asked, unless somebody near them may read along. */
const toHome = (kind: Kind, sees: Sees) => async (needs: UsesPost, work: Work, key: string, fact: RoundFact): Promise<void> => {
  const [heard, request] = [await needs.reads.pricing.known.round(work, fact.round), await needs.reads.booking.known.request(work, fact.request)];
  const to = request?.person === undefined ? undefined : await needs.people.known.person(work, request.person);
  if (!heard || !request || !to || request.quiet) return;
  const page = fact.fact === 'round-closed' ? 'quotes' : 'round';
  await post(needs, work, { key, kind, to, as: 'self', country: request.country, about: fact.round, home: heard.round.home, filling: (words) => ({ reference: request.reference, url: `${needs.house.url}/r/${request.reference}/${page}`, ...sees(words, heard) }) });
};

/** What is told of open requests, fact by fact. */
export const HEARS_ROUNDS = {
  'round-opened': toOffices('round-opened', (words, heard) => ({ until: untilIn(words, heard) })),
  'round-question-asked': toHome('round-question-asked', () => ({})),
  'round-question-answered': toOffices('round-question-answered', () => ({})),
  'round-closed': toHome('round-closed', (_words, heard) => ({ count: heard.invited.filter(({ state }) => state === 'answered').length })),
} as const;
