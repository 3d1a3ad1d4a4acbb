import type { Lang } from '#kernel';
import { CARES, DEVICES, LEVELS, type Guide, type Step } from './guide.ts';
import { HEADINGS, LABELS, type Label, type Part } from './guide-words.ts';

/** A guide file that does not keep the format: names the file, the field, what was found and what is accepted. */
export class GuideFault extends Error {
  readonly file: string;
  readonly field: string;
  constructor(file: string, field: string, what: string) {
    super(`${file}: ${field}: ${what}`);
    this.name = 'GuideFault';
    this.file = file;
    this.field = field;
  }
}

type Complain = (field: string, what: string) => never;
type Section = { part: Part; title: string; lines: string[] };

/** Apostrophes are one sign, and French signs keep to their word with a space that does not break. */
function typeset(text: string, lang: Lang): string {
  const curly = text.replaceAll("'", '’').trim();
  return lang === 'fr' ? curly.replace(/ ([:;?!»])/g, '\u00a0$1').replace(/« /g, '«\u00a0') : curly;
}

function oneOf<T extends string>(field: string, text: string, accepted: readonly T[], complain: Complain): T {
  return accepted.find((each) => each === text) ?? complain(field, `"${text}" is not accepted. Write one of: ${accepted.join(', ')}.`);
}

/** The front matter: one `field: value` a line, between two lines of three dashes. */
function readFields(text: string, complain: Complain): { fields: Map<string, string>; body: string } {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text);
  if (!match?.[1] || match[2] === undefined) return complain('front matter', 'the file must open with --- , one field a line, and --- again.');
  const fields = new Map<string, string>();
  for (const line of match[1].split('\n')) {
    const at = line.indexOf(':');
    const field = line.slice(0, at).trim();
    if (at < 1) complain('front matter', `"${line}" is not a field. Write "name: value".`);
    if (!FIELDS.includes(field)) complain(field, `no such field. The fields are: ${FIELDS.join(', ')}.`);
    if (fields.has(field)) complain(field, 'is given twice.');
    fields.set(field, line.slice(at + 1).trim());
  }
  return { fields, body: match[2] };
}
const FIELDS: readonly string[] = ['slug', 'title', 'leaf', 'device', 'minutes', 'levels', 'care', 'reviewed', 'asks'];

function splitSections(body: string, lang: Lang, complain: Complain): { opening: string[]; sections: Section[] } {
  const opening: string[] = [];
  const sections: Section[] = [];
  const headings = Object.entries(HEADINGS[lang]) as [Part, string][];
  for (const raw of body.split('\n')) {
    const line = typeset(raw, lang);
    if (line === '') continue;
    if (!line.startsWith('#')) {
      (sections.at(-1)?.lines ?? opening).push(line);
      continue;
    }
    const heading = line.replace(/^## /, '');
    const found = headings.find(([part, words]) => (part === 'step' ? new RegExp(`^${words}\\s*:`).test(heading) : heading === words));
    if (!found || !line.startsWith('## ')) return complain('heading', `"${line}" is not known. Write one of: ${headings.map(([, words]) => `## ${words}`).join(', ')}.`);
    sections.push({ part: found[0], title: heading.replace(/^[^:]*:\s*/, ''), lines: [] });
  }
  return { opening, sections };
}

/** A sentence may hold **bold** and nothing else that means something in Markdown or HTML. */
function plain(field: string, text: string, complain: Complain): string {
  if (text === '') complain(field, 'is empty.');
  const bare = text.replace(/\*\*[^*]+\*\*/g, '');
  if (/[<>*_`[\]{}|]/.test(bare)) complain(field, `"${text}" holds a sign that is not text. Only **bold** is accepted.`);
  return text;
}

function readStep(section: Section, lang: Lang, single: boolean, complain: Complain): Step {
  const where = `step "${section.title}"`;
  const labels = Object.entries(LABELS[lang]) as [Label, string][];
  const actions: string[] = [];
  const said = new Map<Label, string>();
  for (const line of section.lines) {
    const act = /^\d+\. (.+)$/.exec(line)?.[1];
    if (act) {
      if (said.size > 0) complain(where, `"${line}" stands after the labels. The numbered acts come first.`);
      actions.push(plain(where, act, complain));
      continue;
    }
    const match = /^- ([^:]+?)\s*: (.+)$/.exec(line);
    const label = labels.find(([, words]) => words === match?.[1])?.[0];
    if (!label || !match?.[2]) return complain(where, `"${line}" is not known. Write "1. act", or "- label: words" with one of: ${labels.map(([, words]) => words).join(', ')}.`);
    if (said.has(label)) complain(where, `"${match[1]}" is given twice.`);
    said.set(label, plain(where, match[2], complain));
  }
  const needed = (label: Label): string => said.get(label) ?? complain(where, `"${LABELS[lang][label]}" is missing.`);
  const worded = (label: 'helped' | 'alone'): string | null => {
    if (single && said.has(label)) complain(where, `"${LABELS[lang][label]}" is given, but the levels field names only "never".`);
    return single ? null : needed(label);
  };
  if (actions.length === 0) complain(where, 'has no numbered act.');
  if (section.title === '') complain('step', 'has no title.');
  return {
    title: plain(where, section.title, complain), actions, helped: worded('helped'), alone: worded('alone'),
    see: needed('see'), mistake: needed('mistake'), undo: needed('undo'), ask: said.get('ask') ?? null,
  };
}

function readLevels(text: string, complain: Complain): Guide['levels'] {
  const levels = text.split(',').map((level) => oneOf('levels', level.trim(), LEVELS, complain));
  if (levels.join() !== 'never' && levels.join() !== LEVELS.join()) complain('levels', `"${text}" is not accepted. Write "never" or "${LEVELS.join(', ')}".`);
  return levels;
}

function readDay(text: string, complain: Complain): Temporal.PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return complain('reviewed', `"${text}" is not a day. Write it as 2026-11-23.`);
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    return complain('reviewed', `"${text}" is not a day of the calendar.`);
  }
}

/**
 * Reads one guide file. The format stands in `docs/guides.md`.
 * @throws GuideFault naming the file and the field.
 */
export function parseGuide(file: string, text: string, lang: Lang): Guide {
  const complain: Complain = (field, what) => { throw new GuideFault(file, field, what); };
  const { fields, body } = readFields(text.replaceAll('\r\n', '\n'), complain);
  const field = (name: string): string => fields.get(name) || complain(name, 'is missing.');
  const { opening, sections } = splitSections(body, lang, complain);
  const levels = readLevels(field('levels'), complain);
  const part = (name: Part): string[] => {
    const found = sections.filter((section) => section.part === name);
    if (found.length > 1) complain(HEADINGS[lang][name], 'is given twice.');
    return (found[0]?.lines ?? []).map((line) => plain(HEADINGS[lang][name], line.replace(/^- /, ''), complain));
  };
  const needed = (name: Part): string[] => {
    const lines = part(name);
    return lines.length > 0 ? lines : complain(HEADINGS[lang][name], 'is missing or empty.');
  };
  const minutes = Number(field('minutes'));
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > 240) complain('minutes', `"${field('minutes')}" is not accepted. Write whole minutes from 1 to 240.`);
  if (opening.length === 0) complain('summary', 'is missing: one or two sentences before the first heading.');
  const steps = sections.filter((section) => section.part === 'step').map((section) => readStep(section, lang, levels.length === 1, complain));
  if (steps.length === 0) complain('steps', 'there is none.');
  const care = oneOf('care', field('care'), CARES, complain);
  if (care !== 'usual' && part('stopFirst').length === 0) complain(HEADINGS[lang].stopFirst, `is missing: a guide with care "${care}" says first what to stop.`);
  if (!steps.some((step) => step.ask !== null)) complain('steps', `no step says "${LABELS[lang].ask}".`);
  return {
    slug: field('slug'), lang, leaf: field('leaf'), title: plain('title', typeset(field('title'), lang), complain),
    device: oneOf('device', field('device'), DEVICES, complain), minutes, levels, care, reviewed: readDay(field('reviewed'), complain),
    asks: field('asks').split(';').map((words) => typeset(words, lang)).filter((words) => words !== ''),
    summary: opening.map((line) => plain('summary', line, complain)),
    stopFirst: part('stopFirst'), have: part('have'), steps, done: needed('done'), stuck: needed('stuck'),
  };
}
