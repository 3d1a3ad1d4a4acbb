import { html } from 'hono/html';
import { type Technician, type TrustFact, sayFact, shownName } from '#modules/technicians';
import type { Words } from '#platform/text';
import { icon } from './icon.ts';

type Html = ReturnType<typeof html>;

/** The face of who comes: a photo, or the initials until there is one. */
export const face = (technician: Technician): Html => (technician.photo
  ? html`<img class="face" src="/technicians/${technician.id}/photo" alt="" width="72" height="72">`
  : html`<span class="face" aria-hidden="true">${technician.firstName.slice(0, 1)}${technician.lastInitial}</span>`);

export const whoComes = (technician: Technician, words: Words, provider: string): Html =>
  html`<div class="person-line">${face(technician)}<div><strong>${shownName(technician)}</strong><br><span class="quiet">${provider}</span></div></div>`;

/** Three facts that one may rely on. */
export const trusted = (facts: readonly TrustFact[], words: Words): Html =>
  html`<ul class="trusted">${facts.slice(0, 3).map((fact) => html`<li>${icon('shield-check')}<span>${sayFact(fact, words)}</span></li>`)}</ul>`;
