import { z } from 'zod';
import { type Door, json, missing, onePage, pageAsks, pageOf, route } from '#platform/http/index';
import type { Learning } from './learning.ts';

const lang = z.enum(['en', 'fr']).default('en');
const found = z.object({ slug: z.string(), title: z.string(), summary: z.string(), device: z.string(), minutes: z.number() });

/** Guides, for programs. */
export const learningRoutes = (learning: Pick<Learning, 'guide' | 'findGuides'>): Door[] => [
  route({
    method: 'GET', path: '/guides', who: ['anyone'], summary: 'Guides that answer a question, misspelt too', asks: z.object({ q: z.string().min(1).max(500), lang, ...pageAsks }), gives: pageOf(found),
    answer: ({ asked }) => onePage(learning.findGuides(asked.q, asked.lang), asked, { of: (guide) => guide.slug, order: 'given' }, (guide) => guide),
  }),
  route({
    method: 'GET', path: '/guides/:slug', who: ['anyone'], summary: 'One guide, step by step', asks: z.object({ lang }),
    gives: z.object({ slug: z.string(), title: z.string(), steps: z.array(z.object({ title: z.string(), actions: z.array(z.string()), see: z.string() })) }),
    answer: ({ params, asked }) => { const guide = learning.guide(params['slug'] ?? '', asked.lang); return guide ? json(guide) : missing; },
  }),
];
