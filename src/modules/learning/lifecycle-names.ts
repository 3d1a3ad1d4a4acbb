import type { Product, Release } from './lifecycle.ts';

/** A product and its release as our dates name them. */
export type NamedRelease = Readonly<{ product: string; release: string; label: string }>;

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('_', ' ').trim();

// The first that fits is taken, so that "iPadOS" is not read as "iOS", nor "Chromebook" as the browser.
const PRODUCTS: readonly (readonly [RegExp, string])[] = [
  [/windows|\bwin ?(?:xp|vista|7|8|10|11)/, 'windows'], [/chrome ?os|chromebook/, 'chromeos'], [/ipad/, 'ipados'], [/\bios\b|iphone/, 'ios'],
  [/mac ?os|\bos x\b|\bmac\b|imac|macbook/, 'macos'], [/android|galaxy|pixel/, 'android'], [/office|microsoft 365|\bword\b|excel|outlook/, 'office'],
  [/chrome/, 'chrome'], [/firefox/, 'firefox'], [/internet explorer|\bie ?\d/, 'internet-explorer'], [/\bedge\b/, 'edge'], [/safari/, 'safari'],
];

function windowsRelease(text: string): string | null {
  const named = /\b(xp|vista)\b/.exec(text)?.[1];
  if (named) return named;
  // A build number such as 10.0.26100 belongs to Windows 10 and 11 alike.
  const number = /(?<![\d.])(11|10|8\.1|8|7)(?!\d|\.\d)/.exec(text)?.[1];
  // Each yearly edition of Windows 11 ends on another day: without it nothing can be said.
  if (number === '11') { const edition = /\b(2[1-9]h[12])\b/.exec(text)?.[1]; return edition ? `11-${edition}-w` : null; }
  return number === undefined ? null : ({ '10': '10-22h2', '7': '7-sp1' }[number] ?? number);
}

/** "13.6.1" is release 13; "10.15.7" is release 10.15, because Apple counted so until 2020. */
function numbered(text: string, releases: readonly Release[]): string | null {
  for (const match of text.matchAll(/\d+(?:\.\d+)*/g)) {
    const [major = '', minor] = match[0].split('.');
    const found = releases.find((each) => each.id === `${major}.${minor}`) ?? releases.find((each) => each.id === major);
    if (found) return found.id;
  }
  return null;
}

/** The name a maker gave a release: the words of its label that are not the product's and hold no figure ("ventura"). */
function codenamed(text: string, product: Product): string | null {
  const common = new Set(folded(product.name).split(/[^a-z]+/));
  const found = product.releases.find((release) => {
    const name = folded(release.label).split(/[\s,()]+/).filter((word) => /^[a-z]{2,}$/.test(word) && !common.has(word) && word !== 'version').join(' ');
    return name !== '' && text.includes(name);
  });
  return found?.id ?? null;
}

/**
 * Which release people mean who wrote down a system and its version by hand: "Windows" and "11 24H2", "iMac" and "Ventura", "Android 13".
 * `null` when it is not certain: a wrong date would be worse than none.
 */
export function releaseNamed(products: readonly Product[], system: string, version: string): NamedRelease | null {
  const text = `${folded(system)} ${folded(version)}`;
  const id = PRODUCTS.find(([pattern]) => pattern.test(text))?.[1];
  const product = products.find((each) => each.id === id);
  if (!product) return null;
  const only = product.releases.length === 1 && product.releases[0]?.rolling ? product.releases[0].id : null;
  const release = only ?? (product.id === 'windows' ? windowsRelease(text)
    : codenamed(text, product) ?? numbered(text.replace(/\b(?:iphone|ipad|galaxy|pixel)(?: ?[a-z]*\d+\w*| (?:pro|air|mini|max|se|plus))*/g, ' '), product.releases));
  const label = product.releases.find((each) => each.id === release)?.label;
  return release !== null && label !== undefined ? { product: product.id, release, label } : null;
}
