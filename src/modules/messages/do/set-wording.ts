import { type Lang, type Result, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { mayWordMessages } from '../may.ts';
import { KINDS, type Kind } from '../message.ts';
import type { Needs } from '../needs.ts';
import { PARTS, type Part, type Rules, type Texts, type Wording, type WrongText, differing, wrongWith } from '../wording.ts';

/** What the assembly knows of our own sentences. `oursOf`: those that a kind has; `rulesFor`: how one of them is judged. */
export type WordingNeeds = Readonly<{ wordings: Needs['wordings']; oursOf(kind: Kind, lang: Lang): Texts; rulesFor(kind: Kind, lang: Lang, part: Part): Rules }>;
export type WordingSeen = Readonly<{
  kind: Kind; lang: Lang; ours: Texts; now: Texts; allowed: readonly string[]; since?: Temporal.Instant | undefined;
  versions: readonly Readonly<{ wording: Wording; sent: number }>[];
}>;
export type CannotWord = { kind: 'not-allowed' } | { kind: 'wording-wrong'; wrong: readonly WrongText[] };

/** What speaks against these sentences; those that are ours need no judging. */
export function judged(needs: Pick<WordingNeeds, 'oursOf' | 'rulesFor'>, asked: Readonly<{ kind: Kind; lang: Lang; texts: Texts }>): readonly WrongText[] {
  const own = differing(asked.texts, needs.oursOf(asked.kind, asked.lang));
  return PARTS.flatMap((part) => { const text = own[part]; return text === undefined ? [] : wrongWith(part, text, needs.rulesFor(asked.kind, asked.lang, part)); });
}

/** From now on this kind of message is said so; what differs in nothing from ours is ours again. */
export async function setWording(needs: WordingNeeds, work: Work, asked: Readonly<{ kind: Kind; lang: Lang; texts: Texts }>): Promise<Result<Texts, CannotWord>> {
  if (!mayWordMessages(work.by)) return no({ kind: 'not-allowed' });
  const wrong = judged(needs, asked);
  if (wrong.length > 0) return no({ kind: 'wording-wrong', wrong });
  const texts = differing(asked.texts, needs.oursOf(asked.kind, asked.lang));
  await needs.wordings.add(work, { kind: asked.kind, lang: asked.lang, texts, setAt: work.now, setBy: work.by.kind === 'person' ? work.by.person : work.by.kind });
  await work.audit({ did: Object.keys(texts).length === 0 ? 'use-our-wording' : 'set-wording', to: `${asked.kind} ${asked.lang}` });
  return ok(texts);
}

export async function seeWording(needs: WordingNeeds, work: Work, kind: Kind, lang: Lang): Promise<WordingSeen | undefined> {
  if (!mayWordMessages(work.by)) return undefined;
  await needs.wordings.refresh(work);
  const ours = needs.oursOf(kind, lang);
  const now = needs.wordings.now(kind, lang);
  return { kind, lang, ours, now: { ...ours, ...now?.texts }, allowed: [...needs.rulesFor(kind, lang, 'text').allowed].toSorted(), since: now?.setAt, versions: await needs.wordings.versions(work, kind, lang) };
}

/** Every kind of message, and in which languages it is said in this house's own words. */
export async function seeWordings(needs: WordingNeeds, work: Work): Promise<readonly Readonly<{ kind: Kind; own: readonly Lang[] }>[]> {
  if (!mayWordMessages(work.by)) return [];
  await needs.wordings.refresh(work);
  return KINDS.map((kind) => ({ kind, own: (['en', 'fr'] as const).filter((lang) => needs.wordings.now(kind, lang)) }));
}
