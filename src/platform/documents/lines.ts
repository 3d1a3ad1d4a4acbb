/** How wide a text is, in points. */
export type WidthOf = (text: string) => number;

/** One word cut into pieces that fit; at least one letter each, so it always ends. */
function cutWord(word: string, width: number, widthOf: WidthOf): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && widthOf(piece + letter) > width) {
      pieces.push(piece);
      piece = letter;
    } else piece += letter;
  }
  return [...pieces, piece];
}

/** A text broken into lines no wider than `width` points. Breaks at plain spaces and newlines, never at a no-break space; cuts a word only when it is wider than a line. */
export function breakLines(text: string, width: number, widthOf: WidthOf): string[] {
  const lines: string[] = [];
  for (const part of text.split('\n')) {
    let line = '';
    for (const word of part.split(' ').filter((found) => found !== '')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (widthOf(longer) <= width) { line = longer; continue; }
      if (line !== '') lines.push(line);
      const pieces = cutWord(word, width, widthOf);
      lines.push(...pieces.slice(0, -1));
      line = pieces.at(-1) ?? '';
    }
    lines.push(line);
  }
  return lines;
}
