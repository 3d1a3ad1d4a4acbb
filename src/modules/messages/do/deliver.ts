import { type MessageId, jobActor, must, ok } from '#kernel';
import type { Person } from '#modules/people';
import type { Paper } from '#platform/letters/index';
import type { Work } from '#platform/work';
import type { MessageRefused } from '../facts.ts';
import { type Body, MOST_TRIES, type Message, againAfter, nextChannel } from '../message.ts';
import type { Needs } from '../needs.ts';
import { letterOf } from './letters.ts';
import { addressOf, keep, opened } from './post.ts';

/** How long somebody who sends may take before another takes over. */
const CLAIM_MINUTES = 5;
const POSTMAN = jobActor('messages');

type Tried = Readonly<{ end: 'sent'; via: string } | { end: 'later' | 'refused'; why: string }>;
type Sending = Readonly<{ message: Message; body: Body; largePrint: boolean; enclosed: readonly Paper[] }>;

/** Claims what is due, in a work of its own: what follows may take seconds. */
async function claim(needs: Needs, limit: number): Promise<readonly Sending[]> {
  return must(await needs.inWork(POSTMAN, async (work) => {
    const claimed = await needs.outbox.claim(work, limit, work.now.add({ minutes: CLAIM_MINUTES }));
    const sending: Sending[] = [];
    for (const { message, sealed } of claimed) {
      const body = opened(needs, message.id, sealed);
      const person = message.person && (await needs.people.known.person(work, message.person));
      if (body) sending.push({ message, body, largePrint: person?.largePrint ?? false, enclosed: (await needs.encloses?.(work, message, body)) ?? [] });
    }
    return ok(sending);
  }));
}

/** One try, outside of any work. The message's id goes with it, so that one that arrives twice is shown once. */
async function send(needs: Needs, { message, body, largePrint, enclosed }: Sending): Promise<Tried> {
  const { post } = needs;
  switch (message.channel) {
    case 'sms': {
      const answer = await post.sms.send({ to: body.to, text: body.text, messageId: message.id });
      return answer.ok ? { end: 'sent', via: answer.value.via } : { end: answer.error.kind === 'sms-later' ? 'later' : 'refused', why: answer.error.why };
    }
    case 'mail': {
      const attachments = body.attachment ? [{ name: body.attachment.name, type: body.attachment.type, bytes: new TextEncoder().encode(body.attachment.text) }] : [];
      const answer = await post.mail.send({ to: body.to, subject: body.title, text: body.text, messageId: message.id, attachments });
      return answer.ok ? { end: 'sent', via: answer.value.via } : { end: answer.error.kind === 'mail-later' ? 'later' : 'refused', why: answer.error.why };
    }
    case 'letter': {
      await post.letters.write(letterOf(needs, message, body, largePrint, enclosed));
      return { end: 'sent', via: 'letter' };
    }
    case 'call': return { end: 'later', why: 'a call is made by people' };
  }
}

/** The same words by another way, when one is closed for good. A code that somebody waits for is not read out to another. */
async function byAnotherWay(needs: Needs, work: Work, { message, body }: Sending): Promise<MessageId | undefined> {
  const person: Person | undefined = message.person && (await needs.people.known.person(work, message.person));
  if (!person || message.kind === 'sign-in-code') return undefined;
  const channel = nextChannel(message.channel, person);
  const address = await addressOf(needs, work, person, message.home);
  if (!channel || (channel === 'letter' && !address)) return undefined;
  const to = channel === 'mail' ? person.email : person.phone;
  return keep(needs, work, { ...message, key: message.factKey, channel, body: { ...body, to: to ?? '', address } });
}

async function settle(needs: Needs, work: Work, sending: Sending, tried: Tried): Promise<void> {
  const { message } = sending;
  if (tried.end === 'sent') { await needs.outbox.settle(work, message.id, 'sent', tried.via); return; }
  if (tried.end === 'later' && message.tries < MOST_TRIES) { await needs.outbox.again(work, message.id, work.now.add(againAfter(message.tries)), tried.why); return; }
  await needs.outbox.settle(work, message.id, 'refused', tried.why);
  await byAnotherWay(needs, work, sending);
  await work.announce({ fact: 'message-refused', message: message.id } satisfies MessageRefused);
}

/** Sends what is due. At least once: who dies between sending and writing it down sends it again under the same id. */
export async function deliver(needs: Needs, limit: number): Promise<Record<'sent' | 'later' | 'refused', number>> {
  const count = { sent: 0, later: 0, refused: 0 };
  for (const sending of await claim(needs, limit)) {
    const tried = await send(needs, sending).catch((fault: unknown): Tried => ({ end: 'later', why: fault instanceof Error ? fault.name : 'fault' }));
    must(await needs.inWork(POSTMAN, async (work) => { await settle(needs, work, sending, tried); return ok(true); }));
    count[tried.end] += 1;
  }
  return count;
}
