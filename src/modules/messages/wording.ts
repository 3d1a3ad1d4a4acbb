import type { Lang } from '#kernel';
import type { Kind } from './message.ts';

/** The sentences of one message: its title, the text of mail and letter, that of a letter with which something goes along, the text message, what is read out on the telephone; and the same for a helper. */
export const PARTS = ['title', 'text', 'letter', 'sms', 'call', 'helper-title', 'helper-text', 'helper-sms', 'helper-call'] as const;
export type Part = (typeof PARTS)[number];
export type Texts = Readonly<Partial<Record<Part, string>>>;

/** How this house says one kind of message in one language from `setAt` on; no texts: as we do. */
export type Wording = Readonly<{ id: number; kind: Kind; lang: Lang; texts: Texts; setAt: Temporal.Instant; setBy: string }>;
export const keyOf = (kind: Kind, part: Part): string => `messages.${kind}-${part}`;

/** A text message of more parts than this is a letter. */
export const MOST_SMS_PARTS = 2;
const MOST_LETTERS = 4_000;
/** What a message may do without: politeness, and what the other side knows. */
const COURTESY: ReadonlySet<string> = new Set(['given', 'house', 'car', 'provider', 'person', 'helper']);

/** What is wrong with a sentence, and which word of it: each is a sentence `wordings.<kind>`. */
export type WrongText = Readonly<{ part: Part; kind: 'unreadable' | 'empty' | 'too-long' | 'unknown-hole' | 'hole-missing' | 'sentence-missing' | 'sms-too-long' | 'sms-one-line'; what: string }>;

/** What is needed to judge one sentence. `holes`: the names in braces, undefined when it cannot be read. `filled`: as it would go to the sample person. */
export type Rules = Readonly<{
  ours: string; allowed: ReadonlySet<string>; mustSay?: string | undefined;
  holes(text: string): readonly string[] | undefined; filled(text: string): string; smsParts(text: string): number;
}>;

const plain = (text: string): string => text.replaceAll(/[\s\u00a0\u202f]+/g, ' ').replaceAll('’', "'");

/** Everything that speaks against a sentence; nothing when it may go out. */
export function wrongWith(part: Part, text: string, rules: Rules): WrongText[] {
  if (text.trim() === '') return [{ part, kind: 'empty', what: '' }];
  if (text.length > MOST_LETTERS) return [{ part, kind: 'too-long', what: String(MOST_LETTERS) }];
  const holes = rules.holes(text);
  if (!holes) return [{ part, kind: 'unreadable', what: '' }];
  const unknown = holes.filter((name) => !rules.allowed.has(name));
  const missing = (rules.holes(rules.ours) ?? []).filter((name) => !COURTESY.has(name) && !holes.includes(name));
  const wrong: WrongText[] = [
    ...unknown.map((name): WrongText => ({ part, kind: 'unknown-hole', what: `{${name}}` })), ...missing.map((name): WrongText => ({ part, kind: 'hole-missing', what: `{${name}}` })),
    ...(rules.mustSay && !plain(text).includes(plain(rules.mustSay)) ? [{ part, kind: 'sentence-missing' as const, what: rules.mustSay }] : []),
  ];
  if (!part.endsWith('sms') || unknown.length > 0) return wrong;
  const parts = rules.smsParts(rules.filled(text));
  return [...wrong, ...(text.includes('\n') ? [{ part, kind: 'sms-one-line' as const, what: '' }] : []), ...(parts > MOST_SMS_PARTS ? [{ part, kind: 'sms-too-long' as const, what: String(parts) }] : [])];
}

/** Only what differs from ours is kept: a sentence of ours that is changed later then changes here too. */
export const differing = (texts: Texts, ours: Texts): Texts =>
  Object.fromEntries(PARTS.flatMap((part) => { const text = texts[part]?.replaceAll('\r\n', '\n').trim(); return text !== undefined && ours[part] !== undefined && text !== ours[part] ? [[part, text]] : []; }));
