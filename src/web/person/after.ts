import { html } from 'hono/html';
import { z } from 'zod';
import { type VisitId, isId } from '#kernel';
import { BLOCKS, type SheetToRead } from '#modules/visits';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { box, form, fresh } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { explainer } from '../parts/plain-text.ts';
import { shell } from '../shell.ts';
import { dial } from '../parts/dial.ts';
import { withVisit } from './visit.ts';

type Html = ReturnType<typeof html>;
const visitId = (call: Pick<Call, 'params'>): VisitId | undefined => { const id = call.params['visit'] ?? ''; return isId('Visit', id) ? id : undefined; };

/** After the visit: the sheet to keep; and, before or after, a way to say that something is wrong. */
export function afterDoors(has: WebHas): Door[] {
  return [
    screen({
      method: 'GET', path: '/visits/:visit/sheet', who: ['asker'],
      answer: async (call) => {
        const id = visitId(call);
        const sheet = id && (await call.look((work) => has.visits.sheet(work, id)));
        // What leads nowhere is not offered: nothing came back where nothing was repaired, and nobody says how it was where nobody came in.
        const may = sheet && (await call.look(async (work) => ({ comeBack: (await has.quality.guaranteeOf(work, sheet.visit)) !== undefined, review: (await has.quality.reviewsOf(work, sheet.visit)) !== undefined, bill: (await has.billing.invoicesFor(work, sheet.visit)).length > 0, waived: (await has.billing.known.waived(work, sheet.visit))?.why, isRung: (await has.quality.known.stepOf(work, sheet.visit))?.doneHow === 'called' })));
        return sheet && may ? page(sheetPage(frameOf(has, call), sheet, may)) : missing;
      },
    }),
    screen({ method: 'GET', path: '/visits/:visit/something-is-wrong', who: ['asker'], answer: (call) => withVisit(has, call, () => page(wrongPage(frameOf(has, call), call))) }),
    screen({
      method: 'POST', path: '/visits/:visit/something-is-wrong', who: ['asker'], asks: z.object({ why: z.string().trim().max(500).optional() }),
      again: (call) => go(call.path),
      answer: (call) => stop(has, call),
    }),
  ];
}

/** What may be done from the sheet, and what came of the visit since it was written. */
type May = Readonly<{ comeBack: boolean; review: boolean; bill: boolean; waived: string | undefined; isRung: boolean }>;

function sheetPage(frame: Frame, sheet: SheetToRead, may: May): Html | Promise<Html> {
  const { words } = frame;
  const say = explainer(frame);
  const text = (block: (typeof BLOCKS)[number]): Html => (sheet.kind === 'written' ? html`${sheet.blocks[block].split('\n').map((line) => html`<p>${say(line)}</p>`)}` : html`<p>${words.say(sheet.says[block])}</p>`);
  const title = words.say(sheet.kind === 'written' ? 'sheet.title' : 'visit.read-what-happened');
  return shell(frame, {
    title,
    main: html`<p class="where-am-i no-print"><a href="/visits/${sheet.visit}">${icon('arrow-left')} ${words.say('visit.title')}</a></p><article id="sheet"${sheet.kind === 'written' ? html` lang="${sheet.lang}"` : ''}><h1>${title}</h1>${BLOCKS.filter((block) => sheet.kind !== 'written' || sheet.blocks[block] !== '').map((block) => html`<section class="card"><h2>${words.say(`visits.block-${block}`)}</h2>${text(block)}</section>`)}</article>
      ${may.waived ? html`<p class="note safe">${words.say(`after.waived-${may.waived}`)}</p>` : ''}${sheet.next ? html`<p class="note">${words.say(may.isRung ? 'gone.rang-you' : `visits.next-${sheet.next}`)}</p>` : ''}
      <div class="actions no-print"><button type="button" data-read-aloud="#sheet" hidden>${icon('volume-2')}${words.say('guides.read-aloud')}</button><button type="button" data-print hidden>${icon('printer')}${words.say('guides.print')}</button>
        ${may.bill || sheet.kind === 'written' ? html`<a class="button" href="/visits/${sheet.visit}/invoice">${icon('receipt')}${words.say('visit.see-invoice')}</a>` : ''}${may.review ? html`<a class="button" href="/visits/${sheet.visit}/review">${words.say('quality.review')}</a>` : ''}</div>
      <div class="actions no-print">${may.comeBack ? html`<a class="button" href="/visits/${sheet.visit}/came-back">${icon('rotate-ccw')}${words.say('quality.came-back')}</a>` : ''}<a class="button plain" href="/visits/${sheet.visit}/complain">${words.say('quality.complain')}</a><a class="button danger" href="/visits/${sheet.visit}/something-is-wrong">${words.say('visit.something-wrong')}</a></div>`,
  });
}

const wrongPage = (frame: Frame, call: Pick<Call, 'params'>): Html | Promise<Html> => shell(frame, {
  title: frame.words.say('wrong.title'),
  main: html`<h1>${frame.words.say('wrong.title')}</h1><p class="lead">${frame.words.say('wrong.lead')}</p><p><a class="button main" href="${dial(frame.house.phone)}">${icon('phone')}${frame.house.phone}</a></p>
    <p class="note danger">${frame.words.say('wrong.danger')}</p>
    ${form(`/visits/${call.params['visit']}/something-is-wrong`, html`${box({ name: 'why', label: frame.words.say('wrong.what'), hint: frame.words.say('wrong.what-hint'), rows: 3, filled: fresh, words: frame.words })}<div class="actions"><button class="danger">${frame.words.say('wrong.stop')}</button><a class="button" href="/visits/${call.params['visit']}">${frame.words.say('wrong.back')}</a></div>`)}`,
});

function stop(has: WebHas, call: Call<{ why?: string | undefined }>): Promise<Reply> | Reply {
  const id = visitId(call);
  if (!id) return missing;
  const frame = frameOf(has, call);
  const said = (key: string): Promise<Reply> => page(shell(frame, { title: frame.words.say(`wrong.${key}`), main: html`<h1>${frame.words.say(`wrong.${key}`)}</h1><p class="lead">${frame.words.say(`wrong.${key}-more`)}</p><p class="note danger">${frame.words.say('wrong.bank')}</p><p><a class="button main" href="${dial(frame.house.phone)}">${icon('phone')}${frame.house.phone}</a></p>` }));
  return call.change((work) => has.trust.feltWrong(work, { visit: id, what: call.asked.why ?? '' }), ({ stopped }) => said(stopped ? 'stopped' : 'noted-felt'), () => missing);
}
