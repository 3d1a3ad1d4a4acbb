import { MIX, searched, type SearchIndex } from './bm25.ts';
import { featuresOf, type Features } from './features.ts';
import type { Lexicon } from './lexicon.ts';
import type { Leaf } from './taxonomy.ts';
import { hashOf, RARITY_STEP, softmax, weigh, type Head, type Weights } from './weights.ts';

/** One text with what it should be taken for. `says` maps a head to its labels' shares; `weight` is how much it counts. */
export type Example = Readonly<{ features: Features; says: Readonly<Record<string, Readonly<Record<string, number>>>>; weight: number }>;

/** How training goes; a feature is kept when the examples that hold it weigh `least` together. Rates and rounds were found by cross-validation (see docs/triage.md). */
export type Training = Readonly<{ version: string; rounds: number; rate: number; decay: number; least: number; bayes: number; linear: number }>;
export const USUAL: Training = { version: '0', rounds: 30, rate: 0.5, decay: 1e-5, least: 0.5, bayes: 1, linear: 1 };

/** A pair of words must be heard more often than a word to be kept. */
const PAIR_HEARD = 0.45;

type Row = Readonly<{ row: number; value: number }>;
/** `given` are scores that stand already (the word search's): only what is missing is learned. */
type Sample = Readonly<{ rows: readonly Row[]; wanted: Float64Array; weight: number; given?: Float64Array }>;

function vocabularyOf(examples: readonly Example[], least: number): { rows: Map<number, number>; rarity: Uint8Array } {
  const holders = new Map<number, number>();
  const heard = new Map<number, number>();
  for (const example of examples) {
    for (const key of example.features.keys()) {
      const hash = hashOf(key);
      holders.set(hash, (holders.get(hash) ?? 0) + 1);
      heard.set(hash, (heard.get(hash) ?? 0) + example.weight * (key.includes(' ') ? PAIR_HEARD : 1));
    }
  }
  const rows = new Map<number, number>();
  const rarity: number[] = [];
  for (const [hash, count] of holders) {
    if ((heard.get(hash) ?? 0) < least) continue;
    rows.set(hash, rows.size);
    rarity.push(Math.min(255, Math.round(RARITY_STEP * Math.log(1 + examples.length / count))));
  }
  return { rows, rarity: Uint8Array.from(rarity) };
}

/** What the weights say of a sample: shares per label. The last row holds the biases. */
function sharesOf(sample: Sample, weights: Float32Array, size: number, labels: number): Float64Array {
  const scores = Float64Array.from({ length: labels }, (_, label) => (weights[size * labels + label] ?? 0) + (sample.given?.[label] ?? 0));
  for (const { row, value } of sample.rows) {
    for (let label = 0; label < labels; label += 1) scores[label] = (scores[label] ?? 0) + value * (weights[row * labels + label] ?? 0);
  }
  return softmax(scores);
}

const BIAS_SHARE = 0.3;
const STRIDE = 7919; // a prime: walks through the samples in a mixed but fixed order

/** Multinomial logistic regression by AdaGrad (Duchi, Hazan & Singer 2011), soft targets, in a fixed order: the same input gives the same weights. */
export function fitLinear(samples: readonly Sample[], size: number, labels: number, training: Training, start?: Float32Array): Float32Array {
  const weights = start ? Float32Array.from(start) : new Float32Array((size + 1) * labels);
  const seen = new Float32Array(weights.length).fill(1e-3);
  const step = (at: number, slope: number): void => {
    if (Math.abs(slope) < 1e-7) return;
    seen[at] = (seen[at] ?? 0) + slope * slope;
    weights[at] = (weights[at] ?? 0) - (training.rate * slope) / Math.sqrt(seen[at] ?? 1);
  };
  for (let turn = 0; turn < training.rounds * samples.length; turn += 1) {
    const round = Math.floor(turn / samples.length);
    const sample = samples[(turn * STRIDE + round * 31) % samples.length] as Sample;
    const misses = sharesOf(sample, weights, size, labels).map((share, label) => sample.weight * (share - (sample.wanted[label] ?? 0)));
    for (const { row, value } of [...sample.rows, { row: size, value: BIAS_SHARE }]) {
      for (let label = 0; label < labels; label += 1) {
        const at = row * labels + label;
        step(at, (misses[label] ?? 0) * value + training.decay * (weights[at] ?? 0));
      }
    }
  }
  return weights;
}

/** Multinomial naive Bayes on the same weighed features, centred per feature so that it can be added to the linear weights. */
export function fitBayes(samples: readonly Sample[], size: number, labels: number): Float32Array {
  const smoothing = 0.05;
  const counts = new Float32Array(size * labels).fill(smoothing);
  const totals = new Float64Array(labels).fill(smoothing * size);
  for (const { rows, wanted, weight } of samples) {
    for (let label = 0; label < labels; label += 1) {
      const share = (wanted[label] ?? 0) * weight;
      if (share === 0) continue;
      for (const { row, value } of rows) {
        counts[row * labels + label] = (counts[row * labels + label] ?? 0) + share * value;
        totals[label] = (totals[label] ?? 0) + share * value;
      }
    }
  }
  const weights = new Float32Array((size + 1) * labels);
  for (let row = 0; row < size; row += 1) {
    let mean = 0;
    for (let label = 0; label < labels; label += 1) {
      const log = Math.log((counts[row * labels + label] ?? smoothing) / (totals[label] ?? 1));
      weights[row * labels + label] = log;
      mean += log / labels;
    }
    for (let label = 0; label < labels; label += 1) weights[row * labels + label] = (weights[row * labels + label] ?? 0) - mean;
  }
  return weights;
}

/** Squeezes trained weights into int8, one scale per label. */
export function squeeze(weights: Float32Array, size: number, labels: readonly string[]): Head {
  const count = labels.length;
  const scale = new Float32Array(count);
  for (let at = 0; at < size * count; at += 1) scale[at % count] = Math.max(scale[at % count] ?? 0, Math.abs(weights[at] ?? 0) / 127);
  const values = new Int8Array(size * count);
  for (let at = 0; at < values.length; at += 1) values[at] = Math.round((weights[at] ?? 0) / (scale[at % count] || 1));
  return { labels, scale, bias: weights.slice(size * count), values };
}

const sampled = (examples: readonly Example[], head: string, labels: readonly string[], rows: ReadonlyMap<number, number>, rarity: Uint8Array): Sample[] =>
  examples.filter((example) => example.says[head] !== undefined).map((example) => ({
    rows: weigh(example.features, rows, rarity),
    wanted: Float64Array.from(labels, (label) => example.says[head]?.[label] ?? 0),
    weight: example.weight,
  }));

/** Trains all heads. `labels` fixes the order of each head's labels. */
export function train(examples: readonly Example[], labels: Readonly<Record<string, readonly string[]>>, training: Training = USUAL): Weights {
  const { rows, rarity } = vocabularyOf(examples, training.least);
  const heads: Record<string, Head> = {};
  for (const [name, names] of Object.entries(labels)) {
    const samples = sampled(examples, name, names, rows, rarity);
    const linear = fitLinear(samples, rows.size, names.length, training);
    const bayes = fitBayes(samples, rows.size, names.length);
    heads[name] = squeeze(linear.map((weight, at) => training.linear * weight + training.bayes * (bayes[at] ?? 0)), rows.size, names);
  }
  return { version: training.version, rows, rarity, heads };
}

/** A visit that was done: the person's words and what it was. `weight`: how much it counts (1 when not said). Stays on this installation. */
export type SiteLabel = Readonly<{ text: string; category: string; weight?: number }>;

/** What learning on site needs to know besides the weights. */
export type Known = Readonly<{ leaves: readonly Leaf[]; lexicon: Lexicon; search: SearchIndex }>;

/** Rows for words that the shipped weights have never heard; they count as rare. */
function widened(shipped: Weights, texts: readonly Features[]): { rows: Map<number, number>; rarity: number[] } {
  const rows = new Map(shipped.rows);
  const rarity = Array.from(shipped.rarity);
  for (const key of texts.flatMap((features) => Array.from(features.keys()))) {
    if (rows.has(hashOf(key))) continue;
    rows.set(hashOf(key), rarity.length);
    rarity.push(RARITY_STEP * 6);
  }
  return { rows, rarity };
}

/** What the word search says of each label. */
function foundFor(features: Features, labels: readonly string[], knows: Known): Float64Array {
  const found = searched(knows.search, features);
  const place = new Map(knows.leaves.map((leaf, at) => [leaf.id, at]));
  return Float64Array.from(labels, (label) => MIX.search * (found[place.get(label) ?? -1] ?? 0));
}

/**
 * Goes on from the shipped weights with the labels of this installation: new words get rows, known rows move a little.
 * Pure; takes about a second for a thousand labels.
 */
export function learnFrom(labels: readonly SiteLabel[], shipped: Weights, knows: Known, training: Training = { ...USUAL, rounds: 12, rate: 0.25 }): Weights {
  const leaf = shipped.heads['leaf'];
  if (leaf === undefined || labels.length === 0) return shipped;
  const taught = labels.filter((label) => leaf.labels.includes(label.category)).map((label) => ({ features: featuresOf(label.text, knows.lexicon), category: label.category, weight: label.weight ?? 1 }));
  const { rows, rarity } = widened(shipped, taught.map(({ features }) => features));
  const rarities = Uint8Array.from(rarity);
  const count = leaf.labels.length;
  const start = new Float32Array((rarity.length + 1) * count);
  for (let at = 0; at < leaf.values.length; at += 1) start[at] = (leaf.values[at] ?? 0) * (leaf.scale[at % count] ?? 0);
  start.set(leaf.bias, rarity.length * count);
  const samples = taught.map(({ features, category, weight }) => ({
    rows: weigh(features, rows, rarities), wanted: Float64Array.from(leaf.labels, (label) => (label === category ? 1 : 0)), weight,
    given: foundFor(features, leaf.labels, knows),
  }));
  const moved = fitLinear(samples, rarity.length, count, training, start);
  // Words that only this place uses speak by how often they were heard with a leaf; known words keep what they mean elsewhere.
  const heard = fitBayes(samples, rarity.length, count);
  for (let at = shipped.rarity.length * count; at < rarity.length * count; at += 1) moved[at] = (moved[at] ?? 0) + training.bayes * (heard[at] ?? 0);
  const heads: Record<string, Head> = {};
  for (const [name, head] of Object.entries(shipped.heads)) {
    if (name === 'leaf') { heads[name] = squeeze(moved, rarity.length, leaf.labels); continue; }
    const values = new Int8Array(rarity.length * head.labels.length);
    values.set(head.values);
    heads[name] = { ...head, values };
  }
  return { version: `${shipped.version}+${taught.length}`, rows, rarity: rarities, heads };
}
