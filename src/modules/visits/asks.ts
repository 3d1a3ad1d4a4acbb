import { z } from 'zod';
import type { ExtraId, FileId, Id, TaskId, VisitId } from '#kernel';
import { BACKUPS, RESULTS } from './custody.ts';
import { OUTCOMES } from './outcome.ts';
import { BLOCKS } from './sheet.ts';

const idOf = <T extends string>(prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`)).transform((text) => text as T);
const visit = idOf<VisitId>('vis');
const task = idOf<TaskId>('tas');
const text = (max: number) => z.string().trim().min(1).max(max);
/** Four digits, as people type them. */
const code = z.string().transform((typed) => typed.replaceAll(/\D/g, '')).pipe(z.string().regex(/^\d{4}$/));

export const asksForVisit = z.object({ visit });
export const asksToCheckIn = z.object({ visit, code, task: task.optional() });
export const asksToTick = z.object({ visit, task, step: z.string().regex(/^[a-z0-9-]{2,60}$/), ticked: z.enum(['done', 'not-needed']), note: text(500).optional() });
export const asksForClock = z.object({ visit, kind: z.enum(['attended', 'unattended']), task: task.optional() });
export const asksToAddPart = z.object({ visit, item: z.string().regex(/^[a-z0-9-]{2,60}$/), quantity: z.number().int().min(1).max(100), task: task.optional(), serial: text(80).optional() });
export const asksToNote = z.object({ visit, phase: z.enum(['before', 'after']), text: text(2000), task: task.optional(), photo: idOf<FileId>('fil').optional() });
const money = z.object({ cents: z.number().int().min(0).max(10_000_00), currency: z.enum(['EUR', 'GBP']) });
export const asksToProposeExtra = z.object({
  visit, why: text(500), ground: z.enum(['urgent-repair', 'successive-service']).optional(), urgentWhy: z.string().trim().max(500).optional(),
  lines: z.array(z.object({
    kind: z.enum(['labour', 'travel', 'parts', 'subscription', 'licence', 'training', 'backup-security']), says: text(200),
    unit: z.enum(['block', 'minute', 'package', 'device', 'visit', 'kilometre', 'mile', 'piece', 'month', 'year', 'licence']),
    quantity: z.number().int().min(1).max(1000), worstQuantity: z.number().int().min(1).max(1000).optional(), unitPrice: money, task: task.optional(), item: z.string().max(60).optional(),
  })).max(20),
});
export const asksToAnswerExtra = z.object({ extra: idOf<ExtraId>('ext'), answer: z.enum(['yes', 'no']), code: code.optional(), spokeWith: text(120).optional(), startNow: z.boolean().optional(), shown: z.string().regex(/^[0-9a-f]{64}$/).optional() });
export const asksToWriteSheet = z.object({ visit, lang: z.enum(['en', 'fr']), blocks: z.object(Object.fromEntries(BLOCKS.map((block) => [block, z.string().trim().max(2000)])) as Record<(typeof BLOCKS)[number], z.ZodString>) });
export const asksToHandBack = z.object({ visit, how: z.enum(['alone', 'with-help', 'not-yet', 'did-not-want']), task: task.optional(), note: text(500).optional() });
export const asksToSign = z.discriminatedUnion('how', [
  z.object({ visit, how: z.literal('drawn'), picture: idOf<FileId>('fil') }),
  z.object({ visit, how: z.literal('code'), code }),
  z.object({ visit, how: z.literal('spoken'), words: text(300) }),
]);
const day = z.string().refine((typed) => { try { return Temporal.PlainDate.from(typed).toString() === typed; } catch { return false; } }, 'form.date').transform((typed) => Temporal.PlainDate.from(typed));
const cents = z.number().int().min(0).max(10_000_00);
const maybe = (max: number) => z.string().trim().max(max).transform((typed) => typed || undefined).optional();
/** Amounts in cents, in the currency of the visit's quote. */
export const asksToWriteReceipt = z.object({
  visit, what: text(200), serial: maybe(80), condition: text(1000), accessories: maybe(500), purpose: text(500), lookWhy: maybe(500), backup: z.enum(BACKUPS), freeUpTo: cents, askWhom: text(200), diagnosis: cents, expectedOn: day,
  photos: z.array(idOf<FileId>('fil')).max(6).optional(),
});
export const asksToHandOn = z.object({ visit, kind: z.enum(['technician', 'workshop', 'other-firm', 'carrier']), name: text(120), why: maybe(300) });
export const asksToOfferRepair = z.object({ visit, says: text(300), labour: cents, partSays: maybe(200), partPrice: cents.optional() });
export const asksToMakeReady = z.object({ visit, result: z.enum(RESULTS), words: maybe(1000), keptParts: maybe(300) });
export const asksToGiveBack = z.discriminatedUnion('how', [
  z.object({ visit, by: z.enum(['fetched', 'visit']), how: z.literal('drawn'), picture: idOf<FileId>('fil') }),
  z.object({ visit, by: z.enum(['fetched', 'visit']), how: z.literal('spoken'), words: text(300) }),
]);
/** `item`: where the quote has the article; else `says` and `price` (each, in cents) are a proposal of their own. */
export const asksToOrderPart = z.object({ visit, says: text(200), item: z.string().regex(/^[a-z0-9-]{2,60}$/).optional(), quantity: z.number().int().min(1).max(100), price: cents, deposit: cents, expectedOn: day });
const part = idOf<Id<'Part'>>('prt');
export const asksOfPart = z.object({ part });
export const asksToSayPartComes = z.object({ part, on: day });
export const asksToFreeze = z.object({ visit, why: text(500).optional() });
export const asksToUnfreeze = z.object({ visit, why: text(500) });
export const asksToEnd = z.object({ visit, outcome: z.enum(OUTCOMES), note: text(1000).optional(), found: z.array(z.object({ task, leaf: z.string().regex(/^[a-z0-9-]{2,60}$/) })).max(20).optional() });
export const asksToNoteDevice = z.object({
  visit, kind: z.enum(['computer', 'tablet', 'phone', 'printer', 'box', 'router', 'television', 'storage', 'camera', 'other']), name: text(120).optional(), maker: text(120).optional(), model: text(120).optional(),
  system: text(120).optional(), release: text(120).optional(),
});

export type AsksToCheckIn = z.infer<typeof asksToCheckIn>;
export type AsksToTick = z.infer<typeof asksToTick>;
export type AsksForClock = z.infer<typeof asksForClock>;
export type AsksToAddPart = z.infer<typeof asksToAddPart>;
export type AsksToNote = z.infer<typeof asksToNote>;
export type AsksToProposeExtra = z.infer<typeof asksToProposeExtra>;
export type AsksToAnswerExtra = z.infer<typeof asksToAnswerExtra>;
export type AsksToWriteSheet = z.infer<typeof asksToWriteSheet>;
export type AsksToHandBack = z.infer<typeof asksToHandBack>;
export type AsksToSign = z.infer<typeof asksToSign>;
export type AsksToFreeze = z.infer<typeof asksToFreeze>;
export type AsksToUnfreeze = z.infer<typeof asksToUnfreeze>;
export type AsksToEnd = z.infer<typeof asksToEnd>;
export type AsksToNoteDevice = z.infer<typeof asksToNoteDevice>;
export type AsksToWriteReceipt = z.infer<typeof asksToWriteReceipt>;
export type AsksToHandOn = z.infer<typeof asksToHandOn>;
export type AsksToOfferRepair = z.infer<typeof asksToOfferRepair>;
export type AsksToMakeReady = z.infer<typeof asksToMakeReady>;
export type AsksToGiveBack = z.infer<typeof asksToGiveBack>;
export type AsksToOrderPart = z.infer<typeof asksToOrderPart>;
export type AsksOfPart = z.infer<typeof asksOfPart>;
export type AsksToSayPartComes = z.infer<typeof asksToSayPartComes>;
