import { html } from 'hono/html';
import type { Lang } from '#kernel';
import type { ApiDocument } from '#platform/http/index';
import { type FrameNeeds, frameOf } from '../frame.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
type Operation = { summary?: string; description?: string; requestBody?: unknown; parameters?: unknown; responses?: unknown };

/** The programming interface, to read and look through: made from the same document that programs read. */
export function apiDocs(has: FrameNeeds, document: ApiDocument, lang: Lang): Html | Promise<Html> {
  const frame = frameOf(has, { lang, by: { kind: 'visitor' }, path: '/api/v1/docs', textSize: 100 });
  const { words } = frame;
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })));
  return shell(frame, {
    title: words.say('api.title'), kind: 'staff',
    main: html`<h1>${words.say('api.title')}</h1><p>${words.say('api.lead')} <a href="/api/v1/openapi.json">openapi.json</a></p><p class="quiet">${document.info.description ?? ''}</p>
      ${operations.map(({ path, method, operation }) => html`<details class="card"><summary><strong class="number">${method}</strong> <code>/api/v1${path}</code> ${operation.summary ?? ''}</summary>
        <p class="quiet">${operation.description ?? ''}</p><pre class="scroll-x">${JSON.stringify({ parameters: operation.parameters, body: operation.requestBody, answers: operation.responses }, null, 2)}</pre></details>`)}`,
  });
}
