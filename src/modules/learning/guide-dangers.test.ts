import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { readGuides } from './do/read-guides.ts';
import type { Guide } from './guide.ts';
import { dangersIn } from './guide-dangers.ts';

const guides = readGuides(join(import.meta.dirname, '../../../content/guides'));
const guide = (slug: string, lang: 'en' | 'fr'): Guide => guides.find((each) => each.slug === slug && each.lang === lang) ?? assert.fail(slug);
const saying = (of: Guide, sentence: string): Guide => ({ ...of, done: [sentence] });

test('no guide tells anyone to do something dangerous', () => {
  assert.deepEqual(guides.flatMap(dangersIn), []);
});

const watched = { en: guide('privacy-surveillance-stalking', 'en'), fr: guide('privacy-surveillance-stalking', 'fr') };
const wet = { en: guide('physical-or-liquid-damage', 'en'), fr: guide('physical-or-liquid-damage', 'fr') };
const dangerous: readonly (readonly [Guide, string])[] = [
  [watched.en, 'Delete the spy app.'], [watched.en, 'Turn the phone off.'], [watched.en, 'Change your password now.'],
  [watched.fr, 'Supprimez l’appli espion.'], [watched.fr, 'Changez le mot de passe.'], [watched.fr, 'Coupez le téléphone.'],
  [wet.en, 'Put it in rice for a night.'], [wet.fr, 'Prenez un sèche-cheveux.'],
  [wet.en, 'Press the swollen part flat.'], [wet.fr, 'Appuyez sur la partie gonflée.'],
  [wet.en, 'Tell us the password of the phone.'], [wet.fr, 'Dites-nous le mot de passe.'],
  [wet.en, 'Open the power supply.'], [wet.fr, 'Ouvrez le boîtier.'],
];
for (const [of, sentence] of dangerous) {
  test(`found: ${sentence}`, () => { assert.equal(dangersIn(saying(of, sentence)).length, 1); });
}

test('forbidding it is what a guide should do', () => {
  assert.deepEqual(dangersIn(saying(watched.en, 'Do not delete anything yet.')), []);
  assert.deepEqual(dangersIn(saying(watched.fr, 'N’enlevez rien pour l’instant.')), []);
  assert.deepEqual(dangersIn(saying(wet.en, 'Never tell us the password.')), []);
});

test('the dangers come in the order that was agreed', () => {
  const titles = (slug: string): string => guide(slug, 'en').steps.map((step) => step.title).join(' | ').toLowerCase();
  assert.match(titles('tech-support-scam'), /cut them off.*bank.*passwords on a clean device.*e-mail.*proof/);
  assert.match(titles('account-or-device-compromised'), /clean device.*e-mail.*stranger out.*door twice.*rest/);
  assert.match(titles('privacy-surveillance-stalking'), /safe device.*helpline.*notes.*reach you/);
  for (const lang of ['en', 'fr'] as const) {
    for (const slug of ['tech-support-scam', 'account-or-device-compromised', 'phishing-fraud-extortion', 'malware-popups-ransomware', 'data-recovery', 'physical-or-liquid-damage', 'laptop-battery-charging', 'phone-tablet-battery-damage', 'overheating-smoke-noise', 'lost-or-stolen-device']) {
      assert.equal(guide(slug, lang).care, 'danger', slug);
      assert.deepEqual(guide(slug, lang).levels, ['never'], slug);
    }
    assert.equal(guide('privacy-surveillance-stalking', lang).care, 'quiet');
  }
});
