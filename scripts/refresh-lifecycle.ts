/**
 * Holds our end-of-support dates against endoflife.date and prints the difference; nothing is written without `--write`.
 *
 *   node scripts/refresh-lifecycle.ts                         every product that endoflife.date knows, over the network
 *   node scripts/refresh-lifecycle.ts windows                 one product
 *   node scripts/refresh-lifecycle.ts windows answer.json     one product, from a saved answer or another address
 *   … --on 2026-11-23   the day of the check (today when left out)      … --write   take the dates over
 *
 * Dates kept by hand (a release with its own `source`, and every `extended`) are never touched. New releases are named, not added: a person
 * writes how they are called. Exit code: 0 nothing to do, 3 differences found, 1 an answer could not be read.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { differences, endsIn, newcomers, productsIn, withChanges, type DateChange, type Product } from '../src/modules/learning/lifecycle.ts';

const FILE = join(import.meta.dirname, '../content/lifecycle/products.json');
const argv = process.argv.slice(2);
const option = (name: string): string | undefined => (argv.includes(name) ? argv[argv.indexOf(name) + 1] : undefined);
const today = Temporal.PlainDate.from(option('--on') ?? Temporal.Now.plainDateISO());
const [only, from] = argv.filter((word, at) => !word.startsWith('--') && argv[at - 1] !== '--on');

async function answerFor(product: Product): Promise<unknown> {
  const address = from ?? `https://endoflife.date/api/v1/products/${product.endoflife}/`;
  if (!/^https?:/.test(address)) return JSON.parse(readFileSync(address, 'utf8')) as unknown;
  const reply = await fetch(address, { signal: AbortSignal.timeout(20_000), headers: { accept: 'application/json' } });
  if (!reply.ok) throw new Error(`${address} answered ${reply.status}.`);
  return reply.json();
}

/** One release a line, so that a change shows as one line in the history. */
function written(note: string, products: readonly Product[]): string {
  const one = ({ releases, ...head }: Product): string =>
    `  ${JSON.stringify(head).slice(0, -1)}, "releases": [\n${releases.map((release) => `   ${JSON.stringify(release)}`).join(',\n')}\n  ]}`;
  return `{\n "note": ${JSON.stringify(note)},\n "products": [\n${products.map(one).join(',\n')}\n ]\n}\n`;
}

const file = JSON.parse(readFileSync(FILE, 'utf8')) as { note: string; products: unknown[] };
const products = productsIn(file);
const asked = products.filter((product) => product.endoflife !== null && (only === undefined || product.id === only));
if (asked.length === 0) {
  console.error(`No product (${only}) that endoflife.date knows. We hold: ${products.filter((product) => product.endoflife).map((product) => product.id).join(', ')}.`);
  process.exit(1);
}

const say = (change: DateChange): string => `${change.product} ${change.release}: ${change.was === undefined ? 'new' : (change.was ?? 'no end')} -> ${change.now ?? 'no end'}`;
const changed = new Map<string, Product>();
let found = 0;
for (const product of asked) {
  try {
    const ends = endsIn(await answerFor(product));
    const changes = differences(product, ends);
    const news = newcomers(product, ends, today);
    for (const change of [...changes, ...news]) console.log(say(change));
    found += changes.length + news.length;
    changed.set(product.id, withChanges(product, changes, today));
  } catch (fault) {
    console.error(`${product.id}: ${fault instanceof Error ? fault.message : String(fault)} Nothing was changed for it.`);
    process.exitCode = 1;
  }
}
if (found === 0 && process.exitCode !== 1) console.log(`${changed.size} products checked: our dates agree.`);
if (argv.includes('--write') && changed.size > 0) {
  writeFileSync(FILE, written(file.note, products.map((product) => changed.get(product.id) ?? product)));
  console.log(`Written, checked on ${today}. Read the change before you commit it.`);
} else if (found > 0 && process.exitCode !== 1) process.exitCode = 3;
