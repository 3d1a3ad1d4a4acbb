import { z } from 'zod';
import { type Door, json, route } from '#platform/http/index';
import type { Triage } from './triage.ts';

const told = z.object({ en: z.string(), fr: z.string() });

/** Understanding words, for programs: nothing is kept. */
export const triageRoutes = (triage: Pick<Triage, 'understand'>): Door[] => [
  route({
    method: 'POST', path: '/understandings', who: ['anyone'], summary: 'What a person means by their words; nothing is kept',
    asks: z.object({ text: z.string().max(100_000), lang: z.enum(['en', 'fr']).optional(), country: z.enum(['FR', 'GB']).optional(), answers: z.record(z.string().max(80), z.string().max(200)).optional() }),
    gives: z.object({
      lang: z.enum(['en', 'fr']), way: z.string(), noRemote: z.boolean(), hidden: z.boolean(),
      tasks: z.array(z.object({ text: z.string(), categories: z.array(z.object({ id: z.string(), score: z.number(), because: z.array(z.string()) })), device: z.string(), urgency: z.string(), channel: z.string(), guide: z.string(), unsure: z.boolean() })),
      safety: z.array(z.object({ flag: z.string(), card: z.string(), show: z.boolean(), because: z.array(z.string()), question: told.optional() })),
    }),
    answer: ({ asked }) => {
      const { text, ...rest } = asked;
      const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      return json(triage.understand(text, given));
    },
  }),
];
