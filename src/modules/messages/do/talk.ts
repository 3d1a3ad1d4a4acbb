import { type MessageId, type RequestId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { mayAnswerPeople, mayWriteAbout } from '../may.ts';
import type { Needs, RequestSeen } from '../needs.ts';
import { type Answer, type Received, type ThreadLine, MOST_LETTERS } from '../received.ts';
import { post } from './post.ts';
import { shownReceived } from './take-in.ts';

export type NoSuchRequest = { kind: 'no-such-request' };
export type LinkInside = { kind: 'link-inside' };
type Talks = Pick<Needs, 'answers' | 'inbox' | 'outbox' | 'wordings' | 'keys' | 'people' | 'words' | 'house' | 'reads'>;
type Said = Readonly<{ request: RequestId; words: string }>;

const sealedAs = (id: MessageId): string => `answer:${id}`;
const LINK = /\b(?:https?:\/\/|www\.)[^\s]+/gi;

/** A link that leads elsewhere: people are told that we never send one, so none goes out. */
export const hasForeignLink = (words: string, house: string): boolean => (words.match(LINK) ?? []).some((link) => !`${link}/`.startsWith(`${house.replace(/\/$/, '')}/`));

/** Tells who asked, by the way they wish. Of a quiet request nothing goes anywhere: it stands on its own page. */
async function send(needs: Talks, work: Work, request: RequestSeen, words: string): Promise<Answer['channel']> {
  const person = request.quiet || request.person === undefined ? undefined : await needs.people.known.person(work, request.person);
  if (!person) return undefined;
  const id = await post(needs, work, {
    key: newId('Message'), kind: 'thread-answer', to: person, as: 'self', country: request.country, about: request.id, ...(request.home ? { home: request.home } : {}),
    filling: () => ({ words, reference: request.reference }),
  });
  return id && (await needs.outbox.find(work, id))?.message.channel;
}

/** The office answers. What it says stands on the request's page, and goes the person's own way. */
export async function answer(needs: Talks, work: Work, asked: Said): Promise<Result<Answer, NoSuchRequest | LinkInside>> {
  const request = mayAnswerPeople(work.by) ? await needs.reads.booking.known.request(work, asked.request) : undefined;
  if (!request) return no({ kind: 'no-such-request' });
  if (hasForeignLink(asked.words, needs.house.url)) return no({ kind: 'link-inside' });
  const id = newId('Message');
  const one: Answer = {
    id, request: request.id, at: work.now, channel: await send(needs, work, request, asked.words),
    ...(request.quiet || request.person === undefined ? {} : { person: request.person }), ...(work.by.kind === 'person' ? { by: work.by.person } : {}),
  };
  await needs.answers.add(work, one, needs.keys.seal(asked.words, sealedAs(id)));
  // Whoever answers has read what was written.
  for (const { received } of await needs.inbox.ofRequest(work, request.id)) if (received.readAt === undefined) await needs.inbox.wasRead(work, received.id);
  await work.audit({ did: 'message-answered', to: request.id, person: one.person });
  return ok(one);
}

/** Somebody writes on their request's own page. It is text for people to read, like any reply. */
export async function write(needs: Talks, work: Work, asked: Said): Promise<Result<Received, NoSuchRequest>> {
  const request = await needs.reads.booking.known.request(work, asked.request);
  if (!request || !mayWriteAbout(work.by, request)) return no({ kind: 'no-such-request' });
  const id = newId('Message');
  const one: Received = { id, way: 'page', request: request.id, at: work.now, ...(request.quiet || request.person === undefined ? {} : { person: request.person }) };
  const sealed = needs.keys.seal(JSON.stringify({ text: asked.words.trim().slice(0, MOST_LETTERS), at: work.now.toString() }), `received:${id}`);
  await needs.inbox.add(work, one, { remoteId: id, sender: needs.keys.digest(`request:${request.id}`), lang: request.lang, sealed });
  await work.audit({ did: 'message-received', to: id, person: one.person });
  return ok(one);
}

/** Both sides of what is said about a request, the oldest first: for the office and for whoever may write about it. */
export async function thread(needs: Talks, work: Work, id: RequestId): Promise<readonly ThreadLine[] | undefined> {
  const request = await needs.reads.booking.known.request(work, id);
  if (!request || !(mayAnswerPeople(work.by) || mayWriteAbout(work.by, request))) return undefined;
  const theirs = (await needs.inbox.ofRequest(work, id)).map((kept): ThreadLine => {
    const { id: line, way, at, readAt, title, text, attached, isCut, isDoubtful } = shownReceived(needs, kept);
    return { side: 'theirs', id: line, way, at, title, text, read: readAt !== undefined, attached, isCut, isDoubtful };
  });
  const ours = (await needs.answers.ofRequest(work, id)).map(({ answer: { id: line, channel, at }, sealed }): ThreadLine => ({ side: 'ours', id: line, channel, at, text: sealed === undefined ? undefined : needs.keys.open(sealed, sealedAs(line)) }));
  return [...theirs, ...ours].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at));
}

/** Everything we answered to a person, for their archive. */
export const answeredTo = async (needs: Talks, work: Work, person: NonNullable<Answer['person']>): Promise<readonly object[]> =>
  (await needs.answers.ofPerson(work, person)).map(({ answer: one, sealed }) => ({ ...one, text: sealed === undefined ? undefined : needs.keys.open(sealed, sealedAs(one.id)) }));
