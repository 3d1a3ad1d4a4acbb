import { type HomeId, type PersonId, type VisitId, jobActor, must, ok } from '#kernel';
import type { Fact, Facts } from '#platform/facts';
import { type DbOf, type InWork, type Work, lockFor } from '#platform/work';
import { closeFor, destroyDue, phoneChanged, visitChanged } from './do/destroy-secrets.ts';
import { holdVisits, releaseVisits, seeHeld, settleHeld } from './do/hold-visits.ts';
import { lookUp } from './do/look-up.ts';
import { isUnwanted, notice, watchBeyondCode, watchBill, watchPrice, watchProposal, watchSheet, watchTrail } from './do/notice.ts';
import { addPhone, openSecret } from './do/open-secret.ts';
import { phoneFor, sealSecret, seeSecrets, takeBack } from './do/seal-secret.ts';
import { answerTheAppeal, appealQuarantine, decideQuarantine, pageAgain, seeQuarantines, weigh } from './do/stop-technician.ts';
import { lookedAtRise } from './do/look-at-rise.ts';
import { answerWorry, feltWrong, handleReport, report, seeReports, seeWorries, worriesAbout } from './do/tell-us.ts';
import { isHousehold, maySeeAlarms } from './may.ts';
import type { Needs } from './needs.ts';
import { SIGN_DAYS } from './signs.ts';
import { secretsStore } from './store-secrets.ts';
import { trustStore } from './store.ts';
import type { Trust } from './verbs.ts';

/** What trust is built from. `agreed`, `isInvoice` and `deciders` look at rooms that trust does not know; `ours`: telephones and mailboxes of the house. */
export type TrustHas = Readonly<{ dbOf: DbOf; inWork: InWork }> & Omit<Needs, 'store' | 'lockTechnician' | 'inWork'>;

const LISTENER = 'trust';
/** After a change of how somebody is reached, nothing of theirs opens for so long. */
const CHANGE_HOURS = 72;
const REPORT_DAYS = 365;

type Hear = (needs: Needs, work: Work, fact: never, at: Temporal.Instant) => Promise<unknown>;
type OfVisit = Fact & { visit: VisitId };
type OfTechnician = Fact & { technician: Parameters<typeof holdVisits>[2] };

async function homesOf(needs: Needs, work: Work, person: PersonId): Promise<readonly HomeId[]> {
  return (await needs.people.known.homesOf(work, person)).map(({ id }) => id);
}

/** What is heard, fact by fact; each can be heard twice. */
const HEARS: Readonly<Record<string, Hear>> = {
  'sign-noticed': (needs, work, fact: Fact & { sign: string; technician: never }) => weigh(needs, work, fact),
  'extra-proposed': (needs, work, fact: OfVisit & { extra: never }) => watchProposal(needs, work, fact),
  'extra-answered': (needs, work, fact: OfVisit) => watchPrice(needs, work, fact.visit),
  'extra-beyond-code': (needs, work, fact: OfVisit & { extra: never; alone: boolean }) => watchBeyondCode(needs, work, fact),
  'visit-ended': async (needs, work, fact: OfVisit) => { await watchPrice(needs, work, fact.visit); await watchSheet(needs, work, fact.visit); },
  'invoice-issued': (needs, work, fact: OfVisit) => watchBill(needs, work, fact.visit),
  'visit-moved': async (needs, work, fact: OfVisit) => { await visitChanged(needs, work, fact.visit); await settleHeld(needs, work, fact.visit); },
  'visit-cancelled': async (needs, work, fact: OfVisit) => { await visitChanged(needs, work, fact.visit); await settleHeld(needs, work, fact.visit); },
  'technician-suspended': async (needs, work, fact: OfTechnician) => {
    const open = (await needs.store.quarantines(work, { technician: fact.technician })).some(({ decision }) => decision === undefined);
    // While a person decides about a quarantine, it has held what must be held.
    if (!open) await holdVisits(needs, work, fact.technician, 'suspended');
  },
  'technician-reinstated': (needs, work, fact: OfTechnician) => releaseVisits(needs, work, fact.technician),
  'vetting-expired': (needs, work, fact: OfTechnician) => holdVisits(needs, work, fact.technician, 'checks'),
  'vetting-recorded': async (needs, work, fact: OfTechnician) => { await holdVisits(needs, work, fact.technician, 'checks'); await releaseVisits(needs, work, fact.technician); },
  'contact-changed': async (needs, work, fact: Fact & { person: PersonId }, at) => closeFor(needs, work, await homesOf(needs, work, fact.person), at.add({ hours: CHANGE_HOURS })),
  'many-addresses-opened': async (needs, work, fact: Fact & { by: PersonId }, at) => {
    const { technician } = await needs.technicians.known.placeOf(work, fact.by);
    if (technician) await notice(needs, work, { technician, sign: 'many-addresses', about: `${fact.by} ${at.toString().slice(0, 13)}` });
  },
  'change-undone': async (needs, work, fact: Fact & { person: PersonId }) => closeFor(needs, work, await homesOf(needs, work, fact.person), undefined),
};

const aboutPerson = (needs: Needs): Trust['aboutPerson'] => ({
  async export(work, person) {
    const worries = await needs.store.worriesOfHomes(work, await homesOf(needs, work, person));
    return { worries: worries.map(({ visit, what, at, id }) => ({ visit, at, what: needs.keys.open(what, `worry:${id}`) ?? '' })), phones: await needs.store.phonesOf(work, person) };
  },
  async erase(work, person) {
    const homes = await needs.people.known.aloneIn(work, person);
    return { erased: await needs.store.forgetHomes(work, homes) + await needs.store.forgetWorries(work, homes) + await needs.store.endPhones(work, person) };
  },
});

/** Builds trust. It stands above visits; what it stops, it stops by their own verbs. */
export function createTrust(has: TrustHas): Trust {
  const needs: Needs = { ...has, store: { ...trustStore(has.dbOf), ...secretsStore(has.dbOf) }, lockTechnician: (work, technician) => lockFor(has.dbOf, work, `trust technician ${technician}`) };
  const house = jobActor(LISTENER);
  return {
    listen(facts: Pick<Facts, 'listen'>) {
      for (const [name, hear] of Object.entries(HEARS)) {
        facts.listen(name, LISTENER, async (fact, at) => { must(await needs.inWork(house, async (work) => { await hear(needs, work, fact as never, at); return ok(true); })); });
      }
    },
    async addPhone(work, asked) {
      const added = await addPhone(needs, work, asked);
      if (added.ok) await phoneChanged(needs, work, added.value.technician);
      return added;
    },
    ownPhone: async (work) => (work.by.kind === 'person' && work.by.technician ? needs.store.phoneOf(work, work.by.technician) : undefined),
    async isOfHousehold(work, id) { const visit = await needs.booking.known.visit(work, id); return visit !== undefined && isHousehold(work.by, visit); },
    phoneFor: (work, visit) => phoneFor(needs, work, visit), sealSecret: (work, asked) => sealSecret(needs, work, asked), takeBack: (work, asked) => takeBack(needs, work, asked),
    secretsOf: (work, visit) => seeSecrets(needs, work, visit), openSecret: (work, asked) => openSecret(needs, work, asked), destroyDue: (work) => destroyDue(needs, work),
    notice: (work, saw) => notice(needs, work, saw),
    async watch(work) {
      await watchTrail(needs, work);
      await pageAgain(needs, work);
      await needs.store.forgetReports(work, work.now.subtract({ hours: 24 * REPORT_DAYS }));
    },
    quarantines: (work, of) => seeQuarantines(needs, work, of), decideQuarantine: (work, asked) => decideQuarantine(needs, work, asked),
    appealQuarantine: (work, asked) => appealQuarantine(needs, work, asked), answerAppeal: (work, asked) => answerTheAppeal(needs, work, asked),
    rises: async (work) => (maySeeAlarms(work.by) ? needs.store.rises(work, work.now.subtract({ hours: 24 * SIGN_DAYS })) : []), lookedAtRise: (work, asked) => lookedAtRise(needs, work, asked),
    signs: async (work) => (maySeeAlarms(work.by) ? needs.store.latestSigns(work, work.now.subtract({ hours: 24 * SIGN_DAYS })) : []),
    heldVisits: (work) => seeHeld(needs, work),
    async isHeld(work, id) {
      const visit = await needs.booking.known.visit(work, id);
      return visit !== undefined && (isHousehold(work.by, visit) || maySeeAlarms(work.by)) && (await needs.store.heldVisit(work, id))?.toldAt !== undefined;
    },
    lookUp: (work, told) => lookUp(needs, work, told), report: (work, asked) => report(needs, work, asked), reports: (work) => seeReports(needs, work), handleReport: (work, asked) => handleReport(needs, work, asked),
    feltWrong: (work, asked) => feltWrong(needs, work, asked), worries: (work) => seeWorries(needs, work), worriesAbout: (work, visit) => worriesAbout(needs, work, visit), answerWorry: (work, asked) => answerWorry(needs, work, asked),
    known: { quarantine: (work, id) => needs.store.quarantine(work, id), isUnwanted: (work, technician, text) => isUnwanted(needs, work, technician, text) },
    aboutPerson: aboutPerson(needs),
  };
}
