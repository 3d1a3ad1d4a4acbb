import { type VisitId, isId, money, ok } from '#kernel';
import type { Opening } from '#modules/privacy';
import { type Call, type Door, type Problem, type Reply, type Typed, file, go, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { fresh } from '../parts/form.ts';
import { type Act, actsOf } from './acts.ts';
import { holdSeconds, mayBeHeld } from './held-parts.ts';
import { keptPicture } from './picture.ts';
import { type AtWork, isShown, workPage } from './visit.ts';

/** What a technician does at a visit: each press is one verb of visits, and the same page again. */
export function workDoors(has: WebHas): Door[] {
  const acts = actsOf(has);
  const door = (path: string, act: Act): Door => screen({
    method: 'POST', path: `/day/:visit/${path}`, who: ['technician'], asks: act.asks,
    again: (call, typed, problems) => show(has, call, typed, problems),
    answer: (call) => press(has, call as unknown as Call, act),
  });
  return [
    screen({ method: 'GET', path: '/day/:visit', who: ['technician'], answer: (call) => show(has, call, {}, []) }),
    screen({ method: 'GET', path: '/day/:visit/photos/:photo', who: ['technician'], answer: (call) => photo(has, call) }),
    // A signature by hand has a page of its own.
    ...Object.entries(acts).filter(([name]) => !name.startsWith('by-hand/')).map(([name, act]) => door(name === 'extras' ? 'extras/:extra' : name, act)),
  ];
}

/** What the person photographed when they asked, and what was photographed there. */
async function photo(has: WebHas, call: Call): Promise<Reply> {
  const id = call.params['visit'] ?? '';
  const found = isId('Visit', id) ? await has.privacy.opening(call.by, async (work) => {
    const at = await atWork(has, work, id, call);
    const shows = at && [...(isShown(at) ? at.request.photos : []), ...at.seen.notes.flatMap((note) => note.photo ?? [])].find((one) => one === call.params['photo']);
    return shows && { shows, opened: [{ saw: 'photo' as const, home: at.home.id, for: id }] };
  }) : undefined;
  const kept = found && (await has.files.read(found));
  return kept ? file(kept.bytes, kept.type, kept.type === 'application/pdf' ? { name: `${found}.pdf` } : {}) : missing;
}

/** A wrong code is an answer that must be kept; it is shown as what was wrong. */
export function wrongIn(value: unknown): Problem | undefined {
  if (typeof value !== 'object' || value === null || !('came' in value)) return undefined;
  if (value.came === 'wrong' && 'triesLeft' in value) return { field: 'code', says: 'work.code-wrong', with: { left: Number(value.triesLeft) } };
  if (value.came === 'own-yes-needed') return { field: 'form', says: 'visits.own-yes-needed' };
  return value.came === 'frozen' ? { field: 'code', says: 'work.code-froze' } : undefined;
}

async function press(has: WebHas, call: Call, act: Act): Promise<Reply> {
  const id = call.params['visit'] ?? '';
  if (!isId('Visit', id)) return missing;
  const sent = act.picture ? await keptPicture(has, call, act.picture) : ok(undefined);
  if (!sent.ok) return show(has, call, textIn(call.asked), [{ field: 'photo', says: sent.error.kind }]);
  const picture = sent.value;
  const verb = act.verb(call.asked as never, { lang: call.lang, extra: call.params['extra'], picture });
  return call.change((work) => verb(work, id), (value) => {
    const wrong = wrongIn(value);
    return wrong ? show(has, call, {}, [wrong]) : go(`/day/${id}`);
  }, async (refusal) => {
    if (picture) await has.files.erase(picture);
    return show(has, call, textIn(call.asked), [{ field: 'form', says: has.text[call.lang].knows(`visits.${refusal.kind}`) ? `visits.${refusal.kind}` : `billing.${refusal.kind}` }]);
  });
}

/** What was typed stays where it was typed, whatever the answer. */
const textIn = (asked: unknown): Typed => Object.fromEntries(Object.entries(asked ?? {}).filter(([name, value]) => typeof value === 'string' && name !== 'code')) as Typed;

async function show(has: WebHas, call: Call, typed: Typed, problems: readonly Problem[]): Promise<Reply> {
  const id = call.params['visit'] ?? '';
  if (!isId('Visit', id)) return missing;
  const at = await has.privacy.opening(call.by, async (work) => {
    const found = await atWork(has, work, id, call);
    return found && { shows: found, opened: openedAt(found) };
  });
  if (!at) return missing;
  const shown = await page(workPage(frameOf(has, call), at, problems.length > 0 ? { typed, problems } : fresh), problems.length > 0 ? 422 : 200);
  return mayBeHeld(shown, holdSeconds(at.booked, has.clock.now()));
}

/** Where to go, whom to call, how to find the door: written down whenever it is shown. */
function openedAt(at: AtWork): Opening[] {
  if (!isShown(at)) return [];
  const { seen, home, person } = at;
  const saw = ['address' as const, ...(person?.phone ? ['contact' as const] : []), ...(home.accessNotes || person?.vulnerable ? ['note' as const] : [])];
  return saw.map((what) => ({ saw: what, home: home.id, for: seen.visit }));
}

async function atWork(has: WebHas, work: Work, id: VisitId, call: Call): Promise<AtWork | undefined> {
  const seen = await has.visits.see(work, id);
  if (!seen) return undefined;
  const booked = await has.booking.known.visit(work, id);
  const request = booked && (await has.booking.known.request(work, booked.request));
  const quote = booked && (await has.pricing.known.quote(work, booked.quote));
  const home = await has.people.known.home(work, seen.home);
  if (!booked || !request || !quote || !home) return undefined;
  const words = has.text[call.lang];
  const items = quote.lines.flatMap((line) => ('item' in line && line.item !== undefined ? [{ item: line.item, says: words.say(line.says.key, line.says.with) }] : []));
  const texts = await Promise.all(seen.extras.filter(({ state }) => state === 'proposed').map(async ({ id: extra }) => [extra, (await has.visits.extraTerms(work, extra))?.text] as const));
  return { seen, booked, now: work.now, refused: await has.contracts.known.isRefused(work, id, seen.technician), request, home, quote, covers: (await has.visits.codeCovers(work, id)) ?? money(0, quote.ceiling.currency), bill: await has.billing.known.billOf(work, id), items, bag: (await has.technicians.technician(work, seen.technician))?.materials ?? [], grounds: await has.contracts.known.grounds(work, seen.country), texts: new Map(texts.flatMap(([extra, text]) => (text ? [[extra, text] as const] : []))), person: request.person && (await has.people.known.person(work, request.person)), word: await has.visits.doorWord(work, id) };
}
