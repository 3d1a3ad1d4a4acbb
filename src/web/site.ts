import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import type { Door, Hook, HttpNeeds } from '#platform/http/index';
import { serveHooks, serveRoutes, serveScreens, strictHeaders } from '#platform/http/index';

/** Photos and tables; all other forms and calls are words. */
const MOST_BYTES = { files: 96 * 1024 * 1024, words: 1024 * 1024 };

/** All doors in one house: assets, screens and routes. Throws at the start when a door does not say who may use it. */
export function buildSite(doors: readonly Door[], has: HttpNeeds & Parameters<typeof serveRoutes>[2] & { isReady(): Promise<boolean>; hooks?: readonly Hook[] }): Hono {
  const site = new Hono();
  strictHeaders(site, has);
  const onError = (c: Context): Response => c.text('Too large', 413);
  const [files, words] = [bodyLimit({ maxSize: MOST_BYTES.files, onError }), bodyLimit({ maxSize: MOST_BYTES.words, onError })];
  site.use('*', (c, next) => ((c.req.header('content-type') ?? '').startsWith('multipart/form-data') ? files(c, next) : words(c, next)));
  // Only what is the same for everyone: a page that repeats what was typed beside a secret must not be compressed (BREACH).
  site.use('/assets/*', compress());
  site.get('/healthz', (c) => c.text('ok'));
  site.get('/readyz', async (c) => ((await has.isReady()) ? c.text('ready') : c.text('the database does not answer', 503)));
  serveHooks(site, has.hooks ?? [], has);
  serveRoutes(site, doors, has);
  serveScreens(site, doors, has);
  return site;
}
