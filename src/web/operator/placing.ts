import { html } from 'hono/html';
import { z } from 'zod';
import type { Address, Country, LatLng } from '#kernel';
import type { Problem } from '#platform/http/index';
import type { Words } from '#platform/text';
import type { WebHas } from '../has.ts';
import { type Filled, line } from '../parts/form.ts';

type Html = ReturnType<typeof html>;
const needed = (most: number, says: string) => z.string().trim().min(1, says).max(most, 'where.too-long');
const degrees = (most: number) => z.preprocess((typed) => (typed === '' ? undefined : typed), z.coerce.number('set-up.place-unclear').min(-most, 'set-up.place-unclear').max(most, 'set-up.place-unclear').optional());

/** An address, and a pin for those that the place file does not know. */
export const addressAsks = { line: needed(200, 'set-up.missing-line'), postcode: needed(12, 'set-up.missing-postcode'), town: needed(100, 'set-up.missing-town'), lat: degrees(90), lng: degrees(180) };
type Asked = Readonly<{ line: string; postcode: string; town: string; lat?: number | undefined; lng?: number | undefined }>;

export const addressFields = (words: Words, filled: Filled): Html => html`${line({ name: 'line', label: words.say('set-up.line'), filled, words })}
  <div class="choices two">${line({ name: 'postcode', label: words.say('where.postcode'), size: 'short', filled, words })}${line({ name: 'town', label: words.say('where.town'), filled, words })}</div>
  <p class="hint">${words.say('set-up.pin-hint')}</p><div class="choices two">${line({ name: 'lat', label: words.say('set-up.lat'), size: 'short', inputmode: 'decimal', filled, words })}${line({ name: 'lng', label: words.say('set-up.lng'), size: 'short', inputmode: 'decimal', filled, words })}</div>`;

/** Where it is: the pin if one was typed, else what the place file says of the address. */
export async function placed(has: WebHas, asked: Asked, country: Country): Promise<{ address: Address; at: LatLng } | { problem: Problem }> {
  const address: Address = { line: asked.line, postcode: asked.postcode, town: asked.town, country };
  if (asked.lat !== undefined && asked.lng !== undefined) return { address, at: { lat: asked.lat, lng: asked.lng } };
  const found = await has.findPlace(address);
  return found ? { address, at: found.at } : { problem: { field: 'line', says: 'set-up.place-unknown' } };
}
