import assert from 'node:assert/strict';
import { test } from 'node:test';
import products from '../../../content/lifecycle/products.json' with { type: 'json' };
import { differences, endsIn, newcomers, productsIn, supportFrom, withChanges, type Product } from './lifecycle.ts';
import { sayDay, supportSentence } from './lifecycle-sentences.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const windows: Product = {
  id: 'windows', name: 'Windows', source: 'https://example.org', endoflife: 'windows', checkedOn: '2026-11-23',
  releases: [
    { id: '10', label: 'Windows 10', until: '2025-10-14', extended: { until: '2027-10-12', source: 'https://example.org', checkedOn: '2026-11-23' } },
    { id: '11-25h2', label: 'Windows 11', until: '2027-10-12' },
    { id: 'now', label: 'Always new', until: null, rolling: true },
    { id: 'open', label: 'No end', until: null },
    { id: 'by-hand', label: 'By hand', until: '2030-01-01', source: 'https://example.org' },
  ],
};
const state = (release: string, today: string) => supportFrom([windows], 'windows', release, day(today)).state;

test('the last day of support still counts, the next one does not', () => {
  assert.equal(state('11-25h2', '2027-10-12'), 'ends-soon');
  assert.equal(state('11-25h2', '2027-10-13'), 'ended');
});

test('we speak of the end half a year before it', () => {
  assert.equal(state('11-25h2', '2027-04-14'), 'supported');
  assert.equal(state('11-25h2', '2027-04-15'), 'ends-soon');
});

test('a Windows 10 of a household goes on only for those who signed up, and then ends', () => {
  assert.equal(state('10', '2026-11-23'), 'extended');
  assert.equal(state('10', '2027-10-13'), 'ended');
  assert.equal(String(supportFrom([windows], 'windows', '10', day('2026-11-23')).until), '2027-10-12');
});

test('what nobody knows is never guessed', () => {
  assert.deepEqual(supportFrom([windows], 'windows', '12', day('2026-11-23')), { state: 'unknown', until: null, sentenceKey: 'lifecycle.unknown' });
  assert.equal(supportFrom([windows], 'beos', '5', day('2026-11-23')).state, 'unknown');
  assert.equal(state('open', '2099-01-01'), 'supported');
  assert.equal(state('now', '2026-11-23'), 'rolling');
});

test('every state has its sentence in both languages, with nothing left to fill in', () => {
  for (const lang of ['en', 'fr'] as const) {
    for (const release of ['10', '11-25h2', 'now', 'open', 'nobody']) {
      for (const today of ['2026-11-23', '2027-06-01', '2030-01-01']) {
        assert.doesNotMatch(supportSentence(supportFrom([windows], 'windows', release, day(today)), 'Windows 10', lang), /[{}]/);
      }
    }
  }
  assert.equal(sayDay(day('2025-10-14'), 'fr'), '14 octobre 2025');
  assert.match(supportSentence(supportFrom([windows], 'windows', '10', day('2028-01-01')), 'Windows 10', 'en'), /no safety updates since 12 October 2027/);
});

test('both interfaces of the public list are read', () => {
  assert.deepEqual([...endsIn([{ cycle: '11', eol: '2027-10-12' }, { cycle: '12', eol: false }, { cycle: '3', eol: true }])], [['11', '2027-10-12'], ['12', null]]);
  assert.deepEqual([...endsIn({ result: { releases: [{ name: '11', isEol: true, eolFrom: '2025-01-01' }, { name: '12', isEol: false, eolFrom: null }] } })], [['11', '2025-01-01'], ['12', null]]);
  assert.throws(() => endsIn({ message: 'not found' }), /not an answer of endoflife.date/);
});

test('dates that moved are taken over, hand-kept ones never', () => {
  const ends = new Map([['11-25h2', '2027-11-01'], ['by-hand', '2031-01-01'], ['now', '2020-01-01'], ['12', null], ['7', '2020-01-14']]);
  const changes = differences(windows, ends);
  assert.deepEqual(changes, [{ product: 'windows', release: '11-25h2', was: '2027-10-12', now: '2027-11-01' }]);
  assert.deepEqual(newcomers(windows, ends, day('2026-11-23')).map((each) => each.release), ['12']);
  const after = withChanges(windows, changes, day('2026-12-01'));
  assert.equal(after.releases[1]?.until, '2027-11-01');
  assert.deepEqual(after.releases[0], windows.releases[0]);
  assert.equal(after.checkedOn, '2026-12-01');
});

test('the data file holds together and knows what households have', () => {
  const known = productsIn(products);
  const today = day('2026-11-23');
  assert.equal(supportFrom(known, 'windows', '10-22h2', today).state, 'extended');
  assert.equal(supportFrom(known, 'office', '2021', today).state, 'ended');
  assert.equal(supportFrom(known, 'android', '13', today).state, 'ended');
  assert.equal(supportFrom(known, 'chrome', 'current', today).state, 'rolling');
  assert.throws(() => productsIn({ products: [{ ...windows, releases: [{ id: 'x', label: 'X', until: 'soon' }] }] }), /windows x/);
});
