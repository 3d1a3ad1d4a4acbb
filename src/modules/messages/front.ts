import type { Lang, MessageId, PersonId, RequestId, Result } from '#kernel';
import type { Facts } from '#platform/facts';
import type { Work } from '#platform/work';
import type { Kind, Message, Wanted } from './message.ts';
import type { Batch } from './do/letters.ts';
import type { LinkInside, NoSuchRequest } from './do/talk.ts';
import type { CannotWord, WordingSeen } from './do/set-wording.ts';
import type { Texts } from './wording.ts';
import type { WordingPreview } from './wording-paper.ts';
import type { Answer, Came, Received, ReceivedShown, ThreadLine } from './received.ts';

/** A message as it is shown to the operator or on the demo's outbox page. `to`, `title` and `text` are missing once forgotten, and for the operator where they open a door. */
export type ShownMessage = Message & Readonly<{ to?: string | undefined; title?: string | undefined; text?: string | undefined }>;
/** Whom something is for: where they live as it was then, and what it is about. */
export type ToWhom = Pick<Message, 'person' | 'home' | 'about'>;
/** A line of the telephone list: whom to ring and what to tell, in their language. */
export type Call = Readonly<{ id: MessageId; kind: Kind; person?: PersonId | undefined; name: string; phone: string; says: string; lang: Lang; urgent: boolean; since: Temporal.Instant; about?: string | undefined }>;

export type NoSuchMessage = { kind: 'no-such-message' };

/** What messages does and tells. */
export type Messages = Readonly<{
  /** Hears the facts of all modules; to be called once, before `facts.start`. */
  listen(facts: Pick<Facts, 'listen'>): void;
  /** Sends what is due, at most `limit`; returns what became of each. Nothing of it happens inside a work but the book-keeping. */
  deliver(limit?: number): Promise<Readonly<Record<'sent' | 'later' | 'refused', number>>>;
  /** Reminds those ahead whom only letters reach. For the sweep. */
  remind(): Promise<void>;
  /** The newest first. For the operator (without what opens doors), and whole for a job of the house (the demo's outbox page). */
  outbox(work: Work, options?: Wanted): Promise<readonly ShownMessage[]>;
  /** What was told to the person who asks, the newest first. */
  own(work: Work, options?: Omit<Wanted, 'person'>): Promise<readonly ShownMessage[]>;
  /** The PDF of a letter that was written, for whoever may print letters. */
  letter(work: Work, id: MessageId): Promise<(ToWhom & Readonly<{ lay(): Promise<Buffer | undefined> }>) | undefined>;
  /** The letters that nobody has posted yet, for one print: for whoever prints letters. */
  batch(work: Work): Promise<Batch>;
  /** They are in the post. */
  lettersPosted(work: Work, letters: readonly MessageId[]): Promise<Result<{ posted: number }, NoSuchMessage>>;
  /** Keeps what somebody wrote, once however often it arrives: in the thread of their open request when that is plain, else for the operator. It is never a command. */
  takeIn(came: Came): Promise<'kept' | 'known'>;
  /** What came in and nobody has read, the oldest first: for the operator. */
  inbox(work: Work): Promise<readonly ReceivedShown[]>;
  /** Both sides of what is said about a request, the oldest first: for the office and for whoever may ask there; undefined for everybody else. */
  thread(work: Work, request: RequestId): Promise<readonly ThreadLine[] | undefined>;
  /** The office answers: on the request's page, and by the person's own way. Never with a link that leads elsewhere. */
  answer(work: Work, asked: Readonly<{ request: RequestId; words: string }>): Promise<Result<Answer, NoSuchRequest | LinkInside>>;
  /** Somebody writes on their request's own page. */
  write(work: Work, asked: Readonly<{ request: RequestId; words: string }>): Promise<Result<Received, NoSuchRequest>>;
  markRead(work: Work, id: MessageId): Promise<Result<true, NoSuchMessage>>;
  /** How messages are worded: every kind, and one of them with ours beside it and its versions. For the operator. */
  wordings(work: Work): Promise<readonly Readonly<{ kind: Kind; own: readonly Lang[] }>[]>;
  wording(work: Work, kind: Kind, lang: Lang): Promise<WordingSeen | undefined>;
  setWording(work: Work, asked: Readonly<{ kind: Kind; lang: Lang; texts: Texts }>): Promise<Result<Texts, CannotWord>>;
  /** These sentences as they would reach a sample person, with what speaks against them. Nothing is kept. */
  previewWording(asked: Readonly<{ kind: Kind; lang: Lang; texts: Texts }>): WordingPreview;
  /** Whom the operator has to ring, the urgent first. */
  callList(work: Work): Promise<readonly Call[]>;
  /** The operator rang. Nobody there: it comes back an hour later. */
  callMade(work: Work, asked: Readonly<{ message: MessageId; reached: boolean }>): Promise<Result<Message, NoSuchMessage>>;
  /** Forgets what was said in messages that are settled for longer than `days`; returns how many. For the sweep. */
  forgetOld(work: Work, days: number): Promise<number>;
  aboutPerson: Readonly<{
    export(work: Work, person: PersonId): Promise<Record<string, unknown>>;
    erase(work: Work, person: PersonId): Promise<{ erased: number }>;
  }>;
}>;
