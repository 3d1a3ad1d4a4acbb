import { html } from 'hono/html';
import { type Run, isRunning, secondsOf } from '#modules/dispatch';
import { type Call, type Reply, go, page } from '#platform/http/index';
import { type Frame, frameOf } from '../../frame.ts';
import type { WebHas } from '../../has.ts';
import { press } from '../../parts/form.ts';
import { icon } from '../../parts/icon.ts';
import { shell } from '../../shell.ts';
import { boardPath } from './board-page.ts';

type Html = ReturnType<typeof html>;

/** How far it is: what happens, for how long, and the best so far. */
function progress(frame: Frame, run: Run, now: Temporal.Instant): Html {
  const { words } = frame;
  const currency = run.country === 'FR' ? 'EUR' : 'GBP';
  return html`<dl class="facts"><dt>${words.say('dispatch.run-state')}</dt><dd>${words.say(`dispatch.run-${run.state}`)}</dd>
    <dt>${words.say('dispatch.run-since')}</dt><dd>${words.say('dispatch.seconds', { count: secondsOf(run, now) })}</dd>
    ${run.leftOut === undefined ? '' : html`<dt>${words.say('dispatch.run-so-far')}</dt><dd>${run.leftOut > 0 ? words.say('dispatch.run-left-out', { count: run.leftOut }) : words.say('dispatch.run-costs', { money: words.money({ cents: run.cents ?? 0, currency }) })}</dd>`}</dl>`;
}

/** A plan that is being looked for: the page looks again by itself, and without a script when it is asked to. */
export async function runPage(has: WebHas, call: Call, run: Run): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  if (run.plan && run.plan !== run.id) return go(`/operator/board/plans/${run.plan}`);
  const provider = (await call.look((work) => has.technicians.provider(work, run.provider)))?.name ?? '';
  const runs = isRunning(run);
  const again = run.kind === 'now' || run.kind === 'absence' || run.kind === 'overrun' ? press('/operator/board/plan', words.say('dispatch.look-again'), { kind: 'main', icon: 'search', fields: { country: run.country, day: run.day.toString(), provider: run.provider, kind: run.kind } }) : '';
  return page(shell(frame, {
    title: words.say(`board.plan-${run.kind}`), kind: 'staff', ...(runs ? { scripts: ['plan-run'] } : {}),
    main: html`<p><a href="${boardPath(run)}">${icon('arrow-left')} ${words.say('board.back')}</a></p><h1>${words.say(`board.plan-${run.kind}`)}</h1><p class="lead">${provider}, ${words.day(run.day)}</p>
      <section class="card" id="plan-run" aria-live="polite"${runs ? html` data-runs="yes"` : ''}>${runs ? html`<h2>${words.say(run.kind === 'emergency' ? 'dispatch.run-looking-today' : 'dispatch.run-looking')}</h2>${progress(frame, run, has.clock.now())}` : html`<p>${words.say(ending(run))}</p>`}</section>
      <div class="actions">${runs ? html`<a class="button" href="/operator/board/plans/${run.id}">${icon('rotate-ccw')}${words.say('dispatch.run-reload')}</a>` : again}<a class="button" href="${boardPath(run)}">${words.say('board.back')}</a></div>
      ${runs ? html`<p class="quiet">${words.say('dispatch.run-goes-on')}</p>` : ''}`,
  }));
}

function ending(run: Run): string {
  if (run.state === 'failed') return 'dispatch.run-ended-failed';
  if (run.kind === 'emergency') return 'dispatch.run-ended-emergency';
  return run.kind === 'absence' ? 'board.said-away' : 'board.said-nothing-better';
}
