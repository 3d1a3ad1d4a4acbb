import { createHash } from 'node:crypto';
import { type Address, type Country, type HomeId, type Lang, type MessageId, type PersonId, newId } from '#kernel';
import type { Person } from '#modules/people';
import type { Fact } from '#platform/facts';
import type { Filling, Words } from '#platform/text';
import type { Work } from '#platform/work';
import { type Body, type Channel, type Kind, channelFor, dueAt, isOfTheMoment, isRung, isUrgent, plainSigns } from '../message.ts';
import type { Needs } from '../needs.ts';

export type UsesPost = Pick<Needs, 'outbox' | 'wordings' | 'people' | 'keys' | 'words' | 'house' | 'reads'>;

/** The name of a fact as it was told: the same fact heard twice has the same. */
export function factKey(fact: Fact, at: Temporal.Instant): string {
  const fields = Object.entries(fact).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify([fields, at.toString()])).digest('hex').slice(0, 40);
}

/** What is to be told to one person. `as`: the sentences of whoever it happens to, or of their helper, or of the technician. */
export type Notice = Readonly<{
  key: string; kind: Kind; to: Person; as: 'self' | 'helper'; country: Country;
  /** By then it must be known. */
  by?: Temporal.Instant | undefined;
  about?: string | undefined; home?: HomeId | undefined;
  filling(words: Words): Filling;
  large?: ((words: Words) => Body['large']) | undefined;
  attachment?: Body['attachment'];
}>;

/** `messages.visit-booked-sms`, or `…-helper-sms` for a helper; where a way has no sentence of its own, the plain text. */
function sentence(words: Words, notice: Pick<Notice, 'kind' | 'as'>, part: 'title' | 'text' | 'letter' | 'sms' | 'call', filling: Filling): string {
  const base = notice.as === 'helper' ? `messages.${notice.kind}-helper` : `messages.${notice.kind}`;
  if (part === 'title') return words.say(notice.as === 'helper' && notice.kind !== 'second-yes-asked' ? 'messages.helper-title' : `messages.${notice.kind}-title`, filling);
  return words.say(words.knows(`${base}-${part}`) ? `${base}-${part}` : `${base}-text`, filling);
}

/** As each country writes it on an envelope: in Great Britain the postcode stands last, on a line of its own. */
const linesOf = ({ line, postcode, town, country }: Address): readonly string[] => (country === 'GB' ? [line, town, postcode] : [line, `${postcode} ${town}`]);

export async function addressOf(needs: Pick<UsesPost, 'people'>, work: Work, person: Person, home: HomeId | undefined): Promise<readonly string[] | undefined> {
  const homes = await needs.people.known.homesOf(work, person.id);
  const place = homes.find((each) => each.id === home) ?? homes[0];
  return place && [`${person.givenName} ${person.familyName}`.trim(), ...linesOf(place.address)];
}

const toOf = (channel: Channel, person: Person): string => (channel === 'mail' ? person.email : channel === 'letter' ? undefined : person.phone) ?? '';

export function bodyFor(needs: Pick<UsesPost, 'words' | 'house'>, notice: Notice, channel: Channel, address: readonly string[] | undefined): Body {
  const words = needs.words[notice.to.lang];
  const filling: Filling = { given: notice.to.givenName, house: needs.house.name, phone: needs.house.phone, url: needs.house.url, ...notice.filling(words) };
  const part = channel === 'mail' ? 'text' : channel;
  const text = sentence(words, notice, part, filling);
  return {
    to: toOf(channel, notice.to), address, title: sentence(words, notice, 'title', filling), text: channel === 'sms' ? plainSigns(text) : text,
    ...(notice.large ? { large: notice.large(words) } : {}), ...(notice.attachment && channel === 'mail' ? { attachment: notice.attachment } : {}),
  };
}

type Row = Readonly<{ key: string; kind: Kind; person?: PersonId | undefined; receiver: string; about?: string | undefined; home?: HomeId | undefined; channel: Channel; lang: Lang; country: Country; body: Body }>;

/** Writes a message into the outbox, sealed. Undefined when this fact has made it before. */
export async function keep(needs: Pick<UsesPost, 'outbox' | 'keys' | 'wordings'>, work: Work, row: Row): Promise<MessageId | undefined> {
  const id = newId('Message');
  const { body, key, ...rest } = row;
  const added = await needs.outbox.add(work, {
    ...rest, id, factKey: key, urgent: isUrgent(row.kind), madeAt: work.now, dueAt: dueAt(row.kind, row.channel, work.now, row.country), state: 'waiting', tries: 0, wording: needs.wordings.now(row.kind, row.lang)?.id,
  }, needs.keys.seal(JSON.stringify(body), `message:${id}`));
  return added ? id : undefined;
}

/** Tells one person, as they want to be told. Undefined when they were told before, or when it is not worth a call. */
export async function post(needs: UsesPost, work: Work, notice: Notice): Promise<MessageId | undefined> {
  const address = await addressOf(needs, work, notice.to, notice.home);
  const wished = channelFor(notice.to, notice.kind, work.now, notice.by);
  // A letter needs an address: without one the operator finds a way.
  const channel = wished === 'letter' && !address ? 'call' : wished;
  if ((channel === 'call' && !isRung(notice.kind)) || (channel === 'letter' && isOfTheMoment(notice.kind))) return undefined;
  return keep(needs, work, {
    key: notice.key, kind: notice.kind, person: notice.to.id, receiver: notice.to.id, about: notice.about, home: notice.home, channel, lang: notice.to.lang,
    country: notice.country, body: bodyFor(needs, notice, channel, address),
  });
}

/** What is sealed in a message; undefined once forgotten. */
export function opened(needs: Pick<UsesPost, 'keys'>, id: MessageId, sealed: string | undefined): Body | undefined {
  const text = sealed === undefined ? undefined : needs.keys.open(sealed, `message:${id}`);
  return text === undefined ? undefined : (JSON.parse(text) as Body);
}
