import { html } from 'hono/html';
import { z } from 'zod';
import type { ShownText } from '#modules/contracts';
import type { Plan, PlanId } from '#modules/dispatch';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../../frame.ts';
import type { WebHas } from '../../has.ts';
import { contractText } from '../../parts/contract-text.ts';
import { type Filled, form, fresh, tick, whatWasWrong } from '../../parts/form.ts';
import { icon } from '../../parts/icon.ts';
import { whoComes } from '../../parts/who.ts';
import { shell } from '../../shell.ts';
import { type Joined, joinedOf, termsOf } from './emergency-read.ts';
import { planOf, tickedIn } from './plan-lines.ts';

type Html = ReturnType<typeof html>;
type Found = Readonly<{ plan: Plan; joined: Joined; text: ShownText; lines: readonly number[] }>;
const who = ['operator'] as const;
const asks = z.looseObject({ express: z.string().optional(), readOut: z.string().optional(), terms: z.string().max(200), shown: z.string().regex(/^[0-9a-f]{64}$/), shownLang: z.enum(['en', 'fr']) });
const toBoard = (): Reply => go('/operator/board');

/** The terms are read out, the person says yes, and all of it is done in one step. */
export function yesDoors(has: WebHas): Door[] {
  const path = '/operator/board/plans/:plan/yes';
  return [
    screen({ method: 'GET', path, who, asks: z.looseObject({}), again: toBoard, answer: (call) => { const id = planOf(call); return id ? yes(has, call as unknown as Call, id, tickedIn(call.asked), fresh) : missing; } }),
    screen({
      method: 'POST', path, who, asks, again: toBoard,
      answer: (call) => {
        const id = planOf(call);
        if (!id) return missing;
        const { asked } = call;
        const lines = tickedIn(asked);
        const again = (field: string, says: string): Promise<Reply> => yes(has, call as unknown as Call, id, lines, { typed: { ...(asked.express ? { express: 'yes' } : {}), ...(asked.readOut ? { readOut: 'yes' } : {}) }, problems: [{ field, says }] }, 422);
        if (!asked.readOut) return again('readOut', 'confirm.read-out-needed');
        const terms = { expressRequest: asked.express !== undefined, termsHash: asked.terms, shown: { digest: asked.shown, lang: asked.shownLang, acknowledges: asked.express !== undefined } };
        return call.change((work) => has.dispatch.fitIn(work, { plan: id, lines, terms }), (visit) => go(`/visits/${visit.id}`), ({ kind }) => {
          if (kind === 'express-request-needed') return again('express', 'confirm.express-needed');
          if (kind === 'terms-changed') return again('terms-text', 'confirm.terms-changed');
          return kind === 'no-such-plan' ? missing : go(`/operator/board/plans/${id}?said=${kind}`);
        });
      },
    }),
  ];
}

async function yes(has: WebHas, call: Call, id: PlanId, lines: readonly number[], filled: Filled, status = 200): Promise<Reply> {
  const found = await call.look(async (work): Promise<Found | undefined> => {
    const plan = await has.dispatch.plan(work, id);
    const joined = plan && (await joinedOf(has, work, plan));
    const text = joined && (await termsOf(has, work, joined));
    return plan && joined && text ? { plan, joined, text, lines } : undefined;
  });
  if (!found) return missing;
  return found.plan.state === 'proposed' && !found.plan.joins?.asks ? page(yesPage(frameOf(has, call), found, filled), status) : go(`/operator/board/plans/${id}`);
}

function yesPage(frame: Frame, { plan, joined, text, lines }: Found, filled: Filled): Html | Promise<Html> {
  const { words } = frame;
  const { urgent, quote, comes } = joined;
  if (!comes) return html``;
  const when = words.say('confirm.day-between', { day: words.day(comes.from, quote.country), from: words.hour(comes.from, quote.country), until: words.hour(comes.until, quote.country) });
  const script = [
    words.say('confirm.script-who', { house: frame.house.name, provider: comes.provider.legalName }), words.say('confirm.script-when', { when }),
    words.say('confirm.script-price', { expected: words.money(quote.expected), ceiling: words.money(quote.ceiling) }),
    words.say('confirm.script-fees', { hours: quote.fees.lateCancelHours, late: words.money(quote.fees.lateCancel), missed: words.money(quote.fees.missedVisit) }),
    words.say('confirm.script-withdraw', { phone: frame.house.phone }), words.say('confirm.script-early'), words.say('confirm.script-copy'), words.say('confirm.script-yes'),
  ];
  return shell(frame, {
    title: words.say('dispatch.they-say-yes'), kind: 'staff',
    main: html`<p><a href="/operator/board/plans/${plan.id}">${icon('arrow-left')} ${words.say('dispatch.back-to-proposal')}</a></p>${whatWasWrong(words, filled)}<h1>${words.say('dispatch.read-to', { who: urgent.who })}</h1>
      <div class="card">${whoComes(comes.technician, words, comes.provider.name)}<p><strong>${when}</strong></p><p class="quiet">${words.say('dispatch.moves-with-it', { count: lines.length })}</p></div>
      <section class="card next"><h2>${words.say('confirm.script')}</h2><ol>${script.map((line) => html`<li>“${line}”</li>`)}</ol></section>
      <details class="card" id="terms-text" open><summary>${icon('file-text')}${words.say('confirm.all-words')}</summary>${contractText(text)}</details>
      ${form(`/operator/board/plans/${plan.id}/yes`, html`${lines.map((line) => html`<input type="hidden" name="line-${line}" value="yes">`)}<input type="hidden" name="terms" value="${quote.version}"><input type="hidden" name="shown" value="${text.digest}"><input type="hidden" name="shownLang" value="${text.lang}">
        ${tick({ name: 'express', label: words.say('confirm.express'), hint: words.say('confirm.express-why'), filled, words })}${tick({ name: 'readOut', label: words.say('confirm.read-out'), hint: words.say('confirm.read-out-why'), filled, words })}
        <div class="actions"><button class="main">${words.say('confirm.book', { when: `${words.day(comes.from, quote.country)} ${words.hour(comes.from, quote.country)}` })}</button></div>`)}`,
  });
}
