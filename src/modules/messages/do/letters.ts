import { type MessageId, type Result, ZONE, no, ok } from '#kernel';
import type { Letter, Paper } from '#platform/letters/index';
import type { Work } from '#platform/work';
import { mayAnswerPeople } from '../may.ts';
import type { ToWhom } from '../front.ts';
import type { Body, Message } from '../message.ts';
import type { Needs } from '../needs.ts';
import { opened } from './post.ts';

type Lays = Pick<Needs, 'encloses' | 'outbox' | 'keys' | 'people' | 'words' | 'house' | 'post'>;
/** The letters that wait for the post, and how to lay them out as one file, outside of the work. */
export type Batch = Readonly<{ letters: readonly MessageId[]; to: readonly ToWhom[]; lay(): Promise<Buffer> }>;
const LARGE_SCALE = 1.5;
const localeOf = (lang: Message['lang']): string => (lang === 'fr' ? 'fr-FR' : 'en-GB');

/** A message as a letter; whoever needs large letters gets them. */
export function letterOf({ words, house }: Pick<Needs, 'words' | 'house'>, message: Message, body: Body, largePrint: boolean, enclosed: readonly Paper[] = []): Letter {
  const say = words[message.lang];
  const day = message.madeAt.toZonedDateTimeISO(ZONE[message.country]).toPlainDate();
  return {
    messageId: message.id, country: message.country, lang: localeOf(message.lang), at: message.madeAt, sender: { name: house.name, lines: [say.say('messages.letter-phone', { phone: house.phone })] }, to: body.address ?? [],
    dateline: say.date(day, message.country), title: body.title, text: body.text, ...(enclosed.length === 0 ? {} : { enclosed }), ...(body.large ? { large: body.large } : {}), ...(largePrint ? { scale: LARGE_SCALE } : {}),
  };
}

/** All letters that nobody has posted yet, to be printed in one go: for whoever prints letters. */
export async function batch(needs: Lays, work: Work): Promise<Batch> {
  const letters: Letter[] = [];
  const to: ToWhom[] = [];
  for (const { message, sealed } of mayAnswerPeople(work.by) ? await needs.outbox.toPost(work) : []) {
    const body = opened(needs, message.id, sealed);
    const person = message.person && (await needs.people.known.person(work, message.person));
    if (!body) continue;
    letters.push(letterOf(needs, message, body, person?.largePrint ?? false, await needs.encloses?.(work, message, body)));
    to.push({ person: message.person, home: message.home, about: message.about });
  }
  const title = needs.house.name;
  return { letters: letters.map(({ messageId }) => messageId as MessageId), to, lay: () => needs.post.letters.batch({ title, lang: letters[0]?.lang ?? localeOf('en'), author: title, at: work.now }, letters) };
}

/** They were printed, folded and given to the post. */
export async function lettersPosted(needs: Pick<Needs, 'outbox'>, work: Work, letters: readonly MessageId[]): Promise<Result<{ posted: number }, { kind: 'no-such-message' }>> {
  if (!mayAnswerPeople(work.by)) return no({ kind: 'no-such-message' });
  const posted = await needs.outbox.wasPosted(work, letters);
  for (const id of letters) await work.audit({ did: 'letter-posted', to: id });
  return ok({ posted });
}
