import type { RequestId, Result } from '#kernel';
import type { ChatAnswer, ChatService } from '#platform/second-opinion/index';
import type { Work } from '#platform/work';
import type { Heard, ServiceShown, ServiceWish } from './opinion.ts';
import type { Understanding } from './understanding.ts';

/** What a try of the operator showed: which leaves were read out of the answer, and the answer itself. */
export type Tried = Readonly<{ answer: ChatAnswer; leaves: readonly string[] }>;

/** A service that the operator may let us ask what somebody means, when we are unsure and nothing is dangerous. Off until it is turned on; without it everything works. */
export type Opinions = Readonly<{
  /** For the operator's screen; undefined for anyone else, or when nothing was set. Never the key. */
  service(work: Work): Promise<ServiceShown | undefined>;
  setService(work: Work, wish: ServiceWish): Promise<Result<ServiceShown, { kind: 'not-allowed' } | { kind: 'service-address-unsafe' }>>;
  /** The service with its key opened, when it is on (or `tried` by the operator while off); for `ask` and `tryIt`, which go out of the house and so stand outside any work. */
  open(work: Work, tried?: 'tried'): Promise<ChatService | undefined>;
  /** What came of it for a request, if anybody was asked. */
  opinion(work: Work, request: RequestId): Promise<Heard | undefined>;
  keepOpinion(work: Work, asked: Readonly<{ request: RequestId; heard: Heard }>): Promise<Result<true, { kind: 'not-allowed' }>>;
  /** Exactly the words that would be sent. */
  wouldSend(text: string): string;
  /** Asks once and waits two seconds. A service that fails, is slow or talks nonsense is silent. */
  ask(service: ChatService, text: string, got: Pick<Understanding, 'lang'>): Promise<Heard>;
  tryIt(service: ChatService, text: string, lang: 'en' | 'fr'): Promise<Tried>;
}>;
