import { html } from 'hono/html';
import { z } from 'zod';
import type { FileId } from '#kernel';
import { BLOCKS, type VisitSeen } from '#modules/visits';
import type { Files } from '#platform/files/index';
import type { Words } from '#platform/text';
import { form } from './form.ts';
import { icon } from './icon.ts';

type Html = ReturnType<typeof html>;
const PNG = 'data:image/png;base64,';
/** A picture drawn on the page, as the browser gives it; a quarter of a million letters are plenty for a signature. */
export const drawnAsks = z.object({ drawing: z.string('sign.empty').startsWith(PNG, 'sign.empty').max(400_000, 'sign.empty') });

/** Keeps the drawing as a picture made anew; undefined when it is none. */
export async function keptDrawing(files: Files, drawing: string): Promise<FileId | undefined> {
  const kept = await files.keep(Buffer.from(drawing.slice(PNG.length), 'base64'), { name: 'signature.png', declaredType: 'image/png' });
  return kept.ok ? kept.value.id : undefined;
}

/** What is signed: the sheet as it was written, in the person's language. */
export const sheetToSign = (words: Words, { sheet, sheetLang }: Pick<VisitSeen, 'sheet' | 'sheetLang'>): Html =>
  html`<article lang="${sheetLang}">${BLOCKS.map((block) => html`<section><h2>${words.say(`visits.block-${block}`)}</h2><p>${sheet?.blocks[block] ?? ''}</p></section>`)}</article>`;

/** A field to draw in, shown only where a script can. `to`: where it goes. */
export const drawPart = (words: Words, to: string): Html => html`<div data-signature data-empty="${words.say('sign.empty')}" hidden><h2 id="draw">${words.say('sign.draw')}</h2><p class="quiet">${words.say('sign.draw-more')}</p>
  <canvas class="signature" role="img" aria-labelledby="draw"></canvas><p class="wrong" role="status"></p>
  ${form(to, html`<input type="hidden" name="drawing" value=""><div class="actions"><button class="main">${icon('signature')}${words.say('sign.sign')}</button><button type="button" data-again>${icon('eraser')}${words.say('sign.again')}</button></div>`)}</div>`;
