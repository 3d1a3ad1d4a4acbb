import { drop, get, namesOf, put, putLast } from './drawer.ts';
import { type Closed, close, fieldKey, lock, open } from './field-key.ts';
import { type Answer, type Box, type Delivered, type Entry, type Kept, deliver } from './outbox.ts';

/** The outbox in this telephone's drawer, each thing closed, and the way to the house. */
const BOX = 'box:';
const PATIENCE_MILLISECONDS = 12_000;
type Slip = Closed & Readonly<{ id: string }>;
const about = (id: string): string => `to send ${id}`;

/** What waits and what was refused, in order. Without the key nothing can be read, and nothing is lost. */
export async function everything(): Promise<readonly Kept[]> {
  const key = await fieldKey();
  if (!key) return [];
  const found: Kept[] = [];
  for (const place of await namesOf(BOX)) {
    const slip = await get<Slip>(place);
    const entry = slip && (await open<Entry>(key, about(slip.id), slip).catch(() => undefined));
    if (entry) found.push({ place, entry });
  }
  return found;
}

async function closed(entry: Entry): Promise<Slip> {
  const key = await fieldKey();
  if (!key) throw new Error('nothing is kept without a key');
  return { ...(await close(key, about(entry.id), entry)), id: entry.id };
}
/** Puts something at the end. Resolves with its place once it is safe on this telephone. */
export async function keepToSend(entry: Entry): Promise<string> {
  const slip = await closed(entry);
  return putLast(BOX, () => slip);
}
/** What the house has taken is forgotten once a page of that visit is newer, or a day later; its picture at once. */
const FORGOTTEN_MILLISECONDS = 86_400_000;
export async function forgetTold(visit: string, pageAt: number): Promise<void> {
  for (const { place, entry } of await everything()) if (entry.told && (entry.told < Date.now() - FORGOTTEN_MILLISECONDS || (entry.visit === visit && entry.told <= pageAt))) await drop(place);
}
export const box: Box = {
  all: everything, drop, change: async (place, entry) => put(place, await closed(entry)),
  async settle(place, { picture: _picture, ...entry }) { await put(place, await closed({ ...entry, told: Date.now() })); },
};

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

function bodyOf({ id, act, fields, at, picture }: Entry): FormData {
  const body = new FormData();
  const { right: _right, ...said } = fields;
  for (const [name, value] of Object.entries({ form_id: id, happening: id, act, at, sent: new Date().toISOString(), fields: JSON.stringify(said) })) body.set(name, value);
  if (picture) body.set('picture', new Blob([bytesOf(picture.base64)], { type: picture.type }), `picture.${picture.type.split('/')[1] ?? 'png'}`);
  return body;
}

export async function send(entry: Entry): Promise<Answer> {
  const answer = await fetch(`/day/${entry.visit}/told-later`, { method: 'POST', redirect: 'manual', body: bodyOf(entry), signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) }).catch(() => undefined);
  if (!answer || [429, 502, 503, 504].includes(answer.status)) return { came: 'away' };
  if (answer.ok) return { ...(await answer.json() as { says?: string; stopped?: boolean }), came: 'taken' };
  const isTold = answer.headers.get('content-type')?.startsWith('application/json');
  if (isTold && answer.status < 500) {
    const { kind, says } = await answer.json() as { kind: string; says?: string };
    return says ? { came: 'refused', kind, says } : { came: 'fault' };
  }
  // Signed out, or stopped: what was held is nobody's business any more; what waits stays closed.
  if (answer.type === 'opaqueredirect' || answer.status === 401 || answer.status === 404) { await lock(); return { came: 'locked' }; }
  return { came: 'fault' };
}

/** Tells everything that waits. One window at a time; the others say that they are at it. */
export const tell = (ourFault: string): Promise<Delivered | undefined> =>
  navigator.locks.request('porchlight-outbox', { ifAvailable: true }, async (mine) => (mine ? deliver(box, send, ourFault) : undefined));

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';
/** A one-time id, as those of the house's forms. */
export const newFormId = (): string => `frm_${Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => LETTERS[byte & 31]).join('')}`;
