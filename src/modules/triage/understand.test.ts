import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { leafOf, leaves, questionOf, understand } from './index.ts';

const first = (text: string, asked = {}) => understand(text, asked).tasks[0]!;
const leaf = (text: string, asked = {}) => first(text, asked).categories[0]?.id;
const flags = (text: string, asked = {}) => understand(text, asked).safety.map(({ flag }) => flag);

test('any string at all is understood without an error, with a question or a guide in return', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 400 }), fc.string({ unit: 'binary', maxLength: 200 }), fc.lorem({ maxCount: 30 }), fc.array(fc.constantFrom('my', 'printer', 'écran', 'noir', '1.', 'also,', 'scam', '<b>', '\n'), { maxLength: 40 }).map((words) => words.join(' '))), (text) => {
    const got = understand(text);
    assert.ok(got.tasks.length >= 1);
    for (const task of got.tasks) {
      assert.ok(task.categories.length === 3 && task.categories.every(({ score }) => score >= 0 && score <= 1));
      assert.ok(task.minutes.worst >= task.minutes.expected && leafOf(task.guide));
    }
  }), { numRuns: 120 });
});

test('empty, emoji, markup, another language and a hundred thousand characters get a kind question back', () => {
  for (const text of ['', '   ', '😀😀😀', '<div><script>alert(1)</script></div>', 'Mein Drucker funktioniert nicht', 'プリンターが動かない', '\u0000\uFFFF', 'a'.repeat(100_000)]) {
    const task = first(text);
    assert.equal(task.unsure, true, `should be unsure: ${text.slice(0, 20)}`);
    assert.ok(task.questions.length >= 2 && task.questions.length <= 3);
  }
  assert.ok(understand('my printer does not print '.repeat(4_000)).tasks.length >= 1);
});

test('a long story, a one-word cry, missing accents and slips of the pen all lead to the printer or the Wi-Fi', () => {
  assert.equal(leaf("Bonjour, depuis dimanche, quand je veux sortir la recette de ma soeur, l'imprimante avale la feuille puis plus rien, mon gendre n'a pas trouvé"), 'printer-problem');
  assert.equal(leaf('my prnter wont prnt'), 'printer-problem');
  assert.equal(leaf('imprimmante boque bourage papié'), 'printer-problem');
  assert.equal(leaf('wifi!!'), 'device-wont-connect-or-drops');
});

test('every category says which of the person\'s own words spoke for it', () => {
  const text = "l'imprimante ne veut plus imprimer";
  const because = first(text).categories[0]!.because;
  assert.ok(because.length > 0);
  for (const words of because) for (const word of words.split(' ')) assert.ok(text.includes(word), `(${word}) is not in the text`);
});

test('the language is that of the words, and of the page only when the words do not tell', () => {
  assert.equal(understand("mon ordinateur ne s'allume plus", { lang: 'en' }).lang, 'fr');
  assert.equal(understand('my computer is slow', { lang: 'fr' }).lang, 'en');
  assert.equal(understand('wifi', { lang: 'fr' }).lang, 'fr');
  assert.equal(understand('???', { country: 'FR' }).lang, 'fr');
});

test('several matters in one text become several tasks, and one matter told in many words stays one', () => {
  const two = understand('My printer is offline. Also, my laptop battery is swollen');
  assert.deepEqual(two.tasks.map(({ categories }) => categories[0]?.id), ['printer-problem', 'laptop-battery-charging']);
  const three = understand('1. my printer prints blank pages 2. the tv has no signal 3. I forgot my gmail password');
  assert.equal(three.tasks.length, 3);
  assert.equal(understand('My laptop is slow. It also freezes and the fan is loud, and it also takes an hour to start.').tasks.length, 1);
});

test('answers are features: they move the leaf, the device and the urgency', () => {
  assert.notEqual(leaf('it does not work'), 'printer-problem');
  assert.equal(leaf('it does not work', { answers: { 'print-link': 'before', 'which-device': 'printer' } }), 'printer-problem');
  assert.equal(first('it does not work', { answers: { 'which-device': 'printer' } }).device, 'printer-scanner');
  assert.equal(first('no internet', { answers: { telealarm: 'yes' } }).urgency, 'urgent');
});

test('a question that was answered is not asked again', () => {
  const asked = first('wifi').questions.map(({ id }) => id);
  const again = first('wifi', { answers: { [asked[0]!]: 'none' } }).questions.map(({ id }) => id);
  assert.ok(!again.includes(asked[0]!));
});

test('unknown questions and options in an old form do no harm', () => {
  assert.doesNotThrow(() => understand('printer', { answers: { 'no-such-question': 'yes', 'which-device': 'no-such-option' } }));
});

test('no answer and no wording takes away a scam, a hazard, a threat or a child in danger', () => {
  const alarming = ['a man from microsoft called me about my computer', 'la batterie de mon portable est gonflée', 'my husband tracks my phone', 'a stranger asks my daughter for photos'];
  const answers = fc.dictionary(fc.constantFrom(...leaves().flatMap(({ questions }) => questions)), fc.constantFrom('yes', 'no', 'unsure', 'none', 'new'), { maxKeys: 8 });
  fc.assert(fc.property(fc.constantFrom(...alarming), answers, (text, given) => {
    const before = flags(text).filter((flag) => flag !== 'data-loss' && flag !== 'security-or-privacy');
    assert.ok(before.length > 0);
    for (const flag of before) assert.ok(flags(text, { answers: given }).includes(flag), `${flag} was lost`);
  }), { numRuns: 100 });
});

test('no remote session is offered where someone may control the device or it could hurt', () => {
  for (const text of ['il y a quelqu\'un dans mon ordinateur en ce moment', 'they made me install anydesk and I paid them', 'my ex put spyware on my laptop', 'smoke comes out of my pc']) {
    const got = understand(text);
    assert.equal(got.noRemote, true, text);
    assert.notEqual(got.way, 'remote', text);
    assert.ok(got.tasks.every(({ channel }) => channel !== 'remote'), text);
  }
});

test('surveillance by a partner hides the request; a chat about advertising does not', () => {
  assert.equal(understand('mon mari lit tous mes messages et contrôle mon téléphone').hidden, true);
  assert.equal(understand('my boyfriend reads my texts and knows where I am').hidden, true);
  assert.equal(understand('my printer is offline').hidden, false);
});

test('each leaf has a guide of its own name, worst minutes above expected ones, and questions that exist', () => {
  assert.equal(leaves().length, 54);
  for (const one of leaves()) {
    assert.equal(one.guide, one.id);
    assert.ok(one.minutes.worst > one.minutes.expected);
    assert.ok(one.words.en.length >= 15 && one.words.fr.length >= 12, one.id);
    for (const id of one.questions) assert.ok(questionOf(id), id);
  }
});
