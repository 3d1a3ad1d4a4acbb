import { html } from 'hono/html';
import { z } from 'zod';
import { type VisitId, isId } from '#kernel';
import { FACTS_OF, type Review } from '#modules/quality';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { box, form, fresh, oneOf } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
const asks = z.object({ words: z.string().trim().max(2_000, 'quality.missing-words').optional() }).catchall(z.string().max(20));

/** How it was: both sides of the door answer, and neither reads the other before having spoken. */
export function reviewDoors(has: WebHas): Door[] {
  return [
    screen({ method: 'GET', path: '/visits/:visit/review', who: ['asker', 'technician'], answer: (call) => show(has, call) }),
    screen({
      method: 'POST', path: '/visits/:visit/review', who: ['asker', 'technician'], asks, again: (call) => show(has, call as unknown as Call),
      answer: async (call) => {
        const id = call.params['visit'] ?? '';
        if (!isId('Visit', id)) return missing;
        const answers = Object.fromEntries(Object.entries(call.asked).flatMap(([name, value]) => (name.startsWith('fact-') && (value === 'yes' || value === 'no') ? [[name.slice(5), value === 'yes']] : [])));
        const words = call.asked.words;
        return call.change((work) => has.quality.review(work, { visit: id as VisitId, answers, ...(words ? { words } : {}) }), () => go(`/visits/${id}/review`), (refusal) => (refusal.kind === 'no-such-visit' ? missing : go(`/visits/${id}/review`)));
      },
    }),
  ];
}

async function show(has: WebHas, call: Pick<Call, 'params' | 'look'> & Parameters<typeof frameOf>[1]): Promise<Reply> {
  const id = call.params['visit'] ?? '';
  const found = isId('Visit', id) ? await call.look(async (work) => {
    const visit = await has.booking.visit(work, id as VisitId);
    const seen = visit && (await has.quality.reviewsOf(work, id as VisitId));
    const technician = visit && (await has.technicians.technician(work, visit.technician));
    return seen && { ...seen, name: technician?.firstName ?? '' };
  }) : undefined;
  if (!found) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const lead = found.side === 'household' ? words.say('quality.review-lead', { name: found.name }) : words.say('quality.review-lead-technician');
  return page(shell(frame, {
    title: words.say('quality.review-title'),
    main: html`${found.side === 'household' ? html`<p class="where-am-i"><a href="/visits/${id}">${icon('arrow-left')} ${words.say('visit.title')}</a></p>` : ''}<h1>${words.say('quality.review-title')}</h1>
      ${found.mine ? html`<p class="lead" role="status">${words.say('quality.review-thanks')}</p>${said(frame, 'mine', found.mine)}${found.theirs ? said(frame, 'theirs', found.theirs) : html`<p class="quiet">${words.say('quality.review-waits')}</p>`}` : ''}
      ${!found.mine && !found.open ? html`<p class="lead">${words.say('quality.review-closed')}</p>${found.theirs ? said(frame, 'theirs', found.theirs) : ''}` : ''}
      ${found.open ? html`<p class="lead">${lead}</p>${form(`/visits/${id}/review`, html`${FACTS_OF[found.side].map((fact) => oneOf({
        name: `fact-${fact}`, label: words.say(`quality.fact-${fact}`), filled: fresh, words, value: 'leave-out', columns: 'two',
        options: (['yes', 'no', 'leave-out'] as const).map((value) => ({ value, label: words.say(`quality.${value}`) })),
      }))}${box({ name: 'words', label: words.say('quality.review-words'), hint: words.say('quality.review-words-hint'), rows: 3, filled: fresh, words })}<div class="actions"><button class="main">${words.say('quality.review-send')}</button></div>`)}` : ''}`,
  }));
}

const said = ({ words }: Frame, whose: 'mine' | 'theirs', review: Review): Html => html`<section class="card"><h2>${words.say(`quality.review-${whose}`)}</h2><dl class="facts">${Object.entries(review.answers).map(([fact, yes]) => html`<dt>${words.say(`quality.fact-${fact}`)}</dt><dd>${words.say(yes ? 'quality.yes' : 'quality.no')}</dd>`)}</dl>${review.words ? html`<p>${review.words}</p>` : ''}</section>`;
