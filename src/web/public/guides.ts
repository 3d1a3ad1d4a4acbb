import { html } from 'hono/html';
import { z } from 'zod';
import { type Guide, LEVELS, type Level, type Step, stepFor } from '#modules/learning';
import { type Call, type Door, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';
import { explainer } from '../parts/plain-text.ts';
import { endingNotes } from '../parts/support.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
const ICON: Record<Guide['device'], string> = { computer: 'laptop', phone: 'smartphone', printer: 'printer', 'internet-box': 'router', tv: 'tv', account: 'key-round', storage: 'hard-drive', console: 'gamepad-2', home: 'house', any: 'lightbulb' };

/** Guides that anyone may read, search and print. */
export function guideDoors(has: WebHas): Door[] {
  return [
    screen({ method: 'GET', path: '/guides', who: ['anyone'], asks: z.object({ q: z.string().max(500).default('') }), again: (call) => page(listPage(has, call, '')), answer: (call) => page(listPage(has, call as unknown as Call, call.asked.q)) }),
    screen({
      method: 'GET', path: '/guides/:slug', who: ['anyone'],
      answer: async (call) => {
        const guide = has.learning.guide(call.params['slug'] ?? '', call.lang);
        if (!guide) return missing;
        const asked = call.query['as'];
        const level: Level = guide.levels.find((known) => known === asked) ?? 'never';
        return page(guidePage(has, call, guide, level, await theirWordsIn(has, call)));
      },
    }),
  ];
}

function listPage(has: WebHas, call: Call, query: string): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  const found = query.trim() === '' ? has.learning.guides(call.lang).map((guide) => ({ ...guide, summary: guide.summary[0] ?? '' })) : has.learning.findGuides(query, call.lang);
  return shell(frame, {
    title: words.say('guides.title'),
    main: html`<h1>${words.say('guides.title')}</h1><form method="get" action="/guides" role="search"><div class="field"><label for="q">${words.say('guides.search')}</label><input id="q" name="q" type="search" value="${query}"></div><div class="actions"><button class="main">${icon('search')}${words.say('guides.go')}</button></div></form>${endingNotes(has, frame, query)}
      ${found.length === 0 ? html`<p class="note">${words.say('guides.nothing')}</p>` : html`<ul class="choices">${found.map((guide) => html`<li><a class="choice" href="/guides/${guide.slug}">${icon(ICON[guide.device])}<span><strong>${guide.title}</strong><span class="quiet">${guide.summary.replaceAll('**', '')}</span></span></a></li>`)}</ul>`}
      <p><a href="/">${words.say('guides.ask-instead')}</a></p>`,
  });
}

/** What the person wrote, when the guide was opened from their own request. */
async function theirWordsIn(has: WebHas, call: Call): Promise<string> {
  const reference = call.query['request'];
  return reference ? ((await call.look((work) => has.booking.requestByReference(work, reference)))?.words ?? '') : '';
}

function guidePage(has: WebHas, call: Call, guide: Guide, level: Level, theirWords: string): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  const say = explainer(frame);
  const reference = call.query['request'];
  const link = (as: Level): string => `/guides/${guide.slug}?as=${as}${reference ? `&request=${encodeURIComponent(reference)}` : ''}`;
  return shell(frame, {
    title: guide.title,
    quickExit: guide.care === 'quiet',
    main: html`<article id="guide"><h1>${guide.title}</h1>${guide.summary.map((text) => html`<p class="lead">${say(text)}</p>`)}${guide.care === 'quiet' ? '' : endingNotes(has, frame, theirWords)}
      ${guide.care === 'usual' ? html`<p class="quiet">${icon('clock')} ${words.say('guides.about', { time: words.span(guide.minutes) })}</p>` : ''}
      ${guide.levels.length > 1 ? html`<nav class="levels no-print" aria-label="${words.say('guides.how-sure')}">${LEVELS.map((as) => html`<a class="button" href="${link(as)}"${as === level ? html` aria-current="true"` : ''}>${words.say(`guides.level-${as}`)}</a>`)}</nav>` : ''}
      ${guide.stopFirst.length > 0 ? html`<div class="note danger"><h2>${words.say('guides.stop-first')}</h2><ul>${guide.stopFirst.map((text) => html`<li>${say(text)}</li>`)}</ul></div>` : ''}
      ${guide.have.length > 0 ? html`<h2>${words.say('guides.have')}</h2><ul>${guide.have.map((text) => html`<li>${say(text)}</li>`)}</ul>` : ''}
      <ol class="steps">${guide.steps.map((step) => html`<li><div>${stepOf(frame, step, level, say)}</div></li>`)}</ol>
      <h2>${words.say('guides.done')}</h2>${guide.done.map((text) => html`<p>${say(text)}</p>`)}
      <h2>${words.say('guides.stuck')}</h2>${guide.stuck.map((text) => html`<p>${say(text)}</p>`)}</article>
      <div class="actions no-print"><button type="button" data-read-aloud="#guide" hidden>${icon('volume-2')}${words.say('guides.read-aloud')}</button><button type="button" data-print hidden>${icon('printer')}${words.say('guides.print')}</button></div>
      ${helped(frame, guide, reference)}<p class="small quiet">${words.say('guides.reviewed', { date: words.date(guide.reviewed) })}</p>`,
  });
}

/** “Did it help?” closes the request, or takes along what was tried, so that nobody does it twice. */
const helped = (frame: Frame, guide: Guide, reference: string | undefined): Html => (guide.care === 'quiet' ? html`` : html`<section class="card no-print"><h2>${frame.words.say('guides.did-it-help')}</h2><div class="actions">
  ${reference ? html`<a class="button main" href="/r/${reference}/helped?guide=${guide.slug}">${icon('check')}${frame.words.say('guides.yes')}</a><a class="button" href="/r/${reference}/ways?tried=${guide.slug}">${frame.words.say('guides.no')}</a>` : html`<a class="button" href="/">${frame.words.say('guides.no-ask')}</a>`}</div></section>`);

function stepOf(frame: Frame, step: Step, level: Level, say: (text: string) => Html): Html {
  const { words } = frame;
  const read = stepFor(step, level);
  return html`<h2>${read.title}</h2>${read.actions.length > 1 ? html`<ol>${read.actions.map((text) => html`<li>${say(text)}</li>`)}</ol>` : html`<p>${say(read.actions[0] ?? '')}</p>`}
    <p class="note safe"><strong>${words.say('guides.you-see')}</strong> ${say(read.see)}</p>
    ${read.mistake ? html`<details><summary>${words.say('guides.went-wrong')}</summary><p>${say(read.mistake)}</p>${read.undo ? html`<p><strong>${words.say('guides.undo')}</strong> ${say(read.undo)}</p>` : ''}</details>` : ''}
    ${read.ask ? html`<p class="note warm"><strong>${words.say('guides.stop-and-ask')}</strong> ${say(read.ask)}</p>` : ''}`;
}
