import type { MessageId } from '#kernel';

/** A message that can reach nobody by its way; the operator's telephone list has it now. */
export type MessageRefused = Readonly<{ fact: 'message-refused'; message: MessageId }>;
export type MessagesFact = MessageRefused;
