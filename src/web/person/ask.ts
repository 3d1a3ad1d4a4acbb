import { html } from 'hono/html';
import { z } from 'zod';
import { type Actor, type FileId, type Refusal, no, ok } from '#kernel';
import type { AskOutput } from '#modules/booking';
import { type Call, type Door, type Problem, type Reply, go, page, screen } from '#platform/http/index';
import { likelyCountry } from '#platform/installation';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { dial } from '../parts/dial.ts';
import { toldCookie } from './told.ts';

type Html = ReturnType<typeof html>;
const EXAMPLES = ['printer', 'caller', 'lesson'] as const;

const asks = z.object({
  words: z.string().trim().min(1, 'ask.words-missing').max(8_000, 'ask.words-too-long'),
  for_other: z.string().optional(),
});

/** The first page: one question, one box, three examples, and a telephone number for whoever would rather talk. */
export function askDoors(has: WebHas): Door[] {
  const show = (call: Call, filled: Filled): Html => {
    const frame = frameOf(has, call);
    return shell(frame, { title: frame.words.say('ask.title'), main: askPage(frame, filled) });
  };
  return [
    screen({ method: 'GET', path: '/', who: ['anyone'], answer: (call) => page(show(call, fresh)) }),
    screen({
      method: 'POST', path: '/ask', who: ['anyone'], asks,
      again: (call, typed, problems) => page(show(call, { typed, problems }), 422),
      answer: async (call) => {
        const again = (problem: Problem): Promise<Reply> => page(show(call as unknown as Call, { typed: { words: call.asked.words, ...(call.asked.for_other ? { for_other: 'yes' } : {}) }, problems: [problem] }), 422);
        const slow = has.limits.may('ask', call.by.kind === 'person' ? call.by.person : call.from);
        if (!(await slow).ok) return again({ field: 'words', says: 'ask.too-many' });
        const kept = await keepPhotos(has, call);
        if (!kept.ok) return again({ field: 'photos', says: `ask.${kept.error.kind}` });
        return call.change<AskOutput & { session?: string | undefined }, Refusal>(async (work) => {
          const asked = await has.booking.ask(work, {
            words: call.asked.words, lang: call.lang, country: likelyCountry(has.house(), call.lang), askedFor: call.asked.for_other ? 'someone-else' : 'me',
            source: call.asked.for_other ? 'relative' : 'web', photos: kept.value,
          });
          if (!asked.ok) return asked;
          if (isHouseholdOrHelper(call.by) && !asked.value.quiet) return ok({ ...asked.value, session: undefined });
          const session = await has.people.openSession(work, { request: asked.value.request }, call.device);
          return session.ok ? ok({ ...asked.value, session: session.value.token }) : session;
        }, (asked) => go(`/r/${asked.reference}`, [
          ...(asked.session ? [{ name: 'session' as const, value: asked.session, days: 90 }] : []),
          toldCookie(has, { reference: asked.reference, code: asked.code }),
        ]), (refusal) => again({ field: 'words', says: `booking.${refusal.kind}` }));
      },
    }),
  ];
}

/** Whoever is signed in for a home of theirs, or of somebody they help, asks as themselves. A quiet request is nobody's but who holds its code. */
const isHouseholdOrHelper = (by: Actor): boolean => by.kind === 'person' && (by.homes.length > 0 || by.mandates.length > 0);

/** Photos are stored before the work begins; one that nobody refers to in the end is swept away. */
async function keepPhotos(has: WebHas, call: Pick<Call, 'files'>) {
  const kept: FileId[] = [];
  for (const photo of call.files.filter((sent) => sent.field === 'photos').slice(0, 6)) {
    const file = await has.files.keep(photo.bytes, { name: photo.name, declaredType: photo.type });
    if (!file.ok) return no({ kind: file.error.kind });
    kept.push(file.value.id);
  }
  return ok(kept);
}

const askPage = (frame: Frame, filled: Filled): Html => {
  const { words } = frame;
  return html`${whatWasWrong(words, filled)}${form('/ask', html`
    <h1>${words.say('ask.title')}</h1>
    <p class="lead quiet">${words.say('ask.lead')}</p>
    ${box({ name: 'words', label: words.say('ask.your-words'), hideLabel: true, filled, words, rows: 5 })}
    <div class="examples"><p class="quiet">${words.say('ask.for-example')}</p><ul>${EXAMPLES.map((example) => {
      const sentence = words.say(`ask.example-${example}`);
      return html`<li><button type="button" class="plain" data-example-for="words" data-example="${sentence}">“${sentence}”</button></li>`;
    })}</ul></div>
    ${tick({ name: 'for_other', label: words.say('ask.for-other'), filled, words })}
    <details class="field" id="photos"><summary>${icon('camera')}${words.say('ask.photos')}</summary>
      <p class="hint" id="photos-hint">${words.say('ask.photos-hint')}</p><label class="out-of-sight" for="photo-files">${words.say('ask.photos')}</label>
      <input type="file" id="photo-files" name="photos" accept="image/jpeg,image/png,image/webp" multiple aria-describedby="photos-hint"></details>
    <div class="actions"><button class="main">${words.say('ask.send')}</button>
      ${frame.house.phone === '' ? '' : html`<a class="button" href="${dial(frame.house.phone)}">${icon('phone')}${words.say('ask.rather-talk')}</a>`}</div>
    <p class="quiet">${words.say('ask.free-so-far')}</p>`, { files: true })}`;
};
