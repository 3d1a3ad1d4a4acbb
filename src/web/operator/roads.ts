import { html } from 'hono/html';
import { z } from 'zod';
import { reckonedBy } from '#modules/pricing';
import { type Call, type Door, type Problem, type Reply, go, page, screen } from '#platform/http/index';
import { HOUR_CLASSES, type HourClass, LEAST_PERCENT, MOST_PERCENT, SOURCES, percentsOf } from '#platform/roads/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
const here = '/operator/roads';
const asks = z.object({}).catchall(z.string().max(20));

/** Which roads ways are followed on, and how much slower each class of hours is here. */
export const roadDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: here, who: ['operator'], asks: z.object({ saved: z.string().optional() }), again: () => go(here), answer: async (call) => page(await roadsPage(has, call as unknown as Call, fresh, call.asked.saved !== undefined)) }),
  screen({ method: 'POST', path: here, who: ['operator'], asks, again: () => go(here), answer: (call) => change(has, call as unknown as Call<Record<string, string>>) }),
];

async function change(has: WebHas, call: Call<Record<string, string>>): Promise<Reply> {
  const typed = call.asked;
  const wish = percentsOf((each) => Number((typed[each] ?? '').trim().replace(/\s*%$/, '') || Number.NaN));
  const again = async (problems: readonly Problem[]): Promise<Reply> => page(await roadsPage(has, call as unknown as Call, { typed, problems }), 422);
  const problems = HOUR_CLASSES.filter((each) => !Number.isInteger(wish[each]) || wish[each] < LEAST_PERCENT || wish[each] > MOST_PERCENT)
    .map((each): Problem => ({ field: each, says: 'roads.percent-unclear', with: { least: LEAST_PERCENT, most: MOST_PERCENT } }));
  if (problems.length > 0) return again(problems);
  const reply = await call.change((work) => has.hours.change(work, wish), () => go(`${here}?saved=yes`), () => again([{ field: HOUR_CLASSES[0], says: 'technicians.not-allowed' }]));
  // After the commit: the next offer is made with it.
  await has.hours.refresh();
  return reply;
}

async function roadsPage(has: WebHas, call: Call, filled: Filled, isSaved = false): Promise<Html> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const now = has.hours.now();
  return shell(frame, {
    title: words.say('roads.title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="/operator/house">${icon('arrow-left')} ${words.say('set-up.house')}</a></p><h1>${words.say('roads.title')}</h1><p class="lead">${words.say('roads.lead')}</p>
      ${isSaved ? html`<p class="note safe" role="status">${words.say('roads.saved')}</p>` : ''}
      <section class="card"><h2>${words.say('roads.map')}</h2>${mapInUse(frame, await has.roads.inUse())}</section>
      <section><h2>${words.say('roads.hours')}</h2><p>${words.say('roads.hours-lead')}</p><p class="note warm">${words.say('roads.estimate')}</p>
      ${form(here, html`<ul class="choices two">${HOUR_CLASSES.map((each) => html`<li class="card">${line({ name: each, label: words.say(`roads.class-${each}`), hint: hintOf(frame, each), type: 'text', inputmode: 'numeric', size: 'short', value: String(now[each]), filled, words })}</li>`)}</ul>
        <div class="actions"><button class="main">${words.say('roads.save')}</button></div>`)}</section>
      <details><summary>${words.say('roads.comes-from')}</summary><dl>${HOUR_CLASSES.map((each) => html`<dt>${words.say(`roads.class-${each}`)}</dt><dd lang="en">${SOURCES.classes[each].source}</dd>`)}</dl></details>`,
  });
}

const hintOf = ({ words }: Frame, each: HourClass): string =>
  words.say('roads.checked', { date: words.date(Temporal.PlainDate.from(SOURCES.checkedOn)), percent: SOURCES.classes[each].percent });

function mapInUse({ words }: Frame, model: string | undefined): Html {
  const reckoned = model === undefined ? undefined : reckonedBy({ model });
  if (reckoned?.by !== 'roads') return html`<p>${words.say('roads.map-none')}</p><p class="small quiet">${words.say('roads.map-how')}</p>`;
  return html`<p>${reckoned.on ? words.say('roads.map-of', { date: words.date(reckoned.on) }) : words.say('roads.map-service')}</p><p class="small quiet">${model ?? ''}</p>`;
}
