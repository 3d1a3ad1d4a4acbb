import { html } from 'hono/html';
import { type Call, type Door, missing, page, screen } from '#platform/http/index';
import { likelyCountry } from '#platform/installation';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';
import { safetySteps } from '../parts/safety.ts';
import { dial } from '../parts/dial.ts';
import { shell } from '../shell.ts';

/** The card that is one tap from every page: someone is on the phone, or in the computer, right now. */
const FIRST_CARD = 'scam-in-progress';

/** What to do now, before any form. */
export function emergencyDoors(has: WebHas): Door[] {
  const show = (call: Call, id: string) => {
    const card = has.triage.card(id);
    if (!card) return missing;
    const frame = frameOf(has, call);
    const others = has.safetyCards.filter((other) => other.id !== id && !other.quickExit);
    return page(shell(frame, {
      title: card.title[frame.lang], quickExit: card.quickExit,
      main: html`${safetySteps(frame, card, likelyCountry(frame.house, frame.lang))}
        <section class="no-print"><h2>${frame.words.say('safety.something-else')}</h2><ul class="choices">${others.map((other) => html`<li><a class="choice" href="/emergency/${other.id}">${icon('circle-alert')}<strong>${other.title[frame.lang]}</strong></a></li>`)}</ul></section>
        <p class="lead">${frame.words.say('safety.call-us')} <a href="${dial(frame.house.phone)}">${frame.house.phone}</a></p>`,
    }));
  };
  return [
    screen({ method: 'GET', path: '/emergency', who: ['anyone'], answer: (call) => show(call, FIRST_CARD) }),
    screen({ method: 'GET', path: '/emergency/:card', who: ['anyone'], answer: (call) => show(call, call.params['card'] ?? '') }),
  ];
}
