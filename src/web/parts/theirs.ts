import type { Words } from '#platform/text';

/** The same sentences said about somebody to one of us: “how we reach them” where they themselves read “how we reach you”. */
export const aboutThem = (words: Words): Words => ({
  ...words,
  say: (key, filling) => { const theirs = `theirs.${key.replace('.', '-')}`; return words.say(words.knows(theirs) ? theirs : key, filling); },
});
