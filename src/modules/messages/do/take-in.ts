import { type MessageId, type RequestId, type Result, isStaff, jobActor, must, newId, no, ok } from '#kernel';
import type { Person } from '#modules/people';
import type { Work } from '#platform/work';
import type { Needs } from '../needs.ts';
import { type Came, type KeptReceived, MOST_LETTERS, type Marks, type Received, type ReceivedShown, ownWords } from '../received.ts';

type Takes = Pick<Needs, 'inbox' | 'inWork' | 'keys' | 'people' | 'reads'>;
const seal = (id: MessageId): string => `received:${id}`;
const POSTMAN = jobActor('inbox');

/** Who writes, when one person alone can be reached there. Two who share a telephone are told apart by people, not by us. */
async function whoWrote(needs: Takes, work: Work, came: Came): Promise<Person | undefined> {
  const found = came.way === 'sms' ? await needs.people.known.withPhone(work, came.from) : await needs.people.known.withEmail(work, came.from);
  return found.length === 1 ? found[0] : undefined;
}

/** The request it is about: named by its reference in the words, else the only one that is open. A quiet one is never answered here: it is not theirs who hold the telephone. */
async function whichRequest(needs: Takes, work: Work, person: Person | undefined, words: string): Promise<RequestId | undefined> {
  if (!person) return undefined;
  const open = (await needs.reads.booking.requestsOf(work, { person: person.id })).filter(({ state, quiet }) => !quiet && state !== 'done' && state !== 'closed');
  const named = open.find(({ reference }) => words.toUpperCase().replaceAll(/[^0-9A-Z]/g, '').includes(reference.replace('-', '')));
  return named?.id ?? (open.length === 1 ? open[0]?.id : undefined);
}

/** The other side's number for it, if it can stand in an index: strangers choose it. */
const remoteIdOf = (needs: Takes, { remoteId }: Came): string => (/^[\x21-\x7e]{1,200}$/.test(remoteId) ? remoteId : needs.keys.digest(`remote:${remoteId}`));
const MOST_ATTACHED = 10;
const marksOf = ({ attached = [], isDoubtful, text }: Came): Marks => ({
  ...(attached.length > 0 ? { attached: attached.slice(0, MOST_ATTACHED) } : {}), ...(isDoubtful ? { isDoubtful } : {}), ...(text.trim().length > MOST_LETTERS && ownWords(text).length === MOST_LETTERS ? { isCut: true } : {}),
});

/** Keeps what came in, once however often it arrives. It changes nothing else: words are read by people. */
export async function takeIn(needs: Takes, came: Came): Promise<'kept' | 'known'> {
  return must(await needs.inWork(POSTMAN, async (work) => {
    const text = ownWords(came.text);
    const person = await whoWrote(needs, work, came);
    const request = await whichRequest(needs, work, person, `${came.title ?? ''} ${text}`);
    const one: Received = { id: newId('Message'), way: came.way, person: person?.id, request, at: work.now };
    const sealed = needs.keys.seal(JSON.stringify({ from: came.from, title: came.title, text, at: came.at.toString(), ...marksOf(came) }), seal(one.id));
    const isNew = await needs.inbox.add(work, one, { remoteId: remoteIdOf(needs, came), sender: needs.keys.digest(`sender:${came.from}`), lang: person?.lang, sealed });
    if (isNew) await work.audit({ did: 'message-received', to: one.id, person: person?.id });
    return ok(isNew ? 'kept' : 'known');
  }));
}

export function shownReceived(needs: Pick<Needs, 'keys'>, { received, sealed }: KeptReceived): ReceivedShown {
  const text = sealed === undefined ? undefined : needs.keys.open(sealed, seal(received.id));
  if (text === undefined) return received;
  const { from, title, text: words, attached, isCut, isDoubtful } = JSON.parse(text) as Marks & { from?: string; title?: string; text: string };
  return { ...received, ...(attached ? { attached } : {}), ...(isCut ? { isCut } : {}), ...(isDoubtful ? { isDoubtful } : {}), ...(from === undefined ? {} : { from }), ...(title === undefined ? {} : { title }), text: words };
}

/** What nobody has read yet, the oldest first: for the operator. */
export async function seeInbox(needs: Pick<Needs, 'inbox' | 'keys'>, work: Work): Promise<readonly ReceivedShown[]> {
  return isStaff(work.by, 'operator') || work.by.kind === 'job' ? (await needs.inbox.unread(work)).map((one) => shownReceived(needs, one)) : [];
}

export async function markRead(needs: Pick<Needs, 'inbox'>, work: Work, id: MessageId): Promise<Result<true, { kind: 'no-such-message' }>> {
  const found = isStaff(work.by, 'operator') ? await needs.inbox.find(work, id) : undefined;
  if (!found) return no({ kind: 'no-such-message' });
  await needs.inbox.wasRead(work, id);
  await work.audit({ did: 'message-read', to: id, person: found.received.person });
  return ok(true as const);
}

/** Everything a person wrote to us, for their archive. */
export const writtenBy = async (needs: Pick<Needs, 'inbox' | 'keys'>, work: Work, person: Person['id']): Promise<readonly ReceivedShown[]> => (await needs.inbox.ofPerson(work, person)).map((one) => shownReceived(needs, one));
