import { html } from 'hono/html';
import type { ReceivedShown } from '#modules/messages';
import type { Words } from '#platform/text';
import { icon } from './icon.ts';

/** What is to be known of a message that came in, beside its words: what came with it, that it was cut, that its sender is in doubt. The doubt is for the office. */
export const marks = (words: Words, one: Pick<ReceivedShown, 'attached' | 'isCut' | 'isDoubtful'>, office: boolean): ReturnType<typeof html> => html`${office && one.isDoubtful ? html`<p class="note danger">${icon('circle-alert')} ${words.say('inbox.doubtful')}</p>` : ''}
  ${one.attached && one.attached.length > 0 ? html`<p class="small quiet">${icon('file-x')} ${words.say('inbox.attached', { names: one.attached.join(', ') })}</p>` : ''}${one.isCut ? html`<p class="small quiet">${words.say('inbox.cut')}</p>` : ''}`;
