import { readFileSync } from 'node:fs';
import { raw } from 'hono/html';

const drawn = new Map<string, string>();
const FOLDER = new URL('../../../node_modules/lucide-static/icons/', import.meta.url);

/** A Lucide drawing, inline, silent for screen readers: a word always stands beside it. */
export function icon(name: string, kind = ''): ReturnType<typeof raw> {
  let svg = drawn.get(name);
  if (!svg) {
    svg = readFileSync(new URL(`${name}.svg`, FOLDER), 'utf8')
      .replace(/<!--.*?-->\s*/s, '').replace(/\s+/g, ' ').replace(/class="[^"]*"/, 'class="icon" aria-hidden="true" focusable="false"');
    drawn.set(name, svg);
  }
  return raw(kind ? svg.replace('class="icon"', `class="icon ${kind}"`) : svg);
}

/** The lamp over the door: our own mark. */
export const lamp = raw('<svg viewBox="0 0 32 32" aria-hidden="true" focusable="false"><path d="M16 2v4" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/><path d="M9 14a7 7 0 0 1 14 0l1.6 4.2H7.4z" fill="#f5b544" stroke="currentColor" stroke-width="2.2" stroke-linejoin="round"/><path d="M12.6 18.6a3.4 3.4 0 0 0 6.8 0" fill="#fff3d6" stroke="currentColor" stroke-width="2.2"/><path d="M16 25v4M9.6 23.4l-2 3M22.4 23.4l2 3" stroke="#f5b544" stroke-width="2.4" stroke-linecap="round"/></svg>');
