import { isId } from '#kernel';
import { holdsCode } from '#modules/people';
import { z } from 'zod';

const country = z.enum(['FR', 'GB']);
const lang = z.enum(['en', 'fr']);
const text = (most: number) => z.string().trim().min(1).max(most);
const optionalText = (most: number) => z.string().trim().max(most).optional().transform((typed) => (typed === '' ? undefined : typed));
const id = <K extends Parameters<typeof isId>[0]>(kind: K) => z.string().refine((typed) => isId(kind, typed), { error: 'booking.bad-id' });

/** What is going on, in their own words. `photos` are files that were stored before. */
export const askAsks = z.object({
  words: text(4_000), lang, country: country.optional(), askedFor: z.enum(['me', 'someone-else']).default('me'),
  source: z.enum(['web', 'phone', 'paper', 'relative']).default('web'),
  photos: z.array(id('File')).max(10).default([]), comfort: z.enum(['never-done-it', 'with-help', 'fine-alone']).optional(),
});

/** What somebody chose for one task. Without `leaf` the choice is "none of these". */
export const understandAsks = z.object({
  task: id('Task'), leaf: z.string().regex(/^[a-z0-9-]{1,60}$/).optional(),
  answers: z.record(z.string().max(60), z.string().max(60)).default({}),
});

export const wayAsks = z.object({ way: z.enum(['visit', 'lesson', 'remote', 'workshop']) });

const contact = {
  givenName: text(80), familyName: text(80), phone: optionalText(30), email: optionalText(200),
  prefers: z.enum(['sms', 'mail', 'letter', 'phone']),
};

/** Who it is for and where. A helper says who they are too. */
export const whoAsks = z.object({
  ...contact,
  line: text(200), postcode: text(12), town: text(80), country,
  accessNotes: z.string().trim().max(500).refine((typed) => !holdsCode(typed), 'where.code-not-here').optional().transform((typed) => (typed === '' ? undefined : typed)),
  lat: z.coerce.number().min(-90).max(90).optional(), lng: z.coerce.number().min(-180).max(180).optional(),
  largePrint: z.coerce.boolean().default(false), comfort: z.enum(['never-done-it', 'with-help', 'fine-alone']).optional(),
  helperGivenName: optionalText(80), helperFamilyName: optionalText(80), helperPhone: optionalText(30), helperEmail: optionalText(200),
});

export const slotAsks = z.object({ slot: z.string().max(60) });
export const bookAsks = z.object({
  hold: id('Hold').optional(), slot: z.string().max(60).optional(), expressRequest: z.coerce.boolean().default(false), termsHash: z.string().max(200),
  /** The words of the contract that were before the person (`GET /quotes/:quote/terms`). Without it nobody was informed, and the time to withdraw is the longer one. */
  shown: z.object({ digest: z.string().regex(/^[0-9a-f]{64}$/), lang: z.enum(['en', 'fr']), acknowledges: z.boolean().default(false) }).optional(),
});
/** `fee` is the fee in cents that was on the page. */
export const cancelAsks = z.object({ fee: z.coerce.number().int().min(0) });
export const moveAsks = cancelAsks.extend({ slot: z.string().max(60) });

/** A reference as people write it back: any case, with or without the dash. */
export const comeBackAsks = z.object({
  reference: z.string().trim().max(20).transform((typed) => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '')),
  code: z.string().trim().max(20).transform((typed) => typed.replaceAll(/\D/g, '')),
});

export type Asked = {
  ask: z.infer<typeof askAsks>; understand: z.infer<typeof understandAsks>; way: z.infer<typeof wayAsks>;
  who: z.infer<typeof whoAsks>; comeBack: z.infer<typeof comeBackAsks>;
};
