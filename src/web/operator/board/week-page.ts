import { html } from 'hono/html';
import type { Country } from '#kernel';
import { type WeekLine, spread, travelShare } from '#modules/dispatch';
import { shownName } from '#modules/technicians';
import { type Call, type Reply, page } from '#platform/http/index';
import { frameOf } from '../../frame.ts';
import type { WebHas } from '../../has.ts';
import { icon } from '../../parts/icon.ts';
import { shell } from '../../shell.ts';

type Html = ReturnType<typeof html>;
/** A technician’s week with what stayed solved: whatever came back within thirty days was not solved the first time. */
type Line = WeekLine & Readonly<{ name: string; stayed: number }>;

/** Seven days in three figures: how much of the day is driving, how often the first visit was enough, and whether work is shared fairly. */
export async function weekPage(has: WebHas, call: Call, of: { country: Country; from: Temporal.PlainDate }): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const from = of.from.subtract({ days: of.from.dayOfWeek - 1 });
  const percent = (share: number): string => `${Math.round(share * 100)}${frame.lang === 'fr' ? '\u202f' : ''}%`;
  const lines = await call.look(async (work) => {
    const found: Line[] = [];
    for (const line of await has.dispatch.week(work, { country: of.country, from })) {
      const one = await has.technicians.technician(work, line.technician);
      found.push({ ...line, name: one ? shownName(one) : '', stayed: line.solved.length - (await has.quality.known.cameBackOf(work, line.solved)) });
    }
    return found;
  });
  const all = lines.reduce((sum, { totals, stayed, ended }) => ({ driving: sum.driving + totals.driving, working: sum.working + totals.working, stayed: sum.stayed + stayed, ended: sum.ended + ended }), { driving: 0, working: 0, stayed: 0, ended: 0 });
  const other = (days: number): string => `/operator/board/week?country=${of.country}&from=${from.add({ days }).toString()}`;
  const figure = (says: string, value: string, why: string): Html => html`<div class="card"><p class="quiet">${words.say(says)}</p><p class="price">${value}</p><p>${words.say(why)}</p></div>`;
  const cell = (line: Line): Html => html`<td class="amount">${line.totals.visits}</td><td class="amount">${words.span(Math.round(line.totals.working / 60))}</td><td class="amount">${words.span(Math.round(line.totals.driving / 60))}</td><td class="amount">${words.distance(line.totals.metres)}</td><td class="amount">${percent(travelShare(line.totals))}</td><td class="amount">${line.ended === 0 ? '–' : percent(line.stayed / line.ended)}</td>`;
  return page(shell(frame, {
    title: words.say('board.week'), kind: 'staff',
    main: html`<p><a href="/operator/board?country=${of.country}&day=${of.from.toString()}">${icon('arrow-left')} ${words.say('board.back')}</a></p><h1>${words.say('board.week-of', { day: words.day(from) })}</h1>
      <nav class="actions" aria-label="${words.say('board.days')}"><a class="button" href="${other(-7)}">${icon('arrow-left')}${words.say('board.week-before')}</a><a class="button" href="${other(7)}">${words.say('board.week-after')}${icon('arrow-right')}</a></nav>
      ${lines.length === 0 ? html`<p>${words.say('board.week-empty')}</p>` : html`<div class="quotes">${figure('board.travel-share', percent(travelShare(all)), 'board.travel-share-why')}${figure('board.first-time', all.ended === 0 ? '–' : percent(all.stayed / all.ended), 'board.first-time-why')}${figure('board.fairness', words.span(Math.round(spread(lines) / 60)), 'board.fairness-why')}</div>
      <div class="scroll-x" tabindex="0" role="region" aria-label="${words.say('board.week')}"><table class="week"><thead><tr><th scope="col">${words.say('operator.technician')}</th>${['board.visits', 'board.work', 'operator.driving', 'board.way', 'board.travel-share', 'board.first-time'].map((says) => html`<th scope="col" class="amount">${words.say(says)}</th>`)}</tr></thead>
      <tbody>${lines.map((line) => html`<tr><th scope="row">${line.name}</th>${cell(line)}</tr>`)}</tbody></table></div>`}`,
  }));
}
