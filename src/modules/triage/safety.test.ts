import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contactsFor, safetyCard, safetyCards, understand } from './index.ts';
import { alarmsIn, compileRules, type WrittenRules } from './safety.ts';

const written = JSON.parse(readFileSync(new URL('../../../content/triage/safety-rules.json', import.meta.url), 'utf8')) as WrittenRules;
const rules = compileRules(written);
const alarm = (text: string, flag: string) => understand(text).safety.find((one) => one.flag === flag);

test('a scam in progress is told in many ways, and its card comes first', () => {
  const told = [
    'there is a man on the phone now, he is in my computer', 'I gave him my card number', 'they asked me to buy gift cards', 'mum let them have remote access to her laptop',
    'I fell for it and paid them $300', 'money is gone from my account', "j'ai donné mon code de carte bleue à un technicien", "un monsieur est dans mon ordinateur en ce moment",
    "ils m'ont fait installer anydesk", "le faux conseiller de la banque m'a fait valider un virement", "on m'a demandé d'acheter des cartes pcs",
  ];
  for (const text of told) {
    const scam = alarm(text, 'scam');
    assert.ok(scam?.show, text);
    assert.equal(scam.card, 'scam-in-progress', text);
    assert.equal(scam.question?.id, 'caller-now');
    assert.equal(understand(text).safety[0]?.show, true);
  }
});

test('a possible scam asks one question first, and one tap makes it a scam in progress', () => {
  const before = understand('is this email from paypal real or a scam?').safety.find(({ flag }) => flag === 'scam');
  assert.equal(before?.show, false);
  assert.equal(before?.inProgress, 'ask');
  const after = understand('is this email from paypal real or a scam?', { answers: { 'caller-now': 'yes' } });
  assert.equal(after.safety.find(({ flag }) => flag === 'scam')?.card, 'scam-in-progress');
  assert.equal(after.noRemote, true);
});

test('hazards are never low or normal, and each has its own card', () => {
  const cards: Record<string, string> = {
    'smoke is coming out of my computer': 'hazard-smoke', 'ça sent le brûlé quand je branche': 'hazard-smoke', 'my laptop battery is bulging': 'hazard-battery',
    'la batterie du téléphone a gonflé': 'hazard-battery', 'I spilled coffee on my laptop': 'hazard-liquid', "verre d'eau renversé sur le clavier": 'hazard-liquid',
    'sparks from the charger': 'hazard-shock', "j'ai pris une décharge électrique": 'hazard-shock',
  };
  for (const [text, card] of Object.entries(cards)) {
    assert.equal(alarm(text, 'physical-hazard')?.card, card, text);
    assert.ok(['urgent', 'emergency'].includes(understand(text).tasks[0]!.urgency), text);
  }
});

test('words that only look like danger stay quiet', () => {
  const quiet = ['how do I burn a dvd', 'the splash screen stays', 'graver un cd', 'my inbox is flooded with newsletters', 'kindle fire will not charge', 'smoke and mirrors does not play on spotify'];
  for (const text of quiet) assert.equal(alarm(text, 'physical-hazard'), undefined, text);
});

test('a child in danger shows the card; a wish to limit screen time only asks', () => {
  assert.equal(alarm('an older man messages my 12 year old daughter and wants photos', 'child')?.show, true);
  assert.equal(alarm('un inconnu demande des photos à mon fils', 'child')?.show, true);
  assert.equal(alarm('limit screen time for my grandson', 'child')?.show, false);
});

test('the card on surveillance removes nothing first, offers a quick exit and a helpline', () => {
  const card = safetyCard('surveillance');
  assert.ok(card?.quickExit && card.contacts.includes('abuse'));
  const advice = [...card.steps.en, ...card.never.en].join(' ').toLowerCase();
  assert.doesNotMatch(advice, /\b(?:uninstall|delete|reset|remove the|factory)\b/u);
});

test('every rule names a card that exists, compiles, and is quick on a hostile text', () => {
  const hostile = `${'my photos are my money call the computer card '.repeat(400)}${'a '.repeat(4_000)}`;
  for (const rule of rules) assert.ok(safetyCard(rule.card), rule.id);
  const from = performance.now();
  alarmsIn(hostile, rules);
  assert.ok(performance.now() - from < 2_000, 'the rules must not run away on a long text');
});

test('a rule that uses a missing word list is refused with its name', () => {
  assert.throws(() => compileRules({ words: {}, rules: [{ id: 'x', flag: 'scam', lang: 'en', card: 'scam', level: 'ask', pattern: '<nothing>' }] }), /x.*nothing/u);
});

test('cards are in both languages, short, and their kinds of contacts exist in both countries', () => {
  for (const card of safetyCards().values()) {
    assert.equal(card.steps.en.length, card.steps.fr.length);
    for (const step of [...card.steps.en, ...card.steps.fr].flatMap((text) => text.split(/[.!?:] /u))) assert.ok(step.split(' ').length <= 20, `long: ${step}`);
    for (const country of ['FR', 'GB'] as const) for (const kind of card.contacts) assert.ok(contactsFor(country, [kind]).length > 0, `${country} ${kind}`);
  }
});

test('every contact is dated, sourced and can be reached, or says where its number stands', () => {
  for (const country of ['FR', 'GB'] as const) {
    for (const contact of contactsFor(country)) {
      assert.match(contact.checkedOn, /^20\d\d-\d\d-\d\d$/u);
      assert.ok(contact.source.length > 3);
      assert.ok(contact.phone ?? contact.text ?? contact.url ?? contact.kind === 'bank', contact.id);
    }
  }
});
