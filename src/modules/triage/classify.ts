import { MIX, searched } from './bm25.ts';
import { featuresOf, type Features } from './features.ts';
import type { Knowledge } from './knowledge.ts';
import { corrected } from './spelling.ts';
import { stemEnglish, stemFrench } from './text.ts';
import type { Category } from './understanding.ts';
import { hashOf, RARITY_STEP, scored, softmax, weigh } from './weights.ts';

/** Divides the scores before they become shares, so that a share of 0.7 is right about seven times in ten (measured by cross-validation). */
const CALM = 1.8;
/** Below this share of belief in the first leaf we say that we are not sure and ask. */
export const SURE = 0.4;

export type Guessed = Readonly<{ features: Features; shares: Float64Array; categories: readonly Category[]; unsure: boolean; /** Whether any word of it says more than that something is wrong. */ telling: boolean }>;

/** What the trained part says for one head: shares per label, in the order of the head's labels. */
export function told(knows: Knowledge, features: Features, head: string): { labels: readonly string[]; shares: Float64Array } | undefined {
  const trained = knows.weights?.heads[head];
  if (knows.weights === undefined || trained === undefined) return undefined;
  return { labels: trained.labels, shares: softmax(scored(trained, weigh(features, knows.weights.rows, knows.weights.rarity))) };
}

function leafScores(knows: Knowledge, features: Features): Float64Array {
  const scores = searched(knows.search, features).map((score) => score * MIX.search);
  const head = knows.weights?.heads['leaf'];
  if (knows.weights === undefined || head === undefined) return scores;
  const trained = scored(head, weigh(features, knows.weights.rows, knows.weights.rarity));
  const place = new Map(head.labels.map((label, at) => [label, at]));
  return scores.map((score, leaf) => score + MIX.trained * (trained[place.get(knows.leaves[leaf]?.id ?? '') ?? -1] ?? 0));
}

/** How loudly a feature speaks for a leaf: what the word lists say and what was learned. */
function voiceFor(knows: Knowledge, leaf: number): (key: string) => number {
  const head = knows.weights?.heads['leaf'];
  const column = head?.labels.indexOf(knows.leaves[leaf]?.id ?? '') ?? -1;
  const learned = (key: string): number => {
    const row = knows.weights?.rows.get(hashOf(key));
    if (head === undefined || row === undefined || column < 0) return 0;
    return ((head.values[row * head.labels.length + column] ?? 0) * (head.scale[column] ?? 0) * (knows.weights?.rarity[row] ?? 0)) / (RARITY_STEP * 10);
  };
  return (key) => learned(key) + (knows.search.postings.get(key)?.get(leaf) ?? 0);
}

const MOST_BECAUSE = 3;
const HEARD = 0.5;
/** Words that sway the weights and yet explain nothing to the person who wrote them. */
const NO_REASON = new Set(('like want need help would since yesterday today gone thing things work works working please know use using '
  + 'depuis hier faire veux voudrais aimerais besoin marche truc chose merci plait savoir peux').split(' '));
/** Words that are in every complaint: alone they tell that something is wrong, not what. */
const VAGUE = new Set(('not no nothing everything all wrong weird strange odd funny bizarre problem problems issue trouble new old how why broken '
  + 'pas plus ne rien comme avant tout toute tous fait fais font bizarres drole etrange probleme problemes souci soucis panne nouveau nouvelle vieux vieille comment pourquoi encore toujours aide aidez moi marcher fonctionne').split(' '));
const tells = (word: string): boolean => !VAGUE.has(word) && !NO_REASON.has(word);
const explains = (words: string): boolean => words.split(' ').some((word) => !NO_REASON.has(word));

/** The person's own words that spoke most for a leaf, the loudest first, no word twice. */
function becauseOf(knows: Knowledge, features: Features, leaf: number): string[] {
  const voice = voiceFor(knows, leaf);
  const voices = Array.from(features, ([key, { from }]) => ({ from, weight: voice(key) })).filter(({ from, weight }) => weight > HEARD && explains(from)).sort((a, b) => b.weight - a.weight);
  const chosen: string[] = [];
  for (const { from } of voices) {
    if (chosen.length === MOST_BECAUSE) break;
    if (!chosen.some((other) => other.includes(from) || from.includes(other))) chosen.push(from);
  }
  return chosen;
}

/** Puts slips of the pen right, only in words that nothing here knows. */
function mender(knows: Knowledge): (word: string) => string {
  const heard = (stem: string): boolean => knows.search.postings.has(stem) || knows.weights?.rows.has(hashOf(stem)) === true;
  return (word) => (word.length < 5 || heard(stemEnglish(word)) || heard(stemFrench(word)) ? word : corrected(word, knows.spelling) ?? word);
}

/** The three likeliest leaves of a text. `leans` are log-odds from answers. */
export function classify(knows: Knowledge, text: string, leans: ReadonlyMap<string, number> = new Map()): Guessed {
  const features = featuresOf(text, knows.lexicon, undefined, mender(knows));
  const scores = leafScores(knows, features).map((score) => score / CALM);
  const unheard = scores.every((score) => Math.abs(score - (scores[0] ?? 0)) < 1e-9) || !Array.from(features.keys()).some((key) => knows.search.postings.has(key));
  const telling = Array.from(features).some(([key, { from }]) => knows.search.postings.has(key) && from.split(' ').some(tells) && !key.includes(' '));
  const vague = unheard ? 6 : telling || leans.size > 0 ? 0 : 3;
  knows.leaves.forEach((leaf, at) => {
    if (leaf.id === 'too-vague') scores[at] = (scores[at] ?? 0) + vague;
    scores[at] = (scores[at] ?? 0) + (leans.get(leaf.id) ?? 0);
  });
  const shares = softmax(scores);
  const order = Array.from(shares.keys()).sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0)).slice(0, 3);
  const categories = order.map((leaf) => ({
    id: knows.leaves[leaf]?.id ?? 'too-vague', score: Math.round((shares[leaf] ?? 0) * 1000) / 1000, because: becauseOf(knows, features, leaf),
  }));
  return { features, shares, categories, telling, unsure: !telling || (categories[0]?.score ?? 0) < SURE || categories[0]?.id === 'too-vague' };
}
