import { z } from 'zod';
import { type Country, ZONE } from '#kernel';

/** What is kept for a stated time, by kind. Invoices carry their own last day; the rule says where it comes from. */
export const KEPT_CLASSES = ['requests-never-booked', 'people-not-seen', 'notes', 'sign-ins', 'messages', 'files-without-owner', 'consent-receipts', 'invoices'] as const;
export type KeptClass = (typeof KEPT_CLASSES)[number];

const rule = z.object({
  id: z.string().min(1), class: z.enum(KEPT_CLASSES), country: z.enum(['FR', 'GB', '*']), from: z.iso.date().transform((day) => Temporal.PlainDate.from(day)),
  keeps: z.union([z.object({ months: z.number().int().positive() }), z.object({ days: z.number().int().positive() })]),
  basis: z.enum(['law', 'guidance', 'house']), article: z.string().min(1), source: z.string().min(1), checkedOn: z.iso.date().transform((day) => Temporal.PlainDate.from(day)), confirmed: z.boolean(),
}).strict();
export type RetentionRule = Readonly<z.infer<typeof rule>>;
const book = z.object({ version: z.string(), rules: z.array(rule) }).strict();

/** Reads the rules. @throws when one is not whole, or when a kind has no rule for a country. */
export function retentionFrom(read: unknown): readonly RetentionRule[] {
  const { rules } = book.parse(read);
  for (const kind of KEPT_CLASSES) for (const country of ['FR', 'GB'] as const) if (!rules.some((one) => one.class === kind && (one.country === country || one.country === '*'))) throw new Error(`(${kind}) has no time for (${country}). Maybe its rule is missing in content/retention.json.`);
  return rules;
}

/** The rule of a country on a day: the latest that has begun. */
export function retentionOn(rules: readonly RetentionRule[], kind: KeptClass, country: Country | '*', day: Temporal.PlainDate): RetentionRule | undefined {
  return rules.filter((one) => one.class === kind && (one.country === country || one.country === '*') && Temporal.PlainDate.compare(one.from, day) <= 0).toSorted((a, b) => Temporal.PlainDate.compare(b.from, a.from))[0];
}

const local = (now: Temporal.Instant, country: Country | '*'): Temporal.ZonedDateTime => now.toZonedDateTimeISO(ZONE[country === '*' ? 'FR' : country]);
/** What is older than this goes. */
export const cutoff = (one: RetentionRule, now: Temporal.Instant): Temporal.Instant => local(now, one.country).subtract(one.keeps).toInstant();
/** Until when something that begins now is kept. */
export const keptUntil = (one: RetentionRule, now: Temporal.Instant): Temporal.Instant => local(now, one.country).add(one.keeps).toInstant();
/** The rules in force, one for each kind and country. */
export function inForceOn(rules: readonly RetentionRule[], now: Temporal.Instant): readonly RetentionRule[] {
  const chosen = KEPT_CLASSES.flatMap((kind) => (['FR', 'GB'] as const).flatMap((country) => retentionOn(rules, kind, country, local(now, country).toPlainDate()) ?? []));
  return [...new Map(chosen.map((one) => [one.id, one])).values()];
}
