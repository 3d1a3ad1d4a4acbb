/** How a release stands with its maker's safety updates. `extended`: only for those who signed up. `rolling`: supported while kept current. */
export type SupportState = 'supported' | 'ends-soon' | 'extended' | 'ended' | 'rolling' | 'unknown';

/** What we say of a device's system today. `until` is the last day of updates, where one is known. */
export type Support = Readonly<{
  state: SupportState;
  until: Temporal.PlainDate | null;
  /** Key of the plain sentence in `content/lifecycle/sentences.<lang>.json`. */
  sentenceKey: `lifecycle.${SupportState}`;
}>;

/** A release as the data file holds it. `until`: ISO day, or `null` while no end is announced. */
export type Release = Readonly<{
  id: string;
  label: string;
  until: string | null;
  /** Consumers who signed up get updates until this day; a source of its own, because the general list knows only firms' dates. */
  extended?: Readonly<{ until: string; source: string; checkedOn: string }>;
  /** Only the newest version is safe; it replaces itself. */
  rolling?: true;
  source?: string;
}>;
export type Product = Readonly<{
  id: string;
  name: string;
  /** Where the dates come from. */
  source: string;
  /** The name of this product in the endoflife.date interface; `null` where it does not know it. */
  endoflife: string | null;
  checkedOn: string;
  releases: readonly Release[];
}>;

const isDay = (text: unknown): boolean => typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text);

/** The products of the data file, looked through once. @throws TypeError naming the entry that does not hold together. */
export function productsIn(file: { products: readonly unknown[] }): readonly Product[] {
  const products = file.products as readonly Product[];
  for (const product of products) {
    if (!product.id || !product.name || !product.source || !isDay(product.checkedOn)) throw new TypeError(`Product (${product.id}) lacks an id, a name, a source or the day it was checked.`);
    for (const release of product.releases) {
      const dated = (release.until === null || isDay(release.until)) && (!release.extended || isDay(release.extended.until));
      if (!release.id || !release.label || !dated) throw new TypeError(`Release (${product.id} ${release.id}) lacks an id, a label or a day written as 2026-11-23.`);
    }
  }
  return products;
}

/** Days before the end from which we speak of it: time enough to choose without hurry. */
export const SOON_DAYS = 180;

const said = (state: SupportState, until: Temporal.PlainDate | null): Support => ({ state, until, sentenceKey: `lifecycle.${state}` });

/** Whether a release still gets safety updates on a day. The last day itself still counts. A release nobody knows is `unknown`, never guessed. */
export function supportFrom(products: readonly Product[], product: string, release: string, today: Temporal.PlainDate): Support {
  const found = products.find((each) => each.id === product)?.releases.find((each) => each.id === release);
  if (!found) return said('unknown', null);
  if (found.rolling) return said('rolling', null);
  if (found.until === null) return said('supported', null);
  const until = Temporal.PlainDate.from(found.until);
  const daysLeft = today.until(until, { largestUnit: 'day' }).days;
  if (daysLeft >= 0) return said(daysLeft <= SOON_DAYS && !found.extended ? 'ends-soon' : 'supported', until);
  const extended = found.extended ? Temporal.PlainDate.from(found.extended.until) : null;
  return extended && Temporal.PlainDate.compare(today, extended) <= 0 ? said('extended', extended) : said('ended', extended ?? until);
}

/** One difference between our dates and those of the public list. `was` is `null` for a release we do not have. */
export type DateChange = Readonly<{ product: string; release: string; was: string | null | undefined; now: string | null }>;

/** A release as endoflife.date tells it, in either of its interfaces. */
type Foreign = Readonly<{ cycle?: string; name?: string; eol?: string | boolean; eolFrom?: string | null; isEol?: boolean }>;

/** The end dates in an answer of endoflife.date (`/api/<name>.json` or `/api/v1/products/<name>`), by release. A bare "ended" has no day and is left out. */
export function endsIn(answer: unknown): ReadonlyMap<string, string | null> {
  const inside = (answer as { result?: { releases?: unknown } } | null)?.result?.releases ?? answer;
  if (!Array.isArray(inside)) throw new TypeError('This is not an answer of endoflife.date. Maybe the address is wrong: it must name one product.');
  const ends = new Map<string, string | null>();
  for (const each of inside as Foreign[]) {
    const release = each.cycle ?? each.name;
    if (release === undefined) throw new TypeError(`A release without a name: ${JSON.stringify(each)}. Maybe the interface has changed.`);
    const end = typeof each.eol === 'string' ? each.eol : (each.eolFrom ?? (each.eol === false || each.isEol === false ? null : undefined));
    if (end !== undefined) ends.set(release, end);
  }
  return ends;
}

/** What the public list says differently of the releases we hold. Releases we do not hold are for a person to add, so only dates change. */
export function differences(product: Product, ends: ReadonlyMap<string, string | null>): readonly DateChange[] {
  return product.releases.filter((release) => !release.rolling && !release.source).flatMap((release) => {
    const now = ends.get(release.id);
    return now === undefined || now === release.until ? [] : [{ product: product.id, release: release.id, was: release.until, now }];
  });
}

/** Releases of the public list that we do not hold and that are not long over. */
export function newcomers(product: Product, ends: ReadonlyMap<string, string | null>, today: Temporal.PlainDate): readonly DateChange[] {
  return [...ends].filter(([id, end]) => !product.releases.some((release) => release.id === id) && (end === null || end >= today.toString()))
    .map(([release, now]) => ({ product: product.id, release, was: undefined, now }));
}

/** A product with the changes taken over, checked on a day. */
export function withChanges(product: Product, changes: readonly DateChange[], checkedOn: Temporal.PlainDate): Product {
  const now = new Map(changes.filter((change) => change.product === product.id).map((change) => [change.release, change.now]));
  const releases = product.releases.map((release) => (now.has(release.id) ? { ...release, until: now.get(release.id) ?? null } : release));
  return { ...product, checkedOn: checkedOn.toString(), releases };
}
