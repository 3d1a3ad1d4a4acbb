import { html } from 'hono/html';
import type { Lang } from '#kernel';
import { type Call, type Signs, go } from '#platform/http/index';
import { type FrameNeeds, frameOf } from './frame.ts';
import { icon } from './parts/icon.ts';
import { dial } from './parts/dial.ts';
import { shell } from './shell.ts';

const NOBODY: Pick<Call, 'by' | 'path' | 'textSize'> = { by: { kind: 'visitor' }, path: '/', textSize: 100 };

/** What stands on the door when one cannot pass: each says what happened, what to do, and that nothing was lost. */
export function signs(has: FrameNeeds): Signs {
  const sign = (call: Pick<Call, 'lang' | 'by' | 'path' | 'textSize'>, key: string, filling: Record<string, string> = {}): string => {
    const frame = frameOf(has, call);
    const { words } = frame;
    return shell(frame, {
      title: words.say(`signs.${key}`),
      main: html`<h1>${words.say(`signs.${key}`, filling)}</h1><p class="lead">${words.say(`signs.${key}-more`, filling)}</p>
        <div class="actions"><a class="button main" href="/">${words.say('signs.to-the-start')}</a><a class="button" href="${dial(frame.house.phone)}">${icon('phone')}${frame.house.phone}</a></div>`,
    }).toString();
  };
  return {
    missing: async (call) => sign(call, 'missing'),
    signIn: (call) => go(`/${call.path.startsWith('/mine') || call.path.startsWith('/r/') ? 'come-back' : 'sign-in'}?next=${encodeURIComponent(call.path)}`),
    prove: (_call, page) => go(`/mine/prove?next=${encodeURIComponent(page)}`),
    databaseAway: (lang: Lang) => sign({ ...NOBODY, lang }, 'database-away'),
    fault: (lang: Lang, number: string) => sign({ ...NOBODY, lang }, 'fault', { number }),
    notFromHere: async (call) => sign(call, 'not-from-here'),
  };
}
