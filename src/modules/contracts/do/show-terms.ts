import { createHash } from 'node:crypto';
import { type Country, type Lang, type Result, ZONE, no, ok } from '#kernel';
import { type Quote, told as says } from '#modules/pricing';
import type { Provider } from '#modules/technicians';
import type { Words } from '#platform/text';
import type { Work } from '#platform/work';
import type { ShownText } from '../agreement.ts';
import { type DoorTerms, doorTerms } from '../at-the-door.ts';
import type { AskedDoorTerms, AskedTerms, CannotExempt, DoorExtra, NoSuchQuote } from '../front.ts';
import { dutiesFor } from '../information.ts';
import type { Needs } from '../needs.ts';
import { type Asked, type Channel, type Decisions, contractRule } from '../rules.ts';
import { type Party, type SoldLine, type Told, termsText } from '../terms.ts';
import { type Law, type Right, rightOf } from '../withdrawal.ts';

export type UsesTerms = Pick<Needs, 'store' | 'book' | 'words' | 'house' | 'technicians' | 'pricing'>;
const FEWEST_SIGNS = 10;

/** The law as the operator has completed it. */
export async function lawNow(needs: Pick<Needs, 'store' | 'book'>, work: Work): Promise<Law> {
  const decisions = await needs.store.decisions(work);
  const decided: Decisions = new Map(decisions.map(({ rule, applies }) => [rule, applies]));
  return { book: needs.book, decided, figures: new Map(decisions.flatMap(({ rule, figure }) => (figure === undefined ? [] : [[rule, figure] as const]))) };
}

const partyOf = (provider: Provider, quote: Quote): Party => ({
  legalName: provider.legalName, companyNumber: provider.companyNumber, address: provider.address, phone: provider.phone, email: provider.email, vat: provider.vat, sapNumber: provider.sapNumber,
  mediator: provider.mediator, guaranteeDays: quote.guaranteeDays,
});

const soldLine = (words: Words) => (line: Quote['lines'][number]): SoldLine => ({
  says: says(words, line.says), gross: line.gross, most: line.worst.gross, ...(line.every === 'once' ? {} : { renews: { on: line.renewsOn, every: line.every, later: line.later, minimumMonths: line.minimumMonths } }),
});

const dayNow = (work: Work, country: Country): Temporal.PlainDate => work.now.toZonedDateTimeISO(ZONE[country]).toPlainDate();

type About = Pick<Told, 'country' | 'channel' | 'today' | 'ceiling' | 'duties' | 'refundDays' | 'salesCalls' | 'house'>;

function aboutFor(needs: UsesTerms, work: Work, law: Law, of: Pick<Told, 'country' | 'channel' | 'ceiling'>): About {
  const today = dayNow(work, of.country);
  const asked: Asked = { ...law, country: of.country, channel: of.channel, on: today };
  const { name, phone, url } = needs.house;
  return {
    ...of, today, house: { name, phone, url }, duties: dutiesFor(law, { country: of.country, channel: of.channel, on: today, amount: of.ceiling.cents }),
    refundDays: contractRule(asked, 'refund')?.days ?? 14, salesCalls: contractRule({ ...asked, channel: 'phone' }, 'sales-call')?.needs ?? 'consent',
  };
}

/** The text with its name: SHA-256 of its UTF-8, in hexadecimal. `version` is that of the country's rules. */
function shownText(needs: UsesTerms, words: Words, lang: Lang, told: Told): ShownText {
  const text = termsText(words, told);
  return { digest: createHash('sha256').update(text, 'utf8').digest('hex'), words: text, lang, country: told.country, version: needs.book[told.country].version };
}

/** The words before a visit, for a quote that is known. */
export async function termsOf(needs: UsesTerms, work: Work, asked: AskedTerms): Promise<(ShownText & { quoted: Quote; right: Right }) | undefined> {
  const quote = await (asked.version === undefined ? needs.pricing.known.quote(work, asked.quote) : needs.pricing.known.quoteAtVersion(work, asked.quote, asked.version));
  const provider = quote && (await needs.technicians.provider(work, quote.provider));
  if (!quote || !provider) return undefined;
  const law = await lawNow(needs, work);
  const words = needs.words[asked.lang];
  const about = aboutFor(needs, work, law, { country: quote.country, channel: asked.channel, ceiling: quote.ceiling });
  const right = rightOf(law, { country: quote.country, channel: asked.channel, agreedAt: work.now, amount: quote.ceiling.cents, informedAt: work.now });
  const told: Told = { ...about, party: partyOf(provider, quote), lines: quote.lines.map(soldLine(words)), expected: quote.expected, right, visit: { fees: quote.fees, promised: asked.promised } };
  return { ...shownText(needs, words, asked.lang, told), quoted: quote, right };
}

/** Whoever chose a ground wrote down why; the ground exists in that country on that day. */
function doorOf(law: Law, work: Work, country: Country, extra: DoorExtra, channel: Channel): Result<DoorTerms, CannotExempt> {
  if (extra.ground && (extra.urgentWhy ?? '').trim().length < FEWEST_SIGNS) return no({ kind: 'ground-not-described' });
  const door = doorTerms(law, { country, agreedAt: work.now, amount: extra.most.cents, ground: extra.ground, startNow: true, informed: true, channel });
  return door ? ok(door) : no({ kind: 'no-such-ground' });
}

/** The words before extra work at the door: a contract of its own, with its own rules. */
export async function doorTextOf(needs: UsesTerms, work: Work, asked: AskedDoorTerms): Promise<Result<{ text: ShownText; terms: DoorTerms; quoted: Quote }, NoSuchQuote | CannotExempt>> {
  const quote = await needs.pricing.known.quote(work, asked.quote);
  const provider = quote && (await needs.technicians.provider(work, quote.provider));
  if (!quote || !provider) return no({ kind: 'no-such-quote' });
  const law = await lawNow(needs, work);
  const { extra } = asked;
  const channel = asked.channel ?? 'at-home';
  const door = doorOf(law, work, quote.country, extra, channel);
  if (!door.ok) return door;
  const words = needs.words[asked.lang];
  const about = aboutFor(needs, work, law, { country: quote.country, channel, ceiling: extra.most });
  const told: Told = {
    ...about, party: partyOf(provider, quote), lines: extra.lines.map((line) => ({ says: line.says, gross: line.gross, most: line.most })), expected: extra.gross, right: door.value.right,
    extra: { why: extra.why, door: door.value, urgentWhy: extra.urgentWhy },
  };
  return ok({ text: shownText(needs, words, asked.lang, told), terms: door.value, quoted: quote });
}
