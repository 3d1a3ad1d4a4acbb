/** Messages decides who is told what, and how: text, mail, letter or a call by the operator. It hears the facts of all; nobody calls it to act. */
export { asksToStop } from './received.ts';
export type { Encloses } from './needs.ts';
export { createMessages, type MessagesHas } from './messages.ts';
export { messageRoutes } from './routes.ts';
export { mailboxSweep, messageSweeps } from './jobs.ts';
export type { Call, Messages, NoSuchMessage, ShownMessage, ToWhom } from './front.ts';
export { KINDS, LETTER_DAYS, MOST_TRIES, afterQuietHours, channelFor, isSecret, isUrgent, type Channel, type Kind, type Message, type MessageState } from './message.ts';
export { PARTS, type Part, type Texts, type WrongText } from './wording.ts';
export type { WordingPreview } from './wording-paper.ts';
export type { CannotWord, WordingSeen } from './do/set-wording.ts';
export type { Came, Received, ReceivedShown, ThreadLine } from './received.ts';
export type { MessageRefused } from './facts.ts';
