import { drop, dropAll, get, namesOf, put } from './drawer.ts';

/**
 * What closes everything that this telephone holds of its visits (AES-256-GCM). The key is made of two halves: one is given
 * by the house to this telephone while its technician is signed in, the other never leaves the telephone (HKDF, RFC 5869).
 * It can be used and never read; it is thrown away at sign-out, at the end of the session, and a day after the house was last
 * heard from. What is closed then stays closed until the house gives its half again.
 */
export type Own = Readonly<{ phone: string; key: CryptoKey }>;
type Kept = Readonly<{ key: CryptoKey; of: string; phone: string; since: number; until: number }>;
/** `box` is AES-256-GCM with its nonce before it. */
export type Closed = Readonly<{ box: Uint8Array<ArrayBuffer> }>;

const KEY = 'field-key';
const SALT = 'field-salt';
const RENEW_MILLISECONDS = 3_600_000;
const PATIENCE_MILLISECONDS = 6_000;
const NONCE = 12;

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>;
const fromHex = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

export const own = (): Promise<Own | undefined> => get<Own>('own');

/** The key, while it may be used. */
export async function fieldKey(): Promise<CryptoKey | undefined> {
  const kept = await get<Kept>(KEY);
  if (kept && kept.until > Date.now()) return kept.key;
  if (kept) await lock();
  return undefined;
}

/** Nothing that is held can be read any more: pages and doors are gone, what waits to be sent stays closed. */
export async function lock(): Promise<void> {
  await drop(KEY);
  for (const start of ['page:', 'door:', 'draft:']) await dropAll(start);
}

async function otherHalf(): Promise<Uint8Array<ArrayBuffer>> {
  const known = await get<Uint8Array<ArrayBuffer>>(SALT);
  if (known) return known;
  const made = crypto.getRandomValues(new Uint8Array(32));
  await put(SALT, made);
  return made;
}

/** Asks the house for its half, once an hour. `of`: whose page this is; what somebody else held here is locked first. */
export async function unlock(of: string): Promise<'open' | 'no' | 'away'> {
  const phone = await own();
  const kept = await get<Kept>(KEY);
  if (kept && (kept.of !== of || kept.phone !== phone?.phone)) await lock();
  else if (kept && kept.until > Date.now() && kept.since > Date.now() - RENEW_MILLISECONDS) return 'open';
  if (!phone) return 'no';
  const answer = await fetch('/day/field-key', { method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MILLISECONDS), body: new URLSearchParams({ phone: phone.phone }) }).catch(() => undefined);
  if (!answer || answer.status >= 500) return (await fieldKey()) ? 'open' : 'away';
  if (!answer.ok) { await lock(); return 'no'; }
  const { half, seconds } = await answer.json() as { half: string; seconds: number };
  const base = await crypto.subtle.importKey('raw', fromHex(half), 'HKDF', false, ['deriveKey']);
  const key = await crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: await otherHalf(), info: bytes('what a technician holds') }, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  await put(KEY, { key, of, phone: phone.phone, since: Date.now(), until: Date.now() + seconds * 1_000 } satisfies Kept);
  return 'open';
}

/** Closes something under its name: put under another name it does not open. */
export async function close(key: CryptoKey, name: string, value: unknown): Promise<Closed> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE));
  const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: bytes(name) }, key, bytes(JSON.stringify(value)));
  return { box: new Uint8Array([...nonce, ...new Uint8Array(body)]) };
}
export async function open<T>(key: CryptoKey, name: string, { box }: Closed): Promise<T> {
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: box.subarray(0, NONCE), additionalData: bytes(name) }, key, box.subarray(NONCE));
  return JSON.parse(new TextDecoder().decode(plain)) as T;
}

export async function getClosed<T>(name: string): Promise<T | undefined> {
  const [key, kept] = [await fieldKey(), await get<Closed>(name)];
  return key && kept ? open<T>(key, name, kept).catch(() => undefined) : undefined;
}
export async function putClosed(name: string, value: unknown): Promise<void> {
  const key = await fieldKey();
  if (!key) throw new Error('nothing is held without a key');
  await put(name, await close(key, name, value));
}
/** Everything that begins so, opened, by name. What does not open is left out. */
export async function allClosed<T>(start: string): Promise<(readonly [string, T])[]> {
  const found: (readonly [string, T])[] = [];
  for (const name of await namesOf(start)) {
    const value = await getClosed<T>(name);
    if (value !== undefined) found.push([name, value]);
  }
  return found;
}
