import { typeInto } from './drafts.ts';
import { type SoFar, minutesOf, sheetLacks } from './so-far.ts';
import { type Words, span } from './words.ts';

/** Puts the visit, as far as this telephone knows it, into the parts of the page. */
const each = (within: HTMLElement, sign: string, todo: (part: HTMLElement) => void): void => { for (const part of within.querySelectorAll<HTMLElement>(sign)) todo(part); };
const mark = (within: HTMLElement, sign: string, isHidden: (part: HTMLElement) => boolean): void => { each(within, sign, (part) => { part.hidden = isHidden(part); }); };

/** What this telephone adds to a list of the page; drawn anew each time. */
function added(within: HTMLElement, sign: string, lines: readonly string[]): void {
  each(within, sign, (list) => {
    for (const old of list.querySelectorAll('[data-added]')) old.remove();
    for (const line of lines) {
      const item = document.createElement('li');
      item.dataset['added'] = '';
      item.textContent = line;
      list.append(item);
    }
    list.hidden = list.children.length === 0;
  });
}

export function showClock(within: HTMLElement, visit: SoFar, words: Words): void {
  const minutes = minutesOf(visit, new Date().toISOString());
  const runs = (kind: string): boolean => visit.spans.some((one) => one.kind === kind && !one.until);
  each(within, '[data-minutes]', (place) => { place.textContent = span(words.lang, place.dataset['minutes'] === 'unattended' ? minutes.unattended : minutes.attended); });
  mark(within, '[data-clock-runs]', () => !runs('attended'));
  mark(within, '[data-clock-stands]', () => runs('attended'));
  mark(within, '[data-machine]', () => minutes.unattended === 0 && !runs('unattended'));
  mark(within, '[data-clock]', (part) => { const [what, kind] = (part.dataset['clock'] ?? '').split('-'); return runs(kind ?? '') !== (what === 'stop'); });
}

const partName = (within: HTMLElement, item: string): string => within.querySelector(`select[name="item"] option[value="${CSS.escape(item)}"]`)?.textContent ?? item;

function showWork(within: HTMLElement, visit: SoFar, words: Words): void {
  each(within, '[data-step]', (step) => {
    const ticked = visit.ticks[step.dataset['step'] ?? ''];
    mark(step, '[data-ticked]', (tag) => tag.dataset['ticked'] !== ticked);
    mark(step, '[data-tick]', () => ticked !== undefined);
  });
  const notes = within.querySelector<HTMLElement>('[data-notes]')?.dataset;
  added(within, '[data-notes]', visit.notes.map(({ phase, text, photo }) => `${notes?.[phase] ?? ''}: ${text}${photo ? ` (${words.photo})` : ''}`));
  added(within, '[data-parts]', visit.parts.map(({ item, quantity }) => `${quantity} × ${partName(within, item)}`));
  const waits = within.querySelector<HTMLElement>('[data-proposed]')?.dataset['waits'] ?? '';
  added(within, '[data-proposed]', visit.proposed.map((says) => `${says}: ${waits}`));
  for (const [extra, answer] of Object.entries(visit.answered)) {
    each(within, `[data-extra="${CSS.escape(extra)}"]`, (part) => {
      mark(part, '[data-extra-answers]', () => true);
      each(part, '[data-extra-state]', (tag) => { tag.textContent = tag.dataset[answer] ?? ''; });
    });
  }
}

function showEnd(within: HTMLElement, visit: SoFar): void {
  mark(within, '[data-shown]', (tag) => tag.dataset['shown'] !== visit.shown);
  mark(within, '[data-show-me]', () => visit.shown !== undefined);
  mark(within, '[data-signed]', () => !visit.signed);
  mark(within, '[data-sign]', () => visit.signed);
  mark(within, '[data-by-hand]', () => sheetLacks(visit) !== undefined);
  mark(within, '[data-outcome]', (part) => part.dataset['outcome'] !== visit.outcome);
  mark(within, '[data-invoice] form', () => visit.invoice);
  // The page wrote the blocks in their order.
  const texts = Object.values(visit.blocks);
  each(within, '[data-to-sign]', (sheet) => { for (const [at, place] of [...sheet.querySelectorAll('article p')].entries()) place.textContent = texts[at] ?? ''; });
}

export function showVisit(within: HTMLElement, visit: SoFar, words: Words): void {
  mark(within, '[data-when]', (part) => part.dataset['when'] !== visit.state);
  showClock(within, visit, words);
  showWork(within, visit, words);
  showEnd(within, visit);
}

/** Lays out the parts of a page of this visit, with what was typed, opened and being written in. */
export function layOutVisit(live: HTMLElement, kit: HTMLTemplateElement, typed: Readonly<Record<string, string>>, so: SoFar, words: Words): void {
  const opened = [...live.querySelectorAll('details[open] > summary')].map((one) => one.textContent);
  const written = live.contains(document.activeElement) ? document.activeElement?.getAttribute('name') : undefined;
  live.replaceChildren(document.importNode(kit.content, true));
  for (const [block, text] of Object.entries(so.blocks)) each(live, `textarea[name="${block}"]`, (field) => { if (field instanceof HTMLTextAreaElement) field.value = field.defaultValue = text; });
  typeInto(live, typed);
  each(live, 'details > summary', (one) => { if (opened.includes(one.textContent)) one.parentElement?.setAttribute('open', ''); });
  showVisit(live, so, words);
  if (written) live.querySelector<HTMLElement>(`[data-when="${so.state}"] [name="${written}"]`)?.focus();
}

/** Says at the field what was wrong, or at the top of its form. */
export function sayWrong(form: HTMLFormElement, text: string): void {
  const field = form.querySelector<HTMLElement>('input:not([type="hidden"]), textarea, select, fieldset');
  const place = form.querySelector<HTMLElement>('[data-wrong]') ?? document.createElement('p');
  place.className = 'wrong';
  place.dataset['wrong'] = '';
  place.setAttribute('role', 'alert');
  place.textContent = text;
  form.prepend(place);
  field?.focus();
}
export const sayNothingWrong = (form: HTMLFormElement): void => { form.querySelector('[data-wrong]')?.remove(); };
