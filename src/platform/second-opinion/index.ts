/** Asks a service that speaks the OpenAI chat format one question, within a time. It does not know what about. */
export { type Chat, type ChatAnswer, type ChatService, askChat, mayHoldService } from './chat.ts';
