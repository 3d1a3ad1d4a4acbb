import { readFileSync } from 'node:fs';

// The variable woff2 of the web pages cannot be embedded: fontkit 2 fails to subset transformed woff2 outlines
// ("Offset is outside the bounds of the DataView"). These are the static cuts of the same family (OFL, see fonts/OFL.txt).
const cut = (name: string): Buffer => readFileSync(new URL(`fonts/AtkinsonHyperlegibleNext-${name}.ttf`, import.meta.url));

let read: Readonly<{ regular: Buffer; bold: Buffer }> | undefined;

/** Both cuts, read from disk once. */
export function fontCuts(): Readonly<{ regular: Buffer; bold: Buffer }> {
  read ??= { regular: cut('Regular'), bold: cut('Bold') };
  return read;
}

/** Letters the font lacks and what stands for them. Thin spaces come from number formats (1 234,50 €). */
const STANDS_FOR: Readonly<Record<string, string>> = {
  '\u202f': '\u00a0', '\u2009': '\u00a0', '\u2007': '\u00a0', '\u2011': '-', '\u2010': '-', '\u2212': '−', '\t': ' ',
  '→': '>', '←': '<', '✓': '•', '✔': '•', '☐': '□', '№': 'No', '\u00ad': '', '\ufeff': '', '\u200b': '', '\r': '',
};

/**
 * The text with every letter the font can write: a known stand-in, else the letter without its accents, else a question mark,
 * so that a name from anywhere still prints something and never an empty box.
 */
export function writable(text: string, hasGlyph: (codePoint: number) => boolean): string {
  let out = '';
  for (const letter of text.normalize('NFC')) {
    const stand = STANDS_FOR[letter] ?? letter;
    if (stand === '' || stand === '\n') { out += stand; continue; }
    const known = Array.from(stand).every((part) => hasGlyph(part.codePointAt(0) ?? 0));
    if (known) { out += stand; continue; }
    const bare = stand.normalize('NFD').replaceAll(/\p{M}/gu, '');
    out += bare !== '' && Array.from(bare).every((part) => hasGlyph(part.codePointAt(0) ?? 0)) ? bare : '?';
  }
  return out;
}
