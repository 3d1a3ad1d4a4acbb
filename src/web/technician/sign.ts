import { html } from 'hono/html';
import type { z } from 'zod';
import { type VisitId, isId } from '#kernel';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { drawPart, drawnAsks, keptDrawing, sheetToSign } from '../parts/signature.ts';
import { shell } from '../shell.ts';
import { spokenAsks } from './acts.ts';

/** Who signs where: on the telephone that the technician hands over, or on the person's own page. */
const PLACES = [{ path: '/day/:visit/by-hand', who: 'technician', back: '/day' }, { path: '/visits/:visit/sign', who: 'asker', back: '/visits' }] as const;
type Place = (typeof PLACES)[number];

/** The sheet is read and signed: drawn with a finger, or, at the visit, said aloud. The four digits sign too, where the work is done. */
export const signDoors = (has: WebHas): Door[] => PLACES.flatMap((place) => [
  screen({ method: 'GET', path: place.path, who: [place.who], answer: (call) => show(has, call, place, fresh) }),
  screen({ method: 'POST', path: `${place.path}/drawn`, who: [place.who], asks: drawnAsks, again: (call, typed, problems) => show(has, call, place, { typed: {}, problems: problems.length > 0 && typed ? problems : [] }), answer: (call) => drawn(has, call, place) }),
  ...(place.who === 'technician' ? [screen({
    method: 'POST', path: `${place.path}/spoken`, who: [place.who], asks: spokenAsks, again: (call, typed, problems) => show(has, call, place, { typed, problems }),
    answer: (call) => withVisit(call, (visit) => call.change((work) => has.visits.sign(work, { visit, how: 'spoken', words: call.asked.words }), () => go(`${place.back}/${visit}`), (refusal) => show(has, call as unknown as Call, place, { typed: {}, problems: [{ field: 'words', says: `visits.${refusal.kind}` }] }))),
  })] : []),
]);

const withVisit = (call: Pick<Call, 'params'>, todo: (visit: VisitId) => Promise<Reply>): Promise<Reply> | Reply => {
  const id = call.params['visit'] ?? '';
  return isId('Visit', id) ? todo(id as VisitId) : missing;
};

const drawn = (has: WebHas, call: Call<z.infer<typeof drawnAsks>>, place: Place): Promise<Reply> | Reply => withVisit(call, async (visit) => {
  const wrong = (says: string): Promise<Reply> => show(has, call as unknown as Call, place, { typed: {}, problems: [{ field: 'draw', says }] });
  const picture = await keptDrawing(has.files, call.asked.drawing);
  if (!picture) return wrong('sign.empty');
  return call.change((work) => has.visits.sign(work, { visit, how: 'drawn', picture }), () => go(`${place.back}/${visit}`), async (refusal) => {
    await has.files.erase(picture);
    return refusal.kind === 'no-such-visit' ? missing : wrong(`visits.${refusal.kind}`);
  });
});

async function show(has: WebHas, call: Call, place: Place, filled: Filled): Promise<Reply> {
  return withVisit(call, async (visit) => {
    const seen = await call.look((work) => has.visits.see(work, visit));
    if (!seen) return missing;
    const frame = frameOf(has, call);
    const { words } = frame;
    const here = place.path.replace(':visit', visit);
    const isReady = seen.record.state === 'working' && seen.sheet !== undefined && seen.sheetFaults.length === 0;
    const isHandedOver = place.who === 'technician';
    return page(shell(frame, {
      title: words.say('sign.title'), scripts: ['signature'],
      main: html`<p class="where-am-i"><a href="${place.back}/${visit}">${icon('arrow-left')} ${words.say('sign.back')}</a></p>${whatWasWrong(words, filled)}<h1>${words.say('sign.title')}</h1>
        ${seen.signature ? html`<p class="tag safe">${icon('check')}${words.say(`visits.signed-${seen.signature.how}`)}</p>${sheetToSign(words, seen)}` : isReady ? html`<p class="lead">${words.say('sign.lead')}</p>${sheetToSign(words, seen)}${drawPart(words, `${here}/drawn`)}
        ${isHandedOver ? html`<h2>${words.say('sign.spoken')}</h2><p class="quiet">${words.say('sign.spoken-more')}</p>${form(`${here}/spoken`, html`${box({ name: 'words', label: words.say('sign.their-words'), rows: 2, filled, words })}<button>${icon('message-square')}${words.say('sign.keep-spoken')}</button>`)}` : html`<noscript><p class="note">${words.say('sign.no-script')}</p></noscript>`}`
          : html`<p class="note">${words.say('sign.not-ready')}</p>`}`,
    }), filled.problems.length > 0 ? 422 : 200);
  });
}
