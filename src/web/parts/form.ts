import { html } from 'hono/html';
import { newId } from '#kernel';
import type { Problem, Typed } from '#platform/http/index';
import type { Words } from '#platform/text';
import { icon } from './icon.ts';

/** What a form shows again after a "no": what was typed, and what was wrong. */
export type Filled = Readonly<{ typed: Typed; problems: readonly Problem[] }>;
export const fresh: Filled = { typed: {}, problems: [] };

type Html = ReturnType<typeof html>;
/** `id`: where a page asks for the same field twice. */
type Asked = Readonly<{ name: string; id?: string; label: string; hint?: string; filled: Filled; words: Words; hideLabel?: boolean }>;

const wrongWith = (asked: Asked): Problem | undefined => asked.filled.problems.find((problem) => problem.field === asked.name);

/** A sentence for what was wrong; without one of its own, the general one. */
export const saysProblem = (words: Words, problem: Problem): string =>
  words.knows(problem.says) ? words.say(problem.says, problem.with) : words.say('form.not-understood');

const around = (asked: Asked, field: (describedBy: string) => Html): Html => {
  const wrong = wrongWith(asked);
  const id = asked.id ?? asked.name;
  const described = [asked.hint ? `${id}-hint` : '', wrong ? `${id}-wrong` : ''].filter(Boolean).join(' ');
  return html`<div class="field ${wrong ? 'has-wrong' : ''}"><label for="${id}"${asked.hideLabel ? html` class="out-of-sight"` : ''}>${asked.label}</label>
    ${asked.hint ? html`<p class="hint" id="${id}-hint">${asked.hint}</p>` : ''}
    ${wrong ? html`<p class="wrong" id="${id}-wrong">${icon('circle-alert')}<span>${saysProblem(asked.words, wrong)}</span></p>` : ''}
    ${field(described)}</div>`;
};

const aria = (described: string, wrong: boolean): Html => html`${described ? html` aria-describedby="${described}"` : ''}${wrong ? html` aria-invalid="true"` : ''}`;

type Line = Asked & Readonly<{ type?: string; size?: 'short' | 'medium'; autocomplete?: string; inputmode?: string; value?: string; required?: boolean; pattern?: string }>;

/** One line to type in. */
export const line = (asked: Line): Html => around(asked, (described) =>
  html`<input id="${asked.id ?? asked.name}" name="${asked.name}" type="${asked.type ?? 'text'}" class="${asked.size ?? ''}" value="${asked.filled.typed[asked.name] ?? asked.value ?? ''}"${asked.autocomplete ? html` autocomplete="${asked.autocomplete}"` : ''}${asked.inputmode ? html` inputmode="${asked.inputmode}"` : ''}${aria(described, wrongWith(asked) !== undefined)}>`);

/** Several lines to type in. */
export const box = (asked: Asked & { rows?: number; value?: string }): Html => around(asked, (described) =>
  html`<textarea id="${asked.id ?? asked.name}" name="${asked.name}" rows="${asked.rows ?? 5}"${aria(described, wrongWith(asked) !== undefined)}>${asked.filled.typed[asked.name] ?? asked.value ?? ''}</textarea>`);

export type Option = Readonly<{ value: string; label: string; hint?: string; icon?: string }>;

/** One of several, each as large as a hand. */
export function oneOf(asked: Asked & { options: readonly Option[]; value?: string; columns?: 'two' }): Html {
  const wrong = wrongWith(asked);
  const chosen = asked.filled.typed[asked.name] ?? asked.value;
  return html`<fieldset class="field ${wrong ? 'has-wrong' : ''}" id="${asked.id ?? asked.name}"><legend>${asked.label}</legend>
    ${asked.hint ? html`<p class="hint">${asked.hint}</p>` : ''}
    ${wrong ? html`<p class="wrong">${icon('circle-alert')}<span>${saysProblem(asked.words, wrong)}</span></p>` : ''}
    <div class="choices ${asked.columns ?? ''}">${asked.options.map((option) => html`<label class="choice"><input type="radio" name="${asked.name}" value="${option.value}"${chosen === option.value ? ' checked' : ''}>
      ${option.icon ? icon(option.icon) : ''}<span><strong>${option.label}</strong>${option.hint ? html`<span class="quiet">${option.hint}</span>` : ''}</span></label>`)}</div></fieldset>`;
}

/** A choice from a list, for staff. */
export const listOf = (asked: Asked & { options: readonly Option[]; value?: string }): Html => around(asked, (described) =>
  html`<select id="${asked.id ?? asked.name}" name="${asked.name}"${aria(described, wrongWith(asked) !== undefined)}>${asked.options.map((option) =>
    html`<option value="${option.value}"${(asked.filled.typed[asked.name] ?? asked.value) === option.value ? ' selected' : ''}>${option.label}</option>`)}</select>`);

/** A yes that is ticked. */
export const tick = (asked: Asked & { value?: string; checked?: boolean }): Html => {
  const wrong = wrongWith(asked);
  const on = asked.filled.typed[asked.name] !== undefined || (asked.checked ?? false);
  return html`<div class="field ${wrong ? 'has-wrong' : ''}">${wrong ? html`<p class="wrong">${icon('circle-alert')}<span>${saysProblem(asked.words, wrong)}</span></p>` : ''}
    <div class="tick"><input type="checkbox" id="${asked.name}" name="${asked.name}" value="${asked.value ?? 'yes'}"${on ? ' checked' : ''}><label for="${asked.name}">${asked.label}${asked.hint ? html`<br><span class="quiet">${asked.hint}</span>` : ''}</label></div></div>`;
};

/** A form with its one-time id: however often it is sent, it has one effect. */
export const form = (to: string, inside: Html | Html[], options: { files?: boolean; kind?: string; more?: Html } = {}): Html =>
  html`<form method="post" action="${to}" novalidate class="${options.kind ?? ''}"${options.files ? html` enctype="multipart/form-data"` : ''}${options.more ?? ''}><input type="hidden" name="form_id" value="${newId('Form')}">${inside}</form>`;

/** A form that is one button. */
export const press = (to: string, label: string, options: { kind?: string; icon?: string; fields?: Record<string, string>; inside?: Html } = {}): Html =>
  form(to, html`${Object.entries(options.fields ?? {}).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button class="${options.kind ?? ''}">${options.icon ? icon(options.icon) : ''}${options.inside ?? label}</button>`);

/** What was wrong, at the top of the page, each a link to its field. Nothing was lost, and it says so. */
export const whatWasWrong = (words: Words, filled: Filled): Html => (filled.problems.length === 0 ? html`` : html`<div class="summary" role="alert" tabindex="-1" id="summary"><h2>${words.say('form.please-look')}</h2>
  <ul>${filled.problems.map((problem) => html`<li><a href="#${problem.field}">${saysProblem(words, problem)}</a></li>`)}</ul><p>${words.say('form.nothing-lost')}</p></div>`);
