import type { Product } from './lifecycle.ts';
import { type NamedRelease, releaseNamed } from './lifecycle-names.ts';

const plain = (text: string): string => text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/gu, ' ');

// A system counts only where its version stands right beside it: "Windows 7", never "Windows … eight years".
const NAMED: readonly RegExp[] = [
  /\bwin(?:dows)? ?(?:xp|vista|7|8\.1|8|10|11(?:,? (?:version )?2[1-9]h[12])?)(?![.\d%])(?! ?(?:gb|go|ans|years|mois|months|euros?|£|€|minutes|heures|hours|fois|times)\b)/gu,
  /\b(?:mac ?os(?: x)?|os x|mac|imac|macbook(?: (?:air|pro))?)(?:,| on| sous| avec| running| with)? (?:version )?(?:1\d(?:\.\d{1,2})*(?![\d"])(?! ?(?:gb|go|ans|years|pouces|inch))|high sierra|sierra|mojave|catalina|big sur|monterey|ventura|sonoma|sequoia|tahoe)\b/gu,
  /\b(?:ios|ipad ?os|android) ?(?:version )?\d{1,2}(?:\.\d{1,2})*(?![\d])(?! ?(?:gb|go|ans|years))/gu,
  /\b(?:ms |microsoft )?office (?:20\d\d|365)\b/gu,
  /\b(?:internet explorer|ie ?(?:8|9|10|11))\b/gu,
];

/** The systems that somebody names with their versions in their own words, in the order they are named; none twice, and none that is not certain. */
export function releasesIn(products: readonly Product[], text: string): readonly NamedRelease[] {
  const read = plain(text.slice(0, 8_000));
  const found = NAMED.flatMap((pattern) => [...read.matchAll(pattern)].map((match) => ({ at: match.index, words: match[0] })));
  const named = found.sort((a, b) => a.at - b.at).flatMap(({ words }) => releaseNamed(products, words, words.startsWith('internet explorer') ? '11' : '') ?? []);
  return [...new Map(named.map((release) => [`${release.product} ${release.release}`, release])).values()];
}
