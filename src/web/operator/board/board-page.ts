import { html } from 'hono/html';
import type { TechnicianId } from '#kernel';
import { type Call, type Reply, missing, page } from '#platform/http/index';
import { type Frame, frameOf } from '../../frame.ts';
import type { WebHas } from '../../has.ts';
import { press } from '../../parts/form.ts';
import { icon } from '../../parts/icon.ts';
import { shell } from '../../shell.ts';
import { mapHtml } from './map.ts';
import { type Seen, type Where, readBoard } from './read.ts';
import { sideHtml } from './side.ts';
import { timelineHtml } from './timeline.ts';

type Html = ReturnType<typeof html>;
export const boardPath = (where: Where, said?: string): string => `/operator/board?country=${where.country}&day=${where.day.toString()}${said ? `&said=${said}` : ''}`;

/** What was said after the last press, in one line; only what the catalogue knows. */
const told = (frame: Frame, said: string | undefined): Html => {
  if (!said || !/^[a-z-]{2,40}$/.test(said) || !frame.words.knows(`board.said-${said}`)) return html`<p id="said" role="status" class="said"></p>`;
  return html`<p id="said" role="status" class="said note ${said === 'moved' || said === 'undone' || said === 'taken' ? 'safe' : 'warm'}">${frame.words.say(`board.said-${said}`)}</p>`;
};

/** What the script says, in the language of the page. */
const speech = (frame: Frame): Html => {
  const keys = ['held', 'dropped', 'put-back', 'cannot-move', 'weighing', 'live', 'not-live'];
  const ofMap = ['hold-ctrl', 'hold-command', 'two-fingers'];
  return html`${keys.map((key) => html`<template data-word="${key}">${frame.words.say(`board.hand-${key}`)}</template>`)}${ofMap.map((key) => html`<template data-word="map-${key}">${frame.words.say(`board-map.${key}`)}</template>`)}`;
};

/** The part of the page that is fetched anew when somebody changes the day. */
const boardHtml = (frame: Frame, seen: Seen, said?: string, chosen?: TechnicianId): Html => html`<div id="board" class="board" data-country="${seen.country}" data-day="${seen.day.toString()}">${told(frame, said)}
  <div class="board-bar">${seen.moves[0] ? press('/operator/board/undo', frame.words.say('board.undo'), { icon: 'undo-2', fields: { country: seen.country, day: seen.day.toString(), move: seen.moves[0].id } }) : ''}</div>
  <div class="board-parts">${sideHtml(frame, seen)}${timelineHtml(frame, seen, chosen)}${mapHtml(frame, seen, chosen)}</div></div>`;

/** One day of one country: technicians by hours, what wants a decision at the side, the same day drawn as a map. */
export async function boardPage(has: WebHas, call: Call, where: Where, { said, chosen }: { said?: string | undefined; chosen?: TechnicianId | undefined }): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const seen = await call.look((work) => readBoard(has, work, where));
  if (!seen) return missing;
  const other = (days: number): string => boardPath({ ...where, day: where.day.add({ days }) });
  return page(shell(frame, {
    title: words.say('board.title'), kind: 'staff', scripts: ['board', 'board-choose'],
    main: html`<h1>${words.say('operator.board-of', { day: words.day(where.day) })}</h1><nav class="actions board-nav" aria-label="${words.say('board.days')}"><a class="button" href="${other(-1)}">${icon('arrow-left')}${words.say('operator.day-before')}</a><a class="button" href="${other(1)}">${words.say('operator.day-after')}${icon('arrow-right')}</a>
      ${(['FR', 'GB'] as const).map((one) => html`<a class="button" href="${boardPath({ ...where, country: one })}"${one === where.country ? html` aria-current="true"` : ''}>${one === 'FR' ? 'France' : 'United Kingdom'}</a>`)}
      <a class="button" href="/operator/board/week?country=${where.country}&from=${where.day.toString()}">${icon('chart-column')}${words.say('board.week')}</a><span id="live" class="tag" hidden></span></nav>
      <p class="quiet">${words.say('board.how')}</p>${boardHtml(frame, seen, said, chosen)}<div id="hand" class="hand" aria-live="assertive" hidden></div>${speech(frame)}`,
  }));
}
