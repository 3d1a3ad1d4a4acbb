import { type Lang, type PersonId } from '#kernel';
import type { DbOf, Work } from '#platform/work';
import type { Words } from '#platform/text';
import britishRules from '../../../content/rules/contracts-gb.json' with { type: 'json' };
import frenchRules from '../../../content/rules/contracts-fr.json' with { type: 'json' };
import { type Agreement, asAgreed } from './agreement.ts';
import { groundsOn } from './at-the-door.ts';
import { dayIn } from './calendar.ts';
import { agree, agreeAtDoor, isEarly } from './do/agree.ts';
import { goodsRules } from './goods.ts';
import { announceChange, answerChange, isFreeToLeave, isRefused } from './do/change-technician.ts';
import { decide, seeRules } from './do/decide.ts';
import { doorTextOf, lawNow, termsOf } from './do/show-terms.ts';
import { withdraw } from './do/withdraw.ts';
import type { Contracts, SeenAgreement } from './front.ts';
import { maySee } from './may.ts';
import type { Needs } from './needs.ts';
import { contractRule, contractRulesFrom } from './rules.ts';
import { mayCallToSell } from './selling.ts';
import { agreementsStore } from './store.ts';
import type { House } from './terms.ts';
import { mayWithdraw, rightOf } from './withdrawal.ts';

/** `house` may change while the program runs: its fields are read each time. */
export type ContractsHas = Pick<Needs, 'people' | 'technicians' | 'pricing'> & Readonly<{ dbOf: DbOf; words: Readonly<Record<Lang, Words>>; house: House }>;

const seen = async (needs: Needs, work: Work, agreement: Agreement): Promise<SeenAgreement> => ({ agreement, right: rightOf(await lawNow(needs, work), asAgreed(agreement)) });

const knownFrom = (needs: Needs): Contracts['known'] => ({
  agree: (work, asked) => agree(needs, work, asked),
  doorText: (work, asked) => doorTextOf(needs, work, asked),
  agreeAtDoor: (work, asked) => agreeAtDoor(needs, work, asked),
  vouchersPay: async (work, country) => contractRule({ ...await lawNow(needs, work), country, channel: 'web', on: dayIn(work.now, country) }, 'voucher-payment') !== undefined,
  grounds: async (work, country) => groundsOn(await lawNow(needs, work), country, work.now),
  goods: async (work, country) => goodsRules(await lawNow(needs, work), country, dayIn(work.now, country)),
  isEarly: (work, asked) => isEarly(needs, work, asked),
  agreement: (work, id) => needs.store.find(work, id),
  agreementsOf: (work, request) => needs.store.ofRequest(work, request),
  async text(work, id) {
    const agreement = await needs.store.find(work, id);
    return agreement && needs.store.text(work, agreement.digest);
  },
  mayWithdraw: async (work, agreement, performedAt) => mayWithdraw(await lawNow(needs, work), asAgreed(agreement), work.now, performedAt),
  announceChange: (work, asked) => announceChange(needs, work, asked),
  isFreeToLeave: (work, visit) => isFreeToLeave(needs, work, visit),
  isRefused: (work, visit, technician) => isRefused(needs, work, visit, technician),
  change: (work, id) => needs.store.change(work, id),
  forgetOld: (work) => needs.store.forgetAfter(work, dayIn(work.now, 'GB')),
});

/** What the law has kept stays until its day: who declared what is blanked afterwards. */
const aboutPerson = (needs: Needs): Contracts['aboutPerson'] => ({
  async export(work, person: PersonId) {
    const agreements = await needs.store.ofPerson(work, person);
    return { agreements: await Promise.all(agreements.map(async (agreement) => ({ ...agreement, words: (await needs.store.text(work, agreement.digest))?.words }))) };
  },
  async erase(work, person) {
    const last = (await needs.store.ofPerson(work, person)).map(({ keepUntil }) => keepUntil).toSorted(Temporal.PlainDate.compare).at(-1);
    return last ? { erased: 0, keptUntil: last } : { erased: 0 };
  },
});

export function createContracts(has: ContractsHas): Contracts {
  const { dbOf, ...rest } = has;
  const needs: Needs = { ...rest, store: agreementsStore(dbOf), book: contractRulesFrom({ FR: frenchRules, GB: britishRules }) };
  return {
    async termsFor(work, asked) {
      const quote = await needs.pricing.quote(work, asked.quote);
      const text = quote.ok ? await termsOf(needs, work, asked) : undefined;
      return text && { digest: text.digest, words: text.words, lang: text.lang, country: text.country, version: text.version };
    },
    async agreementsOf(work, request) {
      const all = (await needs.store.ofRequest(work, request)).filter((agreement) => maySee(work.by, agreement));
      return Promise.all(all.map((agreement) => seen(needs, work, agreement)));
    },
    async agreement(work, id) {
      const found = await needs.store.find(work, id);
      return found && maySee(work.by, found) ? seen(needs, work, found) : undefined;
    },
    async textOf(work, id) {
      const found = await needs.store.find(work, id);
      return found && maySee(work.by, found) ? needs.store.text(work, found.digest) : undefined;
    },
    withdraw: (work, asked) => withdraw(needs, work, asked),
    answerChange: (work, asked) => answerChange(needs, work, asked),
    async changeOf(work, visit) {
      const change = await needs.store.changeOf(work, visit);
      return change && maySee(work.by, change) ? change : undefined;
    },
    decide: (work, asked) => decide(needs, work, asked),
    rules: (work) => seeRules(needs, work),
    mayCallToSell: async (work, call) => mayCallToSell(await lawNow(needs, work), { ...call, at: work.now }),
    book: needs.book, known: knownFrom(needs), aboutPerson: aboutPerson(needs),
  };
}
