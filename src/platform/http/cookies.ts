import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Lang } from '#kernel';

/** The name under which a cookie travels: prefixed, except on plain http on this machine, where browsers refuse the prefix. */
export const cookieName = (name: string, publicUrl: string): string =>
  publicUrl.startsWith('https:') ? `__Host-${name}` : name;

/** The language that was chosen, or the first one of ours that the browser asks for. */
export function languageOf(c: Context, publicUrl: string): Lang {
  const chosen = getCookie(c, cookieName('lang', publicUrl));
  if (chosen === 'fr' || chosen === 'en') return chosen;
  const wished = (c.req.header('accept-language') ?? '').slice(0, 200).split(',').map((part) => part.trim().slice(0, 2).toLowerCase());
  return wished.find((lang) => lang === 'fr' || lang === 'en') === 'fr' ? 'fr' : 'en';
}
