import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Guide } from '../guide.ts';
import { GuideFault, parseGuide } from '../parse-guide.ts';

const NAME = /^([a-z0-9]+(?:-[a-z0-9]+)*)\.(en|fr)\.md$/;

/**
 * Every guide of a directory, in the order of their file names. A file is named `<slug>.<language>.md`.
 * @throws GuideFault at the first file that does not keep the format; the error of the file system when the directory cannot be read.
 */
export function readGuides(dir: string): readonly Guide[] {
  return readdirSync(dir).filter((name) => name.endsWith('.md')).sort().map((name) => readGuide(dir, name));
}

/** One guide file of a directory. @throws GuideFault */
export function readGuide(dir: string, name: string): Guide {
  const match = NAME.exec(name);
  const lang = match?.[2];
  if (!match || (lang !== 'en' && lang !== 'fr')) throw new GuideFault(name, 'file name', 'is not accepted. Write <slug>.en.md or <slug>.fr.md.');
  const guide = parseGuide(name, readFileSync(join(dir, name), 'utf8'), lang);
  if (guide.slug !== match[1]) throw new GuideFault(name, 'slug', `"${guide.slug}" is not the file's name "${match[1]}".`);
  return guide;
}
