const SOMEWHERE = 'https://house.invalid';

/**
 * Whether this is a path of our own house, as a browser would read it. Browsers drop tabs and line breaks from an
 * address and take a backslash for a slash, so that `/<tab>/evil.example` leads to another house (WHATWG URL, 4.4).
 */
export function isOwnPath(path: string): boolean {
  // oxlint-disable-next-line no-control-regex -- these are the very signs that must not be there
  if (!path.startsWith('/') || /[\u0000-\u001f\u007f\\]/.test(path)) return false;
  const url = URL.parse(path, SOMEWHERE);
  return url?.origin === SOMEWHERE && !url.pathname.startsWith('//');
}

/** What a Location header may hold: the same path with every sign in ASCII. Throws when it would lead out of the house. */
export function ownLocation(path: string): string {
  if (!isOwnPath(path)) throw new Error(`(${path}) is no path of ours. Maybe something that was typed was taken for a way back.`);
  const { pathname, search, hash } = new URL(path, SOMEWHERE);
  return `${pathname}${search}${hash}`;
}
