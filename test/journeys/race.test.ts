import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Town, openTown } from './town.ts';
import { type Page, bookFrom, formsOf, textOf, upToTimes, walker } from './walker.ts';

const PEOPLE = 40;
const SANE_SECONDS = 20;
let town: Town;
before(async () => { town = await openTown(); });
after(async () => { await town.close(); });

const slotOf = (page: Page): string => formsOf(page.html).find(({ action }) => action.endsWith('/times'))?.fields['slot'] ?? '';

test('forty people want the same time: one has it, the others are shown other times, and nobody waits long or sees a broken page', async (t) => {
  const streets = ['Rue de la Liberté', 'Rue de Varenne', 'Rue du Vieux Marché', 'Quai d\'Armançon'];
  const racers = Array.from({ length: PEOPLE }, () => walker(town.url));
  const pages: Page[] = [];
  for (const [i, racer] of racers.entries()) {
    pages.push(await upToTimes(racer, 'My printer prints nothing since yesterday.', {
      givenName: `Racer${i}`, familyName: 'Dupont', phone: '', prefers: 'letter', line: `${1 + (i % 20)} ${streets[i % streets.length] ?? ''}`, postcode: '21140', town: 'Semur-en-Auxois',
    }));
  }
  // All press the button of one and the same slot at the same moment: the first one that most pages show.
  const counts = new Map<string, number>();
  for (const page of pages) for (const { action, fields } of formsOf(page.html)) if (action.endsWith('/times')) counts.set(fields['slot'] ?? '', (counts.get(fields['slot'] ?? '') ?? 0) + 1);
  const [wanted = '', shown = 0] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  assert.ok(shown > PEOPLE / 2, `the slot is on ${shown} pages only`);
  const began = performance.now();
  const ends = await Promise.all(racers.map(async (racer, i) => {
    const held = await racer.send(pages[i] as Page, /\/times$/, { slot: wanted });
    return /\/confirm/.test(held.path) ? racer.send(held, /\/confirm$/, { express: 'yes' }) : held;
  }));
  const seconds = (performance.now() - began) / 1000;
  const won = ends.filter(({ path }) => path.startsWith('/visits/'));
  const lost = ends.filter(({ path }) => /\/times\?.*taken=yes/.test(path));
  t.diagnostic(`${PEOPLE} people, ${seconds.toFixed(2)} s, slowest answer ${(Math.max(...ends.map((page) => page.milliseconds)) / 1000).toFixed(2)} s`);
  assert.deepEqual(ends.filter(({ status }) => status >= 500).map(({ path, status }) => `${status} ${path}`), []);
  assert.equal(won.length, 1, ends.map(({ status, path }) => `${status} ${path.slice(0, 60)}`).join('\n'));
  assert.equal(lost.length, PEOPLE - 1);
  for (const page of lost) {
    assert.match(textOf(page.html), /Someone else was a moment quicker\. These times are still free\./);
    assert.ok(slotOf(page) !== '' && !page.html.includes(wanted), 'the lost time is not offered again, others are');
  }
  assert.ok(seconds < SANE_SECONDS, `${seconds} s`);
  // The quickest of the losers books one of the others.
  const at = ends.indexOf(lost[0] as Page);
  const second = await bookFrom(racers[at] as ReturnType<typeof walker>, lost[0] as Page);
  assert.match(second.path, /^\/visits\//);
});
