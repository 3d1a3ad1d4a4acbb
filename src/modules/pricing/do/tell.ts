import { type HomeId, isAfter, isStaff, mayActFor, no, ok, ownsHome } from '#kernel';
import type { Work } from '#platform/work';
import { asOf } from '../answer.ts';
import { mayAnswer, maySee, maySetPrices, providerOf } from '../may.ts';
import type { Needs } from '../needs.ts';
import { asSeenBy } from '../round.ts';
import type { Pricing } from '../verbs.ts';

const maySeeEyes = (by: Work['by'], home: HomeId, named: string | undefined): boolean =>
  ownsHome(by, home) || mayActFor(by, home, 'answer-quotes') || isStaff(by, 'operator') || (by.kind === 'person' && by.person === named);

/** What may be read, and by whom. What may not be seen does not exist. */
export const tell = (needs: Needs): Pick<Pricing, 'quote' | 'quotesFor' | 'awaited' | 'secondEyesOf' | 'eyesOn' | 'tariffOf' | 'solidarityFor'> => ({
  async quote(work, id) {
    const found = await needs.quotes.find(work, id);
    return found && maySee(work.by, found.quote) ? ok(asOf(found.quote, work.now)) : no({ kind: 'no-such-quote' });
  },
  async quotesFor(work, request) {
    const found = await needs.quotes.ofRequest(work, request);
    return found.filter(({ quote }) => maySee(work.by, quote)).map(({ quote }) => asOf(quote, work.now));
  },
  async awaited(work, request) {
    const found = await needs.quotes.ofRequest(work, request);
    return found.filter(({ quote, firstYes }) => firstYes && maySee(work.by, quote)).map(({ quote }) => asOf(quote, work.now)).filter(({ state }) => state === 'offered');
  },
  async secondEyesOf(work, home) {
    const eyes = await needs.eyes.of(work, home);
    return maySeeEyes(work.by, home, eyes?.person) ? eyes : undefined;
  },
  async eyesOn(work) {
    const { by } = work;
    if (by.kind !== 'person') return [];
    const named = (await needs.eyes.namedAs(work, by.person)).filter(({ endsAt }) => endsAt === undefined || isAfter(endsAt, work.now));
    return Promise.all(named.map(async (eyes) => ({
      eyes, waiting: (await needs.quotes.withFirstYes(work, [eyes.home])).map((quote) => asOf(quote, work.now)).filter((quote) => quote.state === 'offered' && maySee(by, quote)),
    })));
  },
  async solidarityFor(work, request, providers) {
    const mine = (await needs.quotes.ofRequest(work, request)).some(({ quote }) => mayAnswer(work.by, quote));
    if (!mine) return { offers: [] };
    const rates = await Promise.all(providers.map(async (provider) => ({ provider, asks: (await needs.tariffs.inForce(work, provider))?.cheaper?.solidarity?.asks })));
    return { said: (await needs.vouchers.declared(work, request))?.word, offers: rates.flatMap(({ provider, asks }) => (asks ? [{ provider, asks }] : [])) };
  },
  async tariffOf(work, provider) {
    return maySetPrices(work.by, provider) || isStaff(work.by, 'operator') ? needs.tariffs.inForce(work, provider) : undefined;
  },
});

/** Rounds: the household sees all of theirs, a provider those that it was asked in, without who else was. */
export const tellRounds = (needs: Needs): Pick<Pricing, 'roundOf' | 'round' | 'rounds'> => ({
  async roundOf(work, request) {
    const seen = await needs.rounds.lastOf(work, request);
    return seen && mayAnswer(work.by, { ...seen.round, ...(seen.round.scope.quiet ? { quiet: true } : {}) }) ? seen : undefined;
  },
  async round(work, id) {
    const provider = providerOf(work.by);
    const seen = provider && (await needs.rounds.seen(work, id));
    return provider && seen?.invited.some((one) => one.provider === provider) ? asSeenBy(seen, provider) : undefined;
  },
  async rounds(work) {
    const provider = providerOf(work.by);
    return provider ? (await needs.rounds.forProvider(work, provider)).map((seen) => asSeenBy(seen, provider)) : [];
  },
});
