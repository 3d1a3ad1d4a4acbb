import { html } from 'hono/html';
import type { Country } from '#kernel';
import { type SafetyCard, contactsFor } from '#modules/triage';
import type { Frame } from '../frame.ts';
import { dial } from './dial.ts';
import { icon } from './icon.ts';

type Html = ReturnType<typeof html>;

/** What to do now, in order: large, printable, read aloud; with the official numbers of the country and the day we checked them. */
export function safetySteps(frame: Frame, card: SafetyCard, country: Country): Html {
  const { lang, words } = frame;
  const contacts = contactsFor(country, card.contacts);
  return html`<article id="safety" class="safety"><h1>${card.title[lang]}</h1><p class="lead"><strong>${card.first[lang]}</strong></p>
      <div class="actions no-print"><button type="button" data-read-aloud="#safety" hidden>${icon('volume-2')}${words.say('guides.read-aloud')}</button><button type="button" data-print hidden>${icon('printer')}${words.say('guides.print')}</button></div>
      <ol class="steps">${card.steps[lang].map((step) => html`<li><span class="lead">${step}</span></li>`)}</ol>
      ${card.never[lang].length > 0 ? html`<div class="note danger"><h2>${words.say('safety.never')}</h2><ul>${card.never[lang].map((line) => html`<li>${line}</li>`)}</ul></div>` : ''}
      ${contacts.length > 0 ? html`<h2>${words.say('safety.who-helps')}</h2><ul class="contacts">${contacts.map((contact) => html`<li class="card"><strong>${contact.name[lang]}</strong><br>${contact.what[lang]}
        ${contact.phone ? html`<br><a class="phone" href="${dial(contact.phone)}">${icon('phone')}${contact.phone}</a>` : ''}${contact.text ? html`<br><a class="phone" href="sms:${contact.text}">${icon('message-square')}${contact.text}</a>` : ''}${contact.url ? html`<br><a href="${contact.url}" rel="noreferrer">${contact.url.replace(/^https?:\/\//, '')}</a>` : ''}
        <br><span class="quiet small">${contact.hours[lang]} · ${words.say('safety.checked', { date: words.date(Temporal.PlainDate.from(contact.checkedOn)) })}</span></li>`)}</ul>` : ''}</article>`;
}
