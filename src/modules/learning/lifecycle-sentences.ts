import type { Lang } from '#kernel';
import english from '../../../content/lifecycle/sentences.en.json' with { type: 'json' };
import french from '../../../content/lifecycle/sentences.fr.json' with { type: 'json' };
import type { Support } from './lifecycle.ts';

const SENTENCES = { en: english, fr: french };

/** A day as people say it: "14 October 2025", "14 octobre 2025". */
export const sayDay = (day: Temporal.PlainDate, lang: Lang): string =>
  day.toLocaleString(lang === 'fr' ? 'fr-FR' : 'en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** What we tell a person about a device's system: one or two plain sentences, what to do included. `name` is the system, "Windows 10". */
export function supportSentence(support: Support, name: string, lang: Lang): string {
  const dated = support.until === null ? `${support.sentenceKey}.undated` : support.sentenceKey;
  const sentences: Readonly<Record<string, string>> = SENTENCES[lang];
  const sentence = sentences[dated] ?? sentences[support.sentenceKey];
  if (sentence === undefined) throw new Error(`No sentence for (${dated}) in (${lang}). Maybe a state was added without its words.`);
  return sentence.replaceAll('{name}', name).replaceAll('{until}', support.until === null ? '' : sayDay(support.until, lang));
}
