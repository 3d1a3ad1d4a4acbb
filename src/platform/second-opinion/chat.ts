import { type Result, no, ok } from '#kernel';
import { z } from 'zod';

/** Where a service is: its address up to `/v1`, the model, and a key that may be empty (a service on this machine needs none). */
export type ChatService = Readonly<{ baseUrl: string; model: string; key: string }>;
/** Why there is no answer. `says`: what the service answered, at most 200 characters, for whoever set it up. */
export type ChatRefusal = Readonly<{ kind: 'too-slow' | 'not-reached' | 'key-refused' | 'no-such-model' | 'badly-answered'; says?: string }>;
export type ChatAnswer = Result<string, ChatRefusal>;
export type Chat = (service: ChatService, question: Readonly<{ system: string; user: string }>, withinMilliseconds: number) => Promise<ChatAnswer>;

/** More than this of an answer is not read. */
const MOST_BYTES = 64_000;
const MOST_SAID = 200;
const MOST_TOKENS = 120;

const PRIVATE_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2}|\[::1\]|[a-z0-9-]+\.(?:local|internal|lan))$/u;

/** Whether words may be sent to an address: over TLS to anywhere, in the clear only to this machine or its own network; no name and password in it. */
export function mayHoldService(baseUrl: string): boolean {
  const url = URL.parse(baseUrl);
  if (!url || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && PRIVATE_HOST.test(url.hostname));
}

const shape = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });

async function readUpTo(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    size += part.length;
    if (size > MOST_BYTES) break;
  }
  return Buffer.concat(parts).subarray(0, MOST_BYTES).toString('utf8');
}

function parsed(text: string): unknown {
  try { return JSON.parse(text); } catch { return undefined; }
}

const refused = (status: number, says: string): ChatRefusal => {
  const said = says.replaceAll(/\s+/gu, ' ').trim().slice(0, MOST_SAID);
  const kind = status === 401 || status === 403 ? 'key-refused' : status === 404 ? 'no-such-model' : 'badly-answered';
  return { kind, says: `${status} ${said}`.trim() };
};

/** Asks once. Never follows a redirect, never waits longer than told, never throws for what a service does. */
export const askChat: Chat = async (service, question, withinMilliseconds) => {
  const time = AbortSignal.timeout(withinMilliseconds);
  try {
    const response = await fetch(`${service.baseUrl.replace(/\/+$/u, '')}/chat/completions`, {
      method: 'POST', redirect: 'error', signal: time,
      headers: { 'content-type': 'application/json', accept: 'application/json', ...(service.key === '' ? {} : { authorization: `Bearer ${service.key}` }) },
      body: JSON.stringify({
        model: service.model, temperature: 0, max_tokens: MOST_TOKENS, stream: false,
        messages: [{ role: 'system', content: question.system }, { role: 'user', content: question.user }],
      }),
    });
    const text = await readUpTo(response);
    if (!response.ok) return no(refused(response.status, text));
    const answer = shape.safeParse(parsed(text));
    return answer.success ? ok(answer.data.choices[0]?.message.content ?? '') : no({ kind: 'badly-answered', says: text.slice(0, MOST_SAID) });
  } catch (fault) {
    if (time.aborted) return no({ kind: 'too-slow' });
    const cause = fault instanceof Error && fault.cause instanceof Error ? fault.cause.message : String(fault);
    return no({ kind: 'not-reached', says: cause.slice(0, MOST_SAID) });
  }
};
