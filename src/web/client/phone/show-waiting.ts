import type { Entry, Kept } from './outbox.ts';
import { type Words, counted, hour } from './words.ts';

/** What a thing says, in the words that were typed. */
export function saidIn(entry: Pick<Entry, 'fields' | 'picture'>, words: Words): string {
  const told = Object.entries(entry.fields).filter(([name, value]) => value !== '' && !['code', 'task', 'step', 'shown', 'right', 'ground', 'phase', 'kind', 'ticked', 'item', 'answer'].includes(name) && !name.startsWith('was-'));
  const said = told.map(([name, value]) => (name in words.values ? `${words.values[name]}: ${value}` : words.values[value] ?? value));
  return [...said, ...(entry.picture ? [words.photo] : [])].join(' · ');
}
const nameOf = ({ act }: Entry, words: Words): string => words.what[act.split('/ext_')[0] ?? ''] ?? act;

function line(entry: Entry, words: Words): HTMLLIElement {
  const item = document.createElement('li');
  const name = document.createElement('strong');
  name.textContent = `${hour(words.lang, Date.parse(entry.at))} ${nameOf(entry, words)}`;
  const said = saidIn(entry, words);
  item.append(name, said ? ` ${said}` : '');
  return item;
}
const button = (text: string, todo: () => void): HTMLButtonElement => {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', todo);
  return made;
};

const part = (sign: string): HTMLElement | null => document.querySelector<HTMLElement>(sign);
const write = (sign: string, text: string): void => { const place = part(sign); if (place) { place.textContent = text; place.hidden = text === ''; } };
const hide = (sign: string, isHidden: boolean): void => { part(sign)?.toggleAttribute('hidden', isHidden); };

export type Says = Readonly<{ isAway: boolean; isSending: boolean; isLocked: boolean; keptAt: number | undefined; justSent: boolean }>;

/** The bar: signal or none, how many things wait and which. Hidden when there is nothing to say. */
export function showWaiting(all: readonly Kept[], words: Words, says: Says): void {
  const waiting = all.filter(({ entry }) => !entry.refused);
  const count = waiting.length === 0 ? '' : counted(words.waitingOne, words.waitingMany, waiting.length);
  const state = says.isLocked ? words.signedOut : says.isSending && waiting.length > 0 ? words.sending : says.isAway ? [words.noSignal, count].filter(Boolean).join(' ') : count || (says.justSent ? words.sent : '');
  hide('[data-held]', state === '');
  write('[data-held-says]', state);
  write('[data-held-as-of]', says.keptAt === undefined ? '' : words.asOf.replace(words.gap, hour(words.lang, says.keptAt)));
  hide('[data-held-more]', waiting.length === 0);
  hide('[data-held-send]', waiting.length === 0 || says.isSending);
  part('[data-held-list]')?.replaceChildren(...waiting.map(({ entry }) => line(entry, words)));
}

/** What was not taken: what it said, why, and what can be done. */
export function showRefused(all: readonly Kept[], words: Words, can: Readonly<{ again(): void; putAway(place: string): void }>): void {
  const refused = all.filter(({ entry }) => entry.refused);
  hide('[data-refused]', refused.length === 0);
  part('[data-refused-list]')?.replaceChildren(...refused.map(({ place, entry }) => {
    const item = line(entry, words);
    const why = document.createElement('p');
    why.textContent = entry.refused?.says ?? '';
    const actions = document.createElement('div');
    actions.className = 'actions';
    actions.append(button(words.again, can.again), button(words.putAway, () => { can.putAway(place); }));
    item.append(why, actions);
    return item;
  }));
}
