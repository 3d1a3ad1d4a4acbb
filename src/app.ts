/** The whole house, in the order it is built: nobody can use what does not stand yet. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Role, jobActor, must, ok } from '#kernel';
import { createBilling } from '#modules/billing';
import { type Booking, type RequestClosed, createBooking } from '#modules/booking';
import { createContracts } from '#modules/contracts';
import { solveOnThreads } from '#engine-host';
import { createDevices } from '#modules/devices';
import { createDispatch } from '#modules/dispatch';
import { createLearning, readability } from '#modules/learning';
import { createMessages } from '#modules/messages';
import { commonFrom, createPeople } from '#modules/people';
import { createPricing } from '#modules/pricing';
import { type PrivacyHas, createPrivacy, retentionFrom } from '#modules/privacy';
import { createQuality } from '#modules/quality';
import { createTechnicians } from '#modules/technicians';
import { createOpinions, createTriage, leafOf, learningStore } from '#modules/triage';
import { createTrust } from '#modules/trust';
import { createVisits } from '#modules/visits';
import { createLetters } from '#platform/letters/index';
import { liveMail } from '#platform/installation-mail';
import { liveSms } from '#platform/installation-sms';
import type { WaysKeeper } from '#platform/installation-ways';
import { askChat } from '#platform/second-opinion/index';
import retention from '../content/retention.json' with { type: 'json' };
import { enclosuresFrom } from './enclosures.ts';
import { type Ground, PROGRAM } from './ground.ts';

/** Read when somebody first chooses a password. */
const commonPasswords = (() => { let all: ReadonlySet<string> | undefined; return (): ReadonlySet<string> => (all ??= commonFrom(readFileSync(join(PROGRAM, 'content', 'common-passwords.txt'), 'utf8'))); })();

/** How messages leave the house, and who they say it is. */
export type Post = Readonly<{ smtpUrl: string | undefined; mailFrom: string; lettersDir: string; house(): Readonly<{ name: string; phone: string }>; ways?: Pick<WaysKeeper, 'mail' | 'sms'> }>;
type Under = Pick<Ground, 'works' | 'clock' | 'keys' | 'roads' | 'name' | 'publicUrl' | 'text' | 'facts' | 'log' | 'files'>;

export function createApp(ground: Under, post: Post) {
  const { dbOf, inWork } = ground.works;
  const { keys, text: words } = ground;
  const people = createPeople({ dbOf, keys, site: { name: ground.name, url: ground.publicUrl }, commonPasswords });
  const staffOf = (roles: readonly Role[]) => ground.works.looking(jobActor('staff'), async (work) => (await people.staff(work)).filter((one) => !one.ended && one.roles.some((role) => roles.includes(role))).map(({ person }) => person));
  const technicians = createTechnicians({ dbOf, keys, vetters: () => staffOf(['vetting', 'admin']), endSessions: people.known.endSessionsOf });
  const devices = createDevices({ dbOf, people });
  const learning = createLearning({ guidesDir: join(PROGRAM, 'content', 'guides') });
  // Learned at night from finished visits; they stand by then.
  const triage = createTriage({ store: learningStore(ground.works, (work) => visits.known.taught(work)) });
  const opinions = createOpinions({ dbOf, keys, chat: askChat });
  const pricing = createPricing({ dbOf, keys, technicians, people, vouchersPay: (work, country) => contracts.known.vouchersPay(work, country) });
  const house = { get name() { return post.house().name; }, get phone() { return post.house().phone; }, url: ground.publicUrl };
  const contracts = createContracts({ dbOf, people, technicians, pricing, words, house });
  const booking: Booking = createBooking({ dbOf, keys, roads: ground.roads, words, people, technicians, triage, pricing, contracts, suits: (work, technicians) => quality.known.suits(work, technicians), search: (problem, { start, seconds, report }) => solveOnThreads(problem, { threads: 1, seconds, start, ...(report ? { report } : {}) }) });
  const visits = createVisits({ dbOf, booking, contracts, technicians, people, devices, pricing, readability });
  const dispatch = createDispatch({ dbOf, inWork, looking: ground.works.looking, clock: ground.clock, booking, technicians, visits, roads: ground.roads, digest: keys.digest });
  const billing = createBilling({ dbOf, booking, contracts, visits, pricing, people, issuers: technicians, depositBackSays: (lang) => words[lang].say('billing.deposit-back'), isDisputed: (work, visit) => quality.known.isDisputed(work, visit) });
  const trust = createTrust({
    dbOf, inWork, keys, people, technicians, booking, visits, agreed: async (work, quote) => (await pricing.known.quote(work, quote))?.ceiling, deciders: () => staffOf(['operator', 'vetting', 'admin']),
    billed: (work, visit) => billing.known.highestFor(work, visit),
    isInvoice: async (work, number) => (await billing.known.withNumber(work, number)) !== undefined, ours: () => [post.house().phone, ...(/[\w.+-]+@[\w.-]+/.exec(post.mailFrom) ?? [])],
  });
  trust.listen(ground.facts);
  const quality = createQuality({ dbOf, inWork, booking, pricing, visits, technicians, people, skillsFor: (leaf) => leafOf(leaf)?.skills ?? [] });
  quality.listen(ground.facts);
  const messages = createMessages({
    dbOf, inWork, keys, people, words, house, post: postOf(ground, post), reads: { booking, technicians, pricing, contracts, visits, billing, quality, isUnwanted: trust.known.isUnwanted },
    encloses: enclosuresFrom({ billing, visits, words }),
  });
  messages.listen(ground.facts);
  // A request that is over lets go of a voucher that paid nothing.
  ground.facts.listen('request-closed', 'pricing', async (fact) => { must(await inWork(jobActor('vouchers'), async (work) => ok(await pricing.known.freeVoucher(work, (fact as RequestClosed).request)))); });
  const privacy = createPrivacy({ dbOf, inWork, people, files: ground.files, floors: floorsOf({ messages, quality, billing, trust, visits, booking, contracts, pricing, devices, technicians, people }), sees: seesWith(booking), retention: retentionFrom(retention), forgets: forgetsWith({ people, technicians, booking, visits, billing, messages }),
    worksHere: async (work, person) => (await people.known.worksHere(work, person)) || Object.keys(await technicians.known.placeOf(work, person)).length > 0 });
  return { people, technicians, devices, learning, triage, opinions, pricing, contracts, booking, dispatch, visits, trust, quality, billing, messages, privacy };
}
export type App = ReturnType<typeof createApp>;

type Rooms = Readonly<{ [Floor in keyof PrivacyHas['floors']]: { aboutPerson: PrivacyHas['floors'][Floor] } }>;

/** How every floor gives out and forgets what it knows of a person. Messages forget letters that are no rows: what they would forget is counted instead. */
function floorsOf(rooms: Rooms): PrivacyHas['floors'] {
  const { messages } = rooms;
  const counted = async (...about: Parameters<typeof messages.aboutPerson.export>) => ({ erased: Object.values(await messages.aboutPerson.export(...about)).flat().length });
  return {
    messages: { ...messages.aboutPerson, foresee: counted }, quality: rooms.quality.aboutPerson, billing: rooms.billing.aboutPerson, trust: rooms.trust.aboutPerson, visits: rooms.visits.aboutPerson, booking: rooms.booking.aboutPerson, contracts: rooms.contracts.aboutPerson, pricing: rooms.pricing.aboutPerson,
    devices: rooms.devices.aboutPerson, technicians: rooms.technicians.aboutPerson, people: rooms.people.aboutPerson,
  };
}

type Forgetting = Readonly<{ people: ReturnType<typeof createPeople>; technicians: ReturnType<typeof createTechnicians>; booking: Booking; visits: ReturnType<typeof createVisits>; billing: ReturnType<typeof createBilling>; messages: ReturnType<typeof createMessages> }>;

/** How each kind of data is forgotten when its time is over. */
const forgetsWith = ({ people, technicians, booking, visits, billing, messages }: Forgetting): PrivacyHas['forgets'] => ({
  requestsNeverBooked: (work, country, before) => booking.known.forgetNeverBooked(work, country, before),
  async notSeenSince(work, country, before, limit) {
    const quiet = [];
    for (const person of await people.known.quietSince(work, country, before, limit)) {
      const last = await booking.known.lastContact(work, person, (await people.known.homesOf(work, person)).map(({ id }) => id));
      if (!last || Temporal.Instant.compare(last, before) < 0) quiet.push(person);
    }
    return quiet;
  },
  messages: (work, before) => messages.forgetOld(work, Math.round(work.now.since(before).total('hours') / 24)),
  invoices: (work) => billing.known.forgetOld(work),
  filesInUse: async (work) => new Set([...(await booking.known.photosInUse(work)), ...(await visits.known.filesInUse(work)), ...(await technicians.known.photosInUse(work))]),
});

const seesWith = (booking: ReturnType<typeof createBooking>): PrivacyHas['sees'] => ({
  visit: (work, id) => booking.visit(work, id), request: (work, id) => booking.request(work, id),
  visitsAhead: async (work, person) => (await booking.requestsOf(work, { person })).filter(({ state }) => state === 'booked').length,
});

/** Mail goes to a server where there is one. What has no way out of this machine stays on the outbox page, and on paper. */
function postOf({ log }: Pick<Under, 'log'>, post: Post) {
  const stays = (kind: string) => async ({ messageId }: { messageId: string }): Promise<void> => { log.info({ message: messageId, kind }, 'kept in the outbox'); };
  return {
    mail: liveMail({ settings: () => post.ways?.mail(), otherwise: { smtpUrl: post.smtpUrl, from: post.mailFrom }, outbox: stays('mail'), log }),
    sms: liveSms({ settings: () => post.ways?.sms(), outbox: stays('sms') }), letters: createLetters({ dir: post.lettersDir }),
  };
}
