import { html } from 'hono/html';
import type { Shown } from '#modules/quality';
import { leafOf } from '#modules/triage';
import type { Words } from '#platform/text';

type Html = ReturnType<typeof html>;
/** Fewer answers say nothing yet: one friend or one foe must not make a name. */
const FEWEST = 5;
const MOST_SUBJECTS = 6;

/** What people said and how repairs held, as facts with their counts; below five answers it is "new". */
export function peopleSaid(words: Words, shown: Shown): Html {
  const facts = shown.facts.filter(({ of }) => of >= FEWEST);
  const held = shown.solved >= FEWEST ? html`<li>${words.say('quality.shown-solved', { stayed: shown.stayedSolved, solved: shown.solved })}</li>` : '';
  const subjects = shown.subjects.filter(({ solved }) => solved >= FEWEST).slice(0, MOST_SUBJECTS).flatMap(({ leaf, solved, cameBack }) => {
    const subject = leafOf(leaf)?.label[words.lang === 'fr' ? 'fr' : 'en'];
    return subject === undefined ? [] : [html`<li>${words.say('quality.shown-subject', { subject, held: solved - cameBack, solved, back: cameBack })}</li>`];
  });
  return html`<details><summary>${words.say('quality.shown-title')}</summary>${facts.length === 0 ? html`<p class="quiet">${words.say('quality.shown-new')}</p>` : ''}<ul>${facts.map(({ fact, yes, of }) => html`<li>${words.say(`quality.fact-${fact}`)}: <strong>${words.say('quality.shown-fact', { yes, of })}</strong></li>`)}${held}</ul>${subjects.length === 0 ? '' : html`<p><strong>${words.say('quality.shown-subjects')}</strong></p><ul>${subjects}</ul>`}</details>`;
}
