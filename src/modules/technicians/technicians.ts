import { type PersonId, ZONE, no } from '#kernel';
import type { DbOf, Work } from '#platform/work';
import { addProvider, addToOffice, signBinding } from './do/add-provider.ts';
import { addTechnician } from './do/add-technician.ts';
import { changeProvider, changeTechnician } from './do/change-details.ts';
import { changeIdentity, identitiesSeen } from './do/change-identity.ts';
import { changeHours, dropAbsence, takeAbsence } from './do/change-hours.ts';
import { recordVetting, providerLeft, reinstate, suspend } from './do/vet.ts';
import { recordFirmCheck } from './do/vet-firm.ts';
import { type Checks, type EndSessions, type Seals, checksIn } from './verbs.ts';
import type { Technicians } from './front.ts';
import { crewsIn } from './store-crews.ts';
import { mayRun, maySeeFirm, maySeeVetting } from './may.ts';
import { type Remembered, rememberIn } from './store-remembered.ts';
import { shiftsOf } from './shifts.ts';
import { type TechniciansStore, techniciansIn } from './store.ts';
import { provedSkills } from './proved-skill.ts';
import { providerFacts, trustFacts } from './trust-facts.ts';
import { isFirmKind, maySend } from './vetting.ts';
import { whoCould } from './who-could.ts';

/** `keys` seal documents; `vetters`: those who may vet, so that one who is alone can say so; `endSessions`: whoever is stopped is signed out. */
export type TechniciansHas = { dbOf: DbOf; keys?: Seals; vetters?: (work: Work) => Promise<readonly PersonId[]>; endSessions?: EndSessions };
type Looks = Omit<Technicians, keyof Checks | 'addProvider' | 'signBinding' | 'addToOffice' | 'addTechnician' | 'recordVetting' | 'recordFirmCheck' | 'suspend' | 'reinstate' | 'providerLeft' | 'takeAbsence' | 'changeHours' | 'dropAbsence' | 'changeTechnician' | 'changeProvider' | 'changeIdentity' | 'identitiesOf' | 'aboutPerson'>;

function looksIn(store: TechniciansStore, remembered: Remembered): Looks {
  const crews = crewsIn(store);
  return {
    provider: remembered.provider, providers: store.providers, technician: remembered.technician, techniciansOf: store.techniciansOf, absencesOf: store.absencesOf,
    inOffice: async (work, provider) => (mayRun(work.by, provider) ? store.inOffice(work, provider) : []),
    async shifts(work, id, fromDay, toDay) {
      const file = await remembered.fileOf(work, id);
      return file ? shiftsOf(file.technician, file.absences, file.country, fromDay, toDay) : [];
    },
    async maySend(work, id, onDay) {
      const file = await remembered.fileOf(work, id);
      return file ? maySend(file.technician.standing, file.country, file.vetting, onDay) : no({ kind: 'no-such-technician' });
    },
    async whoCould(work, wanted, onDay) {
      const { providers, candidates } = await crews.crewOf(work, wanted.country);
      return whoCould(providers, candidates, wanted, onDay);
    },
    async trustFacts(work, whom) {
      if ('provider' in whom) {
        const provider = await remembered.provider(work, whom.provider);
        return provider ? providerFacts(provider) : [];
      }
      const file = await remembered.fileOf(work, whom.technician);
      return file ? trustFacts(file.technician, file.vetting, work.now.toZonedDateTimeISO(ZONE[file.country]).toPlainDate()) : [];
    },
    async provedSkills(work, id, repairs) {
      const file = await remembered.fileOf(work, id);
      return file ? provedSkills(file.technician, file.vetting, work.now.toZonedDateTimeISO(ZONE[file.country]).toPlainDate(), repairs) : [];
    },
    firmChecksOf: async (work, provider) => (maySeeFirm(work.by, provider) ? store.firmChecks(work, provider) : []),
    async vettingOf(work, id) {
      const technician = await store.technician(work, id);
      return technician && maySeeVetting(work.by, technician) ? store.vettingOf(work, [id]) : [];
    },
    known: {
      async placeOf(work: Work, person: PersonId) {
        const technician = await store.technicianWho(work, person);
        const provider = await store.officeOf(work, person);
        return { ...(technician ? { technician: technician.id } : {}), ...(provider ? { provider } : {}) };
      },
      async stoppedBecause(work, technician) {
        const why = await store.cannotSendToday(work, technician);
        return why === undefined ? undefined : why === 'technician-suspended' ? 'suspended' : 'checks';
      },
      withBadge: store.withBadge,
      photosInUse: store.photosInUse,
      expiringBy: store.expiringBy,
      shiftsAhead: crews.shiftsAhead,
    },
  };
}

export function createTechnicians(has: TechniciansHas): Technicians {
  const store = techniciansIn(has.dbOf);
  const remembered = rememberIn(store);
  const { evidenceGoes, ...checks } = checksIn(has, store);
  const needs = { technicians: { ...store, evidenceGoes }, ...(has.vetters ? { vetters: has.vetters } : {}), ...(has.endSessions ? { endSessions: has.endSessions } : {}) };
  const bind = <Asked, Answer>(verb: (own: typeof needs, work: Work, asked: Asked) => Answer) => async (work: Work, asked: Asked): Promise<Awaited<Answer>> => {
    remembered.forget(work);
    const answer = await verb(needs, work, asked);
    remembered.forget(work);
    return answer;
  };
  return {
    addProvider: bind(addProvider), signBinding: bind(signBinding), addToOffice: bind(addToOffice), addTechnician: bind(addTechnician),
    recordVetting: bind(recordVetting), recordFirmCheck: bind(recordFirmCheck), suspend: bind(suspend), reinstate: bind(reinstate), providerLeft: bind(providerLeft), takeAbsence: bind(takeAbsence), changeHours: bind(changeHours), dropAbsence: bind(dropAbsence), changeTechnician: bind(changeTechnician), changeProvider: bind(changeProvider), changeIdentity: bind(changeIdentity), identitiesOf: (work, provider) => identitiesSeen(needs, work, provider),
    ...looksIn(store, remembered), ...checks,
    async setPhoto(work, asked) { const done = await checks.setPhoto(work, asked); remembered.forget(work); return done; },
    aboutPerson: {
      async export(work, person) {
        const technician = await store.technicianWho(work, person);
        if (!technician) return {};
        return { technician, vetting: (await store.vettingOf(work, [technician.id])).filter(({ kind }) => !isFirmKind(kind)), absences: await store.absencesOf(work, technician.id) };
      },
      async erase(work, person) {
        const technician = await store.technicianWho(work, person);
        if (technician) await evidenceGoes(work, technician.id);
        const erased = await store.erase(work, person);
        remembered.forget(work);
        return { erased };
      },
    },
  };
}
