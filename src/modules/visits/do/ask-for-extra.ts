import type { Agreement, CannotExempt, Channel, Contracts, DoorTerms, ShownText, TermsChanged } from '#modules/contracts';
import { type Currency, type Lang, type ExtraId, type QuoteId, type Result, type VisitId, ZONE, newId, no, ok } from '#kernel';
import type { Quote } from '#modules/pricing';
import type { Work } from '#platform/work';
import type { AsksToAnswerExtra, AsksToProposeExtra } from '../asks.ts';
import { type BadExtra, type Extra, type SaidBy, answer, extraLines, totalOf } from '../extra.ts';
import { hasLapsed } from '../custody.ts';
import type { ExtraAnswered, ExtraBeyondCode, ExtraProposed } from '../facts.ts';
import type { CodeFroze, CodeWrong, OwnYesNeeded, NoSuchExtra, NoSuchTask, NoSuchVisit, NotWorking } from '../front.ts';
import { answersAs, hearsAnswers, isOperator, mayWork } from '../may.ts';
import { codeCovers, priceRuleFor } from '../rise.ts';
import { giveCode, mustWork } from '../visit.ts';
import { doorExtra, nameOf, vatOf } from './agree-away.ts';
import { type Open, type OpenNeeds, about, codeFits, keepWrong, openAtWork, openVisit, taskOf } from './open-visit.ts';

type Needs = OpenNeeds & {
  pricing: { known: { quote(work: Work, id: QuoteId): Promise<Quote | undefined> } };
  contracts: { known: Pick<Contracts['known'], 'doorText' | 'agreeAtDoor'> };
  visits: OpenNeeds['visits'] & {
    addExtra(work: Work, extra: Extra): Promise<void>;
    extra(work: Work, id: ExtraId): Promise<Extra | undefined>;
    extras(work: Work, visit: VisitId): Promise<readonly Extra[]>;
    answerExtra(work: Work, extra: Extra, by: string): Promise<void>;
  };
};

/** How a yes is given: at the door while somebody works there; else on their own page, or on the telephone. */
export const channelOf = (work: Work, extra: Extra, isAtWork: boolean): Channel => (!extra.away || isAtWork ? 'at-home' : isOperator(work.by) ? 'phone' : 'web');

/** The words before extra work, in the language of whoever says yes. */
export async function extraText(needs: Pick<Needs, 'contracts'>, work: Work, appointment: Pick<Open['appointment'], 'quote'>, extra: Extra, lang: Lang, channel: Channel = 'at-home'): Promise<{ text: ShownText; terms: DoorTerms } | undefined> {
  const door = await needs.contracts.known.doorText(work, { quote: appointment.quote, lang, extra: doorExtra(extra), channel });
  return door.ok ? { text: door.value.text, terms: door.value.terms } : undefined;
}

/** Something more is needed than was agreed: lines with prices and what it can cost at most. Nothing happens before a yes. */
export async function proposeExtra(needs: Needs, work: Work, asked: AsksToProposeExtra): Promise<Result<Extra, NoSuchVisit | NoSuchTask | NotWorking | BadExtra | CannotExempt>> {
  const open = await openAtWork(needs, work, asked.visit);
  if (!open.ok) return open;
  const { appointment } = open.value;
  for (const line of asked.lines) {
    const task = await taskOf(needs, work, appointment, line.task);
    if (!task.ok) return task;
  }
  const quote = await needs.pricing.known.quote(work, appointment.quote);
  if (!quote) return no({ kind: 'no-such-visit' });
  const currency: Currency = quote.ceiling.currency;
  const lines = extraLines(asked.lines, currency, vatOf(quote));
  if (!lines.ok) return lines;

  const extra: Extra = { id: newId('Extra'), visit: asked.visit, why: asked.why, lines: lines.value, gross: totalOf(lines.value, currency, 'expected'), worst: totalOf(lines.value, currency, 'worst'), state: 'proposed', proposedAt: work.now,
    ...(asked.ground ? { ground: asked.ground, urgentWhy: asked.urgentWhy ?? '' } : {}) };
  // A ground that this country does not know, or that nobody described, exempts from nothing.
  const door = await needs.contracts.known.doorText(work, { quote: quote.id, lang: 'en', extra: doorExtra(extra) });
  if (!door.ok) return door.error.kind === 'no-such-quote' ? no({ kind: 'no-such-visit' }) : no(door.error);
  await needs.visits.addExtra(work, extra);
  await work.audit({ did: 'propose-extra', to: extra.id, home: appointment.home });
  await work.announce({ fact: 'extra-proposed', extra: extra.id, ...about(appointment) } satisfies ExtraProposed);
  return ok(extra);
}

type Answered = { came: 'answered'; extra: Extra } | CodeWrong | CodeFroze | OwnYesNeeded;
type CannotAnswer = NoSuchExtra | NotWorking | TermsChanged | { kind: 'extra-already-answered' } | { kind: 'extra-lapsed' } | { kind: 'code-needed' } | { kind: 'who-spoke-missing' };

/** What the code covers no more takes the price far above what was agreed: nobody sees it being said but who would be paid for it. */
async function isBeyondCode(needs: Needs, work: Work, { appointment, extra }: Open & { extra: Extra }): Promise<boolean> {
  const quote = await needs.pricing.known.quote(work, appointment.quote);
  return !quote || extra.worst.cents > codeCovers(await needs.visits.extras(work, appointment.id), quote.ceiling, priceRuleFor(work.now, appointment)).cents;
}

/** By what right it is answered: their own screen, a mandate, the telephone to us, or the code. A technician alone may only write down a no. */
async function rightOf(needs: Needs, work: Work, open: Open & { extra: Extra }, asked: AsksToAnswerExtra): Promise<Result<SaidBy | CodeWrong | CodeFroze | OwnYesNeeded, { kind: 'code-needed' } | { kind: 'who-spoke-missing' }>> {
  const own = answersAs(work.by, open.appointment);
  if (own) return ok(own);
  // At the door somebody else stands beside the telephone: it is written down who spoke.
  if (hearsAnswers(work.by, open.appointment)) return open.extra.away || asked.spokeWith ? ok('phone') : no({ kind: 'who-spoke-missing' });
  // Once the visit is over, nobody who would be paid tries numbers: the yes is said on the person's own page, or to the operator.
  const isOver = open.record.state === 'ended';
  if (asked.code === undefined || isOver) return asked.answer === 'no' ? ok('technician') : no({ kind: 'code-needed' });
  const given = giveCode(open.record, await codeFits(needs, work, open.appointment.id, asked.code), work.now);
  if (given.came !== 'right') return ok(await keepWrong(needs, work, open, given));
  if (open.record.wrong > 0) await needs.visits.save(work, given.visit);
  return ok(asked.answer === 'yes' && await isBeyondCode(needs, work, open) ? { came: 'own-yes-needed' } : 'code');
}

/** An extra that still waits, with its visit locked: two answers at the same time are one answer. */
async function openExtra(needs: Needs, work: Work, id: ExtraId): Promise<Result<Open & { extra: Extra }, NoSuchExtra | NotWorking | { kind: 'extra-already-answered' } | { kind: 'extra-lapsed' }>> {
  const known = await needs.visits.extra(work, id);
  if (!known) return no({ kind: 'no-such-extra' });
  const open = await openVisit(needs, work, known.visit, (appointment) => mayWork(work.by, appointment, work.now) || answersAs(work.by, appointment) !== undefined || hearsAnswers(work.by, appointment));
  if (!open.ok) return no({ kind: 'no-such-extra' });
  // What is asked about a thing in the workshop, or a part, is answered when it suits the person; the visit may be over.
  const working = known.away && open.value.record.state === 'ended' ? ok(open.value.record) : mustWork(open.value.record);
  if (!working.ok) return working;
  if (hasLapsed(known, work.now, ZONE[open.value.appointment.country])) return no({ kind: 'extra-lapsed' });
  const extra = await needs.visits.extra(work, id) ?? known;
  return extra.state === 'proposed' ? ok({ ...open.value, extra }) : no({ kind: 'extra-already-answered' });
}

/** The yes makes a contract of its own, with the words that were shown. */
async function agreeTo(needs: Needs, work: Work, { appointment, record }: Open, extra: Extra, asked: AsksToAnswerExtra): Promise<Result<Agreement, TermsChanged>> {
  const request = await needs.booking.known.request(work, appointment.request);
  const agreed = await needs.contracts.known.agreeAtDoor(work, {
    quote: appointment.quote, lang: request?.lang ?? 'en', extra: doorExtra(extra), request: appointment.request, home: appointment.home, person: request?.person, quiet: appointment.quiet,
    startNow: asked.startNow ?? false, shown: asked.shown, channel: channelOf(work, extra, record.state !== 'ended'),
  });
  if (agreed.ok) return agreed;
  // The ground was accepted when the work was proposed: where it no longer holds, the words have changed.
  return no({ kind: 'terms-changed' });
}

/** No page offers it: that somebody tried is written down, and nothing is agreed. */
async function keepBeyond(needs: Needs, work: Work, { appointment, extra }: Open & { extra: Extra }): Promise<OwnYesNeeded> {
  const quote = await needs.pricing.known.quote(work, appointment.quote);
  // One that fitted when its page was made, and no longer does beside another, may come from an old page.
  const alone = !quote || extra.worst.cents > codeCovers([], quote.ceiling, priceRuleFor(work.now, appointment)).cents;
  await work.audit({ did: 'extra-beyond-code', to: extra.id, home: appointment.home });
  await work.announce({ fact: 'extra-beyond-code', extra: extra.id, alone, ...about(appointment) } satisfies ExtraBeyondCode);
  return { came: 'own-yes-needed' };
}

/** The person's yes or no to extra work: once, and for good. */
export async function answerExtra(needs: Needs, work: Work, asked: AsksToAnswerExtra): Promise<Result<Answered, CannotAnswer>> {
  const open = await openExtra(needs, work, asked.extra);
  if (!open.ok) return open;
  const right = await rightOf(needs, work, open.value, asked);
  if (!right.ok) return right;
  if (typeof right.value !== 'string') return ok(right.value.came === 'own-yes-needed' ? await keepBeyond(needs, work, open.value) : right.value);
  const yes = asked.answer === 'yes';
  const answered = answer(open.value.extra, yes, right.value, work.now, asked.startNow ?? false);
  if (!answered.ok) return answered;

  const { appointment } = open.value;
  const contract = yes ? await agreeTo(needs, work, open.value, answered.value, asked) : ok(undefined);
  if (!contract.ok) return contract;
  const kept: Extra = { ...answered.value, ...(contract.value?.payableFrom ? { payableFrom: contract.value.payableFrom } : {}), ...(right.value === 'phone' && asked.spokeWith ? { spokeWith: asked.spokeWith } : {}) };
  await needs.visits.answerExtra(work, kept, nameOf(work));
  await work.audit({ did: yes ? 'approve-extra' : 'refuse-extra', to: asked.extra, home: appointment.home, why: right.value });
  await work.announce({ fact: 'extra-answered', extra: asked.extra, yes, ...about(appointment) } satisfies ExtraAnswered);
  return ok({ came: 'answered', extra: kept });
}
