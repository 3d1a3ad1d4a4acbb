import { type PersonId, ZONE, no } from '#kernel';
import type { DbOf, Work } from '#platform/work';
import { addProvider, addToOffice, signBinding } from './do/add-provider.ts';
import { addTechnician } from './do/add-technician.ts';
import { changeHours, takeAbsence } from './do/change-hours.ts';
import { recordVetting, reinstate, suspend } from './do/vet.ts';
import type { Technicians } from './front.ts';
import { mayRun, maySeeVetting } from './may.ts';
import { crewsIn } from './store-crews.ts';
import { type Remembered, rememberIn } from './store-remembered.ts';
import { shiftsOf } from './shifts.ts';
import { type TechniciansStore, techniciansIn } from './store.ts';
import { providerFacts, trustFacts } from './trust-facts.ts';
import { maySend } from './vetting.ts';
import { whoCould } from './who-could.ts';

export type TechniciansHas = { dbOf: DbOf };
type Looks = Omit<Technicians, 'addProvider' | 'signBinding' | 'addToOffice' | 'addTechnician' | 'recordVetting' | 'suspend' | 'reinstate' | 'takeAbsence' | 'changeHours' | 'aboutPerson'>;

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
      withBadge: store.withBadge,
      expiringBy: store.expiringBy,
      shiftsAhead: crews.shiftsAhead,
    },
  };
}

export function createTechnicians(has: TechniciansHas): Technicians {
  const store = techniciansIn(has.dbOf);
  const remembered = rememberIn(store);
  const needs = { technicians: store };
  const bind = <Asked, Answer>(verb: (own: typeof needs, work: Work, asked: Asked) => Answer) => async (work: Work, asked: Asked): Promise<Awaited<Answer>> => {
    remembered.forget(work);
    const answer = await verb(needs, work, asked);
    remembered.forget(work);
    return answer;
  };
  return {
    addProvider: bind(addProvider), signBinding: bind(signBinding), addToOffice: bind(addToOffice), addTechnician: bind(addTechnician),
    recordVetting: bind(recordVetting), suspend: bind(suspend), reinstate: bind(reinstate), takeAbsence: bind(takeAbsence), changeHours: bind(changeHours),
    ...looksIn(store, remembered),
    aboutPerson: {
      async export(work, person) {
        const technician = await store.technicianWho(work, person);
        if (!technician) return {};
        return { technician, vetting: await store.vettingOf(work, [technician.id]), absences: await store.absencesOf(work, technician.id) };
      },
      async erase(work, person) {
        const erased = await store.erase(work, person);
        remembered.forget(work);
        return { erased };
      },
    },
  };
}
