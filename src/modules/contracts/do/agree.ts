import { type Actor, type Country, type Result, ZONE, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Agreement, ShownText } from '../agreement.ts';
import type { ContractAgreed } from '../facts.ts';
import type { AskedAgree, AskedAgreeAtDoor, CannotExempt, ExpressNeeded, NoSuchQuote, TermsChanged } from '../front.ts';
import { keepYears } from '../information.ts';
import type { Channel } from '../rules.ts';
import { type Law, rightOf } from '../withdrawal.ts';
import { type UsesTerms, doorTextOf, lawNow, termsOf } from './show-terms.ts';

const nameOf = (by: Actor): string => (by.kind === 'person' ? by.person : by.kind === 'asker' ? by.request : by.kind === 'job' ? by.job : by.kind);

function keepUntil(law: Law, work: Work, of: { country: Country; channel: Channel; amount: number }): Temporal.PlainDate {
  const on = work.now.toZonedDateTimeISO(ZONE[of.country]).toPlainDate();
  return on.add({ years: keepYears(law, { ...of, on }) });
}

async function write(needs: UsesTerms, work: Work, text: ShownText, agreement: Agreement): Promise<Agreement> {
  await needs.store.keepText(work, { digest: text.digest, words: text.words, lang: text.lang, country: text.country, version: text.version });
  await needs.store.add(work, agreement);
  await work.audit({ did: 'agree-contract', to: agreement.id, home: agreement.home, person: agreement.person });
  await work.announce({ fact: 'contract-agreed', agreement: agreement.id, request: agreement.request, home: agreement.home } satisfies ContractAgreed);
  return agreement;
}

/** Whether work at a time lies inside the time of withdrawal of a contract that is made now. */
export async function isEarly(needs: UsesTerms, work: Work, asked: { country: Country; channel: Channel; at: Temporal.Instant }): Promise<boolean> {
  const right = rightOf(await lawNow(needs, work), { country: asked.country, channel: asked.channel, agreedAt: work.now, amount: Number.MAX_SAFE_INTEGER, informedAt: work.now });
  return right.may && Temporal.Instant.compare(asked.at, right.until) < 0;
}

/**
 * A visit is agreed to: with the exact words that were shown. Whoever shows nothing has informed nobody; the agreement
 * stands all the same, and its time of withdrawal is the longer one.
 */
export async function agree(needs: UsesTerms, work: Work, asked: AskedAgree): Promise<Result<Agreement, NoSuchQuote | TermsChanged | ExpressNeeded>> {
  const text = await termsOf(needs, work, asked);
  if (!text) return no({ kind: 'no-such-quote' });
  if (asked.shown !== undefined && asked.shown !== text.digest) return no({ kind: 'terms-changed' });
  const early = asked.promised && (await isEarly(needs, work, { country: text.country, channel: asked.channel, at: asked.promised.from }));
  if (early && !asked.expressRequest) return no({ kind: 'express-request-needed' });
  const { quoted } = text;
  const informed = asked.shown !== undefined;
  return ok(await write(needs, work, text, {
    id: newId('Agreement'), kind: 'visit', quote: quoted.id, provider: quoted.provider, request: asked.request, home: asked.home, person: asked.person, quiet: asked.quiet, country: quoted.country, channel: asked.channel,
    most: quoted.ceiling, digest: text.digest, informedAt: informed ? work.now : undefined, expressAt: asked.expressRequest ? work.now : undefined,
    acknowledgedAt: informed && asked.expressRequest && asked.acknowledges ? work.now : undefined, agreedAt: work.now, agreedBy: nameOf(work.by),
    keepUntil: keepUntil(await lawNow(needs, work), work, { country: quoted.country, channel: asked.channel, amount: quoted.ceiling.cents }),
  }));
}

/** Extra work at the door is agreed to: a contract of its own, perhaps not payable yet. */
export async function agreeAtDoor(needs: UsesTerms, work: Work, asked: AskedAgreeAtDoor): Promise<Result<Agreement, NoSuchQuote | TermsChanged | CannotExempt>> {
  const found = await doorTextOf(needs, work, asked);
  if (!found.ok) return found;
  const { text, terms, quoted } = found.value;
  if (asked.shown !== undefined && asked.shown !== text.digest) return no({ kind: 'terms-changed' });
  const informed = asked.shown !== undefined;
  const { extra, channel = 'at-home' } = asked;
  return ok(await write(needs, work, text, {
    id: newId('Agreement'), kind: 'extra', quote: quoted.id, provider: quoted.provider, request: asked.request, extra: extra.extra, home: asked.home, person: asked.person, quiet: asked.quiet, country: quoted.country, channel,
    most: extra.most, digest: text.digest, informedAt: informed ? work.now : undefined, expressAt: asked.startNow ? work.now : undefined, acknowledgedAt: informed && asked.startNow ? work.now : undefined,
    urgentWhy: extra.ground ? extra.urgentWhy : undefined, exemption: terms.exemption && { rule: terms.exemption.rule, article: terms.exemption.article }, payableFrom: terms.payableFrom,
    agreedAt: work.now, agreedBy: nameOf(work.by), keepUntil: keepUntil(await lawNow(needs, work), work, { country: quoted.country, channel, amount: extra.most.cents }),
  }));
}
