import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newId } from '#kernel';
import { createText } from '#platform/text';
import { provedSkills } from './proved-skill.ts';
import type { Skill } from './technician.ts';
import { sayProved } from './trust-facts.ts';
import type { Vetting } from './vetting.ts';

const day = Temporal.PlainDate.from('2026-11-24');
const seen = (skill: string, more: Partial<Vetting> = {}): Vetting => ({ id: 'vet_1', technician: newId('Technician'), kind: 'certificate', skill, outcome: 'good', verifiedOn: day.subtract({ months: 3 }), how: 'seen', ...more });
const proved = (skills: readonly Skill[], records: readonly Vetting[], repairs: Readonly<Record<string, readonly [number, number]>> = {}, standing: 'active' | 'suspended' = 'active') =>
  provedSkills({ skills, standing }, records, day, new Map(Object.entries(repairs).map(([skill, [held, of]]) => [skill, { held, of }]))).map(({ skill, level }) => `${skill}:${level}`);
const wifi: Skill = { skill: 'network', level: 3 };

test('a level that only the firm names is not shown', () => {
  assert.deepEqual(proved([wifi], []), []);
  assert.deepEqual(proved([wifi], [seen('printers')]), []);
  assert.deepEqual(proved([], [seen('network')], { network: [40, 40] }), [], 'a proof of what nobody says they do is no skill on offer');
});

test('a certificate that holds proves the difficult work, the repairs beside it that one may teach', () => {
  assert.deepEqual(proved([wifi], [seen('network')]), ['network:2']);
  assert.deepEqual(proved([wifi], [seen('network')], { network: [20, 20] }), ['network:3']);
  for (const more of [{ selfDeclared: true }, { outcome: 'bad' }, { until: day.subtract({ days: 1 }) }, { verifiedOn: day.add({ days: 1 }) }] as const) assert.deepEqual(proved([wifi], [seen('network', more)]), [], JSON.stringify(more));
  assert.deepEqual(proved([wifi], [seen('network', { until: day })]), ['network:2'], 'its last day still counts');
});

test('repairs prove the usual work from five on, and the difficult work from twenty on, when they held', () => {
  const by = (held: number, of: number) => proved([wifi], [], { network: [held, of] });
  assert.deepEqual([by(4, 4), by(5, 5), by(4, 5), by(19, 19), by(20, 20), by(18, 20)], [[], ['network:1'], [], ['network:1'], ['network:2'], ['network:1']]);
});

test('nothing is said of whoever is stopped, and never more than their firm says', () => {
  assert.deepEqual(proved([wifi], [seen('network')], { network: [20, 20] }, 'suspended'), []);
  fc.assert(fc.property(fc.constantFrom(1 as const, 2 as const, 3 as const), fc.nat(60), fc.nat(60), fc.boolean(), (level, held, back, certificate) => {
    const [one] = provedSkills({ skills: [{ skill: 'network', level }], standing: 'active' }, certificate ? [seen('network')] : [], day, new Map([['network', { held, of: held + back }]]));
    assert.ok(!one || (one.level <= level && (one.checkedOn !== undefined || one.repairs !== undefined)));
  }));
});

test('each proof is a whole sentence in both languages', () => {
  const text = createText('content/words');
  const repairs = { held: 14, of: 15 };
  const said = (lang: 'en' | 'fr') => [{ checkedOn: day }, { repairs }, { checkedOn: day, repairs }].map((how) => sayProved({ skill: 'network', level: 2, ...how }, text[lang]));
  assert.deepEqual(said('en').map((sentence) => sentence.startsWith('Wi-Fi and networks: difficult work too, by ')), [true, true, true]);
  assert.match(said('en')[1] ?? '', /by 14 of 15 repairs that held$/);
  assert.match(said('fr')[2] ?? '', /diplôme contrôlé le 24 novembre 2026, et 14 réparations sur 15 ont tenu$/);
});
