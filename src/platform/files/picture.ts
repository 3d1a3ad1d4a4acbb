import sharp from 'sharp';
import { no, ok } from '#kernel';
import type { Result } from '#kernel';

export type Picture = Readonly<{ bytes: Buffer; width: number; height: number }>;
export type PictureRefused = Readonly<{ kind: 'file-too-large' | 'picture-broken' }>;

/** No side of a kept picture is longer. */
const LONGEST = 2_000;
/** Above this a small file can fill the memory: a phone's largest photo has 50 million. */
const MOST_PIXELS = 60_000_000;

/**
 * A picture made anew: upright, at most 2000 pixels a side, as JPEG without anything that came along (place, time, camera, thumbnails).
 * Transparency becomes white; of moving pictures the first stays.
 */
export async function remade(bytes: Uint8Array): Promise<Result<Picture, PictureRefused>> {
  const options = { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true } as const;
  try {
    const { width, height } = await sharp(bytes, { ...options, limitInputPixels: false }).metadata();
    if (width * height > MOST_PIXELS) return no({ kind: 'file-too-large' });
    const { data, info } = await sharp(bytes, options).timeout({ seconds: 20 }).rotate()
      .resize({ width: LONGEST, height: LONGEST, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' }).toColourspace('srgb').jpeg({ quality: 84, chromaSubsampling: '4:4:4', progressive: true }).toBuffer({ resolveWithObject: true });
    return ok({ bytes: data, width: info.width, height: info.height });
  } catch {
    // Whatever the decoder says, to the person it is a picture that cannot be opened.
    return no({ kind: 'picture-broken' });
  }
}
