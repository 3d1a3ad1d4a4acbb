import type { MessageId, PersonId, RequestId } from '#kernel';
import type { Channel } from './message.ts';

/** What the way it came on tells of it. `attached`: names of what came with it and was not kept; `isCut`: it was longer; `isDoubtful`: it does not come from where it claims to. */
export type Marks = Readonly<{ attached?: readonly string[] | undefined; isCut?: boolean | undefined; isDoubtful?: boolean | undefined }>;
/** Something that came in, as its way delivers it. `from`: a telephone number as E.164, or an address; `remoteId`: the other side's own number for it. */
export type Came = Readonly<{ way: 'sms' | 'mail'; remoteId: string; from: string; title?: string | undefined; text: string; at: Temporal.Instant; attached?: readonly string[] | undefined; isDoubtful?: boolean | undefined }>;
/** The same, kept; `page`: written on the request's own page. `person`: when only one person is reached there; `request`: the one of theirs that is open. */
export type Received = Readonly<{ id: MessageId; way: Came['way'] | 'page'; person?: PersonId | undefined; request?: RequestId | undefined; at: Temporal.Instant; readAt?: Temporal.Instant | undefined }>;
/** The same with what is sealed in it; undefined once forgotten. */
export type KeptReceived = Readonly<{ received: Received; sealed: string | undefined }>;
/** For whoever may read it; `from` and `text` are missing once forgotten. */
export type ReceivedShown = Received & Marks & Readonly<{ from?: string | undefined; title?: string | undefined; text?: string | undefined }>;

/** What the office answered about a request. `channel`: how it went out; undefined when it stands on the request's page alone. */
export type Answer = Readonly<{ id: MessageId; request: RequestId; person?: PersonId | undefined; by?: PersonId | undefined; channel?: Channel | undefined; at: Temporal.Instant }>;
export type KeptAnswer = Readonly<{ answer: Answer; sealed: string | undefined }>;
/** One line of what is said about a request. `text` is missing once forgotten. */
export type ThreadLine =
  | Marks & Readonly<{ side: 'theirs'; id: MessageId; way: Received['way']; title?: string | undefined; text?: string | undefined; at: Temporal.Instant; read: boolean }>
  | Readonly<{ side: 'ours'; id: MessageId; channel?: Channel | undefined; text?: string | undefined; at: Temporal.Instant }>;

/** Longer is cut: nobody reads a novel in a thread, and nobody fills the disk. */
export const MOST_LETTERS = 8_000;

/** Whether nothing but a wish to get no more messages is said. It stays text: whoever holds a telephone must not be able to silence somebody else's visits by one word. People ask first. */
export const asksToStop = (text: string): boolean => /^\s*(stop(\s+(sms|all|tout))?|arr[eê]t(er|ez)?|unsubscribe|d[eé]sabonner|désinscription)\s*[.!]*\s*$/i.test(text);

/** What a person wrote, without the answer's copy of what we had written before (lines after "> ", or after a line that ends in ":" before them). */
export function ownWords(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const quoted = lines.findIndex((line) => /^\s*>/.test(line));
  if (quoted === -1) return text.trim().slice(0, MOST_LETTERS);
  const before = lines.slice(0, quoted);
  while (before.length > 0 && before.at(-1)?.trim() === '') before.pop();
  if (/(wrote|écrit|schrieb)\s*:\s*$/.test(before.at(-1) ?? '')) before.pop();
  const own = before.join('\n').trim();
  return (own === '' ? text.trim() : own).slice(0, MOST_LETTERS);
}
