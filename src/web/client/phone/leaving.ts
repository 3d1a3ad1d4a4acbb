import { lock } from './field-key.ts';
import { type Words, counted } from './words.ts';

/** Whoever signs out takes nothing of the day with them, and is told first what has not been sent. */
export function warnWhoLeaves(words: Words, waits: () => number): void {
  const leaving = document.querySelector<HTMLElement>('[data-leaving]');
  let leave = (): void => undefined;
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || new URL(form.action).pathname !== '/sign-out') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    leave = (): void => { void lock().finally(() => { form.submit(); }); };
    if (waits() === 0 || !leaving) { leave(); return; }
    const says = leaving.querySelector('[data-leaving-says]');
    if (says) says.textContent = counted(words.stateOne, words.stateMany, waits());
    leaving.hidden = false;
    leaving.scrollIntoView();
    leaving.querySelector<HTMLButtonElement>('[data-leaving-stay]')?.focus();
  }, { capture: true });
  leaving?.querySelector('[data-leaving-go]')?.addEventListener('click', () => { leave(); });
  leaving?.querySelector('[data-leaving-stay]')?.addEventListener('click', () => { leaving.hidden = true; });
}
