/** A link that leads where this telephone holds nothing says so, instead of to the browser's own page of no connection. */
export function sayWhatNeedsSignal(isAway: () => boolean, says: string): void {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('main a[href^="/"]') : null;
    if (!link || !isAway() || event.defaultPrevented) return;
    const { pathname, search } = new URL(link.href);
    if (search === '' && (pathname === '/day' || /^\/day\/vis_[0-9a-z]{26}$/.test(pathname))) return;
    event.preventDefault();
    const place = link.nextElementSibling instanceof HTMLElement && link.nextElementSibling.dataset['needsSignal'] !== undefined ? link.nextElementSibling : document.createElement('span');
    place.className = 'wrong';
    place.dataset['needsSignal'] = '';
    place.setAttribute('role', 'alert');
    place.textContent = says;
    link.after(place);
  });
}
