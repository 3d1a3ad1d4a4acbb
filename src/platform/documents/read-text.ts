import { inflateSync } from 'node:zlib';

type Part = Readonly<{ x: number; y: number; text: string }>;

/** The objects of a file that pdfkit wrote: their dictionaries, and their streams inflated. */
function objectsOf(bytes: Buffer): Map<number, { dictionary: string; stream: string }> {
  const text = bytes.toString('latin1');
  const found = new Map<number, { dictionary: string; stream: string }>();
  for (const match of text.matchAll(/(\d+) 0 obj\n([\s\S]*?)endobj/g)) {
    const body = match[2] ?? '';
    const at = body.indexOf('stream\n');
    const dictionary = at === -1 ? body : body.slice(0, at);
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const start = match.index + match[0].indexOf(body) + at + 'stream\n'.length;
    const stream = at === -1 || !dictionary.includes('/FlateDecode') ? '' : inflateSync(bytes.subarray(start, start + length)).toString('latin1');
    found.set(Number(match[1]), { dictionary, stream });
  }
  return found;
}

/** What each glyph number of an embedded font stands for. */
function lettersOf(cmap: string): Map<number, string> {
  const letters = new Map<number, string>();
  for (const range of cmap.matchAll(/<([\da-f]+)> <[\da-f]+> \[([^\]]*)\]/g)) {
    const first = Number.parseInt(range[1] ?? '0', 16);
    for (const [i, code] of [...(range[2] ?? '').matchAll(/<([\da-f]*)>/g)].entries()) {
      letters.set(first + i, Buffer.from(code[1] ?? '', 'hex').swap16().toString('utf16le'));
    }
  }
  return letters;
}

function partsOf(content: string, fonts: ReadonlyMap<string, Map<number, string>>): Part[] {
  const parts: Part[] = [];
  for (const block of content.matchAll(/BT\n([\s\S]*?)ET/g)) {
    const words = block[1] ?? '';
    const at = /1 0 0 1 (\S+) (\S+) Tm/.exec(words);
    const letters = fonts.get(/\/(F\d+) /.exec(words)?.[1] ?? '');
    let text = '';
    for (const run of words.matchAll(/<([\da-f]+)>/g)) {
      for (const glyph of (run[1] ?? '').match(/.{4}/g) ?? []) text += letters?.get(Number.parseInt(glyph, 16)) ?? '\ufffd';
    }
    if (at && text.trim() !== '') parts.push({ x: Number(at[1]), y: Number(at[2]), text: text.trimEnd() });
  }
  return parts;
}

/** Parts on one line (within 3 points) from left to right, lines from top to bottom. */
function asLines(parts: readonly Part[]): string {
  const lines: { y: number; parts: Part[] }[] = [];
  for (const part of parts) {
    const line = lines.find((known) => Math.abs(known.y - part.y) <= 3);
    if (line) line.parts.push(part); else lines.push({ y: part.y, parts: [part] });
  }
  return lines.toSorted((a, b) => b.y - a.y)
    .map((line) => line.parts.toSorted((a, b) => a.x - b.x).map((part) => part.text.replaceAll('\u00a0', ' ')).join('   ')).join('\n');
}

/**
 * The words of a PDF that `pdf()` made, line by line as they stand on the paper; pages are parted by a form feed.
 * It reads what was really embedded (glyphs through the font's own table), so a golden test sees what a reader sees.
 * For other people's files use a real PDF reader.
 */
export function textOf(file: Buffer): string {
  const objects = objectsOf(file);
  const pages = [...objects].filter(([, { dictionary }]) => /\/Type \/Page\n/.test(dictionary)).toSorted(([a], [b]) => a - b);
  const at = (dictionary: string, name: string): { dictionary: string; stream: string } =>
    objects.get(Number(new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1])) ?? { dictionary: '', stream: '' };
  return pages.map(([, page]) => {
    const resources = at(page.dictionary, 'Resources').dictionary;
    const fonts = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map((font) =>
      [font[1] ?? '', lettersOf(at(objects.get(Number(font[2]))?.dictionary ?? '', 'ToUnicode').stream)]));
    return asLines(partsOf(at(page.dictionary, 'Contents').stream, fonts));
  }).join('\f\n');
}
