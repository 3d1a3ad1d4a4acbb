import { createHash } from 'node:crypto';
import type { HomeId, PersonId } from '#kernel';
import type { People } from '#modules/people';
import type { Technicians } from '#modules/technicians';
import type { DbOf } from '#platform/work';
import frenchRules from '../../../content/rules/fr.json' with { type: 'json' };
import britishRules from '../../../content/rules/gb.json' with { type: 'json' };
import services from '../../../content/services.json' with { type: 'json' };
import { asOf } from './answer.ts';
import { catalogueFrom } from './catalogue.ts';
import { acceptQuote } from './do/accept-quote.ts';
import { billQuote } from './do/bill-quote.ts';
import { computeQuotes, pricesFor } from './do/compute-quotes.ts';
import { freeRepeat } from './do/free-repeat.ts';
import { refuseQuote } from './do/refuse-quote.ts';
import { dropSecondEyes, setSecondEyes } from './do/second-eyes.ts';
import { setTariff } from './do/set-tariff.ts';
import { answerRound } from './do/answer-round.ts';
import { openRound } from './do/open-round.ts';
import { answerInRound, askInRound, closeRounds, declineRound } from './do/talk-in-round.ts';
import { askSolidarity, dropSolidarity } from './do/ask-solidarity.ts';
import { payByVoucher, returnVoucher } from './do/pay-by-voucher.ts';
import { addPartner, changePartner, codesSeen, dropVoucher, makeVouchers, partnerSeen, partnersSeen, stopVouchers, takeVoucher, usesSeen, voucherSeen } from './do/vouchers.ts';
import { linksIn } from './link-store.ts';
import { isOpenLink } from './shared-link.ts';
import { vouchersIn } from './voucher-store.ts';
import { shareQuotes, sharedLinks, stopSharing } from './do/share-quotes.ts';
import { quoteAtVersion, quoteForTime, timePrices } from './do/price-for-time.ts';
import { tell, tellRounds } from './do/tell.ts';
import type { KeysNeeded, Needs, Providers, Trusts } from './needs.ts';
import { previewTariff } from './preview.ts';
import { ruleBookFrom } from './rules.ts';
import { roundsIn } from './round-store.ts';
import { eyesIn, quotesIn, tariffsIn } from './store.ts';
import type { Pricing } from './verbs.ts';

const providersFrom = (technicians: Pick<Technicians, 'provider'>): Providers => ({
  terms: async (work, id) => {
    const found = await technicians.provider(work, id);
    return found && { id: found.id, country: found.country, vat: found.vat, sapNumber: found.sapNumber, guaranteeDays: found.guaranteeDays, bindingSignedAt: found.leftAt ? undefined : found.bindingSignedAt };
  },
});

const trustsFrom = (people: { known: Pick<People['known'], 'residentsOf' | 'helpersOf' | 'homesOf'> }): Trusts => ({
  async trusts(work, home: HomeId, person: PersonId) {
    if ((await people.known.residentsOf(work, home)).some(({ id }) => id === person)) return true;
    return (await people.known.helpersOf(work, home)).some(({ helper, mandate }) => helper.id === person && mandate.scopes.includes('answer-quotes'));
  },
  homesOf: async (work, person) => (await people.known.homesOf(work, person)).map(({ id }) => id),
});

const aboutPerson = (needs: Needs): Pricing['aboutPerson'] => ({
  async export(work, person) {
    const homes = await needs.people.homesOf(work, person);
    return { quotes: await needs.quotes.ofHomes(work, homes), rounds: await needs.rounds.ofHomes(work, homes), secondEyesFor: await needs.eyes.namedAs(work, person), solidarityAsked: await needs.vouchers.declaredBy(work, homes), sharedLinks: await needs.links.ofHomes(work, homes) };
  },
  async erase(work, person) {
    const homes = await needs.people.homesOf(work, person);
    return { erased: await needs.eyes.forget(work, person) + await needs.rounds.forgetWords(work, homes) + await needs.vouchers.forgetWords(work, homes) + await needs.links.forget(work, homes) };
  },
});

/** Reads the catalogue and the law once; every verb checks who may. @throws when the catalogue contradicts itself. */
export function createPricing(has: Pick<Needs, 'vouchersPay'> & { dbOf: DbOf; keys: KeysNeeded; technicians: Pick<Technicians, 'provider'>; people: { known: Pick<People['known'], 'residentsOf' | 'helpersOf' | 'homesOf'> } }): Pricing {
  const shelf = { catalogue: catalogueFrom(services), rules: ruleBookFrom({ FR: frenchRules, GB: britishRules }) };
  const needs: Needs = {
    quotes: quotesIn(has.dbOf), tariffs: tariffsIn(has.dbOf), eyes: eyesIn(has.dbOf), rounds: roundsIn(has.dbOf), links: linksIn(has.dbOf), vouchers: vouchersIn(has.dbOf), vouchersPay: has.vouchersPay, keys: has.keys, providers: providersFrom(has.technicians), people: trustsFrom(has.people), shelf,
    fingerprint: (words) => createHash('sha256').update(words).digest('hex').slice(0, 32),
  };
  return {
    setTariff: (work, provider, shapes) => setTariff(needs, work, provider, shapes),
    computeQuotes: (work, scope, candidates, missing) => computeQuotes(needs, work, scope, candidates, missing),
    pricesFor: (work, scope, providers) => pricesFor(needs, work, scope, providers),
    acceptQuote: (work, id) => acceptQuote(needs, work, id),
    refuseQuote: (work, id) => refuseQuote(needs, work, id),
    setSecondEyes: (work, eyes) => setSecondEyes(needs, work, eyes),
    dropSecondEyes: (work, home) => dropSecondEyes(needs, work, home),
    openRound: (work, asked) => openRound(needs, work, asked),
    askInRound: (work, asked) => askInRound(needs, work, asked),
    answerInRound: (work, asked) => answerInRound(needs, work, asked),
    declineRound: (work, asked) => declineRound(needs, work, asked),
    answerRound: (work, asked) => answerRound(needs, work, asked),
    addPartner: (work, asked) => addPartner(needs, work, asked),
    changePartner: (work, asked) => changePartner(needs, work, asked),
    makeVouchers: (work, asked) => makeVouchers(needs, work, asked),
    stopVouchers: (work, asked) => stopVouchers(needs, work, asked),
    partners: (work) => partnersSeen(needs, work),
    partner: (work, id) => partnerSeen(needs, work, id),
    voucherCodes: (work, series) => codesSeen(needs, work, series),
    voucherUses: (work, partner) => usesSeen(needs, work, partner),
    takeVoucher: (work, asked) => takeVoucher(needs, work, asked),
    dropVoucher: (work, asked) => dropVoucher(needs, work, asked),
    voucherOf: (work, request) => voucherSeen(needs, work, request),
    askSolidarity: (work, asked) => askSolidarity(needs, work, asked),
    dropSolidarity: (work, request) => dropSolidarity(needs, work, request),
    shareQuotes: (work, asked) => shareQuotes(needs, work, asked), stopSharing: (work, asked) => stopSharing(needs, work, asked), sharedLinks: (work, request) => sharedLinks(needs, work, request),
    ...tellRounds(needs),
    ...tell(needs),
    preview: (tariff, asked) => previewTariff(shelf.catalogue, tariff, asked),
    catalogue: shelf.catalogue,
    rules: shelf.rules,
    known: {
      quote: async (work, id) => { const found = await needs.quotes.find(work, id); return found && asOf(found.quote, work.now); },
      secondEyesOf: (work, home) => needs.eyes.of(work, home),
      acceptedFor: async (work, request) => (await needs.quotes.ofRequest(work, request)).find(({ quote }) => quote.state === 'accepted')?.quote,
      tariff: (work, id) => needs.tariffs.find(work, id),
      scopeOf: (work, id) => needs.quotes.scopeOf(work, id),
      timePrices: (work, id) => timePrices(needs, work, id),
      quoteAtVersion: (work, id, version) => quoteAtVersion(needs, work, id, version),
      quoteForTime: (work, id, brings) => quoteForTime(needs, work, id, brings),
      freeRepeat: (work, asked) => freeRepeat(needs, work, asked),
      keep: (work, id) => needs.quotes.keep(work, id), letGo: (work, { provider, requests }) => needs.quotes.letGo(work, provider, requests),
      sharedBy: async (work, id) => { const link = await needs.links.find(work, id); return link && isOpenLink(link, work.now) ? link.request : undefined; },
      round: (work, id) => needs.rounds.seen(work, id),
      closeRounds: (work) => closeRounds(needs, work),
      payByVoucher: (work, bill) => payByVoucher(needs, work, bill),
      returnVoucher: (work, bill) => returnVoucher(needs, work, bill),
      freeVoucher: (work, request) => needs.vouchers.release(work, request),
      bill: (work, id, actual) => billQuote(needs, work, id, actual),
    },
    aboutPerson: aboutPerson(needs),
  };
}
