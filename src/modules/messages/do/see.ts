import { type Actor, type MessageId, type PersonId, type Result, isStaff, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Call, NoSuchMessage, ShownMessage, ToWhom } from '../front.ts';
import { type Kept, type Message, type Wanted, isSecret } from '../message.ts';
import type { Needs } from '../needs.ts';
import { opened } from './post.ts';

type Sees = Pick<Needs, 'outbox' | 'keys' | 'people' | 'post'>;
const isOperator = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');
/** Codes and door words are for whoever they were sent to: staff see that something was sent, and not what opens the door. */
const mayRead = (by: Actor, message: Message): boolean => by.kind === 'job' || (isOperator(by) && !isSecret(message.kind));

function shown(needs: Sees, by: Actor, { message, sealed }: Kept): ShownMessage {
  if (!mayRead(by, message)) return message;
  const body = opened(needs, message.id, sealed);
  return body ? { ...message, to: body.address?.join(', ') ?? body.to, title: body.title, text: body.text } : message;
}

export async function seeOutbox(needs: Sees, work: Work, wanted: Wanted = {}): Promise<readonly ShownMessage[]> {
  if (!isOperator(work.by)) return [];
  return (await needs.outbox.newest(work, wanted)).map((kept) => shown(needs, work.by, kept));
}

/** What was told to the person who asks. Digits that sign somebody in are not repeated: whoever reads this is signed in already. */
export async function seeOwn(needs: Sees, work: Work, wanted: Omit<Wanted, 'person'> = {}): Promise<readonly ShownMessage[]> {
  if (work.by.kind !== 'person') return [];
  return (await needs.outbox.newest(work, { ...wanted, person: work.by.person })).map((kept) => {
    const body = kept.message.kind === 'sign-in-code' ? undefined : opened(needs, kept.message.id, kept.sealed);
    return body ? { ...kept.message, to: body.to, title: body.title, text: body.text } : kept.message;
  });
}

/** The letter's PDF, to be read outside of the work. Letters hold door words: they are printed, so the operator may. */
export async function seeLetter(needs: Sees, work: Work, id: MessageId): Promise<(ToWhom & Readonly<{ lay(): Promise<Buffer | undefined> }>) | undefined> {
  const kept = isOperator(work.by) ? await needs.outbox.find(work, id) : undefined;
  if (kept?.message.channel !== 'letter') return undefined;
  const { person, home, about } = kept.message;
  return { person, home, about, lay: () => needs.post.letters.read(id) };
}

export async function seeCalls(needs: Sees, work: Work): Promise<readonly Call[]> {
  if (!isOperator(work.by)) return [];
  const calls: Call[] = [];
  for (const { message, sealed } of await needs.outbox.toRing(work)) {
    const body = opened(needs, message.id, sealed);
    const person = message.person && (await needs.people.known.person(work, message.person));
    if (!body) continue;
    calls.push({
      id: message.id, kind: message.kind, person: message.person, name: person ? `${person.givenName} ${person.familyName}`.trim() : '', phone: body.to, says: body.text,
      lang: message.lang, urgent: message.urgent, since: message.madeAt, about: message.about,
    });
  }
  return calls;
}

/** The operator rang, and reached somebody or nobody. */
export async function callMade(needs: Sees, work: Work, asked: { message: MessageId; reached: boolean }): Promise<Result<Message, NoSuchMessage>> {
  const kept = isOperator(work.by) ? await needs.outbox.find(work, asked.message) : undefined;
  if (!kept || kept.message.channel !== 'call' || kept.message.state !== 'waiting') return no({ kind: 'no-such-message' });
  if (asked.reached) await needs.outbox.settle(work, asked.message, 'done', 'call');
  else await needs.outbox.ringAgain(work, asked.message, work.now.add({ hours: 1 }));
  await work.audit({ did: asked.reached ? 'call-made' : 'call-not-answered', to: asked.message, person: kept.message.person });
  return ok({ ...kept.message, state: asked.reached ? 'done' : 'waiting' });
}

export async function exportFor(needs: Sees, work: Work, person: PersonId): Promise<Record<string, unknown>> {
  const kept = await needs.outbox.ofPerson(work, person);
  return { messages: kept.map(({ message, sealed }) => ({ ...message, ...opened(needs, message.id, sealed) })) };
}
