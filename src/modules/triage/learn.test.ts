import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTriage, learnFrom } from './index.ts';
import { featuresOf } from './features.ts';
import { knowledge, readKnowledge } from './knowledge.ts';
import { train, USUAL, type Example } from './learn.ts';
import { understand } from './understand.ts';
import { readWeights, scored, softmax, weigh, writeWeights } from './weights.ts';

const LABELS = ['cat', 'dog'];
const lesson = (text: string, label: string): Example =>
  ({ features: featuresOf(text, knowledge().lexicon, false), says: { pet: { [label]: 1 } }, weight: 1 });
const LESSONS = [lesson('whiskers purring milk', 'cat'), lesson('purring kitten', 'cat'), lesson('barking bone', 'dog'), lesson('barking leash walk', 'dog')];

const said = (text: string, weights: ReturnType<typeof train>): string => {
  const shares = softmax(scored(weights.heads['pet']!, weigh(featuresOf(text, knowledge().lexicon, false), weights.rows, weights.rarity)));
  return LABELS[shares[0]! > shares[1]! ? 0 : 1]!;
};

test('what was taught is said again, and the same lessons give the same weights', () => {
  const weights = train(LESSONS, { pet: LABELS }, USUAL);
  assert.equal(said('purring', weights), 'cat');
  assert.equal(said('barking', weights), 'dog');
  assert.deepEqual(writeWeights(weights), writeWeights(train(LESSONS, { pet: LABELS }, USUAL)));
});

test('weights that are written and read again say the same, and a cut file is refused', () => {
  const weights = train(LESSONS, { pet: LABELS }, USUAL);
  const file = writeWeights(weights);
  assert.deepEqual(writeWeights(readWeights(file)), file);
  assert.throws(() => readWeights(file.subarray(0, file.length - 1)), /weights/u);
});

test('the shipped weights hold no words and stay small', () => {
  const file = writeWeights(knowledge().weights!);
  assert.ok(file.length < 8_000_000);
  assert.doesNotMatch(Buffer.from(file).toString('latin1').slice(5_000), /printer does not|my computer/u);
});

test('an installation learns its own words from closed visits, in about a second, and forgets nothing else', () => {
  const labels = Array.from({ length: 30 }, () => ({ text: 'le bidulotron de la cuisine ne répond plus', category: 'smart-home-device' }));
  const learned = learnFrom(labels, knowledge().weights!, knowledge());
  const knows = readKnowledge(learned);
  assert.equal(understand('mon bidulotron ne répond plus depuis hier', { knows }).tasks[0]?.categories[0]?.id, 'smart-home-device');
  assert.equal(understand('my printer does not print', { knows }).tasks[0]?.categories[0]?.id, 'printer-problem');
});

test('labels of unknown leaves and no labels at all change nothing', () => {
  const shipped = knowledge().weights!;
  assert.equal(learnFrom([], shipped, knowledge()), shipped);
  const odd = learnFrom([{ text: 'x', category: 'no-such-leaf' }], shipped, knowledge());
  assert.equal(odd.rows.size, shipped.rows.size);
});

test('the assembly relearns at night, keeps the weights and takes them up after a restart', async () => {
  let kept: Uint8Array | undefined;
  const store = {
    labels: async () => [{ text: 'zorglub is blinking', category: 'smart-home-device' }],
    learned: async () => kept,
    keepLearned: async (file: Uint8Array) => { kept = file; },
  };
  assert.equal(await createTriage({ store }).relearn(), 1);
  const restarted = createTriage({ store });
  await restarted.takeUp();
  assert.equal(restarted.understand('zorglub blinking').tasks[0]?.categories[0]?.id, 'smart-home-device');
  assert.equal(await createTriage().relearn(), 0);
});
