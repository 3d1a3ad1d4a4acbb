import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createText, fill, reworded } from '#platform/text';
import { previewOf, wordingNeedsOf } from './wording-paper.ts';
import { KINDS } from './message.ts';
import { PARTS, type Texts, differing, keyOf } from './wording.ts';

const words = createText('content/words');
const needs = wordingNeedsOf({ wordings: {} as never, words, house: { name: 'Porchlight', phone: '03 53 01 01 00', url: 'https://aide.example' } });
const wrong = (kind: (typeof KINDS)[number], texts: Texts, lang: 'en' | 'fr' = 'en') => previewOf(needs, { kind, lang, texts }).wrong.map(({ part, kind: why, what }) => `${part} ${why} ${what}`.trim());
const BOOKED = words.en.raw('messages.visit-booked-text') ?? '';

describe('a house\'s own words', () => {
  test('are judged by the same rules as ours, and ours pass them all, in both languages, filled for the sample person', () => {
    for (const lang of ['en', 'fr'] as const) for (const kind of KINDS) {
      for (const part of PARTS) {
        const ours = words[lang].raw(keyOf(kind, part));
        if (ours === undefined) continue;
        // One blank more makes it a text of its own, so that every rule looks at it.
        assert.deepEqual(wrong(kind, { [part]: `${ours} .` }, lang).filter((one) => !one.includes('sms-too-long')), [], `${lang} ${kind} ${part}`);
        assert.doesNotMatch(previewOf(needs, { kind, lang, texts: {} }).said[part] ?? '{}', /[{}]/, `${lang} ${kind} ${part}`);
      }
    }
  });
  test('may fill in only what is known, must keep what is meant, and the sentence that protects', () => {
    assert.deepEqual(wrong('visit-booked', { text: `${BOOKED} {bank}` }), ['text unknown-hole {bank}']);
    assert.deepEqual(wrong('visit-booked', { text: BOOKED.replace('{word}', 'the word') }), ['text hole-missing {word}']);
    assert.deepEqual(wrong('visit-booked', { text: BOOKED.replace('Hello {given},', 'Dear customer,') }), [], 'politeness may be worded anew');
    assert.deepEqual(wrong('visit-booked', { text: BOOKED.replace('We never ask for bank passwords, gift cards, or money before the invoice.', 'See you.') }), ['text sentence-missing We never ask for bank passwords, gift cards, or money before the invoice.']);
    assert.deepEqual(wrong('visit-booked', { text: `${BOOKED} {phone` }), ['text unreadable']);
    assert.deepEqual(wrong('visit-booked', { text: '  ' }), ['text empty']);
  });
  test('stay short where they are paid by the letter', () => {
    const sms = words.en.raw('messages.visit-booked-sms') ?? '';
    assert.deepEqual(wrong('visit-booked', { sms: `${sms}${' and more'.repeat(40)}` }), ['sms sms-too-long 4']);
    assert.deepEqual(wrong('visit-booked', { sms: `${sms}\nBye` }), ['sms sms-one-line']);
  });
  test('are kept only where they differ, and are said instead of ours', () => {
    assert.deepEqual(differing({ title: 'Ours', text: 'Mine ' }, { title: 'Ours', text: 'Ours' }), { text: 'Mine' });
    const own = reworded(words.fr, (key) => (key === 'messages.payment-recorded-title' ? 'Merci {given} !' : undefined));
    assert.equal(own.say('messages.payment-recorded-title', { given: 'Odette' }), 'Merci Odette\u00a0!');
    assert.equal(reworded(words.fr, () => 'Merci {nobody}').say('times.morning'), words.fr.say('times.morning'), 'what cannot be filled is said as we say it');
    assert.equal(fill('en', '{count, plural, one {# visit} other {# visits}}', { count: 2 }), '2 visits');
  });
  test('that protect stand in ours word for word', () => {
    for (const lang of ['en', 'fr'] as const) for (const kind of KINDS) for (const part of PARTS) {
      const must = words[lang].raw(`must-say.${kind}-${part}`);
      if (must !== undefined) assert.ok((words[lang].raw(keyOf(kind, part)) ?? '').replaceAll('’', "'").includes(must.replaceAll('’', "'")), `${lang} ${kind}-${part}`);
    }
  });
});
