/** Text without the signs of **bold**. */
export const withoutBold = (text: string): string => text.replaceAll('**', '');

/** The sentences of a text; a text without a final stop is one sentence. "10.30" and "example.org" hold no end. */
export function sentencesIn(text: string): readonly string[] {
  return withoutBold(text).split(/(?<=[.!?…]["”»’)]*)\s+/u).map((each) => each.trim()).filter((each) => /[\p{L}\p{N}]/u.test(each));
}

/** The words of a text: runs of letters or figures, with apostrophes inside them. A hyphen parts two words. */
export function wordsIn(text: string): readonly string[] {
  return withoutBold(text).match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu) ?? [];
}
