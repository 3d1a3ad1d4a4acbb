import { html } from 'hono/html';
import { type ProvedSkill, type Technician, type TrustFact, sayFact, sayProved, shownName } from '#modules/technicians';
import type { Words } from '#platform/text';
import { icon } from './icon.ts';

type Html = ReturnType<typeof html>;

/** The face of who comes: a photo, or the initials until there is one. */
export const face = (technician: Technician): Html => (technician.photo
  ? html`<img class="face" src="/technicians/${technician.id}/photo" alt="" width="72" height="72">`
  : html`<span class="face" aria-hidden="true">${technician.firstName.slice(0, 1)}${technician.lastInitial}</span>`);

export const whoComes = (technician: Technician, words: Words, provider: string): Html =>
  html`<div class="person-line">${face(technician)}<div><strong>${shownName(technician)}</strong><br><span class="quiet">${provider}</span></div></div>`;

/** How many levels stand open; the rest is one press away. */
const OPEN_LEVELS = 3;
/** What they have shown that they can do, with what proves it; nothing where nothing is proved yet. */
export function provedBy(technician: Technician, skills: readonly ProvedSkill[], words: Words): Html {
  if (skills.length === 0) return html``;
  const list = (some: readonly ProvedSkill[]): Html => html`<ul class="trusted">${some.map((one) => html`<li>${icon('badge-check')}<span>${sayProved(one, words)}</span></li>`)}</ul>`;
  const rest = skills.slice(OPEN_LEVELS);
  return html`<p><strong>${words.say('technicians.proved-title', { name: technician.firstName })}</strong></p>${list(skills.slice(0, OPEN_LEVELS))}${rest.length === 0 ? '' : html`<details><summary>${words.say('technicians.proved-rest', { count: rest.length })}</summary>${list(rest)}</details>`}<p class="small quiet">${words.say('technicians.proved-more')}</p>`;
}

/** Three facts that one may rely on. */
export const trusted = (facts: readonly TrustFact[], words: Words): Html =>
  html`<ul class="trusted">${facts.slice(0, 3).map((fact) => html`<li>${icon('shield-check')}<span>${sayFact(fact, words)}</span></li>`)}</ul>`;
