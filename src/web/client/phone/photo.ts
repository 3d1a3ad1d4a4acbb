import type { Drawing } from './drawing.ts';
import { everything } from './to-send.ts';

/** A photo made small enough to wait on a telephone: at most 1,600 dots a side, as JPEG, without what it tells of where it was taken. */
const MOST_DOTS = 1_600;
const MOST_BYTES = 1_500_000;

const toText = (bytes: Uint8Array): string => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
};

/** Undefined when it is no picture, or does not get small enough. */
async function smallPhoto(sent: Blob): Promise<{ type: string; base64: string } | undefined> {
  const picture = await createImageBitmap(sent).catch(() => undefined);
  if (!picture) return undefined;
  const scale = Math.min(1, MOST_DOTS / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale))];
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.8); });
  return made && made.size <= MOST_BYTES ? { type: 'image/jpeg', base64: toText(new Uint8Array(await made.arrayBuffer())) } : undefined;
}

const MOST_PHOTOS = 8;
const CARRIES: Readonly<Record<string, 'photo' | 'drawing'>> = { note: 'photo', 'by-hand/drawn': 'drawing' };

/** The picture that goes with an act, if any; or why it cannot, in a key of the catalogue. */
export async function pictureOf(act: string, form: HTMLFormElement, drawing: Drawing | undefined): Promise<{ type: string; base64: string } | string | undefined> {
  if (CARRIES[act] === 'drawing') { const drawn = drawing?.picture(); return drawn ? { type: 'image/png', base64: drawn.slice(drawn.indexOf(',') + 1) } : undefined; }
  const file = CARRIES[act] === 'photo' ? form.querySelector<HTMLInputElement>('input[type="file"]')?.files?.[0] : undefined;
  if (!file) return undefined;
  if ((await everything()).filter(({ entry }) => entry.picture).length >= MOST_PHOTOS) return 'held.photos-enough';
  return (await smallPhoto(file)) ?? 'held.photo-unclear';
}
