// Closes a secret in the person's browser, for one telephone; opens it on that telephone. Read after `secret-words`, which says what is never told.
import { put } from '../phone/drawer.ts';
import { type Own, own } from '../phone/field-key.ts';

declare function neverTold(label: string, value: string): 'bank' | 'mail-recovery' | 'one-time-code' | undefined;

const toText = (bytes: ArrayBuffer | Uint8Array): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const toBytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const BOUND = (visit: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(`visit:${visit}`) as Uint8Array<ArrayBuffer>;
const PAD = 128;

/** Two halves that are nothing without each other. */
function halves(key: Uint8Array): { ours: Uint8Array; theirs: Uint8Array<ArrayBuffer> } {
  const ours = crypto.getRandomValues(new Uint8Array(key.length));
  return { ours, theirs: Uint8Array.from(key, (byte, at) => byte ^ (ours[at] ?? 0)) };
}

async function close(secret: string, visit: string, phone: JsonWebKey): Promise<{ sealed: string; wrapped: string; half: string }> {
  const raw = crypto.getRandomValues(new Uint8Array(32));
  const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  // Filled up, so that its length says nothing.
  const plain = new TextEncoder().encode(JSON.stringify({ secret }));
  const padded = new Uint8Array(Math.ceil((plain.length + 1) / PAD) * PAD).fill(32);
  padded.set(plain);
  const body = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce, additionalData: BOUND(visit) }, key, padded);
  const { ours, theirs } = halves(raw);
  const theirKey = await crypto.subtle.importKey('jwk', phone, { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['encrypt']);
  const wrapped = await crypto.subtle.encrypt({ name: 'RSA-OAEP' }, theirKey, theirs);
  raw.fill(0);
  return { sealed: toText(new Uint8Array([...nonce, ...new Uint8Array(body)])), wrapped: toText(wrapped), half: toText(ours) };
}

async function read(given: { sealed: string; wrapped: string; half: string }, visit: string, own: CryptoKey): Promise<string> {
  const theirs = new Uint8Array(await crypto.subtle.decrypt({ name: 'RSA-OAEP' }, own, toBytes(given.wrapped)));
  const ours = toBytes(given.half);
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(theirs, (byte, at) => byte ^ (ours[at] ?? 0)), 'AES-GCM', false, ['decrypt']);
  const closed = toBytes(given.sealed);
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: closed.subarray(0, 12), additionalData: BOUND(visit) }, key, closed.subarray(12));
  return (JSON.parse(new TextDecoder().decode(plain)) as { secret: string }).secret;
}

const can = typeof crypto.subtle === 'object' && typeof indexedDB === 'object';
if (can) for (const note of document.querySelectorAll<HTMLElement>('[data-without-script]')) note.hidden = true;

const part = document.querySelector<HTMLElement>('[data-seal]');
const sealing = part?.querySelector('form');
if (can && part && sealing) {
  part.hidden = false;
  const says = JSON.parse(part.dataset['says'] ?? '{}') as Record<string, string>;
  const secret = part.querySelector<HTMLInputElement>('#secret');
  const wrong = part.querySelector<HTMLElement>('#secret-wrong');
  const fill = (name: string, value: string): void => { const field = sealing.elements.namedItem(name); if (field instanceof HTMLInputElement) field.value = value; };
  const say = (text: string): void => { if (wrong) { wrong.textContent = text; wrong.hidden = false; } secret?.focus(); };
  sealing.addEventListener('submit', (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    const label = sealing.elements.namedItem('label');
    const value = secret?.value ?? '';
    if (wrong) wrong.hidden = true;
    if (value.trim() === '') { say(says['empty'] ?? ''); return; }
    const never = neverTold(label instanceof HTMLInputElement ? label.value : '', value);
    if (never) { say(says[never] ?? ''); if (secret) secret.value = ''; return; }
    void close(value, part.dataset['seal'] ?? '', JSON.parse(part.dataset['key'] ?? '{}') as JsonWebKey).then((made) => {
      if (secret) secret.value = '';
      for (const [name, text] of Object.entries(made)) fill(name, text);
      sealing.submit();
    }, () => { say(says['failed'] ?? ''); });
  }, { capture: true });
}

// Who has opened what shows within seconds.
const list = document.getElementById('sealed-list');
if (list) {
  setInterval(() => {
    void fetch(location.href, { headers: { accept: 'text/html' } }).then(async (answer) => {
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById('sealed-list');
      const same = (of: Element): string => (of.textContent ?? '').replaceAll(/\s+/g, ' ');
      if (answer.ok && fresh && same(fresh) !== same(list)) list.replaceChildren(...fresh.childNodes);
    }).catch(() => undefined);
  }, 4_000);
}

const phone = document.querySelector<HTMLElement>('[data-phone]');
if (can && phone) {
  phone.hidden = false;
  const status = phone.querySelector<HTMLElement>('[data-phone-status]');
  const isThis = (): void => {
    if (status) status.textContent = phone.dataset['this'] ?? '';
    for (const add of phone.querySelectorAll<HTMLElement>('[data-phone-add]')) add.hidden = true;
  };
  void own().then((known) => { if (known && known.phone === phone.dataset['phone']) isThis(); });
  phone.querySelector('[data-add-phone]')?.addEventListener('click', () => {
    void (async () => {
      try {
        const pair = await crypto.subtle.generateKey({ name: 'RSA-OAEP', modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, false, ['encrypt', 'decrypt']);
        const answer = await fetch('/day/phone', { method: 'POST', body: new URLSearchParams({ key: JSON.stringify(await crypto.subtle.exportKey('jwk', pair.publicKey)) }) });
        if (!answer.ok) throw new Error(`the house answered ${answer.status}`);
        const { phone: id } = await answer.json() as { phone: string };
        await put('own', { phone: id, key: pair.privateKey } satisfies Own);
        phone.dataset['phone'] = id;
        isThis();
      } catch { if (status) status.textContent = phone.dataset['failed'] ?? ''; }
    })();
  });
}

const SHOWN_SECONDS = 60;
for (const door of document.querySelectorAll<HTMLElement>('[data-open]')) {
  if (!can) break;
  door.hidden = false;
  const wrong = door.parentElement?.querySelector<HTMLElement>('.wrong');
  const shown = door.parentElement?.querySelector('output');
  const say = (text: string): void => { if (wrong) { wrong.textContent = text; wrong.hidden = false; } };
  door.querySelector('button')?.addEventListener('click', () => {
    void (async () => {
      if (wrong) wrong.hidden = true;
      const known = await own().catch(() => undefined);
      if (!known || known.phone !== door.dataset['forPhone']) { say(door.dataset['left'] ?? ''); return; }
      const answer = await fetch(door.dataset['open'] ?? '', { method: 'POST', body: new URLSearchParams({ phone: known.phone }) });
      const given = await answer.json() as { came: 'open'; sealed: string; wrapped: string; half: string } | { came: 'closed'; says: string };
      if (given.came !== 'open') { say(given.says); return; }
      const text = await read(given, door.dataset['visit'] ?? '', known.key);
      if (!shown) return;
      shown.textContent = text;
      shown.hidden = false;
      setTimeout(() => { shown.textContent = ''; shown.hidden = true; }, SHOWN_SECONDS * 1_000);
    })().catch(() => { say(door.dataset['failed'] ?? ''); });
  });
}
