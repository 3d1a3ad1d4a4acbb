/**
 * Looks through every guide and the glossary: format, both languages with the same steps, dangerous advice, readability, sentence length,
 * hard words; and that each leaf of the problem tree has its guide.
 * `node scripts/check-guides.ts [directory] [--figures]`: prints what to mend, one a line; exit code 1 when there is something.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readGuide } from '../src/modules/learning/do/read-guides.ts';
import { GuideFault, faultsIn, readability, sentencesOf, type Guide } from '../src/modules/learning/index.ts';

const asked = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const dir = asked[0] ?? join(import.meta.dirname, '../content/guides');
const faults: string[] = [];
const guides: Guide[] = [];

for (const name of readdirSync(dir).filter((file) => file.endsWith('.md')).sort()) {
  try {
    guides.push(readGuide(dir, name));
  } catch (fault) {
    // Each file is told of its first fault, so that one bad file does not hide the others.
    if (!(fault instanceof GuideFault)) throw fault;
    faults.push(fault.message);
  }
}
faults.push(...faultsIn(guides).map(({ file, what }) => `${file}: ${what}`));

const TREE = join(import.meta.dirname, '../content/triage/taxonomy.json');
if (asked[0] === undefined && existsSync(TREE)) {
  const leaves = new Set((JSON.parse(readFileSync(TREE, 'utf8')) as { leaves: { id: string }[] }).leaves.map((leaf) => leaf.id));
  const answered = new Set(guides.map((guide) => guide.leaf));
  faults.push(...[...leaves].filter((leaf) => !answered.has(leaf)).map((leaf) => `No guide answers the leaf "${leaf}" of the problem tree.`));
  faults.push(...guides.filter((guide) => !leaves.has(guide.leaf)).map((guide) => `${guide.slug}.${guide.lang}.md: leaf: "${guide.leaf}" is not in the problem tree.`));
}

for (const lang of ['en', 'fr'] as const) {
  const measured = guides.filter((guide) => guide.lang === lang).map((guide) => ({ slug: guide.slug, ...readability(sentencesOf(guide), lang) }));
  if (measured.length === 0) continue;
  const sorted = measured.toSorted((a, b) => a.score - b.score);
  const longest = measured.reduce((a, b) => (b.longestSentence.words > a.longestSentence.words ? b : a));
  console.log(`${lang}: ${measured.length} guides, readability lowest ${sorted[0]?.score} (${sorted[0]?.slug}), median ${sorted[sorted.length >> 1]?.score}, longest sentence ${longest.longestSentence.words} words (${longest.slug})`);
  if (process.argv.includes('--figures')) for (const each of sorted) console.log(`  ${each.score}  ${each.slug}  ${each.words} words, ${each.wordsPerSentence.toFixed(1)} a sentence, ${each.syllablesPerWord.toFixed(2)} syllables a word`);
}
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? 'All guides are fit to be published.' : `${faults.length} to mend.`);
process.exitCode = faults.length === 0 ? 0 : 1;
