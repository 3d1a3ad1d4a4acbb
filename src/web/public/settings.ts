import { z } from 'zod';
import { type Door, go, isOwnPath, screen } from '#platform/http/index';

const YEAR_DAYS = 365;

/** A path of our own, never another site's. */
const ownPath = z.string().max(500).refine(isOwnPath).catch('/');

/** Language and letters: links, so that they work without a script. */
export const settingsDoors = (): Door[] => [
  screen({
    method: 'GET', path: '/language', who: ['anyone'], asks: z.object({ lang: z.enum(['en', 'fr']), back: ownPath.default('/') }),
    answer: ({ asked }) => go(asked.back, [{ name: 'lang', value: asked.lang, days: YEAR_DAYS }]),
  }),
  screen({
    method: 'GET', path: '/text-size', who: ['anyone'], asks: z.object({ size: z.enum(['100', '125', '150']), back: ownPath.default('/') }),
    answer: ({ asked }) => go(asked.back, [{ name: 'text', value: asked.size, days: YEAR_DAYS }]),
  }),
];
