/** What stands in the way of people who see, hear or move otherwise: axe-core, at WCAG 2.2 AA. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

type Result = { violations: { id: string; impact: string | null; help: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] };

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** One sentence for each barrier on the page as it stands; none is the aim. The page needs JavaScript. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(source); // not a script element: the page's own policy would refuse it
  const { violations } = await page.evaluate((tags) => (globalThis as unknown as { axe: { run(options: object): Promise<Result> } }).axe.run({ runOnly: { type: 'tag', values: tags } }), LEVELS);
  return violations.flatMap(({ id, impact, help, nodes }) => nodes.map(({ target }) => `${id} (${impact ?? 'unknown'}): ${help}: ${target.join(' ')}`));
}
