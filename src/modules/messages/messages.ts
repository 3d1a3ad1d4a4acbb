import { type PersonId, jobActor, must, ok } from '#kernel';
import type { People } from '#modules/people';
import type { Fact, Facts } from '#platform/facts';
import type { DbOf, InWork, Work } from '#platform/work';
import { deliver } from './do/deliver.ts';
import { HEARS_AWAY } from './do/hear-away.ts';
import { HEARS_CONTRACTS } from './do/hear-contracts.ts';
import { HEARS_MONEY } from './do/hear-money.ts';
import { HEARS_PEOPLE } from './do/hear-people.ts';
import { HEARS_TRUST } from './do/hear-trust.ts';
import { HEARS_QUALITY } from './do/hear-quality.ts';
import { HEARS_ROUNDS } from './do/hear-rounds.ts';
import { HEARS_VISITS } from './do/hear-visits.ts';
import { type UsesPost, factKey } from './do/post.ts';
import { batch, lettersPosted } from './do/letters.ts';
import { callMade, exportFor, seeCalls, seeLetter, seeOutbox, seeOwn } from './do/see.ts';
import { answer, answeredTo, thread, write } from './do/talk.ts';
import { markRead, seeInbox, takeIn, writtenBy } from './do/take-in.ts';
import type { Messages } from './front.ts';
import type { House, Needs, Reads } from './needs.ts';
import { remindByLetter } from './do/remind.ts';
import { answersIn } from './answers-store.ts';
import { inboxIn } from './received-store.ts';
import { outboxIn } from './store.ts';
import { seeWording, seeWordings, setWording } from './do/set-wording.ts';
import { previewOf, wordingNeedsOf } from './wording-paper.ts';
import { wordingsIn } from './wording-store.ts';
import { reworded } from '#platform/text';

/** What messages is built from. `reads`: the front doors of the others fit as they are. */
export type MessagesHas = Readonly<{
  dbOf: DbOf; inWork: InWork; keys: Needs['keys']; people: Pick<People, 'known'>; words: Needs['words']; house: House; post: Needs['post']; reads: Reads; encloses?: Needs['encloses'];
}>;

type Hear = (needs: UsesPost, work: Work, key: string, fact: never) => Promise<void>;
const HEARS: Readonly<Record<string, Hear>> = { ...HEARS_VISITS, ...HEARS_AWAY, ...HEARS_PEOPLE, ...HEARS_MONEY, ...HEARS_CONTRACTS, ...HEARS_QUALITY, ...HEARS_ROUNDS, ...HEARS_TRUST };
/** Facts about which somebody is waiting at this moment: what they make is sent at once, the rest with the next sweep. */
const AT_ONCE: ReadonlySet<string> = new Set(['sign-in-code-made', 'visit-frozen', 'extra-proposed', 'technician-on-the-way', 'technician-arrived', 'secret-opened', 'visit-held', 'technician-quarantined', 'contract-withdrawn']);
const LISTENER = 'messages';
const SWEEP = 100;

async function erase(needs: Needs, work: Work, person: PersonId): Promise<{ erased: number }> {
  const ids = await needs.outbox.forgetPerson(work, person);
  for (const id of ids) await needs.post.letters.erase(id);
  return { erased: ids.length + await needs.inbox.forgetPerson(work, person) + await needs.answers.forgetPerson(work, person) };
}

/** Builds messages. It is the top floor: it hears, and nobody calls it to act. */
export function createMessages(has: MessagesHas): Messages {
  const { dbOf, ...rest } = has;
  const wordings = wordingsIn(dbOf);
  // Whoever says something says it in this house's own words, where it has some.
  const words = { en: reworded(has.words.en, (key) => wordings.ownText('en', key)), fr: reworded(has.words.fr, (key) => wordings.ownText('fr', key)) };
  const needs: Needs = { ...rest, words, wordings, outbox: outboxIn(dbOf), inbox: inboxIn(dbOf), answers: answersIn(dbOf) };

  const said = wordingNeedsOf({ wordings, words: has.words, house: has.house });

  async function hear(name: string, fact: Fact, at: Temporal.Instant): Promise<void> {
    const todo = HEARS[name];
    if (!todo) return;
    must(await needs.inWork(jobActor(LISTENER), async (work) => { await wordings.refresh(work); await todo(needs, work, factKey(fact, at), fact as never); return ok(true); }));
    if (AT_ONCE.has(name)) await deliver(needs, 10);
  }

  return {
    listen(facts: Pick<Facts, 'listen'>) {
      for (const name of Object.keys(HEARS)) facts.listen(name, LISTENER, (fact, at) => hear(name, fact, at));
    },
    deliver: (limit = SWEEP) => deliver(needs, limit),
    remind: async () => { must(await needs.inWork(jobActor(LISTENER), async (work) => { await wordings.refresh(work); await remindByLetter(needs, work); return ok(true); })); },
    outbox: (work, wanted) => seeOutbox(needs, work, wanted),
    own: (work, wanted) => seeOwn(needs, work, wanted),
    letter: (work, id) => seeLetter(needs, work, id),
    batch: (work) => batch(needs, work),
    lettersPosted: (work, letters) => lettersPosted(needs, work, letters),
    takeIn: (came) => takeIn(needs, came),
    inbox: (work) => seeInbox(needs, work),
    thread: (work, request) => thread(needs, work, request),
    answer: async (work, asked) => { await wordings.refresh(work); return answer(needs, work, asked); },
    write: (work, asked) => write(needs, work, asked),
    markRead: (work, id) => markRead(needs, work, id),
    wordings: (work) => seeWordings(said, work),
    wording: (work, kind, lang) => seeWording(said, work, kind, lang),
    setWording: (work, asked) => setWording(said, work, asked),
    previewWording: (asked) => previewOf(said, asked),
    callList: (work) => seeCalls(needs, work),
    callMade: (work, asked) => callMade(needs, work, asked),
    async forgetOld(work, days) {
      const ids = await needs.outbox.forget(work, work.now.subtract({ hours: days * 24 }));
      for (const id of ids) await needs.post.letters.erase(id);
      const before = work.now.subtract({ hours: days * 24 });
      return ids.length + await needs.inbox.forget(work, before) + await needs.answers.forget(work, before);
    },
    aboutPerson: { export: async (work, person) => ({ ...await exportFor(needs, work, person), written: await writtenBy(needs, work, person), answered: await answeredTo(needs, work, person) }), erase: (work, person) => erase(needs, work, person) },
  };
}
