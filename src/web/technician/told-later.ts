import { z } from 'zod';
import { type FileId, type Refusal, isId } from '#kernel';
import type { Told } from '#modules/visits';
import { type Call, type Door, type Reply, parse, screen } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { saysProblem } from '../parts/form.ts';
import { type Act, type Acts, actsOf } from './acts.ts';
import { keptPicture } from './picture.ts';
import { wrongIn } from './work.ts';

const instant = z.iso.datetime().transform((text) => Temporal.Instant.from(text));
const MOST_LETTERS = 60_000;
const toldAsks = z.object({
  happening: z.string().regex(/^frm_[0-9a-z]{26}$/), act: z.string().regex(/^[a-z-]{3,12}(\/(drawn|spoken|ext_[0-9a-z]{26}))?$/), at: instant, sent: instant,
  fields: z.string().max(MOST_LETTERS).transform((text, read) => {
    const parsed = (() => { try { return z.record(z.string().max(80), z.string().max(4_000)).safeParse(JSON.parse(text)); } catch { return undefined; } })();
    if (parsed?.success) return parsed.data;
    read.addIssue({ code: 'custom', message: 'form.not-understood' });
    return z.NEVER;
  }),
});
type Asked = z.infer<typeof toldAsks>;

/** Where a telephone tells one thing that was done without signal: the same act as with signal, as of when it happened. Each has the one-time id of its form, so it has one effect whichever way it came first, and however often. */
export function toldLaterDoors(has: WebHas): Door[] {
  const acts = actsOf(has);
  return [screen({ method: 'POST', path: '/day/:visit/told-later', who: ['technician'], asks: toldAsks, again: () => ({ kind: 'json', body: { kind: 'not-understood' }, status: 422 }), answer: (call) => tell(has, acts, call) })];
}

/** `extras/ext_…` is an answer to that extra work. */
const actOf = (acts: Acts, name: string): { act: Act | undefined; extra?: string } => (name.startsWith('extras/') ? { act: acts['extras'], extra: name.slice('extras/'.length) } : { act: acts[name] });

async function tell(has: WebHas, acts: Acts, call: Call<Asked>): Promise<Reply> {
  const { words, lang } = frameOf(has, call);
  const refused = (kind: string, says: string, status = 409): Reply => ({ kind: 'json', body: { kind, says }, status });
  const nowhere = refused('no-such-visit', words.say('held.not-yours'), 404);
  const visit = call.params['visit'] ?? '';
  const { act, extra } = actOf(acts, call.asked.act);
  if (!isId('Visit', visit) || !act) return nowhere;
  const read = parse(act.asks, call.asked.fields);
  if (!read.ok) return refused('not-understood', saysProblem(words, read.problems[0] ?? { field: 'form', says: 'form.not-understood' }), 422);
  const sent = act.picture ? await keptPicture(has, call as unknown as Call, act.picture) : undefined;
  if (sent && !sent.ok) return sent.error.kind === 'come-back.wait' ? refused('wait', words.say('come-back.wait'), 429) : refused(sent.error.kind, words.say(sent.error.kind), 422);
  const picture = sent?.value;
  const told: Told = { id: call.asked.happening, what: call.asked.act.split('/ext_')[0] ?? '', at: call.asked.at, sent: call.asked.sent };
  const verb = act.verb(read.value as never, { lang, extra, picture });
  return call.change<{ came: 'before' } | { came: 'now'; value: unknown }, Refusal>(
    (work) => has.visits.tellLater(work, { visit, told }, (then) => verb(act.papers ? work : then, visit)),
    (done): Reply => {
      const wrong = done.came === 'now' ? wrongIn(done.value) : undefined;
      return { kind: 'json', body: { came: done.came, ...(wrong ? { says: saysProblem(words, wrong), stopped: wrong.says === 'work.code-froze' } : {}) }, status: 200 };
    },
    async (refusal) => {
      await forget(has, picture);
      // Its form came through before the signal went: what it says was done then.
      if (refusal.kind === 'key-used-for-another-question') return { kind: 'json', body: { came: 'before' }, status: 200 };
      return refusal.kind === 'no-such-visit' ? nowhere : refused(refusal.kind, words.knows(`visits.${refusal.kind}`) ? words.say(`visits.${refusal.kind}`) : words.say('held.fault'));
    },
  );
}

const forget = async (has: WebHas, picture: FileId | undefined): Promise<void> => { if (picture) await has.files.erase(picture); };
