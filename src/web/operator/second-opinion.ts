import { html } from 'hono/html';
import { z } from 'zod';
import { type ServiceShown, type Tried, leafOf } from '#modules/triage';
import { type Call, type Door, type Problem, type Typed, go, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, line, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
const PATH = '/operator/second-opinion';
const asks = z.object({
  is_on: z.string().optional(), forget: z.string().optional(),
  base_url: z.string().trim().min(1, 'second-opinion.address-missing').max(300, 'where.too-long'),
  model: z.string().trim().min(1, 'second-opinion.model-missing').max(120, 'where.too-long'),
  key: z.string().trim().max(400, 'where.too-long').default(''),
});
const triesWith = z.object({ words: z.string().trim().min(3, 'ask.words-missing').max(2_000, 'ask.words-too-long') });
/** What was typed as a key is never shown again, not even to whoever typed it. */
const withoutKey = (typed: Typed): Typed => Object.fromEntries(Object.entries(typed).filter(([field]) => field !== 'key'));

type Shows = Readonly<{ filled?: Filled; saved?: boolean; tried?: Tried }>;

/** A service that may be asked for a second opinion: off until the operator turns it on, tried before it is. */
export function secondOpinionSettings(has: WebHas): Door[] {
  const show = async (call: Call, shows: Shows): Promise<Html> => settingsPage(frameOf(has, call), await call.look((work) => has.opinions.service(work)), shows);
  const wrong = (call: Call, typed: Typed, problems: readonly Problem[]) => page(show(call, { filled: { typed: withoutKey(typed), problems } }), 422);
  return [
    screen({ method: 'GET', path: PATH, who: ['operator'], asks: z.object({ saved: z.string().optional() }), again: () => go(PATH), answer: (call) => page(show(call as unknown as Call, { saved: call.asked.saved !== undefined })) }),
    screen({
      method: 'POST', path: PATH, who: ['operator'], asks, again: wrong,
      answer: (call) => {
        const { asked } = call;
        const key = asked.forget !== undefined ? '' : asked.key === '' ? undefined : asked.key;
        return call.change((work) => has.opinions.setService(work, { isOn: asked.is_on !== undefined, baseUrl: asked.base_url, model: asked.model, key }), () => go(`${PATH}?saved=yes`),
          (refusal) => wrong(call as unknown as Call, asked as Typed, [{ field: 'base_url', says: refusal.kind === 'service-address-unsafe' ? 'second-opinion.address-unsafe' : 'technicians.not-allowed' }]));
      },
    }),
    screen({
      method: 'POST', path: `${PATH}/try`, who: ['operator'], asks: triesWith, again: wrong,
      answer: async (call) => {
        const service = await call.look((work) => has.opinions.open(work, 'tried'));
        if (!service) return go(PATH);
        const tried = await has.opinions.tryIt(service, call.asked.words, call.lang);
        return page(show(call as unknown as Call, { filled: { typed: { words: call.asked.words }, problems: [] }, tried }));
      },
    }),
  ];
}

function settingsPage(frame: Frame, service: ServiceShown | undefined, { filled = fresh, saved = false, tried }: Shows): Html | Promise<Html> {
  const { words } = frame;
  return shell(frame, {
    title: words.say('second-opinion.title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('second-opinion.title')}</h1><p class="lead">${words.say('second-opinion.lead')}</p>
      <ul><li>${words.say('second-opinion.rule-unsure')}</li><li>${words.say('second-opinion.rule-details')}</li><li>${words.say('second-opinion.rule-told')}</li><li>${words.say('second-opinion.rule-slow')}</li></ul>
      ${saved ? html`<p class="note safe" role="status">${icon('check')} ${words.say(service?.isOn ? 'second-opinion.saved-on' : 'second-opinion.saved-off')}</p>` : ''}
      ${serviceForm(frame, service, filled)}
      ${service ? tryIt(frame, filled, tried) : ''}`,
  });
}

const serviceForm = ({ words }: Frame, service: ServiceShown | undefined, filled: Filled): Html => form(PATH, html`${tick({ name: 'is_on', label: words.say('second-opinion.turn-on'), checked: filled.problems.length === 0 && (service?.isOn ?? false), filled, words })}
  ${line({ name: 'base_url', label: words.say('second-opinion.address'), hint: words.say('second-opinion.address-hint'), value: service?.baseUrl ?? '', type: 'url', filled, words })}
  ${line({ name: 'model', label: words.say('second-opinion.model'), hint: words.say('second-opinion.model-hint'), value: service?.model ?? '', size: 'medium', filled, words })}
  ${line({ name: 'key', label: words.say('second-opinion.key'), hint: words.say(service?.hasKey ? 'second-opinion.key-kept' : 'second-opinion.key-hint'), type: 'password', autocomplete: 'off', filled, words })}
  ${service?.hasKey ? tick({ name: 'forget', label: words.say('second-opinion.forget-key'), filled, words }) : ''}
  <div class="actions"><button class="main">${words.say('set-up.save')}</button></div>`);

function tryIt({ words }: Frame, filled: Filled, tried: Tried | undefined): Html {
  return html`<section class="card" id="try"><h2>${words.say('second-opinion.try')}</h2>
    ${form(`${PATH}/try#try`, html`${box({ name: 'words', label: words.say('second-opinion.try-words'), value: words.say('second-opinion.try-example'), rows: 2, filled, words })}<button>${icon('send')}${words.say('second-opinion.try-now')}</button>`)}
    ${tried ? result({ words }, tried) : ''}</section>`;
}

function result({ words }: Pick<Frame, 'words'>, { answer, leaves }: Tried): Html {
  if (!answer.ok) return html`<div class="note danger" role="status"><p><strong>${words.say(`second-opinion.try-${answer.error.kind}`)}</strong></p>${answer.error.says ? html`<p class="quiet">${words.say('second-opinion.try-said')} <code>${answer.error.says}</code></p>` : ''}</div>`;
  const named = leaves.flatMap((leaf) => leafOf(leaf)?.label[words.lang] ?? []);
  return html`<div class="note ${named.length > 0 ? 'safe' : 'warm'}" role="status"><p><strong>${words.say(named.length > 0 ? 'second-opinion.try-good' : 'second-opinion.try-useless')}</strong></p>
    ${named.length > 0 ? html`<ol>${named.map((label) => html`<li>${label}</li>`)}</ol>` : ''}<p class="quiet">${words.say('second-opinion.try-said')} <code>${answer.value.slice(0, 400)}</code></p></div>`;
}
