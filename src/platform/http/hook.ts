import type { Context, Hono } from 'hono';
import { isDatabaseAway } from '../db.ts';
import { type Log, faultNumber } from '../log.ts';

/** An address where another machine hands something over: raw words and headers in, a bare number out. Whoever knocks proves who they are with a signature; there is no session and no page. */
export type Hook = Readonly<{ path: string; take(handed: { body: string; header(name: string): string | undefined }): Promise<204 | 400 | 401 | 404> }>;

const MOST_LETTERS = 100_000;

/** Hangs the hooks. A hook that breaks asks the other machine to come again. */
export function serveHooks(app: Hono, hooks: readonly Hook[], has: { log: Log }): void {
  for (const hook of hooks) app.post(hook.path, (c) => answer(c, hook, has));
}

async function answer(c: Context, hook: Hook, { log }: { log: Log }): Promise<Response> {
  try {
    const body = await c.req.text();
    if (body.length > MOST_LETTERS) return c.body(null, 413);
    return c.body(null, await hook.take({ body, header: (name) => c.req.header(name) }));
  } catch (fault) {
    if (!isDatabaseAway(fault)) log.error({ fault: faultNumber(), error: fault instanceof Error ? fault.message : String(fault), path: hook.path }, 'fault');
    return c.body(null, 503, { 'retry-after': '30' });
  }
}
