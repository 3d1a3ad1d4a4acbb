import { constants, createPublicKey, pbkdf2, publicEncrypt, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { promisify } from 'node:util';
import { html } from 'hono/html';
import { z } from 'zod';
import { type VisitId, isId } from '#kernel';
import type { Phone } from '#modules/trust';
import { type TakenAlong, WRONG_CODES } from '#modules/visits';
import { type Call, type Door, type Reply, file, missing, screen } from '#platform/http/index';
import type { Frame } from '../frame.ts';
import type { WebHas } from '../has.ts';

type Html = ReturnType<typeof html>;
const derive = promisify(pbkdf2);
/** Rounds of PBKDF2-HMAC-SHA-256 (RFC 8018): trying all ten thousand codes takes a telephone about an hour. Four digits cannot do better; the house checks again. */
export const ROUNDS = 600_000;
const at = z.iso.datetime().transform((text) => Temporal.Instant.from(text));
const id = z.string().regex(/^[0-9a-f-]{36}$/);
const happening = z.discriminatedUnion('kind', [z.object({ id, kind: z.literal('arrived'), at }), z.object({ id, kind: z.literal('code'), at, code: z.string().regex(/^\d{4}$/) })]);
const toldAsks = z.object({ happenings: z.string().max(20_000).transform((text, read) => {
  const parsed = (() => { try { return z.array(happening).max(40).safeParse(JSON.parse(text)); } catch { return undefined; } })();
  if (parsed?.success) return parsed.data;
  read.addIssue({ code: 'custom', message: 'form.not-understood' });
  return z.NEVER;
}) });
const worker = (): Uint8Array => Buffer.from(stripTypeScriptTypes(readFileSync(new URL('../client/worker/day.ts', import.meta.url), 'utf8')));

/** What a telephone holds closed for a door without signal, and what it tells afterwards. */
export function heldDoorDoors(has: WebHas): Door[] {
  const script = worker();
  return [
    screen({ method: 'GET', path: '/day-worker.js', who: ['anyone'], answer: () => file(script, 'text/javascript; charset=utf-8') }),
    // A POST, because it writes a line: the telephone has taken along what opens a door.
    screen({ method: 'POST', path: '/day/:visit/take-along', who: ['technician'], answer: (call) => takeAlong(has, call) }),
    screen({
      method: 'POST', path: '/day/:visit/told-later', who: ['technician'], asks: toldAsks, again: () => ({ kind: 'json', body: { kind: 'not-understood' }, status: 422 }),
      answer: (call) => {
        const visit = visitIn(call);
        return visit ? call.change((work) => has.visits.tellLater(work, { visit, happenings: call.asked.happenings }), ({ record, came }) => ({ kind: 'json', body: { state: record.state, came }, status: 200 }), () => missing) : missing;
      },
    }),
  ];
}

const visitIn = (call: Pick<Call, 'params'>): VisitId | undefined => { const visit = call.params['visit'] ?? ''; return isId('Visit', visit) ? visit : undefined; };

async function takeAlong(has: WebHas, call: Call): Promise<Reply> {
  const visit = visitIn(call);
  const phone = await call.look((work) => has.trust.ownPhone(work));
  if (!visit || !phone) return missing;
  return call.change((work) => has.visits.takeAlong(work, { visit }), async (taken) => ({ kind: 'json', body: await closed(taken, phone), status: 200, headers: { 'cache-control': 'no-store' } }), () => missing);
}

/** The word closed for one telephone, the code as a slow digest: neither can be read in transit or by another telephone. */
async function closed(taken: TakenAlong, phone: Phone): Promise<Record<string, unknown>> {
  const salt = randomBytes(16);
  const key = createPublicKey({ key: phone.publicKey as never, format: 'jwk' });
  const word = publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, Buffer.from(taken.word, 'utf8'));
  return {
    visit: taken.visit, phone: phone.id, opens: taken.opens.toString(), closes: taken.closes.toString(), word: word.toString('base64'),
    salt: salt.toString('base64'), rounds: ROUNDS, digest: (await derive(taken.code, salt, ROUNDS, 32, 'sha256')).toString('base64'), tries: WRONG_CODES,
  };
}

/** What the page shows without signal: hidden until the script needs it. */
export const offlineDoor = ({ words }: Frame, visit: VisitId, state: string): Html => html`<section class="card next" hidden data-door="${visit}" data-state="${state}" data-too-early="${words.say('door.too-early')}" data-too-late="${words.say('door.too-late')}" data-nothing="${words.say('door.nothing-held')}" data-wrong="${words.say('door.wrong')}" data-stopped="${words.say('door.stopped')}" data-saved="${words.say('door.saved')}" data-unclear="${words.say('work.code-unclear')}" aria-live="polite">
  <h2>${words.say('door.no-signal')}</h2><p data-door-note></p><div data-door-word hidden><p>${words.say('work.say-word')}</p><p data-door-says translate="no"></p><p>${words.say('work.then-code')}</p></div>
  <form data-door-code hidden><div class="field"><label for="door-code">${words.say('work.their-code')}</label><p class="wrong" role="alert" hidden></p><input id="door-code" class="short" inputmode="numeric" autocomplete="off"></div><button class="main">${words.say('work.start-clock')}</button></form>
  <p data-door-started hidden><strong class="big">${words.say('door.started')} <span class="number"></span></strong></p></section>`;
