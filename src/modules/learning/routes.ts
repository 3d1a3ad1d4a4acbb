import { z } from 'zod';
import { type Door, json, missing, onePage, pageAsks, pageOf, route } from '#platform/http/index';
import type { Learning } from './learning.ts';

const lang = z.enum(['en', 'fr']).default('en');
const found = z.object({ slug: z.string(), title: z.string(), summary: z.string(), device: z.string(), minutes: z.number() });

const sentences = z.array(z.string());
const step = z.object({ title: z.string(), actions: sentences, helped: z.string().nullable(), alone: z.string().nullable(), see: z.string(), mistake: z.string(), undo: z.string(), ask: z.string().nullable() });
const oneGuide = z.object({
  slug: z.string(), lang: z.enum(['en', 'fr']), leaf: z.string(), title: z.string(), device: z.string(), minutes: z.number(), levels: sentences, care: z.string(), reviewed: z.iso.date(),
  asks: sentences, summary: sentences, stopFirst: sentences, have: sentences, steps: z.array(step), done: sentences, stuck: sentences,
});

/** Guides, for programs. */
export const learningRoutes = (learning: Pick<Learning, 'guide' | 'findGuides'>): Door[] => [
  route({
    method: 'GET', path: '/guides', who: ['anyone'], summary: 'Guides that answer a question, misspelt too', asks: z.object({ q: z.string().min(1).max(500), lang, ...pageAsks }), gives: pageOf(found),
    answer: ({ asked }) => onePage(learning.findGuides(asked.q, asked.lang), asked, { of: (guide) => guide.slug, order: 'given' }, (guide) => guide),
  }),
  route({
    method: 'GET', path: '/guides/:slug', who: ['anyone'], summary: 'One guide, step by step', asks: z.object({ lang }),
    gives: oneGuide,
    answer: ({ params, asked }) => { const guide = learning.guide(params['slug'] ?? '', asked.lang); return guide ? json(guide) : missing; },
  }),
];
