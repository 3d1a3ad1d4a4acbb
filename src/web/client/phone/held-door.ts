import { allClosed, getClosed, own, putClosed } from './field-key.ts';
import { drop } from './drawer.ts';
import { lostDoors } from './lost-doors.ts';
import type { Entry } from './outbox.ts';

/** What this telephone holds of one door: the word, closed for its own key; the code, as a slow digest; between when it opens, by this telephone's clock. */
export type Door = Readonly<{ visit: string; phone: string; opens: number; closes: number; word: string; salt: string; rounds: number; digest: string; tries: number }>;
type Given = Readonly<{ visit: string; phone: string; opens: string; closes: string; now: string; word: string; salt: string; rounds: number; digest: string; tries: number }>;

const PATIENCE_MILLISECONDS = 6_000;
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

export const doorOf = (visit: string): Promise<Door | undefined> => getClosed<Door>(`door:${visit}`);

/** Takes along the doors of these visits, each once; lets go of those that are over or somebody else's, with their pages. `isList`: this page is the list of today, as the house just told it. */
export async function takeAlong(visits: readonly string[], isList: boolean): Promise<void> {
  const refused = [...document.querySelectorAll<HTMLElement>('main [data-let-go]')].map(({ dataset }) => dataset['letGo'] ?? '');
  const listed = isList ? [...document.querySelectorAll<HTMLAnchorElement>('main a[href^="/day/vis_"]')].map((link) => new URL(link.href).pathname.slice('/day/'.length)) : undefined;
  const doors = (await allClosed<Door>('door:')).map(([, door]) => door);
  for (const visit of lostDoors(doors, refused, listed, new Date())) for (const name of [`door:${visit}`, `page:/day/${visit}`]) await drop(name);
  for (const visit of visits) {
    if (refused.includes(visit) || (await doorOf(visit))) continue;
    const answer = await fetch(`/day/${visit}/take-along`, { method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) }).catch(() => undefined);
    if (!answer?.ok) continue;
    const { now, opens, closes, ...given } = await answer.json() as Given;
    // The clock of this telephone may be wrong: what counts is how far away it is.
    const here = (at: string): number => Date.now() + Date.parse(at) - Date.parse(now);
    await putClosed(`door:${visit}`, { ...given, opens: here(opens), closes: here(closes) } satisfies Door);
  }
}

export async function wordOf(door: Door): Promise<string> {
  const phone = await own();
  if (!phone || phone.phone !== door.phone) throw new Error('another telephone');
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'RSA-OAEP' }, phone.key, bytesOf(door.word)));
}

async function fits(door: Door, code: string): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(code) as Uint8Array<ArrayBuffer>, 'PBKDF2', false, ['deriveBits']);
  const bits = new Uint8Array(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(door.salt), iterations: door.rounds }, key, 256));
  const wanted = bytesOf(door.digest);
  return bits.length === wanted.length && bits.reduce((differ, byte, at) => differ | (byte ^ (wanted[at] ?? 0)), 0) === 0;
}

/** Why the door stays shut on this telephone. */
export async function doorSays(visit: string): Promise<string | undefined> {
  const door = await doorOf(visit);
  if (!door) return 'door.nothing-held';
  if (Date.now() < door.opens) return 'door.too-early';
  return Date.now() > door.closes ? 'door.too-late' : undefined;
}

/** A code is tried against what this telephone holds. Without that, at the door nothing starts; for the rest the house alone decides. */
export async function tried(entry: Entry): Promise<Entry | string> {
  const code = entry.fields['code']?.replaceAll(/\D/g, '') ?? '';
  const door = await doorOf(entry.visit);
  if (!door) return entry.act === 'check-in' ? 'door.nothing-held' : { ...entry, fields: { ...entry.fields, code, right: 'yes' } };
  return { ...entry, fields: { ...entry.fields, code, right: (await fits(door, code)) ? 'yes' : 'no' } };
}
