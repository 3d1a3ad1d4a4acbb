// One choice, seen in both views: who or what is chosen on the hours is marked on the map, and the other way round. And the map itself, fetched when it comes into sight.

/** A visit, or a technician; never both. */
type Choice = Readonly<{ visit?: string; technician?: string }>;

const board = (): HTMLElement | null => document.getElementById('board');
const figure = (): HTMLElement | null => document.querySelector<HTMLElement>('.day-map');
const blockOf = (visit: string): HTMLElement | null => document.querySelector<HTMLElement>(`.block[data-visit="${visit}"]`);
const laneOf = (technician: string): HTMLElement | null => document.querySelector<HTMLElement>(`.lane[data-technician="${technician}"]`);
const firstChosen = document.querySelector<HTMLElement>('.lane.chosen')?.dataset['technician'];
/** Where the map stands beside the hours: only there may the page move without the map leaving the eye. */
const isBeside = matchMedia('(min-width: 108rem)');
let choice: Choice = firstChosen ? { technician: firstChosen } : {};

/** Marks what is chosen wherever it is shown, and nothing else. */
function mark(): void {
  const technician = choice.technician ?? (choice.visit ? blockOf(choice.visit)?.closest<HTMLElement>('.lane')?.dataset['technician'] : undefined);
  for (const lane of document.querySelectorAll<HTMLElement>('.lane')) {
    const isIt = choice.technician !== undefined && lane.dataset['technician'] === choice.technician;
    lane.classList.toggle('chosen', isIt);
    lane.querySelector('.pick')?.toggleAttribute('aria-current', isIt);
  }
  for (const block of document.querySelectorAll<HTMLElement>('#board .block')) block.classList.toggle('chosen', block.dataset['visit'] === choice.visit);
  for (const stop of document.querySelectorAll('[data-on-map]')) stop.classList.toggle('chosen', stop.getAttribute('data-on-map') === choice.visit);
  for (const route of document.querySelectorAll('.day-map [data-route]')) route.classList.toggle('chosen', route.getAttribute('data-route') === technician);
  figure()?.classList.toggle('has-choice', technician !== undefined || choice.visit !== undefined);
  tell();
  document.dispatchEvent(new CustomEvent('board-chosen', { detail: { ...choice, ...(technician ? { technician } : {}) } }));
}

/** Says under the map what is chosen, with the way to it and the way back. */
function tell(): void {
  const card = document.getElementById('map-choice');
  if (!card) return;
  const link = choice.visit ? blockOf(choice.visit)?.querySelector('a') : undefined;
  const says = link?.getAttribute('aria-label') ?? aboutLane(choice.technician);
  card.hidden = says === '';
  card.replaceChildren();
  if (card.hidden) return;
  const line = document.createElement('p');
  line.textContent = says;
  const all = document.createElement('button');
  all.type = 'button';
  all.textContent = card.dataset['all'] ?? '';
  all.addEventListener('click', () => choose({}));
  card.append(line, ...(link ? [linkTo(link.href, card.dataset['open'] ?? '')] : []), all);
}

function aboutLane(technician: string | undefined): string {
  const lane = technician ? laneOf(technician) : undefined;
  return lane ? `${lane.dataset['name'] ?? ''} · ${lane.querySelector('.lane-head .quiet')?.textContent ?? ''}` : '';
}

function linkTo(href: string, says: string): HTMLElement {
  const link = document.createElement('a');
  link.className = 'button';
  link.href = href;
  link.textContent = says;
  return link;
}

function choose(next: Choice): void {
  if (next.visit === choice.visit && next.technician === choice.technician) return;
  choice = next;
  mark();
}

document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const pick = event.target.closest('.pick')?.closest<HTMLElement>('.lane')?.dataset['technician'];
  if (pick) { event.preventDefault(); choose(choice.technician === pick ? {} : { technician: pick }); return; }
  const stop = event.target.closest('[data-on-map]')?.getAttribute('data-on-map');
  // The second press on the same stop follows its link.
  if (stop && choice.visit !== stop) { event.preventDefault(); choose({ visit: stop }); if (isBeside.matches) blockOf(stop)?.scrollIntoView({ block: 'nearest', inline: 'nearest' }); }
});
document.addEventListener('focusin', (event) => {
  const visit = event.target instanceof Element ? event.target.closest<HTMLElement>('#board .block')?.dataset['visit'] : undefined;
  if (visit) choose({ visit });
});

/** A visit and its number light up together, under the hand. */
document.addEventListener('pointerover', (event) => {
  const under = event.target instanceof Element ? event.target.closest('.block, [data-on-map]') : null;
  const visit = under?.getAttribute('data-visit') ?? under?.getAttribute('data-on-map');
  for (const lit of document.querySelectorAll('#board .lit')) lit.classList.remove('lit');
  if (visit) for (const one of document.querySelectorAll(`#board .block[data-visit="${visit}"], [data-on-map="${visit}"]`)) one.classList.add('lit');
});

document.addEventListener('board-changed', mark);

/** Draws the map where the browser can; the drawing stays where it cannot, or while it is out of sight. */
function watchFor(): void {
  const place = figure();
  if (!place || !('IntersectionObserver' in window)) return;
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    watch.disconnect();
    void open();
  }, { rootMargin: '200px' });
  watch.observe(place);
}

async function open(): Promise<void> {
  const address = figure()?.dataset['draw'] ?? '';
  if (address === '' || !document.createElement('canvas').getContext('webgl2')) return;
  await import(address);
  mark();
}

if (board()) { mark(); watchFor(); }
export {};
