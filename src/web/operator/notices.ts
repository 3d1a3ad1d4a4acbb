import { html } from 'hono/html';
import { z } from 'zod';
import type { Country, Lang } from '#kernel';
import { NOTICES, type NoticeKind } from '#platform/installation-notices';
import { type Call, type Door, type Problem, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
type Which = Readonly<{ kind: NoticeKind; country: Country; lang: Lang }>;
const PATH = '/operator/notices';
const MOST = 20_000;
const asks = z.object({ body: z.string().trim().min(1, 'notices.body-missing').max(MOST, 'where.too-long') });

/** The operator writes what the law asks this house to say: one text for each country and language. */
export const noticeEditDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['operator'], asks: z.object({ saved: z.string().optional() }), again: () => go(PATH), answer: (call) => page(listPage(has, call as unknown as Call, call.asked.saved !== undefined)) }),
  screen({ method: 'GET', path: `${PATH}/:kind/:country/:lang`, who: ['operator'], answer: (call) => withNotice(has, call, (which) => page(editPage(has, call, which, fresh))) }),
  screen({
    method: 'POST', path: `${PATH}/:kind/:country/:lang`, who: ['operator'], asks,
    again: (call, typed, problems) => withNotice(has, call, (which) => page(editPage(has, call, which, { typed, problems }), 422)),
    answer: (call) => withNotice(has, call as unknown as Call, (which) => keep(has, call as unknown as Call, which, call.asked.body)),
  }),
];

async function withNotice(has: WebHas, call: Pick<Call, 'params'>, then: (which: Which) => Promise<Reply>): Promise<Reply> {
  const { kind, country, lang } = call.params;
  const house = has.house();
  const which = { kind: NOTICES.find((one) => one === kind), country: house.countries.find((one) => one === country), lang: house.langs.find((one) => one === lang) };
  return which.kind && which.country && which.lang ? then(which as Which) : missing;
}

/** What still waits to be filled in: the starting texts put it in square brackets. */
const gaps = (body: string): string[] => body.match(/\[[^[\]\n]{2,200}\]/g) ?? [];

async function keep(has: WebHas, call: Call, which: Which, body: string): Promise<Reply> {
  const again = (problem: Problem): Promise<Reply> => page(editPage(has, call, which, { typed: { body }, problems: [problem] }), 422);
  const [gap] = gaps(body);
  if (gap) return again({ field: 'body', says: 'notices.brackets-left', with: { what: gap } });
  const reply = await call.change((work) => has.keeper.notices.write(work, { ...which, body }), () => go(`${PATH}?saved=yes`), () => again({ field: 'body', says: 'technicians.not-allowed' }));
  await has.keeper.refresh();
  return reply;
}

function listPage(has: WebHas, call: Call, saved: boolean): Html {
  const frame = frameOf(has, call);
  const { words, house } = frame;
  return shell(frame, {
    title: words.say('notices.title'), kind: 'staff',
    main: html`<p class="where-am-i"><a href="/operator/house">${words.say('set-up.house')}</a></p><h1>${words.say('notices.title')}</h1><p class="lead">${words.say('notices.more')}</p>
      ${saved ? html`<p class="note safe" role="status">${icon('check')} ${words.say('notices.saved')}</p>` : ''}
      ${NOTICES.map((kind) => html`<h2>${words.say(`notices.${kind}`)}</h2><ul class="choices two">${house.countries.flatMap((country) => house.langs.map((lang) => choice(has, frame, { kind, country, lang })))}</ul>`)}`,
  });
}

function choice(has: WebHas, { words }: Frame, { kind, country, lang }: Which): Html {
  const written = has.keeper.notices.notice(kind, country, lang);
  return html`<li><a class="choice" href="${PATH}/${kind}/${country}/${lang}">${icon('scroll-text')}<span><strong>${words.say(`where.country-${country}`)}, ${words.say(`notices.in-${lang}`)}</strong>
    ${written ? html`<span class="tag safe">${icon('check')}${words.say('notices.written', { date: words.date(written.since, country) })}</span>` : html`<span class="tag">${words.say('notices.not-written')}</span>`}</span></a></li>`;
}

function editPage(has: WebHas, call: Call, which: Which, filled: Filled): Html {
  const frame = frameOf(has, call);
  const { words, house } = frame;
  const written = has.keeper.notices.notice(which.kind, which.country, which.lang);
  const body = written?.body ?? has.text[which.lang].say(`notices.start-${which.kind}-${which.country.toLowerCase()}`, { phone: house.phone });
  const title = `${words.say(`notices.${which.kind}`)}, ${words.say(`where.country-${which.country}`)}`;
  return shell(frame, {
    title, kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="${PATH}">${words.say('notices.title')}</a></p><h1>${title}</h1><p>${words.say(`notices.in-${which.lang}`)}</p>
      ${written ? '' : html`<p class="note warm">${words.say('notices.starting')}</p>`}
      ${form(`${PATH}/${which.kind}/${which.country}/${which.lang}`, html`${box({ name: 'body', label: words.say('notices.body'), hint: words.say('notices.body-hint', { amount: gaps(filled.typed['body'] ?? body).length }), rows: 18, value: body, filled, words })}<div class="actions"><button class="main">${words.say('notices.keep')}</button></div>`)}`,
  });
}
