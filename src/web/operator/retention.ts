import { html } from 'hono/html';
import type { Retained } from '#modules/privacy';
import { type Call, type Door, type Reply, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;

/** How long each kind of data is kept, why, and what would go tonight: a look, nothing is changed. */
export const retentionDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/operator/retention', who: ['operator'], answer: (call) => show(has, call) }),
];

async function show(has: WebHas, call: Call): Promise<Reply> {
  const rules = await has.privacy.foreseeRetention(call.by);
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('retention.title'), kind: 'staff',
    main: html`<p class="where-am-i"><a href="/operator/alarms">${icon('arrow-left')} ${words.say('by-phone.alarms')}</a></p><h1>${words.say('retention.title')}</h1><p class="lead">${words.say('retention.lead')}</p>
      <div class="scroll-x"><table class="stacked"><thead><tr><th scope="col">${words.say('retention.what')}</th><th scope="col">${words.say('retention.kept')}</th><th scope="col">${words.say('retention.why')}</th><th scope="col" class="amount">${words.say('retention.tonight')}</th></tr></thead><tbody>${rules.map((one) => row(frame, one))}</tbody></table></div>`,
  }));
}

function row({ words }: Frame, { rule, count }: Retained): Html {
  const kept = 'months' in rule.keeps ? words.say('retention.months', { months: rule.keeps.months }) : words.say('retention.days', { days: rule.keeps.days });
  return html`<tr><td><strong>${words.say(`retention.class-${rule.class}`)}</strong>${rule.country === '*' ? '' : html` <span class="tag">${words.say(`retention.country-${rule.country}`)}</span>`}</td><td data-says="${words.say('retention.kept')}:">${kept}</td>
    <td><span class="small" lang="en">${rule.article}</span><br><span class="small quiet">${words.say(`retention.basis-${rule.basis}`)}${rule.source === 'our own choice' ? '' : html` · <span lang="en">${rule.source}</span>`} · ${words.say('safety.checked', { date: words.date(rule.checkedOn) })}</span>${rule.confirmed ? '' : html` <span class="tag amber">${words.say('retention.unconfirmed')}</span>`}</td>
    <td class="amount" data-says="${words.say('retention.tonight')}:">${count === undefined ? html`<span class="quiet">${words.say('retention.counted-later')}</span>` : html`<strong>${count}</strong>`}</td></tr>`;
}
